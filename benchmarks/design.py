"""How often design-based intervals hold what they should: weighted respondents, and pupils in 4 to 15 schools."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics.design import SampleDesign
from pilots.statistics.design_estimates import mean_rows, median_rows, share_row

SIMULATIONS = 1_000
SAMPLES = [(8, 1), (15, 1), (30, 1), (100, 1), (4, 10), (8, 10), (15, 10)]
"""Schools, and respondents in each; 1 where respondents are in no school."""
BETWEEN = 0.4
"""Standard deviation between schools, of 1 in all."""
CUTS, MIDDLE = (-1.64, -0.84, 0.05, 1.17), 3.0
"""Between five levels, and the level that the median is."""
SHARE, SHARE_CUT = 0.3, -0.5244005127080407

Values = NDArray[np.float64]


def main() -> None:
    """Print the coverage at 95 % of mean, share, median and the median of five levels."""
    print(f"{'sample':>16} {'mean':>7} {'share':>7} {'median':>7} {'level':>7}   (95.0 asked; told in at least)")
    for schools, size in SAMPLES:
        held = np.array([list(_held(schools, size, seed)) for seed in range(SIMULATIONS)], dtype="float64")
        told = (~np.isnan(held)).mean(axis=0)
        name = f"{schools} respondents" if size == 1 else f"{schools} x {size}"
        print(f"{name:>16} " + " ".join(f"{100 * value:7.1f}" for value in np.nanmean(held, axis=0)), end="")
        print(f"   {100 * told.min():.0f} %")


def _held(schools: int, size: int, seed: int) -> Iterator[float]:
    rng = np.random.default_rng([schools, size, seed])
    school = np.repeat(np.arange(schools), size)
    nested = BETWEEN if size > 1 else 0.0
    answers: Values = nested * rng.normal(size=schools)[school] + np.sqrt(1 - nested**2) * rng.normal(size=len(school))
    data = pd.DataFrame({"school": school, "weight": rng.uniform(0.5, 2, len(school))})
    design = SampleDesign.of(data, weights="weight", clusters="school" if size > 1 else None)
    everyone = np.ones(len(data), dtype=np.bool_)
    levels = np.digitize(answers, CUTS) + 1.0
    yield _holds(mean_rows(design, answers, everyone, 0.95)[0], 0.0)
    yield _holds(share_row(design, answers < SHARE_CUT, everyone, ci=0.95), SHARE)
    yield _holds(median_rows(design, answers, everyone, 0.95)[0], 0.0)
    yield _holds(median_rows(design, levels, everyone, 0.95)[0], MIDDLE)


def _holds(row: dict[str, object], truth: float) -> float:
    low, high = float(str(row.get("ci_low", "nan"))), float(str(row.get("ci_high", "nan")))
    return float(low <= truth <= high) if low == low else np.nan
