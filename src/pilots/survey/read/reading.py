"""What a reader gives: the answers just as the file holds them, and what the file says about them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import ReadError
from pilots.survey.read.source import NO_ANSWERS, Grid, Source

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


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about a file, which reading it survived.

    Parameters
    ----------
    kind
        What kind of oddity, e.g. "duplicate heading".
    what
        What was found and what was done about it, without an answer.
    variable
        The column it is about; empty for the file.
    rows
        Rows as the file counts them, at most twenty.
    """

    kind: str
    what: str
    variable: str = ""
    rows: tuple[int, ...] = ()


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
    columns = zip(*grid.rows[skip:], strict=True)
    data = {
        name: pd.Series([cell or None for cell in cells], dtype="str")
        for name, cells in zip(unique, columns, strict=False)
    }
    titled = dict(zip(unique, headings, strict=True))
    kept = [name for name in unique if titled[name] or data[name].notna().any()]
    responses = pd.DataFrame({name: data[name] for name in kept})
    responses.index = pd.Index(grid.numbers[skip:], dtype="int64")
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
        headings=table.loc[table["variable"].isin(kept)].reset_index(drop=True),
    )


def unique_names(names: Sequence[str]) -> list[str]:
    """Give every column a name of its own.

    Examples
    --------
    >>> unique_names(["Q1", "", "Q1"])
    ['Q1', 'column 2', 'Q1 (2)']
    """
    taken: set[str] = set()
    given = []
    for position, name in enumerate(names, start=1):
        candidate = base = name or f"column {position}"
        count = 1
        while candidate in taken or (count > 1 and candidate in names):
            count += 1
            candidate = f"{base} ({count})"
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
