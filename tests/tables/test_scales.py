import pytest

from pilots import tables
from pilots.language import translate
from pilots.statistics.methods import Method
from pilots.vocabulary import estimates


def alpha(n):
    return {"variable": "climate", "group": "parents", "statistic": "cronbach_alpha", "estimate": 0.81, "ci_low": 0.7,
            "ci_high": 0.9, "n": n, "n_missing": 2, "method": "m"}  # fmt: skip


def moved(group, n, value=0.3, method="m"):
    return {"variable": "parents.climate", "group": group, "statistic": "mean_difference", "estimate": value,
            "ci_low": 0.1, "ci_high": 0.5, "p_value": 0.01, "p_adjusted": 0.02, "n": n, "method": method}  # fmt: skip


def changed(parents, pilot, *rows):
    return tables.change(estimates(rows), {"parents": parents}, pilot)


def test_reliability_names_the_number_of_items(parents, pilot):
    shown = tables.reliability(estimates([alpha(20)]), {"parents": parents}, pilot).data
    assert shown.iloc[0].tolist() == ["Ouders", "Schoolklimaat", "2", "20", "< 5", "0,81", "0,70 tot 0,90", "goed", "–"]


def test_the_reliability_of_too_few_answers_is_held_back(parents, pilot):
    table = tables.reliability(estimates([alpha(4)]), {"parents": parents}, pilot)
    assert table.data.iloc[0, 3:].tolist() == ["< 5", "–", "–", "–", "–", "–"]
    assert "niet getoond" in table.notes[-1]


def test_a_rise_bears_a_plus(parents, pilot):
    assert changed(parents, pilot, moved("all", 40)).data["Verandering"].tolist() == ["+0,30"]


def test_a_fall_bears_a_minus(parents, pilot):
    assert changed(parents, pilot, moved("all", 40, -0.3)).data["Verandering"].tolist() == ["−0,30"]


def test_a_small_school_can_not_be_computed_from_all_and_the_others(parents, pilot):
    table = changed(parents, pilot, moved("all", 43), moved("vlam", 40), moved("prins", 3))
    assert table.data["n"].tolist() == ["43", "·", "< 5"]
    assert "te berekenen" in table.notes[-1]


def test_schools_large_enough_are_shown_beside_all(parents, pilot):
    table = changed(parents, pilot, moved("all", 70), moved("vlam", 40), moved("prins", 30))
    assert table.data["n"].tolist() == ["70", "40", "30"]


def test_why_there_is_no_change_is_said(parents, pilot):
    nothing = dict.fromkeys(["estimate", "ci_low", "ci_high", "p_adjusted"])
    table = changed(parents, pilot, moved("vlam", 40), moved("prins", 30, method=Method.NO_BASELINE.value) | nothing)
    assert table.data.iloc[1, 3:].tolist() == ["–", "–", "–"]
    assert f"–: {translate(Method.NO_BASELINE.value, 'nl')}." in table.notes


def test_what_a_small_sample_could_show_is_held_back(parents, pilot):
    row = {"variable": "climate", "group": "parents", "statistic": "detectable_difference", "estimate": 0.4, "n": 3}
    shown = tables.detectable(estimates([row]), {"parents": parents}, pilot).data
    assert shown.iloc[0, 2:].tolist() == ["< 5", "–"]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (tables.reliability, "geen schalen"),
        (tables.detectable, "geen schalen"),
        (tables.change, "geen verandering"),
    ],
)
def test_what_was_not_measured_is_said(table, said, parents, pilot):
    assert said in table(estimates(), {"parents": parents}, pilot).to_html()
