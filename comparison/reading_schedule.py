"""Reading a run's schedule from a link: one word, or "linear:30~cosine"."""

from link import query
from link.query import Problems
from link.spelling import advice, names_of, spelt
from optim import SCHEDULES
from optim.chain import LENGTH, MAX_PARTS, Part, can_be_part, written
from setting import Setting

WORD = Setting("schedule", "", "", default="constant", type=str, choices=(*SCHEDULES,))
NAMES = names_of(SCHEDULES)


def read_schedule(text: str, problems: Problems, instead: str = "") -> str:
    """A valid schedule; every repair is told. Unknown parts of a chain are left out.

    Where nothing is left it is constant; or empty, if `instead` says what comes of that.
    """
    texts = text.split("~")
    if len(texts) == 1:
        key, colon, _ = text.partition(":")
        if colon and key in SCHEDULES:
            problems.append(f"{key} is not followed by another schedule; its length was left out.")
            return key
        if instead:
            return query.name("schedule", text, NAMES, instead, problems) or ""
        return query.choice(WORD, text, NAMES, problems)
    if len(texts) > MAX_PARTS:
        problems.append(
            f"At most {MAX_PARTS} schedules can follow one another; others are left out."
        )
    read = [_part(text, problems) for text in texts[:MAX_PARTS]]
    parts = [part for part in read if part]
    if not parts:
        return "" if instead else WORD.default
    for part in parts[:-1]:
        if part.length is None:
            problems.append(f"{part.key} needs a length in a chain; {LENGTH.default} is used.")
    if parts[-1].length is not None and read[-1] and len(texts) <= MAX_PARTS:
        problems.append(f"{parts[-1].key} is the last schedule; its length was left out.")
    return written(tuple(part._replace(length=part.length or LENGTH.default) for part in parts))


def _part(text: str, problems: Problems) -> Part | None:
    word, colon, length = text.partition(":")
    key = spelt(word, NAMES)
    if key is None:
        end = advice(word, NAMES, "it was left out")
        problems.append(f"{query.shown(word)} is no schedule{end}")
        return None
    query.tell_spelling("schedule", word, key, problems)
    if not can_be_part(key):
        problems.append(f"{query.shown(key)} cannot be part of a chain; it was left out.")
        return None
    return Part(key, query.value(LENGTH, length, problems) if colon else None)
