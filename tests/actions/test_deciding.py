"""Who took part in deciding, by group."""

import pytest

from pilots.actions import ActionPlan
from pilots.actions.deciding import group_sizes, took_part
from pilots.actions.plan import DECISIONS
from pilots.pilot import Pilot
from pilots.statistics.proportions import wilson
from pilots.vocabulary import frame

PILOT = Pilot(name="a", title="A", synthetic=True)


def decided(*groups):
    """A row a group: its name, how many were invited and present, and whether it had a say."""
    rows = [
        {"decision": "d1", "group": group, "invited": invited, "present": present, "decided": say}
        for group, invited, present, say in groups
    ]
    return ActionPlan(decisions=frame(DECISIONS, rows))


def test_the_share_present_is_of_those_invited_with_wilsons_interval():
    [row] = took_part(decided(("parents", 40, 10, True)), PILOT).to_dict("records")
    assert (row["share"], row["ci_low"], row["ci_high"]) == pytest.approx((0.25, *wilson(10, 40)))


def test_a_group_that_only_talked_is_no_part_of_those_who_decided():
    found = took_part(decided(("parents", 40, 10, True), ("staff", 20, 10, False)), PILOT)
    assert found["of_present"].tolist() == [0.5, 0.5]
    assert found["of_deciding"].tolist() == [1, 0]


def test_the_part_of_all_people_comes_from_the_sizes_of_the_groups():
    found = took_part(
        decided(("parents", 40, 10, True), ("staff", 20, 10, True)), PILOT, sizes={"parents": 90, "staff": 30}
    )
    assert found["of_people"].tolist() == [0.75, 0.25]


def test_without_the_size_of_a_group_no_part_of_all_people_is_told():
    found = took_part(decided(("parents", 40, 10, True), ("staff", 20, 10, True)), PILOT, sizes={"parents": 90})
    assert found["of_people"].isna().all()


def test_who_was_not_counted_has_no_share():
    assert took_part(decided(("parents", None, 10, True)), PILOT)["share"].isna().all()


def test_a_group_is_as_large_as_the_wave_that_reached_most():
    waves = [{"wave": 0, "file": "a.csv", "sent": 50}, {"wave": 1, "file": "b.csv", "sent": 30, "source": "x"},
             {"wave": 1, "file": "c.csv", "sent": 40, "source": "y"}]  # fmt: skip
    survey = {"name": "parents", "group": "parents", "codebook": "x.xlsx", "waves": waves}
    assert group_sizes(Pilot(name="a", title="A", synthetic=True, surveys=[survey])) == {"parents": 70}


def test_decisions_stand_by_date():
    rows = [
        {"decision": name, "group": "staff", "date": day} for name, day in (("d2", "2018-01-01"), ("d1", "2017-01-01"))
    ]
    assert took_part(ActionPlan(decisions=frame(DECISIONS, rows)), PILOT)["decision"].tolist() == ["d1", "d2"]


def test_where_nobody_counted_a_group_no_part_of_those_present_is_told():
    found = took_part(decided(("parents", 40, 10, True), ("staff", 20, None, False)), PILOT)
    assert found["of_present"].isna().all()
    assert found["of_deciding"].tolist() == [1, 0]
