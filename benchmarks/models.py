"""How often intervals of models hold the true value."""

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from pilots.statistics import firth_regression, mixed_model, ordinal_regression

TIMES = 300
"""Invented samples a setting; the margin is then 2.5 percentage points."""


def main() -> None:
    """Coverage of 95 % intervals: odds ratios at n = 15, 30, 100, and an effect in 6 and 10 schools."""
    for n in (15, 30, 100):
        for kind in ("wald", "profile"):
            samples = (_ordered(n, seed) for seed in range(TIMES))
            _tell(f"ordinal odds ratio, {kind}, n = {n}", samples, 1.0, _ordinal(kind))
        _tell(f"Firth odds ratio, n = {n}", (_yes(n, seed) for seed in range(TIMES)), 1.0, _firth)
    for schools in (6, 10):
        samples = (_schools(schools, seed) for seed in range(TIMES))
        _tell(f"project in half of {schools} schools, Kenward-Roger", samples, 0.5, _mixed)


def _tell(
    what: str, samples: Iterable[pd.DataFrame], truth: float, fit: Callable[[pd.DataFrame], pd.DataFrame]
) -> None:
    rows = [fit(sample).set_index("statistic").loc["coefficient"] for sample in samples]
    first = pd.DataFrame([row.iloc[0] if isinstance(row, pd.DataFrame) else row for row in rows])
    told = first.dropna(subset="estimate")
    # a limit that is missing lies beyond everything
    held = ~(told["ci_low"] > truth) & ~(told["ci_high"] < truth)
    print(f"  {what:<52} {held.mean():6.1%} of {len(told)} ({len(first) - len(told)} refused)")


def _ordered(n: int, seed: int) -> pd.DataFrame:
    draws, group = np.random.default_rng(seed), np.arange(n) % 2
    latent = group + draws.logistic(size=n)
    return pd.DataFrame({"answer": np.digitize(latent, [-1.5, -0.5, 0.7, 1.8]), "group": group})


def _yes(n: int, seed: int) -> pd.DataFrame:
    draws, group = np.random.default_rng(seed), np.arange(n) % 2
    return pd.DataFrame({"answer": (draws.logistic(size=n) < group - 0.5).astype(int), "group": group})


def _schools(count: int, seed: int) -> pd.DataFrame:
    draws = np.random.default_rng(seed)
    school = np.repeat(np.arange(count), draws.integers(4, 13, count))
    group = school % 2
    answer = 0.5 * group + draws.normal(scale=0.5, size=count)[school] + draws.normal(size=len(school))
    return pd.DataFrame({"answer": answer, "group": group, "school": school})


def _ordinal(kind: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda data: ordinal_regression(data, "answer", "group", interval=kind)  # type: ignore[arg-type]


def _firth(data: pd.DataFrame) -> pd.DataFrame:
    return firth_regression(data, "answer", "group")


def _mixed(data: pd.DataFrame) -> pd.DataFrame:
    return mixed_model(data, "answer", "group", clusters="school")
