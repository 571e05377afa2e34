"""A folder that a lecturer hands out: exercises, invented data, a reading list; and one with the solutions."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import nbformat

from pilots import actions, frameworks, synthetic, tables
from pilots.errors import PilotsError, raise_all
from pilots.language import require, translate
from pilots.pilot import Pilot
from pilots.publish.gate.files import check_file
from pilots.publish.handout import lecturer_copy, student_copy
from pilots.publish.made import page, prose, shown

STUDENTS, LECTURER = "students", "lecturer"


def teach(
    pilot: Pilot, directory: Path, notebooks: Sequence[Path], *, language: str | None = None, seed: int = 2026
) -> Path:
    """Write a folder for a course: `students/` to hand out, `lecturer/` to keep.

    Each holds notebooks, a synthetic copy of the pilot's data (see `pilots.synthetic.copy`), a README and a reading
    list. Of the solutions nothing is in the students' folder, of the respondents nothing in either.

    Parameters
    ----------
    pilot
        Which pilot.
    directory
        Made where it is missing; it must be empty.
    notebooks
        With cells tagged `exercise`, `hint` and `solution`.
    language
        Of the texts: nl, fr or en; else the pilot's own.
    seed
        Of the synthetic data. The same seed gives the same bytes.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    PilotsError
        When the folder holds something, there is no notebook, or the language is none of ours.
    Problems
        When a file would name somebody of the raw data; nothing is written then.
    """
    spoken = require(language or pilot.language)
    directory = Path(directory).absolute()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise PilotsError(
            "there is something there already, and nothing is overwritten",
            where=directory,
            mend="Name a folder that is empty or not there yet.",
        )
    if not notebooks:
        raise PilotsError("there is no notebook to hand out", where=pilot.project / "notebooks")
    made = directory.with_name(f".{directory.name}.{uuid4().hex[:8]}")
    try:
        _fill(pilot, made, notebooks, spoken, seed)
        _look(pilot, made)
        if directory.exists():
            directory.rmdir()
        made.rename(directory)
    except OSError as error:
        raise PilotsError(f"the folder can't be written ({error.strerror})", where=directory) from None
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return directory


def reading_list(pilot: Pilot, language: str) -> str:
    """The catalogue of materials as a page: those that the pilot's needs suggest first, then the others."""
    needs = actions.load(pilot).needs
    suggested = list(frameworks.suggest(needs)["material"])
    materials = tables.catalogue([*suggested, *frameworks.catalogue()["id"]], pilot, language=language)
    about = translate("What the needs of this pilot suggest stands first.", language)
    title = prose(f"# {translate('Reading list', language)}\n\n{about}")
    return page([title, shown(materials)], pilot, language)


def _fill(pilot: Pilot, folder: Path, notebooks: Sequence[Path], language: str, seed: int) -> None:
    raw = synthetic.copy(pilot, folder / STUDENTS, seed=seed)
    reading = reading_list(Pilot.read(raw / "pilot.toml"), language)
    shutil.copytree(folder / STUDENTS, folder / LECTURER)
    for place, copied in ((STUDENTS, student_copy), (LECTURER, lecturer_copy)):
        target = folder / place
        (target / "notebooks").mkdir()
        for path in notebooks:
            node = copied(nbformat.read(path, as_version=4), pilot.name, language)  # type: ignore[no-untyped-call]
            _write(target / "notebooks" / path.name, nbformat.writes(node) + "\n")  # type: ignore[no-untyped-call]
        _write(target / f"{_slug(translate('Reading list', language))}.html", reading)
        _write(target / "README.md", _readme(pilot, notebooks, language, solved=place == LECTURER))


def _readme(pilot: Pilot, notebooks: Sequence[Path], language: str, *, solved: bool) -> str:
    def say(text: str, **values: object) -> str:
        return translate(text, language, **values)

    listed = [f"- `notebooks/{path.name}`" for path in notebooks]
    return "\n".join(
        [
            f"# {pilot.text(pilot.title, language)}",
            "",
            say("For the lecturer: the notebooks with solutions. Keep this folder to yourself.")
            if solved
            else say("Notebooks with exercises. A hint opens with a click; your answer goes under it."),
            "",
            say("The data are synthetic: nobody who took part in the pilot is in them. What you find resembles the pilot, and proves nothing about it."),
            "",
            f"## {say('How to start')}",
            "",
            say("1. Install the package `pilots` in Python 3.11 or newer, as your lecturer tells you."),
            say("2. Open this folder in JupyterLab: type `jupyter lab` in it."),
            say("3. Open a notebook and run its cells from top to bottom (Run, Run All Cells)."),
            "",
            *listed,
            "",
        ]
    )  # fmt: skip


def _look(pilot: Pilot, folder: Path) -> None:
    """Every file goes through the gate, as reports do; what both folders hold goes once."""
    contents: dict[tuple[str, bytes], str] = {}
    for path in sorted((path for path in folder.rglob("*") if path.is_file()), reverse=True):
        contents.setdefault((path.name, path.read_bytes()), path.relative_to(folder).as_posix())
    found = [finding for (_, content), name in contents.items() for finding in check_file(name, content, pilot)]
    raise_all([PilotsError(finding.what, where=finding.where, mend=finding.mend) for finding in found])


def _slug(text: str) -> str:
    return text.casefold().replace(" ", "-")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
