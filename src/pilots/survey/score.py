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
    answered at least its `minimum_items` (left out: all): the mean of the answered items or, where its score is "sum",
    that mean times the number of items. So a sum over all items is a plain one, over fewer it is prorated; `scoring`
    tells which.

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


def scoring(survey: Survey) -> pd.DataFrame:
    """How each scale was scored, of whom, and who made it.

    Parameters
    ----------
    survey
        Cleaned.

    Returns
    -------
    DataFrame
        A row a scale: scale, items (names in order), reversed (those that are turned round), score (in words, with
        prorating where it is done), minimum_items, n_all (who answered all items), n_enough (who left some open and
        is scored), n_few (who is not scored), citation.

    Raises
    ------
    CodebookError
        See `score`.

    Examples
    --------
    >>> from pilots.codebook import build
    >>> book = build(
    ...     pd.DataFrame({"type": "integer", "name": ["warm", "cold"]}),
    ...     pd.DataFrame(),
    ...     pd.DataFrame({"scale": ["welcome"], "items": ["warm cold"], "score": ["sum"], "minimum_items": ["1"]}),
    ... )
    >>> answers = pd.DataFrame({"respondent_id": ["a", "b"], "wave": 0, "warm": ["5", None], "cold": ["2", "1"]})
    >>> scoring(Survey("parents", "parents", answers, book))[["score", "n_all", "n_enough", "n_few"]]
                                                   score  n_all  n_enough  n_few
    0  sum, prorated: mean of the answered items time...      1         1      0
    """
    rows = []
    for scale, row in survey.codebook.scales.iterrows():
        answered = item_scores(survey, str(scale)).notna().sum(axis=1)
        whole, enough = answered == len(row["items"]), answered >= row["minimum_items"]
        turned = [item for item in row["items"] if survey.codebook.variables.at[item, "reverse"]]
        partly = row["minimum_items"] < len(row["items"])
        rows.append(
            (str(scale), row["items"], tuple(turned), _IN_WORDS[row["score"], partly], row["minimum_items"],
             int(whole.sum()), int((enough & ~whole).sum()), int((~enough).sum()), row["citation"])
        )  # fmt: skip
    columns = ["scale", "items", "reversed", "score", "minimum_items", "n_all", "n_enough", "n_few", "citation"]
    return pd.DataFrame(rows, columns=columns)


_IN_WORDS = {
    ("mean", False): "mean of all items",
    ("mean", True): "mean of the answered items",
    ("sum", False): "sum of all items",
    ("sum", True): "sum, prorated: mean of the answered items times the number of items",
}
"""By the score of a scale and whether some of its items may be left open."""


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
