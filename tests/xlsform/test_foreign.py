"""Forms as KoboToolbox and ODK write them."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.codebook import Codebook, build
from pilots.xlsform import foreign, parse

CHOICES = pd.DataFrame(
    {
        "list_name": ["yn", "yn", "town", "town"],
        "name": ["yes", "no", "menen", "wervik"],
        "label::Nederlands (nl)": ["Ja", "Nee", "Menen", "Wervik"],
        "label::English": ["Yes", "No", "Menen", "Wervik"],
    }
)


def form(*rows: dict[str, str], **more: object) -> dict[str, pd.DataFrame]:
    return {"survey": pd.DataFrame(list(rows), dtype="str"), "choices": CHOICES, **more}  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("given", "type_", "role"),
    [
        ("select_one yn", "select_one", "item"),
        ("select one from yn", "select_one", "item"),
        ("select1 yn", "select_one", "item"),
        ("select-multiple town", "select_multiple", "item"),
        ("select all that apply from town", "select_multiple", "item"),
        ("select_one_from_file towns.csv", "text", "item"),
        ("select_one ${names}", "text", "item"),
        ("int", "integer", "item"),
        ("string", "text", "open text"),
        ("dateTime", "datetime", "date"),
        ("time", "text", "item"),
        ("range", "integer", "item"),
        ("geopoint", "text", "identifier"),
        ("image", "text", "identifier"),
        ("background-audio", "text", "identifier"),
        ("rank town", "text", "item"),
        ("acknowledge", "text", "technical"),
        ("calculate", "text", "technical"),
    ],
)
def test_every_type_becomes_one_of_ours(given: str, type_: str, role: str) -> None:
    row = parse(form({"type": given, "name": "q"})).variables.loc["q"]
    assert (row["type"], row["role"]) == (type_, role)


@pytest.mark.parametrize(
    "given", ["note", "start", "deviceid", "audit", "phonenumber", "xml-external", "start-geopoint"]
)
def test_what_a_form_shows_or_records_is_no_variable(given: str) -> None:
    assert parse(form({"type": given, "name": "q"}, {"type": "text", "name": "a"})).variables.index.tolist() == ["a"]


def test_columns_of_tools_are_let_be() -> None:
    extra = {"$kuid": "x", "$xpath": "q", "hxl": "#a", "kobo--locking-profile": "x", "bind::odk:length": "3", "body::accept": "*",
             "instance::x": "y", "media::image::English": "a.png", "constraint message": "b", "Hint::English": "c"}  # fmt: skip
    assert parse(form({"type": "text", "name": "q", **extra})).variables.index.tolist() == ["q"]


def test_languages_are_told_by_their_codes() -> None:
    rows = {
        "type": "text",
        "name": "q",
        "label::Nederlands (nl)": "Hoe?",
        "Label:English": "How?",
        "label::Français": "Comment?",
    }
    assert parse(form(rows)).variables.at["q", "labels"] == {"nl": "Hoe?", "en": "How?", "fr": "Comment?"}


def test_or_other_adds_a_choice_and_a_text() -> None:
    book = Codebook(*parse(form({"type": "select_multiple yn or_other", "name": "q"})))
    assert book.codes("q") == ["yes", "no", "other"]
    assert book.variables["type"].to_dict() == {"q": "select_multiple", "q_other": "text"}


def test_what_is_asked_in_a_repeat_is_no_variable() -> None:
    rows = [("begin repeat", "members"), ("integer", "age"), ("end repeat", ""), ("text", "after")]
    assert parse(form(*({"type": t, "name": n} for t, n in rows))).variables.index.tolist() == ["after"]


def test_a_name_in_two_groups_gets_the_names_of_the_groups() -> None:
    rows = [
        ("begin_group", "father"),
        ("integer", "age"),
        ("end_group", ""),
        ("begin_group", "mother"),
        ("integer", "age"),
    ]
    variables = parse(form(*({"type": t, "name": n} for t, n in rows))).variables
    assert variables["heading"].to_dict() == {"father.age": "father/age", "mother.age": "mother/age"}


def test_a_question_is_asked_under_the_conditions_of_its_groups() -> None:
    rows = [
        {"type": "select_one yn", "name": "a"},
        {"type": "begin group", "name": "g", "relevant": "${a} = 'yes'"},
        {"type": "integer", "name": "b"},
        {"type": "text", "name": "c", "relevant": "${b} > 1"},
    ]
    found = parse(form(*rows)).variables["relevant"]
    assert found.to_dict() == {"a": "", "b": "${a} = 'yes'", "c": "(${a} = 'yes') and (${b} > 1)"}


def test_a_matrix_asks_its_columns_of_each_row() -> None:
    rows = [
        {"type": "begin_kobomatrix", "name": "m", "kobo--matrix_list": "town"},
        {"type": "integer", "name": "visits", "label::English": "Visits"},
        {"type": "end_kobomatrix"},
    ]
    labels = parse(form(*rows)).variables["labels"]
    assert labels.to_dict() == {
        "m_menen_visits": {"en": "Menen - Visits"},
        "m_wervik_visits": {"en": "Wervik - Visits"},
    }


def test_scores_and_ranks_take_their_list_from_their_group() -> None:
    rows = [
        {"type": "begin_score", "name": "s", "kobo--score-choices": "yn"},
        {"type": "score__row", "name": "s1"},
        {"type": "end_score"},
        {"type": "begin_rank", "name": "r", "kobo--rank-items": "town"},
        {"type": "rank__level", "name": "first"},
        {"type": "end_rank"},
    ]
    assert parse(form(*rows)).variables["list_name"].to_dict() == {"s1": "yn", "first": "town"}


def test_a_slider_has_its_limits() -> None:
    row = parse(form({"type": "range", "name": "q", "parameters": "start=0 end=10 step=0.5"})).variables.loc["q"]
    assert (row["type"], row["minimum"], row["maximum"]) == ("decimal", 0, 10)


def test_a_form_from_elsewhere_is_never_refused() -> None:
    rows = [
        {"type": "hologram", "name": "a"},
        {"type": "text", "name": "a", "relevant": "${nobody} = 1"},
        {"type": "select_one nolist", "name": "b", "constraint": "pulldata('x', 'y')", "required": "maybe"},
        {"type": "text"},
        {"type": "end_group"},
    ]
    found = foreign(form(*rows), "form.xlsx")
    assert found.form.variables["type"].to_dict() == {"a": "text", "b": "text"}
    assert not found.form.variables[["relevant", "constraint"]].any(axis=None)
    assert len(found.odd) >= 5


@pytest.mark.parametrize("ours", [True, False])
def test_a_condition_that_cannot_be_read_is_told_of_our_codebooks_only(ours: bool) -> None:
    row = {"type": "text", "name": "q", "constraint": "pulldata('x', 'y')"} | ({"role": "open text"} if ours else {})
    if not ours:
        assert len(parse(form(row)).variables) == 1
        return
    with pytest.raises(Exception, match=r"sheet survey, row 0, column constraint: .*'pulldata'.* not supported"):
        parse(form(row))


def test_a_condition_about_nobody_is_told() -> None:
    rows = [
        {"type": "integer", "name": "children", "role": "item"},
        {"type": "text", "name": "q", "relevant": "${childen} > 0"},
    ]
    with pytest.raises(Exception, match=r"no variable 'childen'\. Did you mean 'children'"):
        parse(form(*rows))


def test_a_form_written_as_our_codebook_reads_back_the_same(tmp_path: Path) -> None:
    rows = [
        {"type": "select_multiple town or_other", "name": "q", "label::English": "Where?", "required": "yes"},
        {
            "type": "text",
            "name": "why",
            "relevant": "selected(${q}, 'menen')",
            "constraint": "string-length(.) > 2",
            "fixed": "yes",
        },
    ]
    book = build(form(*rows)["survey"], CHOICES)
    book.write(tmp_path / "book.xlsx")
    again = Codebook.read(tmp_path / "book.xlsx")
    pd.testing.assert_frame_equal(again.variables, book.variables)
    pd.testing.assert_frame_equal(again.choices, book.choices)


def test_a_real_form(shared: Path) -> None:
    book = Codebook.read(shared / "data" / "kobo-exports" / "koboloader_xlsform.xlsx")
    assert list(book.variables.index) == ["date", "location", "country", "occupation", "reason", "HHSize"]
    assert book.codes("location") == ["home", "subcenter", "private_facility"]
