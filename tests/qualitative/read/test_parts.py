"""What each program's project holds, counted against a plain reading of its XML."""

import re
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from tests.qualitative.programs import HEAD, PROGRAMS, SPACE, guid, save

from pilots.qualitative.read import read_qdpx

ANY = "{*}"


@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_is_lost_in_reading(tmp_path, program):
    path = PROGRAMS[program](tmp_path / "a.qdpx")
    project, root = read_qdpx(path), _root(path)
    assert len(project.documents) == len([*root.find(f"{ANY}Sources")])
    assert set(project.codes["code"]) == {_own(code) for code in root.iterfind(f".//{ANY}Code")}
    assert len(project.segments) == len(root.findall(f"{ANY}Sources//{ANY}CodeRef"))
    assert project.cases["case"].nunique() == len(root.findall(f"{ANY}Cases/{ANY}Case"))
    assert project.notes["note"].nunique() == len(root.findall(f"{ANY}Notes/{ANY}Note"))
    assert len(project.users) == len(root.findall(f"{ANY}Users/{ANY}User"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_all_passages_are_read_also_those_without_a_code(tmp_path, program):
    path = PROGRAMS[program](tmp_path / "a.qdpx")
    marked = [part for part in _root(path).find(f"{ANY}Sources").iter() if str(part.tag).endswith("Selection")]
    assert len(read_qdpx(path).selections) == len(marked)


def test_nvivo_counts_utf16_units_and_line_breaks_as_two(tmp_path):
    project = read_qdpx(PROGRAMS["nvivo"](tmp_path / "a.qdpx"))
    assert _said(project) == ["mama", "papa"]


def test_a_case_of_nvivo_may_have_the_id_of_a_code(tmp_path):
    project = read_qdpx(PROGRAMS["nvivo"](tmp_path / "a.qdpx"))
    assert project.segments["case"].dropna().tolist() == [guid("k1")]


def test_atlas_counts_a_line_break_as_one(tmp_path):
    assert set(_said(read_qdpx(PROGRAMS["atlas"](tmp_path / "a.qdpx")))) == {"papa"}


def test_ids_lose_braces_and_capitals(tmp_path):
    project = read_qdpx(PROGRAMS["atlas"](tmp_path / "a.qdpx"))
    assert project.documents["document"].tolist() == [guid("d1"), guid("d2")]
    assert project.coders == ("An", "Bo")


def test_corners_between_points_are_rounded(tmp_path):
    selections = read_qdpx(PROGRAMS["atlas"](tmp_path / "a.qdpx")).selections
    assert selections[["page", "first_x", "first_y", "second_x", "second_y"]].iloc[1].tolist() == [5, 61, 634, 245, 317]


def test_values_of_documents_have_a_column(tmp_path):
    project = read_qdpx(PROGRAMS["maxqda"](tmp_path / "a.qdpx"))
    assert project.documents["Age"].dropna().tolist() == ["34"]
    assert project.variables[["column", "type"]].to_numpy().tolist() == [["Age", "Integer"]]


def test_a_coding_without_a_code_is_none(tmp_path):
    assert len(read_qdpx(PROGRAMS["qualcoder"](tmp_path / "a.qdpx")).segments) == 1


def test_dates_with_a_blank_are_dates(tmp_path):
    selections = read_qdpx(PROGRAMS["qualcoder"](tmp_path / "a.qdpx")).selections
    assert selections["created"].dropna().tolist() == ["2021-03-04T10:00:00"]


def test_a_code_under_two_parents_stands_under_the_first_with_all_its_own(tmp_path):
    project = read_qdpx(PROGRAMS["quirkos"](tmp_path / "a.qdpx"))
    assert project.codes["path"].tolist() == ["a", "a > x", "a > x > y", "b"]


def test_times_and_points_of_sound_and_film(tmp_path):
    selections = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx")).selections.set_index("selection")
    assert selections.loc[guid("s9"), ["begin_ms", "end_ms"]].tolist() == [1000, 2000]
    assert selections.loc[guid("s7"), ["kind", "start", "end", "begin_ms", "end_ms"]].tolist() == [
        "transcript", 0, 5, 0, 2500,
    ]  # fmt: skip


def test_texts_of_papers_sound_and_pictures_are_read(tmp_path):
    project = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx"))
    assert [*project.texts.values()] == ["hallo daar\r\n", "een klas", "de ouders", "hallo jij"]


def test_users_of_the_same_name_are_told_apart(tmp_path):
    project = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx"))
    assert project.users["coder"].tolist() == ["An", "An (2)", guid("u3")]


def test_notes_stand_once_for_each_thing_they_are_about(tmp_path):
    notes = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx")).notes
    assert set(notes.loc[notes["note"] == guid("n2"), "about"]) == {guid("g1"), guid("s1")}
    assert notes.loc[notes["note"] == guid("n3"), "about"].tolist() == [guid("d1"), ""]
    assert set(notes.loc[notes["note"] == guid("n2"), "text"]) == {"bedenking"}


def test_variables_of_the_same_name_have_columns_of_their_own(tmp_path):
    mother = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx")).cases.iloc[0]
    assert (mother["met"], mother["met (8)"], mother["name (variable)"]) == ("2021-01-01T09:00:00", "often", "M")


def test_files_are_named_as_sources_call_them(tmp_path):
    path = PROGRAMS["everything"](tmp_path / "a.qdpx")
    assert read_qdpx(path).files["pic.jpg"] == (path, "sources/pic.jpg")


def _root(path):
    with ZipFile(path) as archive:
        qde = next(name for name in archive.namelist() if name.endswith(".qde"))
        return fromstring(re.sub(r"^\ufeff?<\?.*?\?>", "", archive.read(qde).decode()))


def _own(element):
    return element.get("guid").strip("{}").lower()


def _said(project):
    rows = project.segments[["document", "start", "end"]].itertuples(index=False)
    return [project.texts[document][start:end] for document, start, end in rows]


def test_an_empty_path_is_none(tmp_path):
    source = f'<TextSource guid="{guid("d")}" name="a" richTextPath=""/>'
    path = save(tmp_path / "a.qdpx", f'{HEAD}<Project {SPACE} name="p"><Sources>{source}</Sources></Project>')
    assert read_qdpx(path).documents["path"].isna().all()
