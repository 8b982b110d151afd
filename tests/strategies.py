"""Random valid comparisons, for hypothesis."""

from hypothesis import strategies as st

from comparison import Comparison, Run
from comparison.checking import MAX_RUNS, NOISE, SEED, SPARSE, STEPS, batch, coordinates
from comparison.course import MAX_CHANGES, STATE, after
from comparison.run import run_settings
from comparison.view import CURVE, CURVE_AXIS, HEIGHT, LOSS_AXIS, OVERLAYS
from landscapes import LANDSCAPES
from optim import OPTIMIZERS, SCHEDULES
from optim.chain import LENGTH, MAX_PARTS, Part, can_be_part, written
from optim.hyperparameters import LR
from setting import LONGEST_LIST


def values(setting):
    """Any value a setting allows."""
    if setting.type is bool:
        return st.booleans()
    if setting.type is str:
        return st.sampled_from(setting.choices)
    if setting.type is tuple:
        entries = st.lists(values(setting.entry), min_size=1, max_size=LONGEST_LIST)
        return entries.map(sorted).map(tuple)
    if setting.type is int:
        allowed = st.integers(int(setting.low), int(setting.high))
    else:
        allowed = st.floats(setting.low, setting.high)
    return allowed if setting.default is not None else st.none() | allowed


@st.composite
def schedules(draw):
    """One of the registry, or a chain of those that can be part of one."""
    if draw(st.booleans()):
        return draw(st.sampled_from(sorted(SCHEDULES)))
    keys = st.sampled_from([key for key in SCHEDULES if can_be_part(key)])
    parts = st.lists(st.tuples(keys, values(LENGTH)), min_size=2, max_size=MAX_PARTS)
    return written(tuple(Part(*part) for part in draw(parts)))


@st.composite
def runs(draw, steps=STEPS.high):
    optimizer = draw(st.sampled_from(sorted(OPTIMIZERS)))
    schedule = draw(schedules())
    convention = draw(st.sampled_from(sorted(OPTIMIZERS[optimizer].rules)))
    settings = draw_settings(draw, run_settings(optimizer, schedule, convention))
    run = Run(optimizer, draw(values(LR)), schedule, convention, **settings)
    return draw(st.just(run) | courses(run, steps)) if steps > 1 else run


def draw_settings(draw, known):
    chosen = draw(st.sets(st.sampled_from([s.name for s in known])))
    return {s.name: draw(values(s)) for s in known if s.name in chosen}


@st.composite
def courses(draw, run, steps):
    """The run with changes of its course before its last step."""
    begins = draw(st.sets(st.integers(1, steps - 1), max_size=MAX_CHANGES))
    for begin in sorted(begins):
        optimizer = draw(st.sampled_from([run.legs[-1].run.optimizer, *OPTIMIZERS]))
        kind = {
            "optimizer": optimizer,
            "convention": draw(st.sampled_from(sorted(OPTIMIZERS[optimizer].rules))),
            "schedule": draw(schedules()),
        }
        values_ = {name: kind[name] for name in draw(st.sets(st.sampled_from([*kind])))}
        if "optimizer" not in values_:
            values_.pop("convention", None)
        there = after(run.legs[-1], begin, values_).run
        known = run_settings(there.optimizer, there.schedule, there.convention)
        values_ |= draw_settings(draw, [LR, STATE, *known])
        run = run.changed(then=(*run.then, (begin, values_)))
    return run


def looks(draw, record, count):
    """How a picture of so many runs is looked at."""
    (x0, x1), (y0, y1) = record.view
    share = draw(st.floats(1e-3, 2.0))
    zooms = (x0, x0 + share * (x1 - x0), y0, y0 + share * (y1 - y0))
    return {
        "overlays": draw(st.sets(st.sampled_from(OVERLAYS))),
        "hidden": draw(st.sets(st.integers(1, count))),
        "zoom": draw(st.none() | st.just(zooms)),
        **{s.name: draw(values(s)) for s in (CURVE, LOSS_AXIS, CURVE_AXIS, HEIGHT)},
        "camera": draw(st.none() | st.tuples(*[st.floats(0.1, 10.0)] * 3)),
        "numbers": draw(st.integers(0, count)),
    }


@st.composite
def comparisons(draw):
    landscape = draw(st.sampled_from(sorted(LANDSCAPES)))
    record = LANDSCAPES[landscape]
    steps = draw(values(STEPS))
    chosen = tuple(draw(st.lists(runs(steps), min_size=1, max_size=MAX_RUNS)))
    return Comparison(
        landscape,
        {p.name: draw(values(p)) for p in record.parameters if draw(st.booleans())},
        draw(st.none() | st.tuples(*map(values, coordinates(record)))),
        steps,
        draw(values(NOISE)),
        draw(values(SEED)),
        chosen,
        draw(st.integers(0, steps)),
        draw(values(SPARSE)),
        draw(values(batch(record))),
        **(looks(draw, record, len(chosen)) if draw(st.booleans()) else {}),
    )
