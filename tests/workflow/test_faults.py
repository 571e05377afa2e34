"""One message for whatever went wrong, without data."""

import errno
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pilots.errors import PilotsError
from pilots.files import content_hash
from pilots.workflow.faults import Fault, as_problem, place_of


def test_a_problem_of_ours_stays_as_it_is() -> None:
    problem = PilotsError("no sites")

    assert as_problem(problem) is problem


@pytest.mark.parametrize("error", [ValueError("Fatima"), Fault("ValueError", "clean.py, line 3", "Fatima")])
def test_no_message_shows_what_a_fault_says(error: Exception) -> None:
    assert "Fatima" not in str(as_problem(error))


def test_the_place_of_a_fault_is_told() -> None:
    assert "ValueError in clean.py, line 3" in str(as_problem(Fault("ValueError", "clean.py, line 3", "")))


def test_a_fault_keeps_its_cause_for_who_asks() -> None:
    error = ValueError()

    assert as_problem(error).__cause__ is error


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "Make room"), (errno.EACCES, "you may read and write"), (errno.EIO, "as they were")],
)
def test_a_refusal_of_the_system_says_how_to_go_on(number: int, said: str) -> None:
    assert said in str(as_problem(OSError(number, "Refused", Path("report.html"))))


def test_the_place_is_in_the_package_wherever_the_project_lies() -> None:
    theirs: dict[str, Any] = {}
    exec(compile("def open(_): 1 / 0", str(Path("/home/an/pilots/tests/a.py")), "exec"), theirs)

    with pytest.raises(ZeroDivisionError) as caught:
        content_hash(SimpleNamespace(open=theirs["open"]))  # type: ignore[arg-type]

    assert place_of(caught.value).startswith("files.py, line")
