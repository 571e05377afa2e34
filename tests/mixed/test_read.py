"""What the integration workbook says besides findings and quotes."""

import pytest

from pilots.errors import PilotsError
from pilots.mixed import framework_codes, joint_display
from pilots.mixed.read import read_integration
from pilots.workbook import Sheet, read_sheets, write


def test_a_code_belongs_to_elements_of_frameworks(pilot_with):
    codes = [{"code": "warm", "framework": "involvement.school capitals.social"}]
    assert read_integration(pilot_with(codes=codes)).codes["framework"].tolist() == [
        ("involvement.school", "capitals.social")
    ]


def test_the_codes_of_frameworks_come_with_their_cases(pilot_with, project):
    codes = [{"code": "warm", "framework": "involvement.school"}, {"code": "cold", "framework": "blocks.school"}]
    found = framework_codes(pilot_with(codes=codes), project)
    assert found[["code", "case"]].to_numpy().tolist() == [["warm", "d1"], ["warm", "d2"], ["cold", "d2"]]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"code": "warm", "framework": "involvement.scool"}, "Did you mean 'involvement.school'"),
        ({"code": "warm", "framework": ""}, "a code and the element"),
        ({"code": "", "framework": "blocks.school"}, "a code and the element"),
    ],
)
def test_what_is_wrong_with_a_code_is_told_with_its_row(pilot_with, row, message):
    with pytest.raises(PilotsError, match=message) as error:
        read_integration(pilot_with(codes=[row]))
    assert "sheet codes, row 2" in str(error.value)


def test_a_code_that_nobody_gave_is_told_by_the_display(pilot_with, surveys, project):
    pilot = pilot_with(codes=[{"code": "hot", "framework": "blocks.school"}])
    with pytest.raises(PilotsError, match="sheet codes, row 2: the code book holds no code 'hot'"):
        joint_display(pilot, surveys, project, phase=1)


def test_a_misspelt_sheet_is_told(pilot_with):
    with pytest.raises(PilotsError, match="unknown sheet 'case'"):
        read_integration(pilot_with(case=[{"case": "d1", "survey": "parents"}]))


def test_a_case_is_of_one_survey(pilot_with):
    pilot = pilot_with(cases=[{"case": "d1", "survey": "parents"}, {"case": "d1", "survey": "staff"}])
    with pytest.raises(PilotsError, match="with another survey"):
        read_integration(pilot)


def test_findings_without_their_ids_are_one_problem(pilot_with):
    pilot = pilot_with()
    path = pilot.path(pilot.integration)
    sheets = read_sheets(path)
    sheets["findings"] = sheets["findings"].rename(columns={"finding": "bevinding"})
    write(path, [Sheet(name, table) for name, table in sheets.items()])
    with pytest.raises(PilotsError, match=r"no column 'finding'. Rename 'bevinding' to 'finding'") as error:
        read_integration(pilot)
    assert len(error.value.each) == 1
