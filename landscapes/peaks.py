"""Peaks: three hills and three hollows, from MATLAB."""

from landscapes.landscape import Landscape, fixed

PEAKS = Landscape(
    key="peaks",
    label="Peaks",
    also="MATLAB's peaks",
    group="Several minima",
    idea="Three hills and three hollows on a plain: a run ends in the hollow on its side.",
    formula=(
        "3*(1 - x)**2*exp(-x**2 - (y + 1)**2) "
        "- 10*(x/5 - x**3 - y**5)*exp(-x**2 - y**2) "
        "- exp(-(x + 1)**2 - y**2)/3"
    ),
    domain=((-3.0, 3.0), (-3.0, 3.0)),
    view=((-3.0, 3.0), (-3.0, 3.0)),
    start=(-0.2, 1.55),
    source="The demonstration surface of MATLAB (The MathWorks).",
    global_minima=fixed((0.22827892055636909, -1.6255349574999964)),
    local_minima=fixed(
        (-1.3473962443682108, 0.20451886609700518), (0.2964455538468321, 0.32019624766683435)
    ),
    saddles=fixed(
        (0.4163233216785082, -0.3941450984024246),
        (-0.2659375568372457, 0.4667399937262694),
        (1.0982728343350927, 0.8544609795247524),
    ),
)
