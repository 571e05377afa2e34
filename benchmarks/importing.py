"""How long `import pilots` takes."""

import sys

from benchmarks.clock import alternate, seconds

ROUNDS = 9


def main() -> None:
    """`import pilots` against `import pandas`, above starting Python at all."""
    modules = {"nothing": "pass", "pilots": "import pilots", "pandas": "import pandas"}
    sides = {name: lambda code=code: seconds([sys.executable, "-c", code]) for name, code in modules.items()}
    times = alternate(sides, ROUNDS)
    net = {name: times[name] - times["nothing"] for name in ("pilots", "pandas")}
    print(f"  ratio pilots / pandas, start of Python taken off: {net['pilots'] / net['pandas']:.3f} (bar: 0.15)")
    print(f"  ratio pilots / pandas, with the start of Python: {times['pilots'] / times['pandas']:.3f}")
