"""Write an example pilot into a project."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from pilots.errors import PilotError, did_you_mean
from pilots.examples.a20031 import write_a20031
from pilots.examples.connect import write_connect
from pilots.examples.menen import write_menen
from pilots.examples.ocb import write_ocb
from pilots.examples.sterk_onderwijs import write_sterk_onderwijs

EXAMPLES: Mapping[str, Callable[[Path], None]] = {
    "a20031": write_a20031,
    "connect": write_connect,
    "menen": write_menen,
    "ocb": write_ocb,
    "sterk-onderwijs": write_sterk_onderwijs,
}
"""Name of each example to what writes its raw folder."""


def write_example(name: str, folder: Path) -> Path:
    """Write the raw data of an example pilot into a project.

    The same example gives the same bytes each time and on every platform.

    Parameters
    ----------
    name
        One of `EXAMPLES`.
    folder
        The project's folder; made where it is missing. The example goes to `data/raw/<name>` in it.

    Returns
    -------
    Path
        The raw folder, `folder/data/raw/<name>`.

    Raises
    ------
    PilotError
        When there is no such example, when files there were changed by hand (nothing is overwritten), or when the
        folder can't be written.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as project:
    ...     raw = write_example("menen", Path(project))
    ...     raw.relative_to(project).as_posix(), (raw / "pilot.toml").is_file()
    ('data/raw/menen', True)
    """
    if name not in EXAMPLES:
        raise PilotError(f"there is no example '{name}'", mend=did_you_mean(name, EXAMPLES))
    target = Path(folder) / "data" / "raw" / name
    with tempfile.TemporaryDirectory(prefix="pilots-") as scratch:
        made = Path(scratch) / name
        EXAMPLES[name](made)
        files = {path.relative_to(made): path.read_bytes() for path in sorted(made.rglob("*")) if path.is_file()}
    changed = [path for path, content in files.items() if _differs(target / path, content)]
    if changed:
        raise PilotError(
            f"{len(changed)} files of the example were changed there, e.g. {changed[0].as_posix()}",
            where=target,
            mend="Nothing was written. Name another folder, or move this one away first.",
        )
    try:
        for path, content in files.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    except OSError as error:
        raise PilotError(f"the example can't be written ({error.strerror})", where=target) from None
    return target


def _differs(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() != content
