"""The numbers that are typed in the sentences of a lesson, read from its source.

A sentence says what the engine found, so its numbers stand in braces. Numbers in names, formulas
and years are no findings: they touch a letter, an operator or a bracket (as the run of a mark,
{0|Adam}, does), or lie between 1900 and 2099. Choices that are plainly wrong may say what they
like.
"""

import ast
import re

SAID = {"text", "lead", "ask", "because", "title"}
ALONE = re.compile(r"(?<![\w.,/^·(+−²½{-])(\d+(?:[.,]\d+)*)(?![\w/^·)²(]|\.\d)")
YEAR = re.compile(r"(19|20)\d\d")


def typed_numbers(source):
    """(line, number) of each number that a lesson's source types into a sentence."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in SAID:
                    found += _in_sentence(keyword.value)
                elif keyword.arg in {"paragraphs", "links"}:
                    continue
            name = getattr(node.func, "id", "")
            if name in {"Question", "Goal"} and node.args:
                found += _in_sentence(node.args[0])
            if name == "Question":
                found += _in_choices(node)
    return found


def _in_choices(call):
    for keyword in call.keywords:
        if keyword.arg == "choices" and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if not (isinstance(value, ast.Constant) and value.value is False):
                    yield from _in_sentence(key)


def _in_sentence(node):
    """Numbers in the text of a sentence; what stands in the braces of an f-string is computed."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        for match in ALONE.finditer(node.value):
            if not YEAR.fullmatch(match[1]):
                yield node.lineno, match[1]
    elif isinstance(node, ast.JoinedStr | ast.BinOp | ast.IfExp):
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FormattedValue):
                yield from _in_sentence(child)
