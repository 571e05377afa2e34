"""What a group answered that all answered alike is told nowhere: it tells how each of them did."""

import pandas as pd

from pilots import figures, sentences, survey, tables
from pilots.actions.measures import ALIKE
from pilots.cells import alike
from pilots.mixed.numbers import Number, may_be_shown
from pilots.vocabulary import estimates

MEANS = estimates(
    [
        {"variable": "climate", "group": "parents", "statistic": "mean", "estimate": 5.0, "n": 12},
        {"variable": "climate", "group": "staff", "statistic": "mean", "estimate": 4.0, "ci_low": 3.8, "ci_high": 4.2, "n": 20},
        {"variable": "climate", "group": "parents - staff", "statistic": "hedges_g", "estimate": 1.0, "ci_low": 0.5, "ci_high": 1.5, "n": 32},
    ]
)  # fmt: skip


def test_a_mean_without_spread_is_held_back(pilot):
    assert [alike(row) for _, row in MEANS.iterrows()] == [True, False, False]
    table = tables.means(MEANS, {}, pilot, caption="Means", label="tbl-means", language="en")
    assert table.data["Mean"].tolist() == ["·", "4.00"]
    assert "each of a group" in table.notes[0]


def test_no_mean_without_spread_is_drawn(pilot):
    figure = figures.groups(MEANS, {}, pilot, caption="Groups", label="fig-groups", language="en")
    assert figure.data["Value"].tolist() == ["4.00"]


def test_no_difference_gives_a_mean_without_spread_away(pilot):
    table = tables.differences(MEANS, {}, pilot, caption="Differences", label="tbl-differences", language="en")
    assert table.data["g"].tolist() == ["–"]
    assert sentences.differences(MEANS, {}, pilot).absent


def test_an_item_that_all_answered_alike_has_no_bar(pilot, parents):
    answers = parents.responses.assign(welcome="3", heard=["2"] * 9 + ["3"] * 14)
    asked = type(parents)("parents", "parents", answers, parents.codebook)
    figure, *_ = figures.likert(survey.likert({"parents": asked}, wave=0), {"parents": asked}, pilot, language="nl")
    assert set(figure.data.iloc[:, 0]) == {"Men luistert naar mij"}
    assert [one.low for one in figure.counts if "welcome" in dict(one.where) and one.held] == [0, 0, 0]


def test_a_number_without_spread_stands_beside_no_words():
    assert not may_be_shown(Number("mean", 5.0, n=12), 5)
    assert may_be_shown(Number("mean", 4.0, 3.8, 4.2, n=12), 5)


def test_a_target_of_people_who_answered_alike_tells_no_result(pilot, plan):
    result = {"indicator": "I1", "action": "A1", "measure": "scale:parents.climate", "site": "", "baseline": 3.0, "target": 3.5,
              "result": 5.0, "ci_low": None, "ci_high": None, "n": 12, "period": "", "verdict": "cannot tell", "reason": ALIKE}  # fmt: skip
    table = tables.targets(pd.DataFrame([result]), plan, pilot, language="en")
    assert table.data.iloc[0, 4:].tolist() == ["·", "12", "·", "cannot tell"]


def test_nothing_to_compare_is_told_as_that(pilot):
    assert sentences.differences(MEANS.iloc[:0], {}, pilot).absent
