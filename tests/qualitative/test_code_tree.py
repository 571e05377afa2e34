"""The code book with counts, against counting by hand."""

from dataclasses import replace

from hypothesis import given, settings
from tests.qualitative.projects import project, projects, rows

from pilots.qualitative import code_tree, themes
from pilots.qualitative.project import CODES
from pilots.vocabulary import frame


@settings(max_examples=10)
@given(projects())
def test_counts_are_those_of_a_reader(project):
    tree, codings = code_tree(project).set_index("code"), rows(project)
    for code, row in tree.iterrows():
        mine = [coding for coding in codings if code in coding["codes"]]
        distinct = [len({coding[name] for coding in mine}) for name in ("unit", "document", "coder")]
        assert row[["cases", "documents", "coders", "segments"]].tolist() == [*distinct, len(mine)]
        assert row["own_segments"] == sum(coding["code"] == code for coding in mine)


def test_a_code_without_codings_is_told_as_unused():
    tree = code_tree(project([None, 0, None], 1, [], [(1, 0, 0, 0, 3)])).set_index("code")
    assert tree["unused"].to_dict() == {"c0": False, "c1": False, "c2": True}


def test_without_codings_every_code_is_there():
    assert code_tree(project([None, 0], 0, [], []))["cases"].tolist() == [0, 0]


def test_first_and_last_use_count_the_codes_under_it():
    made = project([None, 0], 1, [], [(0, 0, 0, 0, 3), (1, 0, 0, 4, 3)])
    dated = made.segments.assign(created=["2017-10-02T09:00:00Z", "2017-09-01T09:00:00Z"])
    made.segments["created"] = dated["created"]
    assert code_tree(made)[["first", "last"]].iloc[0].tolist() == ["2017-09-01T09:00:00Z", "2017-10-02T09:00:00Z"]


def test_ten_thousand_codes_under_each_other_are_counted():
    ids = [f"c{n}" for n in range(10_000)]
    codes = frame(CODES, [{"code": code, "parent": above, "name": code, "path": code} for code, above in zip(ids, [None, *ids], strict=False)])  # fmt: skip
    deepest = project([None], 1, [], [(9_999, 0, 0, 0, 3)])
    made = replace(deepest, codes=codes)
    assert code_tree(made)["cases"].tolist() == [1] * 10_000
    assert themes(made)["segments"].tolist() == [1] * 10_000


def test_a_ring_of_codes_is_counted_once_each():
    made = project([None, 0], 1, [], [(1, 0, 0, 0, 3)])
    made.codes["parent"] = ["c1", "c0"]
    assert code_tree(made)[["code", "level", "cases"]].to_numpy().tolist() == [["c0", 0, 1], ["c1", 1, 1]]
