import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.survey.link import link_quality
from pilots.survey.match import match


def codes(*values: object, site: object = None) -> pd.DataFrame:
    columns = {
        "respondent_id": [f"{n}" for n in range(len(values))],
        "site": pd.Series([site] * len(values), dtype="object"),
    }
    return pd.DataFrame({**columns, "code": pd.Series(values, dtype="str")})


def pairs(links: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(links["respondent_0"], links["respondent_1"], strict=True))


def test_the_same_code_links_whatever_its_spelling() -> None:
    assert pairs(match(codes("é-12 b"), codes("E12B"), ["code"])) == [("0", "0")]


@pytest.mark.parametrize("near", ["MA1", "MA112", "MB12", "AM12"])
def test_one_character_off_links(near: str) -> None:
    links = match(codes("MA12"), codes(near), ["code"])
    assert links["how"].tolist() == ["one element differs"]


def test_two_characters_off_does_not_link() -> None:
    assert match(codes("MA12"), codes("MB13"), ["code"]).empty


def test_one_of_several_variables_may_differ() -> None:
    first = codes("ma").assign(day="12", town="menen")
    last = codes("ma").assign(day="13", town="Menen")
    assert match(first, last, ["code", "day", "town"])["how"].tolist() == ["one element differs"]


def test_a_code_that_two_people_gave_is_left_out_and_counted() -> None:
    links = match(codes("MA12"), codes("MA12", "MA12"), ["code"])
    assert links.empty
    assert links.attrs["ambiguous"] == 1


def test_a_near_match_is_left_out_when_another_is_as_near() -> None:
    others = [f"{n * 1111:06}X" for n in range(40)]
    links = match(codes("MA12", *others), codes("MA13", "MA14", *others), ["code"])
    assert (len(links), links.attrs["ambiguous"]) == (40, 1)


def test_the_best_total_match_decides() -> None:
    assert sorted(pairs(match(codes("AAAB", "ABBB"), codes("AABB", "AAAA"), ["code"]))) == [("0", "1"), ("1", "0")]


def test_near_codes_of_different_sites_do_not_link() -> None:
    assert match(codes("MA12", site="vlam"), codes("MA13", site="prins"), ["code"]).empty


def test_an_empty_code_links_to_nothing() -> None:
    assert match(codes(None, "A"), codes(None), ["code"]).empty


def test_long_codes_are_sure() -> None:
    long = [f"QX{n:06}Z" for n in range(0, 200_000, 4321)]
    links = match(codes(*long), codes(*long), ["code"])
    assert (links["confidence"] > 0.99).all()
    assert links.attrs["false_share"] < 0.01


def test_codes_that_agree_by_chance_are_left_out() -> None:
    short = match(codes(*"aaabbbcd"), codes(*"aaabbbc", "d", "e"), ["code"])
    assert (len(short), short.attrs["doubtful"]) == (0, 2)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text("abc1", min_size=1, max_size=3), max_size=8),
    st.lists(st.text("abc1", min_size=1, max_size=3), max_size=8),
)
def test_links_are_one_to_one_and_the_order_of_rows_is_irrelevant(left: list[str], right: list[str]) -> None:
    links = match(codes(*left), codes(*right), ["code"])
    assert links["respondent_0"].is_unique
    assert links["respondent_1"].is_unique
    turned = match(codes(*left).iloc[::-1].reset_index(drop=True), codes(*right), ["code"])
    assert sorted(pairs(turned)) == sorted(pairs(links))


def test_quality_tells_shares() -> None:
    links = match(codes("MA12", "JO07"), codes("MA12"), ["code"])
    quality = link_quality(links).set_index("statistic")["estimate"]
    assert quality["linked"] == 1
    assert 0 <= quality["false_match_share"] <= 1
