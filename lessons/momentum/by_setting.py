"""Pictures of the lesson on momentum against its settings."""

import numpy as np

from lessons.momentum.panes import legend
from lessons.momentum.runs import BETA, KAPPA, pays_below
from lessons.momentum.scans import fewest, tuned_by_kappa
from lessons.words import number
from optim.theory import best, rate, stable_below
from pictures import Axis, Dot, Pane, Shape, against, level, value_map
from pictures.curves import curve


def factors(lr: float) -> Pane:
    """The factor per step against r, for several momenta, and where the two directions are."""
    r, momenta = np.geomspace(1e-3, 4.0, 200), {0: 0.0, 3: 0.5, 1: BETA, 2: 0.99}
    here = [
        Dot(1, (at, float(rate("momentum", 1.0, at, BETA))), label=name, order=2)
        for name, at in (("x", lr), ("y", lr * KAPPA))
    ]
    return against(
        r,
        {k: rate("momentum", 1.0, r, b) for k, b in momenta.items()},
        None,
        Axis("r = lr·λ", log=True),
        Axis("factor a step"),
        level("x", pays_below(BETA), "1 − √β"),
        *here,
        limits=(0.0, 1.3),
        order=1,
        name="Factor per step",
        lines=(legend(momenta),),
    )


def rate_map(lr: float, momentum: float, kappa: float) -> Pane:
    """Rate and momentum as a map of how fast the slower direction shrinks."""
    chosen, grid = best("momentum", kappa), np.linspace(0.0, 1.0, 50)
    shapes: list[Shape] = [
        curve(stable_below("momentum", kappa, grid), grid, "other"),
        level("y", BETA),
        Dot(2, (chosen.lr, chosen.momentum), label="best"),
        Dot(1, (lr, momentum)),
    ]
    return value_map(
        lambda x, y: np.maximum(*(rate("momentum", c, x, y) for c in (1.0, kappa))),
        ((5e-4, 4.0), (0.0, 0.99)),
        Axis("learning rate", log=True),
        Axis("β", ticks=tuple((b, number(b)) for b in (0.0, 0.5, BETA))),
        (min(chosen.rate, 0.99), 1.0),
        *shapes,
        sets=("lr", "momentum"),
        name="Factor per step: deep is fast",
    )


def who_wins_by_kappa(kappa: float) -> Pane:
    """Steps against kappa: the fewest without memory and at BETA, those of the best pair."""
    kappas, tuned = tuned_by_kappa()
    places = np.array(sorted(fewest.at))
    bare, own = np.array([[row[0] for row in fewest(k)] for k in places]).T
    return against(
        places,
        {0: bare, 1: own, 2: np.interp(places, kappas, tuned)},
        kappa,
        Axis("κ", log=True),
        Axis("fewest steps", log=True),
        order=1,
        name="Who wins",
        lines=(f"{{0|without}}, {{1|β {number(BETA)}}}, {{2|best pair}}",),
    )
