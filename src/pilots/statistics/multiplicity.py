"""Many tests at once: p-values corrected for how many there are, by Holm or for the false discovery rate."""

from collections.abc import Callable, Sequence
from math import nan

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean


def holm(p_values: "Sequence[float] | pd.Series[float]") -> list[float]:
    """Holm's step-down correction; a missing p stays missing and does not count.

    The chance of even one false alarm stays below the level, whatever hangs together with what (Holm 1979). A few
    lines of our own: `statsmodels.stats.multitest` does the same but takes two seconds at the start of every
    notebook, and stumbles over a missing p.

    Examples
    --------
    >>> holm([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.06, nan, 0.06]
    """
    return _stepped(p_values, lambda ordered: np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)))


def false_discovery_rate(p_values: "Sequence[float] | pd.Series[float]") -> list[float]:
    """Benjamini and Hochberg's correction; a missing p stays missing and does not count.

    Of what is then called a difference, at most the level is false, on average (Benjamini & Hochberg 1995): for
    long lists that are looked through for what to follow up. Milder than Holm.

    Examples
    --------
    >>> false_discovery_rate([0.01, 0.04, float("nan"), 0.03])
    [0.03, 0.04, nan, 0.04]
    """

    def step_up(ordered: NDArray[np.float64]) -> NDArray[np.float64]:
        shares = ordered * len(ordered) / np.arange(1, len(ordered) + 1)
        return np.minimum.accumulate(shares[::-1])[::-1]

    return _stepped(p_values, step_up)


CORRECTIONS: dict[str, Callable[["Sequence[float] | pd.Series[float]"], list[float]]] = {
    "holm": holm,
    "fdr_bh": false_discovery_rate,
}
"""The corrections, by the names that statsmodels has for them."""


def with_correction(estimates: pd.DataFrame, correction: str = "holm") -> pd.DataFrame:
    """An estimates frame with p_adjusted filled in: over all rows of a statistic, statistic by statistic.

    A mean difference and its Hedges' g are one test told twice: the p of each is corrected for the number of
    tests, not of rows.

    Parameters
    ----------
    estimates
        An estimates frame.
    correction
        "holm" or "fdr_bh", as statsmodels calls them.

    Raises
    ------
    PilotsError
        When there is no such correction.

    Examples
    --------
    >>> frame = pd.DataFrame({"statistic": ["mean_difference"] * 2, "p_value": [0.02, 0.03]})
    >>> with_correction(frame)["p_adjusted"].tolist(), with_correction(frame, "fdr_bh")["p_adjusted"].tolist()
    ([0.04, 0.04], [0.03, 0.03])
    """
    if correction not in CORRECTIONS:
        raise PilotsError(f"there is no correction '{correction}'", mend=did_you_mean(correction, CORRECTIONS))
    adjusted = estimates["p_value"].copy()
    for rows in estimates.groupby("statistic", sort=False).indices.values():
        adjusted.iloc[rows] = CORRECTIONS[correction](adjusted.iloc[rows])
    return estimates.assign(p_adjusted=adjusted)


def with_holm(estimates: pd.DataFrame) -> pd.DataFrame:
    """`with_correction` by Holm, the correction of every function that has no other."""
    return with_correction(estimates, "holm")


def _stepped(
    p_values: "Sequence[float] | pd.Series[float]", step: Callable[[NDArray[np.float64]], NDArray[np.float64]]
) -> list[float]:
    p = np.asarray(p_values, dtype="float64")
    order = np.argsort(p, kind="stable")[: int((~np.isnan(p)).sum())]
    adjusted = np.full(len(p), nan)
    adjusted[order] = np.minimum(step(p[order]), 1)
    return [float(value) for value in adjusted]
