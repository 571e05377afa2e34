import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pilots import vocabulary
from pilots.statistics import compare, frequencies, means
from pilots.withheld import hold_back


def scored(**groups):
    rows = [(group, float(k % 5)) for group, n in groups.items() for k in range(n)]
    return pd.DataFrame(rows, columns=["group", "score"])


def held(estimates, threshold=10):
    rows = zip(estimates["group"], hold_back(estimates, threshold), strict=True)
    return {group for group, hit in rows if hit}


def test_a_group_of_few_is_held_back():
    assert held(means(scored(a=20, b=9), "score", by="group")) == {"b"}


def test_a_group_of_few_takes_another_along_where_everyone_is_shown():
    data = scored(a=20, b=9, c=30)
    found = pd.concat([means(data, "score"), means(data, "score", by="group")])
    assert held(found) == {"a", "b"}


def test_a_difference_with_a_group_of_few_is_held_back():
    data = scored(a=20, b=9, c=30)
    found = pd.concat([means(data, "score", by="group"), compare(data, "score", by="group")])
    assert held(found) == {"b", "a - b", "b - c"}


def test_a_difference_between_groups_of_unknown_size_is_held_back():
    assert held(compare(scored(a=20, c=30), "score", by="group")) == {"a - c"}


def test_an_answer_of_few_takes_another_along():
    data = pd.DataFrame({"who": ["x"] * 3 + ["y"] * 20 + ["z"] * 30})
    found = frequencies(data, "who")
    hidden = [variable for variable, hit in zip(found["variable"], hold_back(found, 10), strict=True) if hit]
    assert set(hidden) == {"who/x", "who/y"}


def test_all_but_a_few_is_held_back_like_a_few():
    data = pd.DataFrame({"came": ["yes"] * 27 + ["no"] * 3})
    assert all(hold_back(frequencies(data, "came"), 10))


def test_points_and_pilots_are_no_people():
    row = {"variable": "attendance", "group": "all", "statistic": "longest_run", "estimate": 3.0, "n": 6}
    assert hold_back(vocabulary.estimates([row]), 10) == [False]


@given(st.lists(st.integers(0, 25), min_size=2, max_size=5))
def test_no_count_of_few_is_ever_shown_or_left_over(counts):
    data = pd.DataFrame({"who": [str(code) for code, n in enumerate(counts) for _ in range(n)]}, dtype="str")
    found = frequencies(data, "who", codes={"who": [str(code) for code in range(len(counts))]})
    found = found.loc[found["statistic"] == "count"]
    hidden = hold_back(found, 10)
    shown = [n for n, hit in zip(counts, hidden, strict=True) if not hit]
    rest = sum(counts) - sum(shown)
    assert all(n == 0 or n >= 10 for n in shown)
    assert sum(hidden) != 1
    assert rest == 0 or rest >= 10 or not any(shown)
