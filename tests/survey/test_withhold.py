from collections.abc import Callable
from dataclasses import replace

import pytest

from pilots import Pilot
from pilots.survey.survey import Survey
from pilots.survey.withhold import withhold

Make = Callable[..., Survey]


def test_open_text_is_withheld_and_empty_stays_empty(make: Make, pilot: Pilot) -> None:
    remarks = withhold(make({"remark": "Bel Ann"}, {}), pilot).responses["remark"]
    assert remarks.iloc[0] == "[withheld]"
    assert remarks.isna().tolist() == [False, True]


def test_closed_answers_stay(make: Make, pilot: Pilot) -> None:
    survey = make({})
    closed = survey.responses.columns.drop(["code"])
    assert withhold(survey, pilot).responses[closed].equals(survey.responses[closed])


def test_a_raw_link_code_becomes_a_pseudonym_and_a_pseudonym_stays(make: Make, pilot: Pilot) -> None:
    once = withhold(make({"code": "MA12"}), pilot)
    assert once.responses["code"].str.fullmatch("p-[0-9a-f]{16}").all()
    assert withhold(once, pilot).responses["code"].tolist() == once.responses["code"].tolist()


@pytest.mark.parametrize(("status", "stands"), [("IP Address", True), ("Ann Peeters", False)])
def test_only_a_tools_own_status_stands(make: Make, pilot: Pilot, status: str, stands: bool) -> None:
    assert (withhold(make({"status": status}), pilot).responses["status"].iloc[0] == status) is stands


@pytest.mark.parametrize(
    ("who", "stands"),
    [
        ("w0-12", True),
        ("w0-r7", True),
        ("w1-R_2aB3cD4eF5gH6iJ", True),
        ("w0-ann", False),
        ("w0-0470123456", False),
        ("w0-a@b.be", False),
    ],
)
def test_an_id_that_somebody_typed_becomes_a_pseudonym_everywhere(
    make: Make, pilot: Pilot, who: str, stands: bool
) -> None:
    survey = make({"respondent_id": who}, missing=({"respondent_id": who, "variable": "born", "reason": "refused"},))
    public = withhold(survey, pilot)
    assert (public.responses["respondent_id"].iloc[0] == who) is stands
    assert public.missing["respondent_id"].tolist() == public.responses["respondent_id"].tolist()


def test_a_typed_site_stands_only_when_it_is_one(make: Make, pilot: Pilot) -> None:
    survey = replace(make({"remark": "vlam"}, {"remark": "Ann"}), site_variable="remark")
    assert withhold(survey, pilot).responses["remark"].tolist() == ["vlam", "[withheld]"]
