"""What became of codes between two versions."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from tests.qualitative.projects import project, projects

from pilots.qualitative import QualitativeProject, code_history

CODINGS = [(0, 0, 0, 0, 3), (1, 0, 0, 4, 3), (1, 1, 0, 0, 3), (2, 1, 0, 9, 3)]


@pytest.fixture
def before() -> QualitativeProject:
    return project([None, 0, None], 2, [], CODINGS)


def changed(project, codes=None, given=None):
    """Names, parents and removals by id; and which code a coding bears now."""
    table = project.codes.set_index("code")
    for code, about in (codes or {}).items():
        table = table.drop(code) if about is None else table
        for column, value in (about or {}).items():
            table.loc[code, column] = value
    segments = project.segments.assign(code=[(given or {}).get(s, c) for s, c in zip(project.segments["segment"], project.segments["code"])])  # noqa: B905 # fmt: skip
    return replace(project, codes=table.reset_index(), segments=segments)


def told(before, after):
    return code_history(before, after)[["what", "code"]].to_numpy().tolist()


@settings(max_examples=10)
@given(projects())
def test_the_same_project_has_no_history(project):
    assert code_history(project, project).empty


def test_a_new_name_a_new_parent_a_new_meaning(before):
    after = changed(before, {"c0": {"name": "other"}, "c2": {"parent": "c0"}, "c1": {"description": "what it means"}})
    assert told(before, after) == [["renamed", "c0"], ["redefined", "c1"], ["moved", "c2"]]


def test_new_and_removed_codes(before):
    after = changed(before, {"c2": None, "c9": {"name": "new", "path": "new"}}, {"s3": "c1"})
    bare = replace(after, segments=after.segments.iloc[:0])
    assert told(before, bare) == [["removed", "c2"], ["added", "c9"]]


def test_a_code_that_went_into_another_was_merged(before):
    found = code_history(before, changed(before, {"c1": None}, {"s1": "c2", "s2": "c2"}))
    assert found[["what", "code", "after", "segments"]].to_numpy().tolist() == [["merged", "c1", "code 2", 2]]


def test_a_code_whose_passages_went_apart_was_split(before):
    new = {"c8": {"name": "x", "path": "x"}, "c9": {"name": "y", "path": "y"}, "c1": None}
    found = code_history(before, changed(before, new, {"s1": "c8", "s2": "c9"}))
    assert found[["what", "code"]].to_numpy().tolist() == [["split", "c1"], ["added", "c8"], ["added", "c9"]]
    assert found["after"].iloc[0] == "x; y"


def test_a_code_that_gave_passages_to_a_new_one_was_split(before):
    after = changed(before, {"c9": {"name": "y", "path": "y"}}, {"s2": "c9"})
    assert told(before, after) == [["split", "c1"], ["added", "c9"]]


def test_another_code_for_a_passage_is_no_history_of_the_code(before):
    assert told(before, changed(before, {}, {"s2": "c2"})) == []


def test_without_ids_the_passages_tell(before):
    after = changed(before, {"c1": None}, {"s1": "c2", "s2": "c2"})
    renumbered = replace(after, segments=after.segments.assign(segment=[f"n{n}" for n in range(4)]))
    assert told(before, renumbered) == [["merged", "c1"]]


def test_new_ids_are_the_same_codes_where_paths_are(before):
    again = before.codes.assign(code="n" + before.codes["code"], parent="n" + before.codes["parent"])
    after = replace(before, codes=again, segments=before.segments.assign(code="n" + before.segments["code"]))
    assert code_history(before, after).empty


def test_a_new_id_and_a_new_name_for_the_same_passages_is_a_new_name(before):
    after = changed(before, {"c2": None, "c9": {"name": "new", "path": "new"}}, {"s3": "c9"})
    assert [row[0] for row in told(before, after)] == ["renamed"]


def test_code_books_alone_can_be_compared(before):
    after = QualitativeProject(codes=before.codes.iloc[:2])
    assert told(QualitativeProject(codes=before.codes), after) == [["removed", "c2"]]
    assert isinstance(code_history(after, before), pd.DataFrame)


def test_codings_without_a_code_of_the_book_tell_nothing(before):
    assert told(before, changed(before, {}, {"s1": "zz"})) == []
