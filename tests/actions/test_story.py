"""One family's timeline: days become months since the first step."""

import pandas as pd

from pilots.actions.kinds import TIMELINE
from pilots.actions.story import story
from pilots.vocabulary import frame


def steps(*days, case=1):
    return frame(TIMELINE, [{"case": case, "date": pd.Timestamp(day) if day else pd.NaT, "kind": "visit", "texts": {"nl": "x"},
                             "shown": True} for day in days])  # fmt: skip


def test_days_become_months_since_the_first_step_in_order():
    assert story(steps("2025-01-20", "2024-12-02", "2025-05-04"))["month"].tolist() == [1, 2, 6]


def test_no_day_is_left():
    assert not {str(dtype)[:8] for dtype in story(steps("2025-01-20")).dtypes} & {"datetime"}


def test_a_step_without_a_day_stands_last_without_a_month():
    found = story(steps(None, "2024-12-02"))
    assert found["month"].isna().tolist() == [False, True]


def test_each_family_has_its_own_first_month():
    both = pd.concat([steps("2024-12-02"), steps("2025-06-02", case=2)])
    assert story(both)["month"].tolist() == [1, 1]


def test_no_timeline_is_no_error():
    assert story(frame(TIMELINE)).empty


def test_when_a_step_was_that_is_not_told_does_not_follow_from_the_others():
    untold = steps("2024-06-02").assign(shown=False)
    found = story(pd.concat([untold, steps("2025-01-20", "2025-03-20")]))
    assert found.loc[found["shown"], "month"].tolist() == [1, 2]
    assert found.loc[~found["shown"], "month"].isna().all()


def test_a_family_of_which_nothing_is_told_takes_no_number():
    found = story(pd.concat([steps("2024-06-02").assign(shown=False), steps("2025-01-20", case=2)]))
    assert found.loc[found["shown"], "family"].tolist() == [1]
