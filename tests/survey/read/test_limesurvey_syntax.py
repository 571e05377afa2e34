"""LimeSurvey's SPSS syntax with its data."""

from pathlib import Path

import pytest

from pilots.errors import ReadError
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey

VARIABLES = """ V1 F7
 V2 DATETIME23.2
 V3 A20
 V4 F1
 V5 A2
 V6 A9
 V7 F1
 V8 F1
 V9 A12
 V10 F5.1
 V11 A30."""
LABELS = """VARIABLE LABELS V1 "id".
VARIABLE LABELS V2 "submitdate".
VARIABLE LABELS V3 "startlanguage".
VARIABLE LABELS V4 "Heeft u ""echt"" kinderen?".
VARIABLE LABELS V5 "Hoe gaat het met een vraag die zo lang is dat "+
"ze over twee regels loopt?".
VARIABLE LABELS V6 "[Andere] Hoe gaat het?".
VARIABLE LABELS V7 "[Taal] Waarom niet?".
VARIABLE LABELS V8 "[Werk] Waarom niet?".
VARIABLE LABELS V9 "[Andere] Waarom niet?".
VARIABLE LABELS V10 "Uren".
VARIABLE LABELS V11 "[ma] Zeg het".
*Define Value labels.
VALUE LABELS  V4
 1 "Ja"
 2 "Nee".
VALUE LABELS  V5
 "A1" "oneens"
 "A2" "eens, en "zeker"".
VALUE LABELS  V7
 1 "Ja"
 0 "Niet geselecteerd".
VALUE LABELS  V8
 1 "Ja"
 0 "Niet geselecteerd".
RECODE V5 ("-oth-" = "666666").
EXECUTE.
ADD VALUE LABELS V5 666666 "other".
VARIABLE LEVEL V10(SCALE).
"""
NAMES = [
    "id",
    "submitdate",
    "startlanguage",
    "child",
    "how",
    "how_other",
    "why_a",
    "why_b",
    "why_other",
    "hours",
    "say_SQ1",
]
DATA = """1,'02-05-2018 10:00:00','nl',1,'-oth-','zo; ''so, so''',1,0,'','3.5','een
twee'
2,'','nl',2,'A2','',0,0,'geen zin',,''
"""
PYTHON = """
begin program.
import spss,SpssClient,os
spss.Submit(\'\'\'FILE HANDLE PATHdatfile /NAME='{0}'.\'\'\'.format(PATH))
end program.
"""


def syntax(style: int = 1) -> str:
    start = "*$Rev: 121017 $.\n" + ("SET UNICODE=ON.\n" if style > 1 else "") + "SHOW LOCALE.\n"
    file = ("PATHdatfile/" if style == 3 else "") + "survey_1_SPSS_data_file.dat"
    data = f'GET DATA\n /TYPE=TXT\n /FILE=\'{file}\'\n /DELIMITERS=","\n /QUALIFIER="\'"\n /VARIABLES=\n{VARIABLES}\n'
    renamed = "".join(f"RENAME VARIABLES ( V{n} = {name} ).\n" for n, name in enumerate(NAMES, start=1))
    python = PYTHON if style == 3 else ""
    return f"{start}{python}{data}CACHE.\nEXECUTE.\n*Define Variable Properties.\n{LABELS}{renamed}RESTORE LOCALE.\n"


def write(folder: Path, style: int = 1) -> tuple[Path, Path]:
    encoding = "utf-8" if style == 1 else "utf-8-sig"
    sps, dat = folder / "survey_1_SPSS_syntax_file.sps", folder / "survey_1_SPSS_data_file.dat"
    sps.write_text(syntax(style), encoding=encoding)
    dat.write_text(DATA, encoding=encoding)
    return sps, dat


@pytest.fixture(params=[1, 2, 3], ids=["before 16", "from 16", "with Python"])
def reading(tmp_path: Path, request: pytest.FixtureRequest) -> Reading:
    return read_survey(write(tmp_path, request.param)[0])


def test_the_data_beside_the_syntax_are_read(reading: Reading) -> None:
    assert reading.tool == "limesurvey"
    assert reading.responses.iloc[0].fillna("").tolist() == [
        "1", "02-05-2018 10:00:00", "nl", "1", "-oth-", "zo; 'so, so'", "1", "0", "", "3.5", "een\ntwee",
    ]  # fmt: skip
    assert list(reading.responses.columns[:5]) == ["respondent_id", "submitted", "language", "child", "how"]


def test_labels_are_whole(reading: Reading) -> None:
    book = reading.codebook
    assert book.label("child", "nl") == 'Heeft u "echt" kinderen?'
    assert book.label("how", "nl") == "Hoe gaat het met een vraag die zo lang is dat ze over twee regels loopt?"
    assert book.label("say_SQ1", "nl") == "Zeg het [ma]"
    assert book.choice_labels("how", "nl") == {"A1": "oneens", "A2": 'eens, en "zeker"', "-oth-": "Other"}
    assert book.choice_labels("why", "nl") == {"a": "Taal", "b": "Werk", "other": "Other"}


def test_the_codebook_fits(reading: Reading) -> None:
    match = match_headings(reading, reading.codebook, 0, reading.path)
    answers = code_answers(reading, match, reading.codebook, 0)
    assert [*match.problems, *answers.problems] == []
    assert answers.answers[["child", "how", "why/a", "why/other"]].to_numpy().tolist() == [
        ["1", "-oth-", "1", "0"],
        ["2", "A2", "0", "1"],
    ]


def test_either_file_finds_the_other(tmp_path: Path) -> None:
    sps, dat = write(tmp_path)
    wanted = read_survey(sps).responses
    assert read_survey(dat).responses.equals(wanted)
    moved = sps.rename(tmp_path / "labels.sps")
    assert read_survey(dat, structure=moved).responses.equals(wanted)


def test_syntax_alone_has_no_rows(tmp_path: Path) -> None:
    sps, dat = write(tmp_path)
    dat.unlink()
    assert read_survey(sps).responses.shape[0] == 0


def test_data_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    sps, dat = write(tmp_path)
    dat.write_text("1,2,3,4,5,6,7,8,9,10,11,12\n")
    with pytest.raises(ReadError, match="row 1 has 12 cells, but the syntax names 11"):
        read_survey(sps)
    dat.write_text("1,'open\n")
    with pytest.raises(ReadError, match="not closed"):
        read_survey(sps)
