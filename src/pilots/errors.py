"""What can go wrong, said so that its reader can mend it.

Messages name files, sheets, rows and variables. They never hold a respondent's answer, a name or a quote.
"""

from collections.abc import Iterable, Sequence


class PilotsError(Exception):
    """Something is wrong with the input: what, where, and how to mend it.

    Parameters
    ----------
    what
        One sentence: what is wrong.
    where
        File, sheet, row or variable; empty where there is no such place.
    mend
        One sentence: what the reader can do about it.

    Examples
    --------
    >>> print(PilotsError("unknown role 'itme'", where="codebook.xlsx, survey, row 4", mend="Did you mean 'item'?"))
    codebook.xlsx, survey, row 4: unknown role 'itme'. Did you mean 'item'?
    """

    def __init__(self, what: str, *, where: object = "", mend: str = "") -> None:
        self.what = what
        self.where = str(where)
        self.mend = mend
        super().__init__(what)

    @property
    def each(self) -> "tuple[PilotsError, ...]":
        """What it consists of: itself, where it does not tell several at once."""
        return (self,)

    def __str__(self) -> str:
        message = f"{self.where}: {self.what}" if self.where else self.what
        return f"{message.rstrip('.')}. {self.mend}" if self.mend else message


class PilotError(PilotsError):
    """A pilot's description (pilot.toml) or its folder is wrong."""


class CodebookError(PilotsError):
    """A codebook contradicts itself or the data."""


class ReadError(PilotsError):
    """A file can't be read as what it is said to be."""


class CleaningError(PilotsError):
    """A decision can't be applied, for instance because its old value no longer holds."""


class WorkflowError(PilotsError):
    """A run can't go on: a notebook cell failed, a disk is full."""


class Problems(PilotsError):  # noqa: N818 - it is a plural
    """Several problems, told at once so that they can be mended at once.

    Examples
    --------
    >>> print(Problems([PilotsError("no title", where="pilot.toml"), PilotsError("no sites", where="pilot.toml")]))
    2 problems:
    - pilot.toml: no title
    - pilot.toml: no sites
    """

    def __init__(self, problems: Sequence[PilotsError]) -> None:
        self.problems = tuple(problems)
        super().__init__(f"{len(self.problems)} problems")

    @property
    def each(self) -> tuple[PilotsError, ...]:
        """The problems, one by one."""
        return self.problems

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return str(self.problems[0])
        return "\n".join([f"{len(self.problems)} problems:", *(f"- {problem}" for problem in self.problems)])


def raise_all(problems: Sequence[PilotsError]) -> None:
    """Raise what was collected: nothing, the one problem, or all of them together; what was found twice is said once."""
    different = list({(type(problem), str(problem)): problem for problem in problems}.values())
    if len(different) == 1:
        raise different[0]
    if different:
        raise Problems(different)


def did_you_mean(name: str, available: Iterable[str]) -> str:
    """A hint that names the nearest of what is available, or lists it all.

    Examples
    --------
    >>> did_you_mean("parent", ["parents", "staff"])
    "Did you mean 'parents'?"
    >>> did_you_mean("xyz", ["parents", "staff"])
    'There is: parents, staff.'
    """
    from difflib import get_close_matches

    names = [str(candidate) for candidate in available]
    near = get_close_matches(str(name), names, n=1)
    if near:
        return f"Did you mean '{near[0]}'?"
    return f"There is: {', '.join(names)}." if names else "There is none."
