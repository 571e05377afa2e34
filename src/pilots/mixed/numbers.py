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
from pilots.survey.changes import least_people
from pilots.survey.summary import scored
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, SITE, WAVE


@dataclass(frozen=True, slots=True)
class Number:
    """An estimate with interval.

    Parameters
    ----------
    statistic
        mean, share or mean_difference; empty without a number.
    estimate, low, high
        The number and its 95% interval.
    n, n_least
        Respondents it rests on, and in the wave (of a change) in which fewest answered.
    middle, bottom, top
        Where it changes direction, and the least and greatest it can be.
    turned
        Whether agreeing with the item means the opposite: it is reverse-keyed.
    """

    statistic: str = ""
    estimate: float = nan
    low: float = nan
    high: float = nan
    n: int | None = None
    n_least: int | None = None
    middle: float = nan
    bottom: float = nan
    top: float = nan
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """What each respondent's answers come to: a score, or 1 where they agree (or ticked it) and 0 where not."""

    statistic: str
    each: "pd.Series[float]"
    bottom: float
    top: float
    turned: bool = False

    @property
    def middle(self) -> float:
        """Where the direction turns: halfway the scores, or half of the answers."""
        return (self.bottom + self.top) / 2

    def number(self, of: "pd.Series[bool] | None" = None, *, ci: float = 0.95) -> Number:
        """The mean or share with its interval, of some respondents only."""
        own = np.asarray((self.each if of is None else self.each[of.to_numpy()]).dropna(), dtype="float64")
        n = len(own)
        if not n:
            return Number()
        low, high = wilson(int(own.sum()), n, ci=ci) if self.statistic == "share" else mean_interval(own, ci=ci)
        place = {"middle": self.middle, "bottom": self.bottom, "top": self.top, "turned": self.turned}
        return Number(self.statistic, float(own.mean()), low, high, n, n, **place)  # type: ignore[arg-type]


class Numbers:
    """The numbers of findings; what several findings need is computed once.

    Parameters
    ----------
    surveys
        By name.
    changes
        As `survey.change` gives them.
    """

    def __init__(self, surveys: Mapping[str, Survey], changes: pd.DataFrame) -> None:
        self.surveys = {name: scored(survey) for name, survey in surveys.items()}
        self._values: dict[tuple[str, str], Values] = {}
        self._groups: dict[tuple[str, str], pd.Series[str]] = {}
        told = changes.loc[changes["statistic"] == "mean_difference"].dropna(subset=["estimate"])
        told = told.assign(n_least=least_people(changes, told))
        self._changes = {
            (str(row["variable"]), str(row["group"])): row for row in reversed(told.to_dict("records"))
        }  # the first row counts where there are several

    def of(self, finding: "pd.Series[str]", *, by: str = SITE) -> Number:
        """The number of a finding; missing where its survey, wave or answers are.

        Parameters
        ----------
        finding
            With survey, variable, wave and group.
        by
            What its group is one of: "site" or "language".

        Raises
        ------
        PilotsError
            When the codebook knows no such variable, or the group is no site of the answers.
        """
        name, variable, wave, site = finding["survey"], finding["variable"], finding["wave"], finding["group"]
        if name not in self.surveys:
            return Number()
        survey = self.surveys[name]
        known = [*survey.codebook.scales.index, *survey.codebook.all_columns]
        if variable not in known:
            raise PilotsError(f"unknown variable '{variable}'", mend=did_you_mean(variable, known))
        groups = self.groups(name, by)
        if site in (name, survey.group):
            site = ""
        elif site and by == SITE and site not in (sites := sorted(groups.dropna().unique())):
            raise PilotsError(f"unknown group '{site}'", mend=did_you_mean(site, sites))
        if wave == CHANGE:
            return self._change(name, variable, site or "all")
        asked = survey.responses[WAVE] == int(wave)
        return self.values(name, variable).number(asked & groups.eq(site).fillna(False) if site else asked)

    def groups(self, name: str, by: str) -> "pd.Series[str]":
        """The site or the language of each respondent of a survey."""
        if (name, by) not in self._groups:
            survey = self.surveys[name]
            self._groups[name, by] = survey.site() if by == SITE else survey.responses[by]
        return self._groups[name, by]

    def values(self, name: str, variable: str) -> Values:
        """What each respondent of a survey answered to a scale, an item or an option."""
        if (name, variable) not in self._values:
            self._values[name, variable] = values_of(self.surveys[name], variable)
        return self._values[name, variable]

    def _change(self, name: str, scale: str, group: str) -> Number:
        row = self._changes.get((f"{name}.{scale}", group))
        if row is None:
            return Number()
        n, least = (None if pd.isna(row[count]) else int(row[count]) for count in ("n", "n_least"))
        reach = float(np.subtract(*range_of(self.surveys[name], scale)[::-1]))
        estimate, low, high = (float(row[end]) for end in ("estimate", "ci_low", "ci_high"))
        return Number("mean_difference", estimate, low, high, n, least, 0.0, -reach, reach)


def may_be_shown(number: Number, threshold: int) -> bool:
    """Whether enough people stand behind a number, and of a share behind both sides of it; not where all say the same, or nobody does."""
    if number.n is None or min(number.n, number.n_least or number.n) < threshold:
        return False
    if number.statistic == "mean" and number.low != number.low:
        return False
    count = round(number.estimate * number.n)
    few = count in (0, number.n) or any(0 < n < threshold for n in (count, number.n - count))
    return number.statistic != "share" or not few


def values_of(survey: Survey, variable: str) -> Values:
    """The scores on a scale; of an item who agrees, whose answer lies above its middle; of an option who ticked it.

    Parameters
    ----------
    survey
        Scored.
    variable
        A scale, an item or an option of it. Reverse-keyed items are not turned round.
    """
    book = survey.codebook
    if variable in book.scales.index:
        return Values("mean", survey.scores[variable], *range_of(survey, variable))
    answers = survey.numbers([variable])[variable]
    if OPTION in variable:
        return Values("share", (answers == 1).astype("float64").where(answers.notna()), 0.0, 1.0)
    codes = pd.to_numeric(pd.Series(book.codes(variable), dtype="object"), errors="coerce").astype("float64")
    agrees = (answers > (codes.min() + codes.max()) / 2).astype("float64")
    several = codes.nunique() > 1
    turned = bool(book.variables["reverse"].loc[variable])
    return Values("share", agrees.where(answers.isin(codes) & several), 0.0, 1.0, turned)


def range_of(survey: Survey, scale: str) -> tuple[float, float]:
    """The least and the greatest score of a scale; missing where an item has neither codes nor limits."""
    book, about = survey.codebook, survey.codebook.scales.loc[scale]
    ends = []
    for item in about["items"]:
        codes = pd.to_numeric(pd.Series(book.codes(item), dtype="object"), errors="coerce").astype("float64")
        limits = [book.variables[end].loc[item] for end in ("minimum", "maximum")]
        ends.append((codes.min(), codes.max()) if len(codes) else tuple(pd.to_numeric(pd.Series(limits))))
    low, high = np.array(ends, dtype="float64").mean(axis=0)
    times = len(ends) if about["score"] == "sum" else 1
    return times * float(low), times * float(high)
