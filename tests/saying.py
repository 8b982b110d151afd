"""What a lesson says and draws, kept to be read over: `python tests/saying.py` writes it again.

`said/<lesson>.md` holds every sentence, `said/<lesson>.json` the coordinates of every shape of a
lesson that has such a file.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from lessons import LESSONS
from pictures.shape import ByStep

SAID = Path(__file__).parent / "said"
COORDINATES = (
    "at", "foot", "tip", "shrinks_from", "points", "values", "scale", "x", "heights", "lines",
)  # fmt: skip


def said(lesson):
    """Every sentence of a lesson, as Markdown."""
    parts = [f"# {lesson.label}", lesson.idea]
    parts += [_beat(lesson, number, name) for number, name in enumerate(lesson.names, 1)]
    return "\n\n".join(parts) + "\n"


def _beat(lesson, number, name):
    beat, short = lesson.beat(name), lesson.beats[number - 1] in lesson.short
    lines = [f"## {number}. {lesson.title(name)}" + (" (short path)" if short else "")]
    controls = lesson.controls_of(name)
    if controls:
        lines.append("Controls: " + ", ".join(_control(control) for control in controls))
    if beat.lead:
        lines.append(beat.lead)
    if beat.question:
        lines += _question(beat.question)
    lines.append(beat.text)
    if beat.goal:
        lines.append(f"Goal: {beat.goal.ask}")
    lines += [f"Ledger: {_line(line)}" for line in beat.ledger]
    for fold in beat.folds:
        lines += [f"### {fold.title}", *fold.paragraphs]
    if beat.table:
        lines.append("\n".join(" | ".join(row) for row in (beat.table.head, *beat.table.rows)))
    lines += [f"Button: {said} {dict(values)}" for said, values in beat.actions.items()]
    for place, pane in enumerate(beat.panes, 1):
        at = pane.step_lines[min(beat.t, len(pane.step_lines) - 1)] if pane.step_lines else ()
        lines += [f"    pane {place}{_named(pane)}: {line}" for line in ("", *pane.lines, *at)]
        if beat.question:
            lines += [f"    pane {place}, asked: {line}" for line in pane.asked]
        labels = [shape.label for shape in pane.shapes if shape.label]
        if labels:
            lines.append(f"    labels: {' · '.join(labels)}")
    lines += [f"[{label}]({address})" for label, address in beat.links]
    return "\n\n".join([*(line.rstrip() for line in lines), f"> {beat.notes}"])


def _control(control):
    setting = control.setting
    if setting.type is str:
        return f"{control.label}: {' / '.join(control.words.values())}"
    if setting.type is bool:
        return control.label
    return f"{control.label} {setting.default:g} ({setting.low:g} to {setting.high:g})"


def _question(question):
    choices = zip("ABC", question.choices.items(), strict=False)
    yield f"**{question.ask}**"
    yield "\n".join(f"- {letter}: {choice}" for letter, (choice, _) in choices)
    letter = "ABC"[list(question.choices.values()).index(True)]
    yield f"{letter} is right. {question.because}"


def _line(line):
    said = f"{line.name}: {line.formula}" if line.name else line.formula
    return said if line.role is None else f"{said} (changed)"


def _named(pane):
    return f", {pane.name}" if pane.name else ""


def shapes(lesson):
    """Where everything lies that the beats draw: "5 left 2 dot theta at" -> coordinates."""
    drawn = {}
    for number, name in enumerate(lesson.names, 1):
        for place, pane in enumerate(lesson.beat(name).panes, 1):
            drawn[f"{number} {place} window"] = pane.window
            for k, shape in enumerate(_flat(pane.shapes)):
                what = f"{number} {place} {k} {type(shape).__name__.lower()} {shape.role}"
                drawn |= {
                    f"{what} {key}": getattr(shape, key)
                    for key in COORDINATES
                    if isinstance(getattr(shape, key, None), tuple | float)
                }
    return drawn


def _flat(shapes):
    """Of what is drawn at each step the first ones stand for all."""
    for shape in shapes:
        if isinstance(shape, ByStep):
            yield from next(filter(None, shape.steps), ())
        else:
            yield shape


def as_json(drawn):
    """One line an entry, so that a change can be read."""
    lines = (f"{json.dumps(k)}: {json.dumps(np.asarray(v).tolist())}" for k, v in drawn.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    for key, lesson in LESSONS.items():
        (SAID / f"{key}.md").write_text(said(lesson), encoding="utf-8")
        if (SAID / f"{key}.json").exists():
            (SAID / f"{key}.json").write_text(as_json(shapes(lesson)), encoding="utf-8")
