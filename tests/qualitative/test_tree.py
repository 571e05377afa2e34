"""The code tree in one row, however deep it is."""

import pandas as pd
from hypothesis import given, settings
from tests.qualitative.projects import above, projects

from pilots.qualitative.tree import Tree


def book(*pairs):
    codes = pd.DataFrame(pairs, columns=["code", "parent"], dtype="str")
    return codes.assign(name=codes["code"], path=codes["code"])


@settings(max_examples=10)
@given(projects())
def test_those_under_a_code_follow_it(project):
    tree, sets = Tree.of(project.codes), above(project)
    ids = tree.codes["code"].tolist()
    for place, code in enumerate(ids):
        assert set(ids[place : tree.ends[place]]) == {other for other in sets if code in sets[other]}


def tops(tree):
    """The code at the top of each code's branch."""
    return tree.codes["code"].to_numpy()[tree.tops].tolist()


def test_siblings_keep_the_order_of_the_book():
    tree = Tree.of(book(("b", None), ("z", "b"), ("a", None), ("y", "b")))
    assert tree.codes["code"].tolist() == ["b", "z", "y", "a"]


def test_children_may_stand_before_their_parents():
    tree = Tree.of(book(("child", "parent"), ("parent", None)))
    assert (tree.codes["code"].tolist(), tree.levels.tolist()) == (["parent", "child"], [0, 1])


def test_a_parent_that_is_not_in_the_book_is_none():
    assert Tree.of(book(("a", "gone"))).levels.tolist() == [0]


def test_in_a_ring_the_first_code_stands_on_top():
    tree = Tree.of(book(("a", "c"), ("b", "a"), ("c", "b"), ("d", "d")))
    assert dict(zip(tree.codes["code"], tops(tree), strict=True)) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_a_branch_may_be_ten_thousand_deep():
    codes = book(*((f"c{n}", f"c{n - 1}" if n else None) for n in range(10_000)))
    tree = Tree.of(codes)
    assert tree.levels.max() == 9_999
    assert set(tops(tree)) == {"c0"}


def test_a_code_without_name_is_called_by_its_id():
    codes = book(("a", None)).assign(name=None, path=None)
    assert Tree.of(codes).codes[["name", "path"]].to_numpy().tolist() == [["a", "a"]]
