"""Which case a coding belongs to, and what a document takes over from its case."""

import pandas as pd

from pilots.qualitative.project import CASES
from pilots.qualitative.read.found import ATTRIBUTES, attribute_of


def segment_cases(segments: pd.DataFrame, spans: pd.DataFrame) -> "pd.Series[str]":
    """The one case that each segment belongs to; missing where that is none, or not one.

    A passage of a case goes before the case of the whole document.

    Parameters
    ----------
    segments
        document, start, end.
    spans
        case, document, start, end: what belongs to each case; no start for a whole document.
    """
    rows = segments[["document", "start", "end"]].reset_index(drop=True).reset_index(names="row")
    both = rows.merge(spans, on="document", suffixes=("", "_of_case"))
    start, end = both["start_of_case"].astype("Float64"), both["end_of_case"].astype("Float64")
    whole = both.loc[start.isna()]
    inside = (both["start"].astype("Float64") >= start) & (both["end"].astype("Float64") <= end)
    within = both.loc[inside.fillna(False)]
    found = pd.Series(pd.NA, index=rows["row"], dtype="str")
    for owners in (whole, within):
        counted = owners.groupby("row")["case"].agg(["nunique", "first"])
        found.loc[counted.index] = counted["first"].where(counted["nunique"] == 1).astype("str")
    return found.set_axis(segments.index)


def take_over(documents: pd.DataFrame, cases: pd.DataFrame) -> pd.DataFrame:
    """Documents with the language and phase that their variables tell, or else those of their only case."""
    fixed = {column.name for column in CASES}
    whole = cases.loc[cases["part"] == "whole"]
    alone = whole.loc[~whole["document"].duplicated(keep=False)].set_index("document")
    told = alone.drop(columns=list(fixed & set(alone.columns)))
    of_case = told.to_dict("index")
    filled = documents.copy()
    for name in ATTRIBUTES:
        said = []
        for row in documents.to_dict("records"):
            own = {str(key): str(value) for key, value in row.items() if value == value and value is not None}
            other = {str(key): str(value) for key, value in of_case.get(row["document"], {}).items() if value == value}
            told_here = {key: value for key, value in own.items() if key != name}
            said.append(own.get(name) or attribute_of(told_here, name) or attribute_of(other, name))
        filled[name] = pd.Series(said, index=documents.index, dtype="str")
    return filled
