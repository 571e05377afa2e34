"""The number of a finding: a scale's mean, a share that agrees, or a change, with where its direction turns."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.mixed.read import CHANGE
from pilots.statistics.intervals import mean_interval
from pilots.statistics.proportions import wilson
from pilots.survey.summary import agreement_shares, scored
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, WAVE


@dataclass(frozen=True, slots=True)
class Number:
    """An estimate with interval; `middle` is where it changes direction."""

    statistic: str = ""
    estimate: float = nan
    low: float = nan
    high: float = nan
    n: int | None = None
    middle: float = nan


def number_of(finding: "pd.Series[str]", surveys: Mapping[str, Survey], changes: pd.DataFrame) -> Number:
    """The number of a finding; missing where its survey, wave or answers are.

    Raises
    ------
    PilotsError
        When the codebook knows no such variable, or the group is no site of the answers.
    """
    survey = surveys.get(finding["survey"])
    if survey is None:
        return Number()
    variable, wave, site = finding["variable"], finding["wave"], finding["group"]
    known = [*survey.codebook.scales.index, *survey.codebook.all_columns]
    if variable not in known:
        raise PilotsError(f"unknown variable '{variable}'", mend=did_you_mean(variable, known))
    if site and site not in (finding["survey"], survey.group):
        sites = sorted(survey.site().dropna().unique())
        if site not in sites:
            raise PilotsError(f"unknown group '{site}'", mend=did_you_mean(site, sites))
    else:
        site = ""
    if wave == CHANGE:
        return _change(f"{finding['survey']}.{variable}", site or "all", changes)
    asked = survey.of((survey.responses[WAVE] == int(wave)) & (survey.site().eq(site).fillna(False) if site else True))
    if asked.responses.empty:
        return Number()
    if variable in survey.codebook.scales.index:
        return _mean(scored(asked), variable)
    if OPTION in variable:
        return _option(asked, variable)
    return _agreement(asked, variable, int(wave))


def middle_of(survey: Survey, scale: str) -> float:
    """The middle of a scale: halfway between its least and greatest score; missing where items have no codes."""
    about = survey.codebook.scales.loc[scale]
    codes = [pd.to_numeric(pd.Series(survey.codebook.codes(item)), errors="coerce") for item in about["items"]]
    middles = [(float(code.min()) + float(code.max())) / 2 for code in codes]
    return float(np.sum(middles) if about["score"] == "sum" else np.mean(middles))


def _mean(survey: Survey, scale: str) -> Number:
    values = survey.scores[scale].dropna().to_numpy("float64")
    if not len(values):
        return Number()
    low, high = mean_interval(values)
    return Number("mean", float(values.mean()), low, high, len(values), middle_of(survey, scale))


def _option(survey: Survey, column: str) -> Number:
    answers = survey.numbers([column])[column].dropna()
    if answers.empty:
        return Number()
    count, n = int((answers == 1).sum()), len(answers)
    return Number("share", count / n, *wilson(count, n), n, 0.5)


def _agreement(survey: Survey, item: str, wave: int) -> Number:
    shares = agreement_shares({survey.name: survey}, wave=wave)
    found = shares.loc[shares["variable"] == item].dropna(subset=["estimate"])
    return _row(found, "share", 0.5)


def _change(variable: str, group: str, changes: pd.DataFrame) -> Number:
    same = (changes["variable"] == variable) & (changes["group"] == group)
    found = changes.loc[same & (changes["statistic"] == "mean_difference")].dropna(subset=["estimate"])
    return _row(found, "mean_difference", 0.0)


def _row(found: pd.DataFrame, statistic: str, middle: float) -> Number:
    if found.empty:
        return Number()
    row = found.iloc[0]
    n = None if pd.isna(row["n"]) else int(row["n"])
    return Number(statistic, float(row["estimate"]), float(row["ci_low"]), float(row["ci_high"]), n, middle)
