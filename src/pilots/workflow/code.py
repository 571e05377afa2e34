"""The workbooks in which a team codes and decides: written beside the raw data, never over one that is there."""

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from pilots.errors import PilotError, PilotsError, raise_all
from pilots.pilot import Pilot, QualitativeSource

if TYPE_CHECKING:
    from pilots.qualitative.coding.pages import Page

FOLDER = "codings"


def write_coding(pilot: Pilot, name: str | None = None, *, merge: bool = False) -> list[Path]:
    """Write what coders fill in: the documents of qualitative sources as workbooks, or what they coded differently.

    Parameters
    ----------
    pilot
        With `[[qualitative]]`.
    name
        One of its sources; left out, all of them.
    merge
        The disagreements between the coders who are there already, to decide about.

    Returns
    -------
    list of Path
        `codings/<name>.xlsx`, or `codings/<name>_decisions.xlsx`, in the folder of pilot.toml. Where was decided before, a new
        `codings/<name>_decisions_2.xlsx` (and so on) holds what was decided about all that has not changed since.

    Raises
    ------
    PilotsError, Problems
        When there is nothing to code or to decide, or a workbook is there already: then none is written.
    """
    from pilots.qualitative.coding.decisions import decision_pages
    from pilots.qualitative.coding.pages import write_pages
    from pilots.qualitative.coding.workbook import coding_pages
    from pilots.qualitative.load import load_source, source_of
    from pilots.survey.open_answers import open_answers

    sources = [source_of(pilot, name)] if name else list(pilot.qualitative)
    if not sources:
        mend = "Describe texts or open answers under [[qualitative]]."
        raise PilotError("there is nothing to code", where=pilot.folder / "pilot.toml", mend=mend)
    answers = open_answers(pilot) if any(source.survey for source in sources) else {}
    ready: dict[Path, list[Page]] = {}
    problems: list[PilotsError] = []
    for source in sources:
        try:
            path, earlier = _place(pilot, source, merge=merge)
            project = load_source(pilot, source, answers=answers, copies=merge, decided=False)
            ready[path] = decision_pages(project, earlier) if merge else coding_pages(project, name=source.name)
        except PilotsError as problem:
            problems += [_named(one, pilot, source) for one in problem.each]
    raise_all(problems)
    for path, pages in ready.items():
        write_pages(path, pages)
    return list(ready)


def _place(pilot: Pilot, source: QualitativeSource, *, merge: bool) -> tuple[Path, list[Path]]:
    """Where a workbook comes, and those in which was decided before, the newest last."""
    folder = pilot.folder / FOLDER
    if not merge:
        path = folder / f"{source.name}.xlsx"
        if path.exists():
            mend = "Move it away to have a new one; what was filled in there stays."
            raise PilotsError("this workbook is there already, and nothing is overwritten", where=path, mend=mend)
        return path, []
    earlier: list[Path] = []
    for number in count(1):
        path = folder / f"{source.name}_decisions{f'_{number}' if number > 1 else ''}.xlsx"
        if not path.exists():
            break
        earlier.append(path)
    merged = pilot.path(source.merged) if source.merged else path
    if merged.exists() and merged.resolve() not in [one.resolve() for one in earlier]:
        earlier.append(merged)
    return path, earlier


def _named(problem: PilotsError, pilot: Pilot, source: QualitativeSource) -> PilotsError:
    """A problem that has no place of its own, with the name of its source."""
    where = problem.where or f"{pilot.folder / 'pilot.toml'}, [[qualitative]] '{source.name}'"
    return type(problem)(problem.what, where=where, mend=problem.mend)
