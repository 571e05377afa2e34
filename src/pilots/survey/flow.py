"""Who was asked, who answered, who counts: the flow from sent to analysed."""

from typing import Any

import pandas as pd

from pilots.pilot import Pilot
from pilots.survey import exclusions, rules
from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey
from pilots.vocabulary import LANGUAGE, RESPONDENT, ROW, SITE, WAVE

COLUMNS = {"survey": "str", "group": "str", WAVE: "int64", SITE: "str", LANGUAGE: "str", "stage": "str", "n": "int64"}
_BY = [WAVE, SITE, LANGUAGE]


def flow(raw: Survey, clean: Survey, pilot: Pilot) -> pd.DataFrame:
    """Count responses from sent to analysed.

    Parameters
    ----------
    raw, clean
        The survey before and after cleaning.
    pilot
        Its pilot, which says how many were sent.

    Returns
    -------
    DataFrame
        survey, group, wave, site, language (missing where unknown), stage and n (people). Stages: "sent" (by wave
        only, where pilot.toml tells it of all its files), "received", "removed: <reason>" and "analysed"; received is always the sum of
        removed and analysed. Reasons are names of rules and checks, never a reviewer's words.
    """
    people = raw.responses[[RESPONDENT, WAVE]].assign(
        **{SITE: _site(raw, pilot), LANGUAGE: rules.tidied(raw, LANGUAGE)}
    )
    removed = clean.decisions.loc[clean.decisions["variable"] == ROW].set_index(RESPONDENT)["rule"]
    ends = people[RESPONDENT].map({who: _stage(rule) for who, rule in removed.items()}).astype("str").fillna("analysed")
    counts = pd.concat([people.assign(stage="received"), people.assign(stage=ends)])
    order = {stage: place for place, stage in enumerate(["received", *sorted(set(ends) - {"analysed"}), "analysed"])}
    table = counts.groupby([*_BY, "stage"], dropna=False, sort=False).size().rename("n").reset_index()
    table = table.sort_values(
        [*_BY, "stage"], key=lambda column: column.map(order) if column.name == "stage" else column
    )
    table = pd.concat([_sent(raw, pilot), table]).sort_values(WAVE, kind="stable")
    return _typed(table.assign(survey=raw.name, group=raw.group))


def no_flow() -> pd.DataFrame:
    """A flow without rows."""
    return _typed(pd.DataFrame(columns=list(COLUMNS)))


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    return table.reindex(columns=list(COLUMNS)).astype(COLUMNS).reset_index(drop=True)


def _sent(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """How many were invited, by wave, and by site where a wave was held there only; the sources of a wave together.

    A wave of which not every file tells it, has none: part of the invited beside all of the received would mislead.
    """
    waves = next((source.waves for source in pilot.surveys if source.name == survey.name), [])
    counts: dict[tuple[int, str | None], int] = {}
    unknown = {wave.wave for wave in waves if wave.sent is None}
    for wave in (wave for wave in waves if wave.wave not in unknown):
        where = wave.wave, wave.sites[0] if len(wave.sites) == 1 else None
        counts[where] = counts.get(where, 0) + (wave.sent or 0)
    rows = [(*where, "sent", n) for where, n in counts.items()]
    return pd.DataFrame(rows, columns=[WAVE, SITE, "stage", "n"]).assign(**{LANGUAGE: None})


def _site(survey: Survey, pilot: Pilot) -> "pd.Series[Any]":
    """The site of each response, where what was answered is one."""
    known = {site.id for site in pilot.sites}
    if survey.site_variable:
        known |= set(survey.codebook.codes(survey.site_variable))
    site = survey.site()
    return site.where(site.isin(known))


def _stage(rule: object) -> str:
    """The stage of a removed response; what a reviewer typed as check is not repeated unless it is one."""
    said = str(rule).removeprefix("review: ")
    known = {
        exclusions.TEST,
        exclusions.NO_CONSENT,
        exclusions.REFUSED_CONSENT,
        exclusions.DUPLICATE,
        exclusions.EMPTY,
        *CHECKS,
    }
    return f"removed: {said if said in known else 'review'}"
