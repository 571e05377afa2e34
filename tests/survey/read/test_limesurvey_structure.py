"""LimeSurvey with its structure: an export of every type of question gets its codes and labels."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.survey.read.limesurvey_writer import OWN, OWN_FULL, QUESTIONS, Asked, Cell, cells, lss, write_csv

from pilots.codebook import Codebook
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey


def structure(folder: Path, text: str | None = None) -> Path:
    (folder / "survey.lss").write_text(lss() if text is None else text, encoding="utf-8")
    return folder / "survey.lss"


def coded(reading: Reading) -> pd.DataFrame:
    """The answers in codes, after checking that the codebook fits."""
    match = match_headings(reading, reading.codebook, 0, reading.path)
    answers = code_answers(reading, match, reading.codebook, 0)
    assert [str(problem) for problem in (*match.problems, *answers.problems)] == []
    return answers.answers


def expected(cell: Cell) -> str | None:
    boxed = cell.code.startswith(("why[", "what[")) and not cell.code.endswith("comment]")
    return ("1" if cell.value else "0") if boxed else cell.value or None


def target(cell: Cell, codebook: Codebook) -> str:
    question, _, rest = cell.code.partition("[")
    option = f"{question}/{rest.removesuffix(']')}"
    if question in ("why", "what") and option in codebook.all_columns:
        return option
    return cell.code.replace("][", "_").replace("[", "_").replace("]", "")


FORMS: dict[str, tuple[Callable[[Cell], str], Callable[[Cell], str], list[str]]] = {
    "codes": (lambda c: c.code, lambda c: c.value, OWN),
    "codes with answers": (lambda c: c.code, lambda c: c.full, OWN),
    "texts with answers": (lambda c: c.heading, lambda c: c.full, OWN_FULL),
    "texts with codes": (lambda c: c.heading, lambda c: c.value, OWN_FULL),
    "both": (lambda c: f"{c.code}. {c.heading}", lambda c: c.full, [f"{a}. {b}" for a, b in zip(OWN, OWN_FULL, strict=True)]),
    "underscores": (lambda c: c.code.replace("][2]", "_1").replace("][1]", "_0").replace("[", "_").rstrip("]"), lambda c: c.value, OWN),
}  # fmt: skip


@pytest.mark.parametrize("old", [False, True], ids=["new", "old"])
@pytest.mark.parametrize("form", FORMS)
def test_every_type_of_question_gets_its_codes(tmp_path: Path, form: str, old: bool) -> None:
    head, cell, own = FORMS[form]
    path = write_csv(tmp_path / "a.csv", head, cell, own)
    reading = read_survey(path, structure=structure(tmp_path, lss(old=old)))
    answers = coded(reading)
    read = {c.code: answers[target(c, reading.codebook)].tolist()[0] for c in cells() if c.code != "intro"}
    wanted = {c.code: expected(c) for c in cells() if c.code != "intro"}
    assert {code: None if pd.isna(value) else value for code, value in read.items()} == wanted


@pytest.mark.parametrize("form", FORMS)
def test_no_cell_is_lost_and_columns_have_codes(tmp_path: Path, form: str) -> None:
    head, cell, own = FORMS[form]
    reading = read_survey(write_csv(tmp_path / "a.csv", head, cell, own), structure=structure(tmp_path))
    assert list(reading.responses.columns[5:]) == [c.code for c in cells()]
    assert reading.responses.iloc[0, 5:].fillna("").tolist() == [cell(c) for c in cells()]
    assert reading.headings["heading"].tolist() == [*own, *map(head, cells())]


@pytest.fixture
def alone(tmp_path: Path) -> Reading:
    return read_survey(structure(tmp_path))


def test_a_structure_alone_has_columns_and_no_rows(alone: Reading) -> None:
    assert (alone.tool, len(alone.responses)) == ("limesurvey", 0)
    assert list(alone.responses.columns) == [c.code for c in cells()]


def test_labels_in_every_language_are_plain_text(alone: Reading) -> None:
    book = alone.codebook
    assert book.variables.at["grid_SQ1", "labels"] == {
        "nl": "Stellingen [Ik voel mij welkom]",
        "fr": "Propositions [Je me sens le bienvenu]",
    }
    assert book.choice_labels("grid_SQ1", "nl") == {"A1": "oneens", "A2": "eens & zeker"}
    assert book.choice_labels("why", "fr") == {"a": "Langue", "b": "Heures", "other": "Autre"}
    assert book.settings == {"form_title": "Ouders", "form_id": "123456", "default_language": "nl"}


def test_types_and_bounds(alone: Reading) -> None:
    types = alone.codebook.variables["type"]
    assert types[["child", "why", "why_other", "what_acomment", "order_1", "age", "cells_SQ1_X1", "ticks_SQ1_X1"]].tolist() == [
        "select_one", "select_multiple", "text", "text", "select_one", "integer", "decimal", "select_one",
    ]  # fmt: skip
    assert alone.codebook.variables.at["age", "minimum"] == 18
    assert alone.codebook.variables.at["child", "required"]
    assert alone.codebook.variables.at["sum", "role"] == "technical"


def test_conditions_are_translated_where_they_are_simple(alone: Reading) -> None:
    relevant = alone.codebook.variables["relevant"]
    assert relevant["how"] == "${child} = 'Y'"
    assert relevant["grid_SQ2"] == "selected(${why}, 'a') and ${mark} != ''"
    assert relevant["long"] == ""


def test_texts_that_are_codes_of_other_answers_become_the_codes(tmp_path: Path) -> None:
    scale = [("1", "-1", "-1", 0), ("2", "0", "0", 0), ("3", "1", "1", 0)]
    path = tmp_path / "a.csv"
    path.write_text("id,submitdate,lastpage,child,how\n1,2018-05-02,3,Ja,1\n2,2018-05-02,3,Nee,-1\n", encoding="utf-8")
    questions = [QUESTIONS[1], Asked("how", "L", ("Hoe?", "Comment ?"), answers=scale)]
    reading = read_survey(path, structure=structure(tmp_path, lss(questions)))
    assert coded(reading)["how"].tolist() == ["1", "-1"]
    assert reading.codebook.codes("how") == ["-1", "0", "1"]
    assert "answers are codes of others" in [remark.kind for remark in reading.remarks]


def test_the_same_text_ten_times_is_told_apart_by_order(tmp_path: Path) -> None:
    parts = [(f"SQ{n}", "Vraag", "Question", 0) for n in range(10)]
    path = tmp_path / "a.csv"
    heads = ",".join(["Respons ID", "Datum verstuurd", "Laatste pagina", *["Zeg het [Vraag]"] * 10])
    path.write_text(f"{heads}\n1,,0,{','.join(map(str, range(10)))}\n", encoding="utf-8")
    reading = read_survey(path, structure=structure(tmp_path, lss([Asked("q", "Q", ("Zeg het", "Dites"), parts)])))
    assert reading.responses.filter(like="q[").iloc[0].to_dict() == {f"q[SQ{n}]": str(n) for n in range(10)}


def test_abbreviated_texts_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    heads = "Respons ID,Datum verstuurd,Laatste pagina,Heeft u kindere.. ,Stellingen [Ik voel mij wel.. ],Stellingen [Ik heb tijd]"
    path.write_text(f"{heads}\n1,,0,Y,A1,A2\n", encoding="utf-8")
    reading = read_survey(path, structure=structure(tmp_path))
    assert list(reading.responses.columns[3:]) == ["child", "grid[SQ1]", "grid[SQ2]"]


def test_what_is_not_in_the_structure_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,submitdate,lastpage,child,class\n1,2018-05-02,3,Y,1A\n", encoding="utf-8")
    reading = read_survey(path, structure=structure(tmp_path))
    assert coded(reading).iloc[0].tolist() == ["Y", "1A"]
    assert {"columns left out", "columns unknown"} <= {remark.kind for remark in reading.remarks}


def test_a_structure_knows_an_export_without_own_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Heeft u kinderen?,Cijfer,Stellingen [Ik heb&nbsp;tijd]\nJa,4,eens &amp; zeker\n", encoding="utf-8")
    reading = read_survey(path, structure=structure(tmp_path))
    assert coded(reading).iloc[0].tolist() == ["Y", "4", "A2"]


def test_not_available_is_not_asked_unless_it_is_a_choice(tmp_path: Path) -> None:
    choices = [("1", "Ja", "Oui", 0), ("2", "N.v.t.", "S.O.", 0)]
    path = tmp_path / "a.csv"
    path.write_text(
        "id,submitdate,lastpage,how,child,why[a],why[b]\n1,,3,N.v.t.,N.v.t.,N/A,N/A\n2,,3,Ja,Ja,Ja,Nee\n",
        encoding="utf-8",
    )
    questions = [QUESTIONS[1], Asked("how", "L", ("Hoe?", "Comment ?"), answers=choices), QUESTIONS[7]]
    reading = read_survey(path, structure=structure(tmp_path, lss(questions)))
    assert set(reading.missing["variable"]) == {"child", "why[a]", "why[b]"}
    assert coded(reading)["how"].tolist() == ["2", "1"]


def test_a_question_for_a_name_identifies(tmp_path: Path) -> None:
    reading = read_survey(structure(tmp_path, lss([Asked("n1", "S", ("Voornaam", "Prénom")), QUESTIONS[1]])))
    assert reading.of_kind("identifier") == ["n1"]
    assert reading.codebook.with_role("identifier") == ["n1"]


def test_real_structures_are_read(shared: Path) -> None:
    folder = shared / "data" / "limesurvey-structure"
    variables = {
        path.name: list(read_survey(path).codebook.variables.index) for path in sorted(folder.glob("*.[lt]s*"))
    }
    assert variables["survey.lss"] == ["G01Q01", "G01Q02", "G02Q03", "G02Q03_filecount", "G02Q04"]
    assert variables["free_text.lsq"] == ["FREETEXTEXAMPLE"]
    assert variables["group.lsg"] == ["G01Q02", "G01Q01"]
    assert len(variables["all_types_survey.tsv"]) == 35


def test_a_tab_separated_structure_in_two_languages(tmp_path: Path) -> None:
    lines = [
        "id\trelated_id\tclass\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tother",
        "\t\tS\t\tlanguage\t\tnl\t\t\t",
        *(
            f"\t\t{kind}\t{scale}\t{name}\t1\t{text}\t\t{language}\t{other}"
            for language, texts in {"nl": ("Hoe?", "goed", "slecht"), "fr": ("Comment ?", "bien", "mal")}.items()
            for kind, scale, name, text, other in (
                ("Q", "L", "how", texts[0], "Y"), ("A", "0", "1", texts[1], ""), ("A", "0", "2", texts[2], ""),
            )
        ),
    ]  # fmt: skip
    (tmp_path / "limesurvey_survey_1.txt").write_text("\n".join(lines), encoding="utf-8")
    book = read_survey(tmp_path / "limesurvey_survey_1.txt").codebook
    assert book.variables.at["how", "labels"] == {"nl": "Hoe?", "fr": "Comment ?"}
    assert book.choice_labels("how", "fr") == {"1": "bien", "2": "mal", "-oth-": "Autre"}
