"""The control of a schedule: one of the registry, or several, one after another."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from optim import SCHEDULES
from optim.chain import LENGTH, MAX_PARTS, Part, can_be_part, parts_of, written
from ui.choices import show_choice
from ui.widgets import bound

Apply = Callable[[str], None]

CHAIN = "one_after_another"


@dataclass(frozen=True)
class Chained:
    """How a chain stands in the list of schedules."""

    label: str = "One after another"
    group: str = "One after another"
    also: str = "chain, SequentialLR"
    idea: str = "Each part counts from its own step 0; the settings belong to all parts."


FIRST_PART = Part("linear", 30)
END = ""
"""What a part's control says where the chain ends."""


def show_schedule_choice(word: str, suffix: str, apply: Apply, beside: Callable[[], None]) -> None:
    """Which schedule; under it, for several, one line a part.

    Args:
        word: the schedule as a link writes it.
        suffix: of the widgets' keys.
        apply: called with another word.
        beside: shows what stands beside the list.
    """
    several = len(parts_of(word)) > 1
    show_choice(
        {**SCHEDULES, CHAIN: Chained()},
        CHAIN if several else word,
        f"schedule_{suffix}",
        lambda key: apply(first_chain(word) if key == CHAIN else key),
        "Schedule",
        beside=beside,
    )
    if several:
        parts = parts_of(word)
        for index in range(min(len(parts) + 1, MAX_PARTS)):
            _show_part(parts, index, suffix, apply)


def first_chain(word: str) -> str:
    """What a plain schedule becomes: a rise, then itself, if that can be."""
    plain = word == "constant" or not can_be_part(word)
    return written((FIRST_PART, Part("cosine" if plain else word)))


def _show_part(parts: tuple[Part, ...], index: int, suffix: str, apply: Apply) -> None:
    """A part and how many steps it has; after the last one a place for the next."""
    left, right = st.columns((3, 2), gap="small", vertical_alignment="bottom", wrap=False)
    with left:
        bound(
            st.selectbox,
            f"part_{index}_{suffix}",
            parts[index].key if index < len(parts) else END,
            lambda key: apply(_with_key(parts, index, key)),
            label="First" if index == 0 else "Then",
            options=[*filter(can_be_part, SCHEDULES), *([END] if index else [])],
            format_func=lambda key: SCHEDULES[key].label if key else "nothing more",
        )
    if index < len(parts) - 1:
        with right:
            bound(
                st.number_input,
                f"length_{index}_{suffix}",
                parts[index].length,
                lambda steps: apply(_with_length(parts, index, steps)),
                label="Steps",
                min_value=int(LENGTH.low),
                max_value=int(LENGTH.high),
                step=1,
                help=LENGTH.help,
            )


def _with_key(parts: tuple[Part, ...], index: int, key: str) -> str:
    """The chain with another schedule at a place; END cuts it off there."""
    if key == END:
        return written(parts[:index])
    length = parts[index].length if index < len(parts) else None
    new = (*parts[:index], Part(key, length), *parts[index + 1 :])
    return written(tuple(part._replace(length=part.length or LENGTH.default) for part in new))


def _with_length(parts: tuple[Part, ...], index: int, length: int) -> str:
    return written((*parts[:index], Part(parts[index].key, length), *parts[index + 1 :]))
