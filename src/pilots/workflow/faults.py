"""What went wrong, in one message: mistakes in the input, refusals of the system, and faults of ours."""

import errno
import os
import traceback
from pathlib import Path

from pilots.errors import PilotsError, WorkflowError

_PACKAGE = f"{Path(__file__).parents[1]}{os.sep}"


class Fault(Exception):  # noqa: N818
    """Something in the package itself broke in another process.

    Parameters
    ----------
    kind, place
        Class of the exception and where it was raised; can be shown.
    details
        The traceback; may hold data.
    """

    def __init__(self, kind: str, place: str, details: str) -> None:
        super().__init__(kind, place, details)
        self.kind, self.place, self.details = kind, place, details

    def __str__(self) -> str:
        return self.details


def as_problem(error: Exception) -> PilotsError:
    """Any exception as a problem with a message that shows no data.

    Examples
    --------
    >>> print(as_problem(KeyError("an answer")))
    a fault in pilots: KeyError in an unknown place. Set PILOTS_TRACEBACK=1 to see all of it, which may show data.
    """
    if isinstance(error, PilotsError):
        return error
    if isinstance(error, OSError):
        return disk_problem(error)
    kind, place = (error.kind, error.place) if isinstance(error, Fault) else (type(error).__name__, place_of(error))
    problem = WorkflowError(
        f"a fault in pilots: {kind} in {place}", mend="Set PILOTS_TRACEBACK=1 to see all of it, which may show data."
    )
    problem.__cause__ = error
    return problem


def disk_problem(error: OSError) -> WorkflowError:
    """What the system refused, in words; the earlier files still stand.

    Examples
    --------
    >>> print(disk_problem(OSError(errno.ENOSPC, "No space left on device", "reports/menen/1.html")))
    reports/menen/1.html: no space left on device. Earlier reports and data are as they were. Make room and run again.
    """
    mend = {
        errno.ENOSPC: "Make room and run again.",
        errno.EDQUOT: "Make room and run again.",
        errno.EACCES: "See that you may read and write there, and that no other program has it open.",
    }.get(error.errno or 0, "")
    said = (error.strerror or type(error).__name__).rstrip(".")
    problem = WorkflowError(
        said[:1].lower() + said[1:],
        where=error.filename or "",
        mend=f"Earlier reports and data are as they were. {mend}".strip(),
    )
    problem.__cause__ = error
    return problem


def place_of(error: BaseException) -> str:
    """Where an exception was raised, file and line: the last place in this package, where there is one."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_PACKAGE)] or frames
    return f"{Path(ours[-1].filename).name}, line {ours[-1].lineno}" if ours else "an unknown place"
