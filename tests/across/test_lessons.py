import pytest

from pilots.across import lessons
from pilots.errors import PilotsError


def weights(published, *members, rests_on):
    publication = published(*members, lessons=[{"title": "Begin klein", "rests_on": rests_on}])
    return lessons(publication, members)["weight"].unique().tolist()


def test_a_lesson_that_rests_on_nothing_cannot_be_told(published, member):
    assert weights(published, member(), rests_on=[]) == ["cannot tell"]


def test_a_claim_that_stands_is_a_measurement(published, member, tried):
    assert weights(published, member(plan=tried), rests_on=["one.k1"]) == ["measured in one pilot"]


def test_two_pilots_weigh_more_than_one(published, member, tried):
    members = [member("one", plan=tried), member("two", plan=tried)]
    assert weights(published, *members, rests_on=["one.k1", "two.k1"]) == ["measured in several pilots"]


def test_an_adjustment_is_an_experience(published, member, tried):
    assert weights(published, member(plan=tried), rests_on=["one.c1", "one.i1"]) == ["experience"]


def test_a_target_of_which_nothing_is_known_bears_nothing(published, member, tried):
    assert weights(published, member(plan=tried), rests_on=["one.i1"]) == ["cannot tell"]


def test_what_a_lesson_rests_on_must_be_there(published, member, tried):
    with pytest.raises(PilotsError, match=r"publication\.toml: lesson 1 rests on 'one\.k2'.*Did you mean 'one\.k1'"):
        weights(published, member(plan=tried), rests_on=["one.k2"])


def test_what_is_of_a_pilot_that_takes_no_part_is_left_out(published, member, tried, tmp_path):
    (tmp_path / "data" / "raw" / "two").mkdir(parents=True)
    (tmp_path / "data" / "raw" / "two" / "pilot.toml").write_text("")
    assert weights(published, member(plan=tried), rests_on=["one.c1", "two.k1"]) == ["experience"]
