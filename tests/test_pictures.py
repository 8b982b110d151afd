"""Pictures as data: shapes lie where the engine says, and each follows its run."""

import numpy as np
import pytest

from comparison import Comparison, Run, read_link
from pictures import (
    Arrow,
    Axis,
    Cells,
    Cloud,
    Columns,
    Dot,
    Fence,
    Line,
    Pane,
    Span,
    Trail,
    against,
    around,
    arrows,
    bars,
    box_plot,
    cell_map,
    curves,
    cut,
    cycle,
    fit,
    level,
    moves,
    number_line,
    paths,
    ranges,
    schedule_panes,
    side_by_side,
    strip,
    trail,
    value_map,
    walk,
)
from pictures.paths import MOST_POINTS

RUNS = (Run("gradient_descent", 0.03), Run("momentum", 0.03, convention="classical"))
BOWL = Comparison("quadratic", steps=60, runs=RUNS)


def trails(pane):
    return [shape for shape in pane.shapes if isinstance(shape, Trail)]


def test_paths_are_the_runs_in_their_colours():
    pane = paths(BOWL)
    for k, (line, run) in enumerate(zip(trails(pane), BOWL.trajectories(), strict=True)):
        assert (line.role, line.every, line.steps) == (k, 1, 60)
        np.testing.assert_array_equal(line.points, run.positions)
    assert pane.steps == 60
    assert pane.ground == BOWL
    assert pane.link == f"./?{BOWL.to_link()}"


def test_small_multiples_show_a_run_each():
    one, other = side_by_side(BOWL)
    assert [line.role for line in (*trails(one), *trails(other))] == [0, 1]
    assert (one.name, other.name) == BOWL.labels


def test_a_long_run_is_thinned_and_keeps_its_ends():
    (run,) = BOWL.changed(steps=1234, runs=RUNS[1:]).trajectories()
    line = trail(run.positions, 1)
    assert len(line.points) <= MOST_POINTS + 1
    assert line.points[0] == tuple(run.positions[0])
    assert line.points[-1] == tuple(run.positions[-1])
    assert line.points[7] == tuple(run.positions[7 * line.every])
    assert not line.dots


def test_a_path_ends_where_it_diverges():
    (run,) = BOWL.changed(steps=400, runs=(Run("gradient_descent", 0.2),)).trajectories()
    line = trail(run.positions, 0)
    assert line.steps == run.outcome.step
    assert np.isfinite(line.points).all()


@pytest.mark.parametrize(
    ("what", "values"),
    [
        ("loss", lambda run: run.loss),
        ("x", lambda run: run.positions[:, 0]),
        ("lr", lambda run: run.settings["lr"]),
        ("distance", lambda run: np.hypot(*run.positions.T)),
    ],
)
def test_curves_by_step(what, values):
    pane = curves(BOWL, what)
    for line, run in zip(trails(pane), BOWL.trajectories(), strict=True):
        x, y = np.transpose(line.points)
        np.testing.assert_array_equal(x, np.arange(len(y)))
        np.testing.assert_allclose(y, values(run), rtol=1e-15)
    assert pane.data()["seeks"]
    (low, high) = pane.window[1]
    assert low < high


def test_the_limit_of_a_rate_is_drawn_where_there_is_one_and_the_rates_stay_apart():
    runs = (Run("momentum", 0.02, "one_cycle"), Run("lion", 0.02))
    picture = BOWL.changed(runs=runs)
    (fence,) = [shape for shape in curves(picture, "lr", limit=True).shapes if type(shape) is Fence]
    assert (fence.role, fence.label) == (0, "limit")
    mu = picture.trajectories()[0].settings["momentum"]
    np.testing.assert_allclose(
        np.array(fence.points)[:, 1], 2.0 * (1.0 + mu) / BOWL.parameters["kappa"]
    )
    plain, far = (curves(picture, "lr", limit=asked).window[1] for asked in (False, True))
    assert plain == far
    near = picture.changed(lr=0.1)
    plain, wide = (curves(near, "lr", limit=asked).window[1] for asked in (False, True))
    assert plain[1] < 0.15 < wide[1]
    hills = Comparison("peaks", start=(0.2, 1.2), steps=200, runs=(Run("gradient_descent", 0.01),))
    pieces = [s for s in curves(hills, "lr", limit=True).shapes if type(s) is Fence]
    assert pieces
    assert all(np.isfinite(piece.points).all() for piece in pieces)


def test_a_curve_against_a_setting_has_a_dot_where_it_is_and_gaps_where_it_is_nothing():
    x = np.linspace(0.0, 1.0, 11)
    y = np.where(np.abs(x - 0.5) < 0.11, np.nan, 2.0 * x)
    pane = against(x, {0: y}, 0.85, Axis("lr"), Axis("steps"), level("y", 1.0, "limit"))
    assert [len(line.points) for line in trails(pane)] == [4, 4]
    (dot,) = [shape for shape in pane.shapes if isinstance(shape, Dot)]
    assert dot.at == pytest.approx((0.85, 1.7))


def test_arrows_of_a_step_lead_tip_to_tail_to_the_next_point():
    walked = walk(BOWL.changed(runs=(Run("nesterov", 0.03, convention="classical"),)))
    kept, measured, push = arrows(walked, 3, 1)
    assert kept.foot == walked.position(3)
    assert push.foot == kept.tip
    np.testing.assert_allclose(push.tip, walked.position(4), atol=1e-15)
    assert measured.at == walked.measured(3)
    assert arrows(walked, walked.moves, 1) == ()


def test_a_run_without_velocity_has_one_arrow():
    (push,) = arrows(walk(BOWL), 0, 0)
    np.testing.assert_allclose(push.tip, walk(BOWL).position(1), atol=1e-15)


def test_a_cut_carries_the_balls_on_its_curve():
    slope = Comparison("huber_slope", start=(-8.0, 0.0), runs=(Run("momentum", 0.02),))
    ground, ball = trails(cut(slope))
    x, y = np.transpose(ground.points)
    np.testing.assert_allclose(y, slope.record.value(x, 0.0))
    np.testing.assert_allclose(
        [slope.record.value(*at, **slope.parameters) for at in ((x, 0.0) for x, _ in ball.points)],
        [height for _, height in ball.points],
    )
    pair = slope.changed(runs=(*slope.runs, Run("adagrad", 0.1)))
    assert [ball.role for ball in trails(cut(pair, runs=(1, 0)))[1:]] == [1, 0]


def test_bars_stand_on_their_names():
    pane = bars({"one": 2.0, "two": -1.0}, Axis("value"))
    assert [bar.heights for bar in pane.shapes] == [(2.0,), (-1.0,)]
    assert pane.x.ticks == ((0.0, "one"), (1.0, "two"))
    (low, high) = pane.window[1]
    assert low < -1.0 < 2.0 < high
    logarithmic = bars({"one": 10.0, "two": 1000.0}, Axis("steps", log=True))
    assert all(0.0 < bar.base < 10.0 for bar in logarithmic.shapes)
    within = bars({"one": 10.0}, Axis("steps", log=True), limits=(0.5, 300.0))
    assert within.window[1] == (0.5, 300.0)
    assert within.shapes[0].base == 0.5


def test_bars_have_their_values_written_over_them():
    values = {"one": 10.0, "two": 1000.0}
    bare, told = (
        bars(values, Axis("steps", log=True), write=write) for write in (None, lambda v: f"{v:.0f}")
    )
    assert [bar.label for bar in bare.shapes] == ["", ""]
    assert [bar.label for bar in told.shapes] == ["10", "1000"]
    assert told.window[1][1] > bare.window[1][1]


@pytest.mark.parametrize(
    ("name", "label", "told"),
    [
        ("Seven cars", "miles per gallon", "miles per gallon"),
        ("Steps to arrive", "steps to arrive", ""),
        ("Fewest steps, each at its best rate", "steps", ""),
        ("Way by step", "x", "x"),
    ],
)
def test_an_upright_axis_says_what_it_counts_unless_the_name_does(name, label, told):
    pane = Pane((), ((0.0, 1.0), (0.0, 1.0)), name, x=Axis("step"), y=Axis(label))
    along, up = pane.data()["axes"]
    assert (along["label"], up["label"]) == ("step", told)


def test_a_box_plot_holds_the_middle_half_and_reaches_over_all():
    sample = np.arange(101.0)
    pane = box_plot({"runs": sample}, Axis("loss"))
    (whole,) = trails(pane)
    (box,) = [shape for shape in pane.shapes if isinstance(shape, Columns)]
    assert [height for _, height in whole.points] == [0.0, 100.0]
    assert (box.base, box.heights) == (25.0, (75.0,))


def test_a_strip_shows_who_wins_where():
    pane = strip([0.01, 0.1, 1.0], [0, None, 1], Axis("lr", log=True))
    assert [(bar.role, bar.x) for bar in pane.shapes] == [(0, (0.01,)), (1, (1.0,))]
    assert {bar.width for bar in pane.shapes} == {1.0}


def test_a_map_has_its_values_on_the_axes_own_scale():
    seen = {}

    def value(x, y):
        seen["x"] = x[0]
        return x + y

    pane = value_map(
        value, ((0.01, 1.0), (0.0, 0.9)), Axis("lr", log=True), Axis("β"), (0.0, 2.0),
        sets=("lr", "momentum"),
    )  # fmt: skip
    ratios = seen["x"][1:] / seen["x"][:-1]
    np.testing.assert_allclose(ratios, ratios[0])
    assert pane.image.values.shape == (64, 64)
    assert pane.image.values[0, -1] == pytest.approx(1.0)


def test_a_map_of_cells_has_its_words_and_a_press_on_one_means_its_words():
    pane = cell_map(
        [[1.0, 10.0], [10.0, 100.0]], ("1", "5"), ("few", "many"), lambda v: f"{v:g}", 1, (1, 0),
        sets=("curvature", "every"),
    )  # fmt: skip
    (cells,) = pane.shapes
    assert isinstance(cells, Cells)
    assert cells.words == (("1", "10"), ("10", "100"))
    assert cells.shades == ((0.0, 0.5), (0.5, 1.0))
    assert cells.data()["lit"] == (1, 0)
    assert pane.window == ((-0.5, 1.5), (-0.5, 1.5))
    assert (pane.x.ticks, pane.y.ticks) == (((0, "1"), (1, "5")), ((0, "few"), (1, "many")))
    even = cell_map([[3.0]], ("1",), ("1",), str)
    assert even.shapes[0].shades == ((0.0,),)


def test_data_with_the_line_of_each_step():
    picture = Comparison("five_points", steps=20, batch=1, runs=(Run("gradient_descent", 0.1),))
    (shape,) = fit(picture).shapes
    np.testing.assert_array_equal(shape.lines, picture.trajectories()[0].positions)
    assert shape.points[3] == (3.0, 5.0)
    np.testing.assert_array_equal(shape.lit, picture.drawn_rows()[:, 0])


def test_a_window_around_points_has_room():
    (x0, x1), (y0, y1) = around([(0.0, 0.0), (10.0, 5.0)], [(np.nan, np.nan)])
    assert (x0, x1) == pytest.approx((-1.2, 11.2))
    assert (y0, y1) == pytest.approx((-0.6, 5.6))


def test_a_paths_ink_says_where_its_rate_rises_and_falls():
    cycling = BOWL.changed(steps=100, runs=(Run("momentum", 0.03, schedule="one_cycle"),))
    (line,) = trails(paths(cycling, phases=True))
    assert line.parts == ((0, "rise"), (29, "fall"))
    assert trails(paths(cycling))[0].parts == ()


def test_a_cycle_is_the_rate_the_momentum_and_what_they_make_of_a_step():
    cycling = BOWL.changed(steps=100, runs=(Run("momentum", 0.03, schedule="one_cycle"),))
    (run,) = cycling.trajectories()
    pane = cycle(cycling)
    momentum, reach, rate = (np.array(line.points)[:, 1] for line in trails(pane))
    np.testing.assert_array_equal(momentum, run.settings["momentum"])
    np.testing.assert_allclose(rate, run.settings["lr"] / 0.03)
    made = run.settings["lr"] / (1.0 - run.settings["momentum"])
    np.testing.assert_allclose(reach, made / made.max())
    assert all((line.every, line.steps) == (1, 99) for line in trails(pane))
    adam = BOWL.changed(runs=(Run("adam", 0.1, beta1=0.8), Run("adagrad", 0.1)))
    first, second = trails(curves(adam, "reach"))
    assert first.points[0][1] == second.points[0][1] == pytest.approx(0.1)
    assert trails(curves(adam, "momentum"))[0].points[0][1] == 0.8


@pytest.mark.parametrize("log", [False, True])
def test_ranges_lie_in_rows_from_the_top_with_their_marks(log):
    rows = {"one": (1.0, 100.0), "two": (4.0, 9.0)}
    pane = ranges(rows, {0: [10.0, np.nan], 2: [np.nan, 5.0]}, Axis("rate", log=log))
    bars_ = [shape for shape in pane.shapes if isinstance(shape, Columns)]
    for bar, (low, high) in zip(bars_, rows.values(), strict=True):
        ends = np.array([-0.5, 0.5]) * bar.width
        at = bar.x[0] * 10.0**ends if log else bar.x[0] + ends
        np.testing.assert_allclose(at, (low, high))
    assert [(bar.base + bar.heights[0]) / 2.0 for bar in bars_] == [1.0, 0.0]
    dots = [shape for shape in pane.shapes if isinstance(shape, Dot)]
    assert [(dot.role, dot.at) for dot in dots] == [(0, (10.0, 1.0)), (2, (5.0, 0.0))]
    assert pane.y.ticks == ((1.0, "one"), (0.0, "two"))
    assert all(bar.shades for bar in bars_)
    assert not any(bar.shades for bar in ranges(rows, {}, Axis("rate", log=log)).shapes)


def test_a_number_line_has_a_row_and_a_step_for_each_number():
    pane = number_line((0.0, 10.0), (-0.5, 2.0), 1.0, 1, {"mean": 5.0}, Axis("x"), order=1)
    moved = [shape for shape in pane.shapes if isinstance(shape, Arrow)]
    assert [(arrow.foot, arrow.tip) for arrow in moved] == [
        ((1.0, 0.0), (0.5, 0.0)),
        ((1.0, 1.0), (3.0, 1.0)),
    ]
    (dots,) = [shape for shape in pane.shapes if isinstance(shape, Cloud)]
    assert dots.points == ((0.0, 0.0), (10.0, 1.0))
    lines = [shape for shape in pane.shapes if isinstance(shape, Line)]
    assert [(line.at, line.label, line.order) for line in lines] == [(1.0, "", 1), (5.0, "mean", 0)]


def test_moves_stand_in_rows_from_the_top_and_what_hardly_moves_is_a_dot():
    pane = moves({"one": (0.0, 1.0, 1.5), "two": (2.0, 2.0)}, (3, 4), Axis("x"), order=2)
    steps = [shape for shape in pane.shapes if isinstance(shape, Arrow)]
    assert [(s.role, s.foot, s.tip, s.order) for s in steps] == [
        (3, (0.0, 1.0), (1.0, 1.0), 2),
        (3, (1.0, 1.0), (1.5, 1.0), 2),
    ]
    dots = [shape for shape in pane.shapes if isinstance(shape, Dot)]
    assert [(dot.role, dot.at) for dot in dots] == [(3, (0.0, 1.0)), (4, (2.0, 0.0))]
    assert pane.y.ticks == ((1.0, "one"), (0.0, "two"))


def test_a_cloud_is_sent_as_an_array():
    cloud = Cloud("other", ((0.0, 1.0), (2.0, 3.0)))
    np.testing.assert_array_equal(cloud.data()["points"], [(0.0, 1.0), (2.0, 3.0)])


CYCLES, _ = read_link(
    "landscape=quadratic&steps=100&run=momentum,lr=0.03,schedule=cosine"
    "&run=momentum,lr=0.03,schedule=one_cycle&run=rmsprop,lr=0.01"
)


@pytest.mark.parametrize("log", [False, True])
def test_schedules_have_their_rates_momenta_and_lengths_on_one_axis(log):
    rates, momenta, lengths = schedule_panes(CYCLES, 1, log)
    paths = CYCLES.trajectories()
    assert len({pane.window[0] for pane in (rates, momenta, lengths)}) == 1
    for pane, count in ((rates, 3), (momenta, 2), (lengths, 2)):
        assert [s.role for s in pane.shapes if isinstance(s, Trail)] == list(range(count))
    cycle = paths[1].settings
    _, drawn = (s for s in lengths.shapes if isinstance(s, Trail))
    np.testing.assert_allclose(
        np.array(drawn.points)[:, 1], cycle["lr"] / (1.0 - cycle["momentum"])
    )
    assert [grip.name for grip in rates.grips] == [h.name for h in CYCLES.runs[1].handles(100)]
    (low, top) = rates.window[1]
    assert all(low <= grip.at[1] <= top for grip in rates.grips)
    assert "rise from step 0 to 29, fall from step 29 to 100" in rates.says


def test_a_schedule_that_reads_the_loss_shows_what_it_came_to():
    picture = CYCLES.changed(schedule="reduce_on_plateau", patience=2, noise=3.0)
    (rates, *_) = schedule_panes(picture, 0)
    spans = [s for s in rates.shapes if isinstance(s, Span)]
    used = picture.trajectories()[0].settings["lr"]
    assert len(spans) == len(np.unique(used)) > 1
