"""Krippendorff's alpha for any number of coders, with missing ratings, and its interval from drawn units."""

from collections.abc import Callable, Sequence
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, did_you_mean
from pilots.statistics.agreement_bootstrap import RESAMPLES, drawn_units, percentiles, require_resamples
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.agreement_weights import ratio_distance
from pilots.statistics.ratings import Codes, Ratings, categories_of, of_frame
from pilots.statistics.samples import Values, as_list, groups, require, rescaled

_FEW_CELLS = 200_000
"""Up to which it pays to look for units that are alike whoever gave what."""

LEVELS = {
    "nominal": AgreementMethod.NOMINAL_DRAWN,
    "ordinal": AgreementMethod.ORDINAL_DRAWN,
    "interval": AgreementMethod.INTERVAL_DRAWN,
    "ratio": AgreementMethod.RATIO_DRAWN,
}
"""The levels of measurement, each with its method."""


def krippendorff_alpha(
    data: pd.DataFrame,
    coders: Sequence[str],
    *,
    level: str = "nominal",
    categories: Sequence[object] | None = None,
    by: str | None = None,
    name: str = "ratings",
    resamples: int = RESAMPLES,
    ci: float = 0.95,
    seed: int = 0,
) -> pd.DataFrame:
    """Krippendorff's alpha: for any number of coders, any level of measurement, and ratings that are missing.

    Parameters
    ----------
    data
        One row a unit.
    coders
        The columns with the ratings, one a coder; an empty cell is a unit that the coder did not rate.
    level
        What the ratings are: `nominal`, `ordinal`, `interval` or `ratio` (numbers from 0).
    categories
        All that could be given, in their order; needed where ordered categories are words in columns without an order of their own.
    by
        A column that splits the units in groups.
    name
        What the ratings are called in the column `variable`.
    resamples, seed
        Samples of units that are drawn, and the seed they are drawn by.
    ci
        Level of the interval, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame, a row a group: `krippendorff_alpha`. n counts units that two or more coders rated, n_missing the others. Where
        only one value occurs alpha is 0/0 and so not defined: missing, `method` says so (irr gives 1, the package krippendorff fails).

    Raises
    ------
    PilotsError
        When a column is not there or twice there, the level is none, a rating is none of the categories, or ratios are asked of numbers below 0.

    Notes
    -----
    α = 1 - (n - 1) Σ o δ² / Σ n n' δ², over all pairs of values: o how often they meet within a unit, each unit's pairs divided by its
    ratings less one; n the ratings that can be paired, n, n' those of either value; δ² 1 (nominal), (c - k)² (interval), ((c - k) / (c + k))² (ratio),
    or (n_c/2 + … + n_k/2)², the squared distance of the midranks (ordinal). Krippendorff, K. (2019). Content analysis (4th ed.), chapter 12.

    The interval holds the percentiles of the exact alphas of drawn units, those rated by two or more, with all of their ratings; ordinal distances are
    reckoned anew in each sample, and samples in which only one value occurs have no alpha and are left out. Hayes' macro and Krippendorff's own algorithm
    draw pairs of values from the observed distances instead and keep what chance expects as it is; R's krippendorffsalpha gives Hughes' estimator
    by default, and in its customary alpha lets units with one rating count for what chance expects.

    Examples
    --------
    >>> texts = pd.DataFrame({"ann": [1, 2, 3, 3, 2, 1, 4], "bo": [1, 2, 3, 3, 2, 2, 4], "cy": [None, 3, 3, 3, 2, 3, 4]})
    >>> krippendorff_alpha(texts, ["ann", "bo", "cy"], level="interval")[["estimate", "ci_low", "ci_high", "n"]].round(2)
       estimate  ci_low  ci_high  n
    0      0.78    0.12      1.0  7
    """
    columns = as_list(coders)
    require(data, [*columns, *([by] if by else [])], ci=ci)
    require_resamples(resamples)
    if level not in LEVELS:
        raise PilotsError(f"there is no level '{level}'", mend=did_you_mean(level, LEVELS))
    rows = []
    for group, part in groups(data, by).items():
        ratings = of_frame(part, columns, categories_of(data, columns, categories))
        about = {"variable": name, "group": group, "n": ratings.n, "n_missing": ratings.n_missing, "ci_level": ci}
        rows.append(about | {"statistic": "krippendorff_alpha"} | estimated(ratings, level, resamples, ci, seed))
    return vocabulary.estimates(rows)


def estimated(ratings: Ratings, level: str, resamples: int, ci: float, seed: int) -> dict[str, object]:
    """Alpha of ratings with its interval from drawn units, and the method or the reason why there is none."""
    alpha = Alpha(ratings, level)
    value = float(alpha(alpha.alike[None])[0])
    if not np.isfinite(value):
        return {"method": (AgreementMethod.NOT_RATED_TWICE if not ratings.n else AgreementMethod.ONE_RATING).value}
    drawn = drawn_units(alpha.alike, resamples, seed)
    low, high, why = percentiles(map(alpha, drawn), resamples, ci)
    return {"estimate": value, "ci_low": low, "ci_high": high, "method": (why or LEVELS[level]).value}


class Alpha:
    """Alpha of ratings, ready to be counted as often as lines say.

    Parameters
    ----------
    ratings
        Units rated once count for nothing.
    distance
        A level of measurement, or how far each category lies from each other: symmetric, 0 on the diagonal.

    Examples
    --------
    >>> from pilots.statistics.ratings import of_frame
    >>> found = of_frame(pd.DataFrame({"ann": [1, 2, 3], "bo": [1, 2, 2]}), ["ann", "bo"], [1, 2, 3])
    >>> alpha = Alpha(found, "nominal")
    >>> alpha(alpha.alike[None]).round(3).tolist()
    [0.545]
    """

    def __init__(self, ratings: Ratings, distance: "str | Values") -> None:
        counts, alike = ratings.counts[ratings.pairable], ratings.alike[ratings.pairable]
        if counts.size < _FEW_CELLS:
            counts, kind = np.unique(counts, axis=0, return_inverse=True)
            alike = np.bincount(kind.ravel(), weights=alike, minlength=len(counts)).astype("float64")
        self.alike, self.counts = alike, counts
        if isinstance(distance, str):
            self.observed, self.expected = _SUMS[distance](counts, ratings.scores)
        else:
            self.observed, self.expected = _by_distance(counts, distance)

    def __call__(self, lines: Values) -> Values:
        """The alpha of each line; missing where only one value occurs."""
        given = lines @ self.counts
        expected = self.expected(given)
        missing = np.full(len(lines), nan)
        fewer = (given.sum(axis=1) - 1) * self.observed(lines, given)
        alpha: Values = 1 - np.divide(fewer, expected, out=missing, where=expected > 0)
        return alpha


Sums = tuple[Callable[[Values, Values], Values], Callable[[Values], Values]]
"""The sum of distances within units, of lines and of how often each category is given; and over all pairs of ratings."""


def _nominal(counts: Values, _scores: Values) -> Sums:
    raters = counts.sum(axis=1)
    within = (raters**2 - (counts**2).sum(axis=1)) / (raters - 1)
    return lambda lines, _given: lines @ within, lambda given: (given * (given.sum(axis=1)[:, None] - given)).sum(
        axis=1
    )


def _interval(counts: Values, scores: Values) -> Sums:
    raters = counts.sum(axis=1)
    small, _ = rescaled(scores)
    small = small - (np.median(small) if small.size else 0.0)
    within = _spread(counts, np.broadcast_to(small, counts.shape)) / (raters - 1)
    return lambda lines, _given: lines @ within, lambda given: _spread(given, np.broadcast_to(small, given.shape))


def _ordinal(counts: Values, _scores: Values) -> Sums:
    """The distance of two categories is that of their midranks, so it differs from sample to sample."""
    met, one, other = _meetings(counts)

    def within(lines: Values, given: Values) -> Values:
        ranks = _midranks(given)
        total: Values = ((lines @ met) * (ranks[:, one] - ranks[:, other]) ** 2).sum(axis=1)
        return total

    return within, lambda given: _spread(given, _midranks(given))


def _ratio(counts: Values, scores: Values) -> Sums:
    return _by_distance(counts, ratio_distance(scores))


def _by_distance(counts: Values, distance: Values) -> Sums:
    within = ((counts @ distance) * counts).sum(axis=1) / (counts.sum(axis=1) - 1)
    return lambda lines, _given: lines @ within, lambda given: ((given @ distance) * given).sum(axis=1)


_SUMS = {"nominal": _nominal, "ordinal": _ordinal, "interval": _interval, "ratio": _ratio}


def _midranks(given: Values) -> Values:
    ranks: Values = np.cumsum(given, axis=1) - given / 2
    return ranks


def _spread(given: Values, scores: Values) -> Values:
    """Σ n n' (c - k)² over all pairs of ratings; what rounding leaves over is nothing."""
    n = given.sum(axis=1)
    apart = scores - ((given * scores).sum(axis=1) / np.maximum(n, 1))[:, None]
    apart = np.where(np.abs(apart) > 1e-12 * np.abs(scores).max(initial=0.0), apart, 0.0)
    spread: Values = 2 * n * (given * apart**2).sum(axis=1)
    return spread


def _meetings(counts: Values) -> tuple[Any, Codes, Codes]:
    """Which two categories meet within a unit: how often in each kind (a row), divided by its ratings less one, and which they are."""
    from scipy.sparse import coo_array

    categories = counts.shape[1]
    kind, category = np.nonzero(counts)
    often = counts[kind, category]
    different = np.bincount(kind, minlength=len(counts))
    following = np.cumsum(different)[kind] - np.arange(len(kind)) - 1
    first = np.repeat(np.arange(len(kind)), following)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(following) - following, following)
    times = 2 * often[first] * often[second] / (counts.sum(axis=1)[kind[first]] - 1)
    pairs, column = np.unique(category[first] * categories + category[second], return_inverse=True)
    met = coo_array((times, (kind[first], column)), shape=(len(counts), len(pairs)))
    one, other = np.divmod(pairs, max(categories, 1))
    return met.tocsr(), one, other
