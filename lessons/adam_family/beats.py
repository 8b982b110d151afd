"""NAdam, AdaMax, AdamW, NAG: which one line does each change, and what does it do to the path?"""

import math
from collections.abc import Mapping
from typing import Annotated

import numpy as np

from lessons.adam_family import asides, draw, draw_decay, draw_race, rows, seeds, told, walls
from lessons.adam_family import runs as made
from lessons.adam_family.ledger import changes, ledger
from lessons.adam_family.runs import BOWL, FAMILY, FRAMEWORKS, KAPPA, LABELS, LR, SLOPE, named
from lessons.beat import Beat, Goal, Question
from lessons.control import Slider, Words
from lessons.lesson import Lesson
from lessons.words import few, listed, number, thousands, vector
from pictures.paths import playground
from studies.race import CLEARLY

CHOSEN = {key: LABELS[key] for key in FAMILY}


def first_step(optimizer: Annotated[str, Words(CHOSEN)] = "adam") -> Beat:
    """One step."""
    slope = BOWL.record.gradient(*BOWL.start, **BOWL.parameters)
    times = abs(slope[1] / slope[0])
    found = made.first_steps()
    (x, y), (far, high) = found["adam"], found["nesterov"]
    return Beat(
        lead="Adam’s update of the lesson before, line by line: m is an average of gradients g, v "
        "one of their squares. The hats correct both for having started at zero. η is the learning "
        f"rate lr, here {number(LR)}. Choose a relative, and see the one line that it changes. The "
        f"start is {vector(BOWL.start)}, the gradient there {vector(slope)}. The square reaches "
        f"one lr from "
        "the start to each side.",
        question=Question(
            f"The gradient is {number(times)} times as large in y as in x. Adam’s first step is …",
            {
                f"{number(times)} times as long in y": abs(y / x) > 0.9 * times,
                "as long in y as in x": bool(np.isclose(abs(y), abs(x), rtol=1e-3)),
                "longer in x": abs(x) > 1.1 * abs(y),
            },
            f"It is {vector(found['adam'])}: one lr in each direction.",
        ),
        text=f"{told.first_step(optimizer)} Three of the four changes keep Adam’s unit: at first "
        f"they step about one lr each way. {named('nesterov')} does not. At the same lr it goes "
        f"{number(far / LR, 3)} lr in x and {number(abs(high) / LR, 3)} lr in y.",
        panes=(draw.first_arrows(optimizer), draw.first_bars(optimizer)),
        ledger=ledger(optimizer),
        table=rows.first(),
        claims=lambda: {
            "AdaMax’ first step is Adam’s": bool(np.allclose(found["adamax"], found["adam"])),
            "all but NAG stay within a tenth of lr": all(
                abs(abs(d) / LR - 1.0) < 0.1 for key in FAMILY[:4] for d in found[key]
            ),
        },
        notes="Let them choose one after the other and read the coloured line aloud. With NAG the "
        "arrow leaves the picture: ask why before you read the line.",
    )


FORMS = {"torch": "PyTorch’s", "keras": "Keras’", "optax": "optax’"}


def nadam_brakes(
    lr: Annotated[float, Slider(0.05, 1.0, digits=2)] = LR,
    form: Annotated[str, Words(FORMS, "NAdam as")] = "torch",
) -> Beat:
    """At the end of the slope."""
    runs = SLOPE.runs[0].changed(optimizer="adam", lr=lr), SLOPE.runs[0].changed(
        optimizer="nadam", lr=lr, convention=form)  # fmt: skip
    picture = SLOPE.changed(runs=runs)
    (adam, first), (nadam, second) = (
        made.on_slope("adam", lr), made.on_slope("nadam", lr, form))  # fmt: skip
    opens = [made.on_slope(key)[0] for key in ("adam", "nadam")]
    share = float({"torch": made.mu(1), "keras": made.mu(1, 1.0), "optax": made.BETA1}[form])
    best, quick = seeds.soonest("adam torch"), seeds.soonest(f"nadam {form}")
    tried = ", ".join(
        f"{name} {number(seeds.soonest(f'nadam {key}')[0])}" for key, name in FORMS.items()
    )
    return Beat(
        lead=f"A slope of {number(1.0)} in x and in y, then a round floor. {named('adam')} and "
        f"{named('nadam')} walk down at lr {number(LR)}. What they have gathered on the way "
        "carries them past the lowest point.",
        question=Question(
            "Same lr: who goes less far past the floor?",
            {
                "Adam": opens[0] < 0.9 * opens[1],
                "NAdam": opens[1] < 0.9 * opens[0],
                "both as far: the slope is constant": math.isclose(*opens, rel_tol=0.1),
            },
            f"Adam gets to x = {number(opens[0], 3)}, NAdam to {number(opens[1], 2)}.",
        ),
        text=f"At lr {number(lr)}, past the floor, {named('adam')} gets to x = "
        f"{number(max(adam, 0.0), 3)}, {named('nadam')} to {number(max(nadam, 0.0), 3)}. "
        f"{named('adam')} {told.arrives(first, SLOPE.steps)}, {named('nadam')} "
        f"{told.arrives(second, SLOPE.steps)}. NAdam’s μ starts at {number(share, 3)}: "
        f"{number(100.0 * (1.0 - share), 2)} % of its step is the gradient under its feet, which "
        f"turns at once on the far side. The other {number(100.0 * share, 2)} % is the average m, "
        f"which takes some ten steps to turn; Adam has nothing else. {told.braked(adam, nadam)}",
        panes=(draw.floor(picture), draw.over_time(picture, 130), draw.parts_of_a_step(share)),
        ledger=ledger("nadam"),
        table=rows.slope(),
        goal=Goal(
            f"Adam arrives in {number(best[0])} steps at its best, at lr {number(best[1])}. Bring "
            f"NAdam there in at most {number(seeds.soonest('nadam optax')[0])}.",
            second is not None and second <= seeds.soonest("nadam optax")[0],
            {"lr": seeds.soonest("nadam keras")[1], "form": "keras"},
        ),
        folds=(asides.task(tried, form, quick),),
        claims=lambda: {
            "NAdam goes less than a third as far": opens[1] < opens[0] / 3.0,
            "every NAdam can be quicker than any Adam": all(
                seeds.soonest(f"nadam {key}")[0] < best[0] for key in FORMS
            ),
        },
        t=24,
        notes="“Less overshoot” is said of NAdam, and it holds. The bars say why: no look into the "
        "future, only less memory. The task shows how far that goes; the next beat has the price.",
    )


LASTS = {"0.3": "0.3", "0.2": "0.2"}


def the_price(rate: Annotated[str, Words(LASTS, "learning rate")] = "0.3") -> Beat:
    """If both go on."""
    lr, early = float(rate), 300
    short, long = made.long_run(lr, early), made.long_run(lr)
    adam, nadam = long.trajectories()
    opening = [run.reached for run in made.long_run(0.3, early).trajectories()]
    burst, late = (
        made.burst(nadam.positions), made.burst(made.long_run(0.3).trajectories()[1].positions)
    )  # fmt: skip
    again = made.long_run(0.3).trajectories()
    own = float(np.abs(nadam.positions[burst:, 1]).max()) if burst else 0.0
    first, moving = made.crossings(nadam)
    arrive = [run.reached for run in short.trajectories()]
    noisy = {key: seeds.hovers(key) for key in ("adam 0.3", "nadam 0.3", "adam 0.1", "nadam 0.1")}
    return Beat(
        lead=f"The bowl at lr {number(0.3)}. In {early} steps {named('nadam')} arrives at step "
        f"{opening[1]}, {named('adam')} at {opening[0]}. The line with ticks is NAdam’s limit of "
        f"lr·λ/√v̂, where λ = {number(KAPPA)} is the curvature in y. It rises as μ does.",
        question=Question(
            f"They go on to step {number(long.steps)}. What happens?",
            {
                "nothing more: both stay": not late,
                "both are thrown out again": bool(made.burst(again[0].positions) and late),
                "NAdam is thrown out again": bool(late and not made.burst(again[0].positions)),
            },
            "It goes beyond its limit, and nothing is seen of that for hundreds of steps.",
        ),
        text=f"{told.at_first(rate, arrive)}As in “A perfect bowl, and no noise”, v forgets the "
        "large gradients of the start, a thousandth a step, and lr·λ/√v̂ grows. "
        f"{named('adam')}’s limit is {number(made.stands(1.0))}, and it gets to "
        f"{number(float(made.ratio(adam)[-1]), 3)}. {named('nadam')}’s is "
        f"{number(made.stands(made.BETA1))} at μ = β1 (optax’, and Keras’ after a hundred steps), "
        f"but {number(made.stands(made.mu(1)))} at PyTorch’s first μ: passed at step {first}. "
        f"{told.crossed(moving)} {told.thrown_out(burst, own, nadam.reached, long.steps)} It "
        f"brakes more, and tolerates less. With noise of {number(1.0)} and lr {number(0.3)} "
        f"nobody is thrown: of {seeds.SEEDS} runs of each none gets beyond |y| = "
        f"{number(noisy['nadam 0.3']['y'], 2)} with NAdam, {number(noisy['adam 0.3']['y'], 2)} "
        f"with Adam. At lr {number(0.1)} NAdam even hovers lower, at a loss of "
        f"{number(noisy['nadam 0.1']['loss'], 3)} against {number(noisy['adam 0.1']['loss'], 3)}.",
        panes=(draw.heights(long, moving), draw.strains(long, moving)),
        ledger=ledger("nadam"),
        folds=(asides.STANDS,),
        claims=lambda: {
            "NAdam is quicker at first": (opening[1] or early) < (opening[0] or 0),
            "its limit is a tenth of Adam’s": made.stands(made.mu(1)) < 0.1 * made.stands(1.0),
            "the burst comes hundreds of steps after the crossing": bool(
                late and moving and late - moving > 200
            ),
        },
        t=early,
        notes="Press play and wait. The line from the crossing to the burst is what the room "
        "should see: the growth begins some hundred steps before anything shows. It is the law of "
        "Momentum vs NAG again.",
    )


NAMES = {key: LABELS[key] for key in ("adam", "nadam", "adamax", "adamw")}


def one_name(optimizer: Annotated[str, Words(NAMES)] = "adam") -> Beat:
    """One name, several runs."""
    steps = {form: made.slope_steps(optimizer, form) for form in made.forms(optimizer)}
    adam, adamax = (made.slope_steps(key, "mlx") for key in ("adam", "adamax"))
    longest, ratio = int(adam.argmax()), float(adamax[0])
    said = ", ".join(
        f"{{{k}|{FRAMEWORKS[form]}}} {number(float(s[0]), 4)}" for k, (form, s) in
        enumerate(steps.items()))  # fmt: skip
    times = (1, 100, 1000)
    torch, keras = (few(round(float(made.mu(t, d)), 3) for t in times) for d in (0.004, 1.0))
    half = int(np.ceil(np.log(0.5) / np.log(0.96) / 0.004))
    return Beat(
        lead="The same name in four frameworks, each with its own defaults. MLX leaves out the "
        "correction, the hats, unless asked. That makes Adam’s first step, as in “Bias correction, "
        f"on and off”, {number(adam[0], 3)} times as long.",
        question=Question(
            "And the first step of MLX’ AdaMax?",
            {
                f"{number(adam[0], 3)} times as long too": ratio > 2.0,
                "the same: a maximum needs no correction": 0.9 < ratio < 1.1,
                "a tenth as long": ratio < 0.2,
            },
            "A maximum needs none, so only m is left uncorrected. At first m is a tenth of the "
            "gradient.",
        ),
        text=f"{LABELS[optimizer]}’s first step on a slope of {number(1.0)}, in lr: {said}. "
        f"Uncorrected, v starts too small by more than m does: MLX’ Adam steps "
        f"{few(round(float(s), 2) for s in adam[:2])} lr and so on, up to "
        f"{number(adam[longest], 3)} at step {longest + 1}, and more than {number(1.1)} lr for "
        f"{int((adam > 1.1).sum())} steps. MLX’ AdaMax starts low: "
        f"{few(round(float(s), 3) for s in adamax[:3])}. NAdam’s μ at steps {few(times)} is "
        f"{torch} in PyTorch, {keras} in Keras and {number(made.BETA1)} always in optax. PyTorch’s "
        f"is half way up to it only at step {half}.",
        panes=(
            draw.form_paths(optimizer),
            draw.form_bars(optimizer, FRAMEWORKS),
            draw.momenta() if optimizer == "nadam" else draw.form_steps(optimizer),
        ),
        ledger=ledger(optimizer),
        table=rows.support(),
        folds=(asides.HISTORY,),
        claims=lambda: {
            "MLX’ AdaMax starts at a tenth": bool(np.isclose(ratio, 0.1)),
            "every framework’s NAdam differs": len(set(made.forms("nadam"))) == 3,
        },
        notes="Here a colour is a framework, not an optimizer. The table is made from the rules "
        "that the tests compare with the libraries. Ask who has moved a rate from one framework to "
        "another.",
    )


def silence(
    silent: Annotated[int, Slider(0, 3000, label="steps of silence")] = 1000,
) -> Beat:
    """A slope after a long silence."""
    keys = ("adam", "nadam", "adamax")
    sums = {key: made.walked(key, silent) for key in keys}
    opens = float(made.walked("adam", 1000)[-1])
    bowl = made.RARE.trajectories()
    tall = 1.0 / np.sqrt(1.0 - made.BETA2) * (1.0 - made.BETA1)
    return Beat(
        lead=f"A rare feature: no gradient for n steps, then one of {number(1.0)}, then none "
        "again. So far Adam’s steps were of about lr, whatever the gradient.",
        question=Question(
            f"n = {number(1000)}. How far does Adam walk for that one gradient, in the end?",
            {
                "a tenth of lr, the share that m takes of it": opens < 0.2,
                f"about {number(opens, 2)} lr": opens > 20.0,
                "about lr": 0.5 < opens < 2.0,
            },
            f"{number(opens, 3)} lr. In the silence v has gone to nothing. The gradient comes "
            "into m by a tenth, but into v by a thousandth only, whose root is small.",
        ),
        text=f"{told.walk(silent, sums)} One step of Adam may be as long as "
        f"{number(float(tall), 3)} lr, and m forgets only by and by: so the steps add up. NAdam "
        "takes the gradient bare, most of it in one step. AdaMax’ u is the gradient itself at "
        f"once, after any silence, and no step of it is longer than {number(made.bound(), 5)} lr. "
        f"In the bowl whose steep slope is seen once in {made.RARE.sparse} steps: from y = "
        f"{number(made.RARE.start[1])} {named('adam')} is thrown to "
        f"{number(float(bowl[0].positions[:, 1].max()), 3)} and ends at "
        f"{number(float(bowl[0].positions[-1, 1]), 3)}, {named('adamax')} walks in from one side "
        f"to {number(float(bowl[1].positions[-1, 1]), 2)}.",
        panes=(*draw.after_silence(silent), draw.rare_paths()),
        ledger=ledger("nadam", "adamax"),
        table=rows.silences(),
        folds=(asides.BOUND,),
        claims=lambda: {
            "a long silence makes a long walk": opens > 20.0,
            "AdaMax walks about lr": abs(float(made.walked("adamax", 1000)[-1]) - 1.0) < 0.02,
            "fading gradients reach AdaMax’ bound": bool(
                np.isclose(made.longest_by_fading_slopes(), made.bound(), rtol=1e-4)
            ),
        },
        notes="Ask who has seen a loss jump when a rare word came. Slide n from the left, slowly: "
        "Adam’s walk grows, AdaMax’ shrinks to one lr.",
    )


FACTORS = {str(G): f"× {G}" for G in made.FACTORS}


def outlier(factor: Annotated[str, Words(FACTORS, "one slope")] = "100") -> Beat:
    """One slope is far too steep."""
    by, keys = float(factor), ("adam", "adamax", "momentum")
    found = {key: made.home(key, by) for key in keys}
    slow = {key: made.slow_for(key) for key in ("adam", "adamax")}
    home = [made.home(key, 100.0) or 0 for key in ("momentum", "adam", "adamax")]
    far, usual = (float(made.thrown("momentum", g).positions[:, 0].max()) for g in (by, 1.0))
    on = {key: float(made.thrown_on_slope(key, 100.0, 1001)[1000]) for key in
          ("adam", "adamax", "rmsprop")}  # fmt: skip
    hover = [seeds.hovers(f"{key} 0.1")["loss"] for key in ("adamax", "adam")]
    return Beat(
        lead=f"The long slope again, lr {number(LR)}, from x = {number(made.THROWN.start[0])}. At "
        f"step "
        f"{made.SPIKE} the gradient is {number(100.0)} times too large, once. A bad batch, say.",
        question=Question(
            f"When does AdaMax walk at {number(0.9)} of its speed again?",
            {
                "at once: the maximum has passed": slow["adamax"] < 3,
                f"after about {round(slow['adamax'], -2)} steps": slow["adamax"] > 4000,
                "after about ten steps, as momentum forgets": 5 < slow["adamax"] < 20,
            },
            f"u forgets a thousandth a step. From {number(100.0)} down to {number(1.0)} over "
            f"{number(0.9)} takes ln {number(90.0)}/−ln {number(made.BETA2)} = {slow['adamax']} "
            f"steps. Adam’s √v̂ takes {slow['adam']}.",
        ),
        text=f"{told.homes(found, made.THROWN.steps, factor)} {told.thrown_to(by, far, usual)} On "
        f"a slope without end, with one gradient {number(100.0)} times too large, Adam comes "
        f"{number(on['adam'], 3)} lr far in {number(1000)} steps, AdaMax "
        f"{number(on['adamax'], 2)}, RMSProp {number(on['rmsprop'], 3)}. AdaMax is called calmer. "
        f"Partly it only has a smaller rate: in pure noise u is {number(seeds.divisors(1.0), 2)} "
        f"times √v̂. In the bowl with noise of {number(1.0)} it hovers at a loss of "
        f"{number(hover[0], 3)}, Adam at {number(hover[1], 3)}.",
        panes=(draw.thrown_paths(by), draw.thrown_divisors(by)),
        ledger=ledger("adamax"),
        table=rows.homes(),
        claims=lambda: {
            "the formula is what is seen": slow["adamax"]
            == int(np.ceil(np.log(90.0) / -np.log(made.BETA2))),
            "momentum is thrown, but home first": home == sorted(home),
        },
        t=49,
        notes="Thrown, but there first; the adaptive ones are paralysed. This is one reason for "
        "clipping gradients. Take × 1000 last.",
    )  # fmt: skip


def the_wall(
    weight_decay: Annotated[float, Slider(0.0, 1.0, step=0.01, label="weight decay λ")] = 0.3,
) -> Beat:
    """A square appears."""
    trajectories = draw_decay.booth(weight_decay).trajectories()
    end, l2, sgd = (run.positions[-1].tolist() for run in trajectories)
    low, high = (seeds.ends("adamw")[seeds.DECAYS.index(d)] for d in (0.1, 0.3))
    pulls = [walls.pulled(d) for d in (0.1, 0.3)]
    moved, by_l2 = math.dist(high, low), math.dist(*pulls)
    minimum = walls.BOOTH.record.minima()[0][:2]
    way = math.hypot(*low) / 3.0
    slow = walls.slow_end()
    return Beat(
        lead="Weight decay pulls the weights to the origin, with a strength λ (no curvature now). "
        "L2 adds λθ to the gradient. AdamW shrinks θ by lr·λ first, outside of the average. The "
        f"lowest point of Booth’s function is {vector(minimum)}. With λ = {number(0.1)} AdamW "
        f"ends at {vector(low, 3)}.",
        question=Question(
            f"From λ = {number(0.1)} to {number(0.3)}: how far does AdamW’s end move?",
            {
                "a third of the way to the origin": moved > 0.9 * way,
                "as far as with L2": math.isclose(moved, by_l2, rel_tol=0.3),
                "not at all": moved < 0.01,
            },
            f"At λ = {number(0.3)} it ends at {vector(high, 3)}.",
        ),
        text=f"{told.wall_at(weight_decay, end)} Pull λ: the square of half-side 1/λ shrinks, and "
        "the end stays until a side pushes it. Then it is the lowest point inside the square. "
        f"With {named('adam', 'L2')} Adam ends at {vector(l2)} and momentum at {vector(sgd)}: the "
        "same for both, and nearer to the origin with every bit of λ. The walls of the defaults "
        f"stand at {_walls(walls.walls())}. With β2 of {number(made.BETA2)} the way is long: λ = "
        f"{number(0.3)} comes to {vector(slow)} in {number(5000)} steps, as √v̂ halves in "
        f"{number(_halves())} steps. Here β2 is {number(0.95)}.",
        panes=(draw_decay.behind_the_wall(weight_decay), draw_decay.by_decay(weight_decay)),
        ledger=ledger("adamw", "l2"),
        table=rows.walls(),
        folds=(asides.WALL,),
        claims=lambda: {
            "every end is the lowest point inside the square": all(
                np.allclose(end, walls.walled(d), atol=0.05)
                for d, end in zip(seeds.DECAYS, seeds.ends("adamw"), strict=True)
            ),
            "L2’s end is the same for Adam and momentum": np.allclose(
                seeds.ends("adam"), seeds.ends("momentum"), atol=0.003),
            "up to the wall nothing moves": moved < 0.01 < by_l2,
        },
        notes="The best moment of the lesson. Pull λ slowly from the left and let nobody speak "
        "until the side touches the point. Then ask what pushes.",
    )  # fmt: skip


def _walls(places: Mapping[str, float]) -> str:
    return listed([f"{thousands(round(at))} ({FRAMEWORKS[form]})" for form, at in places.items()])


def _halves() -> int:
    return round(float(2.0 * np.log(0.5) / np.log(made.BETA2)))


SIGMAS = {s: s for s in ("0", "1", "3", "10")}


def noise_pulls(sigma: Annotated[str, Words(SIGMAS, "noise σ")] = "1") -> Beat:
    """The same with noise."""
    means = {s: np.mean(seeds.clouds(s), axis=0) for s in SIGMAS}
    minimum = np.array(walls.BOOTH.record.minima()[0][:2])
    way = {s: float(np.hypot(*(mean - minimum))) for s, mean in means.items()}
    decay, noise = seeds.CLOUD_DECAY, float(sigma)
    l2 = [vector(seeds.pulled_clouds(s)) for s in ("1", "10")]
    predicted = [vector(walls.pulled(decay * float(s))) for s in ("1", "3", "10")]
    times = walls.pulled_times(way["10"]) / walls.pulled_times(way["1"])
    return Beat(
        lead=f"Booth’s function again, from its lowest point on. λ = {number(decay)}, so the wall "
        f"is {number(1.0 / decay)} away. Every gradient has noise of standard deviation σ. "
        f"{seeds.DOTS} runs of {thousands(seeds.CLOUDS.steps)} steps each, at lr "
        f"{number(seeds.CLOUD_LR)}.",
        question=Question(
            "Ten times the noise, and the same λ. AdamW’s decay gets …",
            {
                "about ten times as strong": times > 5.0,
                "weaker: the noise hides it": times < 0.8,
                "neither: λ is the same": 0.8 < times < 1.2,
            },
            f"The mean end goes from {vector(means['1'].tolist())} to "
            f"{vector(means['10'].tolist())}. L2 gets there with a λ {number(times, 2)} times as "
            "large.",
        ),
        text=f"With σ = {sigma} the mean of the ends is {vector(means[sigma].tolist())}. L2 with "
        f"λσ = {number(decay * noise)} ends at {vector(walls.pulled(decay * noise))}. Under noise "
        "√v̂ is about σ, and AdamW’s decay is not divided by it. So noise in a coordinate sets how "
        f"strong its decay is: for σ of {few((1, 3, 10))} L2 with λσ predicts {listed(predicted)}. "
        f"With {named('adam', 'L2 in Adam')} noise changes next to nothing: it ends at {l2[0]} "
        f"and, at σ = {number(10)}, at {l2[1]}.",
        panes=(draw_decay.cloud(sigma), draw_decay.pull_by_noise(sigma)),
        ledger=ledger("adamw", "l2"),
        table=rows.clouds(),
        folds=(asides.PULL,),
        claims=lambda: {
            "the means lie at L2’s ends with λσ": all(
                np.allclose(means[s], walls.pulled(decay * float(s)), atol=0.012)
                for s in ("1", "3", "10")
            ),
            "without noise nothing moves": way["0"] < 0.002,
        },
        notes="The wall of the last beat was the case without noise, which no training has. What "
        "AdamW does in practice is this pull, and its strength is set by the noise.",
    )


TIMES = {"100": "× 100", "1": "× 1"}


def loss_times(factor: Annotated[str, Words(TIMES, "the loss")] = "100") -> Beat:
    """The loss times a hundred."""
    by = float(factor)
    apart = {key: walls.moved_by(key, by) for key in FAMILY}
    opens = {key: walls.moved_by(key, walls.TIMES) for key in FAMILY}
    adamw, l2 = (draw_decay.booth_ends(key, walls.TIMES)[1] for key in ("adamw", "adam"))
    gone = walls.leaves(walls.TIMES)
    same = [key for key, far in opens.items() if far < 1e-6]
    return Beat(
        lead="Somebody replaces a mean by a sum: the loss, and with it every gradient, becomes "
        f"{number(walls.TIMES)} times as large. All run at lr {number(LR)}, NAG at "
        f"{number(made.NAG_LR)}. Nobody’s rate is changed.",
        question=Question(
            "Which paths change?",
            {
                "all of them": len(same) == 0,
                "only NAG’s": same == list(FAMILY[:4]),
                "NAG’s and AdamW’s, whose decay stays as it is": same == list(FAMILY[:3]),
            },
            f"The others divide by √v̂ or u, which are {number(walls.TIMES)} times as large too. "
            f"NAG diverges at step {gone}.",
        ),
        text=_scaled(by, apart)
        + f" AdamW’s decay is outside the quotient, and so is its wall: in Booth, at λ = "
        f"{number(0.5)}, it ends at {vector(adamw, 3)} with {number(walls.TIMES)} times the loss, "
        f"as before. {named('adam', 'L2')} adds λθ to a gradient that has become so much larger: "
        f"its "
        f"end goes to {vector(walls.pulled(0.5 / walls.TIMES))}, the pull is {number(walls.TIMES)} "
        f"times as weak. (The run itself is at {vector(l2)} so far.)",
        panes=(*draw_decay.scaled_loss(by), draw_decay.scaled_booth(by)),
        ledger=ledger("adamw", "nesterov"),
        claims=lambda: {
            "Adam and three relatives stay": same == list(FAMILY[:4]),
            "AdamW’s end stays": bool(np.allclose(*draw_decay.booth_ends("adamw"), atol=2e-3)),
            "NAG diverges at once": gone is not None and gone < 5,
        },
        notes="Ask which of them needs its rate changed when somebody replaces a mean by a sum. "
        "The dots lie on the lines, or they are gone.",
    )


def _scaled(by: float, apart: dict[str, float]) -> str:
    """How far the paths have moved."""
    if by == 1.0:
        return "With the loss as it is the dots are the lines themselves."
    most = max(apart[key] for key in FAMILY[:4])
    return (
        f"{listed([named(key) for key in FAMILY[:4]])} move by at most {number(most, 1)}, "
        f"{named('nesterov')} diverges."
    )


EVENTS = rows.EVENTS
LONG = {"1000": "1000 steps", "150": "150 steps"}


def faster(
    event: Annotated[str, Words(EVENTS)] = "turned",
    steps: Annotated[str, Words(LONG, "races of")] = "1000",
) -> Beat:
    """Faster than Adam?"""
    count = int(steps)
    ahead = {
        n: [key for key in EVENTS if key != "noisy" and _ahead(key, n) >= 2] for n in seeds.LENGTHS
    }
    short, long = (len(ahead[n]) for n in seeds.LENGTHS)
    told_here = seeds.raced(event, count)
    noisy = event == "noisy"
    kept = seeds.raced("noisy", count)["heats"]
    return Beat(
        lead=f"Six events, seven runners. Each has {number(26)} rates to choose from. Its best is "
        "found on some starts and judged on others. “NAdam is often faster than Adam”, one reads.",
        question=Question(
            f"In races of {number(150)} and of {number(1000)} steps, is it?",
            {
                "in nearly every event, short or long": min(short, long) >= 4,
                "in most short races, in few long ones": short >= 3 and long <= 2,
                "never": short == long == 0,
            },
            f"Of the {len(EVENTS) - 1} events without noise: in the short races two or all three "
            f"forms of NAdam are clearly ahead of Adam in {short}, in the long ones in {long}.",
        ),
        text=f"{EVENTS[event].capitalize()}: "
        + told.race_line(told_here, tuple(seeds.RACERS), 2 if noisy else 3,
                         "of loss left" if noisy else "steps")
        + _of_event(event),
        panes=(draw_race.event_paths(event, count), draw_race.boxes(event, count)),
        ledger=changes("nadam", "adamax", "adamw", "nesterov"),
        table=rows.race(count),
        folds=(asides.RACE, *asides.LAST_WORDS),
        claims=lambda: {
            "short races favour NAdam more": short > long,
            "PyTorch’s NAdam is behind in the long ravines": _ahead("ravine", 1000) < 3,
            "Adam’s family ties in noise, NAG does not": kept[6]["kept"][3] < kept[0]["score"],
            "with a falling rate all come in": all(
                heat["loss"] < 1e-6 for heat in seeds.falling("turned")["heats"]),
        },
        links=(("The turned ravine in the playground", playground(made.LINK)),),
        notes="Nobody wins everywhere, and the winner depends on how long the race is. A name is "
        "no reason to change the optimizer; a tuned rate is. The folds have what to remember.",
    )  # fmt: skip


def _of_event(event: str) -> str:
    """What an event shows besides who wins it."""
    if event == "turned":
        rates = [seeds.raced("turned", n)["heats"][1]["lr"] for n in seeds.LENGTHS]
        return (
            f" In the long race PyTorch’s NAdam must take a rate of {number(rates[1], 3)} instead "
            f"of {number(rates[0], 3)}, or it is thrown out again."
        )
    if event == "rosenbrock":
        heats = seeds.raced("rosenbrock", 1000)["heats"]
        share = [rows.percent(heats[k]["share"]) for k in (0, 6)]
        return f" Of Adam’s long runs {share[0]} arrive, of NAG’s {share[1]}."
    if event == "noisy":
        kept = seeds.raced("noisy", 1000)["heats"]
        q = [" to ".join(number(x, 2) for x in kept[k]["kept"][1:4:2]) for k in (0, 6)]
        left = [heat["score"] for heat in seeds.falling("noisy")["heats"]]
        return (
            f" The middle half of Adam’s runs ends at a loss of {q[0]}, so all of its family tie; "
            f"NAG’s, at {q[1]}, do not. With a rate that falls as a cosine it is a tie: "
            f"{few(round(x, 3) for x in left)} for Adam and NAdam as PyTorch, Keras and optax have "
            "it."
        )
    return ""


def _ahead(event: str, steps: int) -> int:
    """How many forms of NAdam are clearly ahead of Adam."""
    adam, *nadams = (heat["score"] for heat in seeds.raced(event, steps)["heats"][:4])
    return sum(CLEARLY * score < adam for score in nadams)


ADAM_FAMILY = Lesson(
    key="adam_family",
    label="NAdam, AdaMax, AdamW, NAG",
    idea="Four names, each said to be Adam, only better. Which one line does each change, and what "
    "does that line do to the path?",
    day=41,
    minutes=20,
    beats=(
        first_step, nadam_brakes, the_price, one_name, silence, outlier, the_wall, noise_pulls,
        loss_times, faster,
    ),
    short=(first_step, nadam_brakes, the_price, the_wall, noise_pulls, faster),
)  # fmt: skip
