"""Processes to work in: forked, where the system can, from one server that has read the big libraries once.

Reading pandas, matplotlib and their like costs seconds of processor time; a fork of a process that has read them costs
milliseconds. On systems without a safe fork each process reads them itself.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess, parent_process
from typing import Any

from pilots.errors import PilotsError, WorkflowError
from pilots.workflow.faults import Fault, place_of

_PRELOAD = ["ipykernel.kernelapp", "IPython.core.completer", "pandas", "pyarrow.parquet", "scipy.stats", "matplotlib.backends.backend_svg",
            "great_tables", "babel.numbers", "babel.dates", "pilots.cli", "pilots.survey", "pilots.qualitative", "pilots.context",
            "pilots.actions", "pilots.mixed", "pilots.statistics", "pilots.tables", "pilots.figures", "pilots.sentences"]  # fmt: skip
_SETTINGS = {
    # one thread each: several processes share the cores, and sums come out the same everywhere
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


class Processes:
    """Where processes come from; see `processes`."""

    def __init__(self) -> None:
        self._fresh = multiprocessing.get_context("spawn")
        self._forked = multiprocessing.get_context("forkserver") if sys.platform == "linux" else self._fresh
        self._next: BaseContext = self._fresh
        self._running: set[BaseProcess] = set()

    async def start(self, function: Callable[..., object], *args: object) -> BaseProcess:
        """Start a process that runs a function of a module; it dies with this one."""
        return await self._start(self._forked, function, *args)

    async def call(self, function: Callable[..., object], *args: object) -> None:
        """Run a function in a process of its own; what it raises is raised here.

        Raises
        ------
        PilotsError, OSError
            As the function raised them.
        Fault
            For anything else.
        """
        # the first is not forked: it reads what it needs at once, while the server is still reading all that notebooks may need
        context, self._next = self._next, self._forked
        receive, send = context.Pipe(duplex=False)
        process = await self._start(context, _answer, send, function, args)
        send.close()
        try:
            answer = await asyncio.to_thread(receive.recv)
        except EOFError:
            process.join()
            raise WorkflowError(
                f"a process was stopped from outside (code {process.exitcode})",
                mend="Perhaps there was too little memory.",
            ) from None
        finally:
            process.kill()
        if answer is not None:
            raise answer

    def end(self) -> None:
        """Stop every process that still runs, and wait until they are gone."""
        for process in self._running:
            process.kill()
        for process in self._running:
            process.join()
        self._running.clear()

    async def _start(self, context: BaseContext, function: Callable[..., object], *args: object) -> BaseProcess:
        process: BaseProcess = context.Process(target=_enter, args=(function, args))  # type: ignore[attr-defined]
        await asyncio.to_thread(self._begin, process)
        return process

    def _begin(self, process: BaseProcess) -> None:
        with _undisturbed():
            process.start()
        self._running.add(process)


@contextmanager
def processes(settings: dict[str, str]) -> Iterator[Processes]:
    """Processes with these environment variables; none of them is left at the end.

    Parameters
    ----------
    settings
        Added to the environment; those that make results the same everywhere are added too.
    """
    before = dict(os.environ)
    os.environ.update({name: value for name, value in _SETTINGS.items() if name not in before} | settings)
    made = Processes()
    try:
        _serve()
        yield made
    finally:
        os.environ.clear()
        os.environ.update(before)
        made.end()
        _stop_serving()


def _serve() -> None:
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()  # it would undo what `_undisturbed` does
    if sys.platform == "linux":
        from multiprocessing import forkserver

        forkserver.set_forkserver_preload(_PRELOAD)
        with _undisturbed():
            forkserver.ensure_running()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Begin processes with Ctrl-C held back until they are ready for it; for this one it waits a moment."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _stop_serving() -> None:
    if sys.platform == "linux":
        from multiprocessing import forkserver, resource_tracker

        server = getattr(forkserver, "_forkserver", None)
        if number := getattr(server, "_forkserver_pid", None):
            os.kill(number, signal.SIGKILL)
        for helper in (server, getattr(resource_tracker, "_resource_tracker", None)):
            stop = getattr(helper, "_stop", None)
            if stop is not None:
                stop()


def _enter(function: Callable[..., object], args: tuple[Any, ...]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        os.setsid()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    function(*args)


def _die_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _answer(send: Connection, function: Callable[..., object], args: tuple[Any, ...]) -> None:
    try:
        function(*args)
    except (PilotsError, OSError) as error:
        error.__traceback__ = None
        send.send(error)
    except Exception as error:
        send.send(Fault(type(error).__name__, place_of(error), traceback.format_exc()))
    else:
        send.send(None)
