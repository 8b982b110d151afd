"""The power of the learning rate: a line through five points, and one number that decides."""

import math
from typing import Annotated, Any

import numpy as np

from comparison import Comparison
from lessons.beat import Beat, Goal, Question, Table
from lessons.control import Slider, Words
from lessons.learning_rate import asides, draw, told
from lessons.learning_rate.chance import (
    DROPS,
    LR,
    SEEDS,
    STEPS,
    after_drop,
    descent,
    dropped,
    mean_loss,
    over_seeds,
    own_best,
    rest,
    states,
)
from lessons.learning_rate.draw import losses, plane
from lessons.learning_rate.exact_noise import at_rest, limit
from lessons.learning_rate.five_points import (
    BEST,
    FASTEST,
    FLAT,
    LIMIT,
    LONG,
    RECORD,
    START,
    STEEP,
    angle,
    at,
    away,
    curvatures,
    in_unit,
    needed,
    parts,
    run_at,
    sweep,
    two_rates,
    valley,
)
from lessons.lesson import Lesson
from lessons.words import ending, listed, number, thousands, vector
from pictures import Arrow, Dot, Trail, curves, fit, level, walk
from pictures.paths import playground
from pictures.step import minus
from setting import Setting

UNITS = {"0.1": "a tenth", "1": "as they were", "10": "ten times", "100": "a hundred times"}
AS_LARGE = {key: words if key == "1" else f"{words} as large" for key, words in UNITS.items()}
MARKS = {"1/λ": 0.5 * LIMIT, "2/λ": LIMIT}


def few(values: Any, digits: int = 4) -> str:
    """Numbers in a row."""
    return ", ".join(number(value, digits) for value in values)


def downhill(
    x: Annotated[float, Slider(step=0.05, label="start w")] = START[0],
    y: Annotated[float, Slider(step=0.05, label="start b")] = START[1],
) -> Beat:
    """Which way is downhill?"""
    near, rate, picture = 5.0, 0.1, at(0.1, steps=1, start=(x, y))
    step, opens = walk(picture), walk(at(rate, steps=1))
    (w, b), slope, way = step.position(1), step.gradient(0), minus(BEST, (x, y))
    off = angle(step.correction(0), way)
    up, pull = opens.correction(0)[1], opens.gradient(0)[1]
    arrows = (
        Arrow("ghost", (x, y), BEST, label="to the minimum"),
        Arrow("other", (x, y), minus((x, y), slope), order=1),
        Arrow("correction", (x, y), (w, b), order=2),
        *draw.arc((x, y), step.correction(0), way, off),
    )
    return Beat(
        lead="Five points and a line, y = wx + b. Each line is one point of the plane, and the "
        "ground there is its loss: how badly it fits, as the mean squared error. Point at a place "
        "with the mouse, and see its line, thin, through the data.",
        question=Question(
            f"b is {number(START[1])} and should become {number(BEST[1])}. The first step of "
            f"gradient descent, at learning rate (lr) {number(rate)}, moves b …",
            {
                f"down, towards {number(BEST[1])}": up < 0.0,
                "up, away from it": up > 0.0,
                "not at all": up == 0.0,
            },
            f"On average the line lies {number(-pull / 2.0)} below the points. So ∂f/∂b, the slope "
            f"of the loss in b, is {number(pull)}, and the step lifts the line: −lr·∂f/∂b = "
            f"{number(up)}. That it leans the wrong way is for w to mend.",
        ),
        text=told.first_step((x, y), (w, b), slope, off),
        panes=(fit(picture), plane(picture, *arrows, sets=("x", "y"))),
        goal=Goal(
            f"Find a start from which the step points at the minimum, at most {number(near)}° off.",
            math.hypot(*way) > RECORD.tolerance and off <= near,
            {"x": 1.75, "y": 1.75},
        ),
        claims=lambda: {
            "the step points far off the minimum": off > 60.0,
            "a step of lr 1 lands far beyond it": RECORD.value(*minus((x, y), slope))
            > 50.0 * RECORD.value(x, y),
        },
        notes="Vote before anything moves. Then read the sticks: what the line misses is what the "
        "gradient is made of. The starts asked for lie on two lines through the minimum; the one "
        "across the ravine is easy to hit. “Two directions, one rate” says why.",
    )


def flat_curve(lr: Annotated[float, Slider(0.005, 0.16, log=True)] = 0.01) -> Beat:
    """When the curve flattens."""
    half, pause, picture = 10, 20, at(lr, 0.1, 0.16, steps=60)
    here, opens, higher, highest = (run_at(rate) for rate in (lr, 0.01, 0.1, 0.16))
    slope, w = opens.positions[pause, 0], here.positions[:, 0]
    turns = int(np.argmax(w > 0.0))
    still = f"w stays negative until step {turns}, and the run" if turns > pause else "The run"
    near, high = abs(slope - BEST[0]) < 0.2, opens.positions[pause, 1] > BEST[1] + 0.2
    others = losses(picture, runs=(1, 2), order=1).shapes
    return Beat(
        lead=f"The same start at a careful rate, lr {number(0.01)}. Look at the loss alone.",
        question=Question(
            f"The loss fell from {number(opens.loss[0])} to {number(opens.loss[half])} in {half} "
            f"steps, and to {number(opens.loss[pause])} in the next {half}. After {pause} steps "
            "the line …",
            {
                "is nearly right: the curve is flattening": near and not high,
                "still falls where the points rise": slope < 0.0,
                "has the right slope, but lies too high": near and high,
            },
            f"Its slope w is {number(slope, 2)}; the best is {number(BEST[0])}.",
        ),
        text=f"At {{0|lr {number(lr)}}} the slope w is {number(w[pause], 2)} after {pause} steps, "
        f"and should be {number(BEST[0])}. {still} {ending(here)}. "
        f"{told.flat_way(here, pause)}{told.ARRIVED} At {{1|lr {number(0.1)}}} the loss is "
        f"{number(higher.loss[pause])} after {pause} steps, and the run {ending(higher)}. At "
        f"{{2|lr {number(0.16)}}} it is {number(highest.loss[pause])}.",
        panes=(
            fit(picture, order=1),
            plane(picture, order=1, runs=(0,), below=(draw.thin(higher, 1, 60, order=1),)),
            losses(picture, runs=(0,)).adding(*others),
        ),
        claims=lambda: {
            "the curve flattens": opens.loss[0] - opens.loss[half]
            > 5.0 * (opens.loss[half] - opens.loss[pause]),
            "ten times the rate, a tenth of the steps": 9 < needed(opens) / needed(higher) < 11,
            "a little more, and it runs away": highest.loss[pause] > 100.0 * highest.loss[0],
        },
        t=pause,
        notes="Show the curve only, and ask who would stop training here. Then the line. In the "
        "plane the path is one short jump and one long crawl: the jump made the fall, the crawl "
        "is what is left to do.",
    )


def zigzag(lr: Annotated[float, Slider(0.1, 0.149, step=0.001)] = 0.14) -> Beat:
    """The path zigzags. Does the loss?"""
    first, picture, opens, here = 5, at(lr, steps=60), run_at(0.14), run_at(lr)
    rates, arrivals = sweep()
    fewest = int(np.nanmin(arrivals))
    best = rates[arrivals == fewest]
    falls = bool((np.diff(opens.loss[:60]) < 0.0).all())
    return Beat(
        lead=f"Now lr {number(0.14)}. The loss, quadratic in w and b, is a bowl. It is long and "
        "narrow: a ravine. The path crosses its floor (dashed) at every step, and the line flaps.",
        question=Question(
            f"w goes {few(opens.positions[:first, 0], 3)} … What does the loss do?",
            {
                "It falls at every step": falls,
                "It zigzags too": not falls and opens.loss[1] < opens.loss[0],
                "It rises first, then falls": not falls and opens.loss[1] >= opens.loss[0],
            },
            f"It goes {few(opens.loss[:first])} … What counts is how far from the floor the run "
            "is: the loss knows no sides.",
        ),
        text=f"At lr {number(lr)} the loss {told.course(here)}, and the run {ending(here)}. "
        f"{told.FOR_GOOD} No constant rate needs fewer steps than {fewest}, and it takes a zigzag "
        f"to get them: lr {number(best[0])} to {number(best[-1])}. You may have read that too high "
        "a rate makes the loss go up and down. On a bowl it cannot: there it turns once at most. "
        "A loss that wobbles tells of mini-batches, of momentum, or of a ground that is no bowl.",
        panes=(
            fit(picture),
            plane(picture, Trail("other", valley(), thin=True), draw.crossings(here)),
            losses(picture, order=1, dots=True),
        ),
        folds=(asides.NO_ZIGZAG,),
        claims=lambda: {
            "it crosses the floor at every step": bool(
                (np.diff(np.sign(parts(opens)[1][:60])) != 0.0).all()
            ),
            "the loss never rises": falls,
            "no constant rate needs fewer steps": opens.reached == fewest,
        },
        t=first - 1,
        notes="This picture is often drawn for a rate that is too high. It is the fastest one. Let "
        "the room say what a loss that wobbles must come from, if not from here.",
    )


def cliff(
    lr: Annotated[float, Slider(0.14, 0.155, step=0.0005, marks={"2/λ": LIMIT})] = 0.15,
) -> Beat:
    """A little above the fastest rate."""
    last, picture = 200, at(lr, 0.14, 0.148, LIMIT, steps=200)
    here, good, below, edge = picture.trajectories()
    opens = run_at(0.15, last)
    dips = int(np.argmin(opens.loss))
    both = {number(run.run.lr): (k, run) for k, run in ((2, below), (0, here))}
    gone = [f"{{{k}|lr {rate}}} {told.gone(run)}" for rate, (k, run) in reversed(both.items())]
    return Beat(
        lead=f"{{1|lr {number(0.14)}}} {ending(good)}. No constant rate is quicker, and the next "
        "one tried is only a little higher.",
        question=Question(
            f"At {{0|lr {number(opens.run.lr)}}} the run …",
            {
                "arrives a little sooner": needed(opens) < needed(good),
                "circles for ever": math.isclose(away(opens)[-1], away(opens)[-3], rel_tol=1e-6),
                "runs away (it diverges), but its loss falls first": dips > 0
                and opens.loss[-1] > opens.loss[0],
            },
            "Curvature is how fast the slope grows along a way. It is highest across the ravine, "
            f"λ = {number(STEEP)}, and 2/λ = {number(LIMIT)}. Above that rate each step across "
            "the ravine is longer than the one before.",
        ),
        text=f"After {last} steps {listed(gone)}. At exactly {{3|2/λ = {number(LIMIT)}}}, the "
        f"cliff, a run stays {number(away(edge)[-1], 3)} away, for ever. {told.dip(here)}",
        panes=(
            plane(picture, draw.thin(here, 0, last), Dot("ghost", BEST, label="minimum"), runs=()),
            losses(picture, runs=(0, 1), limits=(0.0, 12.0), steps=30),
            curves(picture, "distance", limits=(0.005, 20.0)),
        ),
        folds=(asides.TWO_OVER_LAMBDA,),
        claims=lambda: {
            "at the limit it neither comes nor goes": np.ptp(away(edge)[-50:]) < 1e-6,
            "below it comes, above it goes": away(opens)[-1] > 100.0 * away(below)[-1],
            "the loss of the run that runs away falls first": dips > 5,
        },
        notes="The one slider of this lesson on which everything changes: hand it to the room and "
        "let them look for the edge. In the last picture, by powers of ten, the runs are straight "
        "lines: down, level, up.",
    )


def two_directions(
    lr: Annotated[float, Slider(0.005, 0.155, step=0.0001, marks=MARKS)] = 0.0746,
) -> Beat:
    """Two directions, one rate."""
    picture = at(0.0746, FASTEST, 0.149, steps=LONG)
    here, (opens, best, most) = run_at(lr), picture.trajectories()
    need = {run.run.lr: needed(run) for run in (opens, best, most)}
    first = min(need, key=lambda rate: need[rate])
    flat, steep = (part[0] for part in parts(opens))
    return Beat(
        lead=f"The error has two parts: {{correction|steep}}, {number(steep, 3)} long at the "
        f"start, and {{velocity|flat}}, {number(flat)}. A step multiplies each by its own factor "
        f"(1 − lr·λ). At lr {number(opens.run.lr)}, 1/λ of the steep one, that part is gone in "
        "one step.",
        question=Question(
            "Which rate arrives first?",
            {
                f"{number(opens.run.lr)}: it ends one part at once": first == opens.run.lr,
                f"{number(best.run.lr)}": first == best.run.lr,
                f"{number(most.run.lr)}: the highest that arrives": first == most.run.lr,
            },
            f"They need {listed([number(steps) for steps in need.values()])} steps. Both parts "
            "share one rate, and the slower one decides.",
        ),
        text=f"At lr {number(lr)} the factors are {{correction|{_factor(lr, STEEP)}}} and "
        f"{{velocity|{_factor(lr, FLAT)}}}, and the run {ending(here)}. Best is lr "
        f"2/({number(STEEP)} + {number(FLAT)}) = {number(FASTEST)}, from the two curvatures. There "
        f"both parts are equally slow, with factors {_factor(FASTEST, STEEP)} and "
        f"{_factor(FASTEST, FLAT)}. That is {number(100.0 * (1.0 - FASTEST / LIMIT), 2)} % below "
        f"the cliff, and it zigzags. 1/λ is half of 2/λ, and costs {opens.reached} steps instead "
        f"of {best.reached}. The ratio of the curvatures, {number(STEEP / FLAT)}, "
        "is called κ, the condition. The larger it is, the narrower the ravine.",
        panes=(draw.directions(here, 12), draw.factors(lr), draw.needs(lr, need)),
        folds=(asides.BEST_RATE,),
        links=(("The three rates in the playground", playground(picture)),),
        claims=lambda: {
            "at 1/λ the steep part is gone after a step": abs(parts(opens)[1][1]) < 1e-3,
            "half the cliff costs nearly twice the steps": needed(opens) > 1.9 * needed(best),
        },
        notes="Let them move the dots to where the two curves cross before you name the formula. "
        "A zigzag does not mean that the rate is too high: the best one zigzags.",
    )


def _factor(lr: float, curvature: float) -> str:
    return f"{1.0 - lr * curvature:+.4f}".replace("-", "−")


def another_unit(scale: Annotated[str, Words(UNITS, "the numbers of x are")] = "10") -> Beat:
    """The same data in another unit."""
    times, rates, patience = float(scale), (0.01, 0.001, 0.0017), 5000
    picture = in_unit(times, STEPS, *rates)
    here, opens = (in_unit(s, patience, *rates).trajectories() for s in (times, 10.0))
    fates = [f"{{{k}|lr {number(run.run.lr)}}} {told.fate(run)}" for k, run in enumerate(here)]
    ratio = LIMIT / (2.0 / curvatures(10.0)[1])
    shown = picture.trajectories()
    across = min(-2.0, 1.2 * picture.start[0]), max(3.0, 1.2 * BEST[0] / times)
    seen = across, RECORD.view[1]
    return Beat(
        lead="The same five points, but x may be counted in another unit. In tenths its numbers "
        "are ten times as large, and the same line has a tenth of the w.",
        question=Question(
            f"The highest rate that worked was {number(LIMIT)}. With x in tenths it is …",
            {
                "the same: the points have not changed": abs(ratio - 1.0) < 0.1,
                "ten times as small": abs(ratio - 10.0) < 1.0,
                f"about {number(round(ratio, -1))} times as small": ratio > 50.0,
            },
            f"2/λ is {number(LIMIT / ratio)} then: a curvature is made of squares of x.",
        ),
        text=f"With the numbers of x {AS_LARGE[scale]}, {listed(fates)}. Is "
        f"{number(rates[0])}, where Keras starts, a good rate? Or {number(rates[1])}, where "
        "PyTorch does? Without the data that has no answer. Instead of the rate one can mend "
        "the data: “Momentum vs normalization” does.",
        panes=(
            fit(picture, 1),
            plane(picture, runs=(0, 1), window=seen, below=(draw.inside(shown[2], 2, seen),)),
            draw.highest(times),
        ),
        table=Table(
            ("numbers of x", "highest rate", "κ"),
            tuple((words, *_limits(*curvatures(float(key)))) for key, words in UNITS.items()),
        ),
        folds=(asides.UNIT,),
        claims=lambda: {
            "Keras' rate runs away at once": (opens[0].outcome.step or STEPS) < 10,
            "torch's has not arrived": opens[1].outcome.kind == "moving",
            "less than twice that, and it runs away": opens[2].outcome.kind == "diverged",
        },
        notes="Nothing was done to the points: centimetres became millimetres. A rate that is "
        "good is a statement about its data.",
    )


def _limits(flat: float, steep: float) -> tuple[str, str]:
    """The highest rate, and κ, in full where it is large."""
    return number(2.0 / steep), thousands(steep / flat)


def one_point(lr: Annotated[float, Slider(0.005, 0.05, step=0.001)] = LR) -> Beat:
    """One point at a time."""
    last, picture = 3000, at(lr, steps=STEPS, batch=1)
    spread, late = at_rest(picture, lr), run_at(lr, last, batch=1).positions[-STEPS:]
    opens, halved = rest(LR), rest(LR / 2.0)
    listed_rates = sorted({0.03, 0.02, 0.01, 0.005, lr}, reverse=True)
    return Beat(
        lead="Until now every step asked all five points. From here on a step sees one of them, "
        f"drawn by chance: the one with the ring. The rate is {number(LR)}. The excess of a run is "
        "its loss above the least.",
        question=Question(
            f"After {last} steps the run is …",
            {
                "at the minimum: errors average out": opens < 1e-6,
                "in a cloud; at half the rate its excess is less than half": 0.0
                < halved < 0.5 * opens,
                "in a cloud that only more points a step would shrink": halved >= opens > 1e-6,
            },
            f"The mean excess is {number(opens)} at lr {number(LR)}, and {number(halved)} at half "
            "of it.",
        ),
        text="At the minimum the pulls of the five points cancel. A step sees one pull only, and "
        f"that one is not zero. At lr {number(lr)} w and b tremble around the best for ever, with "
        f"standard deviations {_deviations(spread)}. The loss stays {number(rest(lr))} above its "
        f"least, {number(RECORD.value(*BEST))}, on average over all draws. The limit is lower "
        f"too: from lr {number(limit(picture), 3)} on the mean loss has no bound.",
        panes=(
            fit(picture),
            plane(picture, draw.cloud(late), draw.spread(spread, "theta", 2), **draw.NEAR),
            draw.remains(lr),
        ),
        table=Table(
            ("learning rate", "mean excess loss", "standard deviations of w and b"),
            tuple((number(rate), number(round(rest(rate), 4)), _deviations(at_rest(picture, rate)))
                  for rate in listed_rates),
        ),
        folds=(asides.ALL_DRAWS,),
        claims=lambda: {
            "it does not arrive": run_at(LR, last, batch=1).reached is None,
            "the limit is about half of 2/λ": 0.5 < limit(picture) / LIMIT < 0.6,
        },
        notes="Dots: the last positions of this one run. The curve around them is two standard "
        "deviations over all draws. Ask what the mean of the last positions would be worth.",
    )  # fmt: skip


def _deviations(covariance: Any) -> str:
    """The standard deviations of w and b, to a thousandth."""
    return vector([round(math.sqrt(variance), 3) for variance in np.diag(covariance).tolist()])


def ranking(
    points: Annotated[
        str, Words({"all": "all points", "one": "one point"}, "each step sees")
    ] = "all",
    seed: Annotated[int, Slider(0, 20, step=1)] = 0,
) -> Beat:
    """Constant or cosine?"""
    pair, batch = (descent(), descent("cosine")), int(points == "one")
    picture = Comparison("five_points", steps=STEPS, batch=batch, seed=seed, runs=pair)
    ends = [[float(mean_loss(run, of)[-1]) for run in pair] for of in (0, 1)]
    (whole, whole_cosine), (single, single_cosine) = ends
    wins = float(np.mean(over_seeds(pair[1])[-1] < over_seeds(pair[0])[-1]))
    best, best_cosine = (own_best(run.schedule) for run in pair)
    bands = [draw.band(run, k) for k, run in enumerate(pair)] if batch else []
    return Beat(
        lead=f"Two runs from lr {number(LR)}: {{0|constant}}, and {{1|cosine}}, whose rate falls "
        f"to nothing over {STEPS} steps. Once with all points, once with one point a step.",
        question=Question(
            "Which ends lower?",
            {
                "Cosine, both times": whole_cosine < whole and single_cosine < single,
                "Constant, both times": whole_cosine > whole and single_cosine > single,
                "Constant with all points, cosine with one": whole_cosine > whole
                and single_cosine < single,
            },
            f"Above the least loss they end, with all points, {number(whole, 3)} and "
            f"{number(whole_cosine, 3)}; with one, on average, {number(single)} and "
            f"{number(single_cosine, 3)}.",
        ),
        text="Without noise the steps shrink by themselves, since the gradient does: "
        f"{{1|cosine}} only slows them, and ends {number(whole_cosine / whole, 3)} times as high. "
        f"With one point {{0|constant}} ends {number(single / single_cosine, 3)} times as high on "
        f"average, and higher in {number(100.0 * wins, 2)} % of {SEEDS} seeds. Each at its best "
        f"rate, {{0|constant}} ends at {number(best.ends)} (lr {number(best.lr)}) and {{1|cosine}} "
        f"at {number(best_cosine.ends, 3)} (peak lr {number(best_cosine.lr)}). A schedule pays off "
        "where there is noise.",
        panes=(
            fit(picture).adding(*fit(picture, 1).shapes),
            plane(picture, **draw.NEAR),
            draw.means(pair, batch, (1e-5, 20.0), *bands),
        ),
        table=Table(
            (f"above the least after {STEPS} steps", "constant", "cosine"),
            tuple((name, *(number(end, 3) for end in row))
                  for name, row in zip(("all points", "one point"), ends, strict=True)),
        ),
        claims=lambda: {
            "all points: cosine is far worse": whole_cosine > 100.0 * whole,
            "one point: constant is far worse": single > 5.0 * single_cosine,
            "in nearly every seed": wins > 0.9,
            "also each at its best rate": best.ends > 5.0 * best_cosine.ends,
        },
        notes="The best moment of the lesson: vote, show all points, let those who said cosine "
        "wonder, then throw the switch. The band holds four in five of the seeds.",
    )  # fmt: skip


def when_to_drop(
    drop: Annotated[int, Slider(0, STEPS, step=5, label="drop at step")] = 150,
) -> Beat:
    """When to drop."""
    asked, soon, picture = 150, 20, dropped(drop)
    loss = {**dict(zip(DROPS, after_drop(), strict=True)), drop: mean_loss(*picture.runs)}
    ends = after_drop()[:, -1]
    best, opens = DROPS[int(ends.argmin())], loss[asked]
    before, after = opens[asked], opens[asked + soon]
    moved = np.diff(states(dropped(asked).runs[0])[[asked, asked + soon], :2, 2], axis=0)
    frozen = at(LR, steps=STEPS).changed(schedule="exponential", gamma=0.95).trajectories()[0]
    gamma, some = frozen.run.settings["gamma"], (0, 50, 100, asked, best, STEPS)
    return Beat(
        lead=f"One point a step at lr {number(LR)}; at step {asked} the rate is divided by ten. "
        "The curve is the mean over all draws, up to the drop.",
        question=Question(
            f"In the {soon} steps after the drop the loss …",
            {
                "falls at once, to less than a third of its excess": after < before / 3.0,
                "falls more slowly: the steps are smaller": before / 3.0 <= after <= before,
                "goes up for a moment": after > before,
            },
            f"The mean excess goes from {number(before)} at step {asked} to {number(after, 3)} at "
            f"{asked + soon}, and {number(opens[-1], 3)} at {STEPS}.",
        ),
        text=f"The fall after a drop at {asked} is noise cooling, not learning: the cloud shrinks, "
        f"its middle hardly moves. A drop at {drop} ends at {number(loss[drop][-1], 3)}; the best, "
        f"at {best}, at {number(ends.min(), 3)}. Too early freezes the run: it gets no further "
        f"than its rates add up to. Rates that fall to {number(gamma)} of themselves at each step "
        f"add up to {number(LR)}/(1 − {number(gamma)}) = {number(LR / (1.0 - gamma))} in all, and "
        f"such a run stops {number(frozen.loss[-1] - RECORD.value(*BEST))} above the least loss, "
        "even with all points.",
        panes=(
            draw.cooled(picture, drop),
            draw.means(picture.runs, 1, (0.015, 12.0), level("x", float(drop), "drop")),
            draw.timing(ends, drop),
        ),
        table=Table(
            ("drop at step", *map(str, some)),
            (("excess at the end", *(number(loss[step][-1], 3) for step in some)),),
        ),
        claims=lambda: {
            "the middle hardly moves in the fall": np.hypot(*moved[0]) < 0.02,
            "too early is bad, and too late too": ends.min() < 0.2 * min(ends[10], ends[-1]),
        },
        t=asked,
        notes="Every paper has this stair in its curve, and many a room reads it as insight. Move "
        "the drop and watch the last picture: early freezes, late leaves no time to cool.",
    )


def two_steps(
    first: Annotated[float, Slider(0.001, 3.0, digits=3, label="rate of step 1")] = 0.1,
    second: Annotated[float, Slider(0.001, 3.0, digits=3, label="rate of step 2")] = 0.1,
) -> Beat:
    """Try it: two steps."""
    picture, best, most = two_rates(first, second), run_at(FASTEST), run_at(0.149)
    (run,), (rates, arrivals) = picture.trajectories(), sweep()
    found, exact = two_rates(0.0746, 1.675), two_rates(1.0 / STEEP, 1.0 / FLAT)
    detour = two_rates(1.0 / FLAT, 1.0 / STEEP)
    near, ended, other = (away(p.trajectories()[0])[-1] for p in (found, exact, detour))
    quickest, fewest = float(rates[np.nanargmin(arrivals)]) / LIMIT, int(np.nanmin(arrivals))
    return Beat(
        lead="One last question. Then two sliders are yours, for what no constant rate can do.",
        question=Question(
            "A friend says: a higher rate is faster, until it diverges. What is true?",
            {
                "Just that": quickest > 0.99,
                "The fastest is half the limit": abs(quickest - 0.5) < 0.1,
                "True up to a few per cent below the limit, then it is slower again": 0.9
                < quickest < 0.97 and needed(most) > needed(best),
            },
            f"{best.reached} steps at {number(FASTEST)}, {most.reached} at "
            f"{number(most.run.lr)}. The limit is {number(LIMIT)}.",
        ),
        text="Two steps, each with a rate of its own. Step one leaves a distance of "
        f"{number(away(run)[1], 3)}, step two one of {number(away(run)[2], 3)}; the loss goes "
        f"{few(run.loss)}. Look at the two parts of the error: which rate ends which?",
        panes=(fit(picture), plane(picture), draw.directions(run, 2)),
        goal=Goal(
            f"Be within {number(RECORD.tolerance)} of the minimum after two steps.",
            run.reached is not None,
            {"first": 0.0746, "second": 1.675},
        ),
        folds=(
            asides.answer(
                " then ".join(number(lr) for lr in (0.0746, 1.675)), number(near, 2),
                number(1.675 / LIMIT, 3), number(detour.trajectories()[0].loss[1]), fewest,
            ),
            *asides.LAST_WORDS,
        ),
        links=(("An answer in the playground", f"./?{exact.to_link()}"),),
        claims=lambda: {
            "the answer is near enough": near <= RECORD.tolerance,
            "both orders end exactly on the minimum": max(ended, other) < 1e-9,
            "just below the limit it is slow again": needed(most) > 20.0 * needed(best),
        },
        notes="Give them time. The hint is in “Two directions, one rate”: a rate of 1/λ ends one "
        "part in a step. Whoever finds it has found why some schedules go over the limit on "
        "purpose.",
    )  # fmt: skip


LEARNING_RATE = Lesson(
    key="learning_rate",
    label="The power of the learning rate",
    idea="The gradient says which way is down. Who says how far?",
    day=42,
    minutes=15,
    beats=(
        downhill, flat_curve, zigzag, cliff, two_directions,
        another_unit, one_point, ranking, when_to_drop, two_steps,
    ),
    short=(downhill, zigzag, cliff, two_directions, ranking, two_steps),
    controls=(
        Setting("x", "w", "The slope of the first line.", *RECORD.view[0], START[0]),
        Setting("y", "b", "The height of the first line at x = 0.", *RECORD.view[1], START[1]),
    ),
)  # fmt: skip
