"""Where a project stands and which pilots it holds; light, for commands that only look."""

import hashlib
import os
from pathlib import Path

from pilots.errors import PilotError

EDITIONS = RESEARCHER, STUDENT, PARTICIPANT = ("researcher", "student", "participant")
"""For whom reports are made."""
PUBLICATION = "publication"
"""What the pilots of a project publish together goes under this name; no pilot may bear it."""


def find_project(start: Path | None = None) -> Path:
    """The project's folder: $PILOTS_PROJECT, or the nearest folder upwards that holds data/raw.

    Raises
    ------
    PilotError
        When there is none.
    """
    if start is None and os.environ.get("PILOTS_PROJECT"):
        return Path(os.environ["PILOTS_PROJECT"]).absolute()
    here = Path(start or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / "data" / "raw").is_dir():
            return folder
    raise PilotError(
        "no folder data/raw here or above",
        where=here,
        mend="Go to the project's folder or name it with --project.",
    )


def names(project: Path) -> list[str]:
    """The pilots of a project: the folders of data/raw that hold a pilot.toml."""
    return sorted(path.parent.name for path in (project / "data" / "raw").glob("*/pilot.toml"))


def reportable(project: Path) -> list[str]:
    """What reports can be about: each pilot, and where there are several all of them together."""
    found = names(project)
    return [*found, PUBLICATION] if len(found) > 1 else found


def nameless(path: str) -> str:
    """A raw file's path as processed data and reports may hold it: files, too, are named after people.

    Examples
    --------
    >>> nameless("surveys/parents.csv")
    'd063c6ebf6c1a63f'
    """
    return hashlib.sha256(path.encode()).hexdigest()[:16]
