"""A test that was chosen: for which answers, which function, why, and how to run it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
import pandas as pd

from pilots import language
from pilots.statistics.methods import Method

MOST_ANSWERS = 11
"""Different whole numbers, up to which answers count as ordinal: a scale from 0 to 10 has 11."""


class Kind(StrEnum):
    """What answers are: categories without order, ordered ones, or numbers."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    NUMERIC = "numeric"


class Reason(StrEnum):
    """Why a test was chosen: keys of the gettext catalogues, with the facts of the case to fill in."""

    TWO_MEANS = "numbers in two groups, {smallest} people in the smaller: Welch's t test, as spreads may differ"
    TWO_MEANS_SMALL = (
        "numbers in two groups, {smallest} people in the smaller: permutations of Welch's t, "
        "as people are few and spreads may differ"
    )
    TWO_RANKS = (
        "ordered or skewed answers in two groups, {smallest} people in the smaller: "
        "Brunner and Munzel's rank test, as spreads may differ"
    )
    TWO_RANKS_SMALL = (
        "ordered or skewed answers in two groups, {smallest} people in the smaller: "
        "permutations of Brunner and Munzel's rank test, as people are few and spreads may differ"
    )
    MEANS = (
        "numbers in {groups} groups, {smallest} people in the smallest: "
        "Welch's analysis of variance, as spreads may differ"
    )
    RANKS = (
        "ordered or skewed answers in {groups} groups, {smallest} people in the smallest: "
        "permutations of ranks, as spreads may differ"
    )
    CATEGORIES = (
        "categories in {groups} groups, {smallest} people in the smallest: "
        "Fisher's exact test with mid-p, as the plain one finds too little"
    )
    WAVES_MEANS = "numbers of {people} people in two waves: t test of the change, pairing whom it can"
    WAVES_RANKS = "ordered or skewed answers of {people} people in two waves: ranks, pairing whom it can"
    WAVES_SHARES = "two answers of {people} people in two waves: change of the share, pairing whom it can"
    WAVES_SCHOOLS = "two waves in {schools} schools: t test of the mean changes of schools"
    BETWEEN_FEW = (
        "groups that differ by school, {schools} schools: t test of the schools' means, "
        "as too few schools can be dealt for a permutation to tell"
    )
    BETWEEN = "groups that differ by school, {schools} schools: permutation of schools"
    WITHIN_MEANS = "numbers in groups mixed within {schools} schools: permutations within schools"
    WITHIN_RANKS = "ordered or skewed answers in groups mixed within {schools} schools: van Elteren's ranks, permuted within schools"
    WITHIN_CATEGORIES = "categories in groups mixed within {schools} schools: shares, permuted within schools"


@dataclass(frozen=True, slots=True)
class Choice:
    """A test that was chosen, or the reason why there is none.

    Parameters
    ----------
    kind
        What the answers were taken for.
    function
        The function of `pilots.statistics` that gives the estimates; empty where refused.
    reason
        Why, with places for the facts; where refused one of `Method`.
    facts
        The facts: `groups`, `smallest` (people in the smallest group), `people`, `schools`.
    refused
        Whether the design can't bear a test.
    """

    kind: Kind
    function: str
    reason: Reason | Method
    facts: Mapping[str, int]
    refused: bool
    _run: Callable[[], pd.DataFrame] = field(repr=False, compare=False)

    def why(self, language_: str = "en") -> str:
        """Say in words which test, and why ("nl", "fr" or "en")."""
        return language.translate(self.reason.value, language_, **self.facts)

    def run(self) -> pd.DataFrame:
        """The estimates frame: effect sizes with intervals and p; a row without estimate where refused."""
        return self._run()


def kind_of(answers: "pd.Series[float]") -> Kind:
    """What answers are, judged by their type and how many different ones there are.

    Examples
    --------
    >>> str(kind_of(pd.Series([1, 2, 5, 4]))), str(kind_of(pd.Series(["yes", "no"]))), str(kind_of(pd.Series([1.5, 2])))
    ('ordinal', 'nominal', 'nominal')
    """
    given = answers.dropna()
    if ordered(answers):
        return Kind.ORDINAL if given.nunique() > 2 else Kind.NOMINAL
    values = pd.to_numeric(given, errors="coerce")
    if given.nunique() <= 2 or values.isna().any() or pd.api.types.is_bool_dtype(answers):
        return Kind.NOMINAL
    whole = bool((values == values.round()).all())
    return Kind.ORDINAL if whole and given.nunique() <= MOST_ANSWERS else Kind.NUMERIC


def ordered(answers: "pd.Series[float]") -> bool:
    """Whether these are categories with an order."""
    return isinstance(answers.dtype, pd.CategoricalDtype) and bool(answers.dtype.ordered)


def skewness(answers: "pd.Series[float]") -> float:
    """Absolute skewness of all answers together: the groups are not looked at."""
    values = np.sort(pd.to_numeric(answers).to_numpy(dtype="float64"))
    far = values - values.mean()
    far = far / max(float(np.abs(far).max()), 1e-300)
    return float(abs((far**3).mean()) / (far**2).mean() ** 1.5)
