"""What a table or figure of any estimates frame tells of how many."""

import pandas as pd

from pilots import tables
from pilots.privacy.counts import Count
from pilots.statistics import frequencies, means
from pilots.told_estimates import told_elements, told_of_pilot, told_points

ANSWERS = pd.DataFrame({"trust": ["1"] * 8 + ["2"] * 12, "welcome": [1.0, 2, 3, 4] * 5})


def test_a_table_of_estimates_tells_of_how_many_each_is(pilot):
    told = tables.estimates(means(ANSWERS, "welcome"), {}, pilot, caption="Welkom").counts
    assert {one.low for one in told if dict(one.where) == {"answered:welcome": "yes"}} == {20}


def test_a_share_tells_how_many_gave_an_answer(pilot, parents):
    told = tables.estimates(frequencies(ANSWERS, "trust"), {"parents": parents}, pilot, caption="Trust").counts
    assert {one.low for one in told if dict(one.where) == {"trust": "1"}} == {8}
    assert {one.of for one in told} == {"parents/tbl-estimates"}


def test_scales_of_elements_are_told_by_school_where_schools_are_known():
    rows = pd.DataFrame({"variable": "parents.climate", "site": ["vlam", ""], "wave": 1, "n": [12, 3]})
    told = list(told_elements(rows, [(0, 3, 0), (1, 3, 1)], 5))
    assert Count("parents/1", {"site": "", "answered:climate": "yes"}, 1, 4, held=True, row=1, column=3) in told


def test_scales_of_elements_are_told_of_everyone_where_no_school_is_known():
    rows = pd.DataFrame({"variable": ["parents.climate"], "site": "", "wave": 0, "n": 12})
    assert dict(next(told_elements(rows, [(0, 3, 0)], 5)).where) == {"answered:climate": "yes"}


def test_a_measure_of_a_pilot_is_told_under_the_name_of_the_pilot():
    about = {"group": "menen", "survey": "parents", "kind": "change", "wave": None, "variable": "parents.climate"}
    assert told_of_pilot(about | {"n": 30, "held": False}).of == "menen: parents/change"


def test_a_point_of_a_chart_of_shares_tells_how_many_are_counted():
    points = pd.DataFrame({"point": [0.25], "n": [40]}, index=["May"])
    assert [one.low for one in told_points(points, "fig-chart")] == [40, 10, 0]
