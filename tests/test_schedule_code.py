"""The code of a schedule in each framework: what is shown was run there, or there is none."""

import json
from pathlib import Path

import numpy as np
import pytest

from comparison import Run
from optim import SCHEDULES
from snippets import FRAMEWORKS, schedule_code

RECORDED = json.loads((Path(__file__).parent / "reference" / "schedule_code.json").read_text())
CASES = [
    pytest.param(case, id=f"{case['framework']} {case['schedule']} {case['settings']}")
    for case in RECORDED["cases"]
]


def run_of(case):
    lists = {n: tuple(v) if isinstance(v, list) else v for n, v in case["settings"].items()}
    return Run("momentum", 0.03, case["schedule"], **lists)


@pytest.mark.parametrize("case", CASES)
def test_the_code_shown_is_the_code_that_was_run_and_gives_our_rates(case):
    run, steps = run_of(case), RECORDED["steps"]
    assert schedule_code(run, steps, case["framework"]) == (case["code"], case["note"])
    ours, theirs = run.table(steps)["lr"], np.array(case["lr"])
    if "torch's" not in case["note"]:
        np.testing.assert_allclose(theirs, ours, rtol=0.0, atol=1e-6 * run.lr)
    elif "Beyond T_max" in case["note"]:
        last = run.settings["T_max"]
        np.testing.assert_allclose(theirs[: last + 1], ours[: last + 1], atol=1e-6 * run.lr)
        assert (theirs[last:] == theirs[-1]).all()
        assert ours[-1] > theirs[-1]
    else:
        assert int(theirs.argmax()) == int(ours.argmax()) + 1


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("schedule", [*SCHEDULES, "linear:30~cosine"])
@pytest.mark.parametrize("warmup", [0, 12])
def test_there_is_code_or_a_sentence(framework, schedule, warmup):
    code, note = schedule_code(Run("adam", 0.1, schedule, warmup=warmup), 100, framework)
    assert code or note.endswith(".")
    compile(code, "shown", "exec")
    assert all(len(line) <= 130 for line in code.splitlines())
    if framework == "torch":
        assert code


@pytest.mark.parametrize(
    ("framework", "schedule"),
    [("keras", "one_cycle"), ("keras", "cyclic"), ("keras", "inverse_sqrt"), ("optax", "cyclic")],
)
def test_a_framework_that_has_none_says_so(framework, schedule):
    code, note = schedule_code(Run("momentum", 0.1, schedule), 100, framework)
    assert code == ""
    assert SCHEDULES[schedule].label in note


def test_a_schedule_elsewhere_does_not_move_the_momentum():
    _, note = schedule_code(Run("momentum", 0.1, "one_cycle"), 100, "optax")
    assert "moves no momentum" in note
