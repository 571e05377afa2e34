"""Whether everything that the workbook of actions names is there, and what it says can be so."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

import pandas as pd

from pilots import frameworks
from pilots.actions.measures import names as measure_names
from pilots.actions.plan import ActionPlan
from pilots.codebook import Codebook
from pilots.errors import PilotsError, did_you_mean
from pilots.pilot import Pilot

if TYPE_CHECKING:
    from pilots.actions.read import SheetReader

_WORDS = (
    ("parents", "parent", "ouders", "ouder"),
    ("staff", "team", "schoolteam", "leerkrachten", "leraren", "teachers", "équipe", "équipe scolaire", "enseignants"),
    ("partners", "partner", "partenaires", "partenaire"),
)
"""What people call the same group."""
_NUMBER = re.compile(r"[A-Z]{1,4}\d{3,}")
"""A number in a register of actions, such as A20031."""
_OF_ACTIONS = ("sessions:", "reach:", "families:", "gas:", "cost:")
"""Measures that name an action."""
_SEVERAL = 2
"""Voters, or cycles, that make a name a group though it was never surveyed."""


def check_links(plan: ActionPlan, pilot: Pilot, sheets: "Mapping[str, SheetReader]") -> None:
    """Remember, by sheet and row, what names something that is not there, and what can't be so."""
    actions, sites = list(plan.actions["action"]), [site.id for site in pilot.sites]
    surveyed = list(dict.fromkeys(source.group for source in pilot.surveys))
    # who was not surveyed may decide all the same, under the word that everybody uses
    groups = [*surveyed, *(words[0] for words in _WORDS if not {*words} & {*map(str.casefold, surveyed)})]
    surveys = [source.name for source in pilot.surveys]
    sheets["actions"].refer(plan.actions["needs"], "need", sheets["needs"], list(plan.needs["need"]))
    for name in ("votes", "indicators", "cycles", "delphi", "progress", "claims"):
        table: pd.DataFrame = getattr(plan, name)
        sheets[name].refer(table["action"], "action", sheets["actions"], actions)
        if "site" in table:
            sheets[name].each(table["site"], "site", ["", *sites])
    evidence, indicators = sheets["evidence"], sheets["indicators"]
    evidence.refer(plan.evidence["claim"], "claim", sheets["claims"], list(plan.claims["claim"]))
    evidence.refer(plan.evidence["indicator"], "indicator", indicators, ["", *plan.indicators["indicator"]])
    # others than those who were surveyed may vote: then several do, under a name that is no other word for a group
    voters = plan.votes.drop_duplicates(["group", "voter"])["group"]
    known = list(dict.fromkeys([*groups, *_several(voters, pilot)]))
    _check_groups(sheets["votes"], plan.votes["group"], known, pilot)
    for name, column in (("delphi", "group"), ("decisions", "group"), ("cycles", "agreed_by")):
        named = getattr(plan, name)[column]
        _check_groups(sheets[name], named, list(dict.fromkeys([*known, *_several(named.explode(), pilot)])), pilot)
    scales = {survey: _scales(pilot, survey) for survey in surveys}
    measures = [
        "attendance",
        "count",
        *(f"scale:{it}.{scale}" for it in surveys for scale in scales[it] or ["<scale>"]),
        *measure_names(actions),
    ]
    unsure = sheets["actions"].unsure
    sheets["indicators"].each(
        plan.indicators["measure"], "measure", measures,
        lambda it: it in measures or _is_measure(it, scales) or (unsure and it.startswith(_OF_ACTIONS)),
    )  # fmt: skip
    _check_frameworks(plan, sheets)
    _check_rounds(plan, sheets)
    for row, start, end in zip(sheets["actions"].rows, plan.actions["start"], plan.actions["end"], strict=True):
        if end < start:
            sheets["actions"].problem(row, "the action ends before it starts", "Correct 'start' or 'end'.")
    for row, (_, line) in zip(sheets["indicators"].rows, plan.indicators.iterrows(), strict=True):
        if line["measure"] == "attendance" and line["unit"] != "%" and line["target"] > 1:
            sheets["indicators"].problem(row, "a target of attendance above 1 needs the unit %", "Write % in 'unit'.")
        for name in ("baseline", "target", "result"):
            if line["unit"] == "%" and 0 < line[name] < 1:
                what = f"'{name}' lies below 1 while the unit is %"
                sheets["indicators"].problem(row, what, "Write 80 for 80 %.")


def _check_frameworks(plan: ActionPlan, sheets: "Mapping[str, SheetReader]") -> None:
    """Elements of frameworks, materials of the catalogue, and related actions by id or number in a register."""
    elements = list(frameworks.elements()["id"])
    for name in ("needs", "actions"):
        sheets[name].each(getattr(plan, name)["frameworks"], "element of a framework", elements)
    sheets["actions"].each(plan.actions["catalogue"], "material of the catalogue", list(frameworks.catalogue()["id"]))
    # a number in a register may be that of an action of others, an id may not
    own = [*plan.actions["action"], *plan.actions["register"]]
    sheets["actions"].each(plan.actions["related"], "action", own, lambda it: it in own or bool(_NUMBER.fullmatch(it)))


def _check_rounds(plan: ActionPlan, sheets: "Mapping[str, SheetReader]") -> None:
    """Votes, ratings and attendance of decisions that can't be so."""
    votes, ratings, decisions = sheets["votes"], sheets["delphi"], sheets["decisions"]
    forms = plan.votes["form"].replace("", "points").fillna("points")
    several = forms.groupby(plan.votes["group"]).transform("nunique") > 1
    for place in plan.votes.index[several & ~plan.votes["group"].duplicated()]:
        votes.problem(votes.rows[place], "this group voted in more than one form", "Give all its votes the same form.")
    for row, (_, line) in zip(ratings.rows, plan.delphi.iterrows(), strict=True):
        if line["rating"] > line["levels"] >= 2:
            ratings.problem(row, "'rating' lies above 'levels'", "Correct 'rating' or 'levels'.")
    for row, (_, line) in zip(decisions.rows, plan.decisions.iterrows(), strict=True):
        if line["present"] > line["invited"]:
            decisions.problem(row, "more were present than invited", "Correct 'invited' or 'present'.")


def _several(groups: "pd.Series[str]", pilot: Pilot) -> list[str]:
    """Names that stand several times, and are no other word for a surveyed group."""
    times = groups.value_counts()
    return [str(group) for group in times.index[times >= _SEVERAL] if not meant_group(str(group), pilot)]


def _check_groups(sheet: "SheetReader", cells: pd.Series, known: list[str], pilot: Pilot) -> None:
    for row, cell in zip(sheet.rows, cells, strict=True):
        for group in (group for group in (cell if isinstance(cell, tuple) else [cell]) if group not in known):
            if not group:
                sheet.problem(row, "'group' is empty", "Fill it in, or clear the row.")
                continue
            meant = meant_group(group, pilot)
            hint = f"Did you mean '{meant}'?" if meant else did_you_mean(group, known)
            sheet.problem(row, f"unknown group '{group}'", hint)


def meant_group(group: str, pilot: Pilot) -> str:
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
