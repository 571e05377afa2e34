"""Load what a pilot's interviews, notes and open answers hold."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from pilots.errors import PilotError, PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot, QualitativeSource
from pilots.qualitative.answers import from_answers
from pilots.qualitative.coding import decide, read_copies, read_decisions
from pilots.qualitative.coding.book import with_code_book
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.read import READERS, read_project
from pilots.qualitative.read.code_book import read_code_book
from pilots.qualitative.redaction import redact_prose, redact_quote


def load(
    pilot: Pilot, *, answers: Mapping[str, pd.DataFrame] | None = None, decided: bool = True
) -> QualitativeProject:
    """All qualitative projects that pilot.toml names, as one; empty where it names none.

    Codes are often called by what somebody said: names, numbers and addresses are taken out of what codes are called and mean.

    Parameters
    ----------
    pilot
        Its `[[qualitative]]`: a file or the open answers to a survey, a code book, the copies of coders, and what they
        decided.
    answers
        The open answers by source, as `survey.open_answers(pilot)` gives them; needed where a source is a survey.
    decided
        Whether decisions about what coders gave differently are carried out; without, the segments are those of each coder,
        as agreement between them wants it.

    Raises
    ------
    ReadError
        When a project is missing, damaged or harmful.
    PilotsError, Problems
        When answers were not given, and what `read_copies` and `decide` say: all sources at once.
    """
    problems: list[PilotsError] = []
    projects = []
    for source in pilot.qualitative:
        try:
            projects.append(load_source(pilot, source, answers=answers, decided=decided))
        except PilotsError as problem:
            problems += problem.each
    raise_all(problems)
    project = merge(projects)
    return replace(project, codes=_redacted(project.codes, pilot))


def _redacted(codes: pd.DataFrame, pilot: Pilot) -> pd.DataFrame:
    """The code tree without what names somebody; codes that become alike are numbered."""
    names, paths = (
        codes[name].map(lambda text: redact_prose(text, pilot), na_action="ignore") for name in ("name", "path")
    )
    # what a code means is often told by what somebody said
    means = codes["description"].map(lambda text: redact_quote(text, pilot), na_action="ignore")
    number = paths.groupby(paths).cumcount() + 1
    twice = (number > 1) & (paths != codes["path"])
    suffix = (" (" + number.astype("str") + ")").where(twice, "")
    return codes.assign(name=names + suffix, path=paths + suffix, description=means).astype(codes.dtypes)


def load_source(
    pilot: Pilot,
    source: QualitativeSource,
    *,
    answers: Mapping[str, pd.DataFrame] | None = None,
    copies: bool = True,
    decided: bool = True,
) -> QualitativeProject:
    """One qualitative source of a pilot, with codes as they are called; see `load`.

    Parameters
    ----------
    copies
        Whether the workbooks that coders filled in are read too.
    """
    if source.survey is None:
        project = read_project(pilot.path(source.file or ""))
    elif answers is None or source.name not in answers:
        raise PilotError(
            f"'{source.name}' needs the open answers of survey '{source.survey}'",
            where=pilot.folder / "pilot.toml",
            mend="Load it with answers=survey.open_answers(pilot).",
        )
    else:
        project = from_answers(answers[source.name])
    project = _placed(project, source)
    if source.codes:
        path = pilot.path(source.codes)
        read_book = READERS.get(".qdc", read_code_book) if path.suffix.casefold() == ".qdc" else read_code_book
        project = with_code_book(project, read_book(path).codes)
    if copies:
        project = read_copies(project, [pilot.path(name) for name in source.codings])
    if copies and decided and source.merged:
        project = decide(project, read_decisions(pilot.path(source.merged), project))
    return project


def _placed(project: QualitativeProject, source: QualitativeSource) -> QualitativeProject:
    """Documents with the phase and the language that the source gives those that say none."""
    given = {"phase": "" if source.phase is None else str(source.phase), "language": source.language or ""}
    documents = project.documents
    said = {
        name: documents[name].fillna("").where(documents[name].fillna("") != "", text) for name, text in given.items()
    }
    return replace(project, documents=documents.assign(**said).astype(documents.dtypes))


def source_of(pilot: Pilot, name: str) -> QualitativeSource:
    """The description of one qualitative source.

    Raises
    ------
    PilotError
        When there is none with this name.
    """
    for source in pilot.qualitative:
        if source.name == name:
            return source
    known = [source.name for source in pilot.qualitative]
    raise PilotError(
        f"there is nothing to code called '{name}'", where=pilot.folder / "pilot.toml", mend=did_you_mean(name, known)
    )
