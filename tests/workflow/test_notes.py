"""What is good to know of a pilot without problems."""

from collections.abc import Callable

from tests.survey.crosswalk.conftest import book as book
from tests.survey.crosswalk.conftest import make as make

from pilots.pilot import Pilot
from pilots.workflow.check import notes, problems


def test_a_pilot_of_several_files_has_no_problem_but_remarks(make: Callable[..., Pilot]) -> None:
    pilot = make()

    assert problems(pilot.project, "twee") == []
    assert notes(pilot.project, "twee") == [
        "parents: 9 remarks on columns, wording and languages; see: pilots harmonise twee"
    ]


def test_a_crosswalk_that_is_not_there_is_a_problem(make: Callable[..., Pilot]) -> None:
    pilot = make()
    (pilot.folder / "crosswalk.xlsx").unlink()

    assert [problem.what for problem in problems(pilot.project, "twee")] == ["the file is missing"]
