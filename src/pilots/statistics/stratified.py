"""One ratio over several two by two tables, weighted table by table: Mantel and Haenszel's, and Peto's."""

from math import exp, nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.intervals import NONE
from pilots.statistics.methods import Method
from pilots.statistics.samples import numbers, require

Row = dict[str, object]
Tables = np.ndarray[tuple[int, int, int], np.dtype[np.float64]]
"""Groups, happened or not, strata."""


def stratified_counts(
    data: pd.DataFrame, stratum: str, *, events: tuple[str, str], ns: tuple[str, str], name: str = "", ci: float = 0.95
) -> pd.DataFrame:
    """The odds ratio and the risk ratio of two groups over the tables of several schools or pilots.

    For few events, where `synthesis` of log ratios needs half a person added to empty cells. Speaks of these tables
    only (a fixed effect): what differs between them shows in `tarone_q` and counts for nothing else.

    Parameters
    ----------
    data
        One row a stratum: a school, a pilot.
    stratum
        The column with its name.
    events
        The columns with the number of people to whom it happened, in the first and in the second group.
    ns
        The columns with the number of people in the first and in the second group.
    name
        What the ratios are called in the result; the first column of events where it is left out.
    ci
        Level of the intervals.

    Returns
    -------
    DataFrame
        An estimates frame: `mh_odds_ratio` with the p of the Cochran-Mantel-Haenszel test (with continuity correction),
        `mh_risk_ratio`, `peto_odds_ratio`, and `tarone_q`, Tarone's test that the odds ratio is the same everywhere. n
        counts people of both groups, n_missing strata with a missing count or an empty group. A ratio is missing, with
        the reason, where it happened to nobody, or to everybody, in a group; Tarone's with fewer than two tables.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, a stratum has two rows, or counts are negative or above n.

    Notes
    -----
    Mantel & Haenszel (1959), no cell changed; standard errors of Robins, Breslow & Greenland (1986) and of Greenland &
    Robins (1985); Peto: exp(Σ(O - E) / ΣV) (Yusuf et al. 1985). The odds ratio is that of statsmodels'
    `StratifiedTable`, which has no error of the risk ratio, no Peto, corrects the test for continuity beyond no difference
    at all, and divides by zero in Tarone's test at an odds ratio of 1. Tables in which it happened to nobody, or to all, say nothing about the odds ratio.

    Examples
    --------
    >>> counts = pd.DataFrame({"school": ["a", "b"], "yes1": [9, 7], "n1": [20, 15], "yes2": [4, 3], "n2": [21, 14]})
    >>> found = stratified_counts(counts, "school", events=("yes1", "yes2"), ns=("n1", "n2"))
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "n"]].round(2)
             statistic  estimate  ci_low  ci_high   n
    0    mh_odds_ratio      3.36    1.16     9.72  70
    1    mh_risk_ratio      2.28    1.07     4.85  70
    2  peto_odds_ratio      3.10    1.16     8.29  70
    3         tarone_q      0.01     NaN      NaN  70
    """
    require(data, [stratum, *events, *ns], ci=ci)
    if data[stratum].astype("str").duplicated().any():
        raise PilotsError("some strata have several rows", where=stratum, mend="Add up the counts of each.")
    table = numbers(data, [*events, *ns])
    table = table[table.notna().all(axis=1) & (table[list(ns)] > 0).all(axis=1)].sort_values([*events, *ns])
    a, c, n1, n2 = (table[column].to_numpy() for column in (*events, *ns))
    if ((a < 0) | (c < 0) | (a > n1) | (c > n2)).any():
        raise PilotsError("in some strata it happened to fewer than 0 or to more than all", where=stratum)
    common: Row = {"variable": name or events[0], "group": "all", "ci_level": ci, "n": int((n1 + n2).sum())}
    rows = _ratios(np.array([[a, n1 - a], [c, n2 - c]]), ci)
    return vocabulary.estimates(common | {"n_missing": len(data) - len(table)} | row for row in rows)


def _ratios(tables: Tables, ci: float) -> list[Row]:
    (a, b), (c, d) = tables
    n1, n2, n = a + b, c + d, a + b + c + d
    cross, against = (a * d / n).sum(), (b * c / n).sum()
    if not (cross > 0 and against > 0):
        names = ("mh_odds_ratio", "mh_risk_ratio", "peto_odds_ratio", "tarone_q")
        reason = Method.NO_EVENTS if len(n) else Method.NO_ANSWERS
        return [{"statistic": name, "method": reason.value} for name in names]
    from scipy.special import chdtrc
    from statsmodels.stats.contingency_tables import StratifiedTable

    telling = tables[:, :, (n > 1) & (a + c > 0) & (b + d > 0)]
    known = StratifiedTable(telling)
    first, second = (a * n2 / n).sum(), (c * n1 / n).sum()
    risk_se = sqrt(((n1 * n2 * (a + c) - a * c * n) / n**2).sum() / (first * second))
    surplus = float((a - n1 * (a + c) / n).sum())
    variance = float((n1 * n2 * (a + c) * (b + d) / (n**2 * np.maximum(n - 1, 1))).sum())
    rows = [
        _ratio("mh_odds_ratio", known.logodds_pooled, known.logodds_pooled_se, Method.MANTEL_HAENSZEL, ci),
        _ratio("mh_risk_ratio", np.log(first / second), risk_se, Method.MANTEL_HAENSZEL, ci),
        _ratio("peto_odds_ratio", surplus / variance, 1 / sqrt(variance), Method.PETO, ci),
    ]
    rows[0]["p_value"] = float(chdtrc(1, max(abs(surplus) - 0.5, 0) ** 2 / variance))
    return [*rows, _tarone(telling, float(known.oddsratio_pooled))]


def _ratio(statistic: str, log_ratio: float, se: float, method: Method, ci: float) -> Row:
    from scipy.special import ndtri

    half = float(ndtri((1 + ci) / 2)) * se
    low, high = (exp(log_ratio - half), exp(log_ratio + half)) if se > 0 else NONE
    return {
        "statistic": statistic, "estimate": exp(log_ratio), "ci_low": low, "ci_high": high, "method": method.value,
    }  # fmt: skip


def _tarone(tables: Tables, odds_ratio: float) -> Row:
    """Each first cell against the one that the common odds ratio would give it (Breslow & Day 1980; Tarone 1985)."""
    from scipy.special import chdtrc

    (a, b), (c, _) = tables
    n1, happened, rest = a + b, a + c, tables[1].sum(axis=0) - a - c
    if len(a) < 2:
        return {"statistic": "tarone_q", "estimate": nan, "method": Method.ONE_TABLE.value}
    slope = odds_ratio * (n1 + happened) + rest
    expected = 2 * odds_ratio * n1 * happened
    expected /= slope + np.sqrt(np.maximum(slope**2 - 4 * (odds_ratio - 1) * odds_ratio * n1 * happened, 0))
    variance = 1 / (1 / expected + 1 / (happened - expected) + 1 / (n1 - expected) + 1 / (rest + expected))
    q = float(((a - expected) ** 2 / variance).sum() - (a - expected).sum() ** 2 / variance.sum())
    p = float(chdtrc(len(a) - 1, q))
    return {"statistic": "tarone_q", "estimate": q, "p_value": p, "method": Method.TARONE.value}
