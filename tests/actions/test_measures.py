"""Indicators measured by what was registered."""

import pandas as pd
import pytest

from pilots.actions import evaluate, load
from pilots.actions.chain import chain
from pilots.actions.elements import by_element
from pilots.actions.kinds import COSTS, GOALS, PARTICIPATION, REFERRALS, SESSIONS, STAGES
from pilots.actions.measures import names, registered_measure, tells_of_few
from pilots.errors import PilotsError
from pilots.statistics import mean_interval, wilson
from pilots.statistics.rates import garwood
from pilots.vocabulary import frame

DAYS = pd.date_range("2024-09-02", periods=8, freq="7D")
REGISTERED = {
    "sessions": frame(SESSIONS, [{"action": "A1", "site": "a", "group": "", "date": day, "present": 10 + at, "possible": 40}
                                 for at, day in enumerate(DAYS)]),
    "participation": frame(PARTICIPATION, [{"person": at, "family": at // 2, "site": "a", "action": "A1"} for at in range(12)]),
    "goals": frame(GOALS, [{"person": at, "action": "A1", "site": "a", "goal": at, "weight": 1.0, "moment": moment,
                            "level": float(moment - at % 2)} for at in range(6) for moment in (0, 1)]),
    "referrals": frame(REFERRALS, [{"family": at, "site": "a"} | {stage: at >= 2 * place for place, stage in enumerate(STAGES)}
                                   for at in range(10)]),
    "costs": frame(COSTS, [{"site": "a", "action": "A1", "amount": 1200.0}]),
}  # fmt: skip


def measured(measure, registered=REGISTERED, *, site="", percent=False):
    found = registered_measure(measure, registered, site=site, percent=percent, ci=0.95)
    return found.result, found.low, found.high, found.n


def test_people_by_session_have_a_t_interval():
    import numpy as np

    assert measured("sessions:A1") == pytest.approx((13.5, *mean_interval(np.arange(10.0, 18)), 8))


def test_sessions_to_which_the_same_two_may_have_come_each_time_tell_nothing():
    few = {"sessions": REGISTERED["sessions"].assign(present=2)}
    assert registered_measure("sessions:A1", few, site="", percent=False, ci=0.95).problem == "too few people"


def test_sessions_in_percent_are_of_who_could_have_come():
    assert measured("sessions:A1", percent=True)[0] == pytest.approx(100 * 108 / 320)


def test_people_and_families_are_counted():
    assert measured("reach:A1")[0] == 12
    assert measured("families:A1")[0] == 6


def test_a_stage_is_counted_or_a_share_of_who_was_met():
    assert measured("funnel:helped")[0] == 2
    assert measured("funnel:helped", percent=True) == pytest.approx((20, *(100 * limit for limit in wilson(2, 10)), 10))


def test_goals_are_measured_at_the_last_moment():
    assert measured("gas")[0] == measured("gas:A1")[0] == pytest.approx(55)


def test_cost_has_the_interval_of_the_count():
    low, high = garwood(6)
    assert measured("cost:A1") == pytest.approx((200, 1200 / high, 1200 / low, 6))


@pytest.mark.parametrize("measure", [*names(["A1"])])
def test_what_was_not_registered_can_not_be_told(measure):
    assert registered_measure(measure, {}, site="", percent=False, ci=0.95).problem == "nothing of it was registered"
    assert registered_measure(measure, REGISTERED, site="b", percent=False, ci=0.95).problem


def test_the_days_until_friday_belong_to_its_school_year():
    from pilots.actions.measures import last_school_year

    days = pd.Series(pd.to_datetime(["2017-08-28", "2017-08-24", "2018-06-25"]))
    assert last_school_year(days).tolist() == [True, False, True]


def test_an_indicator_is_held_against_its_target(pilot_with):
    plan = load(pilot_with(("indicators", 0, "measure", "reach:A1"), ("indicators", 0, "target", "10")))
    found = evaluate(plan, pd.DataFrame(), pd.DataFrame(), {}, registered=REGISTERED).iloc[0]
    assert found[["result", "n", "verdict", "reason"]].tolist() == [12, 12, "reached", "counted"]


def test_a_target_that_would_tell_of_few_is_judged_nowhere(pilot_with):
    helped = [("indicators", 0, "measure", "funnel:helped"), ("indicators", 0, "target", "9")]
    plan = load(pilot_with(*helped, ("actions", 0, "framework", "blocks.school")))
    found = evaluate(plan, pd.DataFrame(), pd.DataFrame(), {}, registered=REGISTERED)
    assert chain(plan, found)["verdict"][0] == "cannot tell"
    assert by_element(plan, found).set_index("element").loc["blocks.school", ["missed", "open"]].tolist() == [0, 1]
    assert found["reason"].tolist() == ["too few people"]


def test_a_slip_in_a_measure_is_told_with_the_near_name(pilot_with):
    with pytest.raises(PilotsError, match="Did you mean 'funnel:helped'"):
        load(pilot_with(("indicators", 0, "measure", "funnel:helpd")))


def why(measure, registered, *, percent=False):
    return registered_measure(measure, registered, site="", percent=percent, ci=0.95).problem


def test_a_share_of_nobody_has_a_reason():
    asked = REGISTERED["referrals"].assign(met=False)
    assert why("funnel:helped", {"referrals": asked}, percent=True) == "nobody was met"


def test_a_cost_of_nothing_or_for_nobody_has_a_reason():
    assert why("cost:A1", REGISTERED | {"costs": REGISTERED["costs"].assign(amount=0.0)}) == "nothing was paid"
    assert why("cost:A1", {"costs": REGISTERED["costs"]}) == "nobody was reached"


def test_a_share_of_the_funnel_that_happens_to_equal_its_base_is_held_back_like_any_other():
    helped = pd.Series({"measure": "funnel:helped", "result": 20.0, "ci_low": 8.1, "n": 20})
    counted = pd.Series({"measure": "funnel:helped", "result": 20.0, "ci_low": float("nan"), "n": 20})
    assert tells_of_few(helped, 5)
    assert not tells_of_few(counted, 5)


def test_a_share_without_spread_has_no_interval_and_a_reason():
    full = REGISTERED["sessions"].assign(present=40)
    found = registered_measure("sessions:A1", {"sessions": full}, site="", percent=True, ci=0.95)
    assert (found.result, found.problem) == (100, "the share was the same every time")
    assert found.low != found.low
