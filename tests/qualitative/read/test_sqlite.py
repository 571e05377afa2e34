"""Databases of other programs: only read, and not trusted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pilots.errors import ReadError
from pilots.qualitative.read.sqlite import open_copy, read_rows


def made(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_columns_that_only_some_versions_have_are_missing(tmp_path):
    with closing(open_copy(made(tmp_path / "a", "CREATE TABLE t (x)", "INSERT INTO t VALUES (1)"))) as connection:
        assert read_rows(connection, "t", ["x"], "a", more=["y"]).isna().values.tolist() == [[False, True]]


@pytest.mark.parametrize(("table", "column"), [("u", "x"), ("t", "z")])
def test_what_every_version_has_and_is_missing_is_told(tmp_path, table, column):
    with closing(open_copy(made(tmp_path / "a", "CREATE TABLE t (x)"))) as connection, pytest.raises(ReadError):
        read_rows(connection, table, [column], "a")


@pytest.mark.parametrize("data", [b"", b"text", b"SQLite format 3\0" + bytes(2000)])
def test_what_is_no_database_is_told_once(tmp_path, data):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(ReadError), closing(open_copy(tmp_path / "a")) as connection:
        read_rows(connection, "t", ["x"], "a")


def test_a_database_cut_short_is_told(tmp_path):
    path = made(tmp_path / "a", "CREATE TABLE t (x)", "INSERT INTO t VALUES (zeroblob(100000))")
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(ReadError), closing(open_copy(path)) as connection:
        read_rows(connection, "t", ["x"], "a")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ReadError, match="missing"):
        open_copy(tmp_path / "none")


def test_what_the_program_had_not_yet_put_in_is_read_and_the_file_stays_as_it_was(tmp_path):
    path = tmp_path / "a"
    with closing(sqlite3.connect(path)) as program:
        program.execute("PRAGMA journal_mode = WAL")
        program.execute("CREATE TABLE t (x)")
        program.execute("INSERT INTO t VALUES (1)")
        program.commit()
        before = path.read_bytes()
        with closing(open_copy(path)) as connection:
            assert len(read_rows(connection, "t", ["x"], path)) == 1
        assert path.read_bytes() == before


def test_a_view_that_poses_as_a_table_is_not_asked(tmp_path):
    path = made(tmp_path / "a", "CREATE VIEW t AS SELECT 1 AS x")
    with closing(open_copy(path)) as connection, pytest.raises(ReadError, match="missing"):
        read_rows(connection, "t", ["x"], path)
