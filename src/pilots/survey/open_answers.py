"""Open answers, for whoever codes them: in memory only, as processed data hold none."""

import pandas as pd

from pilots.errors import PilotError, PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot, QualitativeSource
from pilots.survey.clean import clean
from pilots.survey.load import load_raw
from pilots.survey.review import read_review, review_path
from pilots.survey.survey import Survey
from pilots.survey.withhold import public_ids
from pilots.vocabulary import LANGUAGE, RESPONDENT, SITE, WAVE

FEW = 12
"""Most choices of a question that becomes an attribute of who answered."""


def open_answers(pilot: Pilot) -> dict[str, pd.DataFrame]:
    """The open answers that pilot.toml names under `[[qualitative]]`, cleaned, by the name of their source.

    They are read from the raw surveys each time and stay in memory. Who was removed in cleaning is not among them, and an
    answer that a reviewer blanked or corrected is blank or corrected.

    Parameters
    ----------
    pilot
        With a `survey` and `variables` under `[[qualitative]]`.

    Returns
    -------
    dict of DataFrame
        A row an answer, question by question: survey, variable, respondent_id, text, language, phase (that of the wave),
        then group, site, and a column for each quasi-identifier with at most 12 choices, in the words of the codebook.
        Empty answers are left out.

    Raises
    ------
    PilotsError, Problems
        For each variable that is not in the codebook or is no text, and whatever `load_raw` and `clean` say.
    """
    found: dict[str, pd.DataFrame] = {}
    cleaned: dict[str, Survey] = {}
    problems: list[PilotsError] = []
    for source in pilot.qualitative:
        if source.survey is None:
            continue
        try:
            if source.survey not in cleaned:
                raw = load_raw(pilot, source.survey)
                cleaned[source.survey] = clean(raw, read_review(review_path(pilot, source.survey)))
            found[source.name] = _answers(cleaned[source.survey], source, pilot)
        except PilotsError as problem:
            problems += problem.each
    raise_all(problems)
    return found


def _answers(survey: Survey, source: QualitativeSource, pilot: Pilot) -> pd.DataFrame:
    variables = survey.codebook.variables
    where = pilot.folder / "pilot.toml"
    problems: list[PilotsError] = []
    for name in source.variables:
        if name not in variables.index:
            mend = did_you_mean(name, variables.index[variables["type"] == "text"])
            problems.append(PilotError(f"survey '{survey.name}' has no question '{name}'", where=where, mend=mend))
        elif variables.at[name, "type"] != "text" or variables.at[name, "role"] in ("identifier", "link code"):
            problems.append(PilotError(f"'{name}' of survey '{survey.name}' is no open question", where=where))
    raise_all(problems)
    phases = {wave.wave: str(wave.phase) for wave in pilot.survey(survey.name).waves}
    responses = survey.responses
    about = pd.DataFrame(
        {
            "survey": survey.name,
            RESPONDENT: responses[RESPONDENT].map(public_ids(survey, pilot)),
            "language": responses[LANGUAGE].fillna(""),
            "phase": responses[WAVE].map(phases),
            "group": survey.group,
            SITE: survey.site().map(pilot.site_name, na_action="ignore").astype("str"),
        }
    )
    asked = variables.loc[(variables["role"] == "quasi-identifier") & (variables["type"] == "select_one")]
    for name in asked.index:
        labels = survey.codebook.choice_labels(str(name), pilot.language)
        if len(labels) <= FEW and str(name) not in (survey.site_variable, *about.columns):
            about[str(name)] = responses[str(name)].map(labels)
    parts = [about.assign(variable=name, text=responses[name].str.strip()) for name in source.variables]
    table = pd.concat(parts, ignore_index=True)
    first = ["survey", "variable", RESPONDENT, "text", "language", "phase"]
    said = table["text"].notna() & (table["text"] != "")
    return (
        table.loc[said, [*first, *(name for name in about if name not in first)]].astype("str").reset_index(drop=True)
    )
