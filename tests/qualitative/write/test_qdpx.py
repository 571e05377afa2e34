"""What was read comes back; what is written is valid, whatever was read or made elsewhere."""

from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.qualitative.programs import PROGRAMS, everything

from pilots.errors import ReadError
from pilots.qualitative import QualitativeProject, write_qdpx
from pilots.qualitative.project import (
    CASES,
    CODES,
    DETAILS,
    DOCUMENTS,
    LINKS,
    NOTES,
    SEGMENTS,
    SELECTIONS,
    SETS,
    USERS,
    VARIABLES,
)
from pilots.qualitative.read import read_project, read_qdpx
from pilots.vocabulary import frame

COLUMNS = {"documents": DOCUMENTS, "cases": CASES, "codes": CODES, "segments": SEGMENTS, "users": USERS, "notes": NOTES,
           "selections": SELECTIONS, "variables": VARIABLES, "sets": SETS, "links": LINKS, "details": DETAILS}  # fmt: skip
KINDS = ("text", "pdf", "picture", "audio", "video", "transcript", "other")


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_any_program_wrote_comes_back_valid_and_the_same(tmp_path, program, faults, require_same):
    project = read_qdpx(PROGRAMS[program](tmp_path / "a.qdpx"))
    write_qdpx(project, tmp_path / "b.qdpx")
    assert faults(tmp_path / "b.qdpx") == []
    require_same(project, read_qdpx(tmp_path / "b.qdpx"))


def test_a_real_nvivo_project_comes_back_valid_and_the_same(shared, tmp_path, faults, require_same):
    project = read_qdpx(shared / "data" / "qda-projects-masked" / "refi_nvivo_two_coders.qdpx")
    write_qdpx(project, tmp_path / "b.qdpx")
    assert faults(tmp_path / "b.qdpx") == []
    require_same(project, read_qdpx(tmp_path / "b.qdpx"))


@pytest.mark.parametrize("name", ["qualcoder_project.qda", "taguette_project.sqlite3"])
def test_real_projects_of_other_programs_are_written_whole(shared, tmp_path, faults, name):
    project = read_project(shared / "data" / "qda-projects-masked" / name)
    write_qdpx(project, tmp_path / "b.qdpx")
    back = read_qdpx(tmp_path / "b.qdpx")
    assert faults(tmp_path / "b.qdpx") == []
    for table, key in (("documents", "document"), ("codes", "code"), ("segments", "segment"), ("cases", "case")):
        left, right = (getattr(each, table).sort_values(key, ignore_index=True) for each in (project, back))
        pd.testing.assert_frame_equal(left, right[left.columns], obj=table)
    assert dict(project.texts) == dict(back.texts)


def test_the_same_project_gives_the_same_bytes(tmp_path):
    project = read_qdpx(everything(tmp_path / "a.qdpx"))
    write_qdpx(project, tmp_path / "b.qdpx")
    write_qdpx(read_qdpx(tmp_path / "b.qdpx"), tmp_path / "c.qdpx")
    assert (tmp_path / "b.qdpx").read_bytes() == (tmp_path / "c.qdpx").read_bytes()


def test_pictures_and_papers_are_copied_byte_for_byte(tmp_path):
    write_qdpx(read_qdpx(everything(tmp_path / "a.qdpx")), tmp_path / "b.qdpx")
    with ZipFile(tmp_path / "b.qdpx") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held["sources/pic.jpg"] == b"\xff\xd8\x00jpg"
    assert (held["sources/r.pdf"], held["sources/extra.dat"]) == (b"%PDF", b"\x00\x01")


def test_a_project_may_be_written_where_it_was_read(tmp_path, require_same):
    project = read_qdpx(everything(tmp_path / "a.qdpx"))
    write_qdpx(project, tmp_path / "a.qdpx")
    require_same(project, read_qdpx(tmp_path / "a.qdpx"))


def test_a_file_that_is_gone_is_told(tmp_path):
    project = QualitativeProject(files={"a.jpg": (tmp_path / "a.jpg", "")})
    with pytest.raises(ReadError, match="gone"):
        write_qdpx(project, tmp_path / "b.qdpx")
    assert list(tmp_path.iterdir()) == []


def test_files_of_a_folder_are_put_in(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"jpg")
    write_qdpx(QualitativeProject(files={"a.jpg": (tmp_path / "a.jpg", "")}), tmp_path / "b.qdpx")
    assert list(read_qdpx(tmp_path / "b.qdpx").files) == ["a.jpg"]


def test_a_file_may_not_climb_out(tmp_path):
    with pytest.raises(ReadError, match="climbs"):
        write_qdpx(QualitativeProject(files={"../a": (tmp_path / "a", "")}), tmp_path / "b.qdpx")


def test_codings_without_passages_get_one(tmp_path, faults):
    segments = [{"segment": str(n), "document": "1", "code": "1", "coder": coder, "start": 0, "end": 4}
                for n, coder in enumerate(("An", "Bo", "An"))]  # fmt: skip
    back = _back(tmp_path, faults, segments=frame(SEGMENTS, segments), **_text())
    assert (len(back.segments), len(back.selections), back.coders) == (3, 1, ("An", "Bo"))
    assert back.segments["start"].tolist() == [0, 0, 0]


def test_a_transcript_gets_points_in_time(tmp_path, faults):
    documents = frame(DOCUMENTS, [{"document": "1", "name": "tape", "kind": "audio"}])
    passage = {"selection": "s", "document": "1", "kind": "text", "start": 2, "end": 5, "begin_ms": 10, "end_ms": 20}
    texts = {"1": "wij gaan"}
    back = _back(tmp_path, faults, documents=documents, texts=texts, selections=frame(SELECTIONS, [passage]))
    found = back.selections[["kind", "start", "end", "begin_ms", "end_ms"]]
    assert found.to_numpy().tolist() == [["transcript", 2, 5, 10, 20]]
    assert [*back.texts.values()] == ["wij gaan"]


def test_passages_of_a_case_are_found_from_its_codings(tmp_path, faults):
    cases = frame(CASES, [{"case": "k", "name": "K", "document": "1", "part": "passages"}])
    segments = frame(SEGMENTS, [{"segment": "g", "document": "1", "case": "k", "code": "1", "start": 0, "end": 1}])
    back = _back(tmp_path, faults, cases=cases, segments=segments, selections=frame(SELECTIONS), **_text())
    assert back.cases["part"].tolist() == ["passages"]
    assert back.segments["case"].tolist() == back.cases["case"].tolist()


def test_values_that_do_not_fit_their_type_stay_text(tmp_path, faults):
    variables = frame(VARIABLES, [{"variable": "v", "name": "age", "column": "age", "type": "Integer"}])
    cases = frame(CASES, [{"case": "a"}, {"case": "b"}]).assign(age=pd.Series(["34", "about 40"], dtype="str"))
    back = _back(tmp_path, faults, variables=variables, cases=cases)
    assert back.cases["age"].tolist() == ["34", "about 40"]


def test_the_language_of_a_document_becomes_a_variable(tmp_path, faults):
    documents = frame(DOCUMENTS, [{"document": "1", "kind": "text", "language": "fr", "phase": ""}])
    back = _back(tmp_path, faults, documents=documents)
    assert (back.documents["language"].tolist(), back.variables["name"].tolist()) == (["fr"], ["language"])


def test_codes_in_a_circle_or_under_nothing_come_to_the_top(tmp_path, faults):
    codes = frame(CODES, [{"code": "a", "parent": "b", "name": "a"}, {"code": "b", "parent": "a", "name": "b"},
                          {"code": "c", "parent": "gone", "name": "c"}])  # fmt: skip
    back = _back(tmp_path, faults, codes=codes)
    assert sorted(back.codes["path"]) == ["a", "a > b", "c"]


def test_a_tree_of_thousands_of_levels_is_no_problem(tmp_path):
    names = [str(level) for level in range(10_000)]
    codes = frame(CODES, [{"code": name, "parent": above, "name": name}
                          for name, above in zip(names, [None, *names], strict=False)])  # fmt: skip
    write_qdpx(QualitativeProject(codes=codes), tmp_path / "b.qdpx")
    with pytest.raises(ReadError, match="too deep"):
        read_qdpx(tmp_path / "b.qdpx")


def test_ids_that_are_numbers_are_told_apart_by_kind(tmp_path, faults):
    links = frame(LINKS, [{"link": "1", "origin": "c1", "target": "1"}])
    back = _back(tmp_path, faults, codes=frame(CODES, [{"code": "c1", "name": "a"}]), links=links, **_text(False))
    assert back.links["origin"].tolist() == back.codes["code"].tolist()
    assert back.links["target"].tolist() == back.documents["document"].tolist()


@given(st.integers(0, 10**9))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_frames_hold_the_file_is_valid_and_can_be_read(faults, seed):
    frames = _anything(Random(seed))
    with TemporaryDirectory() as folder:
        write_qdpx(QualitativeProject(**frames), Path(folder) / "a.qdpx")
        assert faults(Path(folder) / "a.qdpx") == []
        assert len(read_qdpx(Path(folder) / "a.qdpx").documents) == frames["documents"]["document"].notna().sum()


def _anything(draw):
    """Frames with all that people may put in them, sensible or not."""
    words = [None, "", "1", "d1", "{A}", "0e991dc9-0757-52de-86e1-25bfde01721f", "2020-02-30", "#12345", "a <b>&\"", "a\rb\n",
             "\x0b", "name", "firstX", "Graphs", "Sources", "\N{PARTY POPPER}", *KINDS]  # fmt: skip
    numbers = [None, -5, 0, 1, 7, 10**9]
    values = {"Int64": numbers, "boolean": [None, True, False]}

    def rows(columns):
        return frame(columns, [{column.name: draw.choice(values.get(column.dtype, words)) for column in columns}
                               for _ in range(draw.randrange(5))])  # fmt: skip

    frames = {name: rows(columns) for name, columns in COLUMNS.items()}
    return frames | {"texts": dict.fromkeys(frames["documents"]["document"].dropna(), "mama")}


def _back(folder, faults, **frames):
    write_qdpx(QualitativeProject(**frames), folder / "b.qdpx")
    assert faults(folder / "b.qdpx") == []
    return read_qdpx(folder / "b.qdpx")


def _text(codes=True):
    documents = frame(DOCUMENTS, [{"document": "1", "name": "talk", "kind": "text"}])
    book = {"codes": frame(CODES, [{"code": "1", "name": "kin"}])} if codes else {}
    return {"documents": documents, "texts": {"1": "mama en papa"}, **book}
