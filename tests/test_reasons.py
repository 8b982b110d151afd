"""What is said of how runs end: true of the run, with the numbers that its theory has."""

import re
import timeit

import numpy as np
import pytest
from hypothesis import given, settings

from comparison import Comparison, Run, read_link
from comparison.limits import growth, shares
from comparison.reasons import reason
from optim.stability import MIXES
from strategies import comparisons

BOWL = "landscape=quadratic&steps=60&run="


def why(link, index=0):
    """The kind of ending, and why."""
    comparison, problems = read_link(link)
    assert problems == []
    trajectory = comparison.trajectories()[index]
    return trajectory.outcome.kind, reason(trajectory, comparison)


@pytest.mark.parametrize(
    ("link", "kind", "said"),
    [
        (
            BOWL + "gradient_descent,lr=0.09",
            "diverged",
            "From step 2 on each step is 1.25 times the last: lr 0.09 is over 2/λ = 0.08 for the "
            "steepest curvature here (λ = 25). "
            "At step 36 it is more than 1000 times the width of the view away.",
        ),
        (
            BOWL + "gradient_descent,lr=0.083",
            "leaving",
            "At step 6 it leaves the view, and goes farther out all the time. From step 2 on each "
            "step is 1.07 times the last: lr 0.083 is over 2/λ = 0.08 for the steepest curvature "
            "here (λ = 25).",
        ),
        (
            BOWL + "gradient_descent,lr=0.08",
            "bouncing",
            "From step 21 on it goes to and fro and comes no nearer; every 2 steps it is back: "
            "lr 0.08 is just 2/λ = 0.08 for the steepest curvature at the minimum (0, 0) (λ = 25).",
        ),
        (
            BOWL.replace("60", "200") + "momentum,lr=0.03",
            "minimum",
            "From step 80 on it stays within 0.05 of the minimum (0, 0). It can settle there: lr "
            "0.03 is below 2(1+μ)/λ = 0.152 for the steepest curvature there (λ = 25, μ = 0.9).",
        ),
        (
            "landscape=two_wells&steps=200&run=adam,lr=0.05",
            "local minimum",
            "From step 68 on it stays within 0.02 of the local minimum (0.905, 0), where f = "
            "−1.09; at the lowest minimum f = −5.03.",
        ),
        (
            "landscape=saddle,c=0&start=2,0&steps=100&run=gradient_descent,lr=0.05",
            "saddle",
            "From step 40 on it stays within 0.03 of the saddle (0, 0), where f curves up one way "
            "(2) and down the other (−2). At the end |∇f| = 0.000106.",
        ),
        (
            "landscape=saddle,c=0&steps=100&run=gradient_descent,lr=0.05",
            "leaving",
            "At step 85 it leaves the view, and goes farther out all the time. f falls from −10.9 "
            "to −190 at the end, where the ground curves down (−2).",
        ),
        (
            "landscape=two_wells&steps=200&run=momentum,lr=0.3",
            "circling",
            "From step 89 on it goes around and comes no nearer; every 16 steps it is back: lr "
            "0.3 is over 2(1+μ)/λ = 0.0616 for the steepest curvature at the minimum (−0.968, 0) "
            "(λ = 61.7, μ = 0.9).",
        ),
        (
            "landscape=himmelblau&start=-0.3,-0.9&steps=10&run=newton,lr=0.5",
            "maximum",
            "From the start it stays within 0.055 of the maximum (−0.271, −0.923), where f curves "
            "down (−45.6) and nowhere up. At the end |∇f| = 0.00119.",
        ),
        (
            "landscape=huber_slope&start=-8,0&steps=20&run=newton,lr=1",
            "no step",
            "At step 0 it stands at (−8, 0), and Newton has no step from there: the determinant "
            "of the Hessian is 0.",
        ),
        (
            "landscape=michalewicz&steps=100&run=gradient_descent,lr=3",
            "plateau",
            "It hardly moves: |∇f| = 1.61e−9 where it ends, and 0.245 is usual in this view.",
        ),
        (
            "landscape=quadratic&steps=20&run=gradient_descent,lr=0.081",
            "moving",
            "It is still on its way: its last step was 6.47 long, and in its last tenth f rose "
            "from 122 to 135. From step 2 on each step is 1.02 times the last: lr 0.081 is over "
            "2/λ = 0.08 for the steepest curvature here (λ = 25).",
        ),
        (
            BOWL + "gradient_descent,lr=0.02,schedule=exponential,gamma=0.7",
            "moving",
            "It hardly moves any more since its rate has fallen to 1.45e−11. The ground still "
            "slopes: |∇f| = 7.68.",
        ),
        (
            BOWL + "adagrad,lr=0.3",
            "moving",
            "It is still on its way: its last step was 0.0173 long, and in its last tenth f fell "
            "from 0.497 to 0.386. Its rate is low: in the last tenth at most 3.3 % of the largest "
            "stable one.",
        ),
        (
            "landscape=cliff&steps=300&run=gradient_descent,lr=0.1",
            "moving",
            "It is still on its way: its last step was 0.00593 long, and in its last tenth f fell "
            "by 0.0109 to 10.2. Its rate is low: in the last tenth at most 2.1 % of the largest "
            "stable one.",
        ),
        (
            "landscape=quadratic,kappa=50,angle=90&start=3,-2&steps=200&sparse=10"
            "&run=gradient_descent,lr=0.035",
            "moving",
            "It is still on its way: the longest of its last steps was 0.0369 long, and in its "
            "last tenth f fell from 0.555 to 0.481.",
        ),
        (
            "landscape=quadratic&noise=3&steps=60&run=momentum,lr=0.03",
            "moving",
            "Its last step was 0.0912 long. The gradients are noisy (σ = 3); where it ends, |∇f| "
            "without noise is 5.98.",
        ),
        (
            "landscape=five_points&batch=1&run=gradient_descent,lr=0.03",
            "moving",
            "Its last step was 0.0307 long. The gradients are of 1 row a step; where it ends, "
            "|∇f| of all rows is 2.09.",
        ),
        (
            "landscape=five_points&batch=2&noise=0.1&run=gradient_descent,lr=0.03",
            "moving",
            "Its last step was 0.127 long. The gradients are of 2 rows a step and noisy (σ = 0.1); "
            "where it ends, |∇f| of all rows without noise is 1.86.",
        ),
    ],
)
def test_what_is_said(link, kind, said):
    assert why(link) == (kind, said)


def test_no_limit_is_named_where_none_holds():
    """Newton's, a rate that changes, noise, a gradient that is seen now and then."""
    for link in [
        BOWL + "newton,lr=2.1",
        "landscape=quadratic&steps=200&run=gradient_descent,lr=0.07,schedule=cosine",
        "landscape=quadratic&steps=200&noise=0.001&run=gradient_descent,lr=0.03",
        "landscape=quadratic&steps=200&sparse=3&run=gradient_descent,lr=0.03",
        "landscape=five_points&batch=5&run=gradient_descent,lr=0.2",
    ]:
        assert "λ" not in why(link)[1], link


def test_the_limit_that_is_named_divides_runs_that_stay_from_runs_that_do_not():
    _, text = why(BOWL + "nesterov,lr=0.06")
    limit = float(re.search(r"= (0\.\d+) for the steepest", text)[1])
    assert limit == pytest.approx(3.8 / 2.8 / 25.0, rel=0.01)
    for share, kind in [(0.98, "minimum"), (1.02, "diverged")]:
        run = Run("nesterov", lr=share * limit)
        (end,) = Comparison("quadratic", steps=400, runs=(run,)).trajectories()
        assert end.outcome.kind == kind


def test_a_limit_is_named_only_if_the_run_is_over_it_to_the_end():
    ackley = Comparison("ackley", steps=200, runs=(Run("momentum", lr=0.1),))
    (end,) = ackley.trajectories()
    assert end.outcome.kind == "leaving"
    assert end.loss[-1] > end.loss[end.outcome.step]
    assert (shares(end, ackley) > 1.0).any()
    assert "λ" not in reason(end, ackley)


@pytest.mark.parametrize(
    ("link", "kind", "said"),
    [
        (
            "landscape=quadratic&steps=100&run=momentum,lr=0.3,schedule=one_cycle",
            "diverged",
            "At step 15 the rate passes its limit. From step 17 on each step is longer than the "
            "last: lr 0.179 is over 2(1+μ)/λ = 0.151 for the steepest curvature here (λ = 25, "
            "μ = 0.892). At step 23 it is more than 1000 times the width of the view away.",
        ),
        (  # the weight decay alone throws it out: that is no matter of the curvature
            "landscape=ackley&start=-3.3,2.6&steps=12&run=adadelta,lr=3,convention=keras,rho=0,"
            "eps=0,weight_decay=1",
            "diverged",
            "From step 2 on each step is 2 times the last. At step 12 it is more than 1000 times "
            "the width of the view away.",
        ),
        (
            "landscape=quadratic&steps=200&run=gradient_descent,lr=0.2,warmup=60",
            "diverged",
            "At step 24 the rate rises above its limit. From step 51 on each step is longer than "
            "the last: lr 0.167 is over 2/λ = 0.08 for the steepest curvature here (λ = 25). "
            "At step 62 it is more than 1000 times the width of the view away.",
        ),
        (
            "landscape=rosenbrock&steps=300&run=gradient_descent,lr=0.01,warmup=100",
            "diverged",
            "At step 11 the rate rises above its limit. From step 21 on f rises: lr 0.00218 is "
            "over 2/λ = 0.00112 for the steepest curvature at step 21 (λ = 1790). At step 30 it is "
            "more than 1000 times the width of the view away.",
        ),
        (
            "landscape=himmelblau&run=gradient_descent,lr=0.03",
            "diverged",
            "At step 4 the limit falls below the rate. From step 6 on each step is longer than the "
            "last: lr 0.03 is over 2/λ = 0.0132 for the steepest curvature at step 5 (λ = 151). At "
            "step 10 it is more than 1000 times the width of the view away.",
        ),
        (
            "landscape=rosenbrock&steps=300&run=adam,lr=0.001",
            "moving",
            "It moves slowly: its last step was 9.9e−5 long, and |∇f| = 1.82 where it ends. Its "
            "rate is low: in the last tenth at most 0.15 % of the largest stable one.",
        ),
        (
            "landscape=quadratic&noise=3&steps=300&run=momentum,lr=0.03",
            "moving",
            "From step 80 on it hovers around the minimum (0, 0), on average 0.941 away. That is "
            "its noise floor: the gradients are noisy (σ = 3), and without noise it stays there "
            "from that step on.",
        ),
        (
            "landscape=five_points&batch=2&noise=0.5&steps=300&run=gradient_descent,lr=0.05",
            "moving",
            "From step 153 on it hovers around the minimum (0.8, 1.4), on average 0.232 away. That "
            "is its noise floor: the gradients are of 2 rows a step and noisy (σ = 0.5), and with "
            "all rows and no noise it stays there from that step on.",
        ),
    ],
)
def test_what_is_said_along_the_run(link, kind, said):
    assert why(link) == (kind, said)


def test_the_step_at_which_a_rate_passes_its_limit_is_where_the_shares_pass_1():
    comparison, _ = read_link(
        "landscape=quadratic&steps=100&run=momentum,lr=0.3,schedule=one_cycle"
    )
    (run,) = comparison.trajectories()
    over = shares(run, comparison) > 1.0
    assert over[15:23].all()
    assert not over[:15].any()


def test_a_limit_that_is_passed_for_a_while_is_no_cause():
    """The rate is too large now and then, but the run comes back each time."""
    link = (
        "landscape=quadratic&steps=200"
        "&run=gradient_descent,lr=0.1,schedule=cyclic,base_lr=0.01,step_size_up=20"
    )
    comparison, problems = read_link(link)
    assert problems == []
    (run,) = comparison.trajectories()
    assert (shares(run, comparison) > 1.0).any()
    assert run.reached is not None
    assert "limit" not in reason(run, comparison)


def test_a_noise_floor_is_named_only_where_the_calm_run_is_at_rest():
    """Too few steps to arrive, a rate that falls to nothing, and no minimum to stay at."""
    for link in [
        "landscape=rosenbrock&noise=1&steps=300&run=adam,lr=0.01",
        "landscape=quadratic&noise=3&steps=300&run=momentum,lr=0.03,schedule=cosine",
        "landscape=quadratic&noise=3&steps=300&run=lion,lr=0.05",
    ]:
        kind, text = why(link)
        assert kind == "moving"
        assert "floor" not in text, link


def test_a_growth_is_named_from_the_first_step_that_it_holds():
    run = Run("gradient_descent", lr=0.09)
    (end,) = Comparison("quadratic", steps=60, runs=(run,)).trajectories()
    step, factor = growth(end.positions)
    there = end.positions[np.isfinite(end.positions).all(axis=1)]
    moves = np.hypot(*np.diff(there, axis=0).T)
    np.testing.assert_allclose(moves[step - 1 :] / moves[step - 2 : -1], factor, rtol=0.002)


def test_steps_that_do_not_grow_have_no_growth():
    assert growth(np.array([[4.0 * 0.9**k, 0.0] for k in range(40)])) is None
    assert growth(np.zeros((10, 2))) is None


def test_shares_are_those_of_the_steps():
    runs = (Run("gradient_descent", lr=0.05, schedule="linear"), Run("lion", lr=0.1))
    bowl = Comparison("quadratic", steps=40, runs=runs)
    first, other = bowl.trajectories()
    np.testing.assert_allclose(shares(first, bowl), first.settings["lr"] * 25.0 / 2.0)
    assert shares(other, bowl) is None


@settings(max_examples=40, deadline=None)
@given(comparisons())
def test_something_is_said_of_every_run(comparison):
    for trajectory in comparison.trajectories():
        text = reason(trajectory, comparison)
        assert text.endswith(".")
        assert not re.search(r"\b(nan|inf|None)\b|-|\.\.", text), text
        assert all(len(number) <= 6 for number in re.findall(r"\d+", text))
        known = any(leg.run.optimizer in MIXES for leg in trajectory.run.legs)
        assert "λ" not in text or (known and comparison.sparse == 1)


def test_it_is_quick():
    comparison, _ = read_link("landscape=rosenbrock&steps=500&run=adam,lr=0.1&run=momentum,lr=0.01")
    for trajectory in comparison.trajectories():
        taken = timeit.repeat(lambda run=trajectory: reason(run, comparison), number=1, repeat=30)
        assert min(taken) < 1e-3


@pytest.mark.parametrize("run", ["gradient_descent,lr=0.005", "momentum,lr=0.01"])
def test_a_limit_that_is_passed_later_is_no_cause(run):
    """Along a valley without a floor every rate leaves; the steps grow long before the limit."""
    kind, text = why(f"landscape=monkey_saddle&run={run}")
    assert kind in {"leaving", "diverged"}
    assert "is over" not in text
    assert "f falls all the way: no bottom is known this way" in text


@pytest.mark.parametrize(
    ("lr", "steps", "factor"), [(0.0802, 2000, "1.005"), (0.0801, 5000, "1.0025")]
)
def test_a_factor_near_1_is_told_apart_from_it(lr, steps, factor):
    _, text = why(f"landscape=quadratic&steps={steps}&run=gradient_descent,lr={lr}")
    assert f"each step is {factor} times the last" in text
    assert f"lr {lr} is over 2/λ = 0.08" in text
