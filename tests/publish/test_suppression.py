"""No page tells what another exhibit, or an earlier report, holds back; and it stays useful."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from pilots.exhibits import MIME, Figure, Sentence, Table
from pilots.privacy import suppress
from pilots.privacy.counts import Count
from pilots.publish.suppression import protect

LEAST = 5


def block(exhibit):
    told = exhibit._repr_mimebundle_()[MIME]
    about = {"label": "", "absent": False, "html": exhibit.to_html()} | told
    return about | {"data": {**told, "notes": list(told.get("notes", []))}}


def by_site(held="b", label="tbl-sites"):
    people = {"a": 30, "b": 3, "c": 12}
    cells = [[site, "·" if site == held else str(n), "50%"] for site, n in people.items()]
    counts = [
        Count("p/0", {"site": site}, 0, held=True, row=row, column=1)
        if site == held
        else Count("p/0", {"site": site}, n, n, row=row, column=1)
        for row, (site, n) in enumerate(people.items())
    ]
    data = pd.DataFrame(cells, columns=["School", "n", "Share"], dtype="str")
    return Table(data, "Sites", label, "en", numeric=("n", "Share"), counts=tuple(counts))


def total(n=45):
    return Sentence(f"Together {n}.", "en", counts=(Count("p/0", {}, n, n),))


def test_the_cell_that_loses_least_goes():
    page = [block(by_site()), block(total())]
    protect(page, [], LEAST)
    assert [row[1] for row in page[0]["data"]["rows"]] == ["30", "·", "·"]


def test_totals_stay_true_and_told():
    page = [block(by_site()), block(total())]
    protect(page, [], LEAST)
    assert not page[1]["absent"]


def test_a_share_goes_with_the_count_it_tells():
    page = [block(by_site()), block(total())]
    protect(page, [], LEAST)
    assert [row[2] for row in page[0]["data"]["rows"]] == ["50%", "50%", "·"]


def test_the_reader_is_told_what_the_dot_is():
    page = [block(by_site()), block(total())]
    protect(page, [], LEAST)
    assert "held back, so that no number of people below 5" in page[0]["html"]


def test_what_was_hidden_is_nowhere_in_the_table():
    page = [block(by_site()), block(total())]
    protect(page, [], LEAST)
    assert ">12<" not in page[0]["html"]


def test_a_page_that_gives_nothing_away_is_left_as_it_is():
    page = [block(by_site())]
    protect(page, [], LEAST)
    assert page == [block(by_site())]


def test_what_everybody_in_a_group_answered_goes():
    cells = pd.DataFrame([["5", "20", "100%"], ["4", "0", "0%"]], columns=["Answer", "n", "Share"], dtype="str")
    counts = [
        Count("p/0", {"trust": "5"}, 20, 20, row=0, column=1),
        Count("p/0", {"trust": "4"}, 0, 0, row=1, column=1),
    ]
    page = [block(total(20)), block(Table(cells, "Trust", "tbl-t", "en", numeric=("n", "Share"), counts=tuple(counts)))]
    protect(page, [], LEAST)
    assert [row[1:] for row in page[1]["data"]["rows"]] == [["·", "·"], ["·", "·"]]


def test_what_everybody_may_know_stays():
    counts = (Count("p/0", {"role": "parent"}, 20, 20, row=0, column=0),)
    table = Table(pd.DataFrame({"n": ["20"]}, dtype="str"), "Roles", "tbl-r", "en", numeric=("n",), counts=counts)
    page = [block(total(20)), block(table)]
    protect(page, [], LEAST, known={"role"})
    assert page[1]["data"]["rows"] == [["20"]]


def test_an_earlier_report_stays_as_it_was():
    page = [block(by_site())]
    protect(page, [Count("p/0", {}, 45, 45)], LEAST)
    assert [row[1] for row in page[0]["data"]["rows"]] == ["30", "·", "·"]


def test_a_figure_that_gives_away_is_not_shown():
    two = [
        Count("p/0", {"site": "a"}, 30, 30),
        Count("p/0", {"site": "c"}, 12, 12),
        Count("p/0", {"site": "b"}, 0, held=True),
    ]
    figure = Figure(
        "<svg ></svg>", pd.DataFrame({"n": ["30", "12"]}), "Drawn", "fig-sites", "Bars.", "en", counts=tuple(two)
    )
    page = [block(figure)]
    protect(page, [Count("p/0", {}, 45, 45)], LEAST)
    assert page[0]["absent"]
    assert "12" not in page[0]["html"]


def test_a_range_that_became_narrower_tells_nothing_instead():
    counts = [Count("p/0", {"role": role}, 1, 4, True, row, 0) for row, role in enumerate("ab")]
    table = Table(pd.DataFrame({"n": ["< 5", "< 5"]}), "Roles", "tbl-roles", "en", numeric=("n",), counts=tuple(counts))
    page = [block(table)]
    protect(page, [Count("p/0", {}, 4, 4), Count("p/0", {"role": "c"}, 0, 0)], LEAST)
    assert page[0]["data"]["rows"] == [["·"], ["·"]]


def shown(counts, hidden, label, names):
    """A table of people by site and something, with its totals, as exhibits are: text and counts."""
    rows, told = [], []
    totals = counts.sum(axis=1)
    for row, site in enumerate(counts.index):
        cells = [*counts.loc[site], totals[site]]
        held = [*hidden.loc[site], False]
        rows.append([str(site), *("·" if hide else str(n) for n, hide in zip(cells, held, strict=True))])
        for column, (value, n, hide) in enumerate(zip([*counts.columns, ""], cells, held, strict=True), 1):
            where = {"site": str(site)} | ({names: str(value)} if value != "" else {})
            low, high = (0, float("inf")) if hide else (n, n)
            told.append(Count("p/0", where, low, high, bool(hide), row, column))
    heads = ["site", *map(str, counts.columns), "Total"]
    data = pd.DataFrame(rows, columns=heads, dtype="str")
    return Table(data, label, f"tbl-{label}", "en", numeric=tuple(heads[1:]), counts=tuple(told))


def readable(page):
    """Every hidden cell's bounds, from the text of the cells alone: a linear programme over site x first x second."""
    first, second = (one["data"]["rows"] for one in page)
    sites, a, b = len(first), len(first[0]) - 2, len(second[0]) - 2
    cells = np.arange(sites * a * b).reshape(sites, a, b)
    equal, value, wanted = [], [], []
    for rows, axis in ((first, 2), (second, 1)):
        for site, row in enumerate(rows):
            for column, text in enumerate(row[1:]):
                inner = (
                    cells[site]
                    if column == len(row) - 2
                    else cells[site].take(column, axis=2 - axis if axis == 2 else 1)
                )
                line = np.zeros(cells.size)
                line[inner.ravel()] = 1
                if text == "·":
                    wanted.append(line)
                else:
                    equal.append(line)
                    value.append(float(text))
    return [
        tuple(sign * linprog(sign * line, A_eq=np.array(equal), b_eq=value).fun for sign in (1, -1)) for line in wanted
    ]


@settings(max_examples=12)
@given(st.integers(0, 10_000))
def test_no_hidden_cell_of_two_linked_tables_can_be_computed(seed):
    people = np.random.default_rng(seed)
    joint = people.poisson(4, size=(3, 3, 2))
    by_a, by_b = (pd.DataFrame(joint.sum(axis=axis), index=list("xyz")) for axis in (2, 1))
    page = [block(shown(one, suppress(one, LEAST), name, name)) for one, name in ((by_a, "first"), (by_b, "second"))]
    protect(page, [], LEAST)
    bounds = readable(page)
    assert all(high - low > LEAST - 1e-6 or high < 1e-6 or high <= LEAST + 1e-6 for low, high in bounds)
    assert all(high - low > 1 - 1e-6 or high < 1e-6 for low, high in bounds)


@pytest.mark.parametrize("kind", ["sentence", "table"])
def test_what_left_leaves_the_gate_to_stop_it(kind):
    page = [block(by_site())] if kind == "table" else []
    before = [Count("p/0", {}, 45, 45), Count("p/0", {"site": "a"}, 30, 30), Count("p/0", {"site": "c"}, 12, 12)]
    protect(page, before, LEAST)
    assert not any(one["absent"] for one in page)
