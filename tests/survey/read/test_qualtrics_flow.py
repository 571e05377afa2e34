"""The branches of a Qualtrics survey tell who was asked what."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.survey.read.qualtrics_writer import question, write_survey

from pilots.survey.read import read_survey
from pilots.survey.read.qualtrics.flow import Gate, gates

USED = {"LogicType": "Question", "LeftOperand": "q://QID1/SelectableChoice/1"}
NAMED = question(1, "MC", "SAVR", "TX", Choices=["ja", "nee"])


def branch(condition: dict[str, Any], *parts: dict[str, Any]) -> dict[str, Any]:
    return {"Type": "Branch", "BranchLogic": condition, "Flow": list(parts)}


def block(name: str) -> dict[str, Any]:
    return {"Type": "Standard", "ID": name}


END = {"Type": "EndSurvey"}
A, B = {"a": "1"}, {"b": "1"}


def test_a_block_in_a_branch_is_reached_where_its_condition_holds() -> None:
    assert gates([branch(A, block("in")), block("after")]) == {"in": (Gate(A, holds=True),), "after": ()}


def test_behind_a_branch_that_ends_the_survey_its_condition_does_not_hold() -> None:
    assert gates([branch(A, block("in"), END), block("after")])["after"] == (Gate(A, holds=False),)


def test_an_end_in_a_branch_of_a_branch_is_no_end_of_the_outer_one() -> None:
    found = gates([branch(A, branch(B, END), block("in")), block("after")])
    assert found == {"in": (Gate(A, holds=True), Gate(B, holds=False)), "after": ()}


def test_of_a_block_in_several_places_what_all_ways_have_in_common() -> None:
    found = gates([branch(A, END), branch(B, block("twice"), END), block("twice")])
    assert found == {"twice": (Gate(A, holds=False),)}


def test_groups_and_randomizers_ask_nothing() -> None:
    assert gates([{"Type": "Group", "Flow": [block("in")]}, {"Type": "BlockRandomizer", "Flow": [END]}]) == {"in": ()}


@pytest.mark.parametrize("flow", [None, "x", [1, None], [{"Type": "Branch", "BranchLogic": 3, "Flow": {"0": 1}}]])
def test_a_damaged_flow_tells_nothing(flow: object) -> None:
    assert gates(flow) == {}


def relevant(folder: Path, operator: str, *, ends: bool) -> dict[str, str]:
    """What the codebook says of a question in a branch (Q2) and of one behind it (Q3)."""
    own = {"0": {"0": {**USED, "Operator": operator}, "Type": "If"}}
    path = write_survey(folder / "a.qsf", [NAMED, *(question(number, "TE", "SL") for number in (2, 3))])
    survey = json.loads(path.read_text(encoding="utf-8"))
    blocks, flow = (survey["SurveyElements"][place]["Payload"] for place in (0, 1))
    asked = blocks[1]["BlockElements"]
    blocks[1:] = [{"Type": "Standard", "ID": f"BL_{n}", "BlockElements": [one]} for n, one in enumerate(asked, start=1)]
    flow["Flow"] = [block("BL_1"), branch(own, block("BL_2"), *([END] if ends else [])), block("BL_3")]
    path.write_text(json.dumps(survey), encoding="utf-8")
    variables = read_survey(path).codebook.variables
    return {str(name): told for name, told in variables["relevant"].items() if told}


def test_branches_become_conditions_of_the_codebook(tmp_path: Path) -> None:
    assert relevant(tmp_path, "Selected", ends=True) == {"Q2": "${Q1} = '1'", "Q3": "not(${Q1} = '1')"}


def test_a_condition_that_is_denied_twice_is_simply_so(tmp_path: Path) -> None:
    assert relevant(tmp_path, "NotSelected", ends=True) == {"Q2": "not(${Q1} = '1')", "Q3": "${Q1} = '1'"}


def test_behind_a_branch_that_goes_on_everyone_is_asked(tmp_path: Path) -> None:
    assert relevant(tmp_path, "Selected", ends=False) == {"Q2": "${Q1} = '1'"}


def test_conditions_of_another_kind_ask_nothing(tmp_path: Path) -> None:
    assert relevant(tmp_path, "GreaterThan", ends=True) == {}
