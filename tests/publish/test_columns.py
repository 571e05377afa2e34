"""How wide the columns of a table on paper are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pilots.publish.columns import DENSE, columns


def cell(text: str, side: str = "AlignLeft") -> list[Any]:
    words = [{"t": "Str", "c": word} for word in text.split()]
    spaced = [part for word in words for part in (word, {"t": "Space"})]
    return [["", [], []], {"t": side}, 1, 1, [{"t": "Plain", "c": spaced}]]


def table(rows: list[list[str]], sides: list[str]) -> dict[str, Any]:
    made = [[["", [], []], [cell(text, side) for text, side in zip(row, sides, strict=True)]] for row in rows]
    default = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in sides]
    head = [["", [], []], made[:1]]
    return {"t": "Table", "c": [["", [], []], [None, []], default, head, [[["", [], []], 0, [], made[1:]]], head]}


def widths(rows: list[list[str]], sides: list[str]) -> list[float]:
    made = table(rows, sides)
    columns(made)
    return [column[1].get("c", 0) for column in made["c"][2]]


def test_a_small_table_keeps_its_own_width() -> None:
    assert widths([["Groep", "n"], ["Ouders", "12"]], ["AlignLeft", "AlignRight"]) == [0, 0]


def test_columns_are_aligned_as_their_headings() -> None:
    made = table([["Groep", "n"], ["Ouders", "12"]], ["AlignLeft", "AlignRight"])
    columns(made)
    assert [column[0]["t"] for column in made["c"][2]] == ["AlignLeft", "AlignRight"]


def test_a_number_stays_on_its_line_whatever_the_text_beside_it() -> None:
    text, number = widths(
        [["Uitspraak", "Schatting"], ["woord " * 80, "0,65 (0,53 tot 0,77)"]], ["AlignLeft", "AlignRight"]
    )
    assert number * 100 >= len("0,65 (0,53 tot 0,77)")
    assert text > number


@given(st.lists(st.lists(st.text("ab ", max_size=200), min_size=3, max_size=3), min_size=2, max_size=5))
def test_widths_fill_the_line_or_are_not_given(rows: list[list[str]]) -> None:
    given = widths(rows, ["AlignLeft", "AlignRight", "AlignLeft"])
    assert given == [0, 0, 0] or abs(sum(given) - 1) < 0.001


def test_a_table_of_many_columns_is_set_smaller() -> None:
    made = table([["Kolom"] * 12, ["1000000"] * 12], ["AlignRight"] * 12)
    columns(made)
    assert made["c"][0][1] == [DENSE]


def test_a_word_with_an_apostrophe_is_not_broken() -> None:
    rows = [["Méthode", "Nombre d'observations"], ["mot " * 80, "12"]]
    assert widths(rows, ["AlignLeft", "AlignRight"])[1] * 100 > len("d'observations")


def test_a_short_word_of_wide_letters_has_more_room_than_one_of_narrow_letters() -> None:
    sides = ["AlignLeft", "AlignLeft"]
    wide, narrow = (widths([["Wie", "Wat"], [word, "tekst " * 60]], sides)[0] for word in ("maman", "linil"))
    assert wide > narrow
