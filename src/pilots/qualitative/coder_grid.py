"""Two coders side by side: what each gave, passage by passage, and which codes they take for one another."""

from itertools import combinations

import numpy as np
import pandas as pd

from pilots.errors import PilotsError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.unitising import Units, unitise
from pilots.statistics.samples import Values
from pilots.vocabulary import Column, frame

GRID = (
    Column("document", "str", "Document", "its id"),
    Column("start", "Int64", "Start", "first character; missing for whole documents"),
    Column("end", "Int64", "End", "the character after the last"),
    Column("first", "str", "First coder", "codes of the first coder, in the order of the code book"),
    Column("second", "str", "Second coder", "codes of the second coder"),
    Column("verdict", "str", "Verdict", "agree, only first, only second or different"),
    Column("overlap", "Int64", "Overlap", "characters that both coded"),
    Column("text", "str", "Text", "what stands there; for the researcher only"),
)
CONFUSION = (
    Column("code", "str", "Code", "what one coder gave"),
    Column("other", "str", "Instead", "what the other gave; the code itself where both gave it, missing where nothing"),
    Column("units", "Int64", "Units", "in how many units, over all pairs of coders", "n"),
    Column("only", "Int64", "Only one", "in how many units one of two coders gave the code and the other did not", "n"),
)
MEETS = 0.5
"""From which share in common on two passages stand side by side: less than for agreement, so that what differs in length shows as one."""
_SEPARATOR = "; "


def coder_grid(
    project: QualitativeProject,
    *,
    coders: tuple[str, str] | None = None,
    document: str | None = None,
    unit: str = "segments",
    level: "str | int" = "code",
    overlap: float = MEETS,
) -> pd.DataFrame:
    """What two coders gave, unit by unit, for the researcher who wants to see where they part.

    Parameters
    ----------
    coders
        Names of two; left out, the only two there are.
    document
        Id or name of one document; left out, all that both coded.
    unit, level, overlap
        As for `unitising.unitise`; passages stand side by side from half in common on.

    Returns
    -------
    DataFrame
        A row a unit in which one of them gave something, in the order of the documents: document, start, end, first and second (names of codes,
        joined by "; ", empty for none), verdict (agree, only first, only second, different), overlap (characters), text. It holds what people
        said: show it to nobody outside the team.

    Raises
    ------
    PilotsError
        When there is no such coder or document, or the project has more than two coders and none are named.

    Examples
    --------
    >>> coder_grid(QualitativeProject()).empty
    True
    """
    units = unitise(_of(project, document), unit=unit, level=level, overlap=overlap)
    one, other = _two(units, project, coders)
    if one < 0:
        return frame(GRID)
    two = [one, other]
    units = units.only(np.asarray(units.judged[:, two].all(axis=1) & units.given[:, :, two].any(axis=(0, 2))))
    a, b = units.given[:, :, one], units.given[:, :, other]
    verdict = np.select(
        [(a == b).all(axis=0), ~b.any(axis=0), ~a.any(axis=0)], ["agree", "only first", "only second"], "different"
    )
    common = np.minimum(units.last[:, one], units.last[:, other]) - np.maximum(
        units.first[:, one], units.first[:, other]
    )
    common = np.where(a.any(axis=0) & b.any(axis=0), np.maximum(common, 0), 0)
    texts = [
        project.texts.get(document, "")[start:end] if pd.notna(start) else ""
        for document, start, end in units.frame[["document", "start", "end"]].itertuples(index=False)
    ]
    found = units.frame[["document", "start", "end"]].assign(
        first=_names(units, a), second=_names(units, b), verdict=verdict, overlap=common, text=texts
    )
    return found.astype({column.name: column.dtype for column in GRID})


def code_confusion(
    project: QualitativeProject, *, unit: str = "segments", level: "str | int" = "theme", overlap: float = MEETS
) -> pd.DataFrame:
    """Which codes coders agree on, and which they take for one another, counted over units and all pairs of coders.

    Parameters
    ----------
    unit, level, overlap
        As for `unitising.unitise`.

    Returns
    -------
    DataFrame
        A row a pair of codes that met: code, other, units, only. Where both gave the code, other is that code; where one gave it and the other gave others
        instead, a row with each of these, both ways round; where the other gave nothing instead, other is missing.

    Raises
    ------
    PilotsError
        When there is no such unit or level.

    Examples
    --------
    >>> code_confusion(QualitativeProject()).empty
    True
    """
    units = unitise(project, unit=unit, level=level, overlap=overlap)
    codes = len(units.codes)
    met, alone, only = np.zeros((codes, codes)), np.zeros(codes), np.zeros(codes)
    for one, other in combinations(range(len(units.coders)), 2):
        judged = units.judged[:, one] & units.judged[:, other]
        a, b = (units.given[:, judged, coder].astype("float64") for coder in (one, other))
        both, only_a, only_b = a * b, a * (1 - b), b * (1 - a)
        met += np.diag(both.sum(axis=1)) + only_a @ only_b.T + (only_a @ only_b.T).T
        alone += _alone(only_a, only_b) + _alone(only_b, only_a)
        only += only_a.sum(axis=1) + only_b.sum(axis=1)
    names = units.codes["name"].tolist()
    pairs = [(row, names[column], met[row, column]) for row, column in np.argwhere(met > 0)]
    pairs += [(row, None, alone[row]) for row in np.flatnonzero(alone)]
    pairs.sort(key=lambda pair: (pair[0], pair[1] != names[pair[0]], -pair[2]))
    return frame(
        CONFUSION,
        [{"code": names[row], "other": other, "units": count, "only": only[row]} for row, other, count in pairs],
    )


def _alone(own: Values, instead: Values) -> Values:
    alone: Values = own[:, ~instead.any(axis=0)].sum(axis=1)
    return alone


def _of(project: QualitativeProject, document: str | None) -> QualitativeProject:
    if document is None:
        return project
    documents = project.documents
    named = documents.loc[(documents["document"] == document) | (documents["name"] == document), "document"]
    if named.empty:
        raise PilotsError("there is no such document", mend="Give its id or its name in the project.")
    inside = project.segments["document"].isin(named)
    return QualitativeProject(documents=documents.loc[documents["document"].isin(named)], codes=project.codes,
                              segments=project.segments.loc[inside], texts=project.texts)  # fmt: skip


def _two(units: Units, project: QualitativeProject, coders: tuple[str, str] | None) -> tuple[int, int]:
    """The places of the two coders; -1 where they share no document."""
    for name in coders or ():
        if name not in project.coders:
            raise PilotsError("there is no such coder", mend="Give two of `project.coders`.")
    if coders is None and len(units.coders) > 2:
        raise PilotsError(f"the project has {len(units.coders)} coders", mend="Name two of them in `coders`.")
    two = coders or units.coders
    if len(two) < 2 or any(name not in units.coders for name in two):
        return -1, -1
    return units.coders.index(two[0]), units.coders.index(two[1])


def _names(units: Units, given: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]") -> list[str]:
    names = units.codes["name"].to_numpy(dtype="object")
    return [_SEPARATOR.join(names[column]) for column in given.T]
