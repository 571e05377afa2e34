"""Processes give back what happened in them, and none is left."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pilots.errors import PilotsError, Problems, WorkflowError
from pilots.workflow.faults import Fault
from pilots.workflow.processes import processes


def mend() -> None:
    raise Problems([PilotsError("no title", where="pilot.toml"), PilotsError("no sites")])


def break_down() -> None:
    raise KeyError("Fatima")


def die() -> None:
    os._exit(9)


def test_what_goes_wrong_in_processes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilots.workflow.processes._PRELOAD", [])
    with processes({}) as workers:
        told = [_told(workers.call, function) for function in (mend, break_down, die)]

    assert [type(error) for error in told] == [Problems, Fault, WorkflowError]
    assert [problem.where for problem in told[0].problems] == ["pilot.toml", ""]  # type: ignore[attr-defined]
    assert told[1].kind == "KeyError"  # type: ignore[attr-defined]
    assert "stopped from outside (code 9)" in str(told[2])


def _told(call: Callable[..., object], function: Callable[[], None]) -> Exception:
    """What the call raises, in a thread of its own: a browser that tests share keeps a loop running in this one."""
    with ThreadPoolExecutor(1) as thread, pytest.raises(Exception) as caught:  # noqa: PT011
        thread.submit(lambda: asyncio.run(call(function))).result()  # type: ignore[arg-type]
    return caught.value


def test_the_environment_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pilots.workflow.processes._PRELOAD", [])
    before = dict(os.environ)
    with processes({"PILOTS_PROJECT": "there"}):
        during = os.environ["PILOTS_PROJECT"]

    assert (during, dict(os.environ)) == ("there", before)
