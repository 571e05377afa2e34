"""A codebook of what an export states about some of its columns and of what the others suggest."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from pilots import codebook

if TYPE_CHECKING:
    from pilots.survey.read.reading import Reading


def complete(
    reading: "Reading",
    survey: Collection[Mapping[str, Any]],
    choices: Collection[Mapping[str, Any]],
    owners: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
) -> codebook.Codebook:
    """Make the codebook of an export that tells about some of its questions only.

    Parameters
    ----------
    reading
        The export.
    survey, choices
        What it tells, as rows of these sheets of a codebook.
    owners
        Column to the variable (of `survey`) that it is part of; the columns left are described by what stands in them.
    settings
        The sheet `settings`.

    Returns
    -------
    Codebook
        Its variables in the order of the columns.
    """
    told = codebook.build(_sheet(survey, "type", "name"), _sheet(choices, "list_name", "name"), settings=settings)
    return with_the_rest(reading, told, owners)


def with_the_rest(reading: "Reading", told: codebook.Codebook, owners: Mapping[str, str]) -> codebook.Codebook:
    """A codebook of some columns of an export, with what stands in the others; see `complete`."""
    from pilots.survey.read.infer import infer

    headings = reading.headings
    left = headings.loc[(headings["kind"] == "question") & ~headings["variable"].isin(list(owners))]
    if left.empty:
        return told
    guessed = infer(replace(reading, headings=left, stated=None))
    own = dict(zip(left["variable"], guessed.variables.index, strict=True))
    order = [owners.get(column, own.get(column)) for column in map(str, headings["variable"])]
    named = pd.concat([told.variables, guessed.variables])
    placed = dict.fromkeys(name for name in (*order, *named.index) if name in named.index)
    return replace(
        told,
        variables=named.loc[list(placed)].rename_axis("name"),
        choices=pd.concat([told.choices, guessed.choices], ignore_index=True),
    )


def _sheet(rows: Collection[Mapping[str, Any]], *columns: str) -> pd.DataFrame:
    named = dict.fromkeys([*columns, *(name for row in rows for name in row)])
    return pd.DataFrame(list(rows), columns=list(named), dtype="str")
