"""How long the bootstrap of Krippendorff's alpha takes."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.clock import alternate

ROUNDS = 3
RESAMPLES = 1_000
UNITS, CODERS = 1_000, 3
LOOPED = 50
"""Draws of the slow side that are timed; the others take as long."""
FEW_UNITS, R_SECONDS = 100, 0.41
"""Units of which R's krippendorffsalpha (2.0, customary, nominal) took so long on a machine with two cores."""


def main() -> None:
    """1,000 bootstraps of Krippendorff's alpha, 3 coders x 1,000 units, against a loop over `krippendorff.alpha`."""
    from pilots.statistics import krippendorff_alpha

    data = ratings(UNITS)
    coders = list(data.columns)
    for level in ("nominal", "ordinal", "interval", "ratio"):
        ours, theirs = f"pilots, {level}", f"loop over krippendorff.alpha, {level}"
        sides: dict[str, Callable[[], object]] = {
            ours: lambda level=level: krippendorff_alpha(data, coders, level=level, resamples=RESAMPLES),  # type: ignore[misc]
            theirs: lambda level=level: looped(data, level),  # type: ignore[misc]
        }
        times = timed(sides)
        ratio = times[theirs] * RESAMPLES / LOOPED / times[ours]
        print(f"  ratio, {level}: {ratio:.0f} (bar: 50; the loop was timed for {LOOPED} draws)")
    few = ratings(FEW_UNITS)
    name = f"pilots, nominal, {FEW_UNITS} units"
    seconds = timed({name: lambda: krippendorff_alpha(few, coders, resamples=RESAMPLES)})[name]
    print(f"  ratio krippendorffsalpha (as timed before: {R_SECONDS} s) / pilots: {R_SECONDS / seconds:.0f} (bar: 1)")


def ratings(units: int) -> pd.DataFrame:
    """Ratings from 1 to 5 that mostly agree, a tenth of them missing."""
    rng = np.random.default_rng(1)
    truth = rng.integers(1, 6, units)
    given = np.where(rng.random((units, CODERS)) < 0.7, truth[:, None], rng.integers(1, 6, (units, CODERS)))
    holes = np.where(rng.random(given.shape) < 0.1, np.nan, given)
    return pd.DataFrame(holes, columns=[f"coder{k}" for k in range(CODERS)])


def looped(data: pd.DataFrame, level: str) -> np.ndarray:
    """The bootstrap as one writes it: the units drawn anew, and alpha of each sample."""
    import krippendorff

    values, rng = data.to_numpy().T, np.random.default_rng(0)
    drawn = [
        krippendorff.alpha(values[:, rng.integers(0, values.shape[1], values.shape[1])], level_of_measurement=level)  # type: ignore[arg-type]
        for _ in range(LOOPED)
    ]
    return np.quantile(drawn, [0.025, 0.975])


def timed(sides: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each side, after one round that loads what is imported."""

    def seconds(run: Callable[[], object]) -> float:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    for run in sides.values():
        run()
    return alternate({name: lambda run=run: seconds(run) for name, run in sides.items()}, ROUNDS)  # type: ignore[misc]
