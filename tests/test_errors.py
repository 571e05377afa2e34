import pytest

from pilots.errors import PilotsError, Problems, did_you_mean, raise_all


def test_a_message_says_what_where_and_how_to_mend_it():
    assert str(PilotsError("no title", where="pilot.toml", mend="Add one.")) == "pilot.toml: no title. Add one."


def test_a_message_without_place_or_remedy_is_what_is_wrong():
    assert str(PilotsError("no title")) == "no title"


def test_a_sentence_before_a_remedy_ends_once():
    assert str(PilotsError("no title.", mend="Add one.")) == "no title. Add one."


def test_nothing_wrong_raises_nothing():
    raise_all([])


def test_one_problem_is_raised_as_itself():
    problem = PilotsError("no title")
    with pytest.raises(PilotsError) as caught:
        raise_all([problem])
    assert caught.value is problem


def test_several_problems_are_told_at_once():
    with pytest.raises(Problems) as caught:
        raise_all([PilotsError("no title"), PilotsError("no sites")])
    assert str(caught.value).splitlines() == ["2 problems:", "- no title", "- no sites"]


def test_where_nothing_is_available_no_name_is_offered():
    assert did_you_mean("parents", []) == "There is none."


def test_what_was_found_twice_is_said_once():
    with pytest.raises(PilotsError) as raised:
        raise_all([PilotsError("no workbook", where="a.xlsx") for _ in range(3)])
    assert not isinstance(raised.value, Problems)
