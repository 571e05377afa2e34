"""Who brought whom: generations, ambassadors and growth, counted by hand."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pilots.actions.kinds import NETWORK
from pilots.actions.spread import generations, growth, spread
from pilots.vocabulary import frame


def network(*by, months=None):
    """Who brought each person; nobody for None."""
    months = months or [1] * len(by)
    return frame(NETWORK, [{"person": at, "brought_by": whom, "date": pd.Timestamp(2025, month, 3), "site": "", "action": "",
                            "group": "", "how": "trust" if whom else ""}
                           for at, (whom, month) in enumerate(zip(by, months, strict=True), start=1)])  # fmt: skip


CHAIN = network(None, 1, 2, 1, None, months=[1, 1, 3, 3, 4])


def test_generations_count_who_stands_between():
    assert generations(CHAIN).tolist() == [0, 1, 2, 1, 0]


def test_spread_counts_the_brought_the_ambassadors_and_the_generations():
    found = spread(CHAIN).set_index(["what", "name"])["people"]
    assert found.to_dict() == {
        ("people", ""): 5, ("brought", ""): 3, ("ambassadors", ""): 2, ("generation", "2"): 1,
        ("how", "trust"): 3,
    }  # fmt: skip


def test_growth_adds_up_month_by_month():
    assert growth(CHAIN)[["alone", "brought"]].to_numpy().tolist() == [[1, 1], [1, 1], [1, 3], [2, 3]]


@given(st.lists(st.integers(0, 10), min_size=1, max_size=25))
def test_who_has_more_people_before_them_has_fewer_too(drawn):
    by = [None, *(1 + pick % (at + 1) for at, pick in enumerate(drawn))]
    found = spread(network(*by))
    chained = found.loc[found["what"].isin(["people", "brought", "generation"]), "people"].tolist()
    assert chained == sorted(chained, reverse=True)


def test_nobody_is_no_error():
    assert spread(frame(NETWORK)).empty
    assert growth(frame(NETWORK)).empty
