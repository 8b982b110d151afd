"""Record what the code shown for Keras' and optax' schedules gives: schedule_code.json."""

import os
import sys
from pathlib import Path

os.environ.setdefault("JAX_PLATFORMS", "cpu")
os.environ.setdefault("KERAS_BACKEND", "jax")
sys.path.insert(0, str(Path(__file__).parents[2]))

import keras
import optax
from problems import write

from comparison import Run
from snippets import schedule_code

STEPS = 120
CASES = [
    ("constant", {}),
    ("constant", {"warmup": 9}),
    ("step", {"step_size": 30, "gamma": 0.3}),
    ("multistep", {"milestones": (20, 20, 70), "gamma": 0.5}),
    ("exponential", {"gamma": 0.97}),
    ("exponential", {"gamma": 0.97, "warmup": 7}),
    ("polynomial", {"total_iters": 80, "power": 2.0}),
    ("polynomial", {}),
    ("linear", {"start_factor": 0.2, "end_factor": 0.9, "total_iters": 50}),
    ("linear", {"start_factor": 1.0, "end_factor": 0.0}),
    ("cosine", {}),
    ("cosine", {"eta_min": 0.004, "warmup": 12}),
    ("cosine", {"T_max": 70}),
    ("cosine_restarts", {"T_0": 20, "T_mult": 2, "eta_min": 0.002}),
    ("one_cycle", {}),
    ("inverse_sqrt", {"timescale": 20, "warmup": 19}),
    ("warmup_stable_decay", {"pct_decay": 0.3, "min_lr_ratio": 0.1, "warmup": 10}),
    ("warmup_stable_decay", {"decay_type": "cosine"}),
    ("range_test", {}),
    ("range_test", {"ramp": "linear", "start_lr": 0.001}),
    ("linear:30~cosine", {"warmup": 5}),
    ("constant:40~cosine_restarts:50~exponential", {"T_0": 20}),
]
NAMES = {"keras": "learning_rate", "optax": "schedule"}


def rates(framework: str, code: str) -> list[float]:
    """The rate of each step."""
    made: dict[str, object] = {}
    exec(code, made)
    schedule = made[NAMES[framework]]
    if not callable(schedule):
        return [schedule] * STEPS
    return [float(schedule(step)) for step in range(STEPS)]


def main() -> None:
    """Run every piece of code that there is."""
    recorded = []
    for framework in NAMES:
        for schedule, settings in CASES:
            code, note = schedule_code(
                Run("momentum", 0.03, schedule, **settings), STEPS, framework
            )
            case = {"framework": framework, "schedule": schedule, "settings": settings}
            if code:
                lr = rates(framework, code)
                recorded.append({**case, "code": code, "note": note, "lr": lr})
    versions = {"keras": keras.__version__, "optax": optax.__version__}
    write("schedule_code.json", {**versions, "steps": STEPS, "cases": recorded})


if __name__ == "__main__":
    main()
