"""Read the workbook of actions that a group keeps, and tell everything that is wrong with it at once."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pilots.actions.checks import check_links
from pilots.actions.plan import (
    ACTIONS,
    CLAIMS,
    CYCLES,
    DECISIONS,
    DELPHI,
    EVIDENCE,
    INDICATORS,
    NEEDS,
    PROGRESS,
    VOTES,
    ActionPlan,
)
from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_all, redact_prose
from pilots.rows import ASK_THOUSANDS, THOUSANDS, RowReader, by_language, cells
from pilots.vocabulary import Column, frame
from pilots.workbook import read_sheets

SHEETS: dict[str, tuple[Column, ...]] = {
    "needs": NEEDS,
    "actions": ACTIONS,
    "votes": VOTES,
    "indicators": INDICATORS,
    "cycles": CYCLES,
    "delphi": DELPHI,
    "decisions": DECISIONS,
    "progress": PROGRESS,
    "claims": CLAIMS,
    "evidence": EVIDENCE,
}
_KEYS = {
    "votes": ["voter", "group", "action"],
    "delphi": ["round", "voter", "group", "action"],
    "decisions": ["decision", "group"],
    "progress": ["action", "period"],
}
"""What makes a row the only one of its kind; of other sheets the first column does."""
_REFER = {"indicators": ["action"], "cycles": ["action"], "claims": ["action"], "evidence": ["claim"]}
"""Without these columns no row belongs to anything."""
_PROSE = {
    "titles": "title",
    "descriptions": "description",
    "what": "what",
    "reason": "reason",
    "texts": "text",
    "answers": "answer",
}
HEADINGS = _PROSE | {"frameworks": "framework"}
"""What a column is called in the workbook, where that differs from its name in the frame."""
_TEXT = (
    "materials", "responsible", "status", "unit", "baseline_source", "source", "group", "agreed_by", "period", "register",
)  # fmt: skip
_IDS = ("need", "action", "indicator", "cycle", "decision", "claim", "evidence", "finding", "needs", "findings")
"""Reports show them, and somebody may take a name for one."""
_AMOUNTS = ("baseline", "target", "result", "points")
_NEEDED = ("points", "rating", "round", "levels")
_BOUNDS = {
    "impact": {"least": 1.0, "most": 5.0},
    "effort": {"least": 1.0, "most": 5.0},
    "points": {"least": 0.0},
    "rating": {"least": 1.0},
    "round": {"least": 1.0},
    "levels": {"least": 2.0},
    "invited": {"least": 0.0},
    "present": {"least": 0.0},
}
_ALLOWED = {
    ("needs", "kind"): ("strength", "problem"),
    ("indicators", "direction"): ("up", "down"),
    ("cycles", "step"): ("plan", "do", "study", "act"),
    ("votes", "form"): ("dots", "points", "ranks", "approval"),
    ("evidence", "direction"): ("supports", "opposes", "alternative"),
}


def load(pilot: Pilot) -> ActionPlan:
    """The action plan in the workbook that pilot.toml names; empty where it names none.

    Parameters
    ----------
    pilot
        Its `actions` is a workbook with sheets needs, actions, votes, indicators, cycles, delphi, decisions,
        progress, claims and evidence; a sheet may be left out. Texts stand in columns such as `title` or
        `title::nl`, `title::fr`; lists are separated by spaces, commas or semicolons.

    Returns
    -------
    ActionPlan
        With e-mail addresses, phone numbers and the like taken out of its texts.

    Raises
    ------
    ReadError
        When the file is missing or no workbook.
    PilotsError, Problems
        With every row that names what is not there, or holds a date, number or word that can't be.
    """
    if pilot.actions is None:
        return ActionPlan()
    path = pilot.path(pilot.actions)
    problems: list[PilotsError] = []
    given = {name: table.fillna("") for name, table in read_sheets(path).items()}
    book = RowReader(path, problems)
    meant = book.headings(given, SHEETS, "sheet")
    if not meant:
        book.none_of(given, list(SHEETS), "integration")
    sheets = {name: SheetReader(pilot, name, f"{path}, sheet {name}", problems) for name in SHEETS}
    for name, sheet in sheets.items():
        sheet.unsure, sheet.absent = name in meant, name not in given
    read = {name: sheets[name].read(given.get(name, pd.DataFrame())) for name in SHEETS}
    plan = ActionPlan(**read, threshold=pilot.privacy.threshold)
    check_links(plan, pilot, sheets)
    raise_all(problems)
    return plan


class SheetReader(RowReader):
    """One sheet, and the row numbers of what was read from it."""

    def __init__(self, pilot: Pilot, name: str, where: str, problems: list[PilotsError]) -> None:
        super().__init__(where, problems)
        self.pilot, self.name = pilot, name
        self.rows: list[object] = []
        self.absent = False
        self._redacted: dict[str, str] = {}

    def read(self, table: pd.DataFrame) -> pd.DataFrame:
        """The rows of the sheet as its columns ask; problems are remembered."""
        columns = SHEETS[self.name]
        headings = [HEADINGS.get(column.name, column.name) for column in columns]
        key = _KEYS.get(self.name, [columns[0].name])
        if self.lacks(table, [*key, *_REFER.get(self.name, [])], headings):
            return frame(columns)
        self.headings(table.columns, headings)
        self.rows = list(table.index)
        rows = []
        for row, line in table.iterrows():
            text = cells(line)
            if not text.get(key[0]):
                self.problem(row, f"there is no {key[0]}", f"Fill in '{key[0]}', or clear the row.")
                self.unsure = True
            rows.append({column.name: self._value(row, column, text) for column in columns})
        made = frame(columns, rows)
        for row, twice in zip(self.rows, made.duplicated(key), strict=True):
            if twice:
                self.problem(row, f"this {' and '.join(key)} already stands in a row above")
                self.unsure = True
        return made

    def refer(self, items: pd.Series, what: str, to: "SheetReader", known: list[str]) -> None:
        """Remember each item that is not among the names of a sheet, unless that sheet has problems with its names."""
        if to.absent and not to.unsure and any(items):
            to.problems.append(
                PilotsError("there is no such sheet", where=to.where, mend=f"Add it: other rows name its {what}s.")
            )
            to.unsure = True
        if not to.unsure:
            self.each(items, what, known)

    def each(self, items: pd.Series, what: str, known: list[str], fits: Callable[[str], bool] | None = None) -> None:
        """Remember each item (or item of a tuple) that does not fit, by default one that is not known."""
        for row, cell in zip(self.rows, items, strict=True):
            for item in cell if isinstance(cell, tuple) else [cell]:
                if not item and "" not in known:
                    self.problem(row, f"'{what}' is empty", "Fill it in, or clear the row.")
                elif not (fits(item) if fits else item in known):
                    # what stands in the wrong column may be a name
                    said = redact_prose(item, self.pilot)
                    self.problem(row, f"unknown {what} '{said}'", did_you_mean(item, known))

    def _value(self, row: object, column: Column, line: Mapping[str, str]) -> Any:
        name = column.name
        text = line.get(HEADINGS.get(name, name), "")
        if name in _PROSE:
            return redact_all(by_language(_PROSE[name], line, self.pilot.language), self.pilot)
        if name in _TEXT or name in _IDS:
            if text not in self._redacted:
                self._redacted[text] = redact_prose(text, self.pilot)
            text = self._redacted[text]
        if column.dtype == "object":
            return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
        if column.dtype == "bool":
            return self.yes(row, name, text)
        if column.dtype in ("float64", "int64"):
            if name in _NEEDED and not text:
                self.problem(row, f"there is no {name}", f"Fill in '{name}'.")
            # the mean of a scale never lies in the thousands
            asked = name in _AMOUNTS and not line.get("measure", "").startswith("scale:")
            if asked and re.fullmatch(THOUSANDS, text):
                self.problem(row, f"'{name}' {ASK_THOUSANDS[0]}", ASK_THOUSANDS[1])
            value = self.number(row, name, text, **_BOUNDS.get(name, {}))
            return int(value or 0) if column.dtype == "int64" else value
        if column.dtype.startswith("datetime"):
            return self.date(row, name, text)
        if (self.name, name) in _ALLOWED:
            return self.word(row, name, text, _ALLOWED[self.name, name])
        return text
