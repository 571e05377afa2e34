import pytest
from pydantic import ValidationError

from pilots.description import Partner, Phase, Privacy, Site
from pilots.sources import Wave


def test_a_bare_text_is_dutch():
    assert Partner(name="LOP", role="overleg").role == {"nl": "overleg"}


def test_a_phase_ends_after_it_starts():
    with pytest.raises(ValidationError, match="ends before it starts"):
        Phase(number=1, title="Context", start="2017-06-30", end="2017-01-01")


def test_folders_are_written_the_same_on_every_machine():
    with pytest.raises(ValidationError, match="write folders with /"):
        Wave(wave=0, file="surveys\\parents.csv")


def test_nobody_lowers_the_threshold_below_three():
    with pytest.raises(ValidationError, match="greater than or equal to 3"):
        Privacy(threshold=2, reason="a test")


def test_a_description_can_not_be_changed_later():
    with pytest.raises(ValidationError, match="frozen"):
        Site(id="vlam", name="VLAM").name = "other"


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError, match="phone"):
        Site(id="vlam", name="VLAM", phone="none")
