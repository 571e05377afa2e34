"""How often changes that are none are found, and intervals hold, at n = 8 to 100, in 3 to 8 schools and in short series."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.statistics import change, interrupted_series, mcnemar, rank_change, share_change, signed_rank, single_case

SIZES, LINKED, SIMULATIONS = (8, 15, 30, 100), (1.0, 0.5, 0.0), 150
CUTS = (-1.5, -0.5, 0.5, 1.5)

Generator = np.random.Generator
Values = NDArray[np.float64]


def main() -> None:
    """How often changes that are none are found, and intervals hold, at n = 8 to 100, in 3 to 8 schools and in short series."""
    print(f"{'':42}{'n':>5}  {'false alarms':>12}  {'intervals hold':>14}")
    for linked in LINKED:
        for n in SIZES:
            samples = [_waves(np.random.default_rng(seed), n, linked) for seed in range(SIMULATIONS)]
            _tell(
                f"change, {linked:.0%} linked",
                n,
                [change(data, "score", person="who", wave="wave").iloc[2] for data in samples],
            )
            _tell(
                f"rank_change, {linked:.0%} linked",
                n,
                [rank_change(data, "item", person="who", wave="wave").iloc[0] for data in samples],
            )
            _tell(
                f"share_change, {linked:.0%} linked",
                n,
                [_of(share_change(data, "yes", person="who", wave="wave")) for data in samples],
            )
            if linked == 1:
                _tell(
                    "signed_rank", n, [signed_rank(data, "item", person="who", wave="wave").iloc[0] for data in samples]
                )
                _tell("mcnemar", n, [_of(mcnemar(data, "yes", person="who", wave="wave")) for data in samples])
    for schools in (3, 4, 8):
        found = [_in_schools(np.random.default_rng(seed), schools) for seed in range(SIMULATIONS)]
        for name, clusters in (("change of people in schools", None), ("change, clusters=", "school")):
            rows = [change(data, "score", person="who", wave="wave", clusters=clusters).iloc[2] for data in found]
            _tell(name, schools, rows)
    for rho in (0.0, 0.4):
        for n in (16, 30, 60):
            series = [_series(np.random.default_rng(seed), n, rho) for seed in range(SIMULATIONS)]
            for errors in ("autoregression", "newey-west"):
                rows = [interrupted_series(data, "x", time="t", start=n // 2, errors=errors).iloc[2] for data in series]
                _tell(f"interrupted_series, {errors}, ρ = {rho}", n, rows)
            cases = [single_case(data, "x", phase="phase", time="t").iloc[1] for data in series]
            _tell(f"single_case, tau, ρ = {rho}", n, cases)


def _tell(name: str, n: int, rows: "list[pd.Series]") -> None:
    """One line: how many were below 0.05, and how many intervals that are there hold 0."""
    found = pd.DataFrame(rows)
    told = found.dropna(subset=["ci_low", "ci_high"])
    alarms, hold = (found["p_value"] <= 0.05).mean(), ((told["ci_low"] <= 0) & (told["ci_high"] >= 0)).mean()
    print(f"{name:42}{n:>5}  {alarms:>12.1%}  {hold:>14.1%}")


def _of(found: pd.DataFrame) -> "pd.Series":
    return found.loc[found["statistic"] == "share_change"].iloc[0]


def _waves(generator: Generator, n: int, linked: float) -> pd.DataFrame:
    """People asked twice, correlated 0.5; a part is linked, of the others each stands in one wave."""
    pairs = round(n * linked)
    both = generator.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 2 * n - pairs)
    before, after = both[:n, 0], np.concatenate([both[:pairs, 1], both[n:, 1]])
    who = [*range(n), *range(pairs), *range(n, 2 * n - pairs)]
    score = np.concatenate([before, after])
    item, yes = np.digitize(score, CUTS), (score > 0.3).astype("float64")
    return pd.DataFrame({"wave": np.repeat([0, 1], n), "who": who, "score": score, "item": item, "yes": yes})


def _in_schools(generator: Generator, schools: int) -> pd.DataFrame:
    """People asked twice, in schools of 5 to 60 that change by chance, with a standard deviation of 0.3."""
    school = np.repeat(np.arange(schools), generator.integers(5, 61, schools))
    own, moved = generator.normal(size=len(school)), generator.normal(0, 0.3, schools)[school]
    waves = [own + wave * moved + generator.normal(0, 0.7, len(school)) for wave in (0, 1)]
    return pd.DataFrame(
        {"wave": np.repeat([0, 1], len(school)), "who": [*range(len(school))] * 2, "school": [*school, *school]}
    ).assign(score=np.concatenate(waves))


def _series(generator: Generator, n: int, rho: float) -> pd.DataFrame:
    """Points that keep a share of the one before."""
    points = generator.normal(size=n) * np.sqrt(1 - rho**2)
    for k in range(1, n):
        points[k] += rho * points[k - 1]
    return pd.DataFrame({"t": range(n), "x": points, "phase": np.repeat(["a", "b"], [n // 2, n - n // 2])})
