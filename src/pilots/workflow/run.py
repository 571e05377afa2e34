"""From raw data to published reports: what is stale is made again and moved into place when it is whole."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from pilots.files import lock
from pilots.project import RESEARCHER, STUDENT
from pilots.workflow.plan import Step, steps
from pilots.workflow.progress import Lines, Progress


def run(
    project: Path, pilots: Sequence[str], *, phase: int | None = None, language: str | None = None, force: bool = False,
    jobs: int | None = None, to: Sequence[str] = ("html",), edition: str = RESEARCHER, progress: Progress | None = None,
) -> list[Step]:  # fmt: skip
    """Make the stale reports of pilots.

    Parameters
    ----------
    project
        The folder that holds data/ and reports/.
    pilots
        Their names; `publication` for what they publish together.
    phase, language, force, to, edition
        See `steps`.
    jobs
        How many notebooks run side by side; left out, as many as there are processor cores, and at least two.
    progress
        Whom to tell.

    Returns
    -------
    list of Step
        Those that were made; empty when all was up to date.

    Raises
    ------
    PilotsError, Problems
        What went wrong, all at once; reports that did not go wrong are published, the others stay as they were.
    """
    planned = {
        name: steps(project, name, phase=phase, language=language, force=force, to=to, edition=edition)
        for name in pilots
    }
    todo = {name: stale for name, made in planned.items() if (stale := [step for step in made if step.reasons])}
    if not todo:
        return []
    with ExitStack() as held:
        for name in todo:
            held.enter_context(lock(project / "reports" / f".{name}.lock", name))
        shown = held.enter_context(progress or Lines())
        from pilots.workflow.front_page import write_front_page
        from pilots.workflow.make import make
        from pilots.workflow.students import make_for_students

        try:
            if edition == STUDENT:
                make_for_students(project, todo, jobs=jobs, progress=shown)
            else:
                make(project, todo, jobs=jobs, progress=shown, force=force)
        finally:
            write_front_page(project)
    return [step for stale in todo.values() for step in stale]
