"""Something odd that was found in an export."""

from collections.abc import Iterable, Sized
from dataclasses import dataclass

_MOST_ROWS = 20


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something odd, told without an answer.

    Parameters
    ----------
    kind
        What kind of oddity: a key of `ODDITIES`, or the kind of a `Remark` of the reader.
    what
        What was found.
    variable
        The column it is about; empty for the file.
    n
        How many cells, rows or columns it concerns; 0 where it can't be counted.
    rows
        Rows as the file counts them, at most twenty.
    """

    kind: str
    what: str
    variable: str = ""
    n: int = 0
    rows: tuple[int, ...] = ()

    @classmethod
    def at(cls, kind: str, what: str, variable: str, rows: Iterable[int]) -> "Oddity":
        """An oddity of some rows, of which twenty at most are named."""
        listed = [int(row) for row in rows]
        return cls(kind, what, variable, len(listed), tuple(listed[:_MOST_ROWS]))


def count(what: Sized | int, name: str) -> str:
    """How many there are.

    Examples
    --------
    >>> count([7], "answer"), count(2, "open answer")
    ('1 answer', '2 open answers')
    """
    n = what if isinstance(what, int) else len(what) if isinstance(what, Sized) else int(what)
    return f"{n} {name}" if n == 1 else f"{n} {name}s"


def brief(name: str, width: int = 40) -> str:
    """A name that fits: a long one without its middle, as what tells questions apart may stand at its end.

    Examples
    --------
    >>> brief("Wat vindt u van de manier waarop de school u onthaalt? [Vraag 4]")
    'Wat vindt u van de mani ... t? [Vraag 4]'
    """
    flat = " ".join(name.split())
    return flat if len(flat) <= width else f"{flat[: width - 17].rstrip()} ... {flat[-12:].lstrip()}"


def listed(names: list[str]) -> str:
    """The first names of a list, each as short as `brief` makes it.

    Examples
    --------
    >>> listed(list("abcdefghij"))
    'a, b, c, d, e, f, g, h, ...'
    """
    short = ", ".join(map(brief, names[:8]))
    return f"{short}, ..." if len(names) > 8 else short
