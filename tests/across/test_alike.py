import pytest

from pilots.across import alike

OTHER = {"good": "Ik heb vertrouwen", "other": "Iets anders"}


def differs(member, surveyed, **other):
    compared = alike(
        [member("one", surveys={"parents": surveyed()}), member("two", surveys={"parents": surveyed(**other)})]
    )
    return compared["differs"].tolist()[-1]


def test_the_same_scale_in_two_pilots_is_one_measure(member, surveyed):
    compared = alike([member(name, surveys={"parents": surveyed()}) for name in ("one", "two")])
    assert compared["alike"].all()
    assert compared["measure"].nunique() == 1


def test_what_one_pilot_measures_is_not_compared(member, surveyed):
    assert alike([member("one", surveys={"parents": surveyed()}), member("two")]).empty


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"items": OTHER}, "other items"),
        ({"items": {"good": "Ik vertrouw de school", "tell": "Ik durf iets te vertellen"}}, "worded otherwise"),
        ({"codes": "1234"}, "other answers to choose from"),
        ({"group": "staff"}, "another group was asked"),
    ],
)
def test_what_differs_is_told_and_makes_it_another_measure(member, surveyed, other, told):
    assert differs(member, surveyed, **other) == (told,)


def test_capitals_and_spaces_make_no_other_wording(member, surveyed):
    words = {"good": "ik  heb vertrouwen", "tell": "Ik durf iets te vertellen"}
    assert differs(member, surveyed, items=words) == ()


def test_a_scale_that_stands_alone_is_told_against_the_one_that_most_pilots_have(member, surveyed):
    given = [surveyed(items=OTHER), surveyed(), surveyed()]
    compared = alike([member(f"p{place}", surveys={"parents": one}) for place, one in enumerate(given)])
    assert compared["pilot"].tolist() == ["p1", "p2", "p0"]
    assert compared["alike"].tolist() == [True, True, False]
