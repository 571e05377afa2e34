"""LimeSurvey."""

from pathlib import Path

import pytest

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
