"""What a lesson says and draws, kept to be read over: `python tests/saying.py` writes it again.

`said/<lesson>.md` holds every sentence, `said/<lesson>.json` the coordinates of every shape.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from lessons.momentum_vs_nag.forms import RATES, STORED, forms
from lessons.momentum_vs_nag.free_play import free_play
from lessons.momentum_vs_nag.place import Place
from lessons.momentum_vs_nag.story import beats

SAID = Path(__file__).parent / "said"
COORDINATES = ("at", "foot", "tip", "shrinks_from", "points", "values", "scale")


def said():
    """Every sentence of "Momentum vs NAG", as Markdown."""
    parts = ["# Momentum vs NAG", *(_beat(k, beat) for k, beat in enumerate(beats(), 1))]
    for place in (Place(), Place(gradient_descent=True, lr=0.056)):
        parts.append(_walks(f"Free play, {place.to_link() or 'as it opens'}", free_play(place)))
    parts += [
        _walks(f"Forms, {form}, {rate}", forms(form, rate)) for form in STORED for rate in RATES
    ]
    return "\n\n".join(parts) + "\n"


def _beat(number, beat):
    lines = [f"## {number}. {beat.title}" + (" (short path)" if beat.short else "")]
    if beat.lead:
        lines.append(beat.lead)
    if beat.question:
        lines.append(f"**{beat.question.ask}**")
        choices = zip("ABC", beat.question.choices, strict=False)
        lines.append("\n".join(f"- {letter}: {choice}" for letter, choice in choices))
        lines.append(f"{'ABC'[beat.question.answer]} is right. {beat.question.because}")
    lines.append(beat.text)
    for name, panels in (("asked", beat.asked or ()), ("shown", (beat.left, beat.right))):
        for side, panel in zip(("left", "right"), panels, strict=False):
            lines += [f"    {name}, {side}: {line}" for line in panel.formula]
            labels = [shape.label for shape in panel.shapes if shape.label]
            if labels:
                lines.append(f"    {name}, {side}, labels: {' · '.join(labels)}")
    lines += [f"[{label}]({address})" for label, address in beat.links]
    return "\n\n".join([*lines, f"> {beat.notes}"])


def _walks(title, data):
    lines = [f"## {title}", *data["sentences"], f"Chart: {data['chart']['title']}"]
    lines += [line for side in data.get("formula", ()) for line in side]
    lines += [panel[-1]["outcome"] for panel in data["panels"] if "outcome" in panel[-1]]
    for row in data["table"]["rows"] if "table" in data else ():
        lines.append(" | ".join(row))
    return "\n\n".join(lines)


def shapes():
    """Where everything lies that the beats draw: "5 asked left 2 dot theta at" -> coordinates."""
    drawn = {}
    for number, beat in enumerate(beats(), 1):
        drawn[f"{number} window"] = beat.window
        panels = {"left": beat.left, "right": beat.right}
        if beat.asked:
            panels |= {"asked left": beat.asked[0], "asked right": beat.asked[1]}
        for name, panel in panels.items():
            for place, shape in enumerate(panel.shapes):
                what = f"{number} {name} {place} {type(shape).__name__.lower()} {shape.role}"
                drawn |= {f"{what} {key}": value for key, value in _coordinates(shape)}
    return drawn


def _coordinates(shape):
    values = asdict(shape)
    return [(name, values[name]) for name in COORDINATES if values.get(name) is not None]


def as_json(drawn):
    """One line an entry, so that a change can be read."""
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in drawn.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    (SAID / "momentum_vs_nag.md").write_text(said(), encoding="utf-8")
    (SAID / "momentum_vs_nag.json").write_text(as_json(shapes()), encoding="utf-8")
