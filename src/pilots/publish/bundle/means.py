"""What the mean of a scale, which reports tell, gives away of answers that are blank in a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, floor, inf, nan, prod

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack
from scipy.special import stdtrit

from pilots.privacy.programme import EPS
from pilots.privacy.simplex import ContradictionError, Simplex
from pilots.statistics.intervals import mean_interval
from pilots.survey import Survey
from pilots.survey.summary import scored

DIGITS = 2
"""Decimals with which a mean is told."""
MANY = 5000
"""Ways to fill in the blanks of one row, above which only the least, the most and none are tried."""
_OPEN = ""


def narrowed(survey: Survey, blanked: pd.DataFrame, threshold: int, answered: Mapping[str, float]) -> set[str]:
    r"""The questions of which a blank answer can be counted more narrowly than it may be, from the means of scales.

    Parameters
    ----------
    survey
        The answers of one wave.
    blanked
        The same rows as they would leave.
    threshold
        The least number of people that may be counted: a count must keep an interval as wide, or of all numbers below it.
    answered
        How many answered an item, of those of which the reports tell it.

    Returns
    -------
    set of str
        Names of items.

    Notes
    -----
    Every row is filled in, in all ways that its blanks allow: no answer, or one that is told of nobody. With :math:`x` the
    number of rows that are filled in a way, :math:`s` the score that this gives, :math:`n` how many were scored, :math:`m`
    their mean as it is told and :math:`v` their variance, as far as the mean's interval tells it, the count of an answer lies
    between the least and the most of a linear programme:

    .. math:: \sum x = n, \quad |\sum s x - n m| \le n / 2 \cdot 10^{-2}, \quad \sum s^2 x \approx (n - 1) v + n m^2

    A reader is taken to know n, mean and interval of every scale over everybody; those of schools add up to no more.
    """
    whole = scored(survey)
    return {
        item
        for scale in whole.codebook.scales.index
        if whole.scores[str(scale)].count() >= threshold
        for item in _of_scale(whole, str(scale), blanked, threshold, answered)
    }


def _of_scale(
    survey: Survey, scale: str, blanked: pd.DataFrame, threshold: int, answered: Mapping[str, float]
) -> Iterator[str]:
    items, answers = _items(survey, scale), survey.responses
    hidden = {
        item: sorted(set(answers[item].dropna()) - set(blanked[item].dropna())) for item in items if item in blanked
    }
    hidden = {item: codes for item, codes in hidden.items() if codes}
    if not hidden or not all(survey.codebook.codes(item) for item in items):
        return
    try:
        programme = _programme(survey, scale, blanked.reindex(columns=items), hidden, answered)
    except ContradictionError:
        # the reports are of other answers than these
        return
    for item, codes in hidden.items():
        if any(programme.narrow(item, code, threshold) for code in codes):
            yield item


@dataclass(frozen=True)
class _Programme:
    """All ways in which the rows of a file can be filled in, so that the mean is as it is told."""

    ways: Sequence[Mapping[str, str]]
    solver: Simplex

    def narrow(self, item: str, code: str, threshold: int) -> bool:
        """Whether the least and the most people who can have given an answer lie too near each other."""
        aim = np.array([float(way.get(item) == code) for way in self.ways])
        low = ceil(-self.solver.farthest(-aim) - EPS)
        high = floor(self.solver.farthest(aim) + EPS)
        return high - low < threshold and not (low <= 1 and high >= threshold - 1)


def _programme(
    survey: Survey, scale: str, seen: pd.DataFrame, hidden: Mapping[str, list[str]], answered: Mapping[str, float]
) -> _Programme:
    about = survey.codebook.scales.to_dict("index")[scale]
    worth = {str(item): _numbers(survey, str(item)) for item in seen}
    # rows with the same blanks, whose other answers add up to the same, are one kind
    numbers = pd.DataFrame({item: seen[item].map(worth[str(item)]).astype("float64") for item in seen})
    blanks = [tuple(seen.columns[row]) for row in seen.isna().to_numpy()]
    kinds = pd.Series(list(zip(blanks, numbers.sum(axis="columns").round(9), strict=True))).value_counts(sort=False)
    filled = [(at, way) for at, (open_, _) in enumerate(kinds.index) for way in _fillings(open_, hidden, worth)]
    added = [[worth[item][code] for item, code in way.items() if code != _OPEN] for _, way in filled]
    answers = np.array([len(worth) - len(way) + len(own) for (_, way), own in zip(filled, added, strict=True)])
    total = np.array([kinds.index[at][1] + sum(own) for (at, _), own in zip(filled, added, strict=True)])
    times = len(worth) if about["score"] == "sum" else 1
    score = np.where(answers >= max(1, about["minimum_items"]), times * total / np.maximum(answers, 1), nan)
    told = {item: people for item, people in answered.items() if item in hidden}
    given = [[float(way.get(item) != _OPEN) for _, way in filled] for item in told]
    here = csr_array((np.ones(len(filled)), ([at for at, _ in filled], range(len(filled)))))
    each = np.nan_to_num(score)
    sums = csr_array(vstack([here, csr_array(np.array([~np.isnan(score), *given, each, each**2], "float64"))]))
    known = survey.scores[scale].dropna().to_numpy("float64")
    sizes = [*map(float, kinds), float(len(known)), *told.values()]
    low, high = (np.array([*sizes, *ends]) for ends in zip(*_moments(known), strict=True))
    solver = Simplex(sums, low, high, np.zeros(len(filled)), np.full(len(filled), np.inf))
    return _Programme([way for _, way in filled], solver)


def _moments(scores: NDArray[np.float64]) -> tuple[tuple[float, float], tuple[float, float]]:
    """Between which ends the sum of the scores and of their squares lie, as a mean and its interval tell them."""
    n, half = len(scores), 0.5 * 10.0**-DIGITS
    mean, ends = round(float(scores.mean()), DIGITS), np.round(mean_interval(scores), DIGITS)
    total = n * (mean - half) - EPS, n * (mean + half) + EPS
    if np.isnan(ends).any():
        return total, (0.0, inf)
    widths = max(0.0, (ends[1] - ends[0]) / 2 - half), (ends[1] - ends[0]) / 2 + half
    spread = [(n - 1) * n * (width / float(stdtrit(n - 1, 0.975))) ** 2 for width in widths]
    squares = sorted(n * end**2 for end in (mean - half, mean + half))
    least = 0.0 if abs(mean) < half else squares[0]
    return total, (spread[0] + least - EPS, spread[1] + squares[1] + EPS)


def _fillings(
    open_: Sequence[str], hidden: Mapping[str, list[str]], worth: Mapping[str, Mapping[str, float]]
) -> Iterator[dict[str, str]]:
    """In what ways the blanks of a row can be filled in; of a question that is left out the ends say enough."""
    ways = [[_OPEN, *(hidden.get(item) or _ends(worth[item]))] for item in open_]
    several = [[own[at] for own in ways] for at in (0, 1, -1)] if prod(map(len, ways)) > MANY else product(*ways)
    for way in several:
        yield dict(zip(open_, way, strict=True))


def _ends(worth: Mapping[str, float]) -> list[str]:
    ordered = sorted(worth, key=lambda code: worth[code])
    return list(dict.fromkeys([*ordered[:1], *ordered[-1:]]))


def _numbers(survey: Survey, item: str) -> dict[str, float]:
    """What each answer counts for, a reverse-keyed one turned round."""
    numbers = {code: float(code) for code in survey.codebook.codes(item)}
    if not survey.codebook.variables.at[item, "reverse"]:
        return numbers
    return {code: min(numbers.values()) + max(numbers.values()) - number for code, number in numbers.items()}


def _items(survey: Survey, scale: str) -> list[str]:
    return [str(item) for item in survey.codebook.scales["items"].loc[scale]]
