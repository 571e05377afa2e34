"""How answers go together: correlations of many pairs, with intervals, tests and Holm's correction."""

from collections.abc import Callable, Sequence
from itertools import combinations, product
from math import isfinite, nan, sqrt
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.correlation_intervals import kendall_tau, pearson_interval, spearman_interval
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.methods import Method
from pilots.statistics.multiplicity import with_holm
from pilots.statistics.order_tests import RANDOM_UP_TO, is_exact, kendall_p, linear_p, spearman_p, t_p
from pilots.statistics.polychoric import MOST_CATEGORIES, normal_scores, polychoric, polychoric_interval
from pilots.statistics.samples import Values, as_list, groups, numbers, require, rescaled

Association = Literal["pearson", "spearman", "kendall", "polychoric"]
FEWEST = 4
"""People who answered both, below which a correlation says nothing."""

FEWEST_OF_TWO = 10
"""People below which a polychoric correlation with a question of two answers has no interval."""


class _Found(NamedTuple):
    estimate: float
    interval: Interval
    p: float
    reason: Method | None = None


def associate(
    data: pd.DataFrame,
    columns: str | Sequence[str],
    *,
    against: str | Sequence[str] = (),
    statistic: Association = "spearman",
    covariates: str | Sequence[str] = (),
    by: str | None = None,
    missing: Literal["pairwise", "listwise"] = "pairwise",
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Correlations of every pair of columns, with intervals, tests and Holm's correction.

    Parameters
    ----------
    data
        One row a respondent.
    columns
        Numeric or ordinal columns, in numbers; what is no number counts as missing.
    against
        Columns that each of `columns` is set against; left out, every pair among `columns`.
    statistic
        "spearman" (ranks: ordinal answers, whatever their shape), "kendall" (tau-b: of pairs of people, the share in
        the same order less that in opposite order), "pearson" (straight line; with a column of two values the
        point-biserial correlation), or "polychoric" (of normal variables behind at most 20 ordered answers;
        tetrachoric with two).
    covariates
        Numeric columns to hold constant: partial correlations, "pearson" or "spearman" only.
    by
        A column whose groups are treated one by one; left out, everyone ("all").
    missing
        "pairwise": each pair over the people who answered both (and the covariates), as each row has its own n;
        "listwise": all pairs over those who answered every column.
    ci
        Level of the intervals, 0 to 1.
    seed
        Of the random permutations.

    Returns
    -------
    DataFrame
        An estimates frame, one row a pair (variable "a x b"): the statistic's name, "partial_" before it with
        covariates. p_adjusted: Holm over all pairs and groups. Missing, with the reason in `method`, with fewer than
        four people (polychoric without an answer against the order) or where a column does not vary.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, there are fewer than two, or covariates go with no such statistic.

    Notes
    -----
    Intervals: Fisher's (Pearson), Bonett & Wright's (Spearman), the jackknife on Fisher's scale (Kendall; see
    `correlation_intervals`), `polychoric_interval`; partial ones with n less the number of covariates. p: up to 8
    people over all n! orders (without ties: Spearman 12, Kendall 49), up to 30 over 9,999 random ones, ties as they are,
    above t (Kendall: normal, ties corrected). scipy's exact p of Kendall's tau is for answers without ties, its p of
    Spearman's rho is t's at any n.
    The p of a polychoric correlation is that of its score test at 0: of the normal scores of the answers. Partial
    correlations, of the residuals of least squares (of ranks), have t with n - 2 - covariates.

    Examples
    --------
    >>> answers = pd.DataFrame({"welcome": [1, 2, 2, 3, 4, 5, 5, 4], "trust": [2, 1, 3, 3, 3, 5, 4, 5]})
    >>> found = associate(answers, ["welcome", "trust"])
    >>> found[["variable", "statistic", "estimate", "ci_low", "ci_high", "p_value", "n"]].round(3)
              variable statistic  estimate  ci_low  ci_high  p_value  n
    0  welcome x trust  spearman     0.825   0.156    0.975    0.017  8
    """
    held, others = as_list(covariates), as_list(against)
    names = as_list(columns)
    require(data, [*dict.fromkeys([*names, *others]), *held, *([by] if by else [])], ci=ci)
    pairs = [(a, b) for a, b in product(names, others) if a != b] if others else list(combinations(names, 2))
    _possible(statistic, held, pairs)
    rows = []
    for group, part in groups(data, by).items():
        answers = numbers(part, list(dict.fromkeys([*names, *others, *held])))
        if missing == "listwise":
            answers = answers.dropna()
        for a, b in pairs:
            both = answers[list(dict.fromkeys([a, b, *held]))].dropna()
            both = both.sort_values(list(both.columns))
            found, method = _pair(both[a].to_numpy(), both[b].to_numpy(), both[held].to_numpy(), statistic, ci, seed)
            rows.append(
                {
                    "variable": f"{a} x {b}", "group": group, "statistic": f"partial_{statistic}" if held else statistic,
                    "estimate": found.estimate, "ci_low": found.interval[0], "ci_high": found.interval[1], "ci_level": ci,
                    "p_value": found.p, "n": len(both), "n_missing": len(part) - len(both), "method": method.value,
                }
            )  # fmt: skip
    return with_holm(vocabulary.estimates(rows))


def _possible(statistic: str, held: list[str], pairs: list[tuple[str, str]]) -> None:
    if statistic not in _METHODS:
        raise PilotsError(f"there is no association '{statistic}'", mend=f"There is: {', '.join(_METHODS)}.")
    if not pairs:
        raise PilotsError(
            "one column goes with nothing", mend="Name at least two columns, or others to set it against."
        )
    if held and statistic not in ("pearson", "spearman"):
        raise PilotsError(
            f"there is no partial correlation of the kind '{statistic}'",
            mend="Take 'pearson' or 'spearman', or no covariates.",
        )
    twice = {column for pair in pairs for column in pair} & set(held)
    if twice:
        raise PilotsError(f"'{min(twice)}' can't be held constant and be compared", mend="Leave it out of one of both.")


def _pair(x: Values, y: Values, held: Values, statistic: Association, ci: float, seed: int) -> tuple[_Found, Method]:
    n = len(x)
    if n < FEWEST + held.shape[1]:
        return _none(Method.FEW_PAIRS_OF_ANSWERS)
    if x.min() == x.max() or y.min() == y.max():
        return _none(Method.NO_VARIANCE)
    if held.shape[1]:
        found = _partial(x, y, held, statistic == "spearman", ci)
        method = Method.PARTIAL_SPEARMAN if statistic == "spearman" else Method.PARTIAL_PEARSON
    else:
        found = _STATISTICS[statistic](x, y, ci, seed)
        method = _METHODS[statistic][0 if is_exact(x, y, statistic) else 1 if n <= RANDOM_UP_TO else 2]
    if found.reason or not isfinite(found.estimate):
        return found, found.reason or Method.NO_VARIANCE
    return found, method if isfinite(found.interval[0]) else Method.NO_CORRELATION_INTERVAL


def _none(reason: Method) -> tuple[_Found, Method]:
    return _Found(nan, (nan, nan), nan, reason), reason


def _pearson(x: Values, y: Values, ci: float, seed: int) -> _Found:
    x, y = rescaled(x)[0], rescaled(y)[0]
    r = _r(x, y)
    return _Found(r, pearson_interval(r, len(x), ci=ci), linear_p(x, y, seed=seed))


def _spearman(x: Values, y: Values, ci: float, seed: int) -> _Found:
    x, y = _ranks(x), _ranks(y)
    rho = _r(x, y)
    return _Found(rho, spearman_interval(rho, len(x), ci=ci), spearman_p(x, y, seed=seed))


def _kendall(x: Values, y: Values, ci: float, seed: int) -> _Found:
    x, y = _ranks(x), _ranks(y)
    tau, low, high = kendall_tau(x, y, ci=ci)
    return _Found(tau, (low, high), kendall_p(x, y, seed=seed))


def _polychoric(x: Values, y: Values, ci: float, seed: int) -> _Found:
    if max(len(np.unique(x)), len(np.unique(y))) > MOST_CATEGORIES:
        return _none(Method.MANY_CATEGORIES)[0]
    found = polychoric(pd.DataFrame({"x": x, "y": y}), ["x", "y"])
    rho, se = float(found.matrix[0, 1]), float(found.se[0, 1])
    if not isfinite(rho):
        return _none(Method.NO_POLYCHORIC)[0]
    p = linear_p(normal_scores(x), normal_scores(y), seed=seed)
    two = min(len(np.unique(x)), len(np.unique(y))) == 2
    interval = NONE if two and len(x) < FEWEST_OF_TWO else polychoric_interval(rho, se, len(x), ci=ci)
    return _Found(rho, interval, p)


def _partial(x: Values, y: Values, held: Values, ranked: bool, ci: float) -> _Found:
    columns = [*held.T, x, y]
    covariates = np.column_stack([_ranks(c) if ranked else rescaled(c)[0] for c in columns])
    covariates = covariates - covariates.mean(axis=0)
    spread = np.sqrt((covariates**2).sum(axis=0))
    covariates = covariates[:, spread > 0] / spread[spread > 0]
    z, both = covariates[:, :-2], covariates[:, -2:]
    fit, _, rank, _ = np.linalg.lstsq(z, both, rcond=1e-10)
    left = both - z @ fit
    if (left**2).sum(axis=0).min() < 1e-12:
        return _none(Method.ALL_HELD_CONSTANT)[0]
    n, r = len(x) - int(rank), _r(left[:, 0], left[:, 1])
    if n <= 3:
        return _none(Method.FEW_PAIRS_OF_ANSWERS)[0]
    interval = spearman_interval(r, n, ci=ci) if ranked else pearson_interval(r, n, ci=ci)
    return _Found(r, interval, t_p(r, n - 2))


def _r(x: Values, y: Values) -> float:
    x, y = x - x.mean(), y - y.mean()
    return float(np.clip((x * y).sum() / sqrt(float((x**2).sum()) * float((y**2).sum())), -1, 1))


def _ranks(values: Values) -> Values:
    """Ranks, those with the same answer sharing theirs."""
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    found: Values = (np.cumsum(count) - (count - 1) / 2)[place]
    return found


_STATISTICS: dict[str, Callable[[Values, Values, float, int], _Found]] = {
    "pearson": _pearson, "spearman": _spearman, "kendall": _kendall, "polychoric": _polychoric,
}  # fmt: skip
_METHODS = {
    "pearson": (Method.PEARSON_EXACT, Method.PEARSON_RANDOM, Method.PEARSON),
    "spearman": (Method.SPEARMAN_EXACT, Method.SPEARMAN_RANDOM, Method.SPEARMAN),
    "kendall": (Method.KENDALL_EXACT, Method.KENDALL_RANDOM, Method.KENDALL),
    "polychoric": (Method.POLYCHORIC_EXACT, Method.POLYCHORIC_RANDOM, Method.POLYCHORIC),
}
"""How the test was made: over all orders, over random ones, or by a large-sample law."""
