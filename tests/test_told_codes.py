"""What exhibits tell of codes in conversations, under the names that the tables of themes use."""

import pandas as pd

from pilots.mixed.conversations import told
from pilots.privacy.counts import Count
from pilots.privacy.gathered import Gathered
from pilots.qualitative.themes import ATTRIBUTE, PHASES
from pilots.statistics.samples import EVERYONE
from pilots.told_codes import told_by_attribute, told_held, told_linked, told_moved, told_pairs, told_spoke, told_words

PAIR = {"name_a": "a", "name_b": "b", "cases_a": 20, "cases_b": 15, "together": 10, "base": 40}


def of_phase(rows, **more):
    found = pd.DataFrame(rows)
    found.attrs |= {PHASES: ("1",)} | more
    return found


def test_two_codes_are_told_beside_each_of_them():
    found = list(told_pairs(of_phase([PAIR]), "tbl-pairs"))
    assert Count("conversations", {"phase 1": "yes", "a (phase 1)": "yes", "b (phase 1)": "yes"}, 10, 10) in found
    assert Count("conversations", {"phase 1": "yes", "b (phase 1)": "yes"}, 15, 15) in found


def test_a_corner_of_few_that_follows_from_a_pair_is_a_leak():
    assert Gathered.of(list(told_pairs(of_phase([PAIR | {"together": 12}]), "tbl-pairs"))).leaks(5).shape[0] == 1


def test_a_word_is_told_of_the_conversations_in_its_language():
    word = {"language": "nl", "word": "welkom", "cases": 6, "base": 12}
    assert Count("conversations", {"phase 1": "yes", "in nl": "yes"}, 12, 12) in list(told_words(of_phase([word]), "w"))


def test_a_share_of_a_group_is_told_and_what_is_held_is_held_on_both_sides():
    rows = [
        {"variable": "a", "group": group, "estimate": 0.5, "n": n, "n_missing": 0}
        for group, n in [(EVERYONE, 30), ("x", 20)]
    ]
    held = {("a", EVERYONE): False, ("a", "x"): True}
    found = list(told_by_attribute(of_phase(rows, **{ATTRIBUTE: "group"}), held, [EVERYONE, "x"], 5, "tbl"))
    assert [dict(one.where)["a (phase 1)"] for one in found if one.held] == ["yes", "no"]
    assert [
        (one.low, one.row, one.column) for one in found if one.where == {"phase 1": "yes", "a (phase 1)": "yes"}
    ] == [(15, 0, 1)]


def test_themes_of_two_phases_are_told_of_each_phase():
    row = pd.Series({"variable": "a", "statistic": "share_after", "estimate": 0.5, "n": 20})
    found = list(told_moved([(row, False)], ("1", "3"), 5, ["a"]))
    assert Count("conversations", {"phase 3": "yes", "a (phase 3)": "yes"}, 10, 10, row=0, column=2) in found


def test_who_spoke_of_a_theme_is_told_beside_all_who_did():
    row = {"variable": "parents.climate", "code": "a", "n_spoke": 9, "n_silent": 8}
    found = list(told_spoke(of_phase([row]), [False], "tbl", 5))
    assert {"phase 1": "yes", "a (phase 1)": "no", "linked to parents.climate": "yes"} in [one.where for one in found]


def test_linked_conversations_are_told_as_a_range():
    assert [(one.low, one.high) for one in told_linked(told(6, 7, 5), 1, "linked")][:2] == [(4, 7), (7, 7)]


def test_as_many_conversations_as_a_curve_has_points():
    assert list(told_held(of_phase([{"interview": 1}] * 7), "fig", 5)) == [
        Count("conversations", {"phase 1": "yes"}, 7, 7)
    ]
