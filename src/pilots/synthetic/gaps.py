"""Where new rows are empty: how far people came, what they skipped, and why."""

from typing import Any

import numpy as np
import pandas as pd

from pilots.survey import Survey
from pilots.synthetic.margins import apportion, shares
from pilots.synthetic.variables import question
from pilots.vocabulary import RESPONDENT

_SKIPPED, _FILLED = "", "(filled)"

Mask = np.ndarray[Any, np.dtype[np.bool_]]


def reasons(survey: Survey, columns: list[str]) -> pd.DataFrame:
    """Cell by cell why it is empty: a code of the codebook, "" where nothing is said; missing where it is filled."""
    empty = survey.responses[columns].isna()
    found = empty.astype(object).where(empty, None).replace(True, _SKIPPED)
    told = survey.missing.drop_duplicates([RESPONDENT, "variable"]).set_index([RESPONDENT, "variable"])["reason"]
    for column in columns:
        codes = {reason: code for code, reason in survey.codebook.missing_codes(question(column)).items()}
        if codes and column in told.index.get_level_values("variable"):
            said = survey.responses[RESPONDENT].map(told.xs(column, level="variable")).map(codes)
            found[column] = found[column].mask(empty[column] & said.notna(), said)
    return found


def gaps(real: pd.DataFrame, n: int, threshold: int, rng: np.random.Generator) -> pd.DataFrame:
    """For new rows of one wave what `reasons` gives for real ones: break-offs first, then skipped questions one by one.

    Parameters
    ----------
    real
        What `reasons` gives, of one wave; columns in the order in which they were asked.
    n
        How many new rows.
    threshold
        Fewer than this are not reproduced.
    rng
        Chance.
    """
    columns = list(real.columns)
    empty = real.notna().to_numpy()
    asked = np.asarray(~empty.all(axis=0))
    reached = _reached(empty)
    stops = np.bincount(reached, minlength=len(columns) + 1)
    likely = shares(stops.tolist(), threshold, rng, ordered=False) if stops[:-1].any() else stops / stops.sum()
    reach = rng.permutation(np.repeat(np.arange(len(stops)), apportion(likely, n, rng)))
    together: dict[str, list[int]] = {}
    for place, column in enumerate(columns):
        together.setdefault(question(column), []).append(place)
    made = np.full((n, len(columns)), _SKIPPED, dtype=object)
    for places in (found for found in together.values() if asked[found].any()):
        here = np.flatnonzero(reach > places[0])
        told = real.iloc[:, places[0]][reached > places[0]].fillna(_FILLED).value_counts().sort_index()
        if len(told):
            counts = apportion((told / told.sum()).to_numpy("float64"), len(here), rng)
            kinds = rng.permutation(np.repeat(told.index.to_numpy(dtype=object), counts))
            made[np.ix_(here, np.array(places))] = (
                pd.Series(kinds, dtype=object).replace(_FILLED, None).to_numpy()[:, None]
            )
    return pd.DataFrame(made, columns=columns, dtype=object)


def _reached(empty: Mask) -> Any:
    """After how many columns each row stops: all of them, but where the last fifth or more is empty."""
    total = empty.shape[1]
    answered = ~empty
    last = np.where(answered.any(axis=1), total - answered[:, ::-1].argmax(axis=1), 0)
    return np.where(last < 0.8 * total, last, total)
