"""The workbooks in which a team codes and decides: written beside the raw data, never over one that is there."""

from pathlib import Path

from pilots.errors import PilotError, PilotsError, raise_all
from pilots.pilot import Pilot

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
        `codings/<name>.xlsx`, or `codings/<name>_decisions.xlsx`, in the folder of pilot.toml.

    Raises
    ------
    PilotsError, Problems
        When there is nothing to code or to decide, or a workbook is there already: then none is written.
    """
    from pilots.qualitative.coding import write_decisions, write_workbook
    from pilots.qualitative.load import load_source, source_of
    from pilots.survey.open_answers import open_answers

    sources = [source_of(pilot, name)] if name else list(pilot.qualitative)
    if not sources:
        mend = "Describe texts or open answers under [[qualitative]]."
        raise PilotError("there is nothing to code", where=pilot.folder / "pilot.toml", mend=mend)
    ending = "_decisions" if merge else ""
    paths = {source.name: pilot.folder / FOLDER / f"{source.name}{ending}.xlsx" for source in sources}
    mend = "Move it away to have a new one; what was filled in there stays."
    there = [path for path in paths.values() if path.exists()]
    raise_all(
        [
            PilotsError("this workbook is there already, and nothing is overwritten", where=path, mend=mend)
            for path in there
        ]
    )
    answers = open_answers(pilot) if any(source.survey for source in sources) else {}
    for source in sources:
        project = load_source(pilot, source, answers=answers, copies=merge, decided=False)
        if merge:
            write_decisions(project, paths[source.name])
        else:
            write_workbook(project, paths[source.name], name=source.name)
    return list(paths.values())
