"""A new pilot: what to fill in is told, and filled in it is right."""

from pathlib import Path
from typing import get_args

import pytest

from pilots import actions
from pilots.actions.read import HEADINGS, SHEETS
from pilots.errors import PilotError
from pilots.mixed.read import read_integration
from pilots.pilot import Pilot
from pilots.sources import Registration
from pilots.workbook import read_sheets
from pilots.workflow.check import problems
from pilots.workflow.skeleton import new

ANSWERS = """id,toestemming,school,thuistaal,welkom_1,welkom_2,welkom_3,opmerking
1,ja,school-1,nl,4,5,4,
2,ja,school-1,fr,3,99,2,dank u
3,nee,school-1,ander,,,,
"""


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    return new("ons-huis", tmp_path)


def test_the_skeleton_is_a_valid_description(skeleton: Path) -> None:
    assert Pilot.read(skeleton / "pilot.toml").name == "ons-huis"


def test_check_names_all_that_is_still_to_be_filled_in(skeleton: Path, tmp_path: Path) -> None:
    found = [str(problem) for problem in problems(tmp_path, "ons-huis")]

    assert sum("'VUL IN' still stands here" in problem for problem in found) == 5
    assert [problem for problem in found if "VUL IN" not in problem] == [
        f"{skeleton / 'surveys' / 'ouders_w0.csv'}: the file is missing. Put it there, or mend its name in pilot.toml."
    ]


def test_filled_in_it_has_no_problems(skeleton: Path, tmp_path: Path) -> None:
    description = skeleton / "pilot.toml"
    description.write_text(description.read_text(encoding="utf-8").replace("VUL IN", "Ons huis"), encoding="utf-8")
    (skeleton / "surveys" / "ouders_w0.csv").write_text(ANSWERS, encoding="utf-8")

    assert [str(problem) for problem in problems(tmp_path, "ons-huis")] == []


def test_the_blocks_to_uncomment_are_right_too(skeleton: Path, tmp_path: Path) -> None:
    description = skeleton / "pilot.toml"
    text = description.read_text(encoding="utf-8")
    for block in ("[[partners]]", "[[registrations]]", "[[funders]]"):
        head, _, tail = text.partition(f"# {block}\n")
        lines, _, rest = tail.partition("\n\n")
        text = f"{head}{block}\n" + "\n".join(line.removeprefix("# ") for line in lines.splitlines()) + f"\n\n{rest}"
    description.write_text(text, encoding="utf-8")
    pilot = Pilot.read(description)

    assert (len(pilot.partners), len(pilot.registrations), len(pilot.funders)) == (1, 1, 1)


def test_nothing_is_overwritten(skeleton: Path, tmp_path: Path) -> None:
    with pytest.raises(PilotError, match="nothing is overwritten"):
        new("ons-huis", tmp_path)


@pytest.mark.parametrize("name", ["Ons huis", "../huis", "", "_"])
def test_a_name_that_can_be_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PilotError, match="can't be the name"):
        new(name, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_same_name_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (new("huis", tmp_path / place) for place in "ab")

    assert {path.relative_to(first): path.read_bytes() for path in first.rglob("*") if path.is_file()} == {
        path.relative_to(second): path.read_bytes() for path in second.rglob("*") if path.is_file()
    }


def test_every_sheet_and_table_has_the_columns_that_are_read(skeleton: Path) -> None:
    workbook = read_sheets(skeleton / "actions" / "actions.xlsx")

    assert set(workbook) == set(SHEETS)
    for name, columns in SHEETS.items():
        assert set(workbook[name].columns) == {HEADINGS.get(column.name, column.name) for column in columns}


def test_every_kind_of_registration_has_its_table(skeleton: Path, tmp_path: Path) -> None:
    kinds = get_args(Registration.model_fields["kind"].annotation)
    description = skeleton / "pilot.toml"
    blocks = [
        f'[[registrations]]\nname = "{kind}"\nkind = "{kind}"\nfile = "registrations/{kind}.csv"\n' for kind in kinds
    ]
    description.write_text("\n".join([description.read_text(encoding="utf-8"), *blocks]), encoding="utf-8")

    assert not [problem for problem in problems(tmp_path, "ons-huis") if "registrations" in str(problem)]


def test_the_workbooks_with_only_headings_are_empty_and_right(skeleton: Path) -> None:
    pilot = Pilot.read(skeleton / "pilot.toml")

    assert actions.load(pilot).votes.empty
    assert read_integration(pilot).findings.empty
