"""Conversations beside the answers of who was interviewed."""

from dataclasses import replace

import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.mixed import by_case
from pilots.mixed.cases import groups_of
from pilots.pilot import Pilot, QualitativeSource
from pilots.qualitative.read.ids import guid

LINKS = [
    {"case": "d1", "survey": "parents", "respondent": "2"},
    {"case": "D2", "survey": "parents", "respondent": "9"},
    {"case": "d3", "survey": "parents"},
]


@pytest.fixture
def joined(pilot_with, surveys, project):
    def make(*rows, phase=1, **parts):
        return by_case(pilot_with(cases=list(rows or LINKS)), surveys, project, phase=phase, **parts)

    return make


def test_scores_stand_beside_themes(joined):
    table = joined(variables=["parents.welcome", "parents.talk"]).joined()
    assert table.loc["d2", ["parents.welcome", "parents.talk", "Warm", "Cold"]].tolist() == [5.0, 1.0, 1, 1]


def test_a_case_without_response_has_no_score_but_its_group(joined):
    row = joined().cases.loc["d3"]
    assert (row["survey"], pd.isna(row["respondent_id"])) == ("parents", True)
    assert joined().scores.loc["d3"].isna().all()


def test_left_out_all_scales_of_the_linked_are_joined(joined):
    found = joined()
    assert found.scores.columns.tolist() == ["parents.welcome", "parents.talking"]
    assert found.statistics["parents.welcome"] == "mean"
    assert found.bounds["parents.welcome"] == (1.0, 5.0)


def test_the_site_is_that_of_the_response(joined):
    assert joined().cases["site"].dropna().to_dict() == {"d1": "vlam", "d2": "prins"}


def test_responses_of_another_phase_are_not_joined(joined):
    assert not joined({"case": "d4", "survey": "parents", "respondent": "2"}, phase=3).linked.any()


def test_a_pilot_without_links_links_nobody(pilot_with, surveys, project):
    found = by_case(pilot_with(), surveys, project, phase=1)
    assert (len(found.cases), found.linked.sum(), found.scores.shape[1]) == (3, 0, 0)


def test_open_answers_are_linked_by_themselves(pilot_with, surveys, project):
    case = guid("respondent", "parents", "3")
    cases = pd.DataFrame({"case": [case], "name": ["x"], "document": ["d1"], "part": ["whole"]}, dtype="str")
    segments = project.segments.assign(case=project.segments["document"].map({"d1": case}).astype("str"))
    answered = QualitativeSource(name="answers", survey="parents", variables=["why"])
    pilot = pilot_with()
    other = pilot.model_copy(update={"qualitative": [answered]})
    other._folder = pilot.folder
    found = by_case(other, surveys, replace(project, cases=cases, segments=segments), phase=1)
    assert found.cases["respondent_id"].dropna().to_dict() == {case: "3"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"case": "nobody", "survey": "parents"}, "no such case"),
        ({"case": "d1", "survey": "parents", "respondent": "99"}, "no such respondent"),
        ({"case": "d1", "survey": "staff"}, "unknown survey 'staff'"),
        ({"case": "", "survey": "parents"}, "the name of a case"),
    ],
)
def test_what_is_wrong_is_told_with_its_row_but_without_the_case(joined, row, message):
    with pytest.raises(PilotsError, match=message) as error:
        joined(row)
    assert "sheet cases, row 2" in str(error.value)
    assert "nobody" not in str(error.value)
    assert "99" not in str(error.value)


def test_a_respondent_is_one_case(joined):
    twice = [{"case": case, "survey": "parents", "respondent": "2"} for case in ("d1", "d2")]
    with pytest.raises(PilotsError, match="another row"):
        joined(*twice)


@pytest.mark.parametrize("variable", ["parents.welcom", "staff.welcome", "welcome"])
def test_an_unknown_variable_is_told(joined, variable):
    with pytest.raises(PilotsError, match="unknown variable"):
        joined(variables=[variable])


def test_groups_come_from_an_attribute_where_one_is_named(joined, project):
    cases = pd.DataFrame({"case": ["d1"], "document": ["d1"], "role": ["parents"]}, dtype="str")
    assert groups_of(joined().cases, replace(project, cases=cases), "survey", "role").dropna().to_dict() == {
        "d1": "parents"
    }


def test_an_unknown_attribute_is_told(joined, project):
    with pytest.raises(PilotsError, match="no attribute 'role'"):
        groups_of(joined().cases, project, "survey", "role")


def test_without_a_workbook_there_are_no_cases(surveys, project):
    assert not by_case(Pilot(name="a", title="A", synthetic=True), surveys, project, phase=1).linked.any()
