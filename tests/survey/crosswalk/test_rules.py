"""What is wrong with a crosswalk, row by row."""

from collections.abc import Callable

import pytest
from tests.survey.crosswalk.conftest import ROWS

from pilots.codebook import Codebook
from pilots.errors import PilotsError, Problems
from pilots.pilot import Pilot
from pilots.survey.crosswalk import read_rules

Make = Callable[..., Pilot]


def problems(pilot: Pilot, book: Codebook) -> list[str]:
    try:
        read_rules(pilot.folder / pilot.surveys[0].crosswalk, book, pilot.surveys[0])  # type: ignore[operator]
    except Problems as several:
        return [str(problem).rpartition("/")[2] for problem in several.problems]
    except PilotsError as problem:
        return [str(problem).rpartition("/")[2]]
    return []


def test_rows_know_their_place(make: Make, book: Codebook) -> None:
    pilot = make()
    rules = read_rules(pilot.folder / "crosswalk.xlsx", book, pilot.surveys[0])

    assert (len(rules), rules[0].place.rpartition("/")[2]) == (14, "crosswalk.xlsx, sheet variables, row 2")


@pytest.mark.parametrize(
    ("sheet", "row", "what"),
    [
        ("variables", ("vlan", "a", "remark"), "there is no source 'vlan'. Did you mean 'vlam'?"),
        ("variables", ("", "a", "remarks"), "the codebook has no variable 'remarks'. Did you mean 'remark'?"),
        ("variables", ("", "", ""), None),
        ("variables", ("vlam", "", ""), "this row maps nothing. Fill in `from`, `to` or both."),
        ("variables", ("vlam", "quand? ", "remark"), "'quand?' becomes something else here than in row 3. "
         "Remove one of the rows, or name the source of each."),
        ("variables", ("vlam", "", "remark"), "'remark' is said not to be asked, but row 4 names its column. Remove one of the rows."),
        ("values", ("", "welcom", "a", "1", ""), "the codebook has no variable 'welcom'. Did you mean 'welcome'?"),
        ("values", ("", "", "a", "1", ""), "this row names no variable"),
        ("values", ("", "welcome", "a", "3", ""), "'welcome' has no choice '3'. There is: 1, 2."),
        ("values", ("", "welcome", "a", "", "refuse"), "unknown missing reason 'refuse'. Did you mean 'refused'?"),
        ("values", ("", "welcome", "a", "1", "refused"), "this row does not say which answer becomes what. "
         "Fill in `from`, and either `to` or `missing`."),
        ("values", ("", "welcome", "D’accord", "1", ""), "'D’accord' becomes something else here than in row 2. "
         "Remove one of the rows, or name the source of each."),
        ("values", ("", "welcome", "D’accord", "eens", ""), None),
        ("values", ("", "moments/am", "ja", "1", ""), None),
    ],
)  # fmt: skip
def test_a_row_that_can_not_be_is_told(
    make: Make, book: Codebook, sheet: str, row: tuple[str, ...], what: str | None
) -> None:
    pilot = make(**{sheet: [*ROWS[sheet], row]})
    where = f"crosswalk.xlsx, sheet {sheet}, row {len(ROWS[sheet]) + 2}"

    assert problems(pilot, book) == ([f"{where}: {what}"] if what else [])


def test_a_workbook_without_its_sheets_is_none(make: Make, book: Codebook) -> None:
    pilot = make()
    book.write(pilot.folder / "crosswalk.xlsx")

    assert problems(pilot, book)[0].startswith("crosswalk.xlsx: there is no sheet 'variables' or 'values'")
