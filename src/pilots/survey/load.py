"""From the exports that pilot.toml names to a raw survey in the words of its codebook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pandas as pd

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot, SurveySource
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.survey.conditions import not_asked
from pilots.survey.files import SurveyFile, read_files
from pilots.survey.keys import key_rows, write_keys
from pilots.survey.survey import Survey
from pilots.vocabulary import ADMIN, LANGUAGE, RESPONDENT, SECONDS, STARTED, STATUS, SUBMITTED, WAVE

_UNFINISHED = ("0", "false", "no", "nee", "non", "onwaar", "faux", "falsch")
_STATUS = {"0": "IP Address", "1": "Survey Preview", "2": "Survey Test", "4": "Imported", "8": "Spam"}


def load_raw(pilot: Pilot, name: str) -> Survey:
    """Read all waves of a survey, before any cleaning.

    Columns and answers are renamed as the crosswalk says, headings are matched with the codebook, labels become codes,
    a multiple-choice question becomes a column of 1 and 0 an option. Identifiers and link codes are replaced by pseudonyms; they themselves go to the key file
    (see `read_keys`).

    Parameters
    ----------
    pilot
        The pilot.
    name
        A survey of it.

    Returns
    -------
    Survey
        `responses` holds `vocabulary.ADMIN`, then `Codebook.all_columns`; respondent_id is `w<wave>-<id>`, or
        `w<wave>-r<row of the file>` where the tool gave no id, with the source after the wave where there are several. `missing` holds the reasons that the exports tell, and
        "not asked" where a question's condition (`relevant`) does not hold.

    Raises
    ------
    ReadError
        When a file is missing or unreadable, or an id occurs twice in it.
    CodebookError
        When a column is not in the codebook, a variable is in no column, or a choice is not in the codebook.
    Problems
        With all of these at once.
    """
    source = pilot.survey(name)
    codebook = Codebook.read(pilot.path(source.codebook))
    problems = list(_unknown_variables(pilot, source, codebook))
    files, wrong = read_files(pilot, source, codebook)
    raise_all([*problems, *wrong])
    give = Pseudonymiser(pilot.keys)
    parts = [_split_off(file, codebook, give) for file in files]
    write_keys(pilot, name, pd.concat([part.keys for part in parts], ignore_index=True))
    survey = Survey(
        name=source.name,
        group=source.group,
        responses=pd.concat([part.responses for part in parts], ignore_index=True),
        codebook=codebook,
        missing=pd.concat([part.missing for part in parts], ignore_index=True),
        site_variable=source.site_variable,
        wave_sites=source.wave_sites,
        source_sites=source.source_sites,
        compare_by=tuple(source.compare_by),
    )
    return replace(survey, missing=pd.concat([survey.missing, not_asked(survey)], ignore_index=True))


@dataclass(frozen=True)
class _Part:
    responses: pd.DataFrame
    missing: pd.DataFrame
    keys: pd.DataFrame


def _split_off(file: SurveyFile, codebook: Codebook, give: Pseudonymiser) -> _Part:
    """Pseudonyms in the place of what identifies; that itself as rows of the key file."""
    raw, columns, answers = file.reading.responses, file.match.columns, file.coded.answers
    given = set(file.reading.of_kind("identifier"))
    roles = dict(zip(map(str, codebook.variables.index), codebook.variables["role"], strict=True))
    secret = [v for v, role in roles.items() if role in ("identifier", "link code") or columns.get(v) in given]
    ids = raw.get(RESPONDENT, pd.Series(pd.NA, index=raw.index, dtype="str"))
    if RESPONDENT in [columns.get(variable) for variable in secret]:
        ids = give.of(ids, RESPONDENT)
    known = f"{file.wave.prefix}-" + ids.fillna("r" + raw.index.to_series().astype("str"))
    pseudonyms = {variable: give.of(answers[variable], variable) for variable in secret}
    whole = pd.DataFrame({**_admin(file), **answers, **pseudonyms, RESPONDENT: known, WAVE: file.wave.wave})
    behind = {**answers[secret], **{column: raw[column] for column in sorted(given - set(columns.values()))}}
    missing = [
        pd.DataFrame({RESPONDENT: known, "variable": column, "reason": reasons}).dropna()
        for column, reasons in file.coded.reasons.items()
    ]
    return _Part(
        responses=whole[list(dict.fromkeys([*ADMIN, *codebook.all_columns]))],
        missing=pd.concat([vocabulary.missing(), *missing], ignore_index=True),
        keys=key_rows(known, behind, give),
    )


def _admin(file: SurveyFile) -> "dict[str, pd.Series[str]]":
    """The tool's own columns: a status in words, a date of submission only for who finished, seconds where told."""
    reading, raw = file.reading, file.reading.responses
    nothing = pd.Series(pd.NA, index=raw.index, dtype="str")
    own = set(reading.of_kind("admin"))
    admin = {name: raw[name] if name in own else nothing for name in ADMIN}
    if "finished" in own:
        unfinished = raw["finished"].str.casefold().isin(_UNFINISHED)
        admin[SUBMITTED] = admin[SUBMITTED].mask(unfinished)
    if reading.tool == "qualtrics":
        admin[STATUS] = admin[STATUS].replace(_STATUS)
    if file.wave.language:
        admin[LANGUAGE] = admin[LANGUAGE].fillna(file.wave.language)
    if admin[SECONDS].isna().all():
        end = raw["ended"].where(admin[SUBMITTED].notna()) if "ended" in own else admin[SUBMITTED]
        moments = [pd.to_datetime(at, format="ISO8601", errors="coerce", utc=True) for at in (admin[STARTED], end)]
        passed = (moments[1] - moments[0]).dt.total_seconds()
        admin[SECONDS] = passed.where(passed >= 0).round().astype("Int64").astype("str")
    return admin


def _unknown_variables(pilot: Pilot, source: SurveySource, codebook: Codebook) -> Iterator[PilotsError]:
    named = {"site_variable": [source.site_variable] if source.site_variable else [], "compare_by": source.compare_by}
    for field, variables in named.items():
        for variable in variables:
            if variable not in codebook.variables.index and (field, variable) != ("compare_by", LANGUAGE):
                yield CodebookError(
                    f"{field} of survey '{source.name}' names '{variable}', which the codebook lacks",
                    where=pilot.folder / "pilot.toml",
                    mend=did_you_mean(variable, codebook.variables.index),
                )
