"""The workbooks of a plan and of findings, without what people said: votes by new people, invented quotes."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pilots.actions.read import SHEETS as PLAN
from pilots.mixed.read import SHEETS as FINDINGS
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.qualitative.redaction import redact_prose
from pilots.synthetic.answers import PERSON
from pilots.synthetic.margins import small_again
from pilots.synthetic.texts import invented
from pilots.synthetic.votes import ratings, votes
from pilots.vocabulary import RESPONDENT
from pilots.workbook import Sheet, read_sheets

Answers = Mapping[str, Mapping[str, pd.DataFrame]]

_WIDE = 44
_APPROVED = "XX"


def plan_sheets(pilot: Pilot, rng: np.random.Generator) -> list[Sheet]:
    """The sheets of the plan: what was planned as it stands, votes and ratings by new people, few people counted anew.

    Parameters
    ----------
    pilot
        It names a workbook of actions.
    rng
        Chance.
    """
    threshold = pilot.privacy.threshold
    made = []
    for name, table in read_sheets(pilot.path(pilot.actions or "")).items():
        if name not in PLAN:
            continue
        if name == "votes" and len(table):
            table = votes(table, threshold, rng)
        elif name == "delphi" and len(table):
            table = ratings(table, threshold, rng)
        elif name == "decisions":
            table = _counted(table, ("present", "invited"), pd.Series(True, index=table.index), threshold, rng)
        elif name == "indicators" and "measure" in table:
            counts = table["measure"].str.strip().str.casefold() == "count"
            table = _counted(table, ("baseline", "result"), counts, threshold, rng)
        made.append(_sheet(name, _redacted(table, pilot)))
    return made


def finding_sheets(pilot: Pilot, spoken: QualitativeProject, answers: Answers, rng: np.random.Generator) -> list[Sheet]:
    """The sheets of the findings: what was found, with invented explanations and quotes, and cases of nobody.

    Parameters
    ----------
    pilot
        It names a workbook of findings.
    spoken
        The invented conversations.
    answers
        The new answers, as `records` gives them.
    rng
        Chance.
    """
    given = {
        name: table for name, table in read_sheets(pilot.path(pilot.integration or "")).items() if name in FINDINGS
    }
    if "findings" in given:
        table = _redacted(given["findings"], pilot)
        for name in (name for name in table if str(name).startswith("rationale")):
            language = str(name).partition("::")[2] or pilot.language
            table[name] = [invented("finding", language, rng) if cell == cell else None for cell in table[name]]
        given["findings"] = table
    if "quotes" in given:
        given["quotes"] = _quotes(given["quotes"], spoken, rng)
    if "cases" in given:
        given["cases"] = _cases(given["cases"], spoken, answers, rng)
    return [_sheet(name, table) for name, table in given.items()]


def _quotes(table: pd.DataFrame, spoken: QualitativeProject, rng: np.random.Generator) -> pd.DataFrame:
    """Each quote is an invented passage with the same code; without one it is left out."""
    names = spoken.codes.set_index("code")["name"]
    called = spoken.documents.set_index("document")["name"]
    rows = []
    for line in table.to_dict("records"):
        of_code = spoken.segments.loc[spoken.segments["code"].map(names) == line.get("code")]
        if of_code.empty:
            continue
        one = of_code.iloc[int(rng.integers(len(of_code)))]
        text = spoken.texts[one["document"]][int(one["start"]) : int(one["end"])]
        fresh = {"document": called[one["document"]], "text": text, "speaker": None, "approved_by": _APPROVED}
        # what somebody said stands in its translations too
        fresh |= {name: None for name in map(str, line) if name == "language" or name.startswith("translation")}
        rows.append(line | {name: cell for name, cell in fresh.items() if name in line})
    return pd.DataFrame(rows, columns=table.columns, dtype="str")


def _cases(table: pd.DataFrame, spoken: QualitativeProject, answers: Answers, rng: np.random.Generator) -> pd.DataFrame:
    names = rng.permutation(spoken.cases["name"].unique())
    old = list(dict.fromkeys(table["case"]))
    fresh = dict(zip(old, names, strict=False))
    rows = []
    for case, own in table.groupby("case", sort=False):
        survey = str(own["survey"].iloc[0])
        told = own["respondent"].notna().any() if "respondent" in own else False
        found = _someone(answers.get(survey, {}), len(own), rng) if told else [None] * len(own)
        rows += [{"case": fresh[case], "survey": survey, "respondent": who} for who in found if case in fresh]
    made = pd.DataFrame(rows, columns=["case", "survey", "respondent"], dtype="str").drop_duplicates()
    return made.reindex(columns=[name for name in made if name in table])


def _someone(tables: Mapping[str, pd.DataFrame], responses: int, rng: np.random.Generator) -> list[str | None]:
    """The ids of somebody new who answered so many times."""
    parts = [table[[PERSON]].assign(who=f"{prefix}-" + table[RESPONDENT]) for prefix, table in tables.items()]
    who = pd.concat(parts).groupby(PERSON)["who"].agg(list) if parts else pd.Series(dtype="object")
    fits = [ids for ids in who if len(ids) >= responses]
    return list(fits[int(rng.integers(len(fits)))][:responses]) if fits else [None] * responses


def _counted(
    table: pd.DataFrame, columns: tuple[str, ...], counts: "pd.Series[bool]", threshold: int, rng: np.random.Generator
) -> pd.DataFrame:
    made = table.copy()
    for name in (name for name in columns if name in table):
        numbers = pd.to_numeric(table[name], errors="coerce").where(counts)
        fresh = small_again(numbers, threshold, rng)
        changed = numbers.notna() & (fresh != numbers).fillna(False)
        made[name] = table[name].mask(
            changed.astype(bool), fresh.map(lambda count: f"{count:g}", na_action="ignore").astype("str")
        )
    return made


def _redacted(table: pd.DataFrame, pilot: Pilot) -> pd.DataFrame:
    """Texts without what names or reaches a person."""
    made = table.copy()
    for name in (str(name) for name in table):
        if "::" in name or name in ("responsible", "materials", "source", "baseline_source", "status"):
            made[name] = made[name].map(lambda text: redact_prose(text, pilot), na_action="ignore").astype("str")
    return made


def _sheet(name: str, table: pd.DataFrame) -> Sheet:
    return Sheet(name, table, widths={str(column): _WIDE for column in table if "::" in str(column)})
