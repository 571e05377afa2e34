"""The files of a survey, each in the words of its codebook."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError, ReadError
from pilots.pilot import Pilot, SurveySource, Wave
from pilots.survey.coding import Coded, code_answers
from pilots.survey.crosswalk import Crosswalk, read_rules
from pilots.survey.headings import Match, match_headings
from pilots.survey.read import Reading, read_survey
from pilots.vocabulary import ADMIN, RESPONDENT, WAVE

_ID = {"id", "uuid", "nr", "nummer", "number", "numéro", "respondent", "respondentnummer", "volgnummer", "case"}
"""What a respondent's number is called."""


@dataclass(frozen=True)
class SurveyFile:
    """One file of a survey.

    Parameters
    ----------
    wave
        What pilot.toml says about it.
    raw
        The file as it was read.
    reading
        The file as the crosswalk renames its columns and answers.
    match
        Which column holds what.
    coded
        Its answers in the codes of the codebook.
    crosswalk
        The rules.
    used
        How many cells each rule of the crosswalk changed, by its place.
    names
        What a column that the crosswalk renamed was called.
    """

    wave: Wave
    raw: Reading
    reading: Reading
    match: Match
    coded: Coded
    crosswalk: Crosswalk = field(default_factory=Crosswalk)
    used: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def read_files(pilot: Pilot, source: SurveySource, codebook: Codebook) -> tuple[list[SurveyFile], list[PilotsError]]:
    """Read every file of a survey.

    Returns
    -------
    The files that could be read, in the order of pilot.toml, and everything that is wrong with any.
    """
    problems: list[PilotsError] = []
    files: list[SurveyFile] = []
    try:
        crosswalk = _crosswalk(pilot, source, codebook)
    except PilotsError as problem:
        problems += problem.each
        crosswalk = Crosswalk()
    for wave in source.waves:
        try:
            file, wrong = _read(pilot, source, wave, codebook, crosswalk)
        except PilotsError as problem:
            problems += problem.each
            continue
        files.append(file)
        problems += [*wrong, *_in_the_way(file, codebook)]
    if len(files) == len(source.waves):
        problems += _never_found(crosswalk, files)
    return files, problems


def _crosswalk(pilot: Pilot, source: SurveySource, codebook: Codebook) -> Crosswalk:
    if not source.crosswalk:
        return Crosswalk()
    return Crosswalk.of(read_rules(pilot.path(source.crosswalk), codebook, source))


def _read(
    pilot: Pilot, source: SurveySource, wave: Wave, codebook: Codebook, crosswalk: Crosswalk
) -> tuple[SurveyFile, list[PilotsError]]:
    structure = pilot.path(wave.structure) if wave.structure else None
    raw = read_survey(pilot.path(wave.file), wave.tool, structure=structure)
    if raw.responses.empty:
        mend = "Export the answers; this file describes the questionnaire: name it as `structure`."
        raise ReadError("there are no answers in it", where=raw.path, mend=mend)
    renamed = crosswalk.rename(raw, wave, codebook)
    match = match_headings(renamed.reading, codebook, wave.wave, pilot.path(source.codebook))
    recoded = crosswalk.recode(renamed.reading, match, wave, codebook)
    coded = code_answers(recoded.reading, match, codebook, wave.wave)
    used = {**renamed.used, **recoded.used}
    file = SurveyFile(wave, raw, recoded.reading, match, coded, crosswalk, used, renamed.names)
    return file, [*renamed.problems, *match.problems, *recoded.problems, *coded.problems]


def _never_found(crosswalk: Crosswalk, files: list[SurveyFile]) -> Iterator[PilotsError]:
    """Columns for all files that are in none."""
    used = {place for file in files for place in file.used}
    for rule in (rule for rule in crosswalk.columns if not rule.source and rule.place not in used):
        yield CodebookError(
            f"no file of the survey has a column '{rule.old}'",
            where=rule.place,
            mend="`pilots inspect` shows the columns of a file.",
        )


def _in_the_way(file: SurveyFile, codebook: Codebook) -> Iterator[PilotsError]:
    """Ids that occur twice, and variables that bear the name of another column of every survey."""
    raw, columns = file.reading.responses, file.match.columns
    numbers = [
        columns[v] for v in codebook.with_role("identifier") if v in columns and _numbers_people({v, columns[v]})
    ]
    for numbered in (column for column in dict.fromkeys([RESPONDENT, *numbers]) if column in raw):
        ids = raw[numbered].dropna()
        double = ids[ids.duplicated(keep=False)]
        groups = [", ".join(map(str, rows)) for rows in double.groupby(double).groups.values()]
        if groups:
            yield ReadError(
                f"respondents' ids occur more than once: rows {' and rows '.join(groups[:8])}",
                where=file.reading.path,
                mend="Remove the rows that were exported twice, or give each its own id.",
            )
    for name in (name for name in ADMIN if name in codebook.variables.index):
        column = columns.get(name)
        same = column == name or (name == WAVE and column and (raw[column] == str(file.wave.wave)).all())
        if column and not same:
            yield CodebookError(
                f"the variable '{name}' has the name of a column that every survey has",
                where=file.reading.path,
                mend="Call it otherwise in the codebook and write the column's name in `heading`.",
            )


def _numbers_people(names: set[str]) -> bool:
    """Whether a variable or its column is called what a respondent's number is called, and nothing else."""
    return any(set(re.findall(r"[^\W_]+", name.casefold())) <= _ID for name in names if name)
