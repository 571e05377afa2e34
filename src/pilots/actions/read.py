"""Read the workbook of actions that a group keeps, and tell everything that is wrong with it at once."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

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
from pilots.codebook import Codebook
from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot
from pilots.qualitative.redaction import redact_all, redact_prose
from pilots.rows import RowReader, by_language, cells
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
_PROSE = {
    "titles": "title",
    "descriptions": "description",
    "what": "what",
    "reason": "reason",
    "texts": "text",
    "answers": "answer",
}
_HEADINGS = _PROSE | {"frameworks": "framework"}
_TEXT = ("materials", "responsible", "status", "unit", "baseline_source", "source", "group", "agreed_by", "period")
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
_WORDS = (
    ("parents", "parent", "ouders", "ouder"),
    ("staff", "team", "schoolteam", "leerkrachten", "leraren", "teachers", "équipe", "équipe scolaire", "enseignants"),
    ("partners", "partner", "partenaires", "partenaire"),
)
"""What people call the same group."""
_SEVERAL = 2
"""Voters, or cycles, that make a name a group though it was never surveyed."""


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
    RowReader(path, problems).headings(given, SHEETS, "sheet")
    sheets = {name: _Sheet(pilot, name, f"{path}, sheet {name}", problems) for name in SHEETS}
    plan = ActionPlan(**{name: sheets[name].read(given.get(name, pd.DataFrame())) for name in SHEETS})
    _check_links(plan, pilot, sheets)
    raise_all(problems)
    return plan


class _Sheet(RowReader):
    """One sheet, and the row numbers of what was read from it."""

    def __init__(self, pilot: Pilot, name: str, where: str, problems: list[PilotsError]) -> None:
        super().__init__(where, problems)
        self.pilot, self.name = pilot, name
        self.rows: list[object] = []

    def read(self, table: pd.DataFrame) -> pd.DataFrame:
        columns = SHEETS[self.name]
        self.headings(table.columns, [_HEADINGS.get(column.name, column.name) for column in columns])
        self.rows = list(table.index)
        key = _KEYS.get(self.name, [columns[0].name])
        rows = []
        for row, line in table.iterrows():
            text = cells(line)
            if not text.get(key[0]):
                self.problem(row, f"there is no {key[0]}")
            rows.append({column.name: self._value(row, column, text) for column in columns})
        made = frame(columns, rows)
        for row, twice in zip(self.rows, made.duplicated(key), strict=True):
            if twice:
                self.problem(row, f"this {' and '.join(key)} already stands in a row above")
        return made

    def each(self, items: pd.Series, what: str, known: list[str], fits: Callable[[str], bool] | None = None) -> None:
        """Remember each item (or item of a tuple) that does not fit, by default one that is not known."""
        for row, cell in zip(self.rows, items, strict=True):
            for item in cell if isinstance(cell, tuple) else [cell]:
                if not (fits(item) if fits else item in known):
                    self.problem(row, f"unknown {what} '{item}'", did_you_mean(item, known))

    def _value(self, row: object, column: Column, line: Mapping[str, str]) -> Any:
        name = column.name
        text = line.get(_HEADINGS.get(name, name), "")
        if name in _PROSE:
            return redact_all(by_language(_PROSE[name], line, self.pilot.language), self.pilot)
        if name in _TEXT:
            text = redact_prose(text, self.pilot)
        if column.dtype == "object":
            return tuple(dict.fromkeys(text.replace(",", " ").replace(";", " ").split()))
        if column.dtype == "bool":
            return self.yes(row, name, text)
        if column.dtype in ("float64", "int64"):
            if name in _NEEDED and not text:
                self.problem(row, f"there is no {name}")
            value = self.number(row, name, text, **_BOUNDS.get(name, {}))
            return int(value or 0) if column.dtype == "int64" else value
        if column.dtype.startswith("datetime"):
            return self.date(row, name, text)
        if (self.name, name) in _ALLOWED:
            return self.word(row, name, text, _ALLOWED[self.name, name])
        return text


def _check_links(plan: ActionPlan, pilot: Pilot, sheets: Mapping[str, _Sheet]) -> None:
    actions, sites = list(plan.actions["action"]), [site.id for site in pilot.sites]
    groups = list(dict.fromkeys(source.group for source in pilot.surveys))
    surveys = [source.name for source in pilot.surveys]
    sheets["actions"].each(plan.actions["needs"], "need", list(plan.needs["need"]))
    for name in ("votes", "indicators", "cycles", "delphi", "progress", "claims"):
        table: pd.DataFrame = getattr(plan, name)
        sheets[name].each(table["action"], "action", actions)
        if "site" in table:
            sheets[name].each(table["site"], "site", ["", *sites])
    sheets["evidence"].each(plan.evidence["claim"], "claim", list(plan.claims["claim"]))
    sheets["evidence"].each(plan.evidence["indicator"], "indicator", ["", *plan.indicators["indicator"]])
    # others than those who were surveyed may vote: then several do, under a name that is no other word for a group
    voters = plan.votes.groupby("group")["voter"].nunique()
    voting = [*groups, *(str(group) for group in voters.index[voters >= _SEVERAL] if not _slip(str(group), pilot))]
    _check_groups(sheets["votes"], plan.votes["group"], list(dict.fromkeys(voting)), pilot)
    times = plan.cycles["agreed_by"].explode().value_counts()
    agreeing = [str(group) for group in times.index[times >= _SEVERAL] if not _slip(str(group), pilot)]
    _check_groups(sheets["cycles"], plan.cycles["agreed_by"], list(dict.fromkeys([*voting, *agreeing])), pilot)
    scales = {survey: _scales(pilot, survey) for survey in surveys}
    measures = [
        "attendance",
        "count",
        *(f"scale:{it}.{scale}" for it in surveys for scale in scales[it] or ["<scale>"]),
    ]
    sheets["indicators"].each(plan.indicators["measure"], "measure", measures, lambda it: _is_measure(it, scales))
    for row, start, end in zip(sheets["actions"].rows, plan.actions["start"], plan.actions["end"], strict=True):
        if end < start:
            sheets["actions"].problem(row, "the action ends before it starts")
    for row, (_, line) in zip(sheets["indicators"].rows, plan.indicators.iterrows(), strict=True):
        if line["measure"] == "attendance" and line["unit"] != "%" and line["target"] > 1:
            sheets["indicators"].problem(row, "a target of attendance above 1 needs the unit %")


def _check_groups(sheet: _Sheet, cells: pd.Series, known: list[str], pilot: Pilot) -> None:
    for row, cell in zip(sheet.rows, cells, strict=True):
        for group in (group for group in (cell if isinstance(cell, tuple) else [cell]) if group not in known):
            meant = _slip(group, pilot)
            hint = f"Did you mean '{meant}'?" if meant else did_you_mean(group, known)
            sheet.problem(row, f"unknown group '{group}'", hint)


def _slip(group: str, pilot: Pilot) -> str:
    """The surveyed group that another word stands for: its survey's name or title, a usual word, a slip of the pen."""
    word = group.casefold().strip()
    for source in pilot.surveys:
        usual = next((words for words in _WORDS if source.group.casefold() in words), ())
        known = {source.name, source.group, *source.title.values(), *usual}
        if group != source.group and get_close_matches(word, [name.casefold() for name in known], n=1, cutoff=0.85):
            return source.group
    return ""


def _scales(pilot: Pilot, survey: str) -> list[str]:
    """The scales of a survey; none where its codebook can't be read, which is told elsewhere."""
    try:
        return list(Codebook.read(pilot.path(pilot.survey(survey).codebook)).scales.index)
    except PilotsError:
        return []


def _is_measure(measure: str, scales: Mapping[str, list[str]]) -> bool:
    kind, _, what = measure.partition(":")
    survey, _, scale = what.partition(".")
    if kind != "scale" or survey not in scales:
        return measure in ("attendance", "count")
    return scale in scales[survey] if scales[survey] else bool(scale)
