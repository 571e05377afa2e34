"""Three or more answers of the same people: whether they rank them alike, by Friedman, Kendall's W and Quade."""

from collections.abc import Sequence
from itertools import permutations
from math import atanh, nan, sqrt, tanh
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.analysis_of_variance import DRAWS, MOST_STATES, FTest, midranks
from pilots.statistics.intervals import NONE, Interval
from pilots.statistics.methods import Method
from pilots.statistics.samples import EVERYONE, Values, numbers, require, rescaled

SMALL = 15
"""People below which the p of Friedman's test comes from permutations."""
_MOST_QUESTIONS = 5
"""Up to which all orders of a person's answers are gone through."""
_STATISTICS = ("kendalls_w", "friedman_chi_squared", "quade_f")


class Friedman(NamedTuple):
    """Friedman's χ², corrected for ties, its degrees of freedom and p, and Kendall's W = χ² / (n (k - 1))."""

    chi_squared: float
    df: int
    p: float
    w: float


def friedman(answers: Values) -> Friedman:
    """Friedman's test of a table with a row a person and a column a question, without missing answers.

    χ² = (k - 1) Σ(Rⱼ - n (k + 1)/2)² / Σ(rᵢⱼ - (k + 1)/2)², with the midranks r within each person and their sums R by
    question (Friedman 1937; Conover 1999, 5.8, for ties).

    Examples
    --------
    >>> found = friedman(np.array([[1.0, 2, 3], [1, 3, 2], [1, 2, 3], [2, 1, 3]]))
    >>> round(found.chi_squared, 3), round(found.p, 4), round(found.w, 3)
    (4.5, 0.1054, 0.562)
    """
    from scipy.special import chdtrc

    n, k = answers.shape
    ranks = _ranks_within(answers)
    chi_squared = (k - 1) * _between(ranks) / float(((ranks - (k + 1) / 2) ** 2).sum())
    return Friedman(chi_squared, k - 1, float(chdtrc(k - 1, chi_squared)), chi_squared / (n * (k - 1)))


def quade(answers: Values, spans: Values | None = None) -> FTest:
    """Quade's test, in which people count by how far apart their answers lie; stronger than Friedman's for 3 to 5 questions.

    Parameters
    ----------
    answers
        A row a person, a column a question.
    spans
        How far apart each person's answers lie; left out, the largest minus the smallest.

    Notes
    -----
    With Sᵢⱼ the rank of a person's span times rᵢⱼ - (k + 1)/2, A = ΣΣ S² and B = Σⱼ (Σᵢ Sᵢⱼ)² / n:
    F = (n - 1) B / (A - B) on k - 1 and (n - 1)(k - 1) degrees of freedom.

    R's `quade.test` ranks the spans as subtraction leaves them, so that 5.55 - 5.40 and 5.50 - 5.35 differ: F 7.04
    instead of 6.37 for the running times in its own example. `compare_repeated` rounds them first. Quade, D. (1979).
    Using weighted rankings in the analysis of complete blocks with additive block effects. JASA 74, 680-683.

    Examples
    --------
    >>> [round(x, 4) for x in quade(np.array([[1.0, 2, 4], [1, 3, 2], [1, 2, 6], [2, 1, 9]]))]
    [3.3158, 2, 6, 0.1072]
    """
    from scipy.special import fdtrc

    n, k = answers.shape
    weight = midranks(np.ptp(answers, axis=1) if spans is None else spans)
    scores = weight[:, None] * (_ranks_within(answers) - (k + 1) / 2)
    every, between = float((scores**2).sum()), float((scores.sum(axis=0) ** 2).sum()) / n
    df1, df2 = k - 1, (n - 1) * (k - 1)
    if not every - between > 1e-12 * every:
        return FTest(nan, df1, df2, nan)
    f = (n - 1) * between / (every - between)
    return FTest(f, df1, df2, float(fdtrc(df1, df2, f)))


def compare_repeated(
    data: pd.DataFrame, columns: Sequence[str], *, name: str = "answers", ci: float = 0.95, seed: int = 0
) -> pd.DataFrame:
    """Whether the same people answer several questions, or one at several moments, alike.

    Parameters
    ----------
    data
        One row a person.
    columns
        Three or more numeric columns with the answers of each.
    name
        What they are together, for the column `variable`.
    ci
        Level of the interval.
    seed
        Of the random permutations.

    Returns
    -------
    DataFrame
        An estimates frame of three rows: `kendalls_w`, the agreement of the people on the order of the questions, 0
        to 1, with p of Friedman's test; `friedman_chi_squared`, the same p; `quade_f` with the p of Quade's test.
        With fewer than 15 people Friedman's p is that of all ways to reorder each person's answers, or of random
        ones. n counts the people who answered all.

    Raises
    ------
    PilotsError
        When a column is not there or twice there, or there are fewer than three.

    Notes
    -----
    W = ((n - 1) r̄ + 1) / n, with r̄ the mean rank correlation of all pairs of people. Its interval is that of r̄ on
    Fisher's z, with t and n - 1 degrees of freedom; the variance is that of the jackknife, which is too small where
    people hardly agree, plus that of no agreement, 2 (1 - r̄)² / (n (n - 1) (k - 1)). It holds 94 % of truths or more
    from 8 people on. effectsize bootstraps people, which draws some twice and so overstates agreement.

    Examples
    --------
    >>> data = pd.DataFrame({"a": [1, 2, 1, 1, 3, 2], "b": [2, 3, 3, 2, 3, 4], "c": [4, 3, 5, 2, 5, 5]})
    >>> found = compare_repeated(data, ["a", "b", "c"], name="moments")
    >>> found[["statistic", "estimate", "ci_low", "ci_high", "p_value"]].round(3)
                  statistic  estimate  ci_low  ci_high  p_value
    0            kendalls_w     0.881   0.512    0.975    0.001
    1  friedman_chi_squared    10.571     NaN      NaN    0.001
    2               quade_f    13.629     NaN      NaN    0.001
    """
    require(data, columns, ci=ci)
    if len(columns) < 3:
        raise PilotsError("fewer than three answers are not compared by ranks", mend="For two, ask `change`.")
    complete = numbers(data, columns).dropna().to_numpy()
    answers = complete[np.lexsort(complete.T)]
    n = len(answers)
    common = {"variable": name, "group": EVERYONE, "ci_level": ci, "n": n, "n_missing": len(data) - n}
    still = not n or bool((np.ptp(answers, axis=1) == 0).all())
    if n < 2 or still:
        reason = Method.ONE_ANSWER if n < 2 else Method.NO_VARIANCE
        return vocabulary.estimates([common | {"statistic": name, "method": reason.value} for name in _STATISTICS])
    answers, _ = rescaled(answers)
    found, by_spread = friedman(answers), quade(answers, np.round(np.ptp(answers, axis=1), 12))
    p, method = found.p, Method.FRIEDMAN
    if n < SMALL:
        p, every = _permutations(_ranks_within(answers), seed)
        method = Method.FRIEDMAN_EXACT if every else Method.FRIEDMAN_RANDOM
    low, high = _interval_of_w(_ranks_within(answers), ci)
    tested = {"p_value": p, "method": method.value}
    last = {"estimate": by_spread.f, "p_value": by_spread.p, "method": Method.QUADE.value}
    if by_spread.f != by_spread.f:
        last["method"] = Method.ALL_AGREE.value
    agreement = {"statistic": "kendalls_w", "estimate": found.w, "ci_low": low, "ci_high": high} | tested
    if low != low:
        agreement["method"] = (Method.SAME_ORDER if found.w > 1 - 1e-12 else Method.FEW_ANSWERS).value
    return vocabulary.estimates(
        [
            common | agreement,
            common | {"statistic": "friedman_chi_squared", "estimate": found.chi_squared} | tested,
            common | {"statistic": "quade_f"} | last,
        ]
    ).assign(p_adjusted=lambda frame: frame["p_value"])


def _ranks_within(answers: Values) -> Values:
    return np.array([midranks(person) for person in answers])


def _between(ranks: NDArray[np.float64]) -> float:
    n, k = ranks.shape
    return float(((ranks.sum(axis=0) - n * (k + 1) / 2) ** 2).sum())


def _interval_of_w(ranks: Values, ci: float) -> Interval:
    """The interval of the mean correlation of pairs of people, told as W; missing with fewer than 4, or all alike."""
    from scipy.special import stdtrit

    k = ranks.shape[1]
    centred = ranks - ranks.mean(axis=1, keepdims=True)
    centred = centred[(centred**2).sum(axis=1) > 0]
    n = len(centred)
    if n < 4:
        return NONE
    unit = centred / np.sqrt((centred**2).sum(axis=1, keepdims=True))
    with_others = (unit @ unit.sum(axis=0) - 1) / (n - 1)
    mean = float(with_others.mean())
    if mean > 1 - 1e-12:
        return NONE
    jackknife = (2 / (n - 2)) ** 2 * (n - 1) / n * float(((with_others - mean) ** 2).sum())
    by_chance = 2 * (1 - mean) ** 2 / (n * (n - 1) * (k - 1))
    half = float(stdtrit(n - 1, (1 + ci) / 2)) * sqrt(jackknife + by_chance) / (1 - mean**2)
    limits = (tanh(atanh(mean) + side * half) for side in (-1, 1))
    low, high = (min(max(((n - 1) * r + 1) / n, 0.0), 1.0) for r in limits)
    return low, high


def _permutations(ranks: Values, seed: int) -> tuple[float, bool]:
    """The p of Friedman's test over all ways to reorder each person's ranks, or seeded random ones; and which."""
    n, k = ranks.shape
    doubled = np.rint(2 * ranks).astype("int64")
    observed = float(((doubled.sum(axis=0) - n * (k + 1)) ** 2).sum())
    sums = _all_sums(doubled)
    if sums is not None:
        reached, ways = sums
        far = ((reached - n * (k + 1)) ** 2).sum(axis=1) >= observed - 1e-6
        return float(ways[far].sum() / ways.sum()), True
    generator = np.random.default_rng(seed)
    drawn = np.zeros((DRAWS, k))
    for person in doubled:
        drawn += generator.permuted(np.tile(person, (DRAWS, 1)), axis=1)
    return (1 + int((((drawn - n * (k + 1)) ** 2).sum(axis=1) >= observed - 1e-6).sum())) / (1 + DRAWS), False


def _all_sums(doubled: NDArray[np.int64]) -> tuple[NDArray[np.int64], Values] | None:
    """The sums of ranks by question that reordering can give, in any order, and in how many ways; None if too many."""
    k = doubled.shape[1]
    base = int(doubled.sum()) + 1
    if k > _MOST_QUESTIONS or base**k >= 2**63:
        return None
    places = np.array([base**digit for digit in range(k)], dtype="int64")
    sums, ways = np.zeros((1, k), "int64"), np.ones(1)
    for person in doubled:
        orders, same = np.unique(np.array(list(permutations(person.tolist()))), axis=0, return_counts=True)
        if len(orders) * len(sums) > 4 * MOST_STATES:
            return None
        reached = np.sort((sums[:, None, :] + orders[None, :, :]).reshape(-1, k), axis=1)
        _, first, place = np.unique(reached @ places, return_index=True, return_inverse=True)
        weights = (ways[:, None] * same[None, :]).ravel()
        sums, ways = reached[first], np.asarray(np.bincount(place, weights=weights), dtype="float64")
    return sums, ways
