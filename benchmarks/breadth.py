"""What the number of landscapes costs: at the start, and when one is used for the first time.

Run by `make bench`. Every figure comes from fresh interpreters; the shares are of the first
picture's data, made from a standing start.
"""

import statistics
import subprocess
import sys
from pathlib import Path

ROUNDS = 5
IMPORT = """
import sys, time, numpy
start = time.perf_counter()
from landscapes import LANDSCAPES
print(time.perf_counter() - start, len(LANDSCAPES), "sympy" in sys.modules)
"""
FIRST_PICTURE = """
import time
start = time.perf_counter()
from comparison import read_link
from browser import pack
from ui.presets import PRESETS
pack(read_link(PRESETS[0].link)[0])
print(time.perf_counter() - start)
"""
FIRST_USES = """
import time, sympy  # whose own import is part of the first picture above
from comparison import Comparison, Run
from landscapes import LANDSCAPES
from browser import pack
for key in LANDSCAPES:
    start = time.perf_counter()
    pack(Comparison(key, runs=(Run("adam", lr=0.01),)))
    print(key, time.perf_counter() - start)
"""


def fresh(code: str) -> str:
    """What a new interpreter prints that runs the code."""
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[1]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print the costs."""
    imports = [fresh(IMPORT).split() for _ in range(ROUNDS)]
    seconds = statistics.median(float(words[0]) for words in imports)
    _, count, loads_sympy = imports[0]
    first = statistics.median(float(fresh(FIRST_PICTURE)) for _ in range(ROUNDS))
    print(
        f"import of all {count} landscapes: {seconds * 1e3:.0f} ms, {seconds / first:.1%} of the "
        f"first picture's data ({first:.2f} s); SymPy loaded by it: {loads_sympy}"
    )
    uses = [line.split() for line in fresh(FIRST_USES).splitlines()]
    longest, key = max((float(time), key) for key, time in uses)
    middle = statistics.median(float(time) for _, time in uses)
    print(f"first use of a landscape: median {middle:.2f} s, longest {longest:.2f} s ({key})")


if __name__ == "__main__":
    main()
