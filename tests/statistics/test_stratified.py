import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from pilots.errors import PilotsError
from pilots.statistics import Method, stratified_counts

SCHOOLS = pd.DataFrame(
    {"school": list("abc"), "yes1": [9, 7, 3], "n1": [20, 15, 9], "yes2": [4, 3, 2], "n2": [21, 14, 11]}
)


def ratios(data=SCHOOLS):
    return stratified_counts(data, "school", events=("yes1", "yes2"), ns=("n1", "n2")).set_index("statistic")


def test_tarone_is_that_of_statsmodels():
    tables = [[[row.yes1, row.n1 - row.yes1], [row.yes2, row.n2 - row.yes2]] for row in SCHOOLS.itertuples()]
    theirs = StratifiedTable([np.array(table) for table in tables]).test_equal_odds(adjust=True)
    assert ratios().loc["tarone_q", ["estimate", "p_value"]].tolist() == pytest.approx(
        [theirs.statistic, theirs.pvalue]
    )


def test_groups_that_change_places_turn_the_ratio_round():
    turned = SCHOOLS.rename(columns={"yes1": "yes2", "yes2": "yes1", "n1": "n2", "n2": "n1"})
    names = ["mh_odds_ratio", "mh_risk_ratio", "peto_odds_ratio"]
    assert ratios(turned)["estimate"][names].tolist() == pytest.approx((1 / ratios()["estimate"][names]).tolist())


def test_a_group_in_which_it_never_happened_cannot_tell():
    assert (ratios(SCHOOLS.assign(yes1=0))["method"] == Method.NO_EVENTS).all()


def test_a_table_in_which_it_never_happened_changes_no_odds_ratio():
    more = pd.concat([SCHOOLS, pd.DataFrame({"school": ["d"], "yes1": 0, "n1": 10, "yes2": 0, "n2": 10})])
    assert ratios(more)["estimate"]["mh_odds_ratio"] == pytest.approx(ratios()["estimate"]["mh_odds_ratio"])


def test_one_table_has_nothing_to_differ_from():
    assert ratios(SCHOOLS.head(1))["method"]["tarone_q"] == Method.ONE_TABLE


@pytest.mark.parametrize("other", [{"yes1": 30}, {"school": "a"}])
def test_impossible_counts_and_doubled_schools_are_refused(other):
    with pytest.raises(PilotsError):
        ratios(SCHOOLS.assign(**other))


def test_groups_that_do_not_differ_have_a_p_of_1():
    alike = pd.DataFrame({"school": ["a", "b"], "yes1": [3, 5], "n1": [9, 10], "yes2": [3, 5], "n2": [9, 10]})
    found = ratios(alike).loc["mh_odds_ratio"]
    assert (found["estimate"], found["p_value"]) == (pytest.approx(1), 1)
