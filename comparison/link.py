"""A link as a comparison: hostile until checked, repaired where it must be, never an exception."""

from comparison import fields
from comparison.comparison import Comparison


def read_link(url_or_query: str) -> tuple[Comparison, list[str]]:
    """The comparison a link describes, and what had to be changed to make it valid.

    Args:
        url_or_query: a whole address, or its query string with or without "?".

    Returns:
        The comparison and a list of sentences, empty for a valid link. Never raises.
    """
    values, problems = fields.read(str(url_or_query))
    return Comparison(**values), problems
