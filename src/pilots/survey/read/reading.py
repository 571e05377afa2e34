"""What a reader gives: the answers just as the file holds them, and what the file says about them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import ReadError
from pilots.survey.read.grid import NO_ANSWERS, Grid, Remark
from pilots.survey.read.oddities import oddities
from pilots.survey.read.source import Source
from pilots.vocabulary import RESPONDENT

QUESTION, ADMIN, IDENTIFIER = "question", "admin", "identifier"
IDENTIFIERS = frozenset(
    {
        "ip_address",
        "recipient_email",
        "first_name",
        "last_name",
        "full_name",
        "token",
        "external_reference",
        "latitude",
        "longitude",
    }
)
"""What tools record about who answered, beside the questions; it never stays with the answers."""


@dataclass(frozen=True)
class Reading:
    """One export, read without loss.

    Parameters
    ----------
    path
        The file.
    tool
        What wrote it, a key of `READERS`.
    sign
        Why it was taken for that tool's.
    responses
        One row a respondent, verbatim text, empty cells missing. The index counts rows as a spreadsheet does.
        Columns bear the tool's variable codes, once each; the tool's own columns bear the names of
        `vocabulary.ADMIN` where these fit (respondent_id, language, started, submitted, ...).
    headings
        One row a column of `responses`: variable, heading (as written), label (the question's text, if the
        file holds it), kind (question, admin or identifier).
    stated
        What the export (or the structure beside it) says about its variables; None where it says nothing.
    missing
        Cells that the export marks as no real answer: respondent_id (here the row in the file), variable,
        reason.
    repeats
        Tables with several rows a respondent (repeat groups), by name: text, with the row of the respondent in the
        column "(row)".
    remarks
        What was odd.
    """

    path: Path
    tool: str
    sign: str
    responses: pd.DataFrame
    headings: pd.DataFrame
    stated: Codebook | None = None
    missing: pd.DataFrame = field(default_factory=vocabulary.missing)
    repeats: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def codebook(self) -> Codebook:
        """What each question asks and allows: as the export states it, else as its headings and answers suggest."""
        from pilots.survey.read.infer import infer

        return self.stated if self.stated is not None else infer(self)

    def of_kind(self, kind: str) -> list[str]:
        """The columns of one kind, in order."""
        return list(self.headings.loc[self.headings["kind"] == kind, "variable"])

    def answers(self, column: str) -> "pd.Series[str]":
        """A column without the cells that the export declares to be no answer."""
        cells = self.responses[column]
        declared = self.missing.loc[self.missing["variable"] == column, "respondent_id"]
        return cells.mask(cells.index.isin(declared.astype("int64"))) if len(declared) else cells


def from_grid(
    source: Source,
    *,
    tool: str,
    sign: str,
    skip: int,
    headings: Sequence[str],
    names: Sequence[str] = (),
    labels: Sequence[str] = (),
    admin: Iterable[str] = (),
    grid: Grid | None = None,
) -> Reading:
    """Make a reading of a table of text: the first `skip` rows are headings, every other row a respondent.

    Parameters
    ----------
    source
        The file.
    tool, sign
        See `Reading`.
    skip
        How many rows are headings.
    headings, names, labels
        A text a column: as written, as it will be called (left out: as written), as the question reads.
    admin
        Names that the tool gives to columns of its own.
    grid
        The table, where it is not the whole file.

    Raises
    ------
    ReadError
        When there is nothing below the headings.
    """
    grid = grid or source.grid
    if len(grid.rows) <= skip:
        raise ReadError("there are headings but no answers", where=source.path, mend=NO_ANSWERS)
    unique = unique_names(names or headings)
    own = {*admin, *vocabulary.ADMIN}
    index = pd.Index(list(grid.numbers[skip:]), dtype="int64")
    data = {name: grid.column(position, skip) for position, name in enumerate(unique)}
    titled = dict(zip(unique, headings, strict=True))
    kept = {name: cells for name, cells in data.items() if titled[name].strip() or cells.notna().any()}
    responses = pd.DataFrame(kept, copy=False).set_axis(index)
    table = pd.DataFrame(
        {
            "variable": unique,
            "heading": list(headings),
            "label": list(labels) or list(headings),
            "kind": [IDENTIFIER if n in IDENTIFIERS else ADMIN if n in own else QUESTION for n in unique],
        },
        dtype="str",
    )
    return Reading(
        path=source.path,
        tool=tool,
        sign=f"{sign} ({grid.how})",
        responses=responses,
        headings=table.loc[table["variable"].isin(list(kept))].reset_index(drop=True),
        remarks=(*grid.remarks, *_remarks(titled, kept), *oddities(responses)),
    )


def missing_cells(reasons: "Mapping[str, pd.Series[str]]") -> pd.DataFrame:
    """The frame `Reading.missing` of the reasons in each column.

    Parameters
    ----------
    reasons
        By column: a reason where a cell is no real answer, else missing; the index as the file counts rows.

    Examples
    --------
    >>> missing_cells({"q1": pd.Series(["refused", None], index=[2, 3], dtype="str")}).iloc[0].tolist()
    ['2', 'q1', 'refused']
    """
    known = {variable: column.dropna() for variable, column in reasons.items()}
    parts = [
        pd.DataFrame(
            {RESPONDENT: told.index.astype("str"), "variable": variable, "reason": told.to_numpy()}, dtype="str"
        )
        for variable, told in known.items()
        if len(told)
    ]
    return pd.concat(parts, ignore_index=True) if parts else vocabulary.missing()


def _remarks(titled: Mapping[str, str], kept: Collection[str]) -> Iterator[Remark]:
    if blank := len(titled) - len(kept):
        yield Remark("blank columns", f"{blank} columns without a heading and without answers were left out")
    written = Counter(heading for heading in titled.values() if heading.strip())
    for variable in kept:
        heading = titled[variable]
        if not heading.strip():
            yield Remark("no heading", "the column has answers but no heading", variable)
        elif written[heading] > 1:
            yield Remark("duplicate heading", f"{written[heading]} columns have this heading", variable)


def unique_names(names: Sequence[str]) -> list[str]:
    """Give every column a name of its own.

    Examples
    --------
    >>> unique_names(["Q1", "", "Q1"])
    ['Q1', 'column 2', 'Q1 (2)']
    """
    taken: set[str] = set()
    written = set(names)
    counts: Counter[str] = Counter()
    given = []
    for position, name in enumerate(names, start=1):
        candidate = base = name or f"column {position}"
        while candidate in taken or (candidate != name and candidate in written):
            counts[base] += 1
            candidate = f"{base} ({counts[base] + 1})"
        taken.add(candidate)
        given.append(candidate)
    return given


def plain_word(text: str) -> str:
    """A heading reduced to small letters and digits, to compare it with known ones.

    Examples
    --------
    >>> plain_word("Datum verstuurd"), plain_word("E-mail")
    ('datumverstuurd', 'email')
    """
    return "".join(filter(str.isalnum, text.casefold()))
