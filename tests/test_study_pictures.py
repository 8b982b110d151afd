"""Pictures of studies: curves and marks lie where the study says, and what diverged is no line."""

import numpy as np
import pytest

from comparison import Comparison, Run
from pictures import (
    STEP,
    Dot,
    Line,
    Trail,
    peak_curves,
    range_curve,
    spread_bands,
    spread_boxes,
    sweep_curve,
)
from pictures.shape import Band, Columns
from studies import best_peaks, over_seeds, range_test, rate_sweep

BOWL = Comparison("quadratic", steps=60, runs=(Run("gradient_descent", 0.01),))
NOISY = BOWL.changed(noise=3.0, runs=(Run("momentum", 0.01), Run("momentum", 0.01, "cosine")))


def of(pane, kind):
    return [shape for shape in pane.shapes if isinstance(shape, kind)]


def test_a_range_test_follows_its_path_and_shows_what_is_read_off_it():
    test = range_test(BOWL)
    pane = range_curve(test, limit=0.08)
    raw, smooth = of(pane, Trail)
    assert (raw.role, smooth.role) == ("ghost", 0)
    assert pane.steps == smooth.steps == test.trajectory.outcome.step
    assert smooth.points[0] == (test.lr[0], test.trajectory.loss[0])
    np.testing.assert_array_equal(smooth.points[30], (test.lr[29], test.smoothed[29]))
    np.testing.assert_array_equal(raw.points[30], (test.lr[29], test.loss[29]))
    lines = {line.label: line.at for line in of(pane, Line)}
    assert lines == {**test.suggestions, "blow-up": test.blow_up, "limit": 0.08}
    assert "blow-up 0.404" in pane.lines[0]
    assert pane.y.log


def test_without_smoothing_there_is_one_curve():
    assert len(of(range_curve(range_test(BOWL, smoothing=0.0)), Trail)) == 1


def test_a_test_that_does_not_blow_up_says_so():
    pane = range_curve(range_test(BOWL, high=0.01))
    assert "no blow-up" in pane.lines[0]
    assert "blow-up" not in {line.label for line in of(pane, Line)}


def test_fresh_runs_can_be_seen_beside_the_test():
    sweep = rate_sweep(BOWL, rates=np.geomspace(1e-4, 1.0, 21).tolist(), steps=50)
    pane = range_curve(range_test(BOWL), sweep=sweep)
    line = of(pane, Trail)[0]
    assert (line.role, line.label) == ("other", "fresh runs")
    assert line.points[0] == (sweep.lr[0], sweep.loss[0, 0])


def test_a_sweep_has_no_curve_where_runs_diverge():
    sweep = rate_sweep(NOISY, 0, (0.001, 0.01, 0.1, 1.0, 5.0), steps=60, seeds=20)
    assert np.isinf(sweep.quartiles[3:, 1]).all()
    pane = sweep_curve(sweep, here=0.01)
    (line,), (band,) = of(pane, Trail), of(pane, Band)
    assert [x for x, _ in line.points] == [0.001, 0.01, 0.1]
    assert [y for _, y in line.points] == sweep.quartiles[:3, 1].tolist()
    assert list(band.low) == sweep.quartiles[:3, 0].tolist()
    assert [line.at for line in of(pane, Line)] == [0.01]
    assert not of(sweep_curve(rate_sweep(NOISY, 0, (0.001, 0.01), seeds=1)), Band)


def test_final_losses_as_boxes_those_that_diverged_on_top():
    runs = (Run("momentum", 0.01), Run("momentum", 5.0))
    spread = over_seeds(NOISY.changed(runs=runs), 50)
    pane = spread_boxes(spread, ("low", "high"))
    low, high = of(pane, Columns)
    assert low.heights[0] == np.quantile(spread.loss[0], 0.75)
    assert high.base > spread.loss[0].max()
    assert [name for _, name in pane.x.ticks] == ["low", "high"]
    assert pane.name == "50 seeds"


def test_losses_by_step_as_bands():
    spread = over_seeds(NOISY, 30)
    pane = spread_bands(spread)
    assert pane.x == STEP
    for k, (band, line) in enumerate(zip(of(pane, Band), of(pane, Trail), strict=True)):
        assert band.role == line.role == k
        np.testing.assert_array_equal([y for _, y in line.points], spread.by_step[k, 1])
        assert list(band.high) == spread.by_step[k, 2].tolist()


def test_best_peaks_are_dots_on_the_curves():
    found = best_peaks(NOISY, (1e-3, 3e-3, 1e-2, 0.1, 10.0), tuning=20, seeds=20)
    pane = peak_curves(found)
    for k, dot in enumerate(of(pane, Dot)):
        assert dot.at == (found.peaks[found.best[k]], found.tuning[k].min())
        assert dot.at in of(pane, Trail)[k].points
    assert pane.window[0] == (1e-3, 0.1)


@pytest.mark.parametrize("landscape", ["peaks", "saddle", "sphere"])
def test_any_losses_have_an_axis(landscape):
    here = Comparison(landscape, noise=0.1, steps=30, runs=(Run("adam", 0.1), Run("momentum", 9.0)))
    panes = (
        range_curve(range_test(here, 1)),
        sweep_curve(rate_sweep(here, 1, (1.0, 100.0), seeds=3)),
        spread_boxes(over_seeds(here, 3)),
        spread_bands(over_seeds(here, 3)),
        peak_curves(best_peaks(here, (10.0, 100.0), 2, 2)),
    )
    for pane in panes:
        assert np.isfinite(pane.window).all()
        assert (np.diff(pane.window) > 0.0).all()
        assert not pane.y.log or pane.window[1][0] > 0.0
