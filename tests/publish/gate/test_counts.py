"""The rule of counts, over all that a pilot tells."""

from pilots.privacy.counts import Count
from pilots.publish.gate.counts import judge
from pilots.publish.gate.leaving import Told


def of(label, where, n=None, row=-1):
    low, high = (0, float("inf")) if n is None else (n, n)
    return Told("1_context_analysis.ipynb, cell 3", label, Count("p/0", where, low, high, n is None, row, row))


HELD, SHOWN, ALL = of("tbl-sites", {"site": "b"}, row=1), of("tbl-sites", {"site": "a"}, 30, row=0), of("", {}, 33)


def test_a_count_that_two_exhibits_give_away_is_found_where_it_is_held_back():
    [found] = judge([HELD, SHOWN, ALL], [], 5)
    assert (found.rule, found.where) == (
        "derivable count",
        "1_context_analysis.ipynb, cell 3, tbl-sites, row 2, column 2",
    )


def test_an_earlier_report_gives_away_too():
    assert judge([HELD, SHOWN], [], 5) == []
    assert len(judge([HELD, SHOWN], [ALL], 5)) == 1


def test_what_to_hold_back_besides_is_named():
    [found] = judge([HELD, SHOWN, ALL], [], 5)
    assert "tbl-sites, row 1, column 1" in found.mend


def test_no_finding_tells_the_number():
    [found] = judge([HELD, SHOWN, of("", {}, 3777)], [], 5000)[-1:]
    assert "3777" not in f"{found.what} {found.mend} {found.where}"


def test_a_count_of_few_is_found_by_itself():
    assert [one.rule for one in judge([of("tbl-a", {"site": "a"}, 3)], [], 5)] == ["small count"]


def test_forms_without_people_may_be_few():
    forms = Told("cell 1", "tbl-flow", Count("p/0 received", {"form": "removed: duplicate"}, 3, 3))
    assert judge([forms], [], 5) == []


def test_the_same_leak_has_the_same_id():
    assert judge([HELD, SHOWN, ALL], [], 5)[0].id == judge([ALL, SHOWN, HELD], [], 5)[0].id


def answered(n, of_all, variable="trust", value="5"):
    where = {"site": "a", variable: value}
    return [
        of("tbl-sites", {"site": "a"}, of_all),
        of("tbl-likert", where, n),
        of("tbl-likert", where | {variable: "1"}, 0),
    ]


def test_what_everybody_in_a_group_answered_is_found():
    assert [one.rule for one in judge(answered(12, 12), [], 5)] == ["full group"]
    assert judge(answered(7, 12), [], 5) == []


def test_what_everybody_answered_follows_from_two_exhibits():
    [found] = judge(answered(12, 12)[1:], answered(12, 12)[:1], 5)
    assert (found.rule, found.where) == ("full group", "1_context_analysis.ipynb, cell 3, tbl-likert")


def test_what_is_known_of_everybody_in_a_group_is_no_secret():
    assert judge(answered(12, 12, "function"), [], 5, {"function"}) == []
    assert judge(answered(12, 12, "answered:trust", "yes"), [], 5) == []
    assert judge([of("", {}, 30), of("tbl-sites", {"site": "a|b"}, 30)], [], 5) == []


def test_that_nobody_ticked_an_option_is_no_secret():
    assert judge(answered(12, 12, "needs/time", "0"), [], 5) == []
