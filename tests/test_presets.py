"""What the examples say is what the engine shows."""

import numpy as np
import pytest

from comparison import read_link
from ui.presets import PRESETS


def shown(title):
    (preset,) = (preset for preset in PRESETS if preset.title == title)
    return read_link(preset.link)[0].trajectories()


def test_one_adam_in_three_frameworks():
    torch, keras, mlx = (run.positions for run in shown("One Adam, three frameworks"))
    np.testing.assert_allclose(torch, keras, atol=1e-6)
    first = [np.hypot(*(path[1] - path[0])) for path in (torch, mlx)]
    assert first[1] / first[0] == pytest.approx(3.16, abs=0.01)


def test_a_plateau_then_a_cliff():
    descent, _, _, adam, rprop = (run.outcome for run in shown("A plateau, then a cliff"))
    assert descent.kind == "moving"
    assert [adam.kind, rprop.kind] == ["minimum", "minimum"]
    assert rprop.step < adam.step
    path = shown("A plateau, then a cliff")[0].positions
    assert path[adam.step, 0] < -2.0


def test_a_sharp_and_a_flat_minimum():
    low, middle, high = shown("A sharp and a flat minimum")
    assert [low.outcome.kind, high.outcome.kind] == ["minimum", "minimum"]
    assert low.outcome.point[0] < 0.0 < high.outcome.point[0]
    assert middle.outcome.kind == "moving"
    assert np.hypot(*(middle.positions - low.outcome.point).T).max() < 0.6
    record = read_link("landscape=sharp_and_flat")[0].record
    (sharp, _, _) = record.hessian(*low.outcome.point)
    assert sharp == pytest.approx(44.7, abs=0.05)


def test_newton_goes_to_whatever_is_near():
    newton, lbfgs, descent = (run.outcome.kind for run in shown("Newton goes to whatever is near"))
    assert [newton, lbfgs, descent] == ["maximum", "minimum", "minimum"]
