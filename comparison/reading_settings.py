"""Reading names and values: of a landscape's parameters, of what a run or a change of it says."""

from collections.abc import Sequence
from typing import Any

from link import query
from link.query import Problems
from link.spelling import advice, plain_names
from optim import OPTIMIZERS
from setting import Setting


def read_pairs(texts: Sequence[str], owner: str, problems: Problems) -> dict[str, str]:
    """The texts "name=value" as a dict; the first of two with one name counts.

    Digits after a whole number were cut off at its decimal comma, and are put back.
    """
    pairs: dict[str, str] = {}
    last = ""
    for text in texts[: query.MOST_ENTRIES]:
        name, equals, value = text.partition("=")
        if text[:1].isdigit() and query.is_number(f"{pairs.get(last)}.{text}"):
            pairs[last] += f",{text}"
        elif name in pairs:
            first = query.shown(pairs[name])
            problems.append(f"{owner} has {name} more than once; the first, {first}, is used.")
            last = ""
        elif not equals:
            problems.append(f"{query.shown(text)} at {owner} could not be read; it was left out.")
            last = ""
        else:
            pairs[name] = value
            last = name
    return pairs


def read_convention(optimizer: str, text: str | None, problems: Problems) -> str:
    """One of the optimizer's forms, its first if the text is none."""
    forms = tuple(OPTIMIZERS[optimizer].rules)
    form = Setting("convention", "", "", default=forms[0], type=str, choices=forms)
    convention: str = query.value(form, text, problems)
    return convention


def read_settings(
    known: Sequence[Setting],
    pairs: dict[str, str],
    owner: str,
    problems: Problems,
    others: Sequence[str] = (),
) -> dict[str, Any]:
    """The value of every known setting: what the pairs say, or its default.

    `others` are names that are read elsewhere and may have been meant.
    """
    names = [setting.name for setting in known]
    pairs = query.renamed(pairs, names, problems)
    for name in pairs:
        if name not in names:
            end = advice(name, plain_names((*names, *others)), "it was left out")
            problems.append(f"{owner} has no setting {query.shown(name)}{end}")
    return {
        setting.name: query.value(setting, pairs.get(setting.name), problems) for setting in known
    }
