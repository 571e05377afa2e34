"""Where the raw data say who is in them: key files, tables of researchers, and the projects with conversations."""

import csv
import re
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

from pilots.context import read_table
from pilots.pilot import Pilot
from pilots.privacy.identifying import Identifier, identifier
from pilots.publish.gate.signatures import signatures_path
from pilots.workbook import read_sheets

if TYPE_CHECKING:
    from pilots.qualitative import QualitativeProject

_PEOPLE = ("person", "family", "case", "brought_by", "voter", "respondent", "respondent_id", "document", "approved_by", "initials", "coder")  # fmt: skip
"""Columns of a researcher's tables that hold codes or names of people."""
_NUMBERED = re.compile(r"(?:gesprek|interview|entretien|conversation) ?\d{1,3}", re.IGNORECASE)
"""What a document may be called that reports say too: the how many-eth conversation it is."""
_WHOLE = 5
"""A code of which the parts stand in several columns is somebody's from this length on."""


def identifiers(pilot: Pilot) -> Iterator[Identifier]:
    """Whom the key files, the researchers' tables and the qualitative projects name, in the order of the files."""
    for path in sorted(pilot.keys.glob("*.csv")):
        yield from _of_key_file(path)
    for path in sorted(pilot.folder.rglob("*.xlsx")):
        if (
            path.parent.name not in ("surveys", "codebooks")
            and not path.name.startswith(("~", "."))
            and path != signatures_path(pilot)
        ):
            for table in read_sheets(path).values():
                yield from _of_columns({name: table[name].dropna().unique() for name in _PEOPLE if name in table})
    for source in pilot.registrations:
        if not source.file.endswith(".xlsx"):
            table = read_table(pilot.path(source.file), ())
            yield from _of_columns({name: table[name].dropna().unique() for name in _PEOPLE if name in table})
    yield from _of_conversations(pilot)


def _of_key_file(path: Path) -> Iterator[Identifier]:
    """Each value, the id and the pseudonym of who it is of; a name and a code of several columns also as one."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names: dict[str, list[str]] = {}
    codes: dict[str, list[str]] = {}
    for row in rows:
        one = identifier(row["value"], row["variable"])
        own = row["respondent_id"].partition("-")[2]
        told = [one, identifier(row["respondent_id"], "id"), identifier(own, "id"), identifier(row["pseudonym"], "id")]
        yield from filter(None, told)
        if one and one.kind == "name":
            names.setdefault(row["respondent_id"], []).append(one.value)
        if "code" in row["variable"]:
            codes.setdefault(row["respondent_id"], []).append(row["value"].strip())
    for parts in names.values():
        for pair in permutations(dict.fromkeys(parts), 2):
            yield Identifier(" ".join(pair), "name")
    for parts in codes.values():
        if len(parts) > 1 and len("".join(parts)) >= _WHOLE:
            yield from filter(None, [identifier("".join(parts), "code")])


def _of_columns(columns: "dict[str, object]") -> Iterator[Identifier]:
    for name, values in columns.items():
        for value in values:  # type: ignore[attr-defined]
            yield from filter(None, [_coded(str(value), name)])


def _coded(value: str, column: str) -> Identifier | None:
    """A code or the name of a person in a table of researchers; two or three capitals are initials."""
    text = value.strip()
    if re.fullmatch(r"(?:[A-Z]\.?\s?){2,3}", text):
        return Identifier(re.sub(r"[.\s]", "", text), "initials")
    return identifier(text, "" if column in ("approved_by", "coder") else column)


def _of_conversations(pilot: Pilot) -> Iterator[Identifier]:
    """What the projects call their documents, cases and coders."""
    project = conversations(pilot)
    for table, column in ((project.documents, "name"), (project.cases, "name"), (project.users, "name"), (project.users, "initials"), (project.segments, "coder")):  # fmt: skip
        for value in table[column].dropna().unique():
            if not _NUMBERED.fullmatch(str(value).strip()):
                yield from filter(None, [_coded(str(value), "coder")])


def conversations(pilot: Pilot) -> "QualitativeProject":
    """The conversations of a pilot, with its open answers."""
    from pilots import qualitative, survey

    return qualitative.load(pilot, answers=survey.open_answers(pilot))
