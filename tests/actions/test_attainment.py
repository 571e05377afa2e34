"""Goal attainment by group and over all."""

import pytest

from pilots.actions.attainment import attainment
from pilots.actions.kinds import GOALS
from pilots.errors import PilotsError
from pilots.vocabulary import frame

LEVELS = {1: (-1, 1), 2: (-2, 0), 3: (-1, -1), 4: (-2, 2)}
GOAL = frame(GOALS, [{"person": person, "group": "parents" if person < 3 else "staff", "site": "", "action": "", "goal": person,
                      "weight": 1.0, "moment": moment, "level": level}
                     for person, levels in LEVELS.items() for moment, level in enumerate(levels)])  # fmt: skip


def test_one_goal_a_person_has_ten_points_a_level():
    found = attainment(GOAL).set_index("group")["estimate"]
    assert found.to_dict() == pytest.approx({"0": 35, "1": 55, "1 - 0": 20})


def test_groups_stand_apart_and_together():
    found = attainment(GOAL, by="group")
    assert found.loc[found["group"] == "0", ["variable", "n"]].to_numpy().tolist() == [
        ["parents", 2],
        ["staff", 2],
        ["all", 4],
    ]


def test_one_person_tells_nothing():
    assert attainment(GOAL[GOAL["person"] == 1])["estimate"].isna().all()


def test_an_unknown_division_is_told():
    with pytest.raises(PilotsError, match="group, site, action"):
        attainment(GOAL, by="colour")


def test_no_goals_are_no_error():
    assert attainment(frame(GOALS)).empty
