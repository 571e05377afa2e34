import pytest

from pilots import tables
from pilots.vocabulary import estimates


def mean(group, n, value=2.0):
    return {
        "variable": "climate",
        "group": group,
        "statistic": "mean",
        "estimate": value,
        "ci_low": 1.5,
        "ci_high": 2.5,
        "n": n,
        "method": "mean with t interval",
    }


def gap(group, n=30, **more):
    return {
        "variable": "climate",
        "group": group,
        "statistic": "hedges_g",
        "estimate": 0.4,
        "ci_low": -0.1,
        "ci_high": 0.9,
        "p_value": 0.1,
        "p_adjusted": 0.2,
        "n": n,
        "method": "m",
    } | more


def test_a_mean_of_too_few_people_is_held_back(parents, pilot):
    found = estimates([mean("vlam", 20), mean("prins", 3)])
    shown = tables.means(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a").data
    assert shown.iloc[1, 2:].tolist() == ["< 5", "–", "–"]


def test_a_difference_with_too_small_a_group_is_held_back(parents, pilot):
    found = estimates([mean("vlam", 20), mean("prins", 3), gap("vlam - prins", 23)])
    shown = tables.differences(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a").data
    assert shown.iloc[0, 2:].tolist() == ["–"] * 4


def test_numbers_carry_n_interval_and_the_readers_comma(parents, pilot):
    found = estimates([mean("vlam", 20), mean("prins", 12), gap("vlam - prins", 32)])
    shown = tables.differences(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a").data
    assert shown.iloc[0].tolist() == [
        "Schoolklimaat",
        "VBS VLAM − De Kleine Prins",
        "32",
        "0,40",
        "−0,10 tot 0,90",
        "0,200",
    ]


def test_a_refused_test_says_why(parents, pilot):
    found = estimates(
        [
            mean("vlam", 20),
            mean("prins", 12),
            gap("vlam - prins", 32, p_adjusted=None, p_value=None, method="no test: fewer than 3 schools"),
        ]
    )
    table = tables.differences(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a")
    assert table.data.iloc[0, -1] == "–"
    assert "geen toets: minder dan 3 scholen" in table.notes


def test_nothing_to_compare_is_said(parents, pilot):
    table = tables.means(estimates(), {"parents": parents}, pilot, caption="Mean", label="tbl-a")
    assert "niets te vergelijken" in table.to_html()


def test_a_difference_keeps_its_sign(parents, pilot):
    found = estimates([mean("vlam", 20), mean("prins", 12), gap("vlam - prins", estimate=-0.4)])
    shown = tables.differences(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a").data
    assert shown["g"].tolist() == ["−0,40"]


def test_only_the_largest_differences_are_shown_and_that_is_said(parents, pilot):
    pairs = [gap("vlam - prins", estimate=0.1), gap("vlam - other", estimate=0.9), gap("prins - other", estimate=0.2)]
    found = estimates([mean("vlam", 20), mean("prins", 12), mean("other", 12), *pairs])
    table = tables.differences(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a", most=1)
    assert table.data["g"].tolist() == ["0,90"]
    assert "1 grootste van 3" in " ".join(table.notes)


def test_a_mean_within_a_survey_says_whose_it_is(parents, pilot):
    found = estimates([mean("vlam", 20) | {"variable": "parents.climate"}])
    shown = tables.means(found, {"parents": parents}, pilot, caption="Mean", label="tbl-a").data
    assert shown["Schaal"].tolist() == ["Ouders: Schoolklimaat"]


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        ("comparable", "Meet een schaal in alle groepen hetzelfde (taal van de vragenlijst)? Schoolklimaat: ja."),
        ("not comparable", "Schoolklimaat: nee, een vraag wordt anders beantwoord"),
        ("cannot tell", "Schoolklimaat: te weinig antwoorden om het te zeggen."),
    ],
)
def test_the_note_tells_whether_languages_can_be_compared(parents, pilot, verdict, said):
    told = {"variable": "climate", "group": "language", "statistic": "comparability", "method": verdict}
    found = estimates([mean("language/nl", 12), mean("language/fr", 9), gap("language/nl - language/fr", 21)])
    shown = tables.differences(
        found, {"parents": parents}, pilot, caption="Mean", label="tbl-a", comparability=estimates([told])
    )
    assert any(said in note for note in shown.notes)
    assert shown.data.iloc[0, 1] == "Nederlands − Frans"
