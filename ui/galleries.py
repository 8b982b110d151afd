"""The playground's galleries: of landscapes, and of optimizers to add."""

from landscapes import LANDSCAPES
from optim import OPTIMIZERS
from ui.changes import add_run, playground, set_landscape
from ui.gallery import open_gallery


def open_landscapes() -> None:
    """All landscapes; the chosen one takes the place of the present one."""
    present = {playground.state.landscape}
    open_gallery("Landscapes", LANDSCAPES, present, set_landscape, pictures=True)


def open_optimizers() -> None:
    """All optimizers; the chosen one becomes another run."""
    present = {run.optimizer for run in playground.state.runs}
    open_gallery("Add an optimizer", OPTIMIZERS, present, add_run)
