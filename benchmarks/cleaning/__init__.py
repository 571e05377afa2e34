"""A large survey read from parquet, checked, cleaned and scored: time and memory, side by side."""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import NamedTuple

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
    took: dict[tuple[int, str], Run] = {}
    for rows in ROWS:
        measured = _measured(rows, sides)
        print(f"  {rows:,} responses x {len(data.ITEMS)} items; every side gives the same flags, reasons and scores")
        for side, runs in measured.items():
            took[rows, side] = Run(*(median(each) for each in zip(*runs, strict=True)))
            each = ", ".join(f"{run.seconds:.1f}" for run in runs)
            middle = took[rows, side]
            print(
                f"    {side:<10} {middle.seconds:7.2f} s ({each})   {middle.cpu:7.2f} s of CPU   {middle.memory:6,.0f} MB"
            )
        for side, bar in zip(sides[:-1], (2, 1), strict=False):
            time, cpu, memory = (a / b for a, b in zip(took[rows, "pilots"], took[rows, side], strict=True))
            print(f"    ratio pilots / {side}: time {time:.2f}, CPU {cpu:.2f}, memory {memory:.2f} (bar: {bar})")
    for side in sides:
        first, last = took[ROWS[0], side], took[ROWS[-1], side]
        times, cpu = last.seconds / first.seconds, last.cpu / first.cpu
        print(
            f"  {ROWS[-1] // ROWS[0]} times the responses take {side} {times:.1f} times the time, {cpu:.1f} times the CPU"
        )


class Run(NamedTuple):
    """Seconds from the first byte read to the last score; seconds of CPU and peak memory (MB) of the whole process."""

    seconds: float
    cpu: float
    memory: float


def _measured(rows: int, sides: tuple[str, ...]) -> dict[str, list[Run]]:
    """Every side in turns; they must come to the same."""
    with tempfile.TemporaryDirectory() as folder:
        pilot = data.write(Path(folder) / "data" / "raw" / "large", rows)
        rounds = [{side: _measure(side, pilot) for side in sides} for _ in range(ROUNDS)]
    outcomes = {side: outcome for side, (_, outcome) in rounds[0].items()}
    if len(set(outcomes.values())) > 1:
        raise SystemExit(f"the sides come to different things: {outcomes}")
    return {side: [each[side][0] for each in rounds] for side in sides}


def _measure(side: str, pilot: Path) -> tuple[Run, str]:
    """How long a side took, and what it made."""
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
    run = Run(told["seconds"], usage.ru_utime + usage.ru_stime, kilobytes / 1024)
    return run, json.dumps(told["outcome"], sort_keys=True)
