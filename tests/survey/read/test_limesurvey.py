"""LimeSurvey."""

from pathlib import Path

import pytest

from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey


def read(tmp_path: Path, *lines: str) -> Reading:
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    return read_survey(tmp_path / "a.csv")


OWN = {
    "en": "Response ID,Date submitted,Last page,Start language,Date started,IP address,Total time,Group time: A,Question time: q",
    "nl": "Respons ID,Datum verstuurd,Laatste pagina,Begin taal,Startdatum,IP-adres,Totaaltijd,Groep tijd: A,Vraag tijd: q",
    "fr": "ID de la réponse,Date de soumission,Dernière page,Langue de départ,Date de lancement,Adresse IP,Temps total"
    ",Temps du groupe : A,Temps de la question : q",
    "de": "Antwort ID,Datum Abgeschickt,Letzte Seite,Start-Sprache,Datum gestartet,IP-Adresse,Gesamtzeit"
    ",Gruppenzeit: A,Fragenzeit: q",
    "codes": "id,submitdate,lastpage,startlanguage,startdate,ipaddr,interviewtime,groupTime12,qTime",
}


@pytest.mark.parametrize("language", OWN)
def test_own_columns_are_known_in_every_language(tmp_path: Path, language: str) -> None:
    reading = read(tmp_path, f"{OWN[language]},q", "1,2018-05-02,3,nl,2018-05-01,192.0.2.1,60,60,60,5")
    admin = ["respondent_id", "submitted", "last_page", "language", "started", "ip_address", "seconds"]
    assert list(reading.responses.columns[:7]) == admin
    assert reading.of_kind("identifier") == ["ip_address"]
    assert reading.of_kind("question") == ["q"]


def test_codes_and_texts_together(tmp_path: Path) -> None:
    heads = '"id. Response ID","submitdate. Date submitted","lastpage. Last page","q[SQ1]. Hoe gaat het? [nu]"'
    reading = read(tmp_path, heads, "1,2018-05-02,3,5")
    assert reading.headings.iloc[3].tolist() == [
        "q[SQ1]",
        "q[SQ1]. Hoe gaat het? [nu]",
        "Hoe gaat het? [nu]",
        "question",
    ]


def test_without_own_columns_the_shape_of_the_codes_tells(tmp_path: Path) -> None:
    assert read(tmp_path, "q[a],q[b],open", "Y,,x").tool == "limesurvey"


def test_what_was_not_shown_is_not_asked(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,submitdate,lastpage,q", "1,2018-05-02,3,N/A")
    assert reading.missing.to_numpy().tolist() == [["2", "q", "not asked"]]


BOXES = {
    "codes": ("id,submitdate,lastpage,q[a],q[b],q[other],open", "q", ["q/a", "q/b", "q/other"]),
    "texts": (
        "Respons ID,Datum verstuurd,Laatste pagina,Waarom niet? [Te duur],Waarom niet? [Te ver],Waarom niet? [Andere],open",
        "Waarom_niet",
        ["Waarom_niet/Te_duur", "Waarom_niet/Te_ver", "Waarom_niet/other"],
    ),
}


@pytest.mark.parametrize("form", BOXES)
def test_boxes_without_a_structure_belong_together(tmp_path: Path, form: str) -> None:
    head, question, columns = BOXES[form]
    reading = read(tmp_path, head, "1,2018-05-02,3,Y,,,x", "2,2018-05-02,3,,Y,zo,y", "3,2018-05-02,3,N/A,N/A,,z")
    match = match_headings(reading, reading.codebook, 0, reading.path)
    coded = code_answers(reading, match, reading.codebook, 0)
    assert [*match.problems, *coded.problems] == []
    assert reading.codebook.columns(question) == columns
    assert coded.answers[columns].fillna("").to_numpy().tolist() == [["1", "0", "0"], ["0", "1", "1"], ["", "", ""]]
    assert coded.answers[f"{question}_other"].tolist()[1] == "zo"


def test_a_comment_on_other_is_no_box(tmp_path: Path) -> None:
    head = "Respons ID,Datum verstuurd,Laatste pagina,Wat? [Taal],Wat? [Werk],Wat? [Andere],Wat? [Andere opmerking]"
    reading = read(tmp_path, head, "1,2018-05-02,3,Y,,,", "2,2018-05-02,3,,Y,,")
    assert match_headings(reading, reading.codebook, 0, reading.path).problems == []
    assert reading.codebook.columns("Wat") == ["Wat/Taal", "Wat/Werk", "Wat/other"]


def test_an_array_of_yes_and_no_is_no_multiple_choice(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,submitdate,lastpage,q[a],q[b]", "1,2018-05-02,3,Y,N", "2,2018-05-02,3,Y,Y")
    assert "select_multiple" not in set(reading.codebook.variables["type"])


def test_a_vv_export_has_texts_above_its_codes(tmp_path: Path) -> None:
    lines = [
        "Response ID\tDatum\tPagina\tHoe?",
        "id\tsubmitdate\tlastpage\tq",
        "1\t2018-05-02\t3\t{question_not_shown}",
    ]
    reading = read(tmp_path, *lines)
    assert reading.headings.iloc[3].tolist() == ["q", "q", "Hoe?", "question"]
    assert reading.missing.to_numpy().tolist() == [["3", "q", "not asked"]]


def test_submission_at_an_unknown_moment_is_remarked(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,submitdate,lastpage,q", "1,1980-01-01 00:00:00,3,5", "2,,1,4")
    assert [(r.kind, r.variable, r.rows) for r in reading.remarks] == [("date unknown", "submitted", (2,))]
    assert reading.responses["submitted"].tolist()[0] == "1980-01-01 00:00:00"
