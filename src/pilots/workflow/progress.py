"""Show how far a run is: bars in a terminal, a line per event elsewhere; always on stderr."""

import sys
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import TaskID


class Progress(Protocol):
    """What a run tells while it goes on; `what` names a part of it, e.g. "menen: 1_context_analysis.html"."""

    def __enter__(self) -> "Progress":
        """Begin to show."""
        ...

    def __exit__(self, *_: object) -> None:
        """Show no more."""
        ...

    def began(self, what: str) -> None:
        """A part was begun."""
        ...

    def advanced(self, what: str, done: int, total: int) -> None:
        """So many of its steps are done."""
        ...

    def ended(self, what: str, *, good: bool) -> None:
        """It is done, or it failed."""
        ...


class Lines:
    """A line per event, for logs and pipes."""

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def began(self, what: str) -> None:
        """Say so."""
        print(f"{what} …", file=sys.stderr, flush=True)

    def advanced(self, what: str, done: int, total: int) -> None:
        """Say nothing: a line per cell is too much."""

    def ended(self, what: str, *, good: bool) -> None:
        """Say how it ended."""
        print(f"{what} {'done' if good else 'failed'}", file=sys.stderr, flush=True)


class Bars:
    """A bar per part, drawn by rich."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Drawn

        self._drawn = Drawn(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Progress:
        self._drawn.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._drawn.stop()

    def began(self, what: str) -> None:
        """Draw its bar."""
        self._tasks[what] = self._drawn.add_task(what, total=None)

    def advanced(self, what: str, done: int, total: int) -> None:
        """Fill its bar so far."""
        self._drawn.update(self._tasks[what], completed=done, total=total)

    def ended(self, what: str, *, good: bool) -> None:
        """Replace its bar by how it ended."""
        self._drawn.remove_task(self._tasks.pop(what))
        self._drawn.console.print(f"{what} {'done' if good else 'failed'}", highlight=False)


def progress() -> Progress:
    """Bars where someone watches a terminal, else lines."""
    return Bars() if sys.stderr.isatty() else Lines()
