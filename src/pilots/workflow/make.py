"""Make reports side by side: one process works on a pilot's data, then each of its notebooks runs in one of its own."""

import asyncio
import copy
import os
from asyncio import Task
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from pilots.errors import PilotsError, raise_all
from pilots.files import replace
from pilots.project import PARTICIPANT, PUBLICATION, names
from pilots.workflow.execute import execute, parameterized
from pilots.workflow.faults import as_problem
from pilots.workflow.plan import Step, record
from pilots.workflow.processes import Processes, processes
from pilots.workflow.progress import Progress

if TYPE_CHECKING:
    from nbconvert.exporters.exporter import Exporter
    from nbformat import NotebookNode

    from pilots.publish.release import Exported


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
        together = PUBLICATION in todo
        with processes({"PILOTS_PROJECT": str(self.project)}) as workers:
            self.libraries = asyncio.create_task(asyncio.to_thread(_read_libraries))
            needed = names(self.project) if together else list(todo)
            data = {
                name: asyncio.create_task(self.watched(f"{name}: data", self.process(workers, name))) for name in needed
            }
            alone = {
                name: asyncio.create_task(self.make_reports(workers, [data[name]], stale))
                for name, stale in todo.items()
                if name != PUBLICATION
            }
            if together:
                # what pilots told by themselves is told before what they tell together
                await self.make_reports(workers, data.values(), todo[PUBLICATION], after=alone.values())
            await asyncio.gather(*data.values(), *alone.values())
        raise_all(self.problems)

    async def make_reports(
        self, workers: Processes, data: Iterable[Task[bool]], stale: Sequence[Step], after: Iterable[Task[None]] = ()
    ) -> None:
        """Run the notebooks side by side and publish their reports in order, once all data that they need are there."""
        if not all(await asyncio.gather(*data)):
            return
        ready = asyncio.gather(*after)
        async with asyncio.TaskGroup() as group:
            before: Awaitable[object] = ready
            for _, run in groupby(stale, key=lambda step: step.execution):
                steps = list(run)
                before = group.create_task(self.watched(_named(steps), self.make_report(workers, steps, before)))

    async def process(self, workers: Processes, name: str) -> None:
        """Remake the processed data of a pilot."""
        async with self.room:
            await workers.call(_process, self.project, name, self.force)

    async def make_report(self, workers: Processes, steps: Sequence[Step], before: Awaitable[object]) -> None:
        """Run one notebook and publish it in all formats that were asked for, after the reports before it."""
        step = steps[0]
        try:
            async with self.room:
                await self.libraries
                notebook = await asyncio.to_thread(_prepared, self.project, step)
                inside = step.notebook.is_relative_to(self.project)
                await execute(
                    notebook,
                    workers,
                    folder=step.notebook.parent if inside else self.project,
                    name=step.notebook.name,
                    advanced=lambda done, total: self.progress.advanced(_named(steps), done, total),
                )
        finally:
            await before
        async with self.press:
            await asyncio.to_thread(_publish, self.project, steps, notebook)

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
    from pilots.publish.gate.signatures import signatures
    from pilots.survey.stale import stale
    from pilots.survey.store import process

    pilot = Pilot.find(name, project)
    signatures(pilot)  # one that is none is told before anybody waits
    if force or stale(pilot):
        process(pilot)


def _prepared(project: Path, step: Step) -> "NotebookNode":
    from pilots.language import LANGUAGES
    from pilots.publish.cells import for_edition
    from pilots.publish.translations import use

    if step.edition == PARTICIPANT and step.language not in LANGUAGES:
        use(step.pilot, step.language, project)
    about = {} if step.pilot == PUBLICATION else {"pilot": step.pilot}
    return for_edition(parameterized(step.notebook, about | {"language": step.language}), step.edition, step.language)


def _publish(project: Path, steps: Sequence[Step], notebook: "NotebookNode") -> None:
    """Write each format that the gate lets through, and tell what it held back of the others."""
    from pilots.publish import describe
    from pilots.publish.formats import FORMATS
    from pilots.publish.gate.people import find_pilot
    from pilots.publish.release import release
    from pilots.publish.steps import Report

    first = steps[0]
    about = find_pilot(first.pilot, project)
    describe(notebook, about, first.language, phase=first.phase, edition=first.edition)
    given = {"metadata": {"name": first.notebook.stem}, "pilot": about}
    # made once for all formats; where the gate holds it back, it does so for each
    ready = cache(
        lambda: Report(enabled=True)(  # type: ignore[no-untyped-call]
            copy.deepcopy(notebook), copy.copy(given)
        )
    )
    problems: list[PilotsError] = []
    for step in steps:
        try:
            replace(step.report, release(about, step.report.name, partial(_exported, FORMATS[step.format], ready)))
        except PilotsError as error:
            problems += error.each
        else:
            record(project, step)
    # what holds back one format holds back all
    raise_all(list({str(problem): problem for problem in problems}.values()))


def _exported(exporter: "type[Exporter]", ready: "Callable[[], tuple[NotebookNode, dict[str, Any]]]") -> "Exported":
    notebook, resources = ready()
    return cast("Exported", exporter().from_notebook_node(notebook, resources=resources))


def _named(steps: Sequence[Step]) -> str:
    """What is made in one run of a notebook, as a reader of the progress knows it."""
    more = "".join(f", {step.format}" for step in steps[1:])
    return f"{steps[0].pilot}: {steps[0].report.name}{more}"
