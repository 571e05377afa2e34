"""The joint display: finding by finding, the number beside the conversations, and how they fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from pilots import vocabulary
from pilots.errors import PilotsError, raise_all
from pilots.mixed.beside import Beside
from pilots.mixed.fit import Evidence, judge
from pilots.mixed.numbers import Number, Numbers, may_be_shown
from pilots.mixed.read import CHANGE, DIRECTIONS, Integration, placed, read_integration
from pilots.mixed.spoken import Spoken
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.survey.summary import scored
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, Column, frame

DISPLAY = (
    Column("finding", "str", "Finding", "its id"),
    Column("phase", "Int64", "Phase", "of the pilot"),
    Column("kind", "str", "Kind", "strength, problem or change"),
    Column("titles", "object", "Finding", "by language"),
    Column("survey", "str", "Survey", "where the number is from; empty without one"),
    Column("variable", "str", "Variable", "scale, item or option"),
    Column("wave", "str", "Wave", "a number, or change"),
    Column("group", "str", "Group", "the only school it is about; empty for all"),
    Column("estimate", "float64", "Estimate", "the number"),
    Column("ci_low", "float64", "Lower limit", "lower limit of its 95% interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of its 95% interval"),
    Column("n", "Int64", "n", "respondents it rests on", "n"),
    Column("n_least", "Int64", "n at least", "of a change, respondents in the wave in which fewest answered; else n"),
    Column("middle", "float64", "Middle", "where the number changes direction"),
    Column("bottom", "float64", "Lowest", "the least the number can be"),
    Column("top", "float64", "Highest", "the greatest the number can be"),
    Column("statistic", "str", "Statistic", "mean, share (that agrees) or mean_difference"),
    Column("codes", "object", "Codes", "tuple of names of codes"),
    Column("cases", "Int64", "Cases", "conversations of the phase with one of the codes; missing without codes"),
    Column("base", "Int64", "Base", "conversations of the phase"),
    Column(
        "apart", "Int64", "Apart", "the least that follows from cases and what is told of its codes; see beside", "n"
    ),
    Column("quote", "str", "Quote", "the first that was approved; empty where none was"),
    Column("spoken", "str", "Language", "in which the quote was said"),
    Column("translations", "object", "Translation", "of the quote, by language"),
    Column("direction", "str", "Direction", "higher or lower: where the number lies if it bears out the finding"),
    Column("fit", "str", "Fit", "confirmation, expansion, discordance or cannot tell"),
    Column("fit_reason", "str", "Why", "why the judgement was refused; empty where it stands"),
    Column("judged", "str", "Fit as judged", "what the researchers wrote"),
    Column("rationale", "object", "Rationale", "by language"),
    Column("need", "str", "Need", "id of the need it led to; empty where none"),
)


@dataclass(frozen=True)
class JointDisplay:
    """Numbers and conversations side by side.

    Parameters
    ----------
    findings
        A row a finding: finding, phase, kind, titles, survey, variable, wave, group, estimate, ci_low, ci_high, n,
        n_least, middle, bottom, top, statistic, codes, cases, base, apart, quote, direction, fit, fit_reason, judged, rationale,
        need.
    """

    findings: pd.DataFrame = field(default_factory=lambda: frame(DISPLAY))


def joint_display(pilot: Pilot, surveys: Mapping[str, Survey], project: QualitativeProject, *, phase: int,
                  changes: pd.DataFrame | None = None) -> JointDisplay:  # fmt: skip
    """Join the findings of a phase with their numbers, their conversations and a quote.

    Parameters
    ----------
    pilot
        Its `integration` workbook holds the findings and quotes; without one the display is empty.
    surveys
        By name.
    project
        Interviews and notes; those of the phase are counted, or all where documents have no phase.
    phase
        Which findings.
    changes
        As `survey.change` gives them; computed from the pilot's links where left out.

    Returns
    -------
    JointDisplay
        In the order of the workbook. A finding whose survey or wave is missing has no estimate, one without
        codes no cases. The fit is what the researchers judged, unless `fit.judge` refuses it.

    Raises
    ------
    ReadError
        When the workbook is missing or none.
    PilotsError, Problems
        With every row that names a survey, variable, group, code or finding that is not there.
    """
    workbook = read_integration(pilot)
    wanted = workbook.findings.loc[workbook.findings["phase"] == phase]
    if changes is None:
        changes = changes_of(pilot, surveys, wanted)
    numbers, spoken = Numbers(surveys, changes), Spoken(project.at(phase))
    beside = Beside(spoken, pilot.privacy.threshold)
    rows: list[dict[str, object]] = []
    problems: list[PilotsError] = []
    for _, finding in wanted.iterrows():
        try:
            rows.append(_row(finding, workbook, numbers, beside))
        except PilotsError as error:
            problems.append(placed(error, pilot, "findings", finding["row"]))
    for code, row in zip(workbook.codes["code"], workbook.codes["row"], strict=True):
        try:
            spoken.places([code])
        except PilotsError as error:
            problems.append(placed(error, pilot, "codes", row))
    raise_all(problems)
    return JointDisplay(frame(DISPLAY, rows))


def _row(finding: pd.Series, workbook: Integration, numbers: Numbers, beside: Beside) -> dict[str, object]:
    number = numbers.of(finding)
    cases = len(beside.spoken.of(finding["codes"]))
    base = beside.base
    apart = beside.apart(finding["codes"], cases)
    direction = finding["direction"] or _direction(finding, number)
    evidence = Evidence(
        number.estimate, number.low, number.high, number.middle, cases, base if finding["codes"] else 0,
        DIRECTIONS.get(direction, 0), may_be_shown(number, beside.threshold),
    )  # fmt: skip
    fit, reason = judge(finding["judged"], evidence)
    own = workbook.quotes[workbook.quotes["finding"] == finding["finding"]]
    said = dict(own.iloc[0]) if len(own) else {}
    kept = ("finding", "phase", "kind", "titles", "survey", "variable", "wave", "group", "codes")
    return {
        **{name: finding[name] for name in (*kept, "judged", "rationale", "need")},
        "estimate": number.estimate,
        "ci_low": number.low,
        "ci_high": number.high,
        **{name: getattr(number, name) for name in ("n", "n_least", "middle", "bottom", "top", "statistic")},
        "cases": cases if finding["codes"] else None,
        "base": base,
        "apart": apart,
        "quote": said.get("text", ""),
        "spoken": said.get("language", ""),
        "translations": said.get("translations", {}),
        "direction": direction,
        "fit": fit,
        "fit_reason": reason,
    }


def _direction(finding: pd.Series, number: Number) -> str:
    """Where the number lies if it bears out the finding: a strength or a change is higher, a problem lower.

    Agreeing with a reverse-keyed item tells of the opposite; of an option this is not known, unless somebody recorded it.
    """
    if not number.statistic or OPTION in finding["variable"] or not finding["kind"]:
        return ""
    return "lower" if (finding["kind"] == "problem") != number.turned else "higher"


def changes_of(pilot: Pilot, surveys: Mapping[str, Survey], findings: pd.DataFrame) -> pd.DataFrame:
    """The changes that some findings ask for, from the pilot's links; empty where none does."""
    asked = findings.loc[findings["wave"] == CHANGE].groupby("survey")["variable"].agg(list).to_dict()
    repeated = {
        name: _only(scored(survey), asked[name])
        for name, survey in surveys.items()
        if name in asked and len(survey.waves) > 1
    }
    if not repeated:
        return vocabulary.estimates()
    from pilots.survey import links
    from pilots.survey.changes import change

    return change(repeated, links(pilot))


def _only(survey: Survey, scales: list[str]) -> Survey:
    """The survey with these of its scales."""
    kept = survey.codebook.scales.loc[survey.codebook.scales.index.isin(scales)]
    return replace(survey, codebook=replace(survey.codebook, scales=kept))
