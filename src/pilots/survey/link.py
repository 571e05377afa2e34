"""Who answered both before and after: linking by a code that respondents make themselves."""

import pandas as pd

from pilots import vocabulary
from pilots.pilot import Pilot
from pilots.survey.keys import read_keys
from pilots.survey.match import COLUMNS, match
from pilots.survey.survey import Survey
from pilots.vocabulary import RESPONDENT, SITE, WAVE


def link(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """Link the responses of the first and the last wave by the self-generated code.

    Codes are compared without capitals, accents, spaces and signs, as they stand in the key file. First those that are
    the same, then, among who is left, those that differ in one element: one of several code variables, or one
    character (added, left out, changed, or two swapped) of a single one; never between known different sites. Links are
    one to one, by the best total match; a link that another could replace without loss is ambiguous and left out, and so
    is a kind of agreement that chance explains for more than half.

    Parameters
    ----------
    survey
        Cleaned; its variables of role "link code" make the code.
    pilot
        Its pilot, which knows where the key file is.

    Returns
    -------
    DataFrame
        respondent_0 (first wave), respondent_1 (last wave), confidence (0.5 to 1: one minus the share of such
        agreements that chance explains) and how. `attrs` holds first, last (waves), n_first, n_last (respondents
        with a code), same, near (links), ambiguous (respondents of the first wave left out), doubtful (agreements left
        out as chance) and false_share (of the links, expected). No rows where there is one wave or no code.

    Notes
    -----
    Chance agreement is counted within the waves, where two responses are two people, for each element apart: with k
    agreeing pairs among P, its probability is (k + 1/2) / (P + 1). Times the pairs of people who stayed unlinked, that
    is the number of agreements to be expected by chance.

    References
    ----------
    Schnell, R., Bachteler, T., & Reiher, J. (2010). Improving the use of self-generated identification codes.
    Evaluation Review, 34(5), 391-418.
    """
    variables = survey.codebook.with_role("link code")
    waves = survey.waves
    if len(waves) < 2 or not variables:
        return pd.DataFrame(columns=list(COLUMNS)).astype(COLUMNS)
    codes = _codes(survey, read_keys(pilot, survey.name), variables)
    first, last = (codes.loc[codes[WAVE] == wave].reset_index(drop=True) for wave in (waves[0], waves[-1]))
    links = match(first, last, variables)
    links.attrs |= {"survey": survey.name, "first": waves[0], "last": waves[-1]}
    return links


def link_quality(links: pd.DataFrame) -> pd.DataFrame:
    """How far links can be trusted.

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
    rows = [
        ("linked", len(links) / smaller, smaller, "links among those who gave a code in the smaller wave"),
        (
            "ambiguous",
            said["ambiguous"] / said["n_first"],
            said["n_first"],
            "left out because another link would do as well",
        ),
        (
            "false_match_share",
            said["false_share"],
            len(links),
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
