"""The students' edition: made from a synthetic copy of a pilot, so that nobody who took part is in it."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from pilots.errors import WorkflowError
from pilots.files import replace
from pilots.project import PUBLICATION
from pilots.workflow.make import make
from pilots.workflow.plan import Step, record, steps
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
        planned = {}
        for name, stale in todo.items():
            synthetic.copy(Pilot.find(name, project), there)
            for step in stale:
                (there / "notebooks").mkdir(exist_ok=True)
                shutil.copy(step.notebook, there / "notebooks")
            wanted = {step.report.name for step in stale}
            first = stale[0]
            every = steps(
                there, name, language=first.language, to=[step.format for step in stale], edition=first.edition
            )
            unique = {step.report.name: step for step in every if step.report.name in wanted}
            planned[name] = list(unique.values())
        make(there, planned, jobs=jobs, progress=progress)
        for name, stale in todo.items():
            pilot = Pilot.find(name, project)
            for step in stale:
                content = (there / "reports" / name / step.report.name).read_bytes()
                # its own gate looked for the copy's people; this one looks for the real ones
                replace(step.report, release(pilot, step.report.name, lambda made=content: (made, {})))  # type: ignore[misc]
                record(project, step)
