"""Which cases to read again: the extreme, the typical and the deviant, picked by score."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.mixed.cases import ByCase
from pilots.statistics.samples import Values
from pilots.vocabulary import Column, frame

LEAST = 5
"""Linked cases with a score below which none is extreme or typical."""
PICKED = (
    Column("case", "str", "Case", "its id"),
    Column("documents", "object", "Documents", "tuple of ids of its documents"),
    Column("variable", "str", "Variable", "survey.variable it was picked by"),
    Column("rule", "str", "Rule", "by which it was picked"),
    Column("rank", "Int64", "Rank", "1 for the case that fits the rule best"),
    Column("score", "float64", "Score", "of the case"),
    Column("distance", "float64", "Distance", "from what the rule measures by: mean, median, or the regression line"),
)


def pick_cases(
    linked: ByCase, variable: str, *, rule: str = "highest", n: int = 3, on: str = "", least: int = LEAST
) -> pd.DataFrame:
    """Pick cases to read again by their score.

    Parameters
    ----------
    linked
        As `by_case` gives it.
    variable
        A column of its scores, `survey.variable`.
    rule
        "highest", "lowest", "typical" (nearest to the median), "average" (nearest to the mean), "varied" (maximum variation: evenly over
        the range of scores, lowest and highest included), or "deviant" (furthest from the regression line of `variable` on `on`).
    n
        How many cases.
    on
        For "deviant": the column of the scores or themes that predicts.
    least
        Linked cases that must have a score.

    Returns
    -------
    DataFrame
        A row a case, the one that fits best first: case, documents, variable, rule, rank, score, distance. Ties go to the case
        that comes first by id, so that the same data pick the same cases. Empty with fewer than `least` cases,
        as then none is extreme or typical. For the researcher: it points at people. `sentences.picked` tells readers how many
        were picked by which rule.

    Raises
    ------
    PilotsError
        When there is no such variable, rule or predictor, or `n` is no number of cases.

    Notes
    -----
    Seawright, J. & Gerring, J. (2008). Case selection techniques in case study research. *Political Research Quarterly* 61(2),
    294-308; Patton, M. Q. (2002). Qualitative research and evaluation methods, on maximum variation.

    Examples
    --------
    >>> ids = pd.Index(list("abcdef"), name="case")
    >>> cases = pd.DataFrame({"documents": [(name,) for name in ids]}, index=ids)
    >>> scores = pd.DataFrame({"parents.climate": [2.0, 4, 4, 3, 5, None]}, index=ids)
    >>> pick_cases(ByCase(cases=cases, scores=scores), "parents.climate", rule="lowest", n=2)[["case", "rank", "score"]]
      case  rank  score
    0    a     1    2.0
    1    d     2    3.0
    """
    if variable not in linked.scores:
        raise PilotsError(f"unknown variable '{variable}'", mend=did_you_mean(variable, linked.scores.columns))
    if rule not in RULES:
        raise PilotsError(f"cases are not picked by '{rule}'", mend=did_you_mean(rule, RULES))
    if n < 1:
        raise PilotsError(f"{n} cases can't be picked", mend="Ask for 1 or more.")
    known = pd.DataFrame({"score": linked.scores[variable]})
    if rule == "deviant":
        every = pd.concat([linked.scores, linked.themes], axis=1)
        if on not in every or on == variable:
            raise PilotsError(f"unknown predictor '{on}'", mend=did_you_mean(on, every.columns))
        known["on"] = every[on]
    known = known.dropna().sort_index()
    if len(known) < max(least, 2):
        return frame(PICKED)
    scores = known["score"].to_numpy("float64")
    distance = RULES[rule](scores, known["on"].to_numpy("float64") if rule == "deviant" else scores)
    places = _spread(scores, n) if rule == "varied" else _by(rule, scores, distance)[:n]
    return frame(
        PICKED,
        [
            {
                "case": known.index[place], "documents": linked.cases["documents"].loc[known.index[place]], "rule": rule,
                "variable": variable, "rank": rank, "score": scores[place], "distance": distance[place],
            }
            for rank, place in enumerate(places, 1)
        ],
    )  # fmt: skip


def _from_median(scores: Values, _: Values) -> Values:
    return scores - float(np.median(scores))


def _from_mean(scores: Values, _: Values) -> Values:
    return scores - float(scores.mean())


def _from_line(scores: Values, on: Values) -> Values:
    """What the regression line of the scores on the predictor leaves; of a predictor that does not vary, what the mean leaves."""
    centred = on - on.mean()
    spread = float(centred @ centred)
    slope = float(centred @ scores) / spread if spread > 0 else 0.0
    left: Values = scores - float(scores.mean()) - slope * centred
    return left


RULES: dict[str, Callable[[Values, Values], Values]] = {
    "highest": _from_median,
    "lowest": _from_median,
    "typical": _from_median,
    "average": _from_mean,
    "varied": _from_median,
    "deviant": _from_line,
}
"""What each rule measures the distance of a case by."""


def _by(rule: str, scores: Values, distance: Values) -> list[int]:
    """The places of all cases, the one that fits best first; rounded, so that equal scores stay equal."""
    key = {"highest": -scores, "lowest": scores, "deviant": -np.abs(distance)}.get(rule, np.abs(distance))
    return [int(place) for place in np.argsort(np.round(key, 9), kind="stable")]


def _spread(scores: Values, n: int) -> list[int]:
    """Of evenly spaced scores from lowest to highest the nearest case that is still free."""
    free = list(range(len(scores)))
    found = []
    targets = np.linspace(scores.min(), scores.max(), n) if n > 1 else np.array([scores.min()])
    for target in targets[: len(scores)]:
        nearest = min(free, key=lambda place: (round(abs(scores[place] - target), 9), place))
        free.remove(nearest)
        found.append(nearest)
    return found
