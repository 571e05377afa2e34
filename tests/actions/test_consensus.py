"""Consensus against published values, and its identities."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.actions import ActionPlan, consensus
from pilots.actions.consensus import kendall_w, van_der_eijk_a

COUNTS = st.lists(st.integers(0, 20), min_size=3, max_size=7).filter(any)


def test_kendall_w_equals_r_on_hollander_and_wolfe(shared):
    records = json.loads((shared / "oracle" / "oracle.json").read_text())
    records = records if isinstance(records, list) else records["records"]
    record = next(record for record in records if record["id"] == "grp.friedman.hollander")
    rows = np.array(record["data"], dtype=float)
    assert kendall_w(rows) == pytest.approx(record["result"]["kendall_w_effectsize"], rel=1e-9)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([30, 40, 210, 130, 530, 50, 10], 0.6113333), ([0, 0, 9, 0, 0], 1), ([4, 4, 4, 4, 4], 0), ([8, 0, 0, 0, 8], -1)],
)
def test_van_der_eijk_a_equals_the_r_package_agrmt_and_its_definition(counts, expected):
    assert van_der_eijk_a(np.array(counts)) == pytest.approx(expected, abs=1e-7)


@given(COUNTS, st.integers(2, 5))
def test_more_people_who_answer_alike_change_nothing(counts, times):
    assert van_der_eijk_a(np.array(counts) * times) == pytest.approx(van_der_eijk_a(np.array(counts)))


@given(COUNTS)
def test_a_scale_turned_round_changes_nothing(counts):
    assert van_der_eijk_a(np.array(counts[::-1])) == pytest.approx(van_der_eijk_a(np.array(counts)))


@given(st.permutations(range(5)), st.integers(2, 6))
def test_raters_who_all_agree_have_w_one(ranking, raters):
    assert kendall_w(np.tile(np.array(ranking, dtype=float), (raters, 1))) == pytest.approx(1)


def votes(*points):
    rows = [(str(v), group, a, p) for v, group, given in points for a, p in zip("ABC", given, strict=True)]
    return ActionPlan(votes=pd.DataFrame(rows, columns=["voter", "group", "action", "points"]))


def test_groups_and_voters_within_groups_are_kept_apart():
    plan = votes((1, "parents", (3, 2, 1)), (2, "parents", (3, 2, 1)), (3, "staff", (1, 2, 3)))
    found = consensus(plan).set_index(["group", "statistic"])["estimate"]
    assert (found["groups", "kendall_w"], found["parents", "kendall_w"]) == (0, 1)
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
    assert consensus(same).set_index("group").loc["parents"].iloc[0]["p_value"] == pytest.approx(0.0001)


def test_without_votes_there_is_no_consensus():
    assert consensus(ActionPlan()).empty
