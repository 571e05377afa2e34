"""What is odd about an export, by kind."""

from pathlib import Path

import pytest

from pilots.survey.inspect import Oddity, inspect
from pilots.survey.read import read_survey


def found(path: Path) -> dict[str, Oddity]:
    return {odd.kind: odd for odd in reversed(inspect(read_survey(path)).oddities)}


def column(folder: Path, *cells: str, heading: str = "q") -> dict[str, Oddity]:
    """The oddities of a file with one question, with cells that can't be misread."""
    path = folder / "a.csv"
    lines = [f'{n},"{cell}"' for n, cell in enumerate(cells, 1)]
    path.write_text("\n".join([f"id,{heading}", *lines]), encoding="utf-8")
    return found(path)


@pytest.mark.parametrize(
    ("kind", "n", "cells"),
    [
        ("spellings", 1, ["Year 1", "year 1", "year 1", "Year 2"]),
        ("spaces", 2, ["a ", "a", " b", "c"]),
        ("leading zeros", 2, ["007", "8", "012"]),
        ("day first", 2, ["08/07/2020", "13/07/2020"]),
        ("month first", 2, ["12/2/21 8:46", "12/22/21 8:46"]),
        ("date order", 2, ["08/07/2020", "03/07/2020"]),
        ("impossible dates", 1, ["1900-01-01", "2018-05-02", "2018-05-03"]),
        ("turned into dates", 2, ["2-jan", "3-mei", "10+"]),
        ("may be missing", 1, ["-1", "3", "4", "2"]),
        ("may be missing", 2, ["99", "3", "4", "99"]),
        ("may be missing", 1, ["0", "33.5", "84.2"]),
        ("none in words", 2, ["-", "de school is goed", "Nee ", "meer tijd", "een tolk"]),
        ("joined answers", 2, ["a;b", "a", "b", "b;a", "a", "b"]),
        ("true and false", 3, ["TRUE", "FALSE", "TRUE"]),
        ("personal data", 1, ["bel 0474 12 34 56", "goed", "beter"]),
        ("spoilt letters", 1, ["jÃ©cama", "goed", "beter"]),
        ("constant", 1, ["ja"] * 6),
        ("nobody answered", 1, ["", ""]),
    ],
)
def test_a_column_is_odd(tmp_path: Path, kind: str, n: int, cells: list[str]) -> None:
    if not any(cells):
        (tmp_path / "b.csv").write_text("id,q,r\n1,,5\n2,,6\n", encoding="utf-8")
        odd = found(tmp_path / "b.csv")
    else:
        odd = column(tmp_path, *cells)

    assert odd[kind].n == n


@pytest.mark.parametrize(
    "cells",
    [["1", "2", "5", "4"], ["0", "1", "2"], ["99", "98", "60"], ["2018-05-02", "2018-05-03"], ["ja", "nee", "ja"]],
)
def test_ordinary_columns_are_not_odd(tmp_path: Path, cells: list[str]) -> None:
    assert not column(tmp_path, *cells)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("index column", "Unnamed: 0,q\n0,1\n1,2\n2,3\n"),
        ("duplicate rows", "id,a,b,c\n1,x,y,z\n2,x,y,z\n3,x,y,w\n"),
        ("no answers", "id,a,b\n1,x,y\n2,,\n"),
        ("no headings", "Jan,34,jan@example.org,12/05/2018\nAn,35,an@example.org,13/05/2018\n"),
        ("markup in headings", 'id,"Voelt u zich <b>welkom</b>?"\n1,x\n'),
        ("spoilt letters", "id,RÃ©ponse\n1,x\n"),
        ("time zones", "id,a,b\n1,2018-05-02T10:00:00+02:00,2018-05-02T10:00:00\n2,2018-05-02T11:00:00+02:00,2018-05-02T11:00:00\n"),
        ("dates out of order", "id,started,submitted,q\n1,2018-10-02 10:00,2018-05-02 10:00,1\n"),
        ("not submitted", "id,submitted,q\n1,2018-05-02,1\n2,,1\n"),
        ("very fast", "id,seconds,q\n" + "".join(f"{n},{600 if n else 3},1\n" for n in range(9))),
        ("very slow", "id,seconds,q\n" + "".join(f"{n},{600 if n else 9999},1\n" for n in range(9))),
        ("blank rows", "id,q\n1,a\n,\n2,b\n"),
        ("duplicate heading", "id,q,q\n1,a,b\n"),
        ("personal columns", "id,q,e-mail\n1,a,an@example.org\n"),
    ],
)  # fmt: skip
def test_a_file_is_odd(tmp_path: Path, kind: str, text: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")

    assert kind in found(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("file", "kinds"),
    [
        ("google-forms-student/student_mental_health_semicolon.csv", {"spellings", "spaces", "day first"}),
        ("education-microdata/xapi_edu_data.csv", {"duplicate rows"}),
        ("education-microdata/edge_hill_attendance.csv", {"blank columns"}),
        ("parents-pfi2016/df_pi.csv", {"index column", "no heading"}),
        ("qualtrics-mixed-proctoring/responses.csv", {"month first", "very fast", "very slow", "constant", "none in words"}),
        ("qualtrics-samples/comments_q5_coded.xlsx", {"spoilt letters"}),
        ("limesurvey-dutch-excerpt/survey_381842_excerpt_deidentified.csv", {"not submitted", "none in words", "markup in headings"}),
        ("kobo-exports/koboloader_data.xlsx", {"repeat group", "dates out of order"}),
        ("kobo-exports/formtransform_all_types_both_grouped.csv", {"impossible dates", "may be missing", "time zones"}),
        ("limesurvey-automotive/results-survey.csv", {"rows of headings", "nobody answered"}),
        ("surveymonkey-raw/SurveyMonkeyRaw.xlsx", {"rows of headings", "personal columns"}),
    ],
)  # fmt: skip
def test_what_is_known_to_be_odd_is_seen(shared: Path, file: str, kinds: set[str]) -> None:
    assert kinds <= set(found(shared / "data" / file))


def test_nothing_of_other_people_stops_it(shared: Path) -> None:
    # structures, small files of every tool, and the one with the most questions; the tests above look at others
    for name in (
        "*.lss",
        "*.qsf",
        "spss-*/*.sav",
        "qualtrics-samples/better*",
        "google-*/*.csv",
        "education-*/student*",
    ):
        for path in sorted((shared / "data").rglob(name)):
            reading = read_survey(path)
            assert inspect(reading).respondents == len(reading.responses), path.name
