"""What those who spoke of a theme answered, beside those who did not."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from pilots.errors import PilotsError
from pilots.mixed import ByCase, by_theme
from pilots.mixed.withheld import tells_of_few

SPOKE, SILENT = [4.0, 4, 5, 5, 4, 3], [2.0, 3, 2, 3, 2]


def linked(spoke=SPOKE, silent=SILENT, statistic="mean", order=None):
    each = np.array([*spoke, *silent])
    flags = np.array([1] * len(spoke) + [0] * len(silent))
    order = np.arange(len(each)) if order is None else order
    return ByCase(
        scores=pd.DataFrame({"parents.climate": each[order]}), themes=pd.DataFrame({"warm": flags[order]}),
        statistics={"parents.climate": statistic}, bounds={"parents.climate": (1, 5)},
    )  # fmt: skip


def row(*parts, **more):
    return by_theme(linked(*parts), **more).iloc[0]


def test_means_have_their_t_interval():
    low, high = stats.t.interval(0.95, 5, np.mean(SPOKE), stats.sem(SPOKE))
    assert row()[["spoke", "spoke_low", "spoke_high", "n_spoke"]].tolist() == pytest.approx([25 / 6, low, high, 6])


def test_the_difference_has_welchs_interval():
    interval = stats.ttest_ind(SPOKE, SILENT, equal_var=False).confidence_interval()
    assert row()[["difference", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [25 / 6 - 2.4, interval.low, interval.high]
    )


def test_shares_have_wilsons_and_newcombes_intervals():
    found = row([1.0] * 6 + [0.0] * 2, [1.0] * 2 + [0.0] * 6, "share")
    wilson = stats.binomtest(6, 8).proportion_ci(method="wilson")
    newcombe = confint_proportions_2indep(6, 8, 2, 8, method="newcomb", compare="diff")
    assert found[["spoke_low", "spoke_high"]].tolist() == pytest.approx([wilson.low, wilson.high])
    assert found[["difference", "ci_low", "ci_high"]].tolist() == pytest.approx([0.5, *newcombe])


def test_a_clear_difference_is_higher_or_lower_and_else_cannot_be_told():
    assert [row()["verdict"], row(SILENT, SPOKE)["verdict"], row(SPOKE, SPOKE)["verdict"]] == ["higher", "lower", "cannot tell"]  # fmt: skip


def test_few_on_one_side_are_refused():
    found = row(SPOKE, SILENT[:4])
    assert (found["verdict"], found["reason"], found["n_silent"]) == ("cannot tell", "too few linked cases on one of both sides", 4)  # fmt: skip
    assert pd.isna(found["spoke"])


def test_who_has_no_score_counts_on_no_side():
    assert row([*SPOKE, np.nan], SILENT)["n_spoke"] == 6


def test_without_linked_cases_there_are_no_rows():
    assert by_theme(ByCase()).empty
    assert by_theme(linked([np.nan], [np.nan])).empty


def test_a_side_needs_two():
    with pytest.raises(PilotsError, match="2 or more"):
        by_theme(linked(), least=1)


@settings(max_examples=15)
@given(st.permutations(range(11)))
def test_the_order_of_the_cases_is_irrelevant(order):
    assert by_theme(linked(order=order)).iloc[0]["ci_low"] == pytest.approx(row()["ci_low"])


@settings(max_examples=15)
@given(st.lists(st.integers(1, 5), min_size=5, max_size=9), st.lists(st.integers(1, 5), min_size=5, max_size=9))
def test_exchanging_the_sides_turns_the_difference_round(one, other):
    there, back = row([*map(float, one)], [*map(float, other)]), row([*map(float, other)], [*map(float, one)])
    assert there["difference"] == pytest.approx(-back["difference"])
    assert pd.isna(there["ci_low"]) == pd.isna(back["ci_high"])


def test_a_side_that_answered_alike_tells_of_everyone_in_it():
    assert tells_of_few(by_theme(linked([4.0] * 6)), 5).tolist() == [True]
    assert tells_of_few(by_theme(linked()), 5).tolist() == [False]


def test_a_share_that_few_make_up_is_held_back():
    assert tells_of_few(by_theme(linked([1.0] * 6 + [0.0] * 2, [1.0] * 4 + [0.0] * 4, "share")), 3).tolist() == [True]


def test_fewer_than_the_threshold_on_a_side_are_held_back():
    assert tells_of_few(by_theme(linked()), 6).tolist() == [True]
