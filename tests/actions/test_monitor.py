"""Attendance followed over time: phases, frozen medians, limits, and sessions of too few people merged."""

import numpy as np
import pandas as pd
import pytest

from pilots.actions.attendance import ATTENDANCE
from pilots.actions.kinds import SESSIONS
from pilots.actions.monitor import monitor
from pilots.actions.plan import CYCLES, ActionPlan
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.vocabulary import frame

PILOT = Pilot(name="a", title="A", synthetic=True, privacy={"threshold": 5, "reason": "test"})
START = pd.Timestamp("2025-02-03")
SHIFTED = [12, 14, 15, 17, 11, 12, 13, 17, 12, 10, 15, 14, 25, 27, 26, 28, 24, 27, 25, 26]
"""Twelve points about 13, then a shift."""


def sessions(*present, possible=None, site="", action="A1"):
    days = [START + pd.Timedelta(days=7 * at) for at in range(len(present))]
    return frame(SESSIONS, [{"action": action, "site": site, "date": day, "group": "", "present": n, "possible": possible}
                            for day, n in zip(days, present, strict=True)])  # fmt: skip


def adjusted(week, *, action="A1", site=""):
    day = START + pd.Timedelta(days=7 * week)
    row = {"cycle": "C1", "action": action, "site": site, "date": day, "step": "act", "what": {"nl": "open voor iedereen"},
           "adjusted": True, "reason": {}, "agreed_by": ()}  # fmt: skip
    return ActionPlan(cycles=frame(CYCLES, [row]))


def rules(*present, plan=None, **more):
    return monitor(sessions(*present, **more), plan or ActionPlan(), PILOT).rules.iloc[0]


def test_the_median_is_frozen_on_the_baseline_of_ten_points():
    found = rules(*SHIFTED, plan=adjusted(12))
    assert found[["median", "baseline", "longest_run", "longest_run_limit", "signal"]].tolist() == [13.5, 12, 10, 7, 1]


def test_a_baseline_of_fewer_than_ten_points_freezes_nothing():
    found = rules(*SHIFTED, plan=adjusted(5))
    assert found["median"] == np.median(SHIFTED)
    assert pd.isna(found["baseline"])


def test_an_adjustment_of_another_action_or_school_parts_nothing():
    elsewhere = monitor(sessions(*SHIFTED, site="x"), adjusted(12, site="y"), PILOT, action="A1")
    other = monitor(sessions(*SHIFTED), adjusted(12, action="A2"), PILOT, action="A1")
    assert set(elsewhere.points["phase"]) == set(other.points["phase"]) == {"1"}


def test_fewer_than_ten_points_prove_nothing():
    assert rules(*range(20, 29))[["signal", "shift", "trend", "beyond"]].isna().all()


def test_six_in_a_row_are_a_shift_and_five_up_a_trend():
    steady = [20, 30] * 5
    assert rules(*steady)[["shift", "trend"]].tolist() == [0, 0]
    assert rules(*steady, *[30] * 0, 20, 21, 22, 23, 24)[["trend"]].tolist() == [1]
    assert rules(*[20] * 6, *[30] * 6)[["shift"]].tolist() == [1]


def test_shares_that_vary_as_chance_lets_them_have_a_p_chart_others_laneys():
    calm = [20, 22, 18, 21, 19, 23, 20, 17, 21, 20, 22, 19]
    wild = [5, 35, 6, 34, 8, 33, 5, 36, 7, 35, 6, 33]
    assert rules(*calm, possible=40)["chart"] == "p"
    assert rules(*wild, possible=40)["chart"] == "pp"


def test_the_limits_of_a_p_chart_are_three_standard_errors():
    points = monitor(sessions(*[20, 22, 18, 21, 19, 23, 20, 17, 21, 20], possible=40), ActionPlan(), PILOT).points
    share = 201 / 400
    assert points[["centre", "low", "high"]].iloc[0].tolist() == pytest.approx(
        [share, share - 3 * (share * (1 - share) / 40) ** 0.5, share + 3 * (share * (1 - share) / 40) ** 0.5]
    )


def test_counts_without_a_base_have_a_c_chart():
    found = monitor(sessions(*SHIFTED), ActionPlan(), PILOT)
    mean = np.mean(SHIFTED)
    assert found.rules["chart"].tolist() == ["c"]
    assert found.points["high"].iloc[0] == pytest.approx(mean + 3 * mean**0.5)


def test_sessions_of_few_people_are_merged_until_they_are_enough():
    shown = monitor(sessions(3, 2, 1, 1, 4, 9), ActionPlan(), PILOT).shown
    assert shown["present"].tolist() == [5, 6, 9]
    assert shown["sessions"].tolist() == [2, 3, 1]
    assert shown["value"].tolist() == [2.5, 2, 9]


def test_few_absent_people_are_merged_too():
    shown = monitor(sessions(38, 37, 20, possible=40), ActionPlan(), PILOT).shown
    assert shown["present"].tolist() == [75, 20]


def test_a_period_in_which_the_same_two_may_have_come_each_time_is_left_out():
    assert monitor(sessions(2, 2, 2, 2), ActionPlan(), PILOT).shown.empty
    assert monitor(sessions(38, 38, 38, possible=40), ActionPlan(), PILOT).shown.empty


def test_a_merged_period_never_crosses_an_adjustment():
    shown = monitor(sessions(3, 3, 3, 3, 9, 9), adjusted(3), PILOT).shown
    assert shown["phase"].tolist() == ["1", "2", "2"]
    assert shown["present"].tolist() == [9, 12, 9]


def test_what_stays_too_few_is_left_out():
    assert monitor(sessions(1, 2), ActionPlan(), PILOT).shown.empty


def test_schools_are_added_up_by_week_unless_one_hides_something():
    full = pd.concat([sessions(*[20] * 12, site="a"), sessions(*[30] * 12, site="b")])
    hiding = pd.concat([sessions(*[2] * 12, site="a"), sessions(*[30] * 12, site="b")])
    assert monitor(full, ActionPlan(), PILOT).shown.set_index("site").loc["all", "present"].tolist() == [50] * 12
    assert "all" not in set(monitor(hiding, ActionPlan(), PILOT).shown["site"])


def test_weeks_of_few_children_are_not_shown():
    weeks = frame(
        ATTENDANCE, [{"site": "a", "week": START, "children": 4, "present": 30, "possible": 36, "share": 30 / 36}]
    )
    assert monitor(weeks, ActionPlan(), PILOT).shown.empty


def test_two_phases_have_their_overlap():
    found = rules(*SHIFTED, plan=adjusted(12))
    assert found["nap"] == 1


def test_sessions_of_several_actions_need_a_name():
    both = pd.concat([sessions(9), sessions(9, action="A2")])
    with pytest.raises(PilotsError, match="Name one: A1, A2"):
        monitor(both, ActionPlan(), PILOT)
    assert len(monitor(both, ActionPlan(), PILOT, action="A2").points) == 1


def test_without_sessions_there_is_nothing():
    assert monitor(frame(SESSIONS), ActionPlan(), PILOT).points.empty


def test_a_week_with_sessions_at_two_schools_is_the_mean_a_session_and_no_shift():
    both = pd.concat([sessions(*[20] * 24, site="a"), sessions(*[20] * 24, site="b").iloc[12:]], ignore_index=True)
    points = monitor(both, ActionPlan(), PILOT).points.query("site == 'all'")
    assert points["value"].tolist() == [20.0] * 24
    assert points["sessions"].tolist() == [1] * 12 + [2] * 12


def test_weeks_of_few_children_are_not_judged():
    weeks = pd.DataFrame({"site": "a", "week": pd.date_range(START, periods=24, freq="7D"), "children": [9] * 12 + [4] * 12,
                          "present": 30, "possible": 36, "share": 30 / 36})  # fmt: skip
    assert monitor(weeks, ActionPlan(), PILOT).rules["points"].tolist() == [12]
    assert monitor(weeks.iloc[12:], ActionPlan(), PILOT).rules.empty
