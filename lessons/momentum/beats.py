"""Momentum: when does a run that remembers where it came from arrive sooner, and when later?

Two formulas carry the lesson. With r = lr * lambda in one direction: while a run swings, each step
shrinks the swing by sqrt(beta), whatever r is; and memory is faster than none where
r < 1 - sqrt(beta).
"""

import math
from typing import Annotated

import numpy as np

from comparison import Comparison, Run
from landscapes.quadratic import QUADRATIC
from lessons.beat import Beat, Fold, Goal, Question, Table
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.momentum import derivations as why
from lessons.momentum import panes as seen
from lessons.momentum import runs as ball
from lessons.momentum.by_setting import factors, rate_map, who_wins_by_kappa
from lessons.momentum.noise import NOISE, NOISY, cloud, jitter, measured
from lessons.momentum.runs import (
    BETA,
    BOWL,
    FLOOR,
    KAPPA,
    LINE,
    LONG,
    SUM_RATE,
    TOLERANCE,
    alone,
    heavy,
    plain,
)
from lessons.momentum.scans import by_dial, by_rate, fewest, quickest
from lessons.momentum.telling import added, beyond, first_steps, in_forms, remembered, smoothed
from lessons.words import each, ending, few, number, vector
from optim.theory import best, damping, rate, stable_below
from pictures import Axis, against, around, curves, cut, level, paths, phase, walk
from pictures.paths import playground

Dial = Annotated[float, Slider(0.0, 0.99, step=0.01)]
ARRIVES = Axis("steps to arrive", log=True)


def with_and_without(momentum: Dial = BETA) -> Beat:
    """The same first step, and then."""
    last = 5
    picture = BOWL.changed(runs=(plain(FLOOR), heavy(FLOOR, momentum)))
    bare, own = picture.trajectories()
    opens = walk(BOWL.changed(runs=(heavy(FLOOR),)))
    floor, second = opens.position(1), opens.position(2)
    rises = int((np.diff(own.loss) > 0.0).sum())
    early = picture.changed(steps=last)
    window = around((0.0, 0.0), *(run.positions for run in early.trajectories()))
    return Beat(
        lead=f"A bowl, {number(KAPPA)} times as curved in y as in x: a ravine along x. Two runs "
        f"start at {vector(BOWL.start)}, at learning rate {number(FLOOR)}. {{0|One}} knows only "
        "the slope where it stands. {1|The other} has a velocity v: it keeps the share "
        f"β = {number(BETA)} of its last step and adds the new gradient step, −lr times the "
        f"gradient. The first step is the same for both: {vector(opens.velocity(1))}, to "
        f"{vector(floor)}, the floor.",
        question=Question(
            "Here the slope in y is exactly zero. Where does the second step of the run with "
            "memory end?",
            {
                f"At y = {number(floor[1])}: without a slope nothing moves": second[1] == 0.0,
                f"At y = {number(-second[1])}, back up where it came from": second[1] > 0.0,
                f"At y = {number(second[1])}, up the other side": second[1] < 0.0,
            },
            f"Of its last step it keeps {{velocity|{vector(opens.coasting(1))}}}. The new gradient "
            f"step is {{correction|{vector(opens.correction(1))}}}, nothing in y. Together they "
            f"lead to {vector(second)}; without memory to {vector(bare.positions[2])}.",
        ),
        text=f"{remembered(momentum, rises)} A run has arrived when it stays within "
        f"{number(TOLERANCE)} of the minimum: {{1|with memory}} it {ending(own)}, {{0|without}} it "
        f"{ending(bare)}.",
        panes=(
            seen.with_arrows(early, 0, window=window, name="Without memory"),
            seen.with_arrows(early, 1, window=window, name="With memory"),
            seen.loss_curves(picture, 60.0, last),
        ),
        table=first_steps({"with": own, "without": bare}, last),
        claims=lambda: {
            "the first step is the same": bool((bare.positions[1] == floor).all()),
            "it ends on the floor": floor[1] == 0.0,
            "here memory arrives sooner": ball.steps_of(own) < ball.steps_of(bare),
        },
        t=1,
        notes="Vote first, then go on step by step (T gives the arrow keys to the steps). Dashed "
        "is what is kept of the last step, solid the gradient step. In the second step the solid "
        "arrow has no y part. Ask what they would think of such a loss curve in training.",
    )


def made_of(steps: Annotated[int, Slider(1, 20, step=1, label="steps made")] = 5) -> Beat:
    """What the velocity is made of."""
    picture, first = BOWL.changed(steps=20, runs=(plain(FLOOR), heavy(FLOOR))), 5
    run = picture.trajectories()[1]
    opens, now = ball.parts(run, first), ball.parts(run, steps)
    times = opens[:, 0].sum() / opens[0, 0]
    return Beat(
        lead="After some steps the velocity holds a part of every gradient step so far: the newest "
        f"in full, the one before with weight {number(BETA)}, the one before that with "
        f"{number(BETA**2)}, and so on. Every step forgets a tenth of what is there.",
        question=Question(
            f"After {first} steps, how long is v in x, compared with the newest gradient step?",
            {
                "As long: it is an average of gradient steps": times < 1.5,
                "About five times as long": 4.5 < times < 5.5,
                "Ten times as long": times > 9.5,
            },
            f"Newest first, the x parts are {few(opens[:, 0])}. They add up to "
            f"{number(opens[:, 0].sum())}: {number(times, 3)} times the newest gradient step.",
        ),
        text=f"v is no average. It is a sum that forgets. {added(now)} If all agree for ever, v "
        f"grows to 1/(1 − β) = {number(1.0 / (1.0 - BETA))} gradient steps and no further.",
        panes=(
            seen.gradient_steps(picture, steps),
            seen.sum_of(now[:, 0], "v in x"),
            seen.sum_of(now[:, 1], "v in y"),
        ),
        claims=lambda: {
            "in x all have one sign": bool((opens[:, 0] > 0.0).all()),
            "in y most of it cancels": abs(opens[:, 1].sum()) < 0.5 * np.abs(opens[:, 1]).sum(),
            "the sum is the velocity": np.allclose(opens.sum(axis=0), run.internals["velocity"][4]),
        },
        notes="Many texts call v a running average of past gradients. It can be written as one "
        "(see “Sum or average”), but frameworks keep the sum. Each bar begins where the last one "
        f"ended; the faint ones are old. In y: {few(opens[:, 1])}.",
    )


def how_fast(momentum: Dial = BETA) -> Beat:
    """How fast does it get?"""
    lr, most, shown = 0.02, 0.99, (5, 10, 22)
    runs = plain(lr), heavy(lr, momentum), heavy(lr, most)
    slope = Comparison("huber_slope", start=(-8.0, 0.0), steps=120, runs=runs)
    whole = slope.changed(steps=1000).trajectories()
    made = [np.diff(run.positions[:, 0])[: slope.steps] / lr for run in whole]
    steep = abs(float(whole[0].gradient[0, 0]))
    limit, opening = 1.0 / (1.0 - momentum), 1.0 / (1.0 - BETA)
    ends = int(np.argmax(made[2])) + 1
    rows = [
        (f"β = {number(b)}", number(1.0 / (1.0 - b)), str(ball.nine_tenths(b)), *ball.ride(run))
        for b, run in zip((0.0, momentum, most), whole, strict=True)
    ]
    return Beat(
        lead=f"A long slope of {number(steep)}, then a round floor. Three runs at learning rate "
        f"{number(lr)}: {{0|without memory}}, {{1|with β = {number(momentum)}}}, {{2|with β = "
        f"{number(most)}}}. On the slope all gradient steps are equal. A speed of two is two of "
        "them a step.",
        question=Question(
            f"On an endless slope, how fast does β = {number(BETA)} get, compared with no memory?",
            {
                f"{number(1.0 + BETA)} times as fast": opening < 2.0,
                "Ten times as fast, then no faster": math.isclose(opening, 10.0),
                "Ever faster, like a ball on a hill": math.isinf(opening),
            },
            f"Each step keeps {number(BETA)} of the last one and adds a gradient step: "
            f"{few(ball.speed(BETA, n) for n in range(1, 5))} … At {number(opening)} it forgets as "
            "much as it gains.",
        ),
        text=f"At β = {number(momentum)} the speed is "
        + ", ".join(f"{number(ball.speed(momentum, n))} at step {n}" for n in shown)
        + f", and never above {number(limit)}. Much memory is slow to speed up: "
        f"{{2|β = {number(most)}}} needs {ball.nine_tenths(most)} steps for nine tenths of its "
        f"limit, and the slope ends at step {ends}, at speed {number(made[2].max())}. It is slow "
        f"to stop, too: it {ending(whole[2])}, {{0|without memory}} at {whole[0].reached} (here: "
        f"within "
        f"{number(slope.record.tolerance)}).",
        panes=(
            cut(
                slope,
                window=((-9.0, 7.0), (-0.8, 9.0)),
                name="The slope from the side",
                link=playground(slope.changed(steps=500)),
            ),
            seen.speeds(made, limit),
        ),
        table=Table(
            ("", "limit", "nine tenths after", "passes at", "overshoot", "arrives at"), tuple(rows)
        ),
        claims=lambda: {
            "the formula is what runs do": all(
                math.isclose(made[1][n - 1], ball.speed(momentum, n)) for n in shown
            ),
            "a little memory arrives sooner": ball.steps_of(whole[1]) < ball.steps_of(whole[0]),
            "much memory arrives later": ball.steps_of(whole[0]) < ball.steps_of(whole[2]),
        },
        notes=f"A ball on an endless slope has no friction; β is one. Give β = {number(most)} its "
        "credit: it comes to the minimum first. It cannot stay.",
    )


def dial(
    momentum: Annotated[float, Slider(0.0, 0.99, step=0.01, marks={"critical": 0.64})] = BETA,
) -> Beat:
    """The damping dial."""
    middle, values = ball.critical(FLOOR), (0.0, 0.3, 0.5, 0.64, 0.7, 0.8, 0.9, 0.95, 0.99)
    runs = plain(FLOOR), heavy(FLOOR, momentum), heavy(FLOOR, middle)
    picture, (grid, steps) = LINE.changed(steps=120, runs=runs), by_dial()
    rides = [ball.ride(alone(heavy(FLOOR, b), LINE)) for b in values]
    reached = {b: int(arrives) for b, (*_, arrives) in zip(values, rides, strict=True)}
    least = float(grid[np.nanargmin(steps)])
    past = alone(heavy(FLOOR, least), LINE).positions[:, 0].max()
    how = {"under-damped": "it swings", "critically damped": "it comes straight in"}
    word = how.get(damping("momentum", 1.0, FLOOR, momentum), "it creeps")
    return Beat(
        lead="One direction only, along the floor of the ravine, at learning rate "
        f"{number(FLOOR)}: r = lr·λ = {number(FLOOR)}. The dial turns β, the share of the last "
        f"step that is kept. {{0|Without memory}} the run {ending(alone(runs[0], LINE))}.",
        question=Question(
            f"As β goes from {number(0.0)} to {number(0.99)}, the steps to arrive …",
            {
                "fall all the way: more memory, more speed": min(reached.values()) == reached[0.99],
                "fall, then rise far above where they were":
                    reached[0.7] < reached[0.0] < reached[0.99] / 2,
                "hardly change": max(reached.values()) < 2 * min(reached.values()),
            },
            f"They are {each(reached, 0.3, 0.5, 0.7, 0.9, 0.99)}.",
        ),
        text=f"At {{1|β = {number(momentum)}}} {word}, and {ending(alone(runs[1], LINE))}. Below "
        f"{{2|(1 − √r)² = {number(middle)}}} a run creeps in, above it swings. The fewest steps, "
        f"{number(min(steps))}, lie a little above, at {number(least)}: it passes the minimum by "
        f"{number(past)}, and what is less than {number(TOLERANCE)} does not count.",
        panes=(
            curves(picture, "x", level("y", 0.0), limits=(-4.3, 4.3), name="Position",
                   link=playground(picture)),
            phase(picture, name="Position and velocity"),
            against(grid, {1: steps}, momentum, Axis("β"), ARRIVES,
                    level("x", middle, "critical", order=1), order=1, name="Steps to arrive"),
        ),
        table=Table(
            ("β", *(number(b) for b in values)),
            (
                ("arrives at", *(arrives for *_, arrives in rides)),
                ("overshoot", *(past for _, past, _ in rides)),
            ),
        ),
        folds=(why.DAMPING,),
        claims=lambda: {
            "the fewest steps lie above critical": middle < least < 0.8,
            "there it passes by less than the tolerance": 0.0 < past < TOLERANCE,
        },
        notes="Turn the dial slowly and watch the middle picture: a curve into the origin becomes "
        "a spiral. Engineers say over-damped, critically damped, under-damped. The jumps in the "
        "right picture are swings that come to lie just within the tolerance.",
    )  # fmt: skip


def rate_slider(
    lr: Annotated[float, Slider(0.003, 0.15, log=True, marks={"0.01": 0.01, "0.1": 0.1})] = 0.01,
) -> Beat:
    """Ten times the rate."""
    low, high, top = 0.01, 0.1, 0.12
    said = {v: alone(heavy(v)).reached or LONG for v in (low, 0.02, 0.04, 0.08, high)}
    rates, bare, own = by_rate()
    floor = own[(rates >= low) & (rates <= top)]
    root, share = math.sqrt(BETA), said[high] / said[low]
    edges, far = (ball.critical(BETA), (1.0 + root) ** 2 / KAPPA), -BOWL.start[0]
    odd = "" if edges[0] < lr < edges[1] else "Here one direction does not swing. "
    picture = BOWL.changed(steps=120, runs=(plain(lr), heavy(lr)))
    return Beat(
        lead=f"Both directions again, at β = {number(BETA)}. With learning rate {number(low)} the "
        f"run arrives at step {said[low]}.",
        question=Question(
            f"Now ten times the rate, {number(high)}. When does it arrive?",
            {
                f"At about {round(said[low] / 10)}: ten times the rate": share < 0.2,
                f"At about {round(said[low] / 2)}": 0.2 < share < 0.8,
                f"At about {said[low]}, as before": 0.8 < share < 1.2,
            },
            f"It arrives at {said[high]}. In between: {each(said, 0.02, 0.04, 0.08)}. From "
            f"{number(low)} to {number(top)} it is {number(floor.min())} to {number(floor.max())}.",
        ),
        text=f"At lr {number(lr)} the run {ending(alone(heavy(lr)))}. {odd}A swing shrinks by "
        f"√β = {number(root)} at each step, whatever the rate, and from lr {number(edges[0], 3)} "
        f"to {number(edges[1])} both directions swing. From {number(far)} down to "
        f"{number(TOLERANCE)} that takes {math.log(TOLERANCE / far) / math.log(root):.0f} steps. "
        "Only forgetting ends a swing. There is good news in it: nobody has to find the rate. "
        f"Memory pays where r = lr·λ < {number(ball.pays_below(BETA), 3)}.",
        panes=(
            paths(picture, runs=(1,), role=1, name="With memory"),
            against(rates, {0: bare, 1: own}, lr, Axis("learning rate", log=True), ARRIVES,
                    order=1, name="Steps to arrive", lines=("{0|without}, {1|with memory}",)),
            factors(lr),
        ),
        folds=(why.SWINGS,),
        claims=lambda: {
            "the floor is flat": floor.max() < 1.3 * floor.min(),
            "without memory the rate decides": np.nanmax(bare) > 20.0 * np.nanmin(bare),
        },
        notes="The best moment of the lesson: leave time for it. In the middle the V belongs to "
        f"gradient descent, with its best {number(np.nanmin(bare))} just before the cliff, the tub "
        "to momentum. On the right: the factor "
        "by which a direction shrinks, against r, for four β; the tubs are √β deep, and they cross "
        "the V of no memory at r = 1 − √β.",
    )  # fmt: skip


def zigzag(momentum: Dial = BETA) -> Beat:
    """Does momentum damp the zigzag?"""
    lr, at, late = 0.072, 20, slice(18, 22)
    r = lr * KAPPA
    calm, even = round(ball.critical(r), 3), round((1.0 - r) ** 2, 3)
    runs = plain(lr), heavy(lr, momentum), heavy(lr, calm), heavy(lr, even)
    picture = BOWL.changed(steps=60, runs=runs)
    own = {b: alone(heavy(lr, b)) for b in (0.0, calm, 0.5, even, BETA)}
    after = {b: float(np.abs(run.positions[late, 1]).max()) for b, run in own.items()}
    sides = {b: ball.changes(run.positions[: at + 1, 1]) for b, run in own.items()}
    from_step = {b: ball.stays(run) for b, run in own.items()}
    ratio = after[BETA] / after[0.0]
    limits = [stable_below("momentum", KAPPA, b) for b in (0.0, BETA)]
    return Beat(
        lead=f"Learning rate {number(lr)} is close to {number(limits[0])}, the limit of gradient "
        "descent. {0|Without memory} the run jumps from wall to wall: each step multiplies y by "
        f"{number(1.0 - r)}. Momentum, one reads, smooths such a zigzag.",
        question=Question(
            f"After {at} steps, how far from the floor is β = {number(BETA)}, compared with "
            "no memory?",
            {
                f"About {number(ratio, 2)} times as far": ratio > 10.0,
                "About as far": 0.5 < ratio < 2.0,
                "Much closer: momentum smooths": ratio < 0.5,
            },
            f"The largest |y| in steps {late.start} to {late.stop - 1} is {number(after[0.0], 3)} "
            f"without memory and {number(after[BETA])} with β = {number(BETA)}.",
        ),
        text=f"With {number(BETA)} y changes sides {sides[BETA]} times in {at} steps, without "
        f"memory {sides[0.0]} times. That looks calmer, but only forgetting ends a swing. At "
        f"{{1|β = {number(momentum)}}} y stays within {number(TOLERANCE)} from step "
        f"{ball.stays(alone(runs[1]))}. Memory shortens a zigzag for {{3|β < {number(even)}}}, "
        f"where √β is less than {number(abs(1.0 - r))}; best at {{2|{number(calm)}}}. At "
        f"{{3|{number(even)}}} it is as long as {{0|without memory}}: on the right the two lines "
        f"coincide. What {number(BETA)} buys is rates up to {number(limits[1], 3)} instead of "
        f"{number(limits[0])}, and speed along the floor.",
        panes=(
            paths(picture, runs=(0, 1), name="From wall to wall"),
            curves(picture, "y", level("y", 0.0), runs=(0, 1), limits=(-2.2, 2.2), name="y"),
            seen.envelopes(picture),
        ),
        table=Table(
            ("β", *(number(b) for b in own)),
            (
                (f"|y| ≤ {number(TOLERANCE)} from", *map(str, from_step.values())),
                (f"|y| around step {at}", *(number(y, 3) for y in after.values())),
            ),
        ),
        folds=(why.LIMIT,),
        claims=lambda: {
            "the usual value makes it far larger": ratio > 20.0,
            "at the even value nothing is gained": abs(from_step[even] - from_step[0.0]) <= 1,
            "a little memory helps": from_step[calm] < from_step[0.5] < from_step[0.0],
        },
        links=(("Momentum vs NAG: the one that brakes", "./momentum_vs_nag"),),
        notes="The claim stands in nearly every text, so be kind to whoever believed it: what is "
        "seen there is the slow direction getting faster. The method that does brake in the steep "
        "direction is NAG; the link leads to its lesson.",
    )  # fmt: skip


def who_wins(
    lr: Annotated[float, Slider(0.0005, 4.0, log=True)] = 0.0039,
    momentum: Dial = BETA,
    kappa: Annotated[float, Slider(1.0, 2000.0, log=True, marks={"38": 38.0})] = KAPPA,
) -> Beat:
    """The map, and who wins."""
    chosen, opens = best("momentum", kappa), best("momentum", KAPPA)
    usual, sharp = alone(plain(best("gradient_descent", KAPPA).lr)), ball.tuned(KAPPA)
    (least, _), (own, at) = fewest(KAPPA)
    run = alone(heavy(lr, momentum), kappa=kappa)
    factor = max(float(rate("momentum", c, lr, momentum)) for c in (1.0, kappa))
    wins, far = why.wins_from(BETA), 500.0
    paces = [int(fewest(k)[1][0]) for k in fewest.at if k <= far]
    picture = BOWL.changed(kappa=kappa, runs=(plain(lr), heavy(lr, momentum)))
    shown = (10.0, KAPPA, 30.0, 38.0, 50.0, 100.0)
    return Beat(
        lead="Every point of the map is a pair of settings, its height the factor by which the "
        "slower direction shrinks per step: the deeper, the faster. A click makes the run of that "
        f"point. The steep direction is κ = {number(kappa)} times as curved as the flat one.",
        question=Question(
            f"At κ = {number(KAPPA)} gradient descent at the rate that is best in the long run "
            f"arrives at step {usual.reached}. β = {number(BETA)}, at its own best rate, arrives …",
            {
                "in a third of the steps": own < least / 2.0,
                "at about the same time": 0.9 < own / least < 1.1,
                "later": own > 1.1 * least,
            },
            f"Over all rates its fewest steps are {number(own)}, at lr {number(at, 2)}. Without "
            f"memory they are {number(least)}. The pair that is best in the long run, lr "
            f"{number(opens.lr, 3)} and β {number(opens.momentum, 3)}, needs {sharp.reached}.",
        ),
        text=f"{{1|Your dot}} has factor {number(factor)}: the run {ending(run, LONG)}. "
        f"{{2|Best}} is {number(chosen.rate, 3)}, at lr {number(chosen.lr, 3)} and "
        f"β {number(chosen.momentum, 3)}. A fixed β sets its own pace: {number(BETA)} needs "
        f"{min(paces)} to {max(paces)} steps for any κ up to {far:g}. It loses in round bowls and "
        f"wins in narrow ones: in the long run from κ = {number(wins, 2)} on, and it is the best β "
        f"for κ = {number(wins**2)} only.",
        panes=(
            rate_map(lr, momentum, kappa),
            paths(picture, runs=(1,), role=1, name="Your dot’s run"),
            who_wins_by_kappa(kappa),
        ),
        table=Table(
            ("κ", *(number(k) for k in shown)),
            (
                ("fewest without", *(number(fewest(k)[0][0]) for k in shown)),
                (f"fewest, β {number(BETA)}", *(number(fewest(k)[1][0]) for k in shown)),
                ("best pair", *(str(ball.tuned(k).reached) for k in shown)),
                ("best β", *(number(best("momentum", k).momentum, 3) for k in shown)),
            ),
        ),
        folds=(why.BEST,),
        claims=lambda: {
            "here the usual β loses at every rate": own > 1.2 * least,
            "the best pair wins by far": ball.steps_of(sharp) < 0.4 * least,
            "in a narrow ravine the usual β wins": fewest(100.0)[1][0] < 0.5 * fewest(100.0)[0][0],
        },
        notes="Right of the dashed edge, lr = 2(1 + β)/κ, the run diverges. Move κ and follow the "
        "best dot. The best pair is best in the long run. The fewest "
        f"steps from one start can lie elsewhere, so that β = {number(BETA)} at its own best rate "
        "comes below it where κ is large.",
    )  # fmt: skip


FORMS = {"average": "running average", "torch": "PyTorch, dampening", "mlx": "MLX, dampening"}


def sum_or_average(
    form: Annotated[str, Words(FORMS)] = "torch",
    momentum: Annotated[float, Slider(0.0, 0.95, step=0.05)] = BETA,
) -> Beat:
    """Sum or average."""
    made = {name: alone(ball.in_form(name, momentum)) for name in ("sum", *FORMS)}
    gaps = {name: ball.gap(run, made["sum"]) for name, run in made.items()}
    odd, sums = alone(ball.in_form("torch", BETA)), alone(ball.in_form("sum", BETA))
    moves = [np.diff(run.positions, axis=0) for run in (odd, sums)]
    first = math.hypot(*moves[0][0]) / math.hypot(*moves[1][0])
    slow = alone(Run("qhm", SUM_RATE, momentum=BETA, nu=1.0))
    picture = BOWL.changed(steps=80, runs=(made["sum"].run, made[form].run))
    window, highest = ((-5.0, 4.0), (-4.0, 4.0)), float(np.abs(made[form].positions[:, 1]).max())
    kept, new = number(momentum), number(1.0 - momentum)
    return Beat(
        lead="Frameworks keep a sum, v = βv + ∇f. Many texts write an average, v = βv + (1 − β)∇f. "
        "Its gradients are (1 − β) times as large; a rate 1/(1 − β) times as large makes up for "
        "that. PyTorch has a setting that looks like it: dampening.",
        question=Question(
            f"Does lr {number(odd.run.lr)} with momentum {number(BETA)} and dampening "
            f"{number(BETA)} make the same path as lr {number(SUM_RATE)} with momentum "
            f"{number(BETA)}?",
            {
                "yes: it is the running average": ball.gap(odd, sums) < 1e-9,
                "yes, but ten times as large": np.allclose(moves[0], 10.0 * moves[1]),
                "no: its first step is ten times as long": 9.0 < first < 11.0,
            },
            "PyTorch takes the first gradient whole. The first point is "
            f"{vector(odd.positions[1])} instead of {vector(sums.positions[1])}. The run "
            f"{ending(odd)}, the sum at {sums.reached}.",
        ),
        text=f"At lr {number(made['average'].run.lr)} the average is the sum at lr "
        f"{number(SUM_RATE)}, up to rounding. MLX dampens the first gradient too, and makes the "
        "same path. Texts that mix the two forms mix two rates: with the same "
        f"lr {number(SUM_RATE)}, at β = {number(BETA)}, the average {ending(slow)}. The gap is how "
        "far a form is ever from the sum at the same step.",
        panes=(
            paths(picture, runs=(0,), window=window, role=0, lines=(f"v ← {kept}·v + ∇f",),
                  name=f"Sum, lr {number(SUM_RATE)}"),
            paths(picture, runs=(1,), window=window, role=1,
                  lines=(f"v ← {kept}·v + {new}·∇f{beyond(highest, window[1][1])}",),
                  name=f"{FORMS[form]}, lr {number(made[form].run.lr)}"),
            curves(picture, "distance", limits=(0.01, 20.0)),
        ),
        table=in_forms({FORMS.get(name, name): run for name, run in made.items()}),
        claims=lambda: {
            "average and MLX are the sum": max(gaps["average"], gaps["mlx"]) < 1e-12,
            "they all arrive with it": made["average"].reached == made["mlx"].reached
            == sums.reached,
            "PyTorch's dampening does not": ball.steps_of(odd) > ball.steps_of(sums),
        },
        notes="One more trap: in the sum, going from β 0.9 to 0.99 also makes lr/(1 − β) ten times "
        "as large; in the average it does not. Who tunes β in one form and reports it in the "
        "other compares two things.",
    )  # fmt: skip


def noise(momentum: Dial = BETA) -> Beat:
    """A running average of noisy gradients."""
    lr, values = 0.1, (0.0, BETA, 0.99)
    picture = NOISY.changed(runs=(plain(lr), Run("qhm", lr, momentum=momentum, nu=1.0)))
    spread = {b: cloud(lr * (1.0 - b), b) for b in (*values, momentum)}
    step = {b: jitter(lr * (1.0 - b), b) for b in (*values, momentum)}
    share, wide = spread[BETA] / spread[0.0], 2.6
    sides = (("Without memory", 0.0), (f"β = {number(momentum)}", momentum))
    return Beat(
        lead="A round bowl, and noise on every gradient, as mini-batches make it, of standard "
        f"deviation {number(NOISE)}. Both runs start at the minimum, at lr {number(lr)}. {{0|One}} "
        "follows each gradient. {1|The other} follows their running average: of about the last "
        f"ten, or a hundred at β = {number(0.99)}.",
        question=Question(
            "And the cloud of all its positions? Compared with no memory it is …",
            {
                "hardly smaller": share > 0.95,
                "about three times smaller": 0.25 < share < 0.4,
                "about ten times smaller": share < 0.15,
            },
            f"In each coordinate the positions spread {number(spread[0.0], 3)} without memory, "
            f"{number(spread[BETA], 3)} with β = {number(BETA)}, {number(spread[0.99], 3)} with "
            f"{number(0.99)}.",
        ),
        text=f"{smoothed(momentum, step[momentum], step[0.0])} It wanders just as far: an average "
        "comes late, too late to hold the run. (The sum at this rate spreads "
        f"{number(cloud(lr, momentum))}.) For a smaller cloud, lower the rate.",
        panes=(
            *(
                paths(picture.changed(steps=200), seen.wandered(picture, k),
                      seen.circle(2.0 * spread[b]), runs=(k,), role=k, name=name, thin=True,
                      window=((-wide, wide), (-wide, wide)))
                for k, (name, b) in enumerate(sides)
            ),
            seen.compared({"step": step, "cloud": spread}, momentum),
        ),
        table=Table(
            ("β", *(number(b) for b in values)),
            (
                ("step", *(number(step[b], 3) for b in values)),
                ("cloud", *(number(spread[b], 3) for b in values)),
                ("cloud of the sum", *(number(cloud(lr, b), 3) for b in values)),
            ),
        ),
        folds=(why.CLOUD,),
        claims=lambda: {
            "runs show the exact spread and step": np.allclose(
                measured(ball.in_form("average", BETA).changed(lr=lr)), (spread[BETA], step[BETA]),
                rtol=0.05,
            ),
            "the step is smaller, the cloud is not": step[BETA] < 0.3 * step[0.0] and share > 0.95,
            "the sum's cloud is three times wider": 3.0 < cloud(lr, BETA) / spread[0.0] < 3.3,
        },
        links=(("The power of the learning rate", "./learning_rate"),),
        notes="The circle’s radius is twice the spread, from an exact formula. “Averaging the "
        "gradients averages the noise away” is true of the steps and false of the place. How a "
        "lower rate shrinks the cloud is told in “The power of the learning rate”.",
    )  # fmt: skip


def your_turn(
    lr: Annotated[float, Slider(0.005, 0.15, step=0.001)] = FLOOR, momentum: Dial = BETA
) -> Beat:
    """Your turn."""
    most, picture = 14, BOWL.changed(steps=60, runs=(plain(lr), heavy(lr, momentum)))
    run, (_, (own, _)) = alone(picture.runs[1]), fewest(KAPPA)
    found, finer = quickest(1), quickest(4)
    r, pays = np.linspace(0.001, 1.9, 400), ball.pays_below(BETA)
    calmer = cloud(0.1 * (1.0 - BETA), BETA) < 0.5 * cloud(0.1, 0.0)
    sooner = rate("momentum", 1.0, r, BETA) < rate("gradient_descent", 1.0, r, 0.0)
    return Beat(
        lead="One last question, and then the sliders are yours.",
        question=Question(
            f"A friend says: I use momentum {number(BETA)} because it is faster. Where is that "
            "true?",
            {
                "Everywhere": bool(sooner.all()),
                f"In directions with lr·λ below {number(pays, 2)}": bool(
                    (sooner == (r < pays)).all()
                ),
                "Where gradients are noisy": calmer,
            },
            "There a run without memory creeps, and memory adds up what its gradients agree on.",
        ),
        text="Two things to take home. A swing shrinks by √β at each step: the memory sets the "
        "pace, not the rate. And memory pays in long, flat ravines; in a round bowl it costs. At "
        f"lr {number(lr)} and β = {number(momentum)} the run {ending(run)}.",
        goal=Goal(
            f"Set lr and β so that the run arrives in fewer than {most} steps.",
            ball.steps_of(run) < most,
            {"lr": 0.103, "momentum": 0.52},
        ),
        panes=(
            paths(picture, runs=(1,), role=1, name="Your run"),
            curves(picture, "distance", level("y", TOLERANCE, "arrived"), runs=(1,),
                   limits=(0.005, 10.0)),
        ),
        folds=(
            Fold("How few can it be?", (
                f"The fewest found are {number(found['steps'])} steps, in {found['cells']} cells "
                "of a grid of 0.0005 in lr and 0.005 in β; lr 0.103 with β 0.52 is one of them. A "
                f"grid four times as fine has none with fewer. β = {number(BETA)} cannot do it at "
                f"any rate: its fewest are {number(own)}.",
            )),
            *why.LAST_WORDS,
        ),
        claims=lambda: {
            "the settings named do it": alone(heavy(0.103, 0.52)).reached == found["steps"],
            "a finer grid finds none quicker": finer["steps"] == found["steps"],
            "the usual β cannot": own > most,
        },
        links=(("Momentum vs NAG", "./momentum_vs_nag"),),
        notes="Let pairs race. A hint for those who are stuck: the usual β is far too high here. "
        "The first fold has the answer.",
    )  # fmt: skip


MOMENTUM = Lesson(
    key="momentum",
    label="Momentum",
    idea="If a run remembers where it came from, when does that make it arrive sooner, and when "
    "later?",
    day=35,
    minutes=18,
    beats=(
        with_and_without, made_of, how_fast, dial, rate_slider, zigzag, who_wins, sum_or_average,
        noise, your_turn,
    ),
    short=(with_and_without, made_of, dial, rate_slider, who_wins, your_turn),
    controls=QUADRATIC.parameters,
)  # fmt: skip
