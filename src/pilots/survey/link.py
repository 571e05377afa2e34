"""Who answered both before and later: linking by a code that respondents make themselves."""

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.survey.clean import clean
from pilots.survey.doubtful import links_sheet, read_links, settle
from pilots.survey.keys import read_keys
from pilots.survey.match import COLUMNS, UNSURE, match
from pilots.survey.review import read_review, review_path
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SITE, WAVE
from pilots.workbook import Sheet

LINKS = {**COLUMNS, "wave": "int64"}
"""What a frame of links holds, with its types."""


def link(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """Link the responses of the first wave to those of every later one by the self-generated code.

    Codes are compared without capitals, accents, spaces and signs, as they stand in the key file: those that are the
    same, and those that differ in one element or two (one, of three elements and fewer), or in a character or a few
    where the code is a single text; the latter never between known different sites. Links are one to one. One that
    another could well replace, or that chance may explain, is left for review (`unsure_links`); what colleagues
    decided there, in sheet `links` of the review workbook, holds.

    Parameters
    ----------
    survey
        Cleaned; its variables of role "link code" make the code.
    pilot
        Its pilot, which knows where the key file and the review workbook are.

    Returns
    -------
    DataFrame
        respondent_0 (first wave), respondent_1 (later wave), confidence (0.8 to 1: the probability that it is one
        person; missing where colleagues decided), how, and wave (the later one). `attrs` tells of the links to the
        last wave: survey, first, last (waves), n_first, n_last (respondents with a code), same, near, decided (links),
        ambiguous (respondents of the first wave left out as another fits as well), doubtful (pairs left out as
        chance) and false_share (of the links, expected). No rows where there is one wave or no code. Who is not linked
        stays in the analysis.

    Raises
    ------
    ReadError
        When the key file or the review workbook can't be read.
    CleaningError, Problems
        When a decision in sheet `links` can't be carried out; see `doubtful.settle`.

    Notes
    -----
    Chance agreement is counted within the waves, where two responses are two people; see `evidence.compare` and
    `match.match`.

    References
    ----------
    Schnell, R., Bachteler, T., & Reiher, J. (2010). Improving the use of self-generated identification codes.
    Evaluation Review, 34(5), 391-418.
    """
    return _linked(survey, pilot)[0]


def unsure_links(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """The pairs that may be one person, left for review; see `link`.

    Returns
    -------
    DataFrame
        respondent_0, respondent_1, agreement (in which elements their codes differ), confidence (0.1 to 0.8) and
        reason, the likeliest first.
    """
    return _linked(survey, pilot)[1]


def pairs_to_review(survey: Survey, pilot: Pilot, before: pd.DataFrame) -> list[Sheet]:
    """The sheet `links` that the review workbook gets; none where there is nothing to decide.

    Parameters
    ----------
    survey
        Raw; it is cleaned first with the decisions there are. While these can't be carried out, or those about links,
        the sheet stays as it is.
    pilot
        Its pilot.
    before
        The sheet as it stands; empty where there is none.
    """
    try:
        unsure = unsure_links(clean(survey, read_review(review_path(pilot, survey.name))), pilot)
    except PilotsError:
        unsure = pd.DataFrame(columns=list(UNSURE)).astype(UNSURE)
    return [] if unsure.empty and before.empty else [links_sheet(unsure, before)]


def _linked(survey: Survey, pilot: Pilot) -> tuple[pd.DataFrame, pd.DataFrame]:
    variables = survey.codebook.with_role("link code")
    waves = survey.waves
    if len(waves) < 2 or not variables:
        none, doubts = (pd.DataFrame(columns=list(columns)).astype(columns) for columns in (LINKS, UNSURE))
        return none, doubts
    codes = _codes(survey, read_keys(pilot, survey.name), variables)
    first, *later = (codes.loc[codes[WAVE] == wave].reset_index(drop=True) for wave in waves)
    decisions = read_links(review_path(pilot, survey.name))
    links: list[pd.DataFrame] = []
    unsure: list[pd.DataFrame] = []
    for wave, answered in zip(waves[1:], later, strict=True):
        others = codes.loc[~codes[WAVE].isin([waves[0], wave]), RESPONDENT]
        mine = decisions.loc[~decisions["respondent_1"].isin(others)]
        linked, apart = settle(mine, first, answered, variables)
        sure, doubtful = match(first, answered, variables, linked=linked, apart=apart)
        links.append(sure.assign(wave=wave))
        unsure.append(doubtful)
    about = links[-1].attrs | {"survey": survey.name, "first": waves[0], "last": waves[-1]}
    found = pd.concat(links, ignore_index=True).astype(LINKS)
    found.attrs = about
    return found, pd.concat(unsure, ignore_index=True)


def link_quality(links: pd.DataFrame) -> pd.DataFrame:
    """How far the links to the last wave can be trusted.

    Parameters
    ----------
    links
        What `link` gives.

    Returns
    -------
    DataFrame
        Estimates with variable "links" and the statistics linked (share of the smaller wave), ambiguous (share of the
        first wave) and false_match_share; no rows where nobody could be linked.
    """
    said = links.attrs
    if not said.get("n_first") or not said.get("n_last"):
        return vocabulary.estimates()
    smaller = min(said["n_first"], said["n_last"])
    found = said["same"] + said["near"] + said["decided"]
    rows = [
        ("linked", found / smaller, smaller, "links among those who gave a code in the smaller wave"),
        (
            "ambiguous",
            said["ambiguous"] / said["n_first"],
            said["n_first"],
            "left out because another link would do as well",
        ),
        (
            "false_match_share",
            said["false_share"],
            found,
            "expected from chance agreement of codes within the waves",
        ),
    ]
    return vocabulary.estimates(
        {
            "variable": "links",
            "group": said.get("survey"),
            "statistic": statistic,
            "estimate": value,
            "n": n,
            "method": method,
        }
        for statistic, value, n, method in rows
    )


def _codes(survey: Survey, keys: pd.DataFrame, variables: list[str]) -> pd.DataFrame:
    """respondent_id, wave, site and the raw code of everyone who gave one."""
    raw = keys.loc[keys["variable"].isin(variables)].pivot(index=RESPONDENT, columns="variable", values="value")
    codes = survey.responses[[RESPONDENT, WAVE]].assign(**{SITE: survey.site()})
    codes = codes.join(raw.reindex(columns=variables), on=RESPONDENT)
    return codes.loc[codes[variables].notna().any(axis=1)]
