"""Checks of how much is missing of a question."""

import numpy as np
import pandas as pd

from pilots.survey.checks.completion import share_answered
from pilots.survey.checks.flagging import closed, item_flags, limit, not_asked_by, of_waves, together
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION

_FEWEST = 10
"""Respondents below which a share of them says nothing."""


def item_missing(survey: Survey) -> pd.DataFrame:
    """A closed question that more than `item_missing` (a quarter) of who was asked left open.

    Counted among the responses that answer enough (`minimum_answered`) of the waves in which anyone answered it; not
    for a question that follows only on certain answers (`relevant`), nor where the tool says it was not asked.
    """
    kept = (share_answered(survey) >= limit(survey, "minimum_answered")).to_numpy()
    among, unasked = of_waves(survey), not_asked_by(survey)
    found: dict[str, list[str]] = {}
    for column in closed(survey):
        variable = column.partition(OPTION)[0]
        if survey.codebook.variables.at[variable, "relevant"]:
            continue
        there = survey.distinct(column).codes >= 0
        asked = kept & among(there) & ~unasked(column)
        n = int(asked.sum())
        share = np.count_nonzero(asked & ~there) / n if n else 0.0
        if n >= _FEWEST and share > limit(survey, "item_missing"):
            found.setdefault(f"{share:.0%} of who answered the survey left it open", []).append(variable)
    return together([item_flags(variables, "note", reason) for reason, variables in found.items()])
