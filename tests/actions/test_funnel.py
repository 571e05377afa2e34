"""From met to helped: steps, losses, skipped stages and days, counted by hand."""

import pandas as pd
import pytest

from pilots.actions.funnel import funnel
from pilots.actions.kinds import REFERRALS, STAGES
from pilots.errors import PilotsError
from pilots.statistics import wilson
from pilots.vocabulary import frame


def family(number, upto, *, site="a", skip=(), days=()):
    reached = {stage: at < upto and stage not in skip for at, stage in enumerate(STAGES)}
    dated = {
        f"{stage}_on": pd.Timestamp("2021-09-01") + pd.Timedelta(days=day)
        for stage, day in zip(STAGES, days, strict=False)
    }
    return {"family": number, "site": site, "method": "", "service": ""} | reached | dated


ROWS = [
    family(1, 5, days=(0, 7, 14)),
    family(2, 4, days=(0, 9)),
    family(3, 2),
    family(4, 1, site="b"),
    family(5, 4, skip=("referred",)),
]
FUNNEL = funnel(frame(REFERRALS, ROWS)).set_index("stage")


def test_each_stage_counts_families():
    assert FUNNEL["families"].to_dict() == {"met": 5, "asked": 4, "referred": 2, "arrived": 3, "helped": 1}


def test_a_step_is_of_those_before_and_who_skipped_it_is_told():
    arrived = FUNNEL.loc["arrived"]
    assert arrived[["before", "lost", "skipped"]].tolist() == [2, 0, 1]
    assert FUNNEL.loc["asked", ["share", "ci_low", "ci_high"]].tolist() == pytest.approx([0.8, *wilson(4, 5)])


def test_of_all_met_has_its_interval():
    assert FUNNEL.loc["helped", ["of_first", "first_low", "first_high"]].tolist() == pytest.approx([0.2, *wilson(1, 5)])


def test_days_are_the_median_between_two_known_days():
    assert FUNNEL.loc["asked", ["dated", "days"]].tolist() == [2, 8]
    assert FUNNEL.loc["referred", ["dated", "days"]].tolist() == [1, 7]


def test_days_that_run_backwards_are_left_out():
    found = funnel(frame(REFERRALS, [family(1, 2, days=(9, 0))]))
    assert found["dated"].tolist() == [0] * 5


def test_a_family_with_two_rows_counts_once_and_as_far_as_it_came():
    found = funnel(frame(REFERRALS, [family(1, 2), family(1, 4)])).set_index("stage")
    assert found["families"].to_dict() == {"met": 1, "asked": 1, "referred": 1, "arrived": 1, "helped": 0}


def test_schools_stand_apart_and_together():
    found = funnel(frame(REFERRALS, ROWS), by="site")
    assert found[found["stage"] == "met"].set_index("name")["families"].to_dict() == {"a": 4, "b": 1, "all": 5}


def test_an_unknown_division_is_told():
    with pytest.raises(PilotsError, match="site, method, service"):
        funnel(frame(REFERRALS, ROWS), by="colour")


def test_nobody_is_no_error():
    assert funnel(frame(REFERRALS), by="site").empty
