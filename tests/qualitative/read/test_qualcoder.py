"""Reading QualCoder projects."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.read import read_project
from pilots.qualitative.read.qualcoder import read_qualcoder

SCHEMA = """
CREATE TABLE project (databaseversion text, date text, memo text, about text);
CREATE TABLE source (id integer primary key, name text, fulltext text, mediapath text, memo text, owner text, date text);
CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
CREATE TABLE code_name (cid integer primary key, name text, memo text, catid integer, owner text, date text, color text);
CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer,
 owner text, date text, memo text);
CREATE TABLE code_image (imid integer primary key, id integer, x1 integer, y1 integer, width integer, height integer,
 cid integer, memo text, date text, owner text);
CREATE TABLE code_av (avid integer primary key, id integer, pos0 integer, pos1 integer, cid integer, memo text, date text,
 owner text);
CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
CREATE TABLE attribute_type (name text primary key, date text, owner text, memo text, caseOrFile text, valuetype text);
CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer, owner text);
CREATE TABLE cases (caseid integer primary key, name text, memo text, owner text, date text);
CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
INSERT INTO project VALUES ('v5', '2024-01-02 03:04:05', 'waarover', '');
INSERT INTO source VALUES (1, 'een', 'hallo daar', NULL, 'eerste', 'an', '');
INSERT INTO source VALUES (2, 'twee', '\N{GRINNING FACE} koffie met melk', NULL, '', 'an', '');
INSERT INTO source VALUES (3, 'foto.png', NULL, '/images/foto.png', '', 'an', '');
INSERT INTO source VALUES (4, 'gesprek.mp3', NULL, 'audio:/elders/gesprek.mp3', '', 'an', '');
INSERT INTO code_cat VALUES (1, 'Onthaal', 'an', '', 'hoe men binnenkomt', NULL);
INSERT INTO code_cat VALUES (2, 'Ruimte', 'an', '', '', 1);
INSERT INTO code_name VALUES (1, 'Koffie', 'warme drank', 2, 'an', '', '#FF8800');
INSERT INTO code_name VALUES (2, 'Los', '', NULL, 'an', '', '#000000');
INSERT INTO code_text VALUES (1, 1, 1, 'hallo', 0, 5, 'an', '2024-01-02 03:04:05', 'let op');
INSERT INTO code_text VALUES (2, 1, 1, 'hallo', 0, 5, 'bo', '2024-01-03 03:04:05', '');
INSERT INTO code_text VALUES (3, 1, 2, 'koffie', 3, 9, 'an', '', '');
INSERT INTO code_text VALUES (4, 9, 1, 'hallo', 0, 5, 'an', '', '');
INSERT INTO code_text VALUES (5, 1, 9, 'weg', 0, 3, 'an', '', '');
INSERT INTO code_image VALUES (1, 3, 10, 20, 30, 40, 2, '', '', 'bo');
INSERT INTO code_av VALUES (1, 4, 1500, 2500, 2, '', '', 'an');
INSERT INTO annotation VALUES (1, 1, 6, 10, 'wie?', 'bo', '');
INSERT INTO attribute_type VALUES ('taal', '', '', '', 'case', 'character');
INSERT INTO attribute_type VALUES ('leeftijd', '', '', '', 'case', 'numeric');
INSERT INTO attribute VALUES (1, 'taal', 'case', 'fr', 1);
INSERT INTO attribute VALUES (2, 'leeftijd', 'case', '31', 1);
INSERT INTO cases VALUES (1, 'Een moeder', '', 'an', '');
INSERT INTO cases VALUES (2, 'Een vader', '', 'an', '');
INSERT INTO case_text VALUES (1, 1, 1, 0, 10, 'an');
INSERT INTO case_text VALUES (2, 2, 2, 0, 9, 'an');
INSERT INTO journal VALUES (1, 'dag 1', 'we begonnen', '2024-01-02', 'an');
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with texts, a picture and sound, two coders, nested categories and cases."""
    (tmp_path / "klein.qda" / "images").mkdir(parents=True)
    (tmp_path / "klein.qda" / "images" / "foto.png").write_bytes(b"png")
    with closing(sqlite3.connect(tmp_path / "klein.qda" / "data.qda")) as connection:
        connection.executescript(SCHEMA)
    return tmp_path / "klein.qda"


@pytest.fixture
def small(folder: Path) -> QualitativeProject:
    return read_qualcoder(folder)


def change(folder: Path, statement: str) -> QualitativeProject:
    with closing(sqlite3.connect(folder / "data.qda")) as connection:
        connection.executescript(statement)
    return read_qualcoder(folder)


def test_a_real_project_is_read_whole(shared):
    path = shared / "data" / "qda-projects-masked" / "qualcoder_project.qda"
    project = read_project(path)
    with closing(sqlite3.connect(f"file:{path / 'data.qda'}?immutable=1", uri=True)) as counted:
        count = {
            t: counted.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
            for t in ("source", "code_name", "code_cat", "code_text")
        }
        said = [text for (text,) in counted.execute("SELECT seltext FROM code_text ORDER BY ctid")]
    codable = int(project.codes["codable"].sum())
    assert (len(project.documents), codable, len(project.codes) - codable, len(project.segments)) == tuple(
        count.values()
    )
    places = project.segments[["document", "start", "end"]].itertuples(index=False)
    assert [project.texts[document][start:end] for document, start, end in places] == said


def test_the_database_itself_can_be_named(folder, small):
    assert read_project(folder / "data.qda").segments.equals(small.segments)


def test_categories_stand_above_their_codes_and_take_no_passages(small):
    assert small.codes["path"].tolist() == ["Onthaal", "Onthaal > Ruimte", "Onthaal > Ruimte > Koffie", "Los"]
    assert small.codes["codable"].tolist() == [False, False, True, True]


def test_memos_of_codes_tell_what_they_stand_for(small):
    assert small.codes["description"].dropna().tolist() == ["hoe men binnenkomt", "warme drank"]


def test_the_coder_is_the_owner_of_the_coding(small):
    assert small.segments.loc[small.segments["characters"] == 5, "coder"].tolist() == ["an", "bo"]


def test_positions_that_the_editor_counted_in_utf16_are_corrected(small):
    row = small.segments.loc[small.segments["characters"] == 6].iloc[0]
    assert small.texts[row["document"]][row["start"] : row["end"]] == "koffie"


def test_codings_of_deleted_codes_and_files_are_left_out(small):
    assert len(small.segments) == 5


def test_a_coding_of_a_picture_has_a_rectangle(small):
    picture = small.selections.loc[small.selections["kind"] == "picture"].iloc[0]
    assert picture[["first_x", "first_y", "second_x", "second_y"]].tolist() == [10, 20, 40, 60]


def test_a_coding_of_sound_has_times(small):
    sound = small.selections.loc[small.selections["kind"] == "audio"].iloc[0]
    assert sound[["begin_ms", "end_ms"]].tolist() == [1500, 2500]


def test_a_picture_in_the_project_is_kept_as_a_reference(small, folder):
    assert small.files == {"images/foto.png": (folder / "images/foto.png", "")}


def test_a_path_that_climbs_out_is_no_reference(folder):
    assert not change(folder, "UPDATE source SET mediapath = '/images/../../geheim' WHERE id = 3").files


def test_cases_have_attributes_and_say_what_of_a_document_is_theirs(small):
    assert small.cases[["part", "taal", "leeftijd"]].astype("object").where(
        small.cases.notna(), None
    ).values.tolist() == [
        ["whole", "fr", "31"],
        ["passages", None, None],
    ]


def test_segments_belong_to_the_case_of_their_document_or_passage(small):
    named = dict(zip(small.cases["case"], small.cases["name"], strict=True))
    assert small.segments["case"].map(named).tolist()[:3] == ["Een moeder", "Een moeder", "Een vader"]


def test_a_document_takes_its_language_from_its_only_case(small):
    assert small.documents["language"].tolist() == ["fr", "", "", ""]


def test_memos_annotations_and_the_journal_are_notes(small):
    assert small.notes["text"].tolist() == ["waarover", "we begonnen", "let op", "wie?"]


def test_copies_of_two_coders_share_texts_and_codes(small, folder):
    theirs = change(
        folder, "DELETE FROM code_text; INSERT INTO code_text VALUES (1, 2, 1, 'daar', 6, 10, 'cy', '', '')"
    )
    both = merge([small, theirs])
    assert (len(both.documents), len(both.codes), len(both.segments)) == (4, 4, 6)


def test_newer_versions_nest_codes_in_codes(folder):
    newer = "ALTER TABLE code_name ADD supercid integer; UPDATE code_name SET supercid = 1 WHERE cid = 2"
    assert change(folder, newer).codes["path"].iloc[-1] == "Onthaal > Ruimte > Koffie > Los"


def test_categories_in_a_circle_come_to_the_top(folder):
    assert change(folder, "UPDATE code_cat SET supercatid = 2 WHERE catid = 1").codes["parent"].isna().sum() >= 1


@pytest.mark.parametrize("table", ["source", "code_name", "code_text"])
def test_a_missing_table_is_told(folder, table):
    with pytest.raises(ReadError, match=f"the table '{table}' is missing"):
        change(folder, f"DROP TABLE {table}")


def test_a_folder_without_a_database_is_told(tmp_path):
    (tmp_path / "leeg.qda").mkdir()
    with pytest.raises(ReadError, match="missing"):
        read_project(tmp_path / "leeg.qda")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE code_text SET pos0 = 'x' WHERE ctid = 1",
        "UPDATE code_image SET width = 'x'",
        "UPDATE case_text SET pos1 = 1.5",
        "UPDATE code_text SET pos1 = '' WHERE fid = 2",
    ],
)
def test_a_place_that_is_no_number_is_missing(tmp_path, change):
    with closing(sqlite3.connect(tmp_path / "data.qda")) as connection:
        connection.executescript(f"{SCHEMA};{change}")
    assert len(read_qualcoder(tmp_path / "data.qda").segments) == 5


def test_cases_that_say_nothing_of_their_texts_are_read(tmp_path):
    with closing(sqlite3.connect(tmp_path / "data.qda")) as connection:
        connection.executescript(f"{SCHEMA};DROP TABLE case_text")
    assert read_qualcoder(tmp_path / "data.qda").cases["document"].isna().all()
