"""Code books go out and come back."""

import pandas as pd
import pytest
from tests.qualitative.programs import PROGRAMS

from pilots.errors import PilotsError, ReadError
from pilots.qualitative import QualitativeProject, write_qdc
from pilots.qualitative.read import read_project, read_qdpx


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_code_book_comes_back_valid_and_the_same(tmp_path, program, book_faults):
    project = read_qdpx(PROGRAMS[program](tmp_path / "a.qdpx"))
    write_qdc(project, tmp_path / "a.qdc")
    back = read_project(tmp_path / "a.qdc")
    assert book_faults(tmp_path / "a.qdc") == []
    pd.testing.assert_frame_equal(back.codes, project.codes)


def test_sets_of_codes_come_along(tmp_path):
    project = read_qdpx(PROGRAMS["everything"](tmp_path / "a.qdpx"))
    write_qdc(project, tmp_path / "a.qdc")
    sets = read_project(tmp_path / "a.qdc").sets
    assert sets["member"].dropna().tolist() == project.sets.loc[project.sets["kind"] == "code", "member"].tolist()


def test_an_older_code_book_is_read_too(tmp_path):
    (tmp_path / "a.qdc").write_text(
        '<CodeBook xmlns="urn:QDA-XML:codebook:0:4" origin="ATLAS.ti Win 26"><Codes><Code guid="{AB}" name="x" '
        'isCodable="false" color="#46AA00"><Description>why</Description><Code guid="b" name="y"/></Code></Codes>'
        '<Sets><Set name="g" guid="e"><MemberCode guid="{AB}"/></Set></Sets></CodeBook>'
    )
    book = read_project(tmp_path / "a.qdc")
    assert book.codes["path"].tolist() == ["x", "x > y"]
    assert (book.codes["codable"].tolist(), book.sets["member"].tolist()) == ([False, True], ["ab"])


def test_the_code_book_of_taguette_is_read_and_written_valid(tmp_path, book_faults):
    own = "725F0645-9CD3-598A-8D2B-EC3D39AB3C3F"
    code = f'<Code guid="{own}" name="interesting.places" isCodable="true"/>'
    space = "urn:QDA-XML:codebook:1.0"
    book = f'<CodeBook xmlns="{space}" origin="Taguette 1.5.2"><Codes>{code}</Codes><Sets/></CodeBook>'
    (tmp_path / "a.qdc").write_text(book)
    write_qdc(read_project(tmp_path / "a.qdc"), tmp_path / "b.qdc")
    assert book_faults(tmp_path / "b.qdc") == []
    assert read_project(tmp_path / "b.qdc").codes["code"].tolist() == [own.lower()]


def test_no_codes_make_no_book(tmp_path):
    with pytest.raises(PilotsError, match="no codes"):
        write_qdc(QualitativeProject(), tmp_path / "a.qdc")


@pytest.mark.parametrize("content", ["", "<CodeBook>", "<Project/>", "<!DOCTYPE a><CodeBook/>"])
def test_what_is_no_code_book_is_told(tmp_path, content):
    (tmp_path / "a.qdc").write_text(content)
    with pytest.raises(ReadError, match=r"code book|malformed|entities"):
        read_project(tmp_path / "a.qdc")


def test_a_missing_code_book_is_told(tmp_path):
    with pytest.raises(ReadError, match="missing"):
        read_project(tmp_path / "a.qdc")
