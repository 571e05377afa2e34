"""What may stand in processed data: no open text, and nothing that says who somebody is."""

import re
from dataclasses import replace
from typing import Any

import pandas as pd

from pilots.pilot import Pilot
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, STATUS, WAVE

WITHHELD = "[withheld]"
"""Stands where a respondent wrote something that is kept in the raw data only."""

_GIVEN = r"r?\d{1,7}|R_[A-Za-z0-9]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|p-[0-9a-f]{16}"
"""What survey tools give respondents as their number."""
_TOOL_ID = re.compile(rf"w\d+-(?:{_GIVEN})")
_PSEUDONYM = re.compile(r"p-[0-9a-f]{16}")
_STATUS = (
    "ip address", "survey preview", "survey test", "imported", "spam", "offline", "complete", "completed", "incomplete",
    "partial", "submitted", "finished",
)  # fmt: skip


def withhold(survey: Survey, pilot: Pilot) -> Survey:
    """Take out of a cleaned survey what people wrote in their own words, and put pseudonyms for who they are.

    Variables of type text become "[withheld]" where they are filled; only the site variable keeps the ids of known sites.
    Identifiers and link codes are pseudonyms, as are respondent ids that no survey tool gives by itself. A status that
    no survey tool writes is withheld.

    Parameters
    ----------
    survey
        Cleaned; every other answer is then a code, a number or a date.
    pilot
        Its pilot, with its sites and the key of the pseudonyms.

    Returns
    -------
    Survey
        With the same rows and columns, and an empty log.
    """
    give = Pseudonymiser(pilot.keys)
    variables = survey.codebook.variables
    responses = survey.responses.copy()
    sites = [site.id for site in pilot.sites]
    for variable, row in variables.drop([RESPONDENT, WAVE], errors="ignore").iterrows():
        name = str(variable)
        if row["role"] in ("identifier", "link code"):
            for column in survey.codebook.columns(name):
                responses[column] = _pseudonyms(responses[column], name, give)
        elif row["type"] == "text":
            answers = responses[name]
            known = answers.isin(sites) if name == survey.site_variable else answers.isna()
            responses[name] = answers.where(known | answers.isna(), WITHHELD)
    if STATUS not in variables.index:
        status = responses[STATUS]
        responses[STATUS] = status.where(status.isna() | status.str.strip().str.casefold().isin(_STATUS), WITHHELD)
    ids = public_ids(survey, pilot)
    renamed = {frame: getattr(survey, frame).copy() for frame in ("missing", "scores")}
    for frame in (responses, *renamed.values()):
        if RESPONDENT in frame:
            frame[RESPONDENT] = frame[RESPONDENT].map(ids).astype("str")
    return replace(survey, responses=responses, decisions=survey.decisions.iloc[:0], **renamed)


def public_ids(survey: Survey, pilot: Pilot) -> dict[str, str]:
    """The respondent ids as processed data show them: a tool's own numbers stay, what somebody typed is a pseudonym."""
    give = Pseudonymiser(pilot.keys)
    ids = survey.responses[RESPONDENT]
    waves = [f"w{wave}" for wave in survey.waves]
    sources = [wave.prefix for source in pilot.surveys if source.name == survey.name for wave in source.waves]
    start = f"(?:{'|'.join(map(re.escape, sorted({*waves, *sources}, key=len, reverse=True)))})"
    shown = ids.where(ids.str.fullmatch(f"{start}-(?:{_GIVEN})"))
    begins = ids.str.extract(f"^({start})-", expand=False)
    typed = {
        who: f"{begin}-{give.one(who, RESPONDENT)}"
        for who, begin in zip(ids[shown.isna()], begins[shown.isna()], strict=True)
    }
    return dict(zip(ids, shown.fillna(ids.map(typed)), strict=True))


def is_tool_id(who: str) -> bool:
    """Whether a respondent id is one that a survey tool gives, so that it can't be what somebody typed."""
    return bool(_TOOL_ID.fullmatch(who))


def _pseudonyms(answers: "pd.Series[Any]", variable: str, give: Pseudonymiser) -> "pd.Series[Any]":
    return answers.map(
        {a: a if _PSEUDONYM.fullmatch(a) else give.one(a, variable) for a in answers.dropna().unique()}
    ).astype("str")
