"""The engine without the app: `python -m examples.compare`, from the project's folder."""

from comparison import Comparison, Run

comparison = Comparison(
    "rosenbrock",
    steps=500,
    runs=(Run("adam", lr=0.1), Run("nesterov", lr=0.001, schedule="one_cycle")),
)
for label, run in zip(comparison.labels, comparison.trajectories(), strict=True):
    x, y = run.positions[-1]
    print(f"{label}: loss {run.loss[-1]:.2e} at ({x:.3f}, {y:.3f}), {run.outcome.kind}")

print("http://localhost:8501/?" + comparison.to_link())
