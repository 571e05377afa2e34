"""What a side made of the survey, and how long it took: told on standard output, so that sides can be compared."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from benchmarks.cleaning.data import SCALES


class Outcome(NamedTuple):
    """The check of each flag, the reason of each emptied cell, and a float column a scale."""

    flags: pd.Series
    reasons: pd.Series
    scores: pd.DataFrame


def run(outcome: Callable[[Path], Outcome], folder: Path) -> None:
    """Time a side, from the first byte read to the last score."""
    start = time.perf_counter()
    found = outcome(folder)
    seconds = time.perf_counter() - start
    scores = found.scores[list(SCALES)]
    told = {
        "flags": found.flags.value_counts().sort_index().to_dict(),
        "reasons": found.reasons.value_counts().sort_index().to_dict(),
        "scored": int(scores.notna().sum().sum()),
        "mean": round(float(scores.stack().mean()), 9),
    }
    print(json.dumps({"seconds": seconds, "outcome": told}))
