"""How long the reliability of big scales takes."""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.clock import alternate

ROUNDS = 3
ANSWERS, ITEMS = 1_000_000, 20
ORDINAL = 5_000


def main() -> None:
    """Alpha of 1,000,000 x 20 against pingouin; ordinal alpha of 5,000 x 20 against one pair after the other by scipy."""
    import pingouin

    from pilots.statistics import cronbach_alpha

    data = answers(ANSWERS)
    sides = {
        "pilots": lambda: cronbach_alpha(data, list(data.columns)),
        "pingouin": lambda: pingouin.cronbach_alpha(data),
    }
    times = timed(sides)
    print(
        f"  ratio pingouin / pilots, alpha of {ANSWERS:,} x {ITEMS}: {times['pingouin'] / times['pilots']:.1f} (bar: 5)"
    )
    holes = data.mask(np.random.default_rng(2).random(data.shape) < 0.05)
    times = timed(
        {
            "pilots, 5 % missing, complete answers": lambda: cronbach_alpha(holes, list(holes.columns)),
            "pilots, 5 % missing, pairs": lambda: cronbach_alpha(holes, list(holes.columns), missing="pairwise"),
            "pingouin, 5 % missing, pairs": lambda: pingouin.cronbach_alpha(holes),
        }
    )
    default, pairs, theirs = times.values()
    print(
        f"  ratio pingouin / pilots, 5 % missing, the default of each: {theirs / default:.1f}; both pairs: {theirs / pairs:.1f}"
    )
    few = answers(ORDINAL)
    sides = {
        "pilots, ordinal alpha": lambda: cronbach_alpha(few, list(few.columns), matrix="polychoric"),
        "scipy, pair by pair (5 of 190 pairs)": lambda: pair_by_pair(few, 5),
    }
    times = timed(sides)
    ratio = times["scipy, pair by pair (5 of 190 pairs)"] * 190 / 5 / times["pilots, ordinal alpha"]
    print(f"  ratio scipy / pilots, ordinal alpha of {ORDINAL:,} x {ITEMS}: {ratio:.0f} (bar: 1)")


def answers(n: int) -> pd.DataFrame:
    """Answers from 1 to 5 to items that have a trait in common."""
    rng = np.random.default_rng(1)
    values = np.clip(np.round(3 + rng.normal(size=(n, 1)) + rng.normal(size=(n, ITEMS))), 1, 5)
    return pd.DataFrame(values, columns=[f"item{k}" for k in range(ITEMS)])


def timed(sides: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Median seconds of each side, after one round that loads what is imported."""

    def seconds(run: Callable[[], object]) -> float:
        start = time.perf_counter()
        run()
        return time.perf_counter() - start

    for run in sides.values():
        run()
    return alternate({name: lambda run=run: seconds(run) for name, run in sides.items()}, ROUNDS)


def pair_by_pair(data: pd.DataFrame, pairs: int) -> list[float]:
    """The polychoric correlations of the first item with the next ones, as one writes it with scipy: a search for each."""
    from scipy.optimize import minimize_scalar
    from scipy.stats import multivariate_normal, norm

    def thresholds(column: str) -> np.ndarray:
        shares = data[column].value_counts(normalize=True, sort=False).sort_index().cumsum()
        return np.concatenate([[-8], norm.ppf(shares.to_numpy()[:-1]), [8]])

    def fit(a: str, b: str) -> float:
        table, of_a, of_b = pd.crosstab(data[a], data[b]).to_numpy(), thresholds(a), thresholds(b)
        grid = np.stack(np.meshgrid(of_a, of_b, indexing="ij"), axis=-1)

        def unlikelihood(rho: float) -> float:
            upto = multivariate_normal.cdf(grid, cov=[[1, rho], [rho, 1]])
            return -float((table * np.log(np.maximum(np.diff(np.diff(upto, axis=0), axis=1), 1e-15))).sum())

        return float(minimize_scalar(unlikelihood, bounds=(-0.99, 0.99), method="bounded").x)

    first, *others = data.columns
    return [fit(first, other) for other in others[:pairs]]
