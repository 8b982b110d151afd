"""What is seen, as data: pure functions from comparisons, or from paths as arrays, to Panes."""

from pictures.bars import bars, box_plot, columns, ranges, strip
from pictures.curves import against, curves, cycle, level
from pictures.cut import cut
from pictures.fit import fit
from pictures.grip import Grip
from pictures.maps import cell_map, value_map
from pictures.number_line import moves, number_line
from pictures.pane import STEP, Axis, Image, Pane
from pictures.paths import around, paths, side_by_side, trail
from pictures.phase import phase
from pictures.schedules import schedule_panes
from pictures.shape import (
    Arrow,
    Band,
    Bars,
    ByStep,
    Cells,
    Cloud,
    Columns,
    Diamond,
    Dot,
    Fence,
    Fit,
    Line,
    Role,
    Shape,
    Span,
    Trail,
)
from pictures.step import Walk, arrows, walk
from pictures.studies import (
    peak_curves,
    range_curve,
    spread_bands,
    spread_boxes,
    sweep_curve,
)
from pictures.waterfall import waterfall

__all__ = [
    "STEP",
    "Arrow",
    "Axis",
    "Band",
    "Bars",
    "ByStep",
    "Cells",
    "Cloud",
    "Columns",
    "Diamond",
    "Dot",
    "Fence",
    "Fit",
    "Grip",
    "Image",
    "Line",
    "Pane",
    "Role",
    "Shape",
    "Span",
    "Trail",
    "Walk",
    "against",
    "around",
    "arrows",
    "bars",
    "box_plot",
    "cell_map",
    "columns",
    "curves",
    "cut",
    "cycle",
    "fit",
    "level",
    "moves",
    "number_line",
    "paths",
    "peak_curves",
    "phase",
    "range_curve",
    "ranges",
    "schedule_panes",
    "side_by_side",
    "spread_bands",
    "spread_boxes",
    "strip",
    "sweep_curve",
    "trail",
    "value_map",
    "walk",
    "waterfall",
]
