"""The recorded tables of the lessons are what their functions compute."""

import json

import pytest

import lessons  # noqa: F401  (its lessons bring their tables)
from lessons import tables

EVERY = [pytest.param(t, at, id=f"{t.name}-{at}") for t in tables.TABLES for at in t.at]
SAMPLE = [pytest.param(t, t.at[0], id=t.name) for t in tables.TABLES]


def same(recorded, computed, within=0.0):
    """Equal up to what another machine's last bits may do."""
    if isinstance(recorded, dict):
        return recorded.keys() == computed.keys() and all(
            same(recorded[key], computed[key], within) for key in recorded
        )
    if isinstance(recorded, list):
        return len(recorded) == len(computed) and all(
            same(a, b, within) for a, b in zip(recorded, computed, strict=True)
        )
    if recorded is None or computed is None:
        return recorded is computed
    return recorded == pytest.approx(computed, rel=1e-9, abs=within)


@pytest.mark.parametrize(("table", "at"), SAMPLE)
def test_a_sample_is_as_recorded(table, at):
    assert same(table(at), json.loads(json.dumps(table.compute(at))), table.within)


@pytest.mark.long
@pytest.mark.parametrize(("table", "at"), EVERY)
def test_all_is_as_recorded(table, at):
    assert same(table(at), json.loads(json.dumps(table.compute(at))), table.within)


def test_what_is_recorded_is_what_there_is():
    found = {
        (file.stem, name): [at for at, _ in results]
        for file in tables.FOLDER.glob("*.json")
        for name, results in tables.read(file.stem).items()
    }
    known = {(t.lesson, t.name): json.loads(json.dumps(t.at)) for t in tables.TABLES}
    assert found == known


def test_what_is_not_recorded_says_what_to_do():
    table = tables.Table("no_such_lesson", abs, (1,))
    with pytest.raises(LookupError, match=r"abs\(1\) of no_such_lesson .* `make tables`"):
        table(1)
