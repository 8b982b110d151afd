"""AdaGrad: one learning rate for all weights, or one for each?

One thought carries the lesson: AdaGrad divides every coordinate by a unit of its own, the root of
all its squared gradients. What scales a coordinate cancels; what mixes two of them does not.
"""

import math
from typing import Annotated

import numpy as np

from landscapes.quadratic import QUADRATIC
from lessons.adagrad import asides, draw, regrets, told
from lessons.adagrad import runs as made
from lessons.adagrad.runs import BOWL, CLIFF, DIAGONAL, FIRST, LR, ON_CLIFF, ON_SLOPE, SLOPE
from lessons.adagrad.scans import CELLS, dial, elsewhere, patience, rarely, whole_matrix
from lessons.beat import Beat, Goal, Question, Table
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.words import ending, few, number, thousands, vector
from optim.theory import best
from pictures import paths

ROOT_2 = "√2"


def one_step() -> Beat:
    """One step."""
    picture = BOWL.changed(steps=2, runs=(made.adagrad(), made.plain(FIRST)))
    own, bare = picture.trajectories()
    start, g = own.positions[0], own.gradient[0]
    down = start - 0.02 * g
    small = start - np.array([1.0, 0.08]) * np.sign(g)
    first, second = own.positions[1], own.positions[2]
    rate, moved = made.rates(own), np.abs(np.diff(own.positions, axis=0))
    far = [float(np.hypot(*(first - place))) for place in (down, first, small)]
    near = [gap < 1e-6 for gap in far]
    return Beat(
        lead=f"A bowl, {number(25.0)} times as curved in y as in x. Two runs start at "
        f"{vector(start)}, where the gradient ∇f is {vector(g)}. {{1|Gradient descent}} has one "
        f"learning rate for both coordinates, {number(FIRST)}. {{0|AdaGrad}} keeps for each "
        "coordinate the sum G of its squared gradients. It divides its learning rate, here "
        f"{number(LR)}, by √G.",
        question=Question(
            f"The gradient is {number(abs(g[1] / g[0]))} times as large in y as in x. Where does "
            f"AdaGrad’s "
            "first step go? (Or press the place.)",
            {
                "Along −∇f, nearly straight down": near[0],
                "On the diagonal: as far in x as in y": near[1],
                "Mostly in x: small gradients get larger updates": near[2],
            },
            f"To {vector(first)}. In the first step G is the gradient squared, so that √G is the "
            "gradient’s own size. Each coordinate moves by lr, whatever its gradient.",
            places=tuple(map(told.point, (down, first, small))),
        ),
        text="Two words to keep apart: the rate of a coordinate is lr/√G, its update, the step "
        "that it makes, is rate "
        f"times gradient. The rates of the first step are {vector(rate[0])}, the updates are "
        f"equal. In "
        f"the second step G is {vector(made.root(own)[1] ** 2)}, the updates are "
        f"{vector(moved[1])}, and the run comes to {vector(second)}. {{1|Gradient descent}} goes "
        f"to {vector(bare.positions[1])} at first: it follows the steep coordinate.",
        panes=(
            draw.with_parts(picture, 0, "AdaGrad", draw.step_words(own, made.root(own), LR)),
            draw.with_parts(picture, 1, "Gradient descent", draw.step_words(bare, None, FIRST)),
        ),
        claims=lambda: {
            "the first step is lr in each coordinate": np.allclose(moved[0], LR),
            "the small gradient has the larger rate, not the larger update": rate[0, 0] > rate[0, 1]
            and math.isclose(moved[0, 0], moved[0, 1], rel_tol=1e-6),
        },
        notes="Let them vote by pointing. Most will choose along −∇f or, if they have read about "
        "AdaGrad, mostly in x. Dashed is the x part of a step, solid its y part. The formula under "
        "each picture follows the playhead.",
    )


def rates_only_fall(noisy: bool = False) -> Beat:
    """Two rates in the long run."""
    scene = BOWL.changed(steps=5000, runs=(made.adagrad(),))
    calm, rough = (scene.changed(noise=noise).trajectories()[0] for noise in (0.0, 3.0))
    run, picture = (rough if noisy else calm), scene.changed(noise=3.0 if noisy else 0.0)
    rate, shaken = made.rates(calm), made.rates(rough)
    size = np.hypot(*calm.positions.T)
    falls, ratio = 1.0 - float(size[101] / size[100]), rate[:, 0] / rate[:, 1]
    share = float(rate[-1, 0] / rate[99, 0])
    return Beat(
        lead=f"AdaGrad again, at lr {number(LR)}. Each coordinate has its own rate lr/√G. Many "
        "articles say that it goes to zero and that learning stops. Others say that coordinates "
        "with small gradients have their rates increased.",
        question=Question(
            f"What do the two rates do in {scene.steps} steps, without any noise?",
            {
                "They go to zero like 1/√t": share < 0.2,
                "They settle above zero": share > 0.99,
                "The rate of the flat direction rises": bool((np.diff(rate[:, 0]) > 0.0).any()),
            },
            f"From {vector(rate[0])} they fall to {vector(rate[99])} at step {number(100)}, and "
            "there they stay.",
        ),
        text=told.in_the_long_run(noisy, falls, shaken)
        + " No rate ever rises, in any run, since a sum of squares never shrinks. The rate in x "
        "is higher only in comparison, and even that lead gets smaller: without noise from "
        f"{number(ratio[0])} times to {number(ratio[-1], 3)} times.",
        panes=(
            paths(picture.changed(steps=300), name="The first steps"),
            draw.rates_by_step(run, noisy),
        ),
        claims=lambda: {
            "no rate rises": bool((np.diff(rate, axis=0) <= 0.0).all())
            and bool((np.diff(shaken, axis=0) <= 0.0).all()),
            "without noise they settle": math.isclose(share, 1.0, rel_tol=1e-9),
            "with noise they fall like 1/√t": 0.8
            < shaken[99, 0] / shaken[-1, 0] / math.sqrt(scene.steps / 100) < 1.25,
        },
        notes="Both axes of the right picture go by powers of ten. A sum of fading squares stays "
        "finite. “The rate goes to zero” is a statement about noise.",
    )  # fmt: skip


def nothing_happens(kappa: Annotated[float, Slider(1.0, 1e4, log=True)] = 100.0) -> Beat:
    """The ravine slider."""
    far, some = 1e4, (1.0, 25.0, 100.0, 1e4)
    every = {k: made.alone(made.adagrad(), DIAGONAL, kappa=k) for k in some}
    opens, round_bowl = every[100.0], every[1.0]
    runs = (made.adagrad(), made.plain(made.best_for_steep(kappa)))
    picture = DIAGONAL.changed(kappa=kappa, runs=runs)
    own = picture.trajectories()[0]
    half = made.alone(made.adagrad(LR / 2.0), DIAGONAL, start=(-1.25, 1.25))
    straight = float(np.abs(opens.positions.sum(axis=1)).max())
    slow = {k: made.steps_of_descent(k) for k in some}
    return Beat(
        lead=f"Both runs start at {vector(DIAGONAL.start)}. {{0|AdaGrad}} has lr {number(LR)}, "
        "{1|gradient descent} the rate that is best in the long run, 2/(κ + 1). The slider sets "
        f"κ, how many times as curved the ravine is across as along. It goes from {number(1.0)} to "
        f"{thousands(far)}.",
        question=Question(
            f"The ravine gets {thousands(far)} times as curved across. AdaGrad’s path …",
            {
                "does not move by a pixel": made.gap(every[far], round_bowl) < 1e-9,
                "zigzags from wall to wall": bool((every[far].positions[:, 1] < 0.0).any()),
                "dives to the floor first, and then crawls": straight > 0.1,
            },
            f"It is the straight diagonal for every κ, and arrives at step {opens.reached}: it "
            f"stays "
            f"within {number(made.TOLERANCE)} of the minimum from there.",
        ),
        text=f"At κ = {thousands(kappa)} {{0|AdaGrad}} {ending(own)}, {{1|gradient descent}} "
        f"at step {thousands(made.steps_of_descent(kappa))} (it needs "
        f"{few(slow[k] for k in some[:3])} and {thousands(slow[far])} at κ = {few(some[:3])} "
        f"and {thousands(far)}). If the gradients in y get κ times as large, √G does so too, "
        "and κ cancels: each coordinate is measured in its own unit. So “large gradients get "
        "smaller updates” is false. They get smaller rates. The updates are the same. And lr has "
        "become a length: half the lr from half as far away makes exactly half the path.",
        panes=(
            paths(picture, runs=(0,), role=0, name="AdaGrad"),
            paths(picture, runs=(1,), role=1, name="Gradient descent"),
            draw.arrivals(kappa, own.reached or picture.steps),
        ),
        folds=(asides.a_head_start(),),
        claims=lambda: {
            "the paths are the same": max(made.gap(run, round_bowl) for run in every.values())
            < 1e-9,
            "it is the diagonal": straight < 1e-9,
            "half the rate from half as far is half the path": bool(
                np.abs(2.0 * half.positions - round_bowl.positions).max() < 1e-9
            ),
            "the formula for gradient descent is what runs do": all(
                made.alone(made.plain(made.best_for_steep(k)), DIAGONAL, kappa=k, steps=300).reached
                == slow[k]
                for k in some[:3]
            ),
            "2/(κ + 1) is the best rate": math.isclose(
                best("gradient_descent", 25.0).lr, made.best_for_steep(25.0)
            ),
        },
        notes="Drag the slider from end to end and say nothing. The contours squeeze, the left "
        "path stands still, the right one beats against the walls. Enjoy it: the next beat takes "
        "it back.",
    )


def the_dial(
    angle: Annotated[float, Slider(0.0, 90.0, step=1.0, label="turned by (degrees)")] = 0.0,
) -> Beat:
    """The dial."""
    at, shown = round(angle), (0, 1, 2, 5, 10, 20, 30, 45, 90)
    every = {name: [int(steps) for steps, _ in dial(name)] for name in made.NAMES}
    own, bare = every["adagrad"], every["gradient_descent"][0]
    heavy, adam = every["momentum"], every["adam"]
    wide, narrow = elsewhere(1000.0), elsewhere(25.0)
    whole = {kappa: whole_matrix(kappa) for kappa in (25.0, 100.0, 1000.0)}
    least, picture = int(whole[100.0][0][0]), draw.at_best(at)
    worse = [k for k, steps in enumerate(own) if steps > bare]
    rows = [(words, *(str(every[name][k]) for k in shown)) for name, words in made.NAMES.items()]
    return Beat(
        lead="κ = " + number(100.0) + ". Now the bowl and the start are turned together, and at "
        "every angle each rule gets the rate that is best for it there. Not turned, {0|AdaGrad} "
        f"needs {own[0]} steps, {{2|momentum}} {heavy[0]}, {{3|Adam}} (next lesson) {adam[0]}, "
        f"{{1|gradient descent}} {bare}.",
        question=Question(
            f"Turn bowl and start by {number(45.0)} degrees: the same problem, seen from "
            "elsewhere. AdaGrad now needs …",
            {
                f"{own[0]} steps: it is the same bowl": own[45] == own[0],
                f"more, but fewer than gradient descent’s {bare}": own[0] < own[45] < bare,
                "more than gradient descent": own[45] > bare,
            },
            f"{own[45]} steps. Gradient descent needs {bare}, and momentum {heavy[45]}, at every "
            "angle: they do not know where the axes are.",
        ),
        text=f"At {at}° {{0|AdaGrad}} needs {own[at]} steps, {{1|gradient descent}} {bare}. "
        f"One degree nearly doubles the {own[0]}; ten make it momentum’s equal; from {worse[0]}° "
        f"to {worse[-1]}° it is behind gradient descent. {{3|Adam}} needs {adam[0]}, and "
        f"{adam[45]} at {number(45.0)}°; at κ = {number(1000.0)} {wide['adam'][0][0]} and "
        f"{wide['adam'][3][0]}. AdaGrad divides along the axes, and a turned ravine does not lie "
        f"along them. The cure is the {{brake|whole matrix}}: G = Σ g gᵀ, and a step of "
        f"−lr·G^(−1/2)·g. It needs {least} at every angle. But for a million weights the matrix "
        f"has {thousands(1e12)} numbers. Shampoo and SOAP keep affordable parts of it.",
        panes=(
            draw.turning(picture, 0, "AdaGrad"),
            draw.turning(picture, 1, "Gradient descent"),
            draw.by_angle(angle),
        ),
        actions={f"Turn to {k}°": {"angle": float(k)} for k in (1, 10, 45)},
        table=Table(("fewest steps at", *(f"{k}°" for k in shown)), tuple(rows)),
        folds=(asides.turning(narrow, wide),),
        claims=lambda: {
            "the whole matrix does not see the angle": {
                int(steps) for found in whole.values() for steps, _ in found
            }
            == {least},
            "gradient descent and momentum do not either": len(set(heavy)) == 1
            and len(set(every["gradient_descent"])) == 1,
            "one degree nearly doubles it": 1.6 < own[1] / own[0] < 2.0,
            "ten degrees make it momentum's equal": own[10] == heavy[10],
            "in the middle it is behind gradient descent": worse
            == list(range(worse[0], worse[-1] + 1)),
            "the picture has these runs": [r.reached for r in draw.at_best(45).trajectories()]
            == [own[45], bare],
        },
        notes="The best moment of the lesson. Ask for hands, then press 1°, 10°, 45° in turn and "
        "let them read the right picture. At 90° the axes have only changed places. Then point to "
        "the flat line at the bottom: nothing was wrong with the idea, only with the diagonal.",
    )  # fmt: skip


CHOICES = {str(value): str(value) for value in CELLS}


def the_rare_feature(
    every: Annotated[str, Words(CHOICES, "y seen every k-th step")] = "10",
    curvature: Annotated[str, Words(CHOICES, "curvature c of x")] = "1",
) -> Beat:
    """The rare feature."""
    k, c, flat, steep, often = int(every), int(curvature), 0, CELLS.index(50), 10
    here, opens = rarely(k)[CELLS.index(c)], rarely(often)
    plain, equal, unequal = "gradient_descent", opens[flat], opens[steep]
    scene = made.rare(k, float(c)).changed(
        runs=(made.adagrad(), made.plain(here[plain][1])),
    )
    run = made.alone(made.adagrad(), made.rare(often, 50.0))
    grown = made.rates(run)[:, ::-1]
    apart = grown[:, 0] / grown[:, 1]
    own = [int(rarely(value)[0]["adagrad"][0]) for value in CELLS]
    heavy = [int(rarely(a)[CELLS.index(b)]["momentum"][0]) for a in (1, 10, 50) for b in (10, 50)]
    dense = [int(rarely(1)[CELLS.index(b)][plain][0]) for b in (10, 50)]
    return Beat(
        lead="Two weights. x is seen at every step, its curvature is c. y has curvature "
        f"{number(1.0)}, but it is rare: its gradient is there at every k-th step only, and zero "
        f"in between, like a word that few texts have. Both runs start at {vector(scene.start)}. "
        f"{{0|AdaGrad}} has lr {number(LR)} always; {{1|gradient descent}} has its best rate.",
        question=Question(
            f"y is seen at one step in {often}, and the curvatures are equal. Who arrives first?",
            {
                "AdaGrad, it was made for rare features": equal["adagrad"][0] < equal[plain][0],
                "Gradient descent, in one step": equal[plain][0] == 1,
                "Nobody: y is never learned": False,
            },
            f"Gradient descent needs {number(equal[plain][0])} step, AdaGrad "
            f"{number(equal['adagrad'][0])}.",
        ),
        text=f"With k = {k} and c = {c} {{0|AdaGrad}} needs {number(here['adagrad'][0])} steps, "
        f"{{1|gradient descent}} {number(here[plain][0])}, momentum "
        f"{number(here['momentum'][0])}. AdaGrad needs {few(own)} for k = {few(CELLS)}, whatever c "
        "is. What gradient descent pays is about the product of k and c: the steep x caps its "
        "rate at 2/c, and rarity multiplies the waiting for y. So rarity alone is no reason for "
        f"AdaGrad: rare and equally curved, gradient descent takes {number(equal[plain][0])} step; "
        f"rare and {number(50.0)} times flatter, {number(unequal[plain][0])} against "
        f"{number(unequal['adagrad'][0])}. Tuned momentum minds neither much: {min(heavy)} to "
        f"{max(heavy)}.",
        panes=(
            draw.rare_path(scene, k),
            draw.by_cell(k, c),
            draw.rates_by_step(
                made.alone(made.adagrad(), scene, steps=300), False, name="AdaGrad’s rates"
            ),
        ),
        focus=(0, 1),
        folds=(asides.in_a_batch(often, dense, grown, apart),),
        claims=lambda: {
            "c is nothing to AdaGrad": all(
                len({found["adagrad"][0] for found in rarely(value)}) == 1 for value in CELLS
            ),
            "gradient descent pays about the product": all(
                0.5 < rarely(a)[CELLS.index(b)][plain][0] / (a * b) < 2.2
                for a in CELLS[1:] for b in CELLS[1:]
            ),
            "the picture has this run": scene.trajectories()[1].reached == here[plain][0],
        },
        notes="Press the cells of the middle picture, bottom left to top right. The bottom row is "
        "an ordinary ravine, the left column is rarity alone, and there gradient descent takes one "
        "step. Only the corner is AdaGrad’s own.",
    )  # fmt: skip


def the_long_slope() -> Beat:
    """The long slope."""
    picture = SLOPE.changed(runs=(made.adagrad(ON_SLOPE), made.plain(ON_SLOPE)))
    run, bare = picture.trajectories()
    far, half = abs(SLOPE.start[0]), made.first_at(run, SLOPE.start[0] / 2.0) or 0
    arrives, times, early, near = run.reached or 0, 100.0, 300, picture.record.tolerance
    steep = made.down_a_slope(times, arrives)
    gone = float(run.positions[early, 0]) + far
    return Beat(
        lead=f"The long slope of Momentum, {number(far)} long. All its gradients are equal, so "
        f"after t steps √G = √t. At lr {number(ON_SLOPE)} the t-th step is lr/√t long. "
        f"{{0|AdaGrad}} took {half} steps for the first half of the way.",
        question=Question(
            f"When has it come all {number(far)}?",
            {
                "Never: the rate goes to zero, and it stops": arrives == 0,
                f"At about {2 * half}: twice as far, twice as many": arrives < 2.5 * half,
                f"At about {4 * half}: four times as many": 3.5 * half < arrives < 4.5 * half,
            },
            f"At step {arrives}, within {number(near)} of the minimum. "
            f"{{1|Gradient descent}} takes {bare.reached}.",
        ),
        text="The way is lr times the sum of all 1/√t so far, about 2·lr·√t: twice the way takes "
        "four times the steps. The steps shrink for ever, and their sum has no end. It slows "
        f"down, and never stops. On a slope {number(times)} times as steep it arrives at the same "
        f"step, {arrives}. Some texts say that it divides by the sum of squares. It divides by "
        "the root of it. Without the root it would have come "
        f"{number(made.without_root(early), 3)} far after {early} steps, instead of "
        f"{number(gone)}.",
        panes=(draw.down_the_slope(picture, half), draw.steps_on_slope(run)),
        t=half,
        claims=lambda: {
            "the first half takes a quarter of the steps": 3.9 < arrives / half < 4.3,
            "it comes as near as is said, and not before": abs(run.positions[arrives, 0])
            <= near
            < abs(run.positions[arrives - 1, 0]),
            "the curve 2√t is the way": abs(
                run.positions[early, 0] - (ON_SLOPE * (2.0 * math.sqrt(early) - draw.LEFT) - far)
            ) < 0.01,
            "steepness is nothing to it": bool(
                np.abs(steep[: early + 1] - run.positions[: early + 1, 0]).max() < 1e-9
            ),
        },
        notes="The playhead stands where half the way is done. The sum of 1/√t diverges, that of "
        "1/t does too, but so slowly that nobody would live to see it arrive. Gradient descent "
        "wins here by far: on a slope without curvature there is nothing to adapt to.",
    )  # fmt: skip


def it_forgets_nothing(
    fresh_at: Annotated[int, Slider(0, 1000, step=1, label="starts afresh after step")] = 0,
) -> Beat:
    """A long memory."""
    scene, x, end = CLIFF.changed(start=(-5.0, 0.0)), 2.0, 3.0
    first = made.alone(made.adagrad(ON_CLIFF), scene)
    passes, met = made.first_at(first, x) or 0, int(np.abs(first.gradient[:, 0]).argmax())
    second = made.alone(made.fresh(fresh_at or passes), scene)
    opens = made.alone(made.fresh(passes), scene)
    picture = scene.changed(runs=(first.run, second.run))
    rate, young = float(made.rates(first)[passes, 0]), float(made.rates(opens)[passes, 0])
    forgets = made.alone(made.forgetful(), scene)
    after = (opens.reached or 0) - passes
    return Beat(
        lead=f"A plateau, a cliff, a plateau with the minimum at x = {number(end)}. Seen from "
        f"the side. {{0|One walker}} with AdaGrad, lr {number(ON_CLIFF)}, has come down the cliff. "
        f"At step {passes} it passes x = {number(x)}. {{1|Another}} starts there, at the very same "
        "point, with the same rule and the same lr. It has seen nothing yet.",
        question=Question(
            f"Which of them arrives at x = {number(end)} within {scene.steps} steps?",
            {
                "Both, and together": opens.reached == first.reached,
                "Both, the one from the cliff later": first.reached is not None,
                "Only the one that starts here": first.reached is None
                and opens.reached is not None,
            },
            f"It is at the minimum after {after} steps. The one from the cliff is at x = "
            f"{number(first.positions[-1, 0])} after {scene.steps}.",
        ),
        text=f"At step {met} the first walker met a gradient of "
        f"{number(abs(first.gradient[met, 0]))}, on the cliff, and its sum of squares keeps it "
        f"for ever. At x = {number(x)} its rate is {number(rate)}; that of a newcomer is "
        f"{number(young, 3)}, {number(young / rate, 3)} times as high. "
        f"{told.starts_afresh(fresh_at, second, picture)} One cliff in the past, and the rate is "
        "gone: here “it stops learning” is nearly true. RMSProp, of the next lesson, forgets old "
        f"gradients. At lr {number(forgets.run.lr)} it passes x = {number(x)} at step "
        f"{made.first_at(forgets, x)} and arrives at step {forgets.reached}.",
        panes=draw.two_walkers(picture, fresh_at),
        t=passes,
        actions={"Start afresh here": {"fresh_at": passes}},
        claims=lambda: {
            "the first does not arrive": first.reached is None,
            "a fresh one does, soon": 0 < after < 50,
            "the cliff is why": young / rate > 500.0,
        },
        notes="“Start afresh here” lets a second walker go on from the same point with G = 0. The "
        "slider starts it elsewhere. On the upper plateau it gains nothing, since the cliff is "
        "still to come. Some training code does exactly this, and calls it a restart.",
    )


SEQUENCES = {name: words for name, (words, _) in regrets.SEQUENCES.items()}


def what_is_promised(
    lr: Annotated[float, Slider(0.01, 10.0, log=True)] = 0.01,
    sequence: Annotated[str, Words(SEQUENCES, "gradients of the lemma")] = "constant",
) -> Beat:
    """What can be promised."""
    default, root_t, length = 0.01, 1.0 / math.sqrt(regrets.STEPS), abs(BOWL.start[0])
    named = round(length / math.sqrt(2.0), 2)
    shown = (0.01, 0.1, 0.5, 1.0, 2.0, named, 4.0, 10.0)
    sums = {value: regrets.paid(value) for value in {*shown, root_t, lr}}
    regret = {value: float(found[0][-1]) for value, found in sums.items()}
    bound = {value: float(found[2][-1]) for value, found in sums.items()}
    tight = [float(sums[v][1][-1]) / bound[v] for v in shown]
    best_of = min((default, root_t, named), key=lambda value: regret[value])
    quick = {start: told.at_theory(start) for start in told.STARTS}
    return Beat(
        lead="The regret of a run is what it has overpaid so far: the sum of f(xₜ) − f* over "
        f"its steps. For AdaGrad there is a theorem: in {regrets.STEPS} steps the regret is never "
        "more than a certain sum, and lr can be chosen to make that sum small. PyTorch’s default "
        f"is lr {number(default)}.",
        question=Question(
            "What lr does the theorem want here?",
            {
                f"{number(default)}: small is safe": best_of == default,
                f"1/√T, which is {number(root_t, 2)}": best_of == root_t,
                f"The distance to the minimum, divided by {ROOT_2}: {number(named)}": best_of
                == named,
            },
            f"The regret is {thousands(regret[default])} at {number(default)}, "
            f"{thousands(regret[root_t])} at {number(root_t, 2)}, "
            f"{number(regret[named], 3)} at {number(named)}.",
        ),
        text=f"At lr {number(lr)} the regret is {thousands(regret[lr])}, and the bound "
        f"{thousands(bound[lr])}. No step ever breaks it. What the proof really bounds "
        "is the sum of g·(x − x*), and that is "
        f"{number(min(tight), 2)} to {number(max(tight), 2)} of it in the table. lr is a length: "
        f"the way still to go, over {ROOT_2}. At {number(default)} you say that you are "
        f"{number(default * math.sqrt(2.0), 2)} away. Then the run needs "
        f"{thousands(patience(default))} steps, at {number(named)} it needs "
        f"{quick[BOWL.start][0]}. So no, it does not spare you the tuning. The proof is in the "
        f"fold. {told.lemma(sequence)}",
        panes=(draw.paid_by_step(lr), draw.paid_by_rate(lr), draw.lemma(sequence)),
        table=Table(
            ("lr", *(number(v) for v in shown)),
            (
                ("regret", *(thousands(regret[v]) for v in shown)),
                ("bound", *(thousands(bound[v]) for v in shown)),
            ),
        ),
        focus=(1, 2),
        folds=(asides.PROOF, asides.from_six_starts(quick)),
        claims=lambda: {
            "the bound holds at every step": all(
                bool((found[1] <= found[2] * (1.0 + 1e-9)).all()) for found in sums.values()
            ),
            "the lemma holds": all(
                1.0 - 1e-9 <= regrets.share(name) <= 2.0 for name in SEQUENCES
            ),
            "the rate it names is good": regret[named] < 1.2 * min(regrets.paid_by_rate()[1]),
        },
        notes="Leave the fold closed in a lecture. In the right picture each bar stands on the "
        "last one: a new gradient can only be paid for by growing √G. Choose the one spike and "
        "then “growing” to see both ends of the lemma.",
    )  # fmt: skip


HOW = {"tuned": "best rate of each", "theory": "the rate that theory names"}


def many_weights(
    d: Annotated[float, Slider(2.0, 1e6, log=True, digits=1, label="weights d")] = 1000.0,
    how: Annotated[str, Words(HOW, "bars at")] = "tuned",
) -> Beat:
    """What two dimensions cannot show."""
    many, least, most = round(d), regrets.best_ratio_in_two(), regrets.SIZES[-1]
    found = {size: regrets.of_words(size) for size in regrets.SIZES}
    gain = 1.0 / regrets.bound_ratio(most)
    won = found[most]["tuned"][1] / found[most]["tuned"][2]
    rates = [entry["lr"] for entry in found.values()]
    own, other = ([row[j] for row in rates] for j in (2, 1))
    rows = [
        (f"{words}, {name}", *(number(entry[key][j], 3) for entry in found.values()))
        for key, words in (("tuned", "tuned"), ("theory", "theory"))
        for j, name in enumerate(regrets.METHODS)
    ]
    return Beat(
        lead="The theorem has a twin for gradient descent. Both bounds can be computed, so one can "
        "be divided by the other. Where all d weights see equally large gradients the two are "
        "equal. AdaGrad’s is lower where a few weights see most of them.",
        question=Question(
            "With two weights, how many times lower can AdaGrad’s bound be at most?",
            {
                "√2 times": math.isclose(1.0 / least, math.sqrt(2.0)),
                "2 times": math.isclose(1.0 / least, 2.0),
                "Any number of times": 1.0 / least > 1e3,
            },
            "With d weights it is √d times at most. In two dimensions there is hardly anything to "
            "gain.",
        ),
        text="So all pictures of this lesson are too small for what AdaGrad was made for: texts "
        "with many words, most of them rare. Let word number i come with a share that falls like "
        f"1/i². With {thousands(many)} weights AdaGrad’s bound is "
        f"{number(regrets.bound_ratio(many), 3)} times the other. Is it so in runs? The bars are "
        f"the regret after {thousands(regrets.ROUNDS)} texts of one word, a fifth of the "
        f"labels wrong. At d = {most} the bound promises {number(gain, 2)} times less; tuned, "
        f"only {number(won, 2)} times is left of it, against a rate that falls like 1/√t. "
        "What AdaGrad buys is not having to know: its best rates lie between "
        f"{number(min(own), 2)} and {number(max(own), 2)}, the others’ between "
        f"{number(min(other), 2)} and {number(max(other), 2)}.",
        panes=(draw.by_weights(many), draw.of_words(how)),
        table=Table(("regret at d =", *(str(size) for size in regrets.SIZES)), tuple(rows)),
        folds=(asides.words(),),
        claims=lambda: {
            "the floor is 1/√d": all(
                regrets.bound_ratio(size) >= 1.0 / math.sqrt(size) for size in regrets.SIZES
            ),
            "with many weights AdaGrad pays less": found[most]["tuned"][2]
            < 0.8 * found[most]["tuned"][1],
            "tuning leaves less than the bound promises": won < gain / 2.0,
        },
        notes="This is one toy, with Zipf-like frequencies. Say so. Switch to the rates that "
        "theory names: there the gap is wide, since gradient descent’s must fit the whole distance "
        "and AdaGrad’s only that of one weight.",
    )  # fmt: skip


def your_turn(
    angle: Annotated[float, Slider(0.0, 45.0, step=1.0, label="turned by (degrees)")] = 0.0,
    lr: Annotated[float, Slider(0.5, 6.0, step=0.01)] = LR,
) -> Beat:
    """Your turn."""
    own = [int(steps) for steps, _ in dial("adagrad")]
    bare, most = (int(dial(name)[0][0]) for name in ("gradient_descent", "momentum"))
    task = max(k for k in range(46) if own[k] <= most)
    opens = rarely(10)
    equal, unequal = opens[0], opens[CELLS.index(50)]
    pair = [
        (int(cell["gradient_descent"][0]), int(cell["adagrad"][0])) for cell in (equal, unequal)
    ]
    picture = made.turned(angle).changed(runs=(made.adagrad(lr),))
    (run,) = picture.trajectories()
    first = made.alone(made.adagrad(), steps=1)
    moved = np.abs(np.diff(first.positions, axis=0)[0])
    return Beat(
        lead="One last question, and then the dial is yours.",
        question=Question(
            "A friend says: AdaGrad is for sparse data, because rare features get larger updates. "
            "Is that so?",
            {
                "Yes": pair[0][1] < pair[0][0],
                "No: their updates are smaller": not math.isclose(*moved.tolist(), rel_tol=1e-6),
                "Half of it: every coordinate gets its own unit, and that helps along the axes, "
                "sparse or not": pair[1][1] < pair[1][0] and own[0] < bare < own[45],
            },
            f"Rare and equally curved: gradient descent {pair[0][0]}, AdaGrad {pair[0][1]}. Rare "
            f"and flat: {pair[1][0]} against {pair[1][1]}. Turned by {number(45.0)}°: {bare} "
            f"against {own[45]}.",
        ),
        text="Two things to take home. AdaGrad measures every coordinate in its own unit: what "
        f"scales the axes cancels, {own[0]} steps for any κ; what mixes them does not, {own[45]} "
        f"at the worst angle. And lr is a length, about the way still to go over {ROOT_2}. At "
        f"{number(angle)}° and lr {number(lr)} the run {ending(run)}.",
        goal=Goal(
            f"Turn the bowl by {number(task)}° or more, and arrive in at most momentum’s {most} "
            "steps.",
            angle >= task and run.reached is not None and run.reached <= most,
            {"angle": float(task), "lr": 3.02},
        ),
        panes=(
            draw.turning(picture, 0, "Your run"),
            draw.distance(picture, most),
        ),
        folds=asides.last_words(own, task, most),
        claims=lambda: {
            "one degree more cannot be done": min(own[task + 1 : 46]) > most,
            "rarity alone is no reason": pair[0][0] < pair[0][1],
        },
        links=(("AdaGrad, RMSProp, Adam", "./adaptive_rates"),),
        notes="Answer C needs both halves said aloud. Then let pairs hunt for the rate: a hint is "
        "that lr is a length, and the start is about four away.",
    )


ADAGRAD_LESSON = Lesson(
    key="adagrad",
    label="AdaGrad",
    idea="One learning rate for all weights, or one for each: what is won, and when is it lost "
    "again?",
    day=37,
    minutes=18,
    beats=(
        one_step, rates_only_fall, nothing_happens, the_dial, the_rare_feature, the_long_slope,
        it_forgets_nothing, what_is_promised, many_weights, your_turn,
    ),
    short=(one_step, nothing_happens, the_dial, the_rare_feature, what_is_promised, your_turn),
    controls=QUADRATIC.parameters,
)  # fmt: skip
