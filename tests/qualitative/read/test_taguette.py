"""Reading databases of Taguette."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import ReadError
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.read import read_project
from pilots.qualitative.read.html import text_of
from pilots.qualitative.read.taguette import _first_bytes, read_taguette

TEXT = "<p>Het café is \N{GRINNING FACE} open.</p>\n<p>Ik voel mij <b>welkom</b> &amp; thuis.</p>"
SCHEMA = """
CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT, description TEXT, created DATETIME);
CREATE TABLE project_members (project_id INTEGER, user_login TEXT, privileges TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT, description TEXT, project_id INTEGER, contents TEXT);
CREATE TABLE commands (id INTEGER PRIMARY KEY, date DATETIME, user_login TEXT, project_id INTEGER, payload TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path TEXT, description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER, snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
INSERT INTO projects VALUES (1, 'Gesprekken', 'waarover', '');
INSERT INTO project_members VALUES (1, 'an', 'ADMIN'), (1, 'bo', 'TAG');
INSERT INTO tags VALUES (1, 1, 'plek', 'waar'), (2, 1, 'plek.welkom', ''), (3, 1, 'los.eind', ''), (4, 1, 'plek.welkom.thuis', '');
INSERT INTO highlight_tags VALUES (1, 1), (1, 3), (2, 2);
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """One document with two highlights, three codings by two coders."""
    plain = text_of(TEXT)
    spans = [[len(plain[: plain.index(word)].encode()), len(word.encode())] for word in ("café", "welkom")]
    said = [("an", 1, [1]), ("bo", 1, [1, 3]), ("bo", 2, [2])]
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as connection:
        connection.executescript(SCHEMA)
        connection.execute("INSERT INTO documents VALUES (1, 'een', '', 1, ?)", (TEXT,))
        for number, (start, length) in enumerate(spans, 1):
            connection.execute("INSERT INTO highlights VALUES (?, 1, ?, ?, '')", (number, start, start + length))
        for who, number, tags in said:
            payload = json.dumps({"type": "highlight_add", "highlight_id": number, "tags": tags})
            connection.execute(
                "INSERT INTO commands (date, user_login, payload) VALUES ('2024-01-02 03:04:05.6', ?, ?)",
                (who, payload),
            )
        connection.commit()
    return tmp_path / "db.sqlite3"


@pytest.fixture
def small(path: Path) -> QualitativeProject:
    return read_taguette(path)


def change(path: Path, statement: str) -> QualitativeProject:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statement)
    return read_taguette(path)


def test_a_real_project_is_read_whole(shared):
    path = shared / "data" / "qda-projects-masked" / "taguette_project.sqlite3"
    project = read_project(path)
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as counted:
        count = [
            counted.execute(f"SELECT count(*) FROM {t}").fetchone()[0]
            for t in ("documents", "tags", "highlights", "highlight_tags")
        ]
        snippets = [text_of(html) for (html,) in counted.execute("SELECT snippet FROM highlights ORDER BY id")]
    assert [len(project.documents), len(project.codes), len(project.selections), len(project.segments)] == count
    places = project.selections[["document", "start", "end"]].itertuples(index=False)
    assert [project.texts[document][start:end] for document, start, end in places] == snippets


def test_bytes_become_characters(small):
    assert [
        small.texts[d][a:b] for d, a, b in small.selections[["document", "start", "end"]].itertuples(index=False)
    ] == ["café", "welkom"]


@given(st.text())
def test_every_character_begins_where_its_bytes_begin(text):
    assert _first_bytes(text).tolist() == [
        len(text[:place].encode("utf-8", "surrogatepass")) for place in range(len(text) + 1)
    ]


def test_a_point_makes_a_level_where_the_tag_above_is_there(small):
    assert small.codes["path"].tolist() == ["plek", "plek > welkom", "plek > welkom > thuis", "los.eind"]


def test_the_coder_is_who_gave_the_tag(small):
    names = dict(zip(small.codes["code"], small.codes["name"], strict=True))
    found = dict(zip(small.segments["code"].map(names), small.segments["coder"], strict=True))
    assert found == {"plek": "an", "los.eind": "bo", "welkom": "bo"}


def test_who_marked_the_passage_is_kept_apart(small):
    assert small.segments["selected_by"].tolist() == ["an", "an", "bo"]


def test_dates_are_those_of_the_history(small):
    assert set(small.segments["created"]) == {"2024-01-02T03:04:05"}


def test_without_a_history_the_only_member_coded(path):
    project = change(path, "DELETE FROM commands; DELETE FROM project_members WHERE user_login = 'bo'")
    assert project.coders == ("an",)


def test_without_a_history_and_with_two_members_nobody_is_named(path):
    assert change(path, "DELETE FROM commands").coders == ()


def test_projects_in_one_database_stand_apart(path):
    more = "INSERT INTO projects VALUES (2, 'Andere', '', ''); INSERT INTO tags VALUES (9, 2, 'plek', '')"
    project = change(path, more)
    assert project.codes.loc[~project.codes["codable"], "name"].tolist() == ["Gesprekken", "Andere"]
    assert project.codes["path"].tolist()[-1] == "Andere > plek"


def test_a_broken_line_of_history_is_passed_over(path):
    assert change(path, "INSERT INTO commands (payload) VALUES ('{'), ('[1]'), (NULL)").coders == ("an", "bo")


def test_a_database_of_something_else_is_told(path):
    with pytest.raises(ReadError, match="the table 'tags' is missing"):
        change(path, "DROP TABLE tags")


def test_a_highlight_without_a_place_is_left_out(path):
    assert len(change(path, "UPDATE highlights SET end_offset = 'x' WHERE id = 1").segments) == 1


def test_a_project_without_highlights_is_read(path):
    assert change(path, "DELETE FROM highlights; UPDATE tags SET description = x'ff'").selections.empty
