"""Changes of course: what a run may say, how links say it, and that the steps are torch's."""

import json
import math
from functools import partial
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from comparison import Comparison, Run, read_link
from comparison.course import MAX_CHANGES
from comparison.gradients import seen
from comparison.limits import overload, shares
from comparison.many import many
from comparison.reasons import reason
from optim.engine import Leg, travel
from studies import range_test, rate_sweep
from tests.strategies import comparisons

BOWL = Comparison("quadratic", {"kappa": 25}, (-4, 2), 90)
COURSES = json.loads((Path(__file__).parent / "reference" / "course.json").read_text())["courses"]
SLOWER = Run("momentum", 0.02, then=((30, {"lr": 0.002}),))


def walk(run, picture=BOWL, **values):
    (trajectory,) = picture.changed(runs=(run,), **values).trajectories()
    return trajectory


@pytest.mark.parametrize("link", COURSES, ids=lambda link: link.partition("run=")[2])
def test_equal_to_torch(link):
    comparison, problems = read_link(link)
    assert problems == []
    (trajectory,) = comparison.trajectories()
    np.testing.assert_allclose(trajectory.positions, COURSES[link], rtol=1e-10, atol=1e-12)


def adam_by_hand(theta, lrs, restart=None):
    """Kingma and Ba's loop on the bowl, in plain floats; a restart forgets m, v and t."""
    path, (m, v, t) = [theta], ([0.0, 0.0], [0.0, 0.0], 0)
    for step, lr in enumerate(lrs):
        if step == restart:
            m, v, t = [0.0, 0.0], [0.0, 0.0], 0
        t, g = t + 1, (theta[0], 25.0 * theta[1])
        m = [0.9 * a + 0.1 * b for a, b in zip(m, g, strict=True)]
        v = [0.999 * a + 0.001 * b * b for a, b in zip(v, g, strict=True)]
        theta = [
            x - lr * (a / (1 - 0.9**t)) / (math.sqrt(b / (1 - 0.999**t)) + 1e-8)
            for x, a, b in zip(theta, m, v, strict=True)
        ]
        path.append(theta)
    return path


@pytest.mark.parametrize(("change", "restart"), [({"lr": 0.02}, None), ({"state": "fresh"}, 40)])
def test_the_bias_correction_counts_on_unless_the_state_is_fresh(change, restart):
    lrs = [0.1] * 40 + [change.get("lr", 0.1)] * 50
    trajectory = walk(Run("adam", 0.1, then=((40, change),)))
    np.testing.assert_allclose(trajectory.positions, adam_by_hand([-4.0, 2.0], lrs, restart))
    m, v = (trajectory.internals[name][40] for name in ("first_moment", "m_hat"))
    assert np.allclose(v, m / (1 - 0.9 ** (1 if restart else 41)))


def test_a_schedule_goes_on_and_one_that_is_named_begins():
    whole = Run("momentum", 0.02, "cosine").table(90)["lr"]
    on = Run("momentum", 0.02, "cosine", then=((30, {"lr": 0.05}),)).table(90)["lr"]
    np.testing.assert_allclose(on[:30], whole[:30], rtol=0)
    np.testing.assert_allclose(on[30:], whole[30:] * 2.5)
    again = Run("momentum", 0.02, "cosine", then=((30, {"schedule": "cosine"}),)).table(90)["lr"]
    np.testing.assert_allclose(again[30:], Run("momentum", 0.02, "cosine").table(60)["lr"], rtol=0)
    flat = Run("momentum", 0.02, "one_cycle", then=((30, {"schedule": "constant"}),)).table(90)
    assert (flat["lr"][30:] == 0.02).all()
    assert (flat["momentum"][30:] == 0.9).all()
    other = Run("momentum", 0.02, "cosine", T_max=50, then=((30, {"optimizer": "adam"}),))
    assert other.legs[1].run.settings["T_max"] == 50
    assert other.table(90)["lr"][40] == whole_cosine(0.02, 40, 50)


def whole_cosine(lr, t, period):
    return pytest.approx(lr * (1 + math.cos(math.pi * t / period)) / 2)


def test_a_setting_that_a_leg_lacks_is_nan():
    run = Run("momentum", 0.02, then=((30, {"optimizer": "adam"}),))
    table = run.table(90)
    assert np.isnan(table["momentum"][30:]).all()
    assert np.isnan(table["beta1"][:30]).all()
    assert (table["lr"] == 0.02).all()
    trajectory = walk(run)
    assert np.isnan(trajectory.internals["velocity"][30:]).all()
    assert np.isfinite(trajectory.internals["first_moment"][30:]).all()
    assert trajectory.in_force(-1)[0].optimizer == "adam"
    assert [part for _, part in trajectory.parts] == [slice(0, 30), slice(30, 90)]


@pytest.mark.parametrize(
    "run",
    [
        Run("momentum", 0.02),
        Run("nesterov", 0.02, "one_cycle", "classical"),
        Run("adam", 0.1, "reduce_on_plateau", warmup=5),
        Run("lbfgs", 0.5),
        Run("newton", 0.5),
    ],
    ids=lambda run: run.optimizer,
)
def test_a_leg_after_another_makes_the_steps_of_one(run):
    """Cut anywhere, a run without a change is bit by bit what it was."""
    scene = BOWL.changed(noise=0.5)
    record = scene.record
    whole = walk(run, scene)
    (leg,) = run.course(90, partial(record.value, **scene.parameters))
    cut = 37

    def part(steps):
        table = {n: v[steps] if isinstance(v, np.ndarray) else v for n, v in leg.settings.items()}
        length = len(range(90)[steps])
        return Leg(leg.rule, table, length, steps.start is None, leg.feedback)

    path = travel(
        [part(slice(None, cut)), part(slice(cut, None))],
        seen(scene),
        scene.start,
        hessian=partial(record.hessian, **scene.parameters),
    )
    np.testing.assert_array_equal(path.positions, whole.positions)
    for name, values in whole.internals.items():
        np.testing.assert_array_equal(path.internals[name], values)


def test_noise_and_what_came_before_stay_as_they_were():
    scene = BOWL.changed(noise=0.5)
    changed, whole = walk(SLOWER, scene), walk(SLOWER.changed(then=()), scene)
    np.testing.assert_array_equal(changed.positions[:31], whole.positions[:31])
    drawn = changed.gradient - np.column_stack(
        scene.record.gradient(*changed.positions[:-1].T, kappa=25.0)
    )
    np.testing.assert_allclose(
        drawn, 0.5 * np.random.RandomState(0).standard_normal((90, 2)), atol=1e-12
    )


def test_a_run_that_has_diverged_makes_no_more_steps():
    trajectory = walk(Run("gradient_descent", 1.0, then=((50, {"optimizer": "adam"}),)))
    assert trajectory.outcome.kind == "diverged"
    assert trajectory.outcome.step < 50
    assert np.isnan(trajectory.positions[51:]).all()


def test_equal_runs_are_equal_objects():
    said = Run("momentum", 0.02, then=[[120, {"lr": 0.002, "momentum": 0.9, "state": "carried"}]])
    short = Run("momentum", 0.02, then=((120, {"lr": 0.002}),))
    assert said == short
    assert hash(said) == hash(short)
    assert Run("momentum", 0.02, then=((120, {"lr": 0.02}), (130, {}))) == Run("momentum", 0.02)
    fresh = Run("momentum", 0.02, then=((9, {"optimizer": "adam", "state": "fresh"}),))
    assert fresh == Run("momentum", 0.02, then=((9, {"optimizer": "adam"}),))
    forgetful = Run("gradient_descent", 0.02, then=((9, {"state": "fresh"}),))
    assert forgetful == Run("gradient_descent", 0.02)  # it remembers nothing
    again = Run("adam", 0.02, "cosine", then=((9, {"schedule": "cosine"}),))
    assert again.then == ((9, {"schedule": "cosine"}),)  # it begins anew
    with pytest.raises(TypeError):
        short.then[0][1]["lr"] = 1


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (((0, {"lr": 1}),), "from must be between 1 and 4999, not 0"),
        (((1.5, {"lr": 1}),), "from must be a whole number"),
        (((20, {"lr": 1}), (10, {"lr": 2})), "increasing order, each once, not 20, 10"),
        (((20, {"lr": 1}), (20, {"lr": 2})), "increasing order, each once, not 20, 20"),
        (tuple((k, {"lr": k}) for k in range(1, 9)), f"at most {MAX_CHANGES} times, not 8"),
        (((20, {"lr": -1}),), "lr must be between"),
        (((20, {"beta1": 0.5}),), "no setting 'beta1'"),
        (((20, {"optimizer": "sgd"}),), "Unknown optimizer 'sgd'"),
        (((20, {"optimizer": ["adam"]}),), "optimizer must be a name, not adam"),
        (((20, {"convention": "mine"}),), "no 'mine' form"),
        (((20, {"schedule": "often"}),), "Unknown schedule"),
        (((20, {"state": "young"}),), "state must be carried or fresh, not “young”"),
        (((20, {"then": ()}),), "no changes of its own"),
        (((20, 0.1),), "pairs of a step and a mapping"),
        ((20, {"lr": 1}), "pairs of a step and a mapping"),
        (7, "pairs of a step and a mapping"),
    ],
)
def test_a_change_that_cannot_be_is_refused(then, said):
    with pytest.raises(ValueError, match=said):
        Run("momentum", 0.02, then=then)


def test_a_picture_ends_before_a_change_is_refused_and_fewer_steps_drop_it():
    with pytest.raises(ValueError, match="A run of 30 steps cannot change at step 30"):
        Comparison(steps=30, runs=(SLOWER,))
    assert Comparison(steps=31, runs=(SLOWER,)).changed(steps=30).runs == (Run("momentum", 0.02),)


def test_what_changes_by_name_is_the_start():
    picture = BOWL.changed(runs=(SLOWER, Run("adam", 0.1, then=((9, {"beta1": 0.5}),))))
    faster = picture.changed(lr=0.03)
    assert [run.lr for run in faster.runs] == [0.03, 0.03]
    assert faster.runs[0].then == ((30, {"lr": 0.002}),)
    assert picture.changed(then=()).runs == (Run("momentum", 0.02), Run("adam", 0.1))
    assert picture.changed(optimizer="nesterov").runs[1] == Run("nesterov", 0.1)  # has no beta1
    assert (
        Run("lion", 0.1, beta1=0.0).changed(optimizer="schedule_free_sgd").settings["beta1"] == 0.9
    )


def test_a_plateau_that_is_known_stays_known():
    run = Run("momentum", 0.05, "reduce_on_plateau", momentum=0.95, patience=1, factor=0.5)
    back = run.changed(then=((40, {"lr": 0.05}),))
    assert back.then  # the rate has fallen by then, so that this says something
    rates = walk(back).settings["lr"]
    assert rates[39] < 0.05
    assert rates[40] == 0.05
    np.testing.assert_array_equal(rates[:40], walk(run).settings["lr"][:40])


def test_many_runs_change_their_settings_too():
    run = SLOWER.changed(then=((30, {"lr": 0.002, "momentum": 0.5}), (60, {"schedule": "step"})))
    starts = np.array([[-4.0, 3.0], [2.0, 1.0]])
    ends = many(run, BOWL, starts).positions
    for k, start in enumerate(starts.T):
        np.testing.assert_allclose(ends[:, k], walk(run, start=tuple(start)).positions[-1])


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (((9, {"optimizer": "adam"}),), "another optimizer or afresh runs one path only"),
        (((9, {"state": "fresh"}),), "another optimizer or afresh runs one path only"),
        (((9, {"dampening": 0.5}),), "another optimizer or afresh runs one path only"),
        (((9, {"schedule": "reduce_on_plateau"}),), "reads the loss on the way"),
        (((9, {"lr": 0.1}),), "changes lr on its way"),
        (((9, {"schedule": "cosine"}),), "changes lr on its way"),
    ],
)
def test_many_runs_say_what_they_cannot(then, said):
    with pytest.raises(ValueError, match=said):
        many(Run("momentum", 0.02, then=then), BOWL, np.ones((2, 1)), {"lr": 0.1})


def test_studies_make_runs_as_they_are():
    sweep = rate_sweep(BOWL.changed(runs=(SLOWER,)), rates=(0.01, 0.05), steps=90)
    alone = [walk(SLOWER.changed(lr=rate)).loss[-1] for rate in (0.01, 0.05)]
    np.testing.assert_allclose(sweep.loss[:, 0], alone)
    ramp = range_test(BOWL.changed(runs=(SLOWER,)))
    assert ramp.comparison.runs[0].then == ()


def test_labels_say_where_runs_part():
    runs = (Run("momentum", 0.02), SLOWER, SLOWER.changed(then=((9, {"optimizer": "adam"}),)))
    assert BOWL.changed(runs=runs).labels == (
        "Momentum",
        "Momentum (from step 30: lr 0.002)",
        "Momentum, then Adam",
    )


def test_the_table_says_which_optimizer_moves_on():
    run = Run("momentum", 0.02, then=((30, {"lr": 0.002}), (60, {"optimizer": "adam"})))
    frame = BOWL.changed(runs=(run, Run("adam", 0.1))).to_frame()
    first = frame[frame["run"] == "Momentum, then Adam"]
    assert list(first["leg"].value_counts(sort=False)) == [30, 30, 31]
    assert (first["optimizer"] == np.where(first["step"] < 60, "momentum", "adam")).all()
    assert list(first["lr"][28:32]) == [0.02, 0.02, 0.002, 0.002]
    assert first["momentum"][60:].isna().all()
    assert "leg" not in BOWL.to_frame()


def test_reasons_speak_of_what_is_in_force():
    away = walk(Run("gradient_descent", 0.02, then=((30, {"lr": 0.2}),)))
    said = reason(away, BOWL.changed(runs=(away.run,)))
    assert "lr 0.2 is over 2/λ = 0.08" in said
    settled = walk(Run("adam", 0.1, then=((30, {"optimizer": "momentum", "lr": 0.02}),)), steps=400)
    said = reason(settled, BOWL.changed(steps=400, runs=(settled.run,)))
    assert "lr 0.02 is below 2(1+μ)/λ = 0.152" in said
    assert "μ = 0.9" in said


def test_an_optimizer_without_a_limit_passes_none():
    then = ((10, {"optimizer": "lion"}), (20, {"optimizer": "gradient_descent", "lr": 0.2}))
    run = walk(Run("gradient_descent", 0.02, then=then))
    scene = BOWL.changed(runs=(run.run,))
    borne = shares(run, scene)
    assert np.isnan(borne[10:20]).all()
    assert (borne[:10] < 1.0).all()
    assert overload(run, scene, 0).step == 20
    assert "At step 20" in reason(run, scene)


@pytest.mark.parametrize(
    ("course", "then", "said"),
    [
        ("from=0,lr=1", ((1, {"lr": 1}),), "from must be a whole number between 1 and 89"),
        ("from=2.4,lr=1", ((2, {"lr": 1}),), "from must be a whole number"),
        ("from=90,lr=1", (), "makes 90 steps and cannot change at step “90”; the change was left"),
        ("from=1e999,lr=1", (), "cannot change at step “1e999”"),
        ("from=nan,lr=1", (), "from must be a step, not “nan”"),
        ("from,lr=1", (), "from must be a step, not “”"),
        ("FROM=9,lr=1", ((9, {"lr": 1}),), ""),
        ("from=9,lr=1,from=9,lr=2", ((9, {"lr": 1}),), "changes more than once at step 9"),
        ("from=9,lr=1,from=5,lr=2", ((5, {"lr": 2}), (9, {"lr": 1})), "were put in order"),
        ("from=9,lr=0.02", (), "At step 9 Momentum changes nothing; that was left out."),
        ("from=9,lr=-1", (), "lr must be above 0, not “-1”; it stays 0.02."),
        ("from=9,lr=0,5", ((9, {"lr": 0.5}),), "is read as 0.5"),
        ("from=9,momentum=7", ((9, {"momentum": 1.0}),), "momentum must be"),
        ("from=9,gravity=7,lr=1", ((9, {"lr": 1}),), "Momentum has no setting “gravity”"),
        ("from=9,optimizer=adm,lr=1", ((9, {"lr": 1}),), "did you mean adam? It stays Momentum."),
        ("from=9,schedule=cosin,lr=1", ((9, {"lr": 1}),), "mean cosine? The one there is goes on."),
        ("from=9,schedule=x:3~y,lr=1", ((9, {"lr": 1}),), "“y” is no schedule"),
        ("from=9,lr=1,fron=12", ((9, {"lr": 1}),), "did you mean from?"),
        (
            "from=9,optimizer=adam,nu=0.5",
            ((9, {"optimizer": "adam"}),),
            "Adam has no setting",
        ),
        ("from=9,state=young,lr=1", ((9, {"lr": 1}),), "state must be carried or fresh"),
        (
            ",".join(f"from={k},lr={k}" for k in range(1, 9)),
            tuple((k, {"lr": k}) for k in range(1, 5)),
            "at most 4 times; later changes were left out",
        ),
    ],
)
def test_links_are_repaired(course, then, said):
    comparison, problems = read_link(f"steps=90&run=momentum,lr=0.02,{course}")
    assert comparison.runs == (Run("momentum", 0.02, then=then),)
    assert any(said in problem for problem in problems) or (said == "" and problems == [])
    assert read_link(comparison.to_link()) == (comparison, [])


@given(comparisons())
@settings(max_examples=50, deadline=None)
def test_every_leg_is_a_run_of_its_own(comparison):
    for run in comparison.runs:
        assert len(run.legs) == len(run.then) + 1
        assert all(before.begin < after.begin for before, after in pairwise(run.legs))
        assert all(leg.run.then == () and leg.run == eval_again(leg.run) for leg in run.legs)
        lengths = [leg.steps for leg in run.course(comparison.steps)]
        assert sum(lengths) == comparison.steps


def eval_again(run):
    return Run(run.optimizer, run.lr, run.schedule, run.convention, **run.settings)
