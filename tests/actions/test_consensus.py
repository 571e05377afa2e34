"""Consensus against published values, and its identities."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.actions import ActionPlan, consensus
from pilots.actions.consensus import kendall

EXECUTIVES = [[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]]
TIED = [
    [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
    [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
    [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
]


def w(rows):
    return kendall(np.array(rows, dtype="float64"), 1)


def test_kendall_w_equals_r_on_hollander_and_wolfe(shared):
    records = json.loads((shared / "oracle" / "oracle.json").read_text())
    records = records if isinstance(records, list) else records["records"]
    record = next(record for record in records if record["id"] == "grp.friedman.hollander")
    assert w(record["data"])["estimate"] == pytest.approx(record["result"]["kendall_w_effectsize"], rel=1e-9)


@pytest.mark.parametrize(("rows", "expected"), [(EXECUTIVES, 12 * 25.5 / (9 * 210)), (TIED, 0.828)])
def test_kendall_w_equals_the_examples_of_siegel_1956(rows, expected):
    assert w(rows)["estimate"] == pytest.approx(expected, abs=5e-4)


@pytest.mark.parametrize(
    ("rows", "p"),
    [
        ([[1, 3, 2], [1, 3, 2], [1, 3, 2], [1, 2, 3]], 0.042),
        ([[1, 2, 3]] * 4, 0.0046),
        ([[1, 2, 3]] * 3, 0.028),
        ([[1, 2, 3, 4]] * 2, 0.042),
    ],
)
def test_p_of_a_few_voters_is_that_of_friedmans_exact_table(rows, p):
    assert w(rows)["p_value"] == pytest.approx(p, abs=5e-4)


@given(st.permutations(range(5)), st.integers(2, 6))
@settings(max_examples=10)
def test_raters_who_all_agree_have_w_one(ranking, raters):
    assert w(np.tile(np.array(ranking), (raters, 1)))["estimate"] == pytest.approx(1)


def votes(*points):
    rows = [(str(v), group, a, p) for v, group, given in points for a, p in zip("ABC", given, strict=True)]
    return ActionPlan(votes=pd.DataFrame(rows, columns=["voter", "group", "action", "points"]))


def test_groups_and_voters_within_groups_are_kept_apart():
    plan = votes((1, "parents", (3, 2, 1)), (2, "parents", (3, 2, 1)), (3, "staff", (1, 2, 3)))
    found = consensus(plan).set_index(["group", "statistic"])["estimate"]
    assert (found["groups", "kendalls_w"], found["parents", "kendalls_w"]) == (0, 1)
    assert found["parents", "van_der_eijk_a"] == 1


def test_one_voter_alone_has_no_consensus():
    found = consensus(votes((1, "parents", (3, 2, 1)))).set_index(["group", "statistic"])
    assert found["estimate"].isna().all()
    assert found["method"].str.startswith("not defined").all()


def test_hundred_points_are_no_ordered_scale():
    found = consensus(votes((1, "parents", (50, 30, 20)), (2, "parents", (90, 5, 5)))).set_index("statistic")
    assert np.isnan(found.loc["van_der_eijk_a", "estimate"])


def test_chance_rankings_have_large_p_and_equal_ones_small():
    same = votes(*((voter, "parents", (3, 2, 1)) for voter in range(8)))
    assert consensus(same).set_index("group").loc["parents"].iloc[0]["p_value"] == pytest.approx(6**-7)


def test_without_votes_there_is_no_consensus():
    assert consensus(ActionPlan()).empty
