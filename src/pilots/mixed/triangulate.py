"""Triangulation: where parents, staff and partners agree, in numbers and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import nan, sqrt

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean
from pilots.mixed.cases import by_case, groups_of
from pilots.mixed.convergence import verdict
from pilots.mixed.fit import LEAST_CASES
from pilots.mixed.numbers import Values, values_of
from pilots.mixed.read import read_integration
from pilots.mixed.spoken import Spoken
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.statistics.intervals import mean_difference
from pilots.statistics.proportions import newcombe, wilson
from pilots.statistics.samples import Values as Answers
from pilots.survey.summary import scored
from pilots.survey.survey import Survey
from pilots.vocabulary import Column, frame

MARGIN = 0.5
"""Half a standard deviation: the least difference that people tend to notice (Norman, Sloan & Wyrwich 2003)."""
WIDEST = 0.5
"""The greatest standard deviation of a yes or no."""
NUMBERS, WORDS = "numbers", "words"
GROUPS = (
    Column("strand", "str", "Strand", "numbers or words"),
    Column("topic", "str", "Topic", "a scale or item, or a code"),
    Column("group", "str", "Group", "name of a survey"),
    Column("statistic", "str", "Statistic", "mean or share"),
    Column("estimate", "float64", "Estimate", "mean, share that agrees, or share of conversations"),
    Column("ci_low", "float64", "Lower limit", "of its interval"),
    Column("ci_high", "float64", "Upper limit", "of its interval"),
    Column("count", "Int64", "Count", "of a share, how many; missing for a mean"),
    Column(
        "above", "object", "Cases above", "of a theme, conversations with each code above it, from the top down", "n"
    ),
    Column("n", "Int64", "n", "respondents or conversations it rests on", "n"),
    Column("middle", "float64", "Middle", "where the direction turns; missing for words"),
    Column("bottom", "float64", "Lowest", "least possible value"),
    Column("top", "float64", "Highest", "greatest possible value"),
)
PAIRS = (
    Column("strand", "str", "Strand", "numbers or words"),
    Column("topic", "str", "Topic", "a scale or item, or a code"),
    Column("group", "str", "Groups", "a - b"),
    Column("difference", "float64", "Difference", "first minus second"),
    Column("ci_low", "float64", "Lower limit", "of its interval"),
    Column("ci_high", "float64", "Upper limit", "of its interval"),
    Column("margin", "float64", "Margin", "differences smaller than this count as none"),
    Column("verdict", "str", "Verdict", "agree, partly agree, disagree, silent or cannot tell"),
)


@dataclass(frozen=True)
class Triangulation:
    """What each group says of each topic, and how every two groups fit.

    Parameters
    ----------
    groups
        A row a topic and group: strand, topic, group, statistic, estimate, ci_low, ci_high, count, above, n, middle, bottom, top.
    pairs
        A row a topic and two groups: strand, topic, group "a - b", difference, ci_low, ci_high, margin, verdict.
    margin
        In standard deviations.
    """

    groups: pd.DataFrame = field(default_factory=lambda: frame(GROUPS))
    pairs: pd.DataFrame = field(default_factory=lambda: frame(PAIRS))
    margin: float = MARGIN


def triangulate(
    pilot: Pilot,
    surveys: Mapping[str, Survey],
    project: QualitativeProject,
    *,
    wave: int,
    phase: int,
    variables: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
    attribute: str = "",
    margin: float = MARGIN,
    ci: float = 0.95,
) -> Triangulation:
    """Hold what parents, staff and partners say beside each other: scales and items they share, and themes.

    Parameters
    ----------
    pilot, surveys, project
        As for `joint_display`. The group of a case stands in sheet `cases` of the integration workbook.
    wave, phase
        Which answers, which conversations.
    variables
        Scales and items; left out, all scales that are shared.
    codes
        Names, paths or ids of codes; left out, those of the findings of the phase.
    attribute
        An attribute of the cases that holds names of surveys, in place of that sheet.
    margin
        Differences below so many standard deviations count as none: of means times the pooled standard deviation, of shares
        times 0.5, the greatest that a yes or no can have (0.5: 25 percentage points).
    ci
        Level of the intervals, 0 to 1.

    Returns
    -------
    Triangulation
        The scales and items that two or more surveys have under the same name and with the same bounds, then the codes. Means have
        the t interval, shares Wilson's; differences Welch's and Newcombe's.

    Raises
    ------
    PilotsError
        When the margin is not above 0, or a variable, attribute or code is unknown.

    Notes
    -----
    The verdict over two groups follows the two elements of the convergence coding of Farmer et al. (2006): direction (which side of
    the middle; of words, whether the group speaks of it at all) and level (how high).

    - level: the same where the interval of the difference lies inside ± margin, different where it lies wholly outside, else unknown.
    - *agree*: the level is the same, and the directions are not known to be opposite.
    - *partly agree*: the directions are the same but the level is different or unknown; or the level is the same and the
      directions are opposite.
    - *disagree*: the level is different, and the directions are not known to be the same.
    - *silent*: one of the two was not asked, or no more than one of its conversations speaks of it. Neither agreement nor disagreement.
    - *cannot tell*: all else, and where a group has fewer people than the pilot's threshold.

    Farmer, T., Robinson, K., Elliott, S. J. & Eyles, J. (2006). Developing and implementing a triangulation protocol for
    qualitative health research. *Qualitative Health Research* 16(3), 377-394. The margin: Norman, G. R., Sloan, J. A. & Wyrwich, K. W.
    (2003). Interpretation of changes in health-related quality of life: The remarkable universality of half a standard
    deviation. *Medical Care* 41(5), 582-592. Inside a margin: Lakens, D., Scheel, A. M. & Isager, P. M. (2018). Equivalence testing
    for psychological research: A tutorial. *AMPPS* 1(2), 259-269; with the full interval, which is stricter than two one-sided tests.

    Examples
    --------
    >>> triangulate(Pilot(name="a", title="A", synthetic=True), {}, QualitativeProject(), wave=0, phase=1).pairs.empty
    True
    """
    if not margin > 0:
        raise PilotsError(f"the margin can't be {margin}", mend="Take the smallest difference that matters.")
    told = _Topics(margin, ci, pilot.privacy.threshold)
    present = {name: scored(surveys[name].at(wave)) for name in surveys if wave in surveys[name].waves}
    for variable, own in _shared(present, variables).items():
        told.numbers(variable, own, list(present))
    here = project.at(phase)
    cases = by_case(pilot, surveys, project, phase=phase, variables=(), codes=()).cases
    groups = groups_of(cases, project, "survey", attribute)
    names = [source.name for source in pilot.surveys if groups.eq(source.name).any()]
    spoken = Spoken(here)
    if codes is None:
        findings = read_integration(pilot).findings
        codes = [code for own in findings.loc[findings["phase"] == phase, "codes"] for code in own]
    flags = spoken.flags(codes)
    for code in flags:
        spoke = groups.loc[flags[code].eq(1)]
        counts = {name: (int(spoke.eq(name).sum()), int(groups.eq(name).sum())) for name in names}
        above = {name: spoken.above(str(code), groups.index[groups.eq(name)].tolist()) for name in names}
        told.words(str(code), counts, above)
    heard = frame(GROUPS, told.groups)
    # so that who shows it can say whom it counts
    heard.attrs |= {"wave": wave, "phase": phase}
    return Triangulation(heard, frame(PAIRS, told.pairs), margin)


def _shared(present: Mapping[str, Survey], variables: Sequence[str] | None) -> dict[str, dict[str, Values]]:
    """What each respondent answered to the variables that two surveys or more have with the same bounds."""
    books = {name: survey.codebook for name, survey in present.items()}
    known = dict.fromkeys(str(name) for book in books.values() for name in [*book.scales.index, *book.all_columns])
    if variables is None:
        variables = [name for name in known if any(name in book.scales.index for book in books.values())]
    found: dict[str, dict[str, Values]] = {}
    for variable in variables:
        if variable not in known:
            raise PilotsError(f"unknown variable '{variable}'", mend=did_you_mean(variable, known))
        having = [name for name, book in books.items() if variable in {*book.scales.index, *book.all_columns}]
        own = {name: values_of(present[name], variable) for name in having}
        first = own[having[0]]
        same = {
            name: values
            for name, values in own.items()
            if (values.bottom, values.top, values.turned) == (first.bottom, first.top, first.turned)
        }
        if len(same) > 1 and any(values.each.notna().any() for values in same.values()):
            found[variable] = same
    return found


class _Topics:
    """Collects what the groups say of each topic, and the verdicts."""

    def __init__(self, margin: float, ci: float, least: int) -> None:
        self.margin, self.ci, self.least = margin, ci, least
        self.groups: list[dict[str, object]] = []
        self.pairs: list[dict[str, object]] = []

    def numbers(self, topic: str, own: Mapping[str, Values], names: Sequence[str]) -> None:
        """A scale or an item."""
        found = {}
        for name in names:
            if name in own:
                number = found[name] = own[name].number(ci=self.ci)
                share = own[name].statistic == "share"
                self.groups.append(
                    {
                        "strand": NUMBERS, "topic": topic, "group": name, "statistic": own[name].statistic,
                        "estimate": number.estimate, "ci_low": number.low, "ci_high": number.high, "n": number.n or 0,
                        "count": round(number.estimate * number.n) if share and number.n else None,
                        "middle": own[name].middle, "bottom": own[name].bottom, "top": own[name].top,
                    }
                )  # fmt: skip
        for a, b in combinations(names, 2):
            row: dict[str, object] = {"strand": NUMBERS, "topic": topic, "group": f"{a} - {b}"}
            if a not in found or b not in found or not found[a].n or not found[b].n:
                self.pairs.append(row | {"verdict": "silent"})
            elif min(found[a].n or 0, found[b].n or 0) < max(self.least, 2):
                self.pairs.append(row | {"verdict": "cannot tell"})
            else:
                sides = tuple(
                    (number.low > number.middle) - (number.high < number.middle) for number in (found[a], found[b])
                )
                self.pairs.append(
                    row | self._judged(_gap(own[a], own[b], self.ci), (sides[0], sides[1]), self._unit(own[a], own[b]))
                )

    def words(self, topic: str, counts: Mapping[str, tuple[int, int]], above: Mapping[str, tuple[int, ...]]) -> None:
        """A code."""
        for name, (count, n) in counts.items():
            low, high = wilson(count, n, ci=self.ci)
            self.groups.append(
                {
                    "strand": WORDS, "topic": topic, "group": name, "statistic": "share", "estimate": count / n, "ci_low": low,
                    "ci_high": high, "count": count, "above": above[name], "n": n, "bottom": 0.0, "top": 1.0,
                }
            )  # fmt: skip
        for a, b in combinations(counts, 2):
            row: dict[str, object] = {"strand": WORDS, "topic": topic, "group": f"{a} - {b}"}
            (count_a, n_a), (count_b, n_b) = counts[a], counts[b]
            if min(n_a, n_b) < self.least:
                self.pairs.append(row | {"verdict": "cannot tell"})
            elif min(count_a, count_b) < LEAST_CASES:
                self.pairs.append(row | {"verdict": "silent"})
            else:
                gap = (count_a / n_a - count_b / n_b, *newcombe(count_a, n_a, count_b, n_b, ci=self.ci))
                self.pairs.append(row | self._judged(gap, (1, 1), WIDEST))

    def _judged(self, gap: tuple[float, float, float], sides: tuple[int, int], unit: float) -> dict[str, object]:
        difference, low, high = gap
        margin = self.margin * unit
        level = 1 if -margin < low and high < margin else -1 if low > margin or high < -margin else 0
        return {
            "difference": difference, "ci_low": low, "ci_high": high, "margin": margin,
            "verdict": verdict(level=level, sides=sides),
        }  # fmt: skip

    def _unit(self, first: Values, second: Values) -> float:
        """The standard deviation that the margin is a part of."""
        if first.statistic == "share":
            return WIDEST
        samples = [_answers(first), _answers(second)]
        squares = sum(float(((own - own.mean()) ** 2).sum()) for own in samples)
        return sqrt(squares / (sum(map(len, samples)) - 2))


def _answers(values: Values) -> Answers:
    return np.asarray(values.each.dropna(), dtype="float64")


def _gap(first: Values, second: Values, ci: float) -> tuple[float, float, float]:
    a, b = _answers(first), _answers(second)
    if first.statistic == "share":
        return float(a.mean() - b.mean()), *newcombe(int(a.sum()), len(a), int(b.sum()), len(b), ci=ci)
    if len(a) < 2 or len(b) < 2:
        return float(a.mean() - b.mean()), nan, nan
    return float(a.mean() - b.mean()), *mean_difference(a, b).interval(ci)
