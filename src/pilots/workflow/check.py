"""Everything that is wrong with a pilot, told at once, before anyone waits for a report."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilots.errors import PilotError, PilotsError, did_you_mean, raise_all
from pilots.workflow.faults import as_problem

if TYPE_CHECKING:
    from pilots.pilot import Pilot
    from pilots.qualitative import QualitativeProject
    from pilots.sources import SurveySource

UNFILLED = "VUL IN"
"""What the skeleton of a new pilot writes where the researcher must write."""


def problems(project: Path, name: str) -> list[PilotsError]:
    """What is wrong with a pilot: its description, its codebooks, its files and what stands in them.

    Parameters
    ----------
    project
        The folder that holds data/.
    name
        The pilot.

    Returns
    -------
    list of PilotsError
        In the order of the data's way; empty when all is well.
    """
    from pilots.pilot import Pilot

    found: list[PilotsError] = []
    pilot = _tried(found, Pilot.find, name, project)
    if pilot is not None:
        # conversations may be a folder of texts, or a project that is one
        folders = {source.file for source in pilot.qualitative}
        missing = [
            file
            for file in _files(pilot)
            if not pilot.path(file).is_file() and not (file in folders and pilot.path(file).is_dir())
        ]
        found += _unfilled(pilot)
        found += _same_files(pilot)
        found += [
            PilotError(
                "the file is missing", where=pilot.path(file), mend="Put it there, or mend its name in pilot.toml."
            )
            for file in missing
        ]
        for check, needed in _checks(pilot):
            if not set(needed) & set(missing):
                _tried(found, check)
    return list({str(problem): problem for problem in found}.values())


def notes(project: Path, name: str) -> list[str]:
    """What is not wrong but good to know: tables that are not analysed, wording and languages that differ.

    Parameters
    ----------
    project
        The folder that holds data/.
    name
        A pilot without problems.

    Returns
    -------
    list of str
        One a survey and kind; empty where there is nothing to tell.
    """
    from pilots.pilot import Pilot
    from pilots.survey.harmonise import report

    told = []
    pilot = Pilot.find(name, project)
    for source in pilot.surveys:
        silent = {wave.wave for wave in source.waves if wave.sent is None}
        for wave in sorted({wave.wave for wave in source.waves if wave.sent is not None} & silent):
            told.append(
                f"{source.name}: not every file of wave {wave} has `sent`, so how many were invited is not shown"
            )
        kinds = report(pilot, source.name)["kind"]
        repeats = int((kinds == "repeat group").sum())
        if repeats:
            tables = "1 table holds" if repeats == 1 else f"{repeats} tables hold"
            told.append(f"{source.name}: {tables} several rows a respondent; these are not analysed")
        if len(kinds) > repeats:
            differ = f"{len(kinds) - repeats} remark{'s' if len(kinds) - repeats > 1 else ''} on columns, wording and languages"
            told.append(f"{source.name}: {differ}; see: pilots harmonise {name}")
    return told


def _checks(pilot: "Pilot") -> Iterator[tuple[Callable[[], object], list[str]]]:
    """What to try, and the files that it needs."""
    from pilots import actions, context
    from pilots.codebook import Codebook

    for source in pilot.surveys:
        yield partial(Codebook.read, pilot.path(source.codebook)), [source.codebook]
        yield partial(_sites, pilot, source), [source.codebook]
    for source in pilot.surveys:
        yield partial(_cleaned, pilot, source.name), source.files
    if pilot.qualitative:
        asked = [pilot.survey(source.survey) for source in pilot.qualitative if source.survey]
        coded = [file for source in pilot.qualitative for file in source.files]
        yield partial(_conversations, pilot), [*coded, *(file for source in asked for file in source.files)]
    if pilot.context:
        yield partial(context.load, pilot), [pilot.context]
    if pilot.actions:
        yield partial(actions.load, pilot), [pilot.actions]
    if pilot.registrations:
        yield partial(actions.registrations, pilot), [source.file for source in pilot.registrations]
    if pilot.actions and pilot.registrations:
        yield partial(_registered, pilot), [pilot.actions, *(source.file for source in pilot.registrations)]
    if pilot.actions and pilot.integration:
        yield partial(_linked, pilot), [pilot.actions, pilot.integration]
    if pilot.integration:
        yield partial(_joined, pilot), _files(pilot)


def _files(pilot: "Pilot") -> list[str]:
    """The files that pilot.toml names, once each."""
    surveys = [file for source in pilot.surveys for file in source.files]
    coded = [file for source in pilot.qualitative for file in source.files]
    parts = [*coded, *(source.file for source in pilot.registrations)]
    single = [file for file in (pilot.context, pilot.actions, pilot.integration) if file]
    return list(dict.fromkeys([*surveys, *parts, *single]))


def _unfilled(pilot: "Pilot") -> list[PilotsError]:
    path = pilot.folder / "pilot.toml"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return [
        PilotError(f"'{UNFILLED}' still stands here", where=f"{path}, line {number}", mend="Write what belongs there.")
        for number, line in enumerate(lines, 1)
        if UNFILLED in line.partition("#")[0]
    ]


def _same_files(pilot: "Pilot") -> Iterator[PilotsError]:
    """One export that is named for two waves: one of them is not what it is said to be."""
    for source in pilot.surveys:
        files = [wave.file for wave in source.waves]
        for file in dict.fromkeys(file for file in files if files.count(file) > 1):
            yield PilotError(
                f"survey '{source.name}' has the same file for two waves: {file}",
                where=pilot.folder / "pilot.toml",
                mend="Name each wave's own export.",
            )


def _sites(pilot: "Pilot", source: "SurveySource") -> None:
    """Codes of the question about the school must be the ids of [[sites]]."""
    from pilots.codebook import Codebook

    path, sites = pilot.path(source.codebook), [site.id for site in pilot.sites]
    codes = Codebook.read(path).codes(source.site_variable) if source.site_variable and sites else []
    raise_all(
        [
            PilotError(
                f"the code '{code}' of '{source.site_variable}' is no id of [[sites]] in pilot.toml",
                where=f"{path}, sheet choices",
                mend=did_you_mean(code, sites),
            )
            for code in codes
            if code not in sites
        ]
    )


def _registered(pilot: "Pilot") -> None:
    """What is registered of an action must be of one in the plan."""
    from pilots import actions

    there = list(actions.load(pilot).actions["action"])
    found = actions.registrations(pilot)
    strange = {kind: ~table["action"].isin(["", *there]) for kind, table in found.items() if "action" in table}
    # what stands there may be anything, and is not told
    raise_all(
        [
            PilotError(
                f"registrations of kind {kind} name an action that is not in the plan (rows: {rows.sum()})",
                where=", ".join(source.file for source in pilot.registrations if source.kind == kind),
                mend=f"Write one of: {', '.join(there)}.",
            )
            for kind, rows in strange.items()
            if rows.any()
        ]
    )


def _linked(pilot: "Pilot") -> None:
    """Needs name findings and findings name needs: each must be there."""
    from pilots import actions
    from pilots.mixed.read import read_integration

    plan, findings = actions.load(pilot), read_integration(pilot).findings
    needs, cited = plan.needs, plan.evidence["finding"]
    named = [
        *(("actions", "needs", "finding", name, findings["finding"]) for names in needs["findings"] for name in names),
        *(("actions", "evidence", "finding", name, findings["finding"]) for name in cited if name),
        *(("integration", "findings", "need", name, needs["need"]) for name in findings["need"] if name),
    ]
    raise_all(
        [
            PilotError(
                f"unknown {what} '{name}'",
                where=f"{pilot.path(getattr(pilot, workbook))}, sheet {sheet}",
                mend=did_you_mean(name, there),
            )
            for workbook, sheet, what, name, there in dict.fromkeys((*it[:4], tuple(it[4])) for it in named)
            if name not in there
        ]
    )


def _cleaned(pilot: "Pilot", name: str) -> None:
    """Read a survey and see whether every reviewed decision can still be applied."""
    from pilots.survey import clean, load_raw, read_review
    from pilots.survey.review import review_path

    clean(load_raw(pilot, name), read_review(review_path(pilot, name)))


def _conversations(pilot: "Pilot") -> "QualitativeProject":
    from pilots import qualitative, survey

    return qualitative.load(pilot, answers=survey.open_answers(pilot))


def _joined(pilot: "Pilot") -> None:
    from pilots import mixed, survey

    surveys, conversations = survey.load_all(pilot), _conversations(pilot)
    mixed.check_quotes(pilot, conversations)
    for phase in sorted(
        {wave.phase for source in pilot.surveys for wave in source.waves} | {p.number for p in pilot.phases}
    ):
        mixed.joint_display(pilot, surveys, conversations, phase=phase)


def _tried(found: list[PilotsError], work: Callable[..., Any], *arguments: object) -> Any:
    try:
        return work(*arguments)
    except Exception as error:
        found += as_problem(error).each
    return None
