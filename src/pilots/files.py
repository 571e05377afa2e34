"""Files that are whole or not there: written beside their place and moved into it, and locked while a run is busy."""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pilots.errors import WorkflowError

PART = ".part"
"""How a file ends that is being written."""


def replace(path: Path, content: str | bytes) -> None:
    """Write a file so that its place holds the old one or the whole new one, whatever happens in between.

    Parameters
    ----------
    path
        Where it goes; folders above it are made.
    content
        Text (written as UTF-8, lines as they are) or bytes.

    Raises
    ------
    OSError
        When the disk is full or closed to us; the earlier file still stands.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        with part.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename, error.filename2 = str(path), None
        raise


def content_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes; empty where there is no such file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def folder_hashes(folder: Path) -> dict[str, str]:
    """What a folder holds: path inside it to content hash, in order. What systems and Excel leave about is passed over.

    Examples
    --------
    >>> folder_hashes(Path("no-such-folder"))
    {}
    """
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _passing(name))
        for name in names:
            if not _passing(name):
                path = Path(place, name)
                found[path.relative_to(folder).as_posix()] = content_hash(path)
    return dict(sorted(found.items()))


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object; empty where the file is missing or spoilt, for what it tells can be made again."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}


@contextmanager
def lock(path: Path, what: str) -> Iterator[None]:
    """Hold a lock file, so that two runs don't write the same reports. The system lets go of it when a run dies.

    Parameters
    ----------
    path
        The lock file. It stays behind, empty.
    what
        What is locked, for the message.

    Raises
    ------
    WorkflowError
        When another run holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        try:
            _hold(file.fileno())
        except OSError:
            raise WorkflowError(
                f"another run is busy with '{what}'", where=path, mend="Wait until it is done, or stop it."
            ) from None
        yield


def _passing(name: str) -> bool:
    return name.startswith((".", "~$")) or name in ("Thumbs.db", "desktop.ini", "__pycache__")


def _hold(number: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
