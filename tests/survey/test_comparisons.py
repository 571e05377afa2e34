from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pilots import statistics, vocabulary
from pilots.codebook import build
from pilots.errors import CodebookError
from pilots.statistics import Method
from pilots.survey.comparisons import comparability, compare_groups, compare_within

GENERATOR = np.random.default_rng(4)


def answers(n, low, **columns):
    return [{f"q{item}": str(GENERATOR.integers(low, 6)) for item in (1, 2, 3)} | columns for _ in range(n)]


@pytest.fixture
def parents(make):
    rows = answers(12, 3, school="vlam", q4="1") + answers(10, 1, school="prins", q4="5") + answers(1, 1, school=None)
    return replace(make(*rows), compare_by=("q4",), wave_sites={})


@pytest.fixture
def staff(make):
    return replace(make(*answers(9, 1)), name="staff")


def test_groups_are_compared_on_the_scale_they_share(parents, staff):
    found = compare_groups({"parents": parents, "staff": staff}, wave=0)
    assert found[["group", "statistic"]].to_numpy().tolist() == [
        ["parents", "mean"], ["staff", "mean"], ["parents - staff", "mean_difference"],
        ["parents - staff", "hedges_g"], ["parents - staff", "cliffs_delta"],
    ]  # fmt: skip
    assert found["variable"].unique().tolist() == ["welcome"]


def test_the_difference_is_that_of_the_means(parents, staff):
    found = compare_groups({"parents": parents, "staff": staff}, wave=0)["estimate"]
    assert found[2] == pytest.approx(found[0] - found[1])


def test_one_survey_has_nothing_to_compare(parents):
    found = compare_groups({"parents": parents}, wave=0)
    assert found.empty
    assert (found.dtypes == vocabulary.estimates().dtypes).all()


def test_scales_on_another_range_are_not_compared(parents, staff):
    book = staff.codebook
    choices = book.choices.loc[~((book.choices["list_name"] == "agree") & (book.choices["name"] == "5"))]
    found = compare_groups(
        {"parents": parents, "staff": replace(staff, codebook=replace(book, choices=choices))}, wave=0
    )
    pair = found.loc[found["group"] == "parents - staff"]
    assert pair["estimate"].isna().all()
    assert (pair["method"] == Method.OTHER_RANGE).all()


def test_categories_go_by_variable_and_code_and_scales_by_survey(parents):
    found = compare_within({"parents": parents}, wave=0)
    assert found["variable"].unique().tolist() == ["parents.welcome"]
    assert found["group"].unique().tolist() == ["q4/1", "q4/3", "q4/5", "q4/1 - q4/3", "q4/1 - q4/5", "q4/3 - q4/5",
                                                "vlam", "prins", "vlam - prins"]  # fmt: skip


def test_two_schools_are_described_and_not_tested(parents):
    found = compare_within({"parents": parents}, wave=0).query("group == 'vlam - prins'")
    assert found["p_value"].isna().all()
    assert found["estimate"].notna().all()
    assert (found["method"] == Method.FEW_SCHOOLS).all()


def test_within_is_what_statistics_says_of_the_scores(parents):
    from pilots.survey.score import score

    scores = score(parents).scores.assign(by=parents.responses["q4"])
    theirs = statistics.compare(scores.query("by != '3'"), "welcome", by="by").set_index("statistic")
    ours = compare_within({"parents": parents}, wave=0).query("group == 'q4/1 - q4/5'").set_index("statistic")
    for column in ("estimate", "ci_low", "p_value"):
        assert ours[column]["hedges_g"] == pytest.approx(theirs[column]["hedges_g"], rel=1e-12)


def test_p_is_adjusted_over_all_comparisons(parents):
    found = compare_within({"parents": parents}, wave=0).query("statistic == 'hedges_g' and p_value.notna()")
    assert found["p_adjusted"].tolist() == pytest.approx(statistics.holm(found["p_value"]))


def test_a_variable_that_is_not_there_is_named(parents):
    with pytest.raises(CodebookError, match=r"'q44'.*q4"):
        compare_within({"parents": replace(parents, compare_by=("q44",))}, wave=0)


def test_row_order_is_irrelevant_to_comparisons(parents, staff):
    back = parents.of(pd.Series(True, index=parents.responses.index))
    back = replace(back, responses=parents.responses.iloc[::-1].reset_index(drop=True))
    for compared in (compare_groups, compare_within):
        there = compared({"parents": parents, "staff": staff}, wave=0)
        pd.testing.assert_frame_equal(there, compared({"parents": back, "staff": staff}, wave=0), rtol=0)


def test_a_survey_without_scales_has_nothing_to_compare(parents):
    bare = replace(parents, codebook=build(pd.DataFrame({"type": ["text"], "name": ["q4"]}), pd.DataFrame()))
    assert compare_within({"parents": bare}, wave=0).empty


def test_groups_of_a_variable_are_told_whether_a_scale_is_the_same_for_them(parents):
    found = comparability({"parents": parents}, wave=0)
    assert found[["variable", "group", "method"]].to_numpy().tolist() == [["parents.welcome", "q4", "cannot tell"]]


def test_languages_of_the_questionnaire_are_compared(parents):
    frame = parents.responses.assign(language=["nl", "fr"] * 11 + ["nl"])
    surveys = {"parents": replace(parents, responses=frame, compare_by=("language",))}
    assert "language/fr - language/nl" in set(compare_within(surveys, wave=0)["group"])
    assert comparability(surveys, wave=0)["group"].tolist() == ["language"]


def test_a_wave_that_there_is_not_has_no_verdicts(parents):
    assert comparability({"parents": parents}, wave=7).empty


def test_the_items_that_make_a_scale_another_follow_its_verdict(parents):
    rows = pd.DataFrame({"total": [2, 3, 4] * 40, "group": ["a"] * 60 + ["b"] * 60})
    lower = (rows["group"] == "b").astype(int)
    data = pd.DataFrame({"group": rows["group"], "x": rows["total"] - lower, "y": rows["total"] + lower})
    found = statistics.comparability(data, ["x", "y"], by="group")
    assert set(statistics.differing(found)["variable"]) == {"x", "y"}
    assert statistics.verdict(found) == "not comparable"
