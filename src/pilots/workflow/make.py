"""Make reports side by side: one process works on a pilot's data, then each of its notebooks runs in one of its own."""

import asyncio
import os
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pilots.errors import PilotsError, raise_all
from pilots.workflow.execute import execute, parameterized
from pilots.workflow.faults import as_problem
from pilots.workflow.files import replace
from pilots.workflow.plan import Step, record
from pilots.workflow.processes import Processes, processes
from pilots.workflow.progress import Progress

if TYPE_CHECKING:
    from nbformat import NotebookNode


def make(
    project: Path, todo: Mapping[str, Sequence[Step]], *, jobs: int | None, progress: Progress, force: bool = False
) -> None:
    """Make every step of every pilot, whatever goes wrong with the others; then tell what went wrong.

    Parameters
    ----------
    todo
        By pilot, what to make.
    jobs
        How many processes work side by side; left out, as many as there are processor cores, and at least two.
    force
        Make the processed data again though nothing has changed.

    Raises
    ------
    PilotsError, Problems
        What went wrong, all at once.
    """
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.get_loop()  # from here on a Ctrl-C finds someone to tell
        runner.run(_Making(project, jobs or max(os.cpu_count() or 2, 2), progress, force).make(todo))


class _Making:
    """One run: what its parts share."""

    def __init__(self, project: Path, jobs: int, progress: Progress, force: bool) -> None:
        self.project, self.progress, self.force = project, progress, force
        self.room = asyncio.Semaphore(jobs)
        self.press = asyncio.Lock()
        self.problems: list[PilotsError] = []

    async def make(self, todo: Mapping[str, Sequence[Step]]) -> None:
        """Make every step; tell what went wrong when all are done."""
        with processes({"PILOTS_PROJECT": str(self.project)}) as workers:
            self.libraries = asyncio.create_task(asyncio.to_thread(_read_libraries))
            await asyncio.gather(*(self.make_pilot(workers, name, stale) for name, stale in todo.items()))
        raise_all(self.problems)

    async def make_pilot(self, workers: Processes, name: str, stale: Sequence[Step]) -> None:
        """Make what is stale of one pilot: first its processed data, then its reports."""
        if await self.watched(f"{name}: data", self.process(workers, name)):
            await asyncio.gather(
                *(self.watched(f"{name}: {step.report.name}", self.make_report(workers, step)) for step in stale)
            )

    async def process(self, workers: Processes, name: str) -> None:
        """Remake the processed data of a pilot."""
        async with self.room:
            await workers.call(_process, self.project, name, self.force)

    async def make_report(self, workers: Processes, step: Step) -> None:
        """Run one notebook and publish it."""
        async with self.room:
            await self.libraries
            notebook = parameterized(step.notebook, {"pilot": step.pilot, "language": step.language})
            inside = step.notebook.is_relative_to(self.project)
            await execute(
                notebook,
                workers,
                folder=step.notebook.parent if inside else self.project,
                name=step.notebook.name,
                advanced=lambda done, total: self.progress.advanced(f"{step.pilot}: {step.report.name}", done, total),
            )
        async with self.press:
            await asyncio.to_thread(_publish, self.project, step, notebook)

    async def watched(self, what: str, work: Coroutine[Any, Any, None]) -> bool:
        """Show a part of the run; keep what goes wrong in it until the rest is done."""
        self.progress.began(what)
        try:
            await work
            good = True
        except Exception as error:
            self.problems.append(as_problem(error))
            good = False
        self.progress.ended(what, good=good)
        return good


def _read_libraries() -> None:
    """What running and publishing needs, read while another process works on the data."""
    import nbclient  # noqa: F401
    import papermill.parameterize  # noqa: F401

    import pilots.publish
    import pilots.workflow.kernels  # noqa: F401


def _process(project: Path, name: str, force: bool) -> None:
    from pilots.pilot import Pilot
    from pilots.survey.stale import stale
    from pilots.survey.store import process

    pilot = Pilot.find(name, project)
    if force or stale(pilot):
        process(pilot)


def _publish(project: Path, step: Step, notebook: "NotebookNode") -> None:
    from pilots.pilot import Pilot
    from pilots.publish import PilotsHTMLExporter, describe

    describe(notebook, Pilot.find(step.pilot, project), step.language, phase=step.phase)
    exporter = PilotsHTMLExporter()  # type: ignore[no-untyped-call]
    page, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"name": step.notebook.stem}})
    replace(step.report, page)
    record(project, step)
