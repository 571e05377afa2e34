import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep

from pilots.statistics import conditional_odds_ratio, odds_ratio, phi, risk_difference, risk_ratio

TABLE = st.lists(st.integers(1, 9), min_size=4, max_size=4).map(lambda cells: [cells[:2], cells[2:]])
MEASURES = [conditional_odds_ratio, odds_ratio, risk_ratio, risk_difference, phi]


@given(TABLE)
def test_the_conditional_odds_ratio_is_scipys(table):
    theirs = stats.contingency.odds_ratio(np.array(table))
    estimate, *limits = conditional_odds_ratio(table)
    assert estimate == pytest.approx(theirs.statistic, rel=1e-6)
    assert limits == pytest.approx([*theirs.confidence_interval(0.95)], rel=1e-6)


@given(TABLE)
def test_the_ratio_of_shares_has_the_score_interval_of_statsmodels(table):
    (a, b), (c, d) = table
    theirs = confint_proportions_2indep(a, a + b, c, c + d, method="score", compare="ratio", correction=False)
    assert [*risk_ratio(table)[1:]] == pytest.approx(theirs, rel=1e-5)


@pytest.mark.parametrize("measure", [conditional_odds_ratio, odds_ratio, risk_ratio])
@given(TABLE)
def test_the_groups_the_other_way_round_is_one_over_it(measure, table):
    there, back = measure(table), measure(table[::-1])
    assert [1 / there.estimate, 1 / there.ci_high, 1 / there.ci_low] == pytest.approx([*back], rel=1e-6)


@pytest.mark.parametrize("measure", [risk_difference, phi])
@given(TABLE)
def test_the_groups_the_other_way_round_is_minus_it(measure, table):
    there, back = measure(table), measure(table[::-1])
    assert [-there.estimate, -there.ci_high, -there.ci_low] == pytest.approx([*back])


def test_where_everybody_did_statsmodels_goes_wrong_and_koopman_does_not():
    """Half of ten against all of ten: statsmodels 0.15 gives 0.750 to 0.788."""
    there, back = risk_ratio([[5, 5], [10, 0]]), risk_ratio([[10, 0], [5, 5]])
    assert there.ci_low < 0.5 < there.ci_high
    assert [1 / there.ci_high, 1 / there.ci_low] == pytest.approx([*back[1:]])


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "table",
    [[[0, 5], [3, 2]], [[5, 0], [3, 2]], [[5, 0], [0, 5]], [[0, 5], [0, 5]], [[5, 0], [5, 0]], [[0, 0], [3, 2]]],
)
def test_empty_cells_never_make_anything_infinite(measure, table):
    assert not np.isinf(measure(table)).any()


def test_an_infinite_odds_ratio_is_missing_with_its_lower_limit():
    estimate, low, high = conditional_odds_ratio([[10, 0], [5, 5]])
    assert np.isnan([estimate, high]).all()
    assert low == pytest.approx(stats.contingency.odds_ratio([[10, 0], [5, 5]]).confidence_interval().low)
