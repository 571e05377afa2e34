"""What was typed on the command line: which project, which pilots, which survey."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from pilots.errors import PilotsError, did_you_mean
from pilots.project import PUBLICATION, find_project, names, reportable

if TYPE_CHECKING:
    from pilots.pilot import Pilot

Project = Annotated[
    Path | None, Parameter(name="--project", help="Folder that holds data/; else the nearest one upwards.")
]
Switch = Parameter(negative=())


def project_folder(project: Path | None) -> Path:
    """The project's folder: the one that was named and no other, else the nearest upwards."""
    if project is not None and not (project / "data" / "raw").is_dir():
        raise PilotsError(
            "no folder data/raw here", where=project.absolute(), mend="`pilots new NAME --project DIR` makes one."
        )
    return project.absolute() if project is not None else find_project()


def new_project_folder(project: Path | None) -> Path:
    """The project's folder, or where one will be made."""
    if project is not None:
        return project.absolute()
    try:
        return find_project()
    except PilotsError:
        return Path.cwd()


def find_survey(root: Path, survey: str) -> "tuple[Pilot, str]":
    """A pilot and the name of its survey, from PILOT/SURVEY or from a survey's name that only one pilot has."""
    from pilots.pilot import Pilot

    named, _, name = survey.rpartition("/")
    found = [Pilot.find(pilot, root) for pilot in ([named] if named else names(root))]
    having = [pilot for pilot in found if name in [source.name for source in pilot.surveys]]
    if len(having) > 1:
        listed = ", ".join(f"{pilot.name}/{name}" for pilot in having)
        raise PilotsError(f"several pilots have a survey '{name}'", mend=f"Say which: {listed}.")
    if not having:
        known = [f"{pilot.name}/{source.name}" for pilot in found for source in pilot.surveys]
        raise PilotsError(
            f"there is no survey '{survey}'", where=root / "data" / "raw", mend=did_you_mean(survey, known)
        )
    return having[0], name


def one_pilot(name: str, root: Path, instead: str) -> "Pilot":
    """A pilot by name; of what pilots publish together it says what to do instead."""
    from pilots.pilot import Pilot

    if name == PUBLICATION:
        what = (
            f"'{PUBLICATION}' is no pilot: it is made of the reports of several, and has no data and texts of its own"
        )
        raise PilotsError(what, mend=instead.format(pilot=next(iter(names(root)), "PILOT")))
    return Pilot.find(name, root)


def known_pilots(root: Path, pilots: Sequence[str]) -> list[str]:
    """The pilots that were named, once each, what they publish together last; one that is not there is told."""
    available = reportable(root)
    for name in pilots:
        if name not in available:
            raise PilotsError(
                f"there is no pilot '{name}'", where=root / "data" / "raw", mend=did_you_mean(name, available)
            )
    return sorted(dict.fromkeys(pilots), key=lambda name: name == PUBLICATION)


def chosen_pilots(root: Path, pilots: Sequence[str], *, every: bool) -> list[str]:
    """What to report on: the pilots named, all of them and what they publish together, or the only one that there is."""
    available = names(root)
    if pilots and not every:
        return known_pilots(root, pilots)
    if not available:
        raise PilotsError(
            "there are no pilots",
            where=root / "data" / "raw",
            mend="`pilots new NAME` describes one, `pilots example menen .` writes one.",
        )
    if len(available) > 1 and not every:
        raise PilotsError(f"there are several pilots: {', '.join(available)}", mend="Name those to run, or add --all.")
    return reportable(root)


def short(path: Path) -> str:
    """A path as seen from here, where that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def new_codebook(file: Path) -> Path:
    """The file of a codebook that is still to be written.

    Raises
    ------
    PilotsError
        When it is there already, or is no workbook by its name.
    """
    if file.exists():
        raise PilotsError(
            "this file is there already, and nothing is overwritten", where=file, mend="Choose another name."
        )
    if file.suffix.lower() != ".xlsx":
        raise PilotsError("a codebook is an xlsx workbook", where=file, mend="End its name in .xlsx.")
    return file


def listed(typed: str, known: Sequence[str], what: str) -> list[str]:
    """What was typed with commas between, once each, in the order of what is known.

    Raises
    ------
    PilotsError
        When one of them is not known.

    Examples
    --------
    >>> listed("pdf,html", ["html", "pdf"], "format")
    ['html', 'pdf']
    """
    found = [part.strip() for part in typed.split(",") if part.strip()]
    for part in found:
        if part not in known:
            raise PilotsError(f"there is no {what} '{part}'", mend=did_you_mean(part, known))
    return [one for one in known if one in found]
