"""Findings group by group."""

from dataclasses import replace

import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.mixed import by_group
from pilots.mixed.by_group import BY_GROUP
from pilots.mixed.withheld import held_numbers
from pilots.vocabulary import frame

LINKS = [{"case": name, "survey": "parents"} for name in ("d1", "d2")]


@pytest.fixture
def grouped(pilot_with, surveys, project):
    def make(*changes, **more):
        found = by_group(pilot_with(*changes, cases=LINKS), surveys, project, phase=1, **more)
        return found.set_index(["finding", "group"])

    return make


def test_a_group_has_its_number_beside_its_conversations(grouped):
    row = grouped().loc[("F1", "parents")]
    assert row[["statistic", "estimate", "n", "cases", "base"]].tolist() == ["mean", 4.5, 12, 2, 2]


def test_a_survey_without_the_variable_has_no_number(grouped, surveys, pilot_with, project):
    surveys["staff"] = replace(surveys["parents"], name="staff", group="staff")
    found = grouped((0, "variable", "welcome"))
    assert "staff" not in found.index.get_level_values("group")


def test_sites_are_those_of_the_respondents(grouped, project):
    found = grouped(by="site")
    assert found.loc["F1", "n"].to_dict() == {"vlam": 8, "prins": 4}


def test_the_site_of_a_case_may_stand_in_an_attribute(grouped, pilot_with, surveys, project):
    cases = pd.DataFrame({"case": ["d1", "d2"], "name": ["d1", "d2"], "document": ["d1", "d2"], "part": "whole", "school": ["vlam", "prins"]})  # fmt: skip
    segments = project.segments.assign(case=project.segments["document"])
    of_cases = replace(project, cases=cases.astype("str"), segments=segments)
    found = by_group(pilot_with(), surveys, of_cases, phase=1, by="site", attribute="school").set_index(
        ["finding", "group"]
    )
    assert found.loc["F1", ["cases", "base"]].to_numpy().tolist() == [[1, 1], [1, 1]]


def test_languages_are_those_of_the_answers_and_of_the_conversations(pilot_with, surveys, project):
    survey = surveys["parents"]
    surveys["parents"] = replace(survey, responses=survey.responses.assign(language=["nl"] * 9 + ["fr"] * 3))
    spoken = replace(project, documents=project.documents.assign(language=["fr", "nl", "nl", "nl"]))
    found = by_group(pilot_with(), surveys, spoken, phase=1, by="language").set_index(["finding", "group"])
    assert found.loc["F1", ["n", "cases", "base"]].to_dict("index") == {
        "fr": {"n": 3, "cases": 1, "base": 1},
        "nl": {"n": 9, "cases": 1, "base": 2},
    }


def test_an_unknown_way_is_told(grouped):
    with pytest.raises(PilotsError, match="grouped by 'sites'"):
        grouped(by="sites")


def test_what_is_wrong_is_told_with_its_row(grouped):
    with pytest.raises(PilotsError, match="sheet findings, row 2"):
        grouped((0, "codes", "hot"))


def held(by, *numbers):
    mean = {"statistic": "mean", "estimate": 3.0, "ci_low": 2.8}
    rows = [mean | {"finding": "F1", "by": by, "group": str(n), "n": n} for n in numbers]
    return held_numbers(frame(BY_GROUP, rows), 5).tolist()


def test_the_only_small_site_takes_another_with_it():
    assert held("site", 3, 20, 9) == [True, False, True]


def test_two_small_sites_that_are_enough_together_take_no_other():
    assert held("site", 3, 20, 4) == [True, False, True]


def test_groups_of_different_surveys_have_no_total():
    assert held("survey", 3, 20, 9) == [True, False, False]


def test_a_mean_of_a_group_that_answered_alike_is_held_back():
    row = {"finding": "F1", "by": "survey", "group": "staff", "statistic": "mean", "estimate": 5.0, "n": 12}
    assert held_numbers(frame(BY_GROUP, [row]), 5).tolist() == [True]


def test_a_share_with_which_all_or_none_agree_is_held_back():
    row = {"finding": "F1", "by": "survey", "group": "staff", "statistic": "share", "n": 12, "ci_low": 0.1}
    rows = [row | {"estimate": estimate} for estimate in (0.0, 0.5, 1.0)]
    assert held_numbers(frame(BY_GROUP, rows), 5).tolist() == [True, False, True]


def test_a_share_of_which_few_agree_is_held_back():
    row = {"finding": "F1", "by": "survey", "statistic": "share", "estimate": 0.1, "n": 20}
    assert held_numbers(frame(BY_GROUP, [row]), 5).tolist() == [True]


def test_where_nothing_was_measured_nothing_is_held_back():
    assert held_numbers(frame(BY_GROUP, [{"finding": "F1", "by": "site", "group": "a"}]), 5).tolist() == [False]
