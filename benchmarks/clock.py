"""Time commands in turns, so that a slow minute of the machine slows both sides."""

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def seconds(command: Sequence[str], **options: object) -> float:
    """Wall time of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **options)  # type: ignore[call-overload]
    return time.perf_counter() - start


def alternate(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Median time of each side over rounds in which every side has its turn."""
    times: dict[str, list[float]] = {name: [] for name in sides}
    for _ in range(rounds):
        for name, run in sides.items():
            times[name].append(run())
    for name, measured in times.items():
        print(f"  {name:<44} {statistics.median(measured):8.3f} s   ({', '.join(f'{t:.3f}' for t in measured)})")
    return {name: statistics.median(measured) for name, measured in times.items()}


def project_root() -> Path:
    """The folder of the project."""
    return Path(__file__).parents[1]
