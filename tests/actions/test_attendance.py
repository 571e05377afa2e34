"""Weekly attendance, with problems told by row and without the numbers."""

import pytest

from pilots.actions import attendance
from pilots.errors import PilotsError, Problems, ReadError
from pilots.pilot import Pilot

HEAD = "site,week,children,present,possible\n"


@pytest.fixture
def registered(pilot_with):
    def make(text):
        pilot = pilot_with()
        pilot.path("attendance.csv").write_text(HEAD + text)
        return pilot

    return make


def test_a_pilot_without_registrations_has_an_empty_frame():
    assert attendance(Pilot(name="a", title="A", synthetic=True)).columns[-1] == "share"


def test_share_is_present_out_of_possible(registered):
    table = attendance(registered("vlam,2017-09-25,20,150,200\nvlam,2017-09-18,20,100,200\n"))
    assert table["share"].tolist() == [0.5, 0.75]


def test_holidays_are_left_out(registered):
    assert len(attendance(registered("vlam,2017-09-25,20,0,0\nvlam,2017-09-18,20,1,2\n"))) == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("elsewhere,2017-09-25,20,1,2", "is no school of pilot.toml"),
        ("vlam,september,20,1,2", "not a date"),
        ("vlam,2017-09-25,20,many,2", "'present' is not a whole number"),
        ("vlam,2017-09-25,20,1.5,2", "'present' is not a whole number"),
        ("vlam,2017-09-25,-20,1,2", "'children' is not a whole number"),
        ("vlam,2017-09-25,20,987,654", "more were present than possible"),
    ],
)
def test_what_is_wrong_is_told_with_the_row_and_without_the_number(registered, row, message):
    with pytest.raises(PilotsError, match=message) as error:
        attendance(registered(row + "\n"))
    assert "row 2" in str(error.value)
    assert "987" not in str(error.value)


def test_a_week_that_stands_twice_is_told(registered):
    with pytest.raises(PilotsError, match="row 3"):
        attendance(registered("vlam,2017-09-25,20,1,2\nvlam,2017-09-25,20,1,2\n"))


def test_all_problems_are_told_at_once(registered):
    with pytest.raises(Problems, match="2 problems"):
        attendance(registered("x,2017-09-25,20,1,2\nvlam,2017-09-25,20,3,2\n"))


def test_a_missing_file_is_told(pilot_with):
    with pytest.raises(ReadError, match="missing"):
        attendance(pilot_with())
