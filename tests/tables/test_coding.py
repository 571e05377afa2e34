"""What is published of codes, and what is held back."""

import pytest
from tests.qualitative.projects import project

from pilots import qualitative, tables
from pilots.errors import PilotsError


def spoken(*counts, cases=20, both=(), phases=("1",)):
    """A project of so many cases, of which so many, from the first on, have each code; in `both` from where on a code starts."""
    starts = dict(both)
    codings = [
        (code, (starts.get(code, 0) + n) % cases, 0, 0, 2) for code, count in enumerate(counts) for n in range(count)
    ]
    owners = [(n, n, "whole") for n in range(cases)]
    return project([None] * len(counts), cases, owners, codings, phases=phases, languages=("nl",))


def test_the_code_book_tells_counts_but_no_few(pilot):
    table = tables.code_book(qualitative.code_tree(spoken(8, 2, 18, 0)), pilot)
    assert table.data["Gesprekken"].tolist() == ["8 van 20", "< 5 van 20", "> 15 van 20", "< 5 van 20"]


def test_a_code_stands_under_its_parent(pilot):
    made = project([None, 0], 1, [], [])
    assert tables.code_book(qualitative.code_tree(made), pilot).data["Code"].tolist() == ["code 0", "\u2003code 1"]


def test_few_who_spoke_of_a_theme_but_not_of_a_code_under_it_are_not_told(pilot):
    # two cases have the theme itself, ten a code under it
    made = project([None, 0], 30, [(n, n, "whole") for n in range(30)], [(int(n < 10), n, 0, 0, 2) for n in range(12)])
    counts = tables.code_book(qualitative.code_tree(made), pilot).data["Gesprekken"].tolist()
    assert counts == ["12 van 30", "minder dan de helft van de 30 gesprekken"]


@pytest.fixture
def nested():
    """Two have the theme itself and ten a code under it; fifteen have another code, five of them the code under the theme too."""
    codings = [(int(n < 10), n, 0, 0, 2) for n in range(12)] + [(2, n, 0, 0, 2) for n in range(5, 20)]
    return project([None, 0, None], 40, [(n, n, "whole") for n in range(40)], codings)


def test_pairs_and_groups_tell_no_few_who_spoke_of_a_theme_but_not_of_its_code(pilot, nested):
    pairs = tables.co_occurrence(qualitative.co_occurrence(nested), pilot).data
    assert "code 1" not in pairs.to_string()
    assert "code 0" in pairs.to_string()
    shares = tables.code_attributes(qualitative.code_attributes(nested, "group"), pilot).data
    assert shares.iloc[1, 1:].tolist() == ["·"] * 3
    assert shares.iloc[0, 1] != "·"


def test_a_pair_of_codes_above_tells_no_few_beside_the_pair_under_them(pilot):
    # the theme goes with the other code in seven, its code in five; the theme alone is far larger
    codings = [(1, n, 0, 0, 2) for n in range(10)] + [(0, n, 0, 0, 2) for n in (20, 21, *range(30, 36))]
    codings += [(2, n, 0, 0, 2) for n in (0, 1, 2, 3, 4, 20, 21, *range(22, 30))]
    made = project([None, 0, None], 60, [(n, n, "whole") for n in range(60)], codings)
    assert len(tables.co_occurrence(qualitative.co_occurrence(made), pilot).data) == 1


def test_meanings_name_nobody(pilot):
    made = spoken(8)
    made.codes["description"] = "wat Fatima zegt"
    assert tables.code_book(qualitative.code_tree(made), pilot).data["Betekenis"].tolist() == ["wat [naam] zegt"]


def test_a_code_book_without_codes_says_so(pilot):
    assert "geen interviews" in tables.code_book(qualitative.code_tree(spoken()), pilot).to_html()


def test_shares_by_group_bear_their_interval(pilot):
    data = tables.code_attributes(qualitative.code_attributes(spoken(20, cases=40), "group"), pilot).data
    assert data.columns.tolist() == ["Code", "Allen samen (n\xa0=\xa040)", "g0 (n\xa0=\xa020)", "g1 (n\xa0=\xa020)"]
    assert data.iloc[0].tolist() == ["code 0", "50\xa0% (35\xa0% tot 65\xa0%)", *["50\xa0% (30\xa0% tot 70\xa0%)"] * 2]


def test_a_share_of_few_and_what_would_give_it_away_are_held_back(pilot):
    made = spoken(12, 11, cases=40)
    # the second code: nine cases of one group, and two of the other
    kept = [(0, n) for n in range(12)] + [(1, 2 * n) for n in range(9)] + [(1, 1), (1, 3)]
    made = project([None, None], 40, [(n, n, "whole") for n in range(40)], [(c, d, 0, 0, 2) for c, d in kept])
    data = tables.code_attributes(qualitative.code_attributes(made, "group"), pilot).data
    assert data.iloc[1, 2:].tolist() == ["·", "·"]


def test_a_group_that_bears_a_name_does_not_show_it(pilot):
    found = qualitative.code_attributes(spoken(20, cases=40), "group").replace({"group": {"g0": "bij Fatima Yilmaz"}})
    assert tables.code_attributes(found, pilot).data.columns[2] == "bij [naam] (n\xa0=\xa020)"


def test_cases_of_an_unknown_group_are_told(pilot):
    made = project([None], 40, [(n, n, "whole") for n in range(30)], [(0, n, 0, 0, 2) for n in range(15)])
    table = tables.code_attributes(qualitative.code_attributes(made, "group"), pilot)
    assert "Van 10 gesprekken" in table.notes[-1]


def test_pairs_show_how_many_conversations_have_both(pilot):
    table = tables.co_occurrence(qualitative.co_occurrence(spoken(12, 12, cases=30, both=[(1, 6)])), pilot)
    assert table.data.iloc[0].tolist() == ["code 0", "code 1", "6 van 30", "4,8", "0,33"]


@pytest.mark.parametrize("start", [2, 9, 0])
def test_a_pair_that_tells_of_few_is_left_out(pilot, start):
    # ten, three or twelve conversations have both; two, nine or none have the first alone
    table = tables.co_occurrence(qualitative.co_occurrence(spoken(12, 12, cases=30, both=[(1, start)])), pilot)
    assert table.data.empty


def test_mentions_are_not_published(pilot):
    together = qualitative.co_occurrence(spoken(12, 12, cases=30), within="passage", count="mentions")
    with pytest.raises(PilotsError, match="mentions"):
        tables.co_occurrence(together, pilot)


def changed(before, after, n=20):
    codings = [(0, k, 0, 0, 2) for k in range(before)] + [(0, n + k, 0, 0, 2) for k in range(after)]
    made = project([None], 2 * n, [(k, k, "whole") for k in range(2 * n)], codings, phases=("1",) * n + ("3",) * n)
    return qualitative.theme_change(made)


@pytest.mark.parametrize(
    ("before", "after", "words"), [(5, 15, "vaker"), (15, 5, "minder vaak"), (9, 11, "niet te zeggen")]
)
def test_a_change_is_read_from_interval_and_p(pilot, before, after, words):
    assert tables.theme_change(changed(before, after), pilot).data["Duiding"].iloc[0] == words


def test_a_change_of_few_is_held_back(pilot):
    assert "Te weinig gesprekken" in tables.theme_change(changed(2, 15), pilot).to_html()


def test_without_two_phases_the_table_says_so(pilot):
    found = qualitative.theme_change(spoken(8))
    assert "twee fasen" in tables.theme_change(found, pilot).to_html()
