"""Files that would harm are refused, damaged ones are said to be damaged."""

import pytest

from pilots.errors import ReadError
from pilots.qualitative.read import read_project, read_qdpx

ENTITY = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Project>&b;</Project>'


def test_entities_are_refused(write_qdpx):
    with pytest.raises(ReadError, match="entities"):
        read_qdpx(write_qdpx(ENTITY))


def test_paths_that_climb_out_of_the_zip_are_refused(write_qdpx):
    with pytest.raises(ReadError, match="climbs out"):
        read_qdpx(write_qdpx(members={"../evil.txt": "x"}))


def test_source_paths_that_climb_out_are_refused(write_qdpx):
    qde = '<Project><Sources><TextSource guid="a" plainTextPath="internal://../../x"/></Sources></Project>'
    with pytest.raises(ReadError, match="climbs out"):
        read_qdpx(write_qdpx(qde))


def test_zip_bombs_are_refused(write_qdpx):
    with pytest.raises(ReadError, match="bomb"):
        read_qdpx(write_qdpx(members={"Sources/D1.txt": b"0" * 8_000_000}))


def test_a_damaged_member_is_told(write_qdpx):
    path = write_qdpx(members={"Sources/D1.txt": "hallo daar"})
    data = bytearray(path.read_bytes())
    at = data.index(b"Sources/D1.txt") + len("Sources/D1.txt")
    data[at : at + 4] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    with pytest.raises(ReadError, match="damaged"):
        read_qdpx(path)


@pytest.mark.parametrize("content", [b"", b"no zip at all", b"PK\x03\x04 broken"])
def test_what_is_no_zip_is_told(tmp_path, content):
    (tmp_path / "a.qdpx").write_bytes(content)
    with pytest.raises(ReadError, match="zip"):
        read_qdpx(tmp_path / "a.qdpx")


@pytest.mark.parametrize("qde", ["", "<Project>", "<Other/>", "<?xml version='1.0' encoding='nonsense'?><a/>"])
def test_what_is_no_project_is_told(write_qdpx, qde):
    with pytest.raises(ReadError, match=r"project\.qde|malformed"):
        read_qdpx(write_qdpx(qde))


def test_text_that_is_not_utf8_is_told(write_qdpx):
    with pytest.raises(ReadError, match="UTF-8"):
        read_qdpx(write_qdpx(members={"Sources/D1.txt": b"\xe9\xe8"}))


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ReadError, match="missing"):
        read_qdpx(tmp_path / "none.qdpx")


def test_an_unknown_ending_is_told(tmp_path):
    with pytest.raises(ReadError, match="qdpx"):
        read_project(tmp_path / "notes.xyz")
