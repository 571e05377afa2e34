"""What Menen's coffee moments registered, and what was claimed of the actions."""

import pandas as pd
import pytest

from pilots import actions
from pilots.pilot import Pilot


@pytest.fixture(scope="module")
def registered(menen: Pilot) -> dict[str, pd.DataFrame]:
    return actions.registrations(menen)


def test_as_many_came_as_the_indicator_says(menen, registered):
    counted = actions.load(menen).indicators.set_index("indicator").at["i3", "result"]
    assert registered["participation"]["person"].nunique() == counted == 58


def test_every_session_counts_who_came_to_it(registered):
    by_person = registered["participation"].groupby(["site", "date"]).size()
    by_session = registered["sessions"].set_index(["site", "date"])["present"]
    assert by_session[by_session > 0].sort_index().tolist() == by_person.sort_index().tolist()


def test_no_coffee_moment_fell_in_a_holiday(registered):
    days = registered["sessions"]["date"]
    assert days.dt.day_of_week.eq(1).all()
    assert not days.between("2017-12-25", "2018-01-07").any()


def test_one_claim_stands_one_is_weak_and_one_contested(menen):
    assert actions.contribution(actions.load(menen))["verdict"].tolist() == ["stands", "weak", "contested"]


def test_the_chain_has_no_broken_links(menen):
    assert actions.load(menen).broken_links().empty


def test_cost_per_family_has_its_interval(registered):
    found = actions.cost_per_family(registered["costs"], registered["participation"], reached=[1]).iloc[0]
    assert found["ci_low"] < found["estimate"] < found["ci_high"]
