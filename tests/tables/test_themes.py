import pytest

from pilots import tables
from pilots.qualitative.themes import THEMES
from pilots.vocabulary import frame


def themes(*cases, base=20):
    rows = [
        {"code": f"c{n}", "name": f"code {n}", "theme": "Taal", "level": 1, "cases": n, "base": base, "share": n / base,
         "ci_low": 0.1, "ci_high": 0.6}
        for n in cases
    ]  # fmt: skip
    return frame(THEMES, rows)


def test_the_most_frequent_code_comes_first(pilot):
    assert tables.themes(themes(6, 12), pilot).data["Code"].tolist() == ["code 12", "code 6"]


def test_a_code_of_few_conversations_is_left_out_like_one_of_none(pilot):
    table = tables.themes(themes(12, 2, 0), pilot)
    assert table.data["Code"].tolist() == ["code 12"]
    assert "niet vermeld" in table.notes[-1]


def test_the_order_of_ranges_tells_nothing(pilot):
    assert tables.themes(themes(16, 19, 17), pilot).data["Code"].tolist() == ["code 16", "code 19", "code 17"]


@pytest.mark.parametrize("cases", [16, 19, 20])
def test_a_code_in_nearly_all_conversations_does_not_tell_of_the_others(pilot, cases):
    table = tables.themes(themes(12, cases), pilot)
    assert table.data.iloc[0, 2:].tolist() == ["> 15 van 20", "–", "–"]
    assert "niet getoond" in table.notes[-1]


def test_of_seven_conversations_only_halves_are_told(pilot):
    shown = tables.themes(themes(6, 2, base=7), pilot).data.iloc[:, 2].tolist()
    assert shown == ["minstens de helft van de 7 gesprekken"]


def test_of_a_few_conversations_nothing_is_told(pilot):
    table = tables.themes(themes(2, 3, base=4), pilot)
    assert "in genoeg gesprekken" in table.to_html()


def test_without_rare_codes_nothing_is_said_of_them(pilot):
    assert len(tables.themes(themes(12), pilot).notes) == 1


def test_without_conversations_the_table_says_so(pilot):
    assert "geen interviews" in tables.themes(themes(), pilot).to_html()
