import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots import figures
from pilots.figures.likert import BOTH_SIDES, _Bar, _colour, _start
from pilots.figures.style import INK, on


def counts(*numbers):
    rows = [
        {"survey": "parents", "group": "parents", "scale": "climate", "variable": variable, "code": str(code + 1), "position": code, "n": n, "base": sum(own), "n_missing": 0}
        for variable, own in zip(("welcome", "heard"), numbers, strict=False)
        for code, n in enumerate(own)
    ]  # fmt: skip
    columns = ["survey", "group", "scale", "variable", "code", "position", "n", "base", "n_missing"]
    return pd.DataFrame(rows, columns=columns)


def test_there_is_a_figure_a_scale_with_its_numbers_and_a_text_alternative(parents, pilot):
    (figure,) = figures.likert(counts([6, 8, 20], [10, 10, 10]), {"parents": parents}, pilot)
    assert figure.label == "fig-likert-parents-climate"
    assert "59\N{NO-BREAK SPACE}%" in figure.alt
    assert len(figure.data) == 6


def test_an_answer_that_few_gave_is_joined_with_its_neighbour(parents, pilot):
    (figure,) = figures.likert(counts([2, 8, 20]), {"parents": parents}, pilot)
    assert figure.data["Antwoord"].tolist() == ["oneens – neutraal", "eens"]


def test_too_few_answers_show_nothing(parents, pilot):
    (figure,) = figures.likert(counts([1, 1, 2]), {"parents": parents}, pilot)
    assert figure.svg == ""
    assert figure.data.empty


def test_without_scales_the_figure_says_so(parents, pilot):
    (figure,) = figures.likert(counts(), {"parents": parents}, pilot)
    assert "geen schalen" in figure.to_html()


@given(st.lists(st.integers(1, 30), min_size=3, max_size=7))
def test_the_middle_of_the_scale_lies_at_zero(numbers):
    total, levels = sum(numbers), len(numbers)
    bars = [_Bar(0, level, level, n / total, levels) for level, n in enumerate(numbers)]
    below = sum(numbers[: levels // 2]) + (numbers[levels // 2] / 2 if levels % 2 else 0)
    assert _start(bars, 0) == pytest.approx(-below / total)


def test_answers_from_both_sides_of_the_middle_are_not_drawn_as_one_side():
    assert _colour(0, 2, 3) == BOTH_SIDES
    assert _colour(0, 0, 3) != BOTH_SIDES


def test_an_item_whose_answers_can_not_be_told_apart_has_no_bar(parents, pilot):
    (figure,) = figures.likert(counts([2, 2, 2], [10, 10, 10]), {"parents": parents}, pilot)
    assert set(figure.data["Uitspraak"]) == {"Men luistert naar mij"}
    assert any("zonder balk" in note for note in figure.notes)


def test_the_text_alternative_is_silent_where_answers_were_joined_across_the_middle(parents, pilot):
    (figure,) = figures.likert(counts([10, 20, 2], [10, 10, 10]), {"parents": parents}, pilot)
    assert "Meest akkoord" not in figure.alt


def test_shares_on_bars_can_be_read():
    assert [on(colour) for colour in ("#b5532a", "#1f6378", "#d8d8d4", "#8fbac6")] == ["white", "white", INK, INK]
