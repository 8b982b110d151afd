"""Schedules and 1Cycle: why raise the rate in the middle, and is it really ten times faster?"""

import math
from typing import Annotated

import numpy as np

from comparison import Comparison, Run
from landscapes.quadratic import QUADRATIC
from lessons.beat import Beat, Goal, Question
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.one_cycle import asides, draw, ramps, rows, seeds, told
from lessons.one_cycle import runs as made
from lessons.one_cycle.draw import PLACES
from lessons.one_cycle.ramps import LIMIT, QUIET, SLOW
from lessons.one_cycle.rows import MEDIAN
from lessons.one_cycle.runs import BOWL, FORMS, OPTIMIZERS, TURNED, WELLS, N, run_in
from lessons.one_cycle.seeds import PEAK
from lessons.one_cycle.ships import SHIPPED, path
from lessons.words import ending, few, listed, number, thousands, vector
from optim.schedules.one_cycle import ONE_CYCLE
from optim.theory import stable_below
from pictures import Axis, around, bars, cycle, paths, trail
from pictures.paths import playground

FIVE = ("constant", "exponential", "cosine", "fixed", "one_cycle")


def the_cycle(
    pct_start: Annotated[float, Slider(0.05, 0.9, step=0.01, label="peak after a share of")] = 0.3,
    div_factor: Annotated[float, Slider(1.0, 100.0, log=True, label="rate rises by")] = 25.0,
) -> Beat:
    """The cycle."""
    steps, at = 100, (0, 10, 29, 64, 99)
    opening, picture = (
        Comparison(
            "quadratic",
            steps=steps,
            runs=(Run("momentum", PEAK, schedule="one_cycle", pct_start=start, div_factor=factor),),
        )
        for start, factor in ((0.3, 25.0), (pct_start, div_factor))
    )
    (opens,), (run,) = opening.trajectories(), picture.trajectories()
    (rise, grows, first), (rises, grow, reach) = made.growth(opens), made.growth(run)
    rate, momentum = run.settings["lr"] / PEAK, run.settings["momentum"]
    return Beat(
        lead=f"One run of {steps} steps with momentum. 1Cycle raises the learning rate "
        f"{number(rise, 3)}-fold to its peak, and lets it fall to almost nothing. Meanwhile the "
        f"momentum β goes from {number(momentum[0])} down to {number(momentum.min(), 3)} and back. "
        "Where its gradients agree, a step comes to lr/(1 − β) times the gradient.",
        question=Question(
            f"The rate rises {number(rise, 3)}-fold. The step, lr/(1 − β), rises …",
            {
                f"{number(rise, 3)}-fold, as the rate does": bool(grows > 0.9 * rise),
                f"{number(grows, 2)}-fold": bool(0.2 * rise < grows < 0.5 * rise),
                "not at all: the momentum makes up for it": bool(grows < 1.1),
            },
            f"In units of the peak it goes from {number(first[0], 3)} to {number(first.max(), 3)}, "
            f"and ends at {number(first[-1], 2)}.",
        ),
        text=f"{told.rise(rises, int(rate.argmax()))} {told.step_length(grow, momentum)} "
        "{rise|Solid: the rate rises.} "
        "{fall|Dashed: it falls.} Pull the peak or the start of the middle curve. This run "
        f"{ending(run)}.",
        panes=(
            paths(picture, phases=True, name="The path"),
            cycle(picture, grips=draw.cycle_grips(pct_start, div_factor, steps), order=1),
            draw.grown(picture),
        ),
        table=rows.cycle_at(at, rate, momentum),
        folds=(asides.REACH,),
        claims=lambda: {
            "the momentum takes back two thirds of the rise": math.isclose(grows, rise / 3.0),
            "nothing else moves": math.isclose(reach[-1], rate[-1] / (1.0 - momentum[0])),
        },
        notes="Let them trace the solid part with a finger: it is short. Most of a cycle is decay. "
        "The paper’s own form has straight lines and a third phase; see the last beat.",
    )


def same_peak(seed: Annotated[int, Slider(0, 20, step=1)] = 0) -> Beat:
    """Same peak for all, with noise."""
    picture = BOWL.changed(seed=seed, runs=tuple(run_in("momentum", form, PEAK) for form in FIVE))
    kept = {form: seeds.same_peak(form) for form in FIVE}
    median = {form: values[MEDIAN] for form, values in kept.items()}
    lowest = min(median, key=lambda form: median[form])
    low = {
        form: int((run.settings["lr"] <= 0.1 * PEAK).sum())
        for form, run in zip(FIVE, picture.trajectories(), strict=True)
    }
    quartiles = " to ".join(number(value, 2) for value in kept["one_cycle"][1:4:2])
    mine = [run.loss[-1] for run in picture.trajectories()]
    return Beat(
        lead=f"Noise on every gradient, and the same peak for all, {number(PEAK)}: {{0|constant}}, "
        "{1|exponential}, down to a hundredth; {2|cosine}; 1Cycle with {3|β fixed} and {4|cycled}. "
        f"Each runs {N} steps, with {thousands(seeds.SEEDS)} seeds.",
        question=Question(
            "Which has the lowest median of its last losses?",
            {
                FORMS[form]: lowest == form for form in ("exponential", "cosine", "one_cycle")
            },
            f"Exponential {number(median['exponential'], 2)}, cosine "
            f"{number(median['cosine'], 2)}, 1Cycle {number(median['fixed'], 3)} with β fixed and "
            f"{number(median['one_cycle'], 3)} cycled, constant {number(median['constant'], 3)}.",
        ),
        text="What counts is how long the rate has been low when the run ends. Below a tenth of "
        f"the peak are {low['exponential']} of the steps of {{1|exponential}}, {low['cosine']} of "
        f"{{2|cosine}}, {low['one_cycle']} of {{4|1Cycle}}. Luck matters too: the middle half of "
        f"1Cycle’s runs ends at {quartiles}. With seed {seed} the last losses are "
        f"{told.named(FIVE, draw.SHORT, mine)}. No rate was tuned here; “Ten times "
        "faster?” does that.",
        panes=(
            paths(picture, name=f"One run of each, seed {seed}", runs=(0, 1, 4)),
            draw.clouds(picture, ("constant", "one_cycle", "exponential")),
            draw.boxes({draw.SHORT[form]: kept[form] for form in FIVE}, range(5)),
        ),
        claims=lambda: {
            "the longer the rate is low, the lower the end": sorted(low, key=lambda f: -low[f])[:3]
            == ["exponential", "cosine", "fixed"],
            "cycling the momentum costs": median["one_cycle"] > 1.2 * median["fixed"],
        },
        notes="Ask for a show of hands per schedule before the boxes come. One seed proves "
        "nothing: let them change it and watch the order change.",
    )  # fmt: skip


KEPT = {
    "cycled": "down and up", "upside": "up and down", "0.85": "0.85", "0.9": "0.9", "0.95": "0.95",
}  # fmt: skip


def why_down(momentum_goes: Annotated[str, Words(KEPT, "momentum")] = "cycled") -> Beat:
    """Why does the momentum go down?"""
    lr, betas = 0.003, (0.85, 0.9, 0.95)
    limit = {beta: float(stable_below("momentum", 25.0, beta)) for beta in betas}
    floor = {beta: float(draw.hover(lr, beta)) for beta in betas}
    kept = {name: seeds.by_cycle(name) for name in KEPT}
    ends = {name: entry["ends"] for name, entry in kept.items()}
    median = {name: values[MEDIAN] for name, values in ends.items()}
    chosen = kept[momentum_goes]
    here = (0.85, 0.95) if momentum_goes in ("cycled", "upside") else (float(momentum_goes),)
    middle = " to ".join(number(value, 2) for value in chosen["ends"][1:4:2])
    return Beat(
        lead="While the rate goes up, β goes down. Many articles say why: so that the run stays "
        f"stable. Take the steep direction, of curvature {number(25.0)}.",
        question=Question(
            f"With β = {number(0.95)} the highest stable rate is, against β = {number(0.85)}, …",
            {
                "lower, so β must fall": limit[0.95] < limit[0.85],
                "higher": limit[0.95] > limit[0.85],
                "the same": limit[0.95] == limit[0.85],
            },
            f"It is 2(1 + β)/λ, as in Momentum: {few(round(limit[beta], 3) for beta in betas)} "
            f"for β = {few(betas)}.",
        ),
        text="High momentum tolerates more. What it does is keep noise: at lr "
        f"{number(lr)} a run hovers at a loss of {told.in_places(floor.values(), 3)}. So β "
        "falls to hold lr/(1 − β) down. Does it pay? Each tuned, 1Cycle’s rate with β "
        f"{KEPT[momentum_goes]} ends at {number(median[momentum_goes], 3)} (middle half {middle}), "
        f"at a peak of {number(chosen['lr'], 3)}. {told.lower_than_cycled(median)} Smith (2018) "
        "found the cycle as good as the best fixed β; with it the rate "
        "may be higher.",
        panes=(*draw.by_momentum(here), draw.boxes(
            {KEPT[name]: ends[name] for name in KEPT},
            [4 if name == momentum_goes else "ghost" for name in KEPT])),
        table=rows.by_cycle(KEPT),
        folds=(asides.HOVER,),
        links=(("Runs that hover, in the playground", playground(made.hovering(lr, betas))),),
        claims=lambda: {
            "the cycle is not the best": median["cycled"] > 1.1 * median["0.9"],
            "upside down is no worse than fixed": median["upside"] < 1.05 * median["0.9"],
        },
        notes="The first two pictures cross the idea: both curves rise with β. The reason given in "
        "most articles is wrong, what they advise is not: a high rate with a high β is noisy.",
    )  # fmt: skip


def the_range_test(kappa: Annotated[float, Slider(1.0, 100.0, log=True)] = 25.0) -> Beat:
    """The range test."""
    opens, test = (ramps.ramp_of(scene=QUIET.changed(kappa=k)) for k in (25.0, kappa))
    limit, read, said = 2.0 / kappa, ramps.read(test), ramps.read(opens)
    x, y = ramps.at_the_limit(opens, LIMIT)
    round_bowl = ramps.read(ramps.ramp_of(scene=QUIET.changed(kappa=1.0), steps=300))
    return Beat(
        lead=f"To find a peak, the rate is raised from {number(opens.lr[0])} to "
        f"{number(opens.lr[-1])} in {len(opens.lr)} steps, and the loss is plotted against it. "
        "Plain gradient descent, no noise. The true limit is known here: "
        f"2/λ = 2/{number(25.0)} = {number(LIMIT)}.",
        question=Question(
            "Where does the loss blow up, to four times its least?",
            {
                f"At {number(LIMIT)}, the limit": said.blow_up < 1.1 * LIMIT,
                "Just below it": said.blow_up < LIMIT,
                f"At {number(said.blow_up, 3)}": 4.0 * LIMIT < said.blow_up < 6.0 * LIMIT,
            },
            f"At the step where the rate passes the limit |x| is {number(x, 3)} and |y| is "
            f"{number(y, 1)}. The steep part has been squeezed flat on the way.",
        ),
        text="{velocity|The flat part} makes the loss, {correction|the steep part} has the limit. "
        f"{told.hidden(*ramps.at_the_limit(test, limit), kappa)} At κ = {number(kappa)} the slope "
        f"is steepest at {number(read.steepest, 2)}, the loss is lowest at "
        f"{number(read.lowest, 3)}, and it blows up at {number(read.blow_up, 3)}: "
        f"{number(read.blow_up / limit, 2)} times the limit of {number(limit, 3)}. With one "
        f"curvature only, κ = {number(1.0)}, and {number(300)} steps the loss is lowest at "
        f"{number(round_bowl.lowest, 3)} and blows up at {number(round_bowl.blow_up, 3)}. The "
        f"limit is {number(2.0)}.",
        panes=(
            paths(test.comparison, name="The path of the test"),
            draw.test_curve(test, ramps.marks(read), limit),
            draw.parts(test.comparison),
        ),
        claims=lambda: {
            "it reads five times the limit": 4.9 < said.blow_up / LIMIT < 5.2,
            "at the limit the steep part is nothing": y < 1e-6,
        },
        notes="Step to where the rate passes the line, and look right: y is ten million times "
        "smaller than x. A test does not ask the landscape, it asks this path.",
    )


def slower_test(
    steps: Annotated[str, Words({str(n): str(n) for n in SLOW}, "steps of the test")] = "3000",
    noisy: bool = False,
) -> Beat:
    """A slower test is not a better one."""
    most, place = SLOW[-1], SLOW.index(int(steps))
    scene = BOWL if noisy else QUIET
    test = ramps.ramp_of(scene=scene, steps=int(steps))
    plain, noise, linear = map(ramps.slower, ("no noise", "noise", "linear"))
    limit = float(stable_below("momentum", 25.0, 0.9))
    smooth = [ramps.read(ramps.smooth_test(name, QUIET)).blow_up for name in OPTIMIZERS][:2]
    shaken = [ramps.smooth_with_noise(name) for name in ("gradient_descent", "momentum")]
    kind, reads = ("with noise", noise) if noisy else ("without noise", plain)
    return Beat(
        lead=f"A test of {SLOW[1]} steps read {number(plain[1], 3)} instead of "
        f"{number(LIMIT)}. Perhaps it was too hasty. A slower one gives the steep direction time.",
        question=Question(
            f"With {most} steps it reads …",
            {
                f"{number(plain[-1], 2)}, as before": plain[-1] > 0.9 * plain[1],
                f"{number(LIMIT)} at last": plain[-1] < 1.2 * LIMIT,
                "nearer, about half of that": 1.2 * LIMIT < plain[-1] < 0.7 * plain[1],
            },
            f"{few(round(value, 3) for value in plain)} for {few(SLOW)} steps. An infinitely slow "
            f"test reads {number(ramps.never_ending('exponential'), 3)}.",
        ),
        text="More steps let the steep part grow for longer, and shrink for longer before. Smith’s "
        f"linear ramp reads {number(linear[-1], 3)}. {{1|Noise}} keeps the steep part alive: over "
        f"{ramps.SEEDS} seeds the median is about right in between, then come false alarms. "
        f"{{2|Momentum}}, whose limit is {number(limit, 3)}, gives an alarm at every swing. "
        f"Smoothed as fastai does, momentum reads {number(smooth[1], 3)}, gradient descent "
        f"{number(smooth[0], 3)}, and with noise {number(shaken[1], 3)} and "
        f"{number(shaken[0], 3)}. Here a test of {steps} steps {kind} reads "
        f"{number(reads[place], 3)}.",
        panes=(
            draw.test_curve(test, {"blow-up": ramps.read(test).blow_up}, LIMIT).adding(
                link=playground(test.comparison)
            ),
            draw.by_slowness(int(steps)),
        ),
        table=rows.by_slowness(),
        folds=(asides.slowest(),),
        claims=lambda: {
            "the slowest test reads what the integral says": abs(
                plain[-1] / ramps.never_ending("exponential") - 1.0) < 0.01,
            "noise reads right in between": min(noise) < LIMIT < max(noise),
        },
        notes="The fold has the integral. Users of these tools call the readings fragile; here is "
        "one reason.",
    )  # fmt: skip


def to_max_lr(rule: Annotated[str, Words(ramps.RULES, "take")] = "tenth") -> Beat:
    """From the reading to a peak."""
    counts = {name: sum(ramps.lands(name)) for name in ramps.RULES}
    best, said, every = max(counts.values()), ramps.RULES[rule], len(ramps.CASES)
    known = {case: ramps.readings(case) for case in ramps.CASES}
    others = ", ".join(f"{words} {counts[name]}" for name, words in ramps.RULES.items())
    return Beat(
        lead=f"Each of {every} cases is tested from low to high rates, and its loss smoothed as "
        f"fastai does. The bars are the peaks with which 1Cycle, in {N} steps, ends within "
        f"{number(ramps.ENOUGH)} times its best loss. From the test a rule of thumb makes one "
        "number, the peak to use.",
        question=Question(
            "Which rule lands on the bar most often?",
            {
                ramps.RULES[name]: counts[name] == best for name in ("steepest", "tenth", "quarter")
            },
            f"Of {every}: {others}.",
        ),
        text=f"{said[0].upper()}{said[1:]} is right in {counts[rule]} of {every} cases. The common "
        "advice, a tenth of the lowest point, is too low wherever it misses. No rule "
        "knows what the rate is for. Two of Adam’s tests never blow up: there the end of the ramp "
        "is the reading, and a share of it in the range is luck.",
        panes=(draw.on_the_ranges(rule),),
        table=rows.by_case(),
        folds=(asides.READ_OFF,),
        claims=lambda: {
            "a quarter of the blow-up is right in most cases": counts["quarter"] > every / 2,
            "the steepest slope and the lowest point are rarely": max(
                counts["steepest"], counts["lowest"]) < every / 2,
            "where a tenth of the lowest point misses, it is too low": all(
                right or tenth < entry["low"] for right, tenth, entry in
                zip(ramps.lands("tenth"), ramps.suggested("tenth"), known.values(), strict=True)),
        },
        notes="Go through the rules one by one before you count. A range test is a place to begin; "
        "seven cases are an anecdote, not a law.",
    )  # fmt: skip


def sharp_minima(
    lr: Annotated[float, Slider(0.02, 3.0, log=True, label="peak")] = 1.0,
    optimizer: Annotated[str, Words(OPTIMIZERS)] = "adam",
    div_factor: Annotated[
        float, Slider(1.0, 100.0, log=True, label="1Cycle starts at peak /")
    ] = 25.0,
) -> Beat:
    """Does it avoid sharp minima?"""
    names, shown, task = ("constant", "exponential", "cosine", "fixed", "one_cycle"), (0, 2, 4), 0.5
    own = [run_in(optimizer, form, lr, WELLS.steps) for form in names]
    own[4] = own[4].changed(div_factor=div_factor)
    picture = WELLS.changed(runs=tuple(own))
    fates = [made.fate(run) for run in picture.trajectories()]
    ends = [
        made.fate(run)
        for run in WELLS.changed(
            runs=tuple(run_in("adam", form, 1.0, WELLS.steps) for form in names)
        ).trajectories()
    ]
    sharp, flat = made.curvatures()
    high = min(made.HIGHS, key=lambda peak: abs(math.log(peak / lr)))
    share = {
        form: values[made.HIGHS.index(high)]
        for form, values in seeds.staying(optimizer)["sharp"].items()
    }
    wide = {
        form: values[made.HIGHS.index(2.0)]
        for form, values in seeds.staying("gradient_descent")["flat"].items()
    }
    limit = made.sharp_limit(optimizer)
    said = ", ".join(f"{{{PLACES[f]}|{FORMS[f]}}} {rows.percent(share[f])}" for f in share)
    return Beat(
        lead="Two wells of the same depth. The left one is sharp, curvature "
        f"{number(sharp, 3)}, the right one flat, {number(flat, 3)}. Three runs start at "
        f"{vector(WELLS.start)}, inside the sharp one, with the same peak: {{0|constant}}, "
        "{2|cosine}, {4|1Cycle}. High rates, one reads, let 1Cycle explore, and so it avoids sharp "
        "minima.",
        question=Question(
            f"Adam at a peak of {number(1.0)}: after {WELLS.steps} steps, who is left in the sharp "
            "well?",
            {
                FORMS[name].capitalize() if name != "one_cycle" else FORMS[name]:
                    ends[k] == made.SHARP_WELL
                    and sum(ends[j] == made.SHARP_WELL for j in shown) == 1
                for k, name in enumerate(names) if k in shown
            },
            "Its warm-up has let it settle before the rate was high. The others jump out at once.",
        ),
        text=f"Here {{0|constant}} ends {fates[0]}, {{2|cosine}} {fates[2]}, {{4|1Cycle}} "
        f"{fates[4]}.{rows.leaving(picture, limit)} Of {seeds.starts_in_sharp()} "
        f"starts in the sharp well these stay at a peak of {number(high)}, with a 1Cycle from "
        f"1/{number(SCHEDULE['div_factor'].default)} of it: {said}. {told.staying(share)} It is "
        "the rate that throws out, under any schedule. And it is the decay that arrives: at a peak "
        f"of {number(2.0)} gradient descent with 1Cycle ends in the flat well in "
        f"{rows.percent(wide['one_cycle'])}, with a constant rate in "
        f"{rows.percent(wide['constant'])}.",
        panes=(
            draw.wells(picture, shown),
            draw.rates_and_limit(picture, limit, shown),
            draw.s_curves(seeds.staying(optimizer)["sharp"], lr),
        ),
        goal=Goal(
            f"Bring Adam’s 1Cycle into the flat well with a peak of at most {number(task)}.",
            optimizer == "adam" and lr <= task and fates[4] == made.FLAT_WELL,
            {"lr": 0.46, "div_factor": 1.0},
        ),
        claims=lambda: {
            "at the same peak 1Cycle stays more often": share["one_cycle"] > 0.9
            and max(share["constant"], share["cosine"]) < 0.1,
            "the decay arrives, a constant rate does not": wide["one_cycle"] > 0.95
            and wide["constant"] < 0.1,
        },
        notes="Choose gradient descent and a peak of 0.2 to see it leave: the bounces begin where "
        "its rate passes 2/λ, the line in the middle. The task is solved without warm-up, which "
        "says what the warm-up does.",
    )  # fmt: skip


def make_it_true(
    y: Annotated[float, Slider(0.5, 3.0, step=0.25, label="height of the start y")] = 2.0,
    optimizer: Annotated[str, Words(OPTIMIZERS)] = "gradient_descent",
) -> Beat:
    """Make the claim true."""
    height = min(made.HEIGHTS, key=lambda known: abs(known - y))
    table = seeds.fewest(f"{optimizer} {height}")
    opens, heavy = seeds.fewest("gradient_descent 2.0"), seeds.fewest("momentum 2.0")
    slow, fast = (opens[form][0] for form in ("constant", "one_cycle"))
    steps = {form: found[0] if found else math.inf for form, found in table.items()}
    ratio = steps["constant"] / steps["one_cycle"]
    runs = [
        seeds.quickest(optimizer, form, table[form], height) for form in ("constant", "one_cycle")
    ]
    (drop,) = seeds.quickest(
        "gradient_descent", "one_cycle", opens["one_cycle"], 2.0
    ).trajectories()
    stride = np.hypot(*np.diff(drop.positions, axis=0)[1:].T).max()
    low, high = seeds.good_peaks(24)
    return Beat(
        lead="This is the picture that Smith and Topin explain super-convergence with: a steep "
        "entrance, a long flat valley, a trough. The wall allows low rates only, the valley asks "
        f"for high ones. From y = {number(2.0)}, plain gradient descent at its best constant rate "
        f"needs {number(slow)} steps to come to a loss of {number(seeds.LOW)}.",
        question=Question(
            "And with 1Cycle, at its best peak?",
            {
                f"about {number(fast)}": fast < slow / 5.0,
                "about 50": False,
                "about 100, as the beats before suggest": False,
            },
            f"{number(slow / fast)} times as fast as a constant rate, "
            f"{number(opens['exponential'][0] / fast, 2)} times as fast as exponential decay.",
        ),
        text=f"1Cycle starts at a rate of {number(drop.settings['lr'][0], 2)}, falls down the wall "
        f"to y = {number(drop.positions[1, 1], 2)} in one step, and strides up to "
        f"{number(stride, 3)} a step along the valley, at rates up to "
        f"{number(drop.settings['lr'].max(), 2)}. From y = {number(height)} with "
        f"{OPTIMIZERS[optimizer]} it needs {rows.steps(steps['one_cycle'])}, a constant rate "
        f"{rows.steps(steps['constant'])}{told.against(steps['constant'], steps['one_cycle'])}. "
        f"From y = {number(2.0)} nothing is gained with momentum, {number(heavy['one_cycle'][0])} "
        f"against {number(heavy['constant'][0])}: it carries through the flat part anyhow. The "
        f"peak is a sharp edge: in {number(fast)} steps {number(8.66)} works and {number(9.0)} "
        f"diverges. With {number(24)} steps anything from {number(low)} to {number(high)} works.",
        panes=(draw.down_the_wall(*runs), draw.by_height(optimizer, height)),
        table=rows.on_the_wall(),
        goal=Goal(
            "Find a height from which 1Cycle needs more steps than a constant rate, without "
            "momentum.",
            optimizer == "gradient_descent" and ratio < 1.0,
            {"y": 0.5},
        ),
        folds=(asides.CONSTANT, asides.COUNTED),
        claims=lambda: {
            "the claim comes true here": ratio >= 8.0,
            "momentum makes it vanish": heavy["one_cycle"][0] >= heavy["constant"][0],
            "the edge of the peak is sharp": made.on_wall(8.66, 14) <= seeds.LOW
            and math.isnan(made.on_wall(9.0, 14)),
            "any constant rate above 2/y² diverges": math.isnan(made.on_wall(0.6, 14, "constant")),
        },
        notes="The best moment of the lesson. Ask those who have doubted 1Cycle for six beats to "
        "bet. Then raise the start slowly and read the ratio, and at last switch momentum on. A "
        f"constant rate of {number(0.5)} bounces between y = 2 and −2 for ever.",
    )  # fmt: skip


LEFT_OUT = {
    "nothing": "nothing", "cycle": "the momentum cycle", "warm-up": "and the warm-up",
    "decay": "and the decay",
}  # fmt: skip
REMAINS = {"nothing": "one_cycle", "cycle": "fixed", "warm-up": "cosine", "decay": "constant"}


def ten_times(
    without: Annotated[str, Words(LEFT_OUT, "take out")] = "nothing",
    optimizer: Annotated[str, Words(OPTIMIZERS)] = "momentum",
) -> Beat:
    """Ten times faster?"""
    forms = ("constant", "exponential", "cosine", "warm-up", "fixed", "one_cycle")
    every = {o: {f: seeds.tuned(f"{o} {f}") for f in forms} for o in OPTIMIZERS}
    kept, left = every[optimizer], REMAINS[without]
    median = {form: entry["ends"][MEDIAN] for form, entry in kept.items()}
    slow, quick = (
        {o: seeds.same_level(o, form) for o in OPTIMIZERS} for form in ("constant", "exponential")
    )
    opens = quick["momentum"] / N
    shown = ("constant", "exponential", "cosine", "fixed", "one_cycle")
    picture = TURNED.changed(
        runs=tuple(run_in(optimizer, form, round(kept[form]["lr"], 5)) for form in shown)
    )
    here = shown.index(left)
    return Beat(
        lead="“Up to ten times faster than constant or exponentially decaying rates.” The noisy "
        f"bowl again, turned by {number(TURNED.parameters['angle'])}°. Every schedule has its own "
        f"best peak, {N} steps and {thousands(seeds.SEEDS)} runs. Counted are the steps that "
        "another schedule needs to come as low as 1Cycle, with momentum.",
        question=Question(
            "Against exponential decay 1Cycle is …",
            {
                "ten times as fast": opens > 8.0,
                "as fast": 0.9 < opens < 1.1,
                "slower": opens < 0.9,
            },
            f"Exponential decay comes as low in {quick['momentum']} steps instead of {N}. A "
            f"constant rate needs {slow['momentum']}: {number(slow['momentum'] / N, 2)} times as "
            "many.",
        ),
        text=f"With {OPTIMIZERS[optimizer]} 1Cycle’s median last loss is "
        f"{number(median['one_cycle'], 3)}. Without the momentum cycle "
        f"{number(median['fixed'], 3)}, without the warm-up too {number(median['cosine'], 3)}, "
        f"without the decay {number(median['constant'], 3)}. The decay does it. "
        f"{told.costs(median)} For {listed(list(OPTIMIZERS.values()))} a "
        f"constant rate needs {few(slow.values())} steps "
        f"({few(round(n / N, 1) for n in slow.values())} times as many), exponential decay "
        f"{few(quick.values())}: 1Cycle is {few(round(n / N, 2) for n in quick.values())} times as "
        "fast.",
        panes=(
            paths(picture, runs=sorted({1, here}), name="One run of each",
                  window=around(*(run.positions for run in picture.trajectories()))),
            draw.boxes({draw.SHORT[form]: kept[form]["ends"] for form in shown},
                       [k if k in (1, here) else "ghost" for k in range(5)]),
            bars({"constant": float(slow[optimizer]), "exponential": float(quick[optimizer]),
                  "1Cycle": float(N)}, Axis("steps"), (0, 1, 4), order=2,
                 name="Steps to 1Cycle’s level"),
        ),
        table=rows.tuned(),
        folds=(asides.TUNED,),
        claims=lambda: {
            "against constant two to three times": all(1.8 < n / N < 3.0 for n in slow.values()),
            "against exponential slower": all(n < N for n in quick.values()),
        },
        notes="Take the parts out one by one, from left to right, and ask before each whether the "
        "box will rise or fall. The comparison in the claim is with the wrong schedule.",
    )  # fmt: skip


FORM = {key: form.name for key, form in SHIPPED.items()}


def who_ships(form: Annotated[str, Words(FORM, "form")] = "torch") -> Beat:
    """What was claimed, and who ships what."""
    steps, picture = (
        100,
        QUIET.changed(
            steps=100,
            runs=(Run("momentum", PEAK, schedule="one_cycle"), run_in("momentum", "paper", PEAK)),
        ),
    )
    curves_of = {key: shipped.curves(steps) for key, shipped in SHIPPED.items()}
    rate, own = curves_of[form][0], list(SHIPPED).index(form)
    points = path(form, picture, PEAK)
    return Beat(
        lead="“1Cycle” is four different curves, and one claim that has travelled far.",
        question=Question(
            "A tenfold speed-up by 1Cycle was claimed …",
            {
                "for the training of networks in general, with any data": False,
                "for some large networks, with other regularization reduced": True,
                "against exponential decay, each schedule at its own best peak": False,
            },
            "Smith and Topin compared with a piecewise constant rate, “for certain hyper-parameter "
            "values”. See the fold.",
        ),
        text=f"{FORM[form]} is highest at step {int(rate.argmax())} of {steps} and its last rate "
        f"is {number(rate[-1], 2)} of the peak; the mean is {number(rate.mean(), 3)} of it. The "
        "paper starts at a tenth or a twentieth of the peak, and ends with a short fall by orders "
        "of magnitude: torch can draw that with three phases. Keras and MLX ship none.",
        panes=(
            paths(picture, trail(points, own), runs=(), name=f"The path, {FORM[form]}", role=own),
            draw.shipped(steps, form),
        ),
        table=rows.shipped(steps),
        folds=(asides.CLAIMED, *asides.LAST_WORDS),
        claims=lambda: {
            "torch and the paper-like form are the runs of the link": all(
                np.allclose(path(key, picture, PEAK), run.positions)
                for key, run in zip(("torch", "paper"), picture.trajectories(), strict=True)),
            "three of four peak in the first third": sum(
                r.argmax() <= 0.3 * steps for r, _ in curves_of.values()) == 3,
        },
        links=(("Both torch forms in the playground", f"./?{picture.to_link()}"),),
        notes="End with the two things to remember; the folds have them. If a room works with one "
        "library, start with its form.",
    )  # fmt: skip


SCHEDULE = {setting.name: setting for setting in ONE_CYCLE.settings}

ONE_CYCLE_LESSON = Lesson(
    key="one_cycle",
    label="Schedules and 1Cycle",
    idea="Why would anyone raise the learning rate in the middle of training, and is it really ten "
    "times faster?",
    day=43,
    minutes=20,
    beats=(
        the_cycle, same_peak, why_down, the_range_test, slower_test, to_max_lr, sharp_minima,
        make_it_true, ten_times, who_ships,
    ),
    short=(the_cycle, same_peak, the_range_test, sharp_minima, make_it_true, ten_times),
    controls=(*QUADRATIC.parameters, SCHEDULE["pct_start"], SCHEDULE["div_factor"]),
)  # fmt: skip
