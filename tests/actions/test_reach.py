"""Who was reached, how often, and by what besides: counted by hand."""

import pandas as pd
import pytest

from pilots.actions.kinds import PARTICIPATION, SESSIONS
from pilots.actions.reach import dose, overlap, possible_people, reach
from pilots.errors import PilotsError
from pilots.statistics import wilson
from pilots.vocabulary import frame


def came(*rows):
    """Person, family, action, sessions, and hours a session."""
    return frame(PARTICIPATION, [{"person": person, "family": family, "group": "parents", "site": "a", "action": action,
                                  "date": pd.NaT, "hours": hours}
                                 for person, family, action, times, hours in rows for _ in range(times)])  # fmt: skip


CAME = came(
    (1, 1, "A1", 1, 2.0), (2, 1, "A1", 3, 1.0), (3, 2, "A1", 6, 1.0), (3, 2, "A2", 1, 1.0), (4, None, "A2", 1, None)
)


def test_people_and_families_count_once():
    found = reach(CAME).set_index("name")
    assert found["people"].to_dict() == {"A1": 3, "A2": 2, "all": 4}
    assert found["families"].to_dict() == {"A1": 2, "A2": 1, "all": 2}


def test_the_share_of_who_could_have_come_has_wilsons_interval():
    found = reach(CAME, possible={"A1": 12}).set_index("name").loc["A1"]
    assert found[["share", "ci_low", "ci_high"]].tolist() == pytest.approx([3 / 12, *wilson(3, 12)])


def test_a_base_below_who_came_is_no_base():
    assert reach(CAME, possible={"A1": 2})["share"].isna().all()


def test_who_could_have_come_and_nobody_of_came_is_told():
    assert reach(CAME, by="group", possible={"staff": 20}).set_index("name").loc["staff", "people"] == 0


def test_who_could_have_come_is_the_most_of_any_session_added_over_schools():
    day = pd.Timestamp("2017-09-04")
    rows = [("A1", "a", "", 10), ("A1", "a", "", 12), ("A1", "b", "", 8), ("A2", "a", "", 30), ("A3", "a", "", None)]
    held = frame(SESSIONS, [{"action": action, "site": site, "group": group, "date": day, "present": 1, "possible": of}
                            for action, site, group, of in rows])  # fmt: skip
    assert possible_people(held) == {"A1": 20, "A2": 30}


def test_dose_has_medians_quartiles_and_bands():
    found = dose(CAME).set_index("name").loc["A1"]
    assert found[["sessions", "sessions_low", "sessions_high"]].tolist() == [3, 2, 4.5]
    assert found[["hours", "once", "some", "often"]].tolist() == [3, 1, 1, 1]
    assert found[["share_once", "once_low", "once_high"]].tolist() == pytest.approx([1 / 3, *wilson(1, 3)])


def test_unknown_hours_are_missing_and_not_none():
    assert dose(CAME).set_index("name").loc["A2", "hours"] == 1


def test_overlap_counts_people_of_both():
    assert overlap(CAME).to_numpy().tolist() == [[3, 1], [1, 2]]


@pytest.mark.parametrize("count", [reach, dose, overlap])
def test_an_unknown_division_is_told(count):
    with pytest.raises(PilotsError, match="action, site, group"):
        count(CAME, by="colour")


@pytest.mark.parametrize("count", [reach, dose])
def test_nobody_is_no_error(count):
    assert count(frame(PARTICIPATION)).empty


def test_where_nobody_was_registered_nobody_is_told_to_be_unreached():
    assert reach(CAME.head(0), possible={"A1": 148}).empty
    assert "A9" not in set(reach(CAME, possible={"A9": 148})["name"])
