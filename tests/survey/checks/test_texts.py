from collections.abc import Callable

import pytest

from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey

Make = Callable[..., Survey]


@pytest.mark.parametrize(("said", "code"), [("Praten", "talk"), ("prate", "talk"), ("geen.", "none")])
def test_a_text_that_says_what_a_choice_says(make: Make, said: str, code: str) -> None:
    flags = CHECKS["other is a choice"](make({"help/other": "1", "help_other": said}))
    assert flags["reason"].tolist() == [f"looks like choice '{code}' of 'help'"]
    assert flags["variable"].tolist() == ["help_other"]


@pytest.mark.parametrize("said", ["andere", "een tolk", "op", "1", ""])
def test_a_text_of_its_own_stands(make: Make, said: str) -> None:
    assert CHECKS["other is a choice"](make({"help/other": "1", "help_other": said})).empty
