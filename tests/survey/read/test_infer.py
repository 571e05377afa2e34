"""A codebook made of what stands in an export."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pilots.codebook import Codebook
from pilots.errors import ReadError
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey
from pilots.survey.read.infer import infer
from pilots.workbook import Sheet, write

Make = Callable[..., Reading]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A reading of columns by heading, as long as the longest."""

    def made(**columns: Sequence[str]) -> Reading:
        table = pd.DataFrame({name: pd.Series(cells, dtype="str") for name, cells in columns.items()})
        table.insert(0, "id", range(1, len(table) + 1))
        table.to_csv(tmp_path / "a.csv", index=False)
        return read_survey(tmp_path / "a.csv")

    return made


def problems(reading: Reading, book: Codebook) -> list[object]:
    match = match_headings(reading, book, 0, reading.path)
    return [*match.problems, *code_answers(reading, match, book, 0).problems]


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["1", "12", "-3"], "integer"),
        (["1,5", "2", "2.5"], "decimal"),
        (["007", "012"], "text"),
        (["0474000001", "1234567890"], "text"),
        (["2018-05-02", "3/5/2018"], "date"),
        (["12/2/21 8:46", "12/3/21 9:00"], "datetime"),
        (["32/13/2018"], "text"),
        (["ja", "nee", "ja", "ja", "ja"], "select_one"),
        (["Gent", "Menen"] * 3, "select_one"),
        (["Gent", "Menen", "Gent", "Menen", "Ieper"], "text"),
        (["a;b", "b", "a;b;c", "c;a", "a", "b;c"], "select_multiple"),
        (["a;b;c;", "b;a;c;", "a;b;c;", "c;b;a;", "b;a;c;", "c;a;b;"], "text"),
        (["x" * 6000] * 6, "text"),
        (["een heel verhaal", "een ander verhaal", "niets", "nog iets", "tot slot"], "text"),
        ([""], "text"),
    ],
)
def test_the_type_is_what_all_answers_share(make: Make, answers: list[str], kind: str) -> None:
    assert infer(make(q=answers)).variables.at["q", "type"] == kind


def test_known_labels_stand_in_their_order_and_missing_ones_last_with_their_reason(make: Make) -> None:
    book = infer(make(q=["eens", "Helemaal oneens", "oneens", "n.v.t.", "eens", "weet niet"]))

    assert book.choice_labels("q", "nl") == {
        "1": "Helemaal oneens", "2": "oneens", "3": "eens", "98": "weet niet", "97": "n.v.t.",
    }  # fmt: skip
    assert book.missing_codes("q") == {"98": "don't know", "97": "not applicable"}


def test_items_of_one_known_order_share_a_list_though_not_every_step_was_answered(make: Make) -> None:
    book = infer(make(q1=["nooit", "soms", "altijd"] * 2, q2=["soms", "vaak", "altijd"] * 2))

    assert book.codes("q1") == book.codes("q2") == ["1", "2", "3", "4"]


def test_spellings_of_a_choice_are_one(make: Make) -> None:
    assert infer(make(q=["Year 1", "year 1", "year 1 ", "Year 2", "Year 2", "Year 2"])).choice_labels("q", "en") == {
        "year_1": "year 1",
        "year_2": "Year 2",
    }


def test_numbers_keep_their_words_for_no_answer(make: Make) -> None:
    book = infer(make(children=["1", "2", "weet niet"]))

    assert (book.variables.at["children", "type"], book.missing_codes("children")) == (
        "integer",
        {"weet niet": "don't know"},
    )


def test_labels_with_commas_in_brackets_are_not_cut(make: Make) -> None:
    exam = "Examen (schriftelijk, mondeling)"

    assert infer(make(q=[f"{exam}, Taak", exam, f"Taak, {exam}", "Taak"] * 2)).codes("q") == [
        "examen_schriftelijk_mondeling",
        "taak",
    ]


@pytest.mark.parametrize("heading", ["Uw naam", "GSM-nummer", "E-mail", "Nom de famille"])
def test_who_people_are_has_the_role_identifier_and_is_no_choice(make: Make, heading: str) -> None:
    book = infer(make(**{heading: ["an 0474001122"] * 9}))

    assert list(book.variables["role"]) == ["identifier"] or book.variables.empty
    assert book.choices.empty


def test_addresses_are_known_without_their_heading(make: Make) -> None:
    assert infer(make(contact=["an@example.org", "jo@example.org"])).with_role("identifier") == ["contact"]


def test_first_names_that_come_back_are_no_choices(make: Make) -> None:
    assert infer(make(juf=["Fatima", "Mehmet", "Fatima", "Mehmet"] * 3)).variables.at["juf", "type"] == "text"


def test_names_are_what_an_xlsform_allows_and_headings_say_the_rest(make: Make) -> None:
    variables = infer(make(**{"Hoe oud bent u?": ["1"], "2. Waar?": ["x"], "hoe_oud_bent_u": ["2"]})).variables

    assert list(variables.index) == ["hoe_oud_bent_u_2", "q_2_waar", "hoe_oud_bent_u"]
    assert list(variables["heading"]) == ["Hoe oud bent u?", "2. Waar?", ""]


def test_the_codebook_reads_back_as_a_workbook(make: Make, tmp_path: Path) -> None:
    book = infer(make(**{"Hoe vaak?": ["soms", "nooit", "n.v.t."] * 3, "Wat nog?": ["a;b", "b", "a"] * 3}))
    book.write(tmp_path / "book.xlsx")
    again = Codebook.read(tmp_path / "book.xlsx")

    assert again.all_columns == book.all_columns
    assert list(again.choices["name"]) == list(book.choices["name"])


CELLS = st.sampled_from(
    ["ja", "Ja ", "nee", "1", "007", "a;b", "b", "eens", "oneens", ".", "x, y", "y", "-", "3,5", " "]
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12))
def test_it_fits_its_own_export(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    head = ["Vraag één?", "vraag", "Vraag één? "]
    write(tmp_path / "a.xlsx", [Sheet("s", pd.DataFrame(rows, columns=head))])
    try:
        reading = read_survey(tmp_path / "a.xlsx")
    except ReadError:
        return
    assert not problems(reading, infer(reading))


def test_it_fits_the_exports_of_others(shared: Path) -> None:
    for path in sorted((shared / "data").glob("*/*.csv")):
        try:
            reading = read_survey(path)
        except ReadError:
            continue
        assert not problems(reading, infer(reading)), path.name
