"""Workbooks to code and to decide in, beside those that are there."""

import pytest
from tests.qualitative.test_load import coded, described, filled, team  # noqa: F401

from pilots.errors import PilotsError
from pilots.qualitative.coding import counted
from pilots.workbook import read_sheets
from pilots.workflow.code import write_coding

DECIDED = {("decisions", 0, "decision"): "first", ("decisions", 0, "decided by"): "AN", ("decisions", 0, "why"): "ja"}


def test_a_workbook_written_anew_lies_beside_the_old_one_with_its_decisions(team):  # noqa: F811
    copies = coded(team)
    (old,) = write_coding(described(team, *copies), merge=True)
    filled(old, old, DECIDED)
    before = old.read_bytes()
    copies[1] = filled(
        team / copies[1], team / "bo_2.xlsx", {("coding", 2, "code 1"): "Welkom", ("coding", 2, "code 2"): "Thuis"}
    )
    (new,) = write_coding(described(team, *copies, merged="codings/talks_decisions.xlsx"), merge=True)
    assert (new.name, old.read_bytes() == before, counted(new)) == ("talks_decisions_2.xlsx", True, (1, 1))
    assert read_sheets(new)["decisions"]["decision"].fillna("").tolist() == ["first", ""]


def test_where_nothing_has_changed_no_other_workbook_is_written(team):  # noqa: F811
    pilot = described(team, *coded(team))
    write_coding(pilot, merge=True)
    with pytest.raises(PilotsError, match="nothing is new since"):
        write_coding(pilot, merge=True)


def test_a_source_without_two_coders_is_named(team):  # noqa: F811
    with pytest.raises(PilotsError, match=r"\[\[qualitative\]\] 'talks': there are no two coders"):
        write_coding(described(team), merge=True)
