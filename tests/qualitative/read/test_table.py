"""Reading coded tables."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read import read_project
from pilots.workbook import Sheet, write

Reader = Callable[..., QualitativeProject]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    """Reads a CSV of these lines."""

    def reader(*lines: str, name: str = "codes.csv", encoding: str = "utf-8") -> QualitativeProject:
        (tmp_path / name).write_text("\n".join(lines), encoding=encoding)
        return read_project(tmp_path / name)

    return reader


def given(project: QualitativeProject) -> list[tuple[str, str]]:
    """Path and coder of each coding."""
    paths = dict(zip(project.codes["code"], project.codes["path"], strict=True))
    return list(zip(project.segments["code"].map(paths), project.segments["coder"], strict=True))


def counted(table: pd.DataFrame) -> tuple[int, int, int]:
    """Rows, codings and different codes of a table with columns Code 1, Code 2 …"""
    cells = table.filter(regex=r"^Code \d").map(str.strip).melt()["value"]
    return len(table), int((cells != "").sum()), cells[cells != ""].nunique()


@pytest.mark.parametrize("question", ["Q5", "Q8", "Q11", "Q12", "Q14", "Q26", "Q31"])
@pytest.mark.parametrize("coder", ["primary", "secondary"])
def test_real_answers_with_codes_are_read_whole(shared, question, coder):
    path = shared / "data" / "qualtrics-mixed-proctoring" / f"codes_{question}_{coder}.csv"
    project = read_project(path)
    found = (len(project.documents), len(project.segments), int(project.codes["codable"].sum()))
    assert found == counted(pd.read_csv(path, dtype="str", keep_default_na=False))


def test_a_real_workbook_with_a_sheet_a_coder_is_read_whole(shared):
    path = shared / "data" / "qualtrics-mixed-proctoring" / "coding_workbook_Q3_Q5.xlsx"
    project = read_project(path)
    sheets = pd.read_excel(path, sheet_name=None, dtype="str", keep_default_na=False, engine="calamine")
    count = {name: counted(table) for name, table in sheets.items() if "Code 1" in table}
    assert len(project.documents) == count["Q3 (primary)"][0] + count["Q5 (primary)"][0]
    coders = {
        coder: sum(n for name, (_, n, _) in count.items() if f"({coder})" in name) for coder in ("primary", "secondary")
    }
    assert project.segments["coder"].value_counts().to_dict() == coders


def test_a_real_table_of_1_and_0_is_read_whole(shared):
    path = shared / "data" / "qualtrics-samples" / "comments_q5_coded.xlsx"
    project = read_project(path)
    marks = pd.read_excel(path, engine="calamine").filter(like="Category")
    assert project.codes["name"].tolist() == marks.columns.tolist()
    assert len(project.segments) == int(marks.sum().sum())


MAXQDA = "Color;Document group;Document name;Code;Begin;End;Weight score;Segment;Created by;Created;Area;Coverage %"
HEADINGS = [
    ("MAXQDA", MAXQDA, "●;Ouders;an;Onthaal > Koffie;3;3;0;De koffie is goed;AN;2024-01-02;17;1,2"),
    ("MAXQDA de", "Dokumentname;Code;Anfang;Ende;Segment;Erstellt von", "an;Onthaal\\Koffie;3;3;De koffie is goed;AN"),
    ("ATLAS.ti", "ID,Document,Quotation Content,Codes,Reference,Created by", "1:1,an,De koffie is goed,Onthaal: Koffie,1 - 2,AN"),
    ("NVivo", "Source Name\tHierarchical Name\tContent\tCoded By", "an\tCodes\\\\Onthaal\\Koffie\tDe koffie is goed\tAN"),
    ("Dedoose", "Media Title,Excerpt Creator,Excerpt Copy,Codes Applied Combined,Code: Onthaal\\Koffie Applied,Code: Onthaal\\Koffie Weight",
     "an,AN,De koffie is goed,Koffie,True,1"),
    ("QualCoder", "Coder,Coded text,Codename,Category,Filename", "AN,De koffie is goed,Koffie,Onthaal,an"),
    ("nl", "Documentnaam;Fragment;Bovenliggende code;Code;Codeur", "an;De koffie is goed;Onthaal;Koffie;AN"),
    ("fr", "Nom du document;Extrait;Code;Codé par", "an;De koffie is goed;Onthaal -> Koffie;AN"),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "row"), [case[1:] for case in HEADINGS], ids=[case[0] for case in HEADINGS])
def test_headings_of_programs_and_people_are_known(read, headings, row):
    project = read(headings, row)
    assert given(project) == [("Onthaal > Koffie", "AN")]
    assert list(project.texts.values()) == ["De koffie is goed"]


def test_a_taguette_export_has_levels_where_its_tags_have(read):
    project = read("id,document,tag,content", "1,an,plek,hier", "1,an,plek.welkom,hier", "2,an,los.eind,daar")
    assert [path for path, _ in given(project)] == ["plek", "plek > welkom", "los.eind"]


def test_a_cell_holds_several_codes(read):
    project = read("document,text,code", 'an,hier,"Taal; Welkom | Taal"')
    assert [path for path, _ in given(project)] == ["Taal", "Welkom"]


def test_a_colon_is_part_of_a_name_but_in_atlas(read):
    assert read("text,code", "hier,Taal: Frans").codes["name"].tolist() == ["Taal: Frans"]


def test_rows_that_stand_twice_count_once_and_empty_ones_not(read):
    assert len(read("document,text,code", "an,hier,Taal", ",,", "an,hier,Taal", " , , ").segments) == 1


def test_the_same_text_at_another_place_is_another_segment(read):
    assert len(read("document,text,code,begin", "an,ja,Taal,1", "an,ja,Taal,7").segments) == 2


def test_a_row_without_a_code_is_a_document_that_nobody_coded(read):
    project = read("respondent,answer,code 1,code 2", "r1,ja,Taal,", "r2,nee,,")
    assert (len(project.documents), len(project.segments)) == (2, 1)


def test_without_positions_there_are_none(read):
    assert read("document,text,code,begin,end", "an,hier,Taal,3,3").segments[["start", "end"]].isna().all(axis=None)


def test_positions_that_count_characters_are_kept(read):
    project = read("document,text,code,start,end", "an,hier,Taal,5,9", "an,daar,Taal,0,4")
    assert [
        project.texts[d][a:b] for d, a, b in project.segments[["document", "start", "end"]].itertuples(index=False)
    ] == ["hier", "daar"]


def test_coders_of_one_passage_share_it(read):
    project = read("document,text,code,coder", "an,hier,Taal,A", "an,hier,Welkom,B")
    assert project.segments["selection"].nunique() == len(project.selections) == 1


def test_a_case_has_what_is_the_same_in_all_its_rows(read):
    project = read("case,text,code,groep,tijd", "r1,a,T,ouders,1", "r1,b,T,ouders,2", "r2,c,T,team,2", "r3,d,T,team,1")
    cases = project.cases.drop_duplicates("case")
    assert cases["groep"].tolist() == ["ouders", "team", "team"]
    assert "tijd" not in cases


def test_a_document_of_several_cases_belongs_to_none_whole(read):
    project = read("document,case,text,code", "groep,r1,a,T", "groep,r2,b,T", "alleen,r3,c,T")
    assert project.cases["part"].tolist() == ["passages", "passages", "whole"]
    assert project.segments["case"].nunique() == 3


def test_answers_of_nobody_are_matched_by_text_and_order(tmp_path):
    tables = {
        name: pd.DataFrame({"answer": ["ja", "ja", "nee"], "code": ["T", None, "W"]}) for name in ("q (A)", "q (B)")
    }
    write(tmp_path / "b.xlsx", [Sheet(name, table) for name, table in tables.items()])
    project = read_project(tmp_path / "b.xlsx")
    assert (len(project.documents), len(project.segments), project.coders) == (3, 4, ("A", "B"))


def test_one_table_is_coded_by_who_its_name_says(read):
    assert read("text,code", "hier,Taal", name="codes_AN.csv").coders == ("codes_AN",)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_is_read(read, encoding):
    assert list(read("text;code", "café;Taal", encoding=encoding).texts.values()) == ["café"]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["text,remark", "a,b"], "no sheet has columns for codes"),
        ([""], "no sheet has columns for codes"),
        (["text,code,code", "a,b,c"], "the heading 'code' occurs twice"),
        (["text,code", "a,b,c"], "row 2: the row is longer"),
    ],
)
def test_what_is_no_coded_table_is_told(read, lines, said):
    with pytest.raises(ReadError) as told:
        read(*lines)
    assert said in str(told.value)


def test_no_message_tells_what_somebody_said(read):
    with pytest.raises(ReadError) as told:
        read("text,remark", "Fatima zei dit,b")
    assert "Fatima" not in str(told.value)


@pytest.mark.parametrize("heading", ["taal", "Language", "case", "fase", "wave", "id", "thema", "kleur"])
def test_a_column_of_marks_among_others_is_a_code_whatever_its_heading(read, heading):
    project = read(f"document,tekst,welkom,{heading}", "a,Ik voel mij welkom.,1,0", "b,De taal is moeilijk.,0,1")
    assert [path for path, _ in given(project)] == ["welkom", heading]


@pytest.mark.parametrize(("cell", "language"), [("nl", "nl"), ("Nederlands", "Nederlands"), ("moeilijk", "")])
def test_only_languages_make_a_column_of_languages(read, cell, language):
    project = read("document,tekst,taal,welkom", f"a,Ik voel mij welkom.,{cell},1")
    assert project.documents["language"].fillna("").str.casefold().tolist() == [language.casefold()]


def test_a_phase_that_is_the_same_everywhere_stays_a_phase(read):
    project = read("document,tekst,fase,welkom,koffie", "a,Ik voel mij welkom.,1,1,0", "b,De koffie is goed.,1,0,1")
    assert ([path for path, _ in given(project)], set(project.documents["phase"])) == (["welkom", "koffie"], {"1"})
