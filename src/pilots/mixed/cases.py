"""A row a case: what it spoke of beside what it answered to the survey. For the researcher; a row is a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.mixed.numbers import values_of
from pilots.mixed.read import placed, read_integration
from pilots.mixed.spoken import Spoken
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.qualitative.read.ids import guid
from pilots.survey.summary import scored
from pilots.survey.survey import Survey
from pilots.vocabulary import LANGUAGE, RESPONDENT, SITE, WAVE, Column, frame

CASES = (
    Column("case", "str", "Case", "its id"),
    Column("documents", "object", "Documents", "tuple of ids of its documents"),
    Column("survey", "str", "Survey", "of the group it belongs to; missing where unknown"),
    Column(RESPONDENT, "str", "Respondent", "its response to a wave of the phase; missing where it is not linked"),
    Column(WAVE, "Int64", "Wave", "of that response"),
    Column(SITE, "str", "Site", "of that response"),
    Column(LANGUAGE, "str", "Language", "of the conversation; missing where unknown or several"),
)


@dataclass(frozen=True)
class ByCase:
    """Scores beside themes, a row a case, the index its id.

    Parameters
    ----------
    cases
        documents, survey, respondent_id, wave, site, language.
    scores
        A float column `survey.variable` each: a score, or of an item or option 1 where the case agrees (or ticked it), else 0.
    themes
        A column a code: 1 where the case spoke of it, else 0, as `qualitative.case_codes` gives them.
    statistics
        mean or share, by column of `scores`.
    bounds
        The least and the greatest score, by column of `scores`.
    phase
        Of which phase the conversations are; None where nobody said.
    """

    cases: pd.DataFrame = field(default_factory=lambda: frame(CASES).set_index("case"))
    scores: pd.DataFrame = field(default_factory=pd.DataFrame)
    themes: pd.DataFrame = field(default_factory=pd.DataFrame)
    statistics: Mapping[str, str] = field(default_factory=dict)
    bounds: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    phase: int | None = None

    @property
    def linked(self) -> "pd.Series[bool]":
        """Whether a case is linked to a response."""
        return self.cases[RESPONDENT].notna()

    def joined(self) -> pd.DataFrame:
        """Everything in one frame, for analyses of one's own."""
        return pd.concat([self.cases, self.scores, self.themes], axis=1)


def by_case(
    pilot: Pilot,
    surveys: Mapping[str, Survey],
    project: QualitativeProject,
    *,
    phase: int,
    variables: Sequence[str] | None = None,
    codes: Sequence[str] | None = None,
) -> ByCase:
    """Join the conversations of a phase with the responses of who was interviewed.

    Which respondent a case is stands in sheet `cases` of the integration workbook: case (as the project calls it), survey and
    respondent. Without respondent a case is only counted with the group of its survey. Who gave open answers that are
    documents (`survey` of a qualitative source in pilot.toml) is linked by itself.

    Parameters
    ----------
    pilot, surveys, project, phase
        As for `joint_display`. Only responses to waves of this phase are joined.
    variables
        Scales, items or options as `survey.variable`; left out, all scales of the surveys of linked cases.
    codes
        Names, paths or ids of codes; left out, all of them.

    Returns
    -------
    ByCase
        In the order of the project. It holds no names. It is no exhibit and there is none of it: who knows who was interviewed
        recognises a person by a row of scores and themes, whatever the threshold. `by_theme`, `by_group` and
        `sentences.linked_cases` tell what of it may leave.

    Raises
    ------
    PilotsError, Problems
        With every row of sheet `cases` that names a case or respondent that is not there, and every unknown variable or code.

    Examples
    --------
    >>> by_case(Pilot(name="a", title="A", synthetic=True), {}, QualitativeProject(), phase=1).joined().empty
    True
    """
    linked = read_integration(pilot).cases
    here = project.at(phase)
    spoken = Spoken(here)
    units = _units(pilot, project, linked, surveys)
    answered = _answered(pilot, surveys, spoken.cases)
    waves = {source.name: {wave.wave for wave in source.waves if wave.phase == phase} for source in pilot.surveys}
    documents = _documents(here, spoken.cases)
    languages = here.documents.set_index("document")["language"].fillna("")
    rows: dict[str, dict[str, object]] = {
        case: {"case": case, "documents": own, LANGUAGE: _only({str(languages[document]) for document in own})}
        for case, own in documents.items()
    }
    places: dict[str, int] = {}
    named = zip(units, linked["survey"], linked["respondent"], strict=True)
    for unit, name, respondent in [*answered, *named]:
        if unit not in rows:
            continue
        rows[unit]["survey"] = name
        place = _response(surveys.get(name), respondent, waves[name])
        if place is not None:
            places[unit] = place
            survey = surveys[name]
            rows[unit] |= {
                RESPONDENT: respondent,
                WAVE: survey.responses[WAVE].iloc[place],
                SITE: survey.site().iloc[place],
            }
    cases = frame(CASES, rows.values()).set_index("case")
    scores, statistics, bounds = _scores(cases, places, surveys, variables)
    return ByCase(cases, scores, spoken.flags(codes).reindex(cases.index), statistics, bounds, phase)


def groups_of(cases: pd.DataFrame, project: QualitativeProject, by: str, attribute: str) -> "pd.Series[str]":
    """The group of each case: its survey, its site, its language, or what an attribute of the project says.

    Parameters
    ----------
    cases
        As in `ByCase`.
    by
        "survey", "site" or "language".
    attribute
        A column of `project.cases` that holds the same words; left out, what `cases` holds.

    Raises
    ------
    PilotsError
        When there is no such attribute.
    """
    if not attribute:
        return cases[by]
    if attribute not in project.cases:
        own = [str(name) for name in project.cases if name not in ("case", "name", "document", "part")]
        raise PilotsError(f"the cases have no attribute '{attribute}'", mend=did_you_mean(attribute, own))
    told = project.cases.dropna(subset=[attribute]).groupby("case")[attribute].first()
    return told.reindex(cases.index).astype("str")


def _units(pilot: Pilot, project: QualitativeProject, linked: pd.DataFrame, surveys: Mapping[str, Survey]) -> list[str]:
    """The case that each row of the sheet names, by its name or id; a document without case is one too."""
    known: dict[str, str] = {}
    for table, key in ((project.documents, "document"), (project.cases, "case")):
        for column in ("name", key):
            known |= dict(zip(table[column].astype("str").str.casefold(), table[key], strict=True))
    problems, units = [], []
    for row in linked.to_dict("records"):
        unit = known.get(row["case"].casefold())
        if unit is None and len(project.documents):
            mend = "Call it as the qualitative project does."
            problems.append(
                placed(PilotsError("the conversations hold no such case", mend=mend), pilot, "cases", row["row"])
            )
        survey = surveys.get(row["survey"])
        if survey is not None and row["respondent"] and not _known(survey, row["respondent"]):
            mend = "Respondents are called as in the processed data, for instance w0-12."
            problems.append(
                placed(PilotsError("the survey holds no such respondent", mend=mend), pilot, "cases", row["row"])
            )
        units.append(unit or "")
    raise_all(problems)
    return units


def _answered(pilot: Pilot, surveys: Mapping[str, Survey], cases: Sequence[str]) -> list[tuple[str, str, str]]:
    """The cases that are open answers to a survey: case, survey and respondent."""
    asked = {source.survey for source in pilot.qualitative if source.survey} & set(surveys)
    known = set(cases)
    found = [
        (guid("respondent", name, respondent), name, str(respondent))
        for name in sorted(asked)
        for respondent in surveys[name].responses[RESPONDENT]
    ]
    return [row for row in found if row[0] in known]


def _known(survey: Survey, respondent: str) -> bool:
    """Whether a response is there, or was removed in cleaning."""
    return bool(survey.responses[RESPONDENT].eq(respondent).any() or survey.decisions[RESPONDENT].eq(respondent).any())


def _response(survey: Survey | None, respondent: str, waves: set[int]) -> int | None:
    """The row of a response, if it is to one of these waves."""
    if survey is None or not respondent:
        return None
    same = survey.responses[RESPONDENT].eq(respondent) & survey.responses[WAVE].isin(waves)
    found = np.flatnonzero(same)
    return int(found[0]) if len(found) else None


def _only(languages: set[str]) -> str | None:
    """The language of all of them; None where it is unknown or there are several."""
    return (next(iter(languages)) or None) if len(languages) == 1 else None


def _documents(project: QualitativeProject, cases: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The documents of each case; a document that is a case by itself is its own."""
    own: dict[str, dict[str, None]] = {}
    known = project.cases.dropna(subset=["document"])
    for case, document in zip(known["case"], known["document"], strict=True):
        own.setdefault(case, {})[document] = None
    return {case: tuple(own.get(case, (case,))) for case in cases}


def _scores(
    cases: pd.DataFrame, places: Mapping[str, int], surveys: Mapping[str, Survey], variables: Sequence[str] | None
) -> tuple[pd.DataFrame, dict[str, str], dict[str, tuple[float, float]]]:
    """The scores of linked cases, what they are, and between which bounds."""
    marked = {name: scored(surveys[name]) for name in dict.fromkeys(cases.loc[list(places), "survey"])}
    if variables is None:
        variables = [f"{name}.{scale}" for name, survey in marked.items() for scale in survey.codebook.scales.index]
    columns, statistics, bounds = {}, {}, {}
    for full in variables:
        name, _, variable = full.partition(".")
        if name not in surveys:
            raise PilotsError(f"unknown variable '{full}'", mend="Write the survey, a dot and the variable.")
        survey = marked[name] if name in marked else scored(surveys[name])
        known = [*survey.codebook.scales.index, *survey.codebook.all_columns]
        if variable not in known:
            raise PilotsError(f"unknown variable '{full}'", mend=did_you_mean(variable, known))
        values = values_of(survey, variable)
        own = {case: values.each.iloc[place] for case, place in places.items() if cases.at[case, "survey"] == name}
        columns[full] = pd.Series(own, index=cases.index, dtype="float64")
        statistics[full], bounds[full] = values.statistic, (values.bottom, values.top)
    return pd.DataFrame(columns, index=cases.index), statistics, bounds
