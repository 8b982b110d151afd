"""AdaGrad, RMSProp, Adam: what changes when the memory fades, and a direction is remembered?"""

import math
from typing import Annotated

import numpy as np

from comparison import Comparison, Run
from landscapes.quadratic import QUADRATIC
from lessons.adaptive_rates import asides, draw, rates, runs, samples, told
from lessons.adaptive_rates.runs import (
    ADAGRAD,
    ADAM,
    BETA1,
    BETA2,
    BOWL,
    KAPPA,
    LENGTHS,
    LIMIT,
    LONG,
    LR,
    NEAR,
    RMSPROP,
    SHORT,
    SLOPE,
    UNCORRECTED,
    WELLS,
)
from lessons.beat import Beat, Fold, Goal, Question
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.words import few, number, vector
from pictures.paths import playground

ALPHAS = {number(alpha): number(alpha) for alpha in (SHORT, LONG)}


def long_slope() -> Beat:
    """The long slope."""
    found = SLOPE.trajectories()
    x = [run.positions[:, 0] for run in found]
    there = [runs.arrives(places) for places in x]
    ten = [float(places[10]) for places in x]
    return Beat(
        lead=f"The long slope again, with its round floor around x = {number(0.0)}. Three rules "
        f"start at x = {number(SLOPE.start[0])}, all at lr {number(LR)}. Each divides its "
        "gradient by a memory of the gradients so far. {0|AdaGrad} adds up their squares and "
        "takes the root. {1|RMSProp} takes the root of an average in which old squares fade. "
        "{2|Adam} does that too, and averages the gradient as well.",
        question=Question(
            f"Same rate, same slope. Who has not arrived after {SLOPE.steps} steps?",
            {
                name: there[place] is None
                for name, place in (("AdaGrad", ADAGRAD), ("RMSProp", RMSPROP), ("Adam", ADAM))
            },
            f"AdaGrad is at {number(x[ADAGRAD][-1])} after {SLOPE.steps} steps. RMSProp arrives "
            f"at step {there[RMSPROP]}, Adam at {there[ADAM]}: from there they stay within "
            f"{number(NEAR)}.",
        ),
        text="{0|AdaGrad}’s sum only grows, so its steps only shrink. {2|Adam} makes steps of "
        f"{number(LR)}: after ten it is at {number(ten[ADAM], 3)}. Its averaged gradient carries "
        f"it past the minimum to {number(x[ADAM].max(), 3)} before it turns back. {{1|RMSProp}} "
        f"is at {number(ten[RMSPROP])} after ten steps, although ten times {number(LR)} is only "
        f"{number(10 * LR)}. Why so far?",
        panes=draw.on_the_slope(),
        folds=(asides.RULES,),
        claims=lambda: {
            "AdaGrad is still on the slope": x[ADAGRAD][-1] < -runs.FLOOR,
            "Adam's steps are lr": bool(np.allclose(np.diff(x[ADAM][:50]), LR, rtol=1e-6)),
            "RMSProp went more than five times as far": ten[RMSPROP] + 8.0 > 5.0 * 10 * LR,
        },
        links=(("Open in the playground", playground(SLOPE)),),
        notes="Stop at step ten and let them measure RMSProp’s way on the picture. The next beat "
        "explains it.",
    )


def three_memories(alpha: Annotated[str, Words(ALPHAS, "RMSProp’s α")] = "0.99") -> Beat:
    """Three memories, side by side."""
    made, fade = runs.on_slope(float(alpha)), float(alpha)
    firsts = [float(abs(run.positions[1, 0] - run.positions[0, 0])) for run in made]
    opens = [float(abs(r.positions[1, 0] - r.positions[0, 0])) for r in runs.on_slope(LONG)]
    ten = [float(run.positions[10, 0] - run.positions[0, 0]) / LR for run in made]
    keras = SLOPE.changed(runs=(Run("rmsprop", LR, convention="keras"),)).trajectories()[0]
    longest = max(opens)
    return Beat(
        lead="The same run. On a slope of "
        f"{number(1.0)} every gradient is {number(1.0)}, so a step is lr = {number(LR)} over what "
        "the memory has become. {0|AdaGrad}: the root of the sum G of all squares. {1|RMSProp}: "
        "the root of the average v, of which each step keeps a share α, here "
        f"{number(LONG)}; it starts at {number(0.0)}. "
        "{2|Adam}: the same average, corrected for that start.",
        question=Question(
            f"lr {number(LR)}, slope {number(1.0)}. Whose first step is the longest?",
            {
                f"All make {number(LR)}": math.isclose(longest, LR, rel_tol=1e-6),
                "RMSProp’s": longest == opens[RMSPROP] > 1.01 * LR,
                "Adam’s: it has momentum": longest == opens[ADAM] > 1.01 * LR,
            },
            f"AdaGrad and Adam make {number(opens[ADAGRAD])}, RMSProp {number(opens[RMSPROP])}: "
            f"after one step its v is only 1 − α = {number(1.0 - LONG)}, and the root of that is "
            f"{number(math.sqrt(1.0 - LONG))}.",
        ),
        text="{0|AdaGrad}’s divisor is √t on this slope, {1|RMSProp}’s √(1 − αᵗ), "
        f"{{2|Adam}}’s always {number(1.0)}. RMSProp’s memory begins empty and nobody corrects "
        "it: its first step is 1/√(1 − α) times too long. "
        f"At α = {alpha} that makes {number(firsts[RMSPROP], 3)}, "
        f"{number(firsts[RMSPROP] / LR, 3)} times lr. The first ten steps together cover "
        f"{number(ten[RMSPROP], 3)}·lr, Adam’s {number(ten[ADAM], 3)}·lr. Keras and optax take "
        f"α = {number(SHORT)}: there the first step is "
        f"{number(float(keras.positions[1, 0] - keras.positions[0, 0]), 3)}.",
        panes=(draw.three_divisors(fade), draw.first_moves(fade)),
        table=told.divisors(fade),
        claims=lambda: {
            "the divisors are the formulas": all(
                np.allclose(-np.diff(run.positions[:60, 0]), -LR / divisor, rtol=1e-6)
                for run, divisor in zip(
                    made[:2], runs.divisors(fade, np.arange(1, 60))[:2], strict=True
                )
                if np.all(run.positions[:60, 0] < -runs.FLOOR)
            ),
            "Adam's ten steps are ten lr": math.isclose(ten[ADAM], 10.0, rel_tol=1e-6),
            "RMSProp is not corrected": math.isclose(
                firsts[RMSPROP], LR / math.sqrt(1.0 - fade), rel_tol=1e-6
            ),
        },
        notes="Have them lay a ruler on the rows: Adam’s steps are equal, AdaGrad’s shrink, "
        "RMSProp’s shrink too at first, but towards lr.",
    )


def correction(
    memory: Annotated[
        int, Slider(10, 10_000, digits=1, log=True, label="β2’s memory 1/(1 − β2)")
    ] = 1000,
) -> Beat:
    """Bias correction, on and off."""
    beta2 = 1.0 - 1.0 / memory
    steps = runs.uncorrected(beta2, np.arange(1, 20_001))
    opening = runs.uncorrected(BETA2, np.arange(1, 2001))
    plain, bare = (run.positions[:, 0] for run in UNCORRECTED.trajectories())
    crossings = [int(np.flatnonzero(x > 0.0)[0]) for x in (plain, bare)]
    wells = WELLS.trajectories()
    first = float(opening[0])
    return Beat(
        lead="Adam’s two averages, m of the gradients and v of their squares, start at "
        f"{number(0.0)}. On a slope of {number(1.0)} both are far too small at first: after one "
        f"step m is {number(1.0 - BETA1)} and v is {number(1.0 - BETA2)}. The correction divides "
        f"each by the share it has so far. Switch it off, at β1 = {number(BETA1)} and β2 = "
        f"{number(BETA2)}.",
        question=Question(
            "Without the correction the first step is …",
            {
                f"{number(1.0 / (1.0 - BETA1))} times too short, as m is": first < 0.5,
                "right: both errors cancel": 0.9 < first < 1.1,
                f"{number(first, 3)} times too long": first > 2.0,
            },
            f"The step is m/√v = {number(1.0 - BETA1)}/√{number(1.0 - BETA2)} = {number(first)}. "
            "The root of v is too small by more than m is.",
        ),
        text=f"At β2 = {number(beta2)} the first step is {number(float(steps[0]))}·lr: "
        f"{told.first_step(float(steps[0]))}. {told.longest(steps)} The first {20} together cover "
        f"{number(float(steps[:20].sum()))}·lr instead of {20}. Only below β2 = "
        f"{number(1.0 - (1.0 - BETA1) ** 2)} is the first one too short. So at its "
        "defaults the correction keeps Adam from starting too fast. That can decide where a run "
        "ends: "
        f"{{0|PyTorch’s Adam}} stays in the shallow well from step {wells[0].outcome.step}, "
        f"{{1|MLX’s}}, uncorrected unless asked, in the deep one from {wells[1].outcome.step}.",
        panes=(draw.uncorrected_steps(beta2), draw.two_wells()),
        table=told.uncorrected(beta2),
        folds=(
            Fold(
                "On the long slope",
                (
                    f"At Adam’s defaults the uncorrected steps fade to "
                    f"{number(float(opening[99]))}·lr at step 100 and to "
                    f"{number(float(opening[999]))}·lr at 1000. On the long slope, with lr "
                    f"{number(LR)}, that run is past the minimum at step {crossings[1]} and "
                    f"overshoots to {number(bare.max())}; the corrected one is past it at "
                    f"{crossings[0]} and overshoots to {number(plain.max(), 3)}.",
                ),
            ),
        ),
        claims=lambda: {
            "too long, and longer before it fades": 3.0 < first < opening.max(),
            "MLX makes these steps": math.isclose(
                float(bare[1] - bare[0]), first * LR, rel_tol=1e-4
            ),
            "two wells": [run.outcome.kind for run in wells] == ["local minimum", "minimum"],
        },
        links=(
            ("The two wells in the playground", playground(WELLS)),
            ("The slope in the playground", playground(UNCORRECTED)),
        ),
        notes="Most articles say that the correction keeps the first steps from being too short. "
        "Kingma and Ba say the opposite, and they are right at their defaults.",
    )


LENGTH = {str(steps): str(steps) for steps in LENGTHS}


def never_rests(
    alpha: Annotated[str, Words(ALPHAS, "RMSProp’s α")] = "0.9",
    length: Annotated[str, Words(LENGTH, "steps")] = "1000",
) -> Beat:
    """RMSProp on the floor."""
    opening = runs.on_slope(SHORT, 1000)
    x, adam = (opening[k].positions[:, 0] for k in (RMSPROP, ADAM))
    at, more = 100, 300
    later = sorted(float(place) for place in x[at + more - 1 : at + more + 1])
    bounces = math.isclose(later[1], -later[0], rel_tol=1e-3)
    begins = {a: runs.bounces_from(a) for a in (SHORT, LONG)}
    later_by = begins[LONG] / begins[SHORT]
    bowl = BOWL.changed(runs=(Run("rmsprop", LR, alpha=SHORT),)).trajectories()[0].positions[-1]
    far = runs.on_slope(LONG, LENGTHS[-1])[RMSPROP].positions[:, 0]
    adam_end = runs.on_slope(LONG, LENGTHS[-1])[ADAM].positions[-1, 0]
    return Beat(
        lead="Down on the floor the slope gets smaller and smaller towards the minimum. "
        f"{{1|RMSProp}} divides by the average of what it has seen, with α = {number(SHORT)} as in "
        f"Keras and optax. lr is {number(LR)}. At step {at} it is "
        f"{number(abs(float(x[at])), 1)} from the minimum.",
        question=Question(
            f"Where is it after {more} more steps?",
            {
                f"At {number(0.0)}": abs(later[1]) < 1e-3,
                f"Jumping between +{number(LR / 2)} and {number(-LR / 2)}, for ever": bounces
                and math.isclose(later[1], LR / 2.0, rel_tol=0.01),
                "Drifting slowly away": abs(later[1]) > LR,
            },
            "At −a and at +a the gradients have the same size. The divisor becomes that size, so "
            f"each step becomes lr. The jump is 2a long: a = lr/2 = {number(LR / 2)}.",
        ),
        text=f"{told.bouncing(float(alpha), int(length))} It never rests, because its step does "
        f"not shrink with the slope. With α = {number(LONG)} it only looks cured: |x| is "
        f"{number(abs(float(far[300])), 2)} at step {300}, but {number(abs(float(far[1000])), 3)} "
        f"at {1000} and {number(abs(float(far[2000])), 3)} at {2000}. The same bounce begins at "
        f"step {begins[LONG]} instead of {begins[SHORT]}. On the bowl of κ = {number(KAPPA)} with "
        f"α = {number(SHORT)} it jumps between {vector(bowl, 2)} and the opposite point. "
        f"{{2|Adam}} is at {number(abs(float(adam_end)), 1)} after {LENGTHS[-1]} steps here: it "
        "averages its gradient, and its memory is longer. The next beat asks whether that lasts.",
        panes=(
            draw.to_the_floor(float(alpha), int(length)),
            draw.on_the_floor(float(alpha), int(length)),
        ),
        table=told.floor_table(),
        folds=(asides.BOUNCE,),
        claims=lambda: {
            "it bounces": bounces,
            "with the longer memory much later": later_by > 5.0,
            "and not before": abs(far[300]) < 1e-9 and abs(far[2000]) > 0.049,
            "Adam does not": abs(adam_end) < 1e-6 and abs(adam[-1]) < 1e-6,
        },
        t=at,
        links=(("Both memories in the playground", playground(runs.BOTH_MEMORIES)),),
        notes="It is often said that a longer memory lets RMSProp settle. With 0.99 that is true "
        "for as long as most people look.",
    )


CURES = {"none": "none", "amsgrad": "AMSGrad", "eps": f"ε = {runs.EPS:g}", "cosine": "cosine"}


def leaves(remedy: Annotated[str, Words(CURES, "remedy")] = "none") -> Beat:
    """A perfect bowl, and no noise."""
    shown = ("none",) if remedy == "none" else ("none", remedy)
    made = dict(zip(shown, draw.picture_of(shown).trajectories(), strict=True))
    plain = made["none"]
    gap, hot = runs.distance(plain), runs.sharpness(plain)
    nearest, near, out = runs.leaves(plain)
    over = [runs.first_beyond(hot[:, k], LIMIT) or 0 for k in (0, 1)]
    farthest = nearest + int(gap[nearest:].argmax())
    largest = float(gap[farthest])
    at, early = 3000, (500, 1000, 2000)
    return Beat(
        lead=f"Adam on the bowl of κ = {number(KAPPA)}, lr {number(runs.BIG)}, no noise at "
        f"all. At step {at} it is {number(float(gap[at]), 2)} from the minimum.",
        question=Question(
            f"And in the next {BOWL.steps - at} steps?",
            {
                "Closer still": bool(gap[at:].max() < 2.0 * gap[at]),
                "It rests: floats end here": bool(np.ptp(gap[at:]) == 0.0),
                f"It is thrown out, to {number(largest, 2)}": largest > 0.1,
            },
            f"Nearest is {number(near, 2)}, at step {nearest}. It is past {number(runs.FAR)} at "
            f"step {out}, and {number(largest, 3)} away at step {farthest}.",
        ),
        text=f"{{2|Plain Adam}} was {told.distances(gap, early)} away at steps {few(early)}. While "
        "nothing happens, the memory of steep places fades: √v̂ shrinks, and the rate lr/√v̂ "
        "grows. Where rate times curvature passes "
        f"2(1 + β1)/(1 − β1) = {number(LIMIT)}, the run is unstable. {{correction|y}} passes it at "
        f"step {over[1]}, {{velocity|x}} at {over[0]}. {told.cured(remedy, made[shown[-1]])}",
        panes=(
            draw.far_and_near(made),
            draw.how_nervous(made[shown[-1]], draw.REMEDY_ROLES[shown[-1]]),
        ),
        folds=(asides.UNSTABLE, asides.on_rosenbrock()),
        claims=lambda: {
            "it was there and is thrown out": near < 1e-60 and largest > 0.5,
            "it turns round just after the limit is passed": 0 < nearest - over[1] < 20,
            "no remedy reaches the limit": all(
                runs.sharpness(run).max() < LIMIT and runs.distance(run)[-1] < 1e-100
                for run in BOWL.trajectories()[1:]
            ),
            "so small an eps is enough": KAPPA * runs.BIG / LIMIT < runs.EPS,
        },
        t=at,
        links=(
            ("All four in the playground", playground(BOWL)),
            ("On Rosenbrock", playground(runs.ON_ROSENBROCK)),
        ),
        notes="Put the playhead on the crossing of the line and read both pictures: nothing is to "
        "be seen on the left for another five steps.",
    )


UNITS = {"1": "× 1", "100": "× 100"}


def rates_that_work(units: Annotated[str, Words(UNITS, "loss")] = "1") -> Beat:
    """Rates that work."""
    plain = {rule: rates.works(f"{rule} bowl") for rule in rates.RULES}
    times = {rule: rates.works_times_100(rule) for rule in rates.RULES}
    found = plain if units == "1" else times
    moved = {rule: plain[rule]["low"] / times[rule]["low"] for rule in rates.RULES}
    shifted = {rule for rule, by in moved.items() if math.isclose(by, 100.0)}
    still = {rule for rule, by in moved.items() if math.isclose(by, 1.0)}
    spread = {rule: rates.decades(entry) for rule, entry in plain.items()}
    unit_bound = {"gradient_descent", "nesterov", "momentum"}
    return Beat(
        lead=f"The bowl again. Each bar shows at which rates a rule is within "
        f"{number(rates.WITHIN)} of the minimum after {rates.STEPS} steps. Tried were "
        f"{rates.DECADE} rates for every factor of ten, a decade. An arrow says that the grid "
        "ended before the bar did.",
        question=Question(
            f"The loss is given in other units: times {100}. Which bars move?",
            {
                f"All, {100}-fold": len(shifted) == len(rates.RULES),
                f"Gradient descent, NAG and momentum, {100}-fold": shifted == unit_bound
                and still == set(rates.RULES) - unit_bound,
                "All but Adam’s": still == {"adam"},
            },
            f"With the loss times {100} every gradient is {100} times as long. Without a divisor "
            "so is every step. With one, the divisor grows as much, and the step stays.",
        ),
        text=f"Adam works over {number(spread['adam'], 2)} decades, RMSProp with α = "
        f"{number(LONG)} over {number(spread['rmsprop'], 2)}, AdaGrad over "
        f"{number(spread['adagrad'], 2)}, momentum {number(spread['momentum'], 2)}, NAG "
        f"{number(spread['nesterov'], 2)}, gradient descent "
        f"{number(spread['gradient_descent'], 2)}. With α = {number(SHORT)} RMSProp has only "
        f"{number(spread['rmsprop 0.9'], 2)}, less than gradient descent: it bounces by lr/2 in "
        "each coordinate, and that has to fit. "
        f"With the loss {UNITS[units]} gradient descent works from "
        f"{number(found['gradient_descent']['low'], 2)} to "
        f"{number(found['gradient_descent']['high'], 2)}, Adam from "
        f"{number(found['adam']['low'], 2)}. For a divided step the rate is a length, whatever the "
        "units of the loss.",
        panes=(draw.good_rates(found, f"Rates that work, loss {UNITS[units]}", wide=2.0),),
        table=told.good_rates(found, steps=False),
        folds=(asides.in_other_units(), asides.COUNTED),
        claims=lambda: {
            "three move, the others stay": shifted == unit_bound
            and still == set(rates.RULES) - unit_bound,
            "Adam has the widest range": max(spread, key=lambda rule: spread[rule]) == "adam",
            "RMSProp with the short memory less than gradient descent": spread["rmsprop 0.9"]
            < spread["gradient_descent"],
        },
        notes="Let them point at the bars that will move before you switch. Then ask what a "
        "learning rate is measured in.",
    )


SCENES = {key: name for key, (name, _) in rates.SCENES.items()}


def is_that_fair(scene: Annotated[str, Words(SCENES, "landscape")] = "bowl") -> Beat:
    """Is that fair?"""
    every = {s: {rule: rates.works(f"{rule} {s}") for rule in rates.RULES} for s in SCENES}
    found, bowl = every[scene], every["bowl"]
    three = {
        name: bowl[rule]["fewest"]
        for name, rule in (
            ("Adam", "adam"), ("Gradient descent", "gradient_descent"), ("Momentum", "momentum"),
        )
    }  # fmt: skip
    slowest = max(three.values())
    slope = {rule: rates.decades(every["slope"][rule]) for rule in ("momentum", "adam")}
    return Beat(
        lead="A wide range is one thing, a fast run is another. Now each rule gets its own best "
        "rate on the bowl, and the steps are counted until it stays within "
        f"{number(rates.WITHIN)} of the minimum.",
        question=Question(
            "Each at its best rate on the bowl: who of these is the slowest?",
            {name: steps == slowest for name, steps in three.items()},
            f"Adam needs {three['Adam']} steps, momentum {three['Momentum']}, gradient descent "
            f"{three['Gradient descent']}, NAG {bowl['nesterov']['fewest']}.",
        ),
        text=f"On the bowl RMSProp (α = {number(LONG)}) needs {bowl['rmsprop']['fewest']} steps "
        f"and AdaGrad {bowl['adagrad']['fewest']}, by luck: one of their first steps lands there. "
        f"RMSProp with α = {number(SHORT)} needs {bowl['rmsprop 0.9']['fewest']}. "
        f"{told.widest(found, SCENES[scene])} On the long slope momentum’s range, "
        f"{number(slope['momentum'], 2)} decades, is wider than Adam’s "
        f"{number(slope['adam'], 2)}. Adam is not popular because it is fast. It forgives the "
        "rate, and does not care about units.",
        panes=(
            draw.good_rates(found, f"Rates that work, {SCENES[scene]}"),
            draw.fewest_steps(found),
        ),
        table=told.good_rates(found),
        folds=(asides.longer_runs(), asides.COUNTED),
        claims=lambda: {
            "Adam is the slowest of the three": slowest == three["Adam"]
            and len(set(three.values())) == len(three),
            "momentum beats it on the slope": slope["momentum"] > slope["adam"],
            "on Rosenbrock AdaGrad and RMSProp arrive at no rate": not any(
                every["rosenbrock"][rule] for rule in ("adagrad", "rmsprop", "rmsprop 0.9")
            ),
        },
        notes="Most rooms answer gradient descent. Let somebody say why before showing the bars.",
    )


def ten_numbers(
    beta2: Annotated[float, Slider(0.0, 0.9995, step=0.0005, label="memory β2")] = 0.9,
) -> Beat:
    """The mean of ten numbers."""
    walked = samples.going_round(Run("rmsprop", samples.SMALL, alpha=beta2), 3000)
    at, opens = samples.rest(beta2), samples.rest(SHORT)
    steps = samples.circle_steps(beta2, at)
    ends = {name: samples.goes_to(name) for name in samples.ENGINE}
    below = samples.rest(max(beta2 - 0.0005, 0.0))
    close = 0.01 * samples.MEAN
    return Beat(
        lead=f"Nine zeros and one {number(max(samples.NUMBERS))}, shown one at a time, in a "
        "circle. The loss of each is ½(x − number)², so the best answer is their mean, "
        f"{number(samples.MEAN)}; their median is {number(samples.MEDIAN)}. RMSProp with α = "
        f"{number(SHORT)}, Keras’ default, starts at the mean: at the right answer.",
        question=Question(
            "Where does it go?",
            {
                f"It stays at {number(samples.MEAN)}": abs(opens - samples.MEAN) < 0.05,
                f"To about {number(opens, 2)}": 0.5 < opens < 0.95,
                f"On to {number(max(samples.NUMBERS))}": opens > 5.0,
            },
            "The large number is divided by the divisor it has just raised itself. Each zero is "
            "divided by one that has faded since. So the zeros pull more.",
        ),
        text=f"{told.resting(beta2)} {told.balance(steps)} The slider is RMSProp’s α, or β2 of "
        f"Adam with β1 = {number(0.0)}. Run at lr {number(samples.SMALL)}, RMSProp ends at "
        f"{number(ends['rmsprop 0.9'], 2)} (α {number(SHORT)}) and "
        f"{number(ends['rmsprop 0.99'], 2)} ({number(LONG)}); Adam at its defaults ends at "
        f"{number(ends['adam'])}, AMSGrad at {number(ends['amsgrad'], 3)}, gradient descent at "
        f"{number(ends['gradient descent'], 3)}, and a rule of signs only at "
        f"{number(ends['signSGD'], 1)}. The longer the memory, the nearer the mean.",
        panes=(
            draw.ten_numbers(beta2),
            draw.going_round(walked.positions[:, 0]),
            draw.by_memory(beta2),
        ),
        goal=Goal(
            f"Rest within {number(100 * close)} % of the mean, with the smallest β2 that does it.",
            samples.MEAN - at <= close < samples.MEAN - below,
            by={"beta2": 0.9955},
        ),
        folds=(asides.at_random(), resting_table()),
        claims=lambda: {
            "it leaves the right answer": opens < 0.85,
            "signs only find the median": samples.rest(0.0) == samples.MEDIAN,
            "the runs rest where the steps cancel": abs(ends["rmsprop 0.9"] - opens) < 0.005,
            "the mean for gradient descent": abs(ends["gradient descent"] - 1.0) < 0.005,
        },
        notes="Do the sum on the board for β2 = 0: nine votes for left, one for right. Then let "
        "the slider go up and watch the one long arrow grow.",
    )


def resting_table() -> Fold:
    """Where it rests at several memories."""
    said = (f"{number(round(samples.rest(b), 3))} at {number(b)}" for b in samples.BETAS)
    return Fold("Where it rests, by β2", (", ".join(said) + ".",))


MEMORY = {number(b): number(b) for b in (0.9, 0.99, 0.999, 0.9999)}


def the_law(
    count: Annotated[int, Slider(2, 10_000, digits=1, log=True, label="one in n")] = 1000,
    memory: Annotated[str, Words(MEMORY, "β2")] = "0.999",
) -> Beat:
    """What comes rarely."""
    beta2 = float(memory)
    at, opens = samples.rare_rest(count, beta2), samples.rare_rest(1000, BETA2)
    ends = {name: float(samples.walker(name)[-1]) for name in samples.WALKERS}
    return Beat(
        lead="One number n, and zeros else: among n samples their mean is always "
        f"{number(samples.MEAN)}. Take Adam’s default memory, β2 = {number(BETA2)}, without "
        f"momentum, and ever smaller rates. One sample in {1000} carries everything.",
        question=Question(
            f"What is the answer, instead of {number(samples.MEAN)}?",
            {
                f"{number(samples.MEAN)}": opens > 0.98,
                f"{number(opens, 2)}": 0.6 < opens < 0.9,
                f"{number(0.0)}": opens < 0.05,
            },
            f"n(1 − β2) is {number(1000 * (1.0 - BETA2), 3)} there: the large number comes once "
            "per memory. In between the divisor fades.",
        ),
        text=f"With one in {count} and β2 = {memory}, n(1 − β2) is "
        f"{number(count * (1.0 - beta2), 3)} and the answer {number(at, 3)}. Hardly anything but "
        f"that product counts: {few(samples.PRODUCTS)} give "
        f"{few(round(samples.law(p), 3) for p in samples.PRODUCTS)}. What comes much more rarely "
        "than once per memory is not seen. Reddi, Kale and Kumar (2018) made it an example in "
        f"straight lines: slopes {few(samples.SLOPES)} in turn, on a box from {number(-1.0)} to "
        f"{number(1.0)}. The best point is {number(-1.0)}. With β1 = {number(0.0)} and β2 = "
        f"1/{17}, at lr {number(0.5)}/√t, {{2|Adam}} ends at {number(ends['adam'])}, the worst "
        f"point, {{6|AMSGrad}} at {number(ends['amsgrad'], 3)}, {{3|gradient descent}} at "
        f"{number(ends['gradient_descent'], 3)}. But {{7|Adam at its defaults}} ends at "
        f"{number(ends['defaults'])}.",
        panes=(draw.the_law(count, beta2), *draw.straight_lines()),
        table=told.rare(),
        folds=(asides.the_papers_other(),),
        claims=lambda: {
            "the product alone decides": all(
                abs(samples.law(p, 0.99) - samples.law(p)) < 0.006 for p in samples.PRODUCTS
            ),
            "Adam ends at the worst point": ends["adam"] > 0.99,
            "AMSGrad, gradient descent and the defaults near the best": max(
                ends[name] for name in ("amsgrad", "gradient_descent", "defaults")
            ) < -0.95,
        },
        notes="The example is often told as a warning of Adam’s defaults. It is one of short "
        "memories: the rare slope comes once in three steps, and the memory is one step long.",
    )  # fmt: skip


def first_choice() -> Beat:
    """Everybody’s first choice."""
    bowl = {rule: rates.works(f"{rule} bowl") for rule in rates.RULES}
    times = rates.works_times_100("adam")
    law, worst = samples.rare_rest(1000, BETA2), float(samples.walker("adam")[-1])
    wide = {rule: rates.decades(entry) for rule, entry in bowl.items()}
    adam, gd = bowl["adam"]["fewest"], bowl["gradient_descent"]["fewest"]
    unmoved = math.isclose(times["low"], bowl["adam"]["low"])
    return Beat(
        lead="You have seen three memories: one that never fades, one that fades, and one that "
        "fades and is corrected, with a direction.",
        question=Question(
            "Why is Adam everybody’s first choice?",
            {
                "It always finds the best answer": law > 0.99 and worst < -0.9,
                "It is the fastest": adam == min(entry["fewest"] for entry in bowl.values()),
                "It works over the widest range of rates, in any units": unmoved
                and wide["adam"] == max(wide.values()),
            },
            f"It works over {number(wide['adam'], 2)} decades, and the loss times {100} does not "
            f"move them. It needs {adam} steps where gradient descent needs {gd}. Its answers were "
            f"{number(law, 2)} instead of {number(1.0)}, and {number(worst)} where {number(-1.0)} "
            "was best.",
        ),
        text="Two things to take home. Adam’s step is about lr, whatever the gradient: lr is a "
        "length, and so the range of rates that work is wide. And the divisor remembers 1/(1 − "
        "β2) steps. What comes more rarely is not seen. What is quiet for longer makes it "
        f"nervous, until rate times curvature passes {number(LIMIT)}.",
        panes=(draw.good_rates(bowl, "Rates that work"), draw.fewest_steps(bowl, order=0)),
        folds=asides.LAST_WORDS,
        claims=lambda: {
            "widest and unmoved": unmoved and wide["adam"] == max(wide.values()),
            "not the fastest": adam > gd,
        },
        links=(("Try it on the bowl in the playground", playground(
            Comparison("quadratic", steps=BOWL.steps, runs=(Run("adam", runs.BIG, eps=0.5),)))),),
        notes="End with the two things of the text. The folds have what to try at home and what "
        "is often said.",
    )  # fmt: skip


ADAPTIVE_RATES = Lesson(
    key="adaptive_rates",
    label="AdaGrad, RMSProp, Adam",
    idea="All three divide the gradient by a memory of past gradients. What changes when the "
    "memory fades, and when the direction is remembered too?",
    day=38,
    minutes=20,
    beats=(
        long_slope, three_memories, correction, never_rests, leaves, rates_that_work,
        is_that_fair, ten_numbers, the_law, first_choice,
    ),
    short=(long_slope, three_memories, correction, rates_that_work, ten_numbers, first_choice),
    controls=QUADRATIC.parameters,
)  # fmt: skip
