"""A large survey read from parquet, checked, cleaned and scored: time and memory, side by side."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.cleaning import data
from benchmarks.clock import project_root

SIDES = ("pandas", "pyjanitor", "pilots")
ROWS = (100_000, 300_000, 1_000_000)
ROUNDS = 3


def main() -> None:
    """1,000,000 x 60 answers by pilots (with a log that undoes it), by a pandas script (without), and by pyjanitor."""
    sides = SIDES if importlib.util.find_spec("janitor") else tuple(side for side in SIDES if side != "pyjanitor")
    if sides != SIDES:
        print("  pyjanitor is not installed here: `make benchmark` gives it an environment of its own")
    took: dict[tuple[int, str], tuple[float, float]] = {}
    for rows in ROWS:
        measured = _measured(rows, sides)
        print(f"  {rows:,} responses x {len(data.ITEMS)} items; every side gives the same flags, reasons and scores")
        for side, runs in measured.items():
            took[rows, side] = median(seconds for seconds, _, _ in runs), max(memory for _, memory, _ in runs)
            each = ", ".join(f"{seconds:.1f}" for seconds, _, _ in runs)
            print(f"    {side:<10} {took[rows, side][0]:7.2f} s   {took[rows, side][1]:6,.0f} MB   ({each} s)")
        for side, bar in zip(sides[:-1], (2, 1), strict=False):
            time, memory = (ours / theirs for ours, theirs in zip(took[rows, "pilots"], took[rows, side], strict=True))
            print(f"    ratio pilots / {side}: time {time:.2f}, memory {memory:.2f} (bar: {bar})")
    for side in sides:
        times = took[ROWS[-1], side][0] / took[ROWS[0], side][0]
        print(f"  {ROWS[-1] // ROWS[0]} times the responses take {side} {times:.1f} times the time")


def _measured(rows: int, sides: tuple[str, ...]) -> dict[str, list[tuple[float, float, str]]]:
    """Every side in turns; they must come to the same."""
    with tempfile.TemporaryDirectory() as folder:
        pilot = data.write(Path(folder) / "data" / "raw" / "large", rows)
        rounds = [{side: _measure(side, pilot) for side in sides} for _ in range(ROUNDS)]
    measured = {side: [each[side] for each in rounds] for side in sides}
    outcomes = {side: runs[0][2] for side, runs in measured.items()}
    if len(set(outcomes.values())) > 1:
        raise SystemExit(f"the sides come to different things: {outcomes}")
    return measured


def _measure(side: str, pilot: Path) -> tuple[float, float, str]:
    """Seconds from the first byte read to the last score, peak memory of the process in MB, and what it made."""
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", f"benchmarks.cleaning.with_{side}", str(pilot)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=project_root(),
    )
    assert process.stdout is not None
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the side '{side}' failed")
    told = json.loads(said)
    kilobytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return told["seconds"], kilobytes / 1024, json.dumps(told["outcome"], sort_keys=True)
