"""Scale scores."""

from dataclasses import replace

import numpy as np
import pandas as pd

from pilots.errors import CodebookError
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SITE, WAVE


def score(survey: Survey) -> Survey:
    """Score the scales of the codebook.

    Reverse-keyed items are turned round: least plus greatest code, minus the answer. A scale is scored for who
    answered at least its `minimum_items`: the mean of the answered items or, where its score is "sum", that mean
    times the number of items.

    Parameters
    ----------
    survey
        Cleaned.

    Returns
    -------
    Survey
        With `scores`: respondent_id, wave, site and a float column a scale, row by row beside `responses`.

    Raises
    ------
    CodebookError
        When an item's codes are no numbers, or a reverse-keyed item has neither codes nor a range.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(
    ...     pd.DataFrame({"type": "select_one agree", "name": ["warm", "cold"], "reverse": [None, "yes"]}),
    ...     pd.DataFrame({"list_name": "agree", "name": ["1", "2", "3", "4", "5"]}),
    ...     pd.DataFrame({"scale": ["welcome"], "items": ["warm cold"], "minimum_items": ["1"]}),
    ... )
    >>> answers = pd.DataFrame({"respondent_id": ["a", "b"], "wave": 0, "warm": ["5", None], "cold": ["2", "1"]}, dtype="str")
    >>> score(Survey("parents", "parents", answers, book)).scores["welcome"].tolist()
    [4.5, 5.0]
    """
    scores = survey.responses[[RESPONDENT, WAVE]].assign(**{SITE: survey.site()})
    for scale, row in survey.codebook.scales.iterrows():
        items = item_scores(survey, str(scale)).to_numpy()
        answered = (~np.isnan(items)).sum(axis=1)
        mean = np.nansum(items, axis=1) / np.where(answered >= row["minimum_items"], answered, np.nan)
        scores[str(scale)] = mean * len(row["items"]) if row["score"] == "sum" else mean
    return replace(survey, scores=scores)


def item_scores(survey: Survey, scale: str) -> pd.DataFrame:
    """The items of a scale as numbers, reverse-keyed ones turned round.

    Returns
    -------
    DataFrame of float, one column an item, aligned with `responses`; missing where there is no valid answer.

    Raises
    ------
    CodebookError
        See `score`.
    """
    book = survey.codebook
    items: list[str] = list(book.scales["items"].loc[scale])
    numbers = survey.numbers(items)
    for item in items:
        codes = pd.Series(pd.to_numeric(book.codes(item), errors="coerce"), dtype="float64")
        if codes.isna().any():
            raise CodebookError(
                f"the codes of item '{item}' in scale '{scale}' are no numbers", where=f"codebook of survey '{survey.name}'",
                mend="Give its choices numbers as names.",
            )  # fmt: skip
        if book.variables.at[item, "reverse"]:
            low, high = (
                (codes.min(), codes.max())
                if len(codes)
                else (book.variables[end].loc[item] for end in ("minimum", "maximum"))
            )
            if pd.isna(low) or pd.isna(high):
                raise CodebookError(
                    f"item '{item}' is reverse-keyed but has no minimum and maximum", where=f"codebook of survey '{survey.name}'",
                    mend="Fill them in on sheet survey.",
                )  # fmt: skip
            numbers[item] = float(low) + float(high) - numbers[item]
    return numbers
