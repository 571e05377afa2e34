"""Cost per family reached, with the interval of the count."""

import pandas as pd
import pytest

from pilots.actions.cost import cost_per_family
from pilots.actions.kinds import COSTS, PARTICIPATION, REFERRALS, STAGES
from pilots.errors import PilotsError
from pilots.statistics.rates import garwood
from pilots.vocabulary import frame

PAID = frame(COSTS, [{"site": "a", "action": "A1", "method": "", "period": "", "category": "", "amount": 600.0},
                     {"site": "b", "action": "A1", "method": "", "period": "", "category": "", "amount": 300.0},
                     {"site": "", "action": "A1", "method": "", "period": "", "category": "", "amount": 100.0}])  # fmt: skip


def came(*rows):
    """Person, family, site, day."""
    return frame(PARTICIPATION, [{"person": person, "family": family, "group": "", "site": site, "action": "A1",
                                  "date": pd.Timestamp(2021, 9, day), "hours": None}
                                 for person, family, site, day in rows])  # fmt: skip


CAME = came((1, 1, "a", 1), (1, 1, "a", 2), (1, 1, "a", 3), (2, 1, "a", 1), (3, 2, "a", 1), (4, None, "b", 1))


def test_cost_is_by_family_and_who_has_none_counts_alone():
    found = cost_per_family(PAID, CAME, reached=[1]).iloc[0]
    assert found[["amount", "families", "estimate"]].tolist() == pytest.approx([1000, 3, 1000 / 3])


def test_the_interval_is_that_of_the_count():
    low, high = garwood(3)
    assert cost_per_family(PAID, CAME, reached=[1])[["ci_low", "ci_high"]].iloc[0].tolist() == pytest.approx(
        [1000 / high, 1000 / low]
    )


def test_brothers_and_sisters_at_one_session_are_one_time():
    assert cost_per_family(PAID, CAME, reached=[1, 3, 4])["families"].tolist() == [3, 1, 0]


def test_nobody_reached_is_no_division_by_nought():
    found = cost_per_family(PAID, CAME, reached=[4]).iloc[0]
    assert pd.isna(found["estimate"])
    assert pd.isna(found["ci_high"])


def test_what_was_paid_for_no_school_stands_apart_and_counts_in_all():
    found = cost_per_family(PAID, CAME, by="site", reached=[1]).set_index("name")
    assert found["amount"].to_dict() == {"a": 600, "b": 300, "shared": 100, "all": 1000}
    assert pd.isna(found.loc["shared", "estimate"])


def test_of_referrals_a_stage_counts_as_reached():
    rows = [{"family": at, "site": "a", "method": "", "service": ""} | {stage: stage == "met" or at > 1 for stage in STAGES}
            for at in (1, 2, 3)]  # fmt: skip
    found = cost_per_family(PAID, frame(REFERRALS, rows), reached=["met", "helped"])
    assert found[["reached", "families"]].to_numpy().tolist() == [["met", 3], ["helped", 2]]


@pytest.mark.parametrize(
    ("more", "said"),
    [({"by": "colour"}, "site, action"), ({"reached": [0]}, "1 or more"), ({"reached": ["met"]}, "1 or more")],
)
def test_what_can_not_be_counted_is_told(more, said):
    with pytest.raises(PilotsError, match=said):
        cost_per_family(PAID, CAME, **more)


def test_nothing_is_no_error():
    assert cost_per_family(frame(COSTS), frame(PARTICIPATION)).empty


def test_without_a_list_of_who_was_reached_there_is_no_cost_per_family():
    assert cost_per_family(PAID, CAME.head(0)).empty
