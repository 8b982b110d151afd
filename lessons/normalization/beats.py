"""Momentum vs normalization: a narrow ravine has two cures, to mend the map or the walker.

One formula carries the lesson. At its best a step of gradient descent leaves (kappa - 1)/(kappa +
1) of the error, momentum at its best the same with sqrt(kappa) in place of kappa. Normalization
changes kappa itself. The two add up only where the memory is set for the kappa that is left.
"""

import math
from typing import Annotated

import numpy as np

from comparison import Comparison, Run
from landscapes import LANDSCAPES
from landscapes.data.seven_cars import MEAN
from landscapes.two_features import CORRELATION
from lessons.beat import Beat, Fold, Goal, Question, Table
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.normalization import asides, cars, draw, features, told
from lessons.normalization.cars import BETA, FASTEST, FLOOR, TUNED, UNIT, WAYS, heavy, plain
from lessons.words import listed, number, vector
from optim.theory import best
from pictures import Axis, curves, level

STANDARD = WAYS["both: standardized"]
MADE = {"6": "6", "100": "100", "1000": "1000", "5000": "5000"}
PARAMETERS = [*LANDSCAPES["seven_cars"].parameters, *LANDSCAPES["two_features"].parameters]


def six_steps(steps: Annotated[str, Words(MADE, "steps made")] = "6") -> Beat:
    """Six steps of learning."""
    rate, first, whole = 0.01, 6, 5000
    made, picture = int(steps), cars.at(plain(rate), steps=int(steps))
    (run,) = cars.at(plain(rate), steps=whole).trajectories()
    w, fall = run.positions[:, 0], 100.0 * (1.0 - run.loss[first] / run.loss[0])
    turns, top, best_w = int(np.argmax(w[1:] < 0.0)) + 1, int(w.argmax()), cars.minimum()[0]
    mark = [level("x", float(turns), "w < 0 from here", order=1)] if made > turns else []
    return Beat(
        lead="Seven cars of 1970: how heavy they are, and how many miles each goes on a gallon. A "
        "line is to tell the miles from the weight: miles = w·weight + b. It starts with both at "
        f"zero and learns by gradient descent, at lr {number(rate)}. The loss is again the mean "
        "squared error.",
        question=Question(
            f"After {first} steps the loss has fallen from {number(run.loss[0])} to "
            f"{number(run.loss[first])}, by {number(fall, 2)} %. What does the line say now? A "
            "heavier car goes …",
            {
                "less far on a gallon, but too weakly so": best_w < w[first] < 0.0,
                "just as far": abs(w[first]) < 0.1,
                "further": w[first] > 0.1,
            },
            f"w is {number(w[first])} miles per gallon for each 1000 lb. The best line has "
            f"{number(best_w)}.",
        ),
        text=f"{told.turned(run, made)} The best w is {number(best_w)}. On the way w rises to "
        f"{number(w[top])} at step {top}, and stays positive until step {turns}, when the loss is "
        f"{number(run.loss[turns])}. After {whole} steps the loss is still "
        f"{number(100.0 * (run.loss[whole] / FLOOR - 1.0), 2)} % above the least that any line "
        f"has, {number(FLOOR)}. As with the five points, a loss that has fallen far does not tell "
        "of a model that is nearly right.",
        panes=(
            draw.data(picture, order=1),
            draw.plane(picture, order=1),
            curves(picture, "loss", level("y", FLOOR, "the least"), *mark, limits=(1.0, 500.0)),
        ),
        claims=lambda: {
            "most of the loss is gone": fall > 85.0,
            "the sign is wrong for a thousand steps": turns > 1000,
            "it has not arrived in the end": cars.arrived(run) is None,
        },
        t=made,
        notes="A moment to get the room talking. Show the curve only, and ask who would "
        "publish this model. Then the line. In the plane: one jump up the steep wall, then a crawl "
        "along the floor of a ravine, from the far side.",
    )


def two_knobs(
    w: Annotated[float, Slider(*draw.KNOBS[0], step=0.01, label="w")] = -4.57,
    b: Annotated[float, Slider(*draw.KNOBS[1], step=0.01, label="b")] = 33.58,
) -> Beat:
    """Two knobs of one line."""
    flat, steep = cars.curvatures()
    directions = np.linalg.eigh(cars.hessian())[1][:, 0]
    pivot = float(-directions[1] / directions[0])
    by = {"A": (0.0, 1.0), "B": (1.0, 0.0), "C": (1.0, -3.6)}
    bowl = cars.hessian()
    costs = {name: float(0.5 * np.array(d) @ bowl @ d) for name, d in by.items()}
    least = min(costs, key=lambda name: costs[name])
    alike = MEAN / math.hypot(MEAN, cars.SPREAD)
    fewest, rate = cars.fewest()
    return Beat(
        lead="This is the best line. Two knobs move it: w tilts it around the place where the "
        "weight is zero, far off to the left, and b lifts all of it.",
        question=Question(
            "From the best line, which change makes the loss grow least?",
            {
                f"b + {number(by['A'][1])}": least == "A",
                f"w + {number(by['B'][0])}": least == "B",
                f"w + {number(by['C'][0])} and b − {number(-by['C'][1])}": least == "C",
            },
            "The loss grows by "
            + listed([f"{number(costs[name])} ({name})" for name in by])
            + ". The two changes of C undo each other where the cars are.",
        ),
        text=f"{told.cost(w, b)} The cars weigh {number(MEAN, 2)} on average. So one unit of w "
        f"lifts the line over them as {number(MEAN, 2)} units of b do: two knobs, one job. The "
        "two columns they multiply, the weights and a column of ones, have cosine "
        f"{number(alike, 3)}: nearly one direction. That makes the loss a ravine. Its curvature "
        f"is {number(steep)} across and only {number(flat, 3)} along: their ratio κ is "
        f"{number(steep / flat, 3)}. The steep one forbids rates from {number(cars.limit())} on, "
        f"and the flat one then takes {fewest} steps at the least, at lr {number(rate, 3)}. "
        f"{told.ARRIVED}",
        panes=draw.knobs(w, b, by, pivot),
        table=Table(
            ("change", "the loss grows by"),
            tuple(
                (f"{name}: w {number(d[0])}, b {number(d[1])}", number(costs[name]))
                for name, d in by.items()
            ),
        ),
        claims=lambda: {
            "the two knobs do one job": alike > 0.98,
            "in the flat direction the line turns where the cars are": 3.4 < pivot < 4.0,
            "the knobs open at the best line": cars.loss(-4.57, 33.58) < FLOOR + 1e-3,
        },
        notes="Drag w, then mend it with b: all feel it. Or press into the plane. Dashed is the "
        f"floor of the ravine; along it the line turns like a see-saw about {number(pivot)}, in "
        "the middle of the cars.",
    )


def centre_or_scale(
    shift: Annotated[
        float, Slider(0.0, 5.0, step=0.01, label="subtracted", marks={"mean": MEAN})
    ] = 0.0,
    scale: Annotated[
        float, Slider(0.1, 10.0, log=True, label="multiplied by", marks={"1/spread": UNIT})
    ] = 1.0,
) -> Beat:
    """Centre or scale?"""
    found = {name: (cars.kappa(*way), cars.fewest(*way)[0]) for name, way in WAYS.items()}
    raw, divided, centred, both = (found[name][0] for name in list(WAYS)[:4])
    unit, least = cars.best_unit()
    steps, rate = cars.fewest(shift, scale)
    wells = {at: cars.kappa(at) for at in (1.0, 2.0, 3.0, 5.0)}
    told_wells = ", ".join(f"{number(k, 3)} at {number(at)}" for at, k in wells.items())
    return Beat(
        lead="The loss over (w, b) is a ravine, κ times as curved across as along. A round bowl "
        f"has κ = {number(both)}. To standardize a feature is to subtract its mean "
        "and to divide by its spread, the standard deviation. It is done, one reads, because "
        "features come on different scales.",
        question=Question(
            f"On the raw weights κ is {number(raw, 3)}. Which half of standardizing does the "
            "work?",
            {
                "dividing by the spread": divided < 0.5 * centred,
                "subtracting the mean": centred < 0.1 * divided,
                "each about half": 0.5 < centred / divided < 2.0,
            },
            f"Divided only, κ is {number(divided, 4)}: worse than before. Subtracted only, it is "
            f"{number(centred)}. Both: {number(both)}.",
        ),
        text=f"With {number(shift)} subtracted, and the rest multiplied by {number(scale)}, κ is "
        f"{number(cars.kappa(shift, scale))}. Gradient descent then needs {steps} "
        f"step{'s' if steps > 1 else ''} at the "
        f"least, at lr {number(rate, 3)}. At scale {number(1.0)} the well around the mean is deep: "
        f"κ is {told_wells}. The trough in the scale is shallow: where nothing is subtracted, no "
        f"unit brings κ below {number(least, 3)}, at {number(unit)}. What counts is the mean "
        f"against the spread, and a unit changes both alike. {told.FOR_GOOD}",
        panes=(draw.scaled(shift, scale, rate), *draw.condition(shift, scale)),
        table=Table(
            ("", "κ", "fewest steps"),
            tuple((name, number(k), str(n)) for name, (k, n) in found.items()),
        ),
        actions={
            "subtract the mean": {"shift": 3.6, "scale": 1.0},
            "divide only": {"shift": 0.0, "scale": 1.58},
        },
        folds=(asides.SCALINGS,),
        claims=lambda: {
            "dividing alone makes it worse": divided > 2.0 * raw,
            "subtracting alone does nearly all": centred < raw / 100.0,
            "no unit can": all(cars.kappa(0.0, s) >= least for s in np.geomspace(0.1, 10.0, 99)),
        },
        notes="First move only the scale, and let them despair; then the shift. The contours turn "
        "round as the dot falls into the well. With many features of different spread the scale "
        "matters too: a fold of the last beat says so.",
    )  # fmt: skip


def fix_the_map(
    lr: Annotated[float, Slider(0.05, 0.9, step=0.01)] = 0.5,
) -> Beat:
    """Fix the map."""
    shift, scale = STANDARD
    share, picture = 0.1, cars.at(plain(lr), shift=shift, scale=scale, steps=20)
    (opens,) = cars.at(plain(0.5), shift=shift, scale=scale, steps=20).trajectories()
    (run,), (raw,) = picture.trajectories(), cars.at(plain(lr), steps=1).trajectories()
    ways = [-r.gradient[0] for r in (raw, run)]
    lands = bool(np.allclose(opens.positions[1], cars.minimum(shift, scale)))
    first, target = cars.back(run.positions)[1], cars.minimum()
    curve = cars.curvatures(shift, scale)[1]
    return Beat(
        lead="Left the plane of lines over the raw weights, right over the standardized ones. Each "
        "line is one dot in both: (w, b) on the left is "
        f"({number(cars.SPREAD)} w, b + {number(MEAN)} w) on the right. The arrow on the left is a "
        "tenth of minus the gradient at the start.",
        question=Question(
            f"Right, at lr {number(0.5)}: where does the first step go?",
            {
                "To the minimum, exactly": lands,
                "Half of the way": bool(
                    np.allclose(2.0 * opens.positions[1], cars.minimum(shift, scale))
                ),
                "As on the left, towards w > 0: the data are the same": opens.positions[1, 0] > 0.0,
            },
            f"Both curvatures are {number(curve)} there, so a rate of 1/{number(curve)} lands: the "
            f"loss goes from {number(opens.loss[0])} to {number(opens.loss[1])} in one step.",
        ),
        text=f"At lr {number(lr)} the first step {told.at_rate(lr, curve * lr)}. Minus the "
        f"gradient at the start is {vector(ways[0])} over the raw weights and {vector(ways[1])} "
        "over the standardized ones: the part of the weight has turned round. On the left the "
        f"same step goes straight from {vector(cars.START)} to {vector(first)}; the best line is "
        f"{vector(target)}. It is the same line with the same loss in both planes. To normalize "
        "changes the way, not the answer.",
        panes=(
            *draw.both_planes(picture, share),
            draw.data(picture, x=Axis("standardized weight")),
        ),
        folds=(asides.ROUND,),
        claims=lambda: {
            "the bowl is round": math.isclose(cars.kappa(*STANDARD), 1.0),
            "the gradient of the weight turns round": ways[0][0] > 0.0 > ways[1][0],
            "both planes have one floor": math.isclose(
                cars.at(plain(0.5), shift=shift, scale=scale).record.minima(
                    shift=shift, scale=scale)[0][2], FLOOR,
            ),
        },
        notes="A gradient depends on the coordinates: on the left w counts miles a gallon for each "
        "1000 lb, on the right for each spread. Whoever says “steepest descent” should say in "
        "which plane.",
    )  # fmt: skip


def fix_the_walker(
    lr: Annotated[float, Slider(0.001, 0.13, log=True)] = 0.063,
) -> Beat:
    """Fix the walker."""
    runs = plain(FASTEST), heavy(lr), TUNED
    picture = cars.at(*runs, steps=1000)
    bare, _, tuned = picture.trajectories()
    sharp, (own, at) = cars.arrived(tuned) or 0, cars.on_raw(BETA)
    signs = [
        int(np.flatnonzero(run.positions[:, 0] >= 0.0)[-1]) + 1
        for run in cars.at(heavy(0.06), plain(0.06), steps=1000).trajectories()
    ]
    kappa, seen = cars.kappa(), cars.memory_steps([lr], BETA, most=2000)[0]
    ladder = {
        "plain": cars.arrived(bare) or 0, f"β = {number(BETA)}": int(own), "tuned β": sharp,
        "new map": cars.fewest(*STANDARD)[0],
    }  # fmt: skip
    return Beat(
        lead="Back to the raw weights, and to the other cure: leave the map as it is, and give "
        f"the walker a memory, as Momentum does. {{0|Gradient descent}} needs {ladder['plain']} "
        "steps at its best rate.",
        question=Question(
            f"Momentum with β = {number(BETA)}, at its best rate, needs …",
            {
                "about 500: memory helps a bit": 400 < own < 600,
                f"about {number(round(own, -2))}": 80 < own < 120,
                "about 10": own < 20,
            },
            f"It needs {number(own)}, at lr {number(at, 2)}. A tuned β needs {sharp}.",
        ),
        text=f"At {{1|lr {number(lr)}}}, β = {number(BETA)} {told.steps(seen, 2000)}. The "
        f"{{2|tuned}} pair, lr {number(TUNED.lr)} and β {number(TUNED.settings['momentum'])}, "
        f"{told.steps(sharp)}; it swings out to w = {number(tuned.positions[:, 0].max(), 3)} on "
        f"the way. At lr {number(0.06)} the sign of w is right for good after {signs[0]} steps "
        f"with β = {number(BETA)}, after {signs[1]} without. With memory √κ counts instead of κ: "
        f"{number(math.sqrt(kappa), 3)} instead of {number(kappa, 3)}.",
        panes=(
            draw.wide_swings(picture.changed(steps=200)),
            draw.above_floor(picture, steps=200),
            draw.ladder(ladder),
        ),
        table=told.walkers(),
        folds=(asides.ARRANGED,),
        claims=lambda: {
            "memory makes it ten times as quick": own < ladder["plain"] / 10.0,
            "no pair of the grid is quicker": cars.tuned("momentum")["steps"] == sharp,
            "the opening rate is a best one": cars.memory_steps([0.063], BETA)[0] == own,
        },
        links=(("Momentum: where √κ comes from", "./momentum"),),
        notes="The last bar is the other cure. The pair that is best in the long run is not the "
        "quickest here: other pairs arrive sooner within a hundredth, and are slower after.",
    )  # fmt: skip


FORMS = {"sum": "sum", "average": "running average"}


def the_example(form: Annotated[str, Words(FORMS, "v is a")] = "sum") -> Beat:
    """An example, played to the end."""
    lr, early, length = 0.1, 2, 150
    made = {
        "plain": plain(lr), "sum": heavy(lr), "average": Run("qhm", lr, momentum=BETA, nu=1.0)
    }  # fmt: skip
    scene = Comparison("sphere", start=(1.0, 0.0), steps=length)
    picture = scene.changed(runs=(made["plain"], made[form]))
    runs = dict(zip(made, scene.changed(runs=tuple(made.values())).trajectories(), strict=True))
    w = {name: run.positions[:, 0] for name, run in runs.items()}
    reached = {name: run.reached or length for name, run in runs.items()}
    low, quick = int(w[form].argmin()), min(reached["plain"], reached["sum"])
    shown, near = picture.changed(steps=60), picture.record.tolerance
    return Beat(
        lead=f"A small example, seen in many texts: one number w, the loss w², start "
        f"w = {number(1.0)}, lr {number(lr)}. {{0|Gradient descent}} is at "
        f"{number(w['plain'][early])} after {early} steps, {{1|momentum}} with β = {number(BETA)} "
        f"at {number(w['sum'][early])}. “Faster convergence”, the texts say, and end there.",
        question=Question(
            f"Which is the first to stay within {number(near)} of the minimum?",
            {
                "momentum: it leads": reached["sum"] < reached["plain"],
                "gradient descent": reached["plain"] < reached["sum"],
                "both at the same step": reached["plain"] == reached["sum"],
            },
            f"Gradient descent arrives at step {reached['plain']}, momentum at {reached['sum']}.",
        ),
        text=f"The {FORMS[form]} arrives at step {reached[form]}. "
        f"{told.nearer(np.abs(w[form][:quick]), np.abs(w['plain'][:quick]))} It runs through the "
        f"minimum, out to {number(w[form][low], 3)} at step {low}. In the long run gradient "
        f"descent leaves {number(1.0 - 2.0 * lr)} of the error in a step, memory √{number(BETA)} "
        f"= {number(math.sqrt(BETA), 3)}. A round bowl has one curvature; there memory has "
        "nothing to add up. The running average of many texts (“Sum or average” in Momentum) is "
        f"at {number(w['average'][early])} after {early} steps: not even ahead.",
        panes=(
            draw.number_lines(shown, ("without", FORMS[form])),
            curves(shown, "distance", level("y", near, "arrived"), limits=(5e-4, 2.0)),
        ),
        table=told.first_steps(runs, lr, early),
        claims=lambda: {
            "momentum leads after two": w["sum"][early] < w["plain"][early],
            "and arrives much later": reached["sum"] > 3 * reached["plain"],
            "the average arrives as late": reached["average"] > 3 * reached["plain"],
            "and is behind after two": w["average"][early] > w["plain"][early],
        },
        t=early,
        notes="Any start scales along, so the two steps prove nothing about convergence. Ask for "
        "the dots of the first ten steps before you play.",
    )  # fmt: skip


def both(
    lr: Annotated[float, Slider(0.02, 1.5, log=True)] = 0.5,
    momentum: Annotated[float, Slider(0.0, 0.95, step=0.01)] = BETA,
) -> Beat:
    """Both?"""
    shift, scale = STANDARD
    picture = cars.at(plain(lr), heavy(lr, momentum), shift=shift, scale=scale, steps=200)
    here = cars.memory_by_rate(momentum)[2]
    (raw, _), (own, _), standard = cars.fewest(), cars.on_raw(BETA), cars.fewest(*STANDARD)[0]
    opens = float(cars.memory_steps([0.5], BETA, *STANDARD)[0])
    bare = cars.memory_by_rate(BETA)[1]
    wide = cars.memory_steps(np.geomspace(0.02, 1.5, 200), BETA, *STANDARD)
    low = cars.at_low_rates()
    fewest = {"bare": standard, "own": int(np.nanmin(here)) if momentum else standard}
    pairs = [f"{a} and {b} (lr {number(rate)})" for rate, (a, b) in low.items()]
    return Beat(
        lead=f"Two cures, and both work: on the raw weights {{0|gradient descent}} needs {raw} "
        f"steps and {{1|momentum}} with β = {number(BETA)} needs {number(own)}. On the "
        f"standardized weights gradient descent needs {standard}, at lr {number(0.5)}.",
        question=Question(
            f"Standardized weights and momentum {number(BETA)}, at lr {number(0.5)}. It needs …",
            {
                f"{standard} step, as without": opens == standard,
                "about 10: one good thing helps the other": 5 < opens < 20,
                f"about {number(round(opens, -2))}": 80 < opens < 120,
            },
            f"It needs {number(opens)}. At every rate from {number(0.02)} to {number(1.5)} it is "
            f"{number(wide.min())} to {number(wide.max())}.",
        ),
        text=f"{told.together(momentum, lr, fewest)} While a run swings, a step leaves √β of the "
        f"error, as in Momentum, whatever the bowl. At β = {number(BETA)} the memory sets the "
        "pace: as slow as on the raw weights. A better map buys nothing until β comes down. What "
        f"memory can mend is a rate that is too low. Gradient descent and β = {number(BETA)} need "
        f"{listed(pairs)}.",
        panes=(
            draw.plane(picture, window=draw.ROUND, runs=(1, 0), name="Standardized"),
            draw.above_floor(picture, limits=(1e-3, 1e3), runs=(1, 0)),
            draw.by_rate(lr, momentum),
        ),
        table=Table(
            ("fewest steps", "raw weights", "standardized"),
            (
                ("without memory", str(raw), str(standard)),
                (f"β = {number(momentum)}", number(cars.on_raw(momentum)[0]), str(fewest["own"])),
            ),
        ),
        claims=lambda: {
            "with both it is as slow as on the raw numbers": opens > 0.9 * own,
            "at every rate": float(np.ptp(wide)) < 30.0,
            "memory mends low rates": low[0.01][1] < low[0.01][0] / 2,
            "and harms good ones": low[0.1][1] > 3 * low[0.1][0],
            "gradient descent is the quicker one at its best": bool(np.nanmin(bare) <= 2),
        },
        links=(("Momentum: only forgetting ends a swing", "./momentum"),),
        notes="The best moment of the lesson. Let the room fill in the table: raw and plain, raw "
        "with memory, standardized and plain; then the last cell. Afterwards turn β down slowly: "
        "the tub on the right falls, and at β = 0 both cures are one.",
    )  # fmt: skip


def correlation_left(
    correlation: Annotated[float, Slider(0.0, 0.999, step=0.001)] = 0.933,
) -> Beat:
    """What standardizing leaves."""
    runs = plain(features.HALF), features.memory(correlation)
    picture = features.at(*runs, correlation=correlation, steps=300)
    rows = {c: features.needed(c) for c in features.SHOWN}
    kappa, tuned = features.kappa(CORRELATION), features.memory(CORRELATION)
    others = {rule: features.of_coordinates(rule)[0] for rule in features.RULES}
    quickest = features.quickest("momentum")
    names = {"adam": "Adam", "adagrad": "AdaGrad", "rmsprop": "RMSProp"}
    steep = np.linalg.eigh([[1.0, CORRELATION], [CORRELATION, 1.0]])[1][:, 0]
    ravine = abs(abs(steep[0]) - abs(steep[1])) < 1e-9
    said = [f"{names[rule]} {number(n)}" for rule, n in others.items()]
    return Beat(
        lead="Now two features, weight and displacement, the size of the engine. Both are "
        f"standardized: mean {number(0.0)}, spread {number(1.0)}. Over the "
        f"{features.ROWS} cars of the whole table their correlation is {number(CORRELATION, 3)}: "
        "who knows one nearly knows the other.",
        question=Question(
            "x and y are now the two weights of the model. The bowl over them is …",
            {
                "round: both features are standardized": kappa < 2.0,
                "a ravine along one of the axes": kappa > 2.0 and not ravine,
                "a ravine along a diagonal": kappa > 2.0 and ravine,
            },
            f"κ = (1 + correlation)/(1 − correlation) = {number(kappa)}. One weight up and the "
            "other down hardly changes what the model says.",
        ),
        text=f"{told.shape(correlation)} In the cars’ ravine {{0|gradient descent}} needs "
        f"{rows[CORRELATION][0]} steps; lr {number(features.HALF)} is its best rate at every "
        f"correlation. {{1|Momentum}} at the long run’s best pair, lr {number(tuned.lr, 3)} and β "
        f"{number(tuned.settings['momentum'], 3)}, needs {rows[CORRELATION][1]}; the fewest found "
        f"are {number(quickest['steps'])}. A rate for each coordinate, as later lessons have it, "
        f"does not help on a diagonal: over fifty rates the fewest are {listed(said)}. What would "
        "help is whitening: take the sum and the difference as features, scale each, and "
        f"{rows[0.0][0]} step is enough. The two knobs of one line were the same thing: there the "
        "second feature was a column of ones.",
        panes=(
            draw.cloud(correlation),
            draw.veiled(picture, name="Weights (x, y)"),
            draw.by_correlation(correlation),
        ),
        table=Table(
            ("correlation", *(number(c, 3) for c in rows)),
            (
                ("κ", *(number(features.kappa(c)) for c in rows)),
                ("plain", *(str(n) for n, _ in rows.values())),
                ("tuned momentum", *(str(n) for _, n in rows.values())),
            ),
        ),
        claims=lambda: {
            "standardized does not mean round": kappa > 20.0,
            "memory makes √κ of κ": rows[0.999][1] < rows[0.999][0] / 20,
            "rates per coordinate do not help": min(others.values()) > rows[CORRELATION][0],
            "without a correlation one step is enough": rows[0.0] == [1, 1],
            "the pair named is a quickest one": features.at(heavy(0.64, 0.56))
            .trajectories()[0]
            .reached
            == quickest["steps"],
        },
        notes="Draw the slider to the right: the cloud thins to a line, and the ravine lies at "
        "right angles to it. The rates tried for the three rules are even in the logarithm, and "
        "RMSProp’s steps depend on which are tried. "
        f"One of the quickest pairs of momentum is lr {number(0.64)} with β {number(0.56)}.",
    )


def batch_norm(
    lr: Annotated[float, Slider(0.01, 1000.0, log=True)] = 100.0,
) -> Beat:
    """Behind a batch normalization."""
    scene, high = features.normalized(lr), 100.0
    (run,), (opens,) = scene.trajectories(), features.normalized(high).trajectories()
    angles = np.degrees(features.off(opens.positions.T))
    (near,) = features.normalized(high / 100.0, start=(0.1, -0.1)).trajectories()
    same = np.allclose(features.off(near.positions.T), features.off(opens.positions.T), rtol=1e-6)
    straight = np.abs((run.positions[:-1] * run.gradient).sum(axis=1)).max()
    floor = features.floor()
    needs = dict(zip(*(v.tolist() for v in features.told("batch_norm")), strict=True))
    bowl = dict(zip(*(v.tolist() for v in features.told("two_features")), strict=True))
    some = [f"{number(needs[rate])} (lr {number(rate)})" for rate in features.RATES]
    (good, bad), jumps = features.BOWL, features.lengths(opens)
    return Beat(
        lead="Batch normalization divides what a layer says by its own spread over the batch. Here "
        "the layer is our two weights. Twice as long a w says the same: the loss is constant along "
        "every ray, and only the direction counts. {1|The bowl} is the one from before. It "
        f"diverges from lr {number(features.cliff())} on.",
        question=Question(
            f"{{0|Normalized}}, at lr {number(high)}, the run …",
            {
                "diverges too": not np.isfinite(opens.loss[-1]),
                "jumps out once, then all but stands still": jumps[1] > 100.0 * jumps[0]
                and angles[-1] > 0.9 * angles[1],
                "arrives sooner: a high rate is safe now": np.radians(angles[-1]) < features.NEAR,
            },
            "The first step is a jump. It makes w so long that the steps after it hardly turn the "
            f"direction. The least loss is {number(floor)}.",
        ),
        text=f"At lr {number(lr)} {told.jump(run)} The gradient is at right angles to w, so the "
        "square of |w| grows by lr²|∇f|² at every step and never shrinks. The angle sees lr/|w|², "
        f"a rate that brakes itself. To come within {number(features.NEAR)} rad the run needs "
        f"{listed(some)} steps: a V without a cliff. A bog lies where the cliff was. The bowl "
        f"needs {number(bowl[good])} at lr {number(good)}, and never arrives at {number(bad)}. A "
        "start ten times as near, with a rate a hundred times lower, makes the same directions.",
        panes=(
            draw.rays(features.at(plain(lr), steps=20), 1, name="The bowl"),
            draw.rays(scene.changed(steps=20), 0, name="Normalized"),
            draw.length_and_angle(run),
            draw.bog(lr),
        ),
        folds=(asides.BRAKE,),
        claims=lambda: {
            "the gradient is at right angles to w": straight < 1e-9,
            "w never gets shorter": bool((np.diff(features.lengths(run)) >= 0.0).all()),
            "scaled together, start and rate make the same directions": bool(same),
            "there is no cliff, and the best rate is in the middle": needs[0.25] < needs[0.03]
            and needs[0.25] < needs[2.0],
            "the bowl is quicker at its best": bowl[good] < min(needs.values()),
        },
        notes="“Batch normalization allows higher rates” is true of diverging, and false of "
        "arriving sooner: here no rate is as quick as the plain bowl at its best. In a network its "
        "gains come from elsewhere; “What about momentum?” says what this picture leaves out.",
    )  # fmt: skip


def your_turn(
    shift: Annotated[float, Slider(0.0, 5.0, step=0.01, label="subtracted")] = 0.0,
    lr: Annotated[float, Slider(0.01, 1.0, step=0.01)] = 0.06,
) -> Beat:
    """What about momentum?"""
    most, steps = 5, cars.plain_steps([lr], shift)[0]
    sharp = cars.tuned("momentum")["steps"]
    beside = {name: cars.plain_steps([lr_], c)[0] for name, (c, lr_) in
              {"mean": (3.6, 0.6), "best": (3.76, 0.48)}.items()}  # fmt: skip
    fits = {k: best("momentum", k).momentum for k in (
        1.0, features.kappa(CORRELATION), cars.kappa())}  # fmt: skip
    own, zero = cars.memory_by_rate(BETA)[2], cars.fewest(*STANDARD)[0]
    said = listed([f"{number(b, 3)} for κ = {number(k)}" for k, b in fits.items()])
    return Beat(
        lead="A colleague says: I have normalized everything.",
        question=Question(
            f"What about momentum {number(BETA)}?",
            {
                "Keep it: it never hurts": float(np.nanmin(own)) <= zero,
                "Set it to 0: the map is mended": fits[features.kappa(CORRELATION)] == 0.0,
                "Set it for the κ that is left": fits[1.0] == 0.0
                and fits[features.kappa(CORRELATION)] > 0.0,
            },
            f"((√κ − 1)/(√κ + 1))² is {said}.",
        ),
        text="Two things to take home. Subtracting the mean rounds the bowl, scaling alone may "
        "not: it is the mean against the spread that matters. And normalization changes κ, while "
        "momentum turns κ into √κ: set the memory for what the map leaves, or the two do not add "
        f"up. Here the scale stays {number(1.0)}. With {number(shift)} subtracted κ is "
        f"{number(cars.kappa(shift))}, and at lr {number(lr)} the run {told.steps(steps)}.",
        goal=Goal(
            f"Without any memory: arrive in at most {most} steps.",
            bool(steps <= most),
            {"shift": 3.6, "lr": 0.6},
        ),
        panes=draw.alone(plain(lr), shift, 40),
        folds=(
            Fold(
                "How few can it be?",
                (
                    f"The mean with lr 0.6 takes {number(beside['mean'])} steps. The best found is "
                    f"{number(beside['best'])} step, with 3.76 subtracted and lr 0.48: the way to "
                    "go then happens to lie along one direction of the bowl. Without touching the "
                    f"data, by rate and memory alone, it takes {number(sharp)}.",
                ),
            ),
            *asides.LAST_WORDS,
        ),
        claims=lambda: {
            "the mean does it": beside["mean"] == most,
            "there is one step": beside["best"] == 1.0,
            "memory alone does not": sharp > 10 * most,
        },
        links=(
            ("Momentum", "./momentum"),
            ("The power of the learning rate", "./learning_rate"),
        ),
        notes="A hint for those who are stuck: the picture in the middle must become round before "
        "the rate matters. The first fold has the answer, the others what is left out.",
    )


NORMALIZATION = Lesson(
    key="normalization",
    label="Momentum vs normalization",
    idea="A narrow ravine has two cures: mend the map or mend the walker. Which one, and is it "
    "worth taking both?",
    day=34,
    minutes=18,
    beats=(
        six_steps, two_knobs, centre_or_scale, fix_the_map, fix_the_walker, the_example, both,
        correlation_left, batch_norm, your_turn,
    ),
    short=(six_steps, centre_or_scale, fix_the_map, the_example, both, correlation_left),
    controls=tuple(PARAMETERS),
)  # fmt: skip
