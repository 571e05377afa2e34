"""Whether coders agree more than chance, and on which category they do not: kappa by category, and percent with a tolerance."""

from collections.abc import Sequence
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots import vocabulary
from pilots.statistics.agreement_coefficients import Weighed, coefficient
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.agreement_rows import Drawing, Row, told
from pilots.statistics.agreement_weights import within
from pilots.statistics.methods import Method
from pilots.statistics.proportions import wilson
from pilots.statistics.ratings import Ratings, categories_of, of_frame
from pilots.statistics.samples import EVERYONE, Values, as_list, require
from pilots.vocabulary import OPTION


def kappa_by_category(
    data: pd.DataFrame,
    coders: Sequence[str],
    *,
    categories: Sequence[object] | None = None,
    name: str = "ratings",
    ci: float = 0.95,
) -> pd.DataFrame:
    """Fleiss' kappa over all and of each category against the others: where coders part, with the test of agreement by chance.

    Parameters
    ----------
    data
        One row a unit.
    coders
        The columns with the ratings, one a coder. Units that a coder did not rate are left out.
    categories
        All that could be given; left out, those that were given.
    name
        What the ratings are called; a category is `name/category`.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: `cohen_kappa` where there are two coders, `fleiss_kappa`, and `fleiss_kappa` of each category. p: of agreement by
        chance alone, from z. n counts units that all rated, n_missing the others.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or a rating is none of the categories.

    Notes
    -----
    With p the share of a category, q = 1 - p, N units and m coders, the variance by chance is 2 ((Σpq)² - Σpq(q - p)) / ((Σpq)² N m (m - 1)) over all
    and 2 / (N m (m - 1)) of a category (Fleiss, Nee & Landis 1979, Psychological Bulletin 86, 974-977); of Cohen's kappa
    (pₑ + pₑ² - Σ p₁p₂(p₁ + p₂)) / (N (1 - pₑ)²) (Fleiss, Cohen & Everitt 1969). So irr's kappam.fleiss and kappa2 have them. The
    intervals are those of `agreement`, which do not take chance for granted.

    Examples
    --------
    >>> codes = pd.DataFrame({"ann": [1, 1, 2, 2, 3, 3, 1], "bo": [1, 1, 2, 3, 3, 3, 1], "cy": [1, 1, 2, 2, 3, 3, 2]})
    >>> kappa_by_category(codes, ["ann", "bo", "cy"])[["variable", "estimate", "p_value"]].round(3)
        variable  estimate  p_value
    0    ratings     0.712    0.000
    1  ratings/1     0.798    0.000
    2  ratings/2     0.533    0.015
    3  ratings/3     0.786    0.000
    """
    columns = as_list(coders)
    require(data, columns, ci=ci)
    every = of_frame(data, columns, categories_of(data, columns, categories))
    ratings = every.of(range(len(columns)))
    parts = [("cohen_kappa", name, ratings)] if len(columns) == 2 else []
    parts.append(("fleiss_kappa", name, ratings))
    if len(ratings.labels) > 2:
        parts += [
            ("fleiss_kappa", f"{name}{OPTION}{label}", _against_others(ratings, place))
            for place, label in enumerate(ratings.labels)
        ]
    return vocabulary.estimates(
        {"variable": of, "group": EVERYONE} | _tested(kind, part, ci) for kind, of, part in parts
    )


def percent_agreement(
    data: pd.DataFrame,
    coders: Sequence[str],
    *,
    tolerance: float = 0,
    categories: Sequence[object] | None = None,
    name: str = "ratings",
    ci: float = 0.95,
) -> pd.DataFrame:
    """How often coders agree, exactly or up to a tolerance: all of them, and two of them.

    Parameters
    ----------
    data
        One row a unit.
    coders
        The columns with the ratings, one a coder.
    tolerance
        How far apart two ratings may lie and still agree: in their own unit, or in categories where they are words in order.
    categories
        All that could be given, in their order; left out, those that were given.
    name
        What the ratings are called in the column `variable`.
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    DataFrame
        An estimates frame: `full_agreement`, the share of units on which no two coders lie farther apart, of those that all rated (as irr's
        agree), with Wilson's interval; and `percent_agreement` of two coders, the mean over units that two or more rated.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or a rating is none of the categories.

    Examples
    --------
    >>> marks = pd.DataFrame({"ann": [1, 2, 3, 4], "bo": [1, 3, 3, 4], "cy": [1, 3, 5, 4]})
    >>> percent_agreement(marks, ["ann", "bo", "cy"], tolerance=1)["estimate"].round(3).tolist()
    [0.75, 0.833]
    """
    columns = as_list(coders)
    require(data, columns, ci=ci)
    ratings = of_frame(data, columns, categories_of(data, columns, categories))
    exact = tolerance == 0
    two = told("percent_agreement", ratings, within(tolerance, ratings.scores), "unweighted", Drawing(ci=ci))
    if not exact and two["method"] == AgreementMethod.UNWEIGHTED_AGREEMENT.value:
        two["method"] = AgreementMethod.TOLERANT_AGREEMENT.value
    rows = [_of_all(ratings.of(range(len(columns))), tolerance, ci), two]
    return vocabulary.estimates({"variable": name, "group": EVERYONE} | row for row in rows)


def _of_all(ratings: Ratings, tolerance: float, ci: float) -> Row:
    about: Row = {"statistic": "full_agreement", "n": ratings.n, "n_missing": ratings.n_missing, "ci_level": ci}
    if ratings.codes is None or ratings.codes.shape[1] < 2:
        return about | {"method": AgreementMethod.ONE_CODER.value}
    if not ratings.n:
        return about | {"method": AgreementMethod.NOT_RATED_BY_ALL.value}
    near = within(tolerance, ratings.scores)[ratings.codes.max(axis=1), ratings.codes.min(axis=1)]
    agreeing = int(ratings.alike @ near)
    low, high = wilson(agreeing, ratings.n, ci=ci)
    method = Method.WILSON.value
    return about | {"estimate": agreeing / ratings.n, "ci_low": low, "ci_high": high, "method": method}


def _against_others(ratings: Ratings, place: int) -> Ratings:
    assert ratings.codes is not None
    counts = np.column_stack([ratings.counts[:, place], ratings.raters - ratings.counts[:, place]])
    scores, labels = np.array([1.0, 2.0]), (ratings.labels[place], "")
    return ratings._replace(counts=counts, codes=(ratings.codes != place).astype("int64"), scores=scores, labels=labels)


def _tested(name: str, ratings: Ratings, ci: float) -> Row:
    row = told(name, ratings, np.eye(len(ratings.scores)), "unweighted", Drawing(ci=ci))
    if row.get("estimate") is None:
        return row
    found = coefficient(name, Weighed(ratings, np.eye(len(ratings.scores))))
    row["p_value"] = _p(found.value, _by_chance(name, ratings))
    if row["method"] == AgreementMethod.UNWEIGHTED_AGREEMENT.value:
        row["method"] = AgreementMethod.KAPPA_Z.value
    return row


def _by_chance(name: str, ratings: Ratings) -> float:
    """The variance of kappa where coders agree by chance alone."""
    n, m = ratings.n, float(ratings.raters[0])
    if name == "cohen_kappa":
        assert ratings.codes is not None
        first, second = (_shares(ratings, coder) for coder in (0, 1))
        chance = float(first @ second)
        return (chance + chance**2 - float((first * second * (first + second)).sum())) / (n * (1 - chance) ** 2)
    p = ratings.alike @ ratings.counts / (n * m)
    q = 1 - p
    both = float((p * q).sum())
    return 2 * (both**2 - float((p * q * (q - p)).sum())) / (both**2 * n * m * (m - 1))


def _shares(ratings: Ratings, coder: int) -> Values:
    assert ratings.codes is not None
    found: Values = np.bincount(ratings.codes[:, coder], ratings.alike, len(ratings.scores)) / ratings.n
    return found


def _p(value: float, variance: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(value) / sqrt(variance))) if variance > 0 else nan
