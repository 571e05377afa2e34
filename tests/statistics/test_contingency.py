import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, cell_residuals, contingency, fisher_exact, holm

TABLE = [[8, 2, 4], [3, 5, 1], [1, 4, 6]]


def people(table, answers="abc"):
    rows = [(f"g{g}", answers[a]) for g, row in enumerate(table) for a, count in enumerate(row) for _ in range(count)]
    return pd.DataFrame(rows, columns=["group", "answer"])


def test_v_comes_with_the_p_of_all_tables():
    found = contingency(people(TABLE), "answer", by="group").set_index("statistic")
    assert found["p_value"]["cramers_v"] == fisher_exact(np.array(TABLE)).p
    assert found["estimate"]["cramers_v"] == pytest.approx(stats.contingency.association(np.array(TABLE)))


def test_chi_squared_and_g_are_scipys():
    found = contingency(people(TABLE), "answer", by="group").set_index("statistic")
    for name, power in (("chi_squared", 1), ("likelihood_ratio", 0)):
        theirs = stats.chi2_contingency(TABLE, correction=False, lambda_=power)
        assert found.loc[name, ["estimate", "p_value"]].tolist() == pytest.approx([theirs.statistic, theirs.pvalue])


def test_of_two_answers_each_pair_of_groups_has_its_ratios():
    found = contingency(people([[8, 2], [3, 5], [1, 4]], "yn"), "answer", by="group", event="y").query("group != 'all'")
    assert found["group"].unique().tolist() == ["g0 - g1", "g0 - g2", "g1 - g2"]
    assert (found["variable"] == "answer/y").all()
    shares = found.query("statistic == 'share_difference'")
    assert shares["estimate"].tolist() == pytest.approx([0.8 - 3 / 8, 0.8 - 0.2, 3 / 8 - 0.2])
    assert shares["p_adjusted"].tolist() == pytest.approx(holm(shares["p_value"]))


def test_one_answer_can_be_set_against_all_others():
    found = contingency(people(TABLE), "answer", by="group", event="b").set_index(["group", "statistic"])["estimate"]
    assert found["g0 - g1", "share_difference"] == pytest.approx(2 / 14 - 5 / 9)


@pytest.mark.parametrize(("answers", "event"), [("01", "1"), ("yn", "n")])
def test_what_counts_as_happening_where_nobody_says(answers, event):
    found = contingency(people([[8, 2], [3, 5]], answers), "answer", by="group")
    assert found["variable"].iloc[-1] == f"answer/{event}"


def test_codes_that_a_missing_one_made_floats_are_codes():
    data = pd.DataFrame({"group": list("aabbb"), "yes": [1, 0, 0, 1, None]})
    assert contingency(data, "yes", by="group", event="0")["variable"].iloc[-1] == "yes/0"


def test_none_is_a_category_and_an_empty_cell_is_not():
    data = pd.DataFrame({"group": list("aabb") * 5, "answer": ["None", "Some", None, "None"] * 5})
    found = contingency(data, "answer", by="group").iloc[0]
    assert (found["n"], found["n_missing"]) == (15, 5)


def test_an_infinite_odds_ratio_is_missing_and_the_one_with_a_half_is_said_to_be_so():
    found = contingency(people([[6, 0], [3, 5]], "yn"), "answer", by="group", event="y").set_index("statistic")[
        "method"
    ]
    assert found[["odds_ratio_conditional", "odds_ratio"]].tolist() == [Method.EMPTY_CELL, Method.HALDANE]


def test_an_event_that_nobody_gave_is_refused():
    with pytest.raises(PilotsError, match="'d'"):
        contingency(people(TABLE), "answer", by="group", event="d")


@pytest.mark.parametrize(
    ("table", "method"), [([[5, 0], [3, 0]], Method.ONE_CATEGORY), ([[0, 0], [0, 0]], Method.NO_ANSWERS)]
)
def test_one_answer_goes_together_with_nothing(table, method):
    data = pd.concat([people(table, "yn"), pd.DataFrame({"group": ["g0", "g1"], "answer": [None, None]})])
    found = contingency(data, "answer", by="group")
    assert (found["method"] == method).all()


def test_residuals_of_two_by_two_are_the_root_of_chi_squared():
    data = people([[8, 2], [3, 5]], "yn")
    chi_squared = contingency(data, "answer", by="group").set_index("statistic")["estimate"]["chi_squared"]
    assert cell_residuals(data, "answer", by="group")["estimate"].abs().tolist() == pytest.approx(
        [chi_squared**0.5] * 4
    )
