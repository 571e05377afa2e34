"""The students' edition: made from a synthetic copy of a pilot, so that nobody who took part is in it."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pilots import files
from pilots.errors import WorkflowError
from pilots.project import PUBLICATION
from pilots.workflow.make import make
from pilots.workflow.plan import Step, record
from pilots.workflow.progress import Progress


def make_for_students(
    project: Path, todo: Mapping[str, Sequence[Step]], *, jobs: int | None, progress: Progress
) -> None:
    """Make reports of synthetic copies of pilots, as `make` does, and move them among the pilots' reports.

    Parameters
    ----------
    project
        The folder that holds data/ and reports/.
    todo
        By pilot, what to make; all for students.
    jobs, progress
        As for `make`.

    Raises
    ------
    WorkflowError
        When asked for what pilots publish together: a copy of each would say nothing together.
    PilotsError, Problems
        What went wrong, all at once.
    """
    from pilots import synthetic
    from pilots.pilot import Pilot
    from pilots.publish.release import release

    if PUBLICATION in todo:
        mend = "Name the pilots."
        raise WorkflowError("what pilots publish together has no edition for students", mend=mend)
    with TemporaryDirectory(prefix="pilots-") as place:
        there = Path(place)
        (there / "notebooks").mkdir()
        planned = {name: [_moved(step, there) for step in stale] for name, stale in todo.items()}
        for name in todo:
            synthetic.copy(Pilot.find(name, project), there)
        make(there, planned, jobs=jobs, progress=progress)
        for name, stale in todo.items():
            pilot = Pilot.find(name, project)
            for step in stale:
                content = (there / "reports" / name / step.report.name).read_bytes()
                # its own gate looked for the copy's people; this one looks for the real ones
                files.replace(step.report, release(pilot, step.report.name, lambda made=content: (made, {})))  # type: ignore[misc]
                record(project, step)


def _moved(step: Step, there: Path) -> Step:
    """The same step in another project, with its notebook in it."""
    shutil.copy(step.notebook, there / "notebooks")
    return replace(
        step,
        notebook=there / "notebooks" / step.notebook.name,
        report=there / "reports" / step.pilot / step.report.name,
    )
