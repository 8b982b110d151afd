"""Equal to the frameworks: every optimizer, schedule and snippet against recorded runs of torch.

Momentum and NAG also against Keras and optax, at rates that change.
"""

import json
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from comparison import Comparison, Run, read_link
from landscapes import LANDSCAPES
from optim import OPTIMIZERS, SCHEDULES
from optim.engine import descend, start_state
from optim.rule import PointRule
from snippets import torch_code

HERE = Path(__file__).parent / "reference"
RECORDED = ("optimizers", "more_torch", "more_optax")
CASES = {
    name: case
    for file in RECORDED
    for name, case in json.loads((HERE / f"{file}.json").read_text())["cases"].items()
}
SCHEDULE_FILE = json.loads((HERE / "schedules.json").read_text())
OPTAX_SCHEDULES = json.loads((HERE / "schedules_optax.json").read_text())
SNIPPETS = [
    snippet
    for file in ("snippets", "snippets_more", "snippets_course")
    for snippet in json.loads((HERE / f"{file}.json").read_text())["snippets"]
]
FORMS = {"torch": "torch", "optax": "torch", "keras": "keras"}
SGD_CASES = [
    pytest.param(framework, case, id=" ".join([framework, *map(str, list(case.values())[:4])]))
    for framework in FORMS
    for case in json.loads((HERE / f"sgd_{framework}.json").read_text())["cases"]
]

# Bouncing from wall to wall, where rounding doubles on the way: checked step by step only.
CHAOTIC = {
    "rmsprop himmelblau constant alpha=0.9 eps=0.0001 weight_decay=0.1",
    "rmsprop himmelblau falling alpha=0.9 eps=0.0001 weight_decay=0.1",
    "adam rosenbrock constant beta1=0.7 beta2=0.95 eps=0.001 weight_decay=0.1",
    "nadam himmelblau constant",
    "adamax himmelblau constant beta1=0.7 beta2=0.95 eps=0.001 weight_decay=0.1",
    *(f"rmsprop himmelblau {k} centered=True alpha=0.9 eps=0.001" for k in ("constant", "falling")),
    *(name for name in CASES if name.startswith("lbfgs rosenbrock")),
    *(
        f"schedule_free_adamw {kind} beta1=0.8 beta2=0.95 eps=0.001 weight_decay=0.1 "
        "weight_lr_power=3.0"
        for kind in ("rosenbrock constant", "himmelblau constant", "himmelblau wave")
    ),
}


@pytest.fixture(scope="module")
def arrays():
    recorded = {}
    for name in RECORDED:
        with np.load(HERE / f"{name}.npz") as file:
            recorded |= dict(file)
    return recorded


def settings_of(name, arrays):
    """Every setting of the case: a value, or the recorded array of what changed."""
    run = Run(CASES[name]["optimizer"], lr=1.0, **CASES[name]["settings"])
    settings = {setting.name: run.settings[setting.name] for setting in run.rule.settings}
    driven = {key.split(" | ")[1]: arrays[key] for key in arrays if key.startswith(name + " | ")}
    return run.rule, {**settings, **driven}


def test_every_optimizer_that_a_framework_has_is_recorded():
    shipped = {key for key, optimizer in OPTIMIZERS.items() if set(optimizer.rules) != {"paper"}}
    assert {case["optimizer"] for case in CASES.values()} == shipped


@pytest.mark.parametrize("name", [name for name in CASES if name not in CHAOTIC])
def test_whole_path(name, arrays):
    rule, settings = settings_of(name, arrays)
    expected = arrays[name]
    parameters = {"kappa": 25.0} if CASES[name]["landscape"] == "quadratic" else {}
    gradient = LANDSCAPES[CASES[name]["landscape"]].gradient_function(**parameters)
    path = descend(rule, gradient, tuple(expected[0].tolist()), settings, len(expected) - 1)
    np.testing.assert_allclose(path.positions, expected, rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("name", CASES)
def test_each_step_from_where_torch_stood(name, arrays):
    """Re-synchronised: our state, torch's position, one step; no error can grow."""
    rule, settings = settings_of(name, arrays)
    expected = arrays[name]
    gradient = LANDSCAPES[CASES[name]["landscape"]].gradient_function()
    memory, states = None, [start_state(rule, settings)] * 2
    for k, here in enumerate(expected[:-1]):
        row = SimpleNamespace(
            t=k + 1, **{n: v[k] if isinstance(v, np.ndarray) else v for n, v in settings.items()}
        )
        slope = gradient(*here.tolist())
        if isinstance(rule, PointRule):
            point, memory = rule.step(tuple(here.tolist()), slope, row, None, memory)
            assert point == pytest.approx(expected[k + 1].tolist(), rel=1e-12, abs=1e-12)
            continue
        for axis in (0, 1):
            x, *states[axis] = rule.step(float(here[axis]), slope[axis], row, *states[axis])
            assert x == pytest.approx(expected[k + 1][axis], rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(("framework", "case"), SGD_CASES)
def test_momentum_as_each_framework_runs_it(framework, case):
    run = Run(case["optimizer"], 1.0, convention=FORMS[framework], momentum=case["momentum"])
    settings = run.table(len(case["lr"])) | {"lr": np.array(case["lr"])}
    gradient = LANDSCAPES[case["landscape"]].gradient_function()
    path = descend(run.rule, gradient, tuple(case["path"][0]), settings, len(case["lr"]))
    np.testing.assert_allclose(path.positions, case["path"], rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize(
    "case",
    [*SCHEDULE_FILE["curves"], *OPTAX_SCHEDULES["curves"]],
    ids=lambda c: f"{c['schedule']} {c['steps']}",
)
def test_schedule(case):
    lr, steps = SCHEDULE_FILE["lr"], case["steps"]
    run = Run("momentum", lr=lr, schedule=case["schedule"], **case["settings"])
    table = run.table(steps)
    np.testing.assert_allclose(table["lr"], case["lr"], rtol=1e-10, atol=1e-14)
    if "momentum" in case:
        np.testing.assert_allclose(table["momentum"], case["momentum"], rtol=1e-10)


@pytest.mark.parametrize("case", SCHEDULE_FILE["plateaus"], ids=lambda c: c["losses"])
def test_reduce_on_plateau_reads_losses_as_torch_does(case):
    run = Run("momentum", SCHEDULE_FILE["lr"], "reduce_on_plateau", **case["settings"])
    rates = run.feedback(lambda x, y: 0.0).rates()
    ours = [next(rates)]
    for loss in case["shown"][:-1]:
        ours.append(rates.send(float("nan") if loss is None else loss))
    np.testing.assert_allclose(ours, case["lr"], rtol=1e-12)


@pytest.mark.parametrize("case", SCHEDULE_FILE["plateau_runs"], ids=lambda c: c["optimizer"])
def test_runs_with_reduce_on_plateau(case):
    parameters = {"kappa": 25.0} if case["landscape"] == "quadratic" else {}
    run = Run(case["optimizer"], case["rate"], "reduce_on_plateau", **case["settings"])
    comparison = Comparison(
        case["landscape"], parameters, case["path"][0], len(case["lr"]), runs=(run,)
    )
    (trajectory,) = comparison.trajectories()
    np.testing.assert_allclose(trajectory.settings["lr"], case["lr"], rtol=1e-12)
    np.testing.assert_allclose(trajectory.positions, case["path"], rtol=1e-10, atol=1e-10)
    assert len(set(case["lr"])) > 1


def test_every_schedule_is_recorded():
    curves = [*SCHEDULE_FILE["curves"], *OPTAX_SCHEDULES["curves"]]
    recorded = {case["schedule"] for case in curves}
    others = {"constant", "reduce_on_plateau", "inverse_sqrt"}  # above, and in test_schedules.py
    assert {word for word in recorded if "~" not in word} | others == set(SCHEDULES)


@pytest.mark.parametrize("case", SNIPPETS, ids=lambda c: f"{c['link'][:40]} #{c['run']}")
def test_snippet(case):
    """The script shown is the script that torch ran, and its path is ours."""
    comparison, problems = read_link(case["link"])
    assert problems == []
    assert torch_code(comparison, case["run"]) == case["code"]
    ours = comparison.trajectories()[case["run"]].positions
    np.testing.assert_allclose(ours, case["path"], rtol=1e-10, atol=1e-10)


@pytest.mark.parametrize("case", SNIPPETS[:5], ids=lambda c: f"{c['link'][:40]} #{c['run']}")
def test_a_snippet_prints_where_the_run_ends(case, capsys):
    """Its last lines, with NumPy in torch's place."""
    comparison, _ = read_link(case["link"])
    compile(case["code"], "snippet", "exec")
    last = case["code"].rpartition("\n\n")[2]
    end = case["path"][-1]
    loss = partial(comparison.record.value, **comparison.parameters)
    exec(last, {"path": case["path"], "theta": end, "loss": lambda x, y: np.float64(loss(x, y))})
    x, y = end
    said = f"step {comparison.steps}: x = {x:.6g}, y = {y:.6g}, loss {loss(x, y):.6g}\n"
    assert capsys.readouterr().out == said


def test_every_optimizer_and_landscape_has_a_tested_snippet():
    comparisons = [read_link(case["link"])[0] for case in SNIPPETS]
    assert {comparison.landscape for comparison in comparisons} == set(LANDSCAPES)
    forms = {
        (run.optimizer, run.convention) for comparison in comparisons for run in comparison.runs
    }
    assert forms == {(key, form) for key, o in OPTIMIZERS.items() for form in o.rules}


def test_every_schedule_has_a_tested_snippet():
    words = {run.schedule for case in SNIPPETS for run in read_link(case["link"])[0].runs}
    assert set(SCHEDULES) <= words
    assert any("~" in word for word in words)
