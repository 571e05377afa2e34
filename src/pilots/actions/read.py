"""Read the workbook of actions that a group keeps, and tell everything that is wrong with it at once."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from pilots.actions.plan import ACTIONS, CYCLES, INDICATORS, NEEDS, VOTES, ActionPlan
from pilots.context import number
from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_prose
from pilots.vocabulary import Column, frame
from pilots.workbook import read_sheets

SHEETS: dict[str, tuple[Column, ...]] = {
    "needs": NEEDS,
    "actions": ACTIONS,
    "votes": VOTES,
    "indicators": INDICATORS,
    "cycles": CYCLES,
}
_PROSE = {"titles": "title", "descriptions": "description", "what": "what", "reason": "reason"}
_TEXT = ("materials", "responsible", "status", "baseline_source", "source")
_LISTS = ("findings", "needs", "agreed_by")
_ALLOWED = {
    "kind": ("strength", "problem"),
    "direction": ("up", "down"),
    "step": ("plan", "do", "study", "act"),
}
_YES, _NO = ("yes", "ja", "oui", "true", "1", "x"), ("no", "nee", "neen", "non", "false", "0", "")


def load(pilot: Pilot) -> ActionPlan:
    """The action plan in the workbook that pilot.toml names; empty where it names none.

    Parameters
    ----------
    pilot
        Its `actions` is a workbook with sheets needs, actions, votes, indicators and cycles; a sheet may be
        left out. Texts stand in columns such as `title` or `title::nl`, `title::fr`; lists are separated by
        spaces, commas or semicolons.

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
    reader = _Reader(pilot, path)
    sheets = {name: table.fillna("") for name, table in read_sheets(path).items()}
    reader.misnamed(sheets, SHEETS, f"{path}", "sheet")
    plan = ActionPlan(**{name: reader.sheet(name, sheets.get(name, pd.DataFrame())) for name in SHEETS})
    reader.links(plan)
    raise_all(reader.problems)
    return plan


class _Reader:
    """Turns text cells into values and remembers what went wrong where."""

    def __init__(self, pilot: Pilot, path: Path) -> None:
        self.pilot, self.path = pilot, path
        self.problems: list[PilotsError] = []
        self.rows: dict[str, list[object]] = {}

    def problem(self, sheet: str, row: object, what: str, mend: str = "") -> None:
        self.problems.append(PilotsError(what, where=f"{self.path}, sheet {sheet}, row {row}", mend=mend))

    def misnamed(self, given: Iterable[str], known: Iterable[str], where: str, kind: str) -> None:
        absent = [name for name in known if name not in set(given)]
        for name in given:
            near = get_close_matches(name, absent, n=1, cutoff=0.8) if name not in set(known) else []
            if near:
                self.problems.append(
                    PilotsError(f"unknown {kind} '{name}'", where=where, mend=f"Did you mean '{near[0]}'?")
                )

    def sheet(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        columns = SHEETS[name]
        known = [_PROSE.get(column.name, column.name) for column in columns]
        self.misnamed(
            [str(heading).partition(":")[0] for heading in table.columns], known, f"{self.path}, sheet {name}", "column"
        )
        self.rows[name] = list(table.index)
        rows = []
        for row, line in table.iterrows():
            cells = {str(heading): str(text).strip() for heading, text in line.items()}
            rows.append({column.name: self._value(name, row, column, cells) for column in columns})
        made = frame(columns, rows)
        key = ["voter", "group", "action"] if name == "votes" else [columns[0].name]
        for row, twice in zip(self.rows[name], made.duplicated(key), strict=True):
            if twice:
                self.problem(name, row, f"this {' and '.join(key)} already stands in a row above")
        return made

    def links(self, plan: ActionPlan) -> None:
        needs, actions = list(plan.needs["need"]), list(plan.actions["action"])
        sites = [site.id for site in self.pilot.sites]
        groups = list(dict.fromkeys(source.group for source in self.pilot.surveys))
        self._each("actions", plan.actions["needs"], lambda need: need in needs, "need", needs)
        for name, table in (("votes", plan.votes), ("indicators", plan.indicators), ("cycles", plan.cycles)):
            self._each(name, table["action"], lambda action: action in actions, "action", actions)
            if "site" in table:
                self._each(name, table["site"], lambda site: not site or site in sites, "site", sites)
        # others than those who were surveyed may vote, so only a slip of the pen is a problem
        self._each(
            "votes", plan.votes["group"], lambda group: bool(group) and not _slip(group, groups), "group", groups
        )
        surveys = [source.name for source in self.pilot.surveys]
        self._each("indicators", plan.indicators["measure"], lambda m: _is_measure(m, surveys), "measure",
                   ["attendance", "count", *(f"scale:{survey}.<scale>" for survey in surveys)])  # fmt: skip
        for row, start, end in zip(self.rows["actions"], plan.actions["start"], plan.actions["end"], strict=True):
            if end < start:
                self.problem("actions", row, "the action ends before it starts")
        for row, (_, line) in zip(self.rows["indicators"], plan.indicators.iterrows(), strict=True):
            if line["measure"] == "attendance" and line["unit"] != "%" and line["target"] > 1:
                self.problem("indicators", row, "a target of attendance above 1 needs the unit %")

    def _each(self, sheet: str, cells: pd.Series, fits: Callable[[str], bool], what: str, known: list[str]) -> None:
        for row, cell in zip(self.rows[sheet], cells, strict=True):
            for item in cell if isinstance(cell, tuple) else [cell]:
                if not fits(item):
                    self.problem(sheet, row, f"unknown {what} '{item}'", did_you_mean(item, known))

    def _value(self, sheet: str, row: object, column: Column, cells: Mapping[str, str]) -> Any:
        name, text = column.name, cells.get(column.name, "")
        if name in _PROSE:
            return {code: redact_prose(said, self.pilot) for code, said in self._texts(_PROSE[name], cells).items()}
        if name in _LISTS and column.dtype == "object":
            return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
        if column.dtype == "bool":
            if text.casefold() not in _YES + _NO:
                self.problem(sheet, row, f"'{name}' must be yes or no")
            return text.casefold() in _YES
        if column.dtype == "float64":
            return self._number(sheet, row, name, text)
        if column.dtype.startswith("datetime"):
            return self._date(sheet, row, name, text)
        return self._word(sheet, row, name, text)

    def _texts(self, base: str, cells: Mapping[str, str]) -> dict[str, str]:
        said: dict[str, str] = {}
        for heading, text in cells.items():
            start, _, language = heading.partition(":")
            if start.strip() == base and text:
                code = language.strip(": ")
                said[code[code.rfind("(") + 1 : -1] if code.endswith(")") else code or self.pilot.language] = text
        return said

    def _number(self, sheet: str, row: object, name: str, text: str) -> float | None:
        value = number(text.removesuffix("%"))
        if text and value is None:
            self.problem(sheet, row, f"'{name}' is not a number")
        if value is not None and name in ("impact", "effort") and not 1 <= value <= 5:
            self.problem(sheet, row, f"'{name}' lies outside 1 to 5")
        if name == "points" and (value is None or value < 0):
            self.problem(sheet, row, "a vote needs points of 0 or more")
        return value

    def _date(self, sheet: str, row: object, name: str, text: str) -> Any:
        value = parse_date(text)
        if text and value is pd.NaT:
            self.problem(sheet, row, f"'{name}' is not a date", "Write for instance 2017-09-25 or 25/09/2017.")
        return value

    def _word(self, sheet: str, row: object, name: str, text: str) -> str:
        allowed = _ALLOWED.get(name)
        if allowed and text and text.casefold() not in allowed:
            self.problem(sheet, row, f"unknown {name} '{text}'", did_you_mean(text, allowed))
        if name == SHEETS[sheet][0].name and not text:
            self.problem(sheet, row, f"there is no {name}")
        if name in _TEXT:
            return redact_prose(text, self.pilot)
        return text.casefold() if allowed else text


def parse_date(text: str) -> Any:
    """A day as people write it, year first or day first; NaT where it is none.

    Examples
    --------
    >>> parse_date("2017-09-25") == parse_date("25/9/2017"), parse_date("soon")
    (True, NaT)
    """
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        moment = pd.to_datetime(text.partition(" ")[0], format=form, errors="coerce")
        if moment is not pd.NaT:
            return moment
    return pd.NaT


def _slip(group: str, groups: list[str]) -> bool:
    return group not in groups and bool(get_close_matches(group, groups, n=1, cutoff=0.8))


def _is_measure(measure: str, surveys: list[str]) -> bool:
    kind, _, what = measure.partition(":")
    survey, _, scale = what.partition(".")
    return measure in ("attendance", "count") or (kind == "scale" and survey in surveys and bool(scale))
