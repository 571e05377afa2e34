"""Whether processed data still rest on what they were made of."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path

import pilots
from pilots.pilot import Pilot
from pilots.project import nameless
from pilots.survey.package import digest

INPUTS = ".inputs.json"
"""File in data/processed/<pilot> that holds the hashes of what it was made of."""

_FILES = ("pilot.py", "sources.py", "description.py", "codebook.py", "workbook.py", "vocabulary.py", "rows.py")
_ROOMS = ("survey", "privacy", "xlsform", *_FILES)


def stale(pilot: Pilot) -> str:
    """Why processed data must be made anew, or "" when they are up to date.

    Compared are the contents of every file in the pilot's folder and of the survey files elsewhere that pilot.toml
    names, and the library.
    """
    try:
        before = json.loads((pilot.processed / INPUTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "not processed yet"
    lost = [name for name in before.get("outputs", ()) if not (pilot.processed / name).is_file()]
    if lost:
        return f"{lost[0]} is gone"
    if before.get("library") != library():
        return "the library changed"
    now, then = inputs(pilot), before.get("inputs", {})
    here = {nameless(path): path for path in now}
    changed = sorted(path for kept, path in here.items() if now[path] != then.get(kept))
    gone = len(then.keys() - here.keys())
    more = f" and {len(changed) - 1 + gone} more" if len(changed) + gone > 1 else ""
    return f"{changed[0]}{more} changed" if changed else f"a raw file{more} is gone" if gone else ""


def inputs(pilot: Pilot) -> dict[str, str]:
    """SHA-256 of every file that processed data rest on, by its path seen from the pilot's folder."""
    named = [pilot.path(file) for source in pilot.surveys for file in source.files]
    inside = [path for path in pilot.folder.rglob("*") if not path.name.startswith((".", "~"))]
    files = {Path(os.path.normpath(path)) for path in (*inside, *named) if path.is_file()}
    paths = {Path(os.path.relpath(path, pilot.folder)).as_posix(): path for path in files}
    return {name: digest(paths[name]) for name in sorted(paths)}


@cache
def library() -> str:
    """Version and hash of the part of the library that cleans."""
    root = Path(__file__).parents[1]
    parts = [root / room for room in _ROOMS]
    files = [file for part in parts for file in ([part] if part.is_file() else sorted(part.rglob("*.py")))]
    whole = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    return f"{pilots.__version__} {whole[:16]}"
