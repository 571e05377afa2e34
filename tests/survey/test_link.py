from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots import survey
from pilots.errors import CleaningError, PilotsError
from pilots.pilot import Pilot
from pilots.survey.doubtful import links_sheet, read_links, settle
from pilots.survey.link import link_quality
from pilots.survey.match import ANOTHER, CHANCE, TWICE, match
from pilots.workbook import Sheet, read_sheets, write

OTHERS = [f"{n * 1111:06}X" for n in range(40)]


def codes(*values: object, site: object = None) -> pd.DataFrame:
    columns = {
        "respondent_id": [f"{n}" for n in range(len(values))],
        "site": pd.Series([site] * len(values), dtype="object"),
    }
    return pd.DataFrame({**columns, "code": pd.Series(values, dtype="str")})


def of_elements(*rows: tuple[object, ...]) -> pd.DataFrame:
    elements = pd.DataFrame(rows, columns=["mother", "day", "month", "town"], dtype="str")
    return elements.assign(respondent_id=[f"{n}" for n in range(len(rows))], site=pd.NA)


def links_of(first: pd.DataFrame, last: pd.DataFrame, **decided: list[tuple[str, str]]) -> pd.DataFrame:
    return match(first, last, ["code"], **decided)[0]


def unsure_of(first: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    return match(first, last, ["code"])[1]


def pairs(links: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(links["respondent_0"], links["respondent_1"], strict=True))


def test_the_same_code_links_whatever_its_spelling() -> None:
    assert pairs(links_of(codes("é-12 b"), codes("E12B"))) == [("0", "0")]


@pytest.mark.parametrize("near", ["MA1", "MA112", "MB12", "AM12"])
def test_one_character_off_links(near: str) -> None:
    assert links_of(codes("MA12"), codes(near))["how"].tolist() == ["one element differs"]


def test_two_characters_of_four_off_do_not_link() -> None:
    assert links_of(codes("MA12"), codes("MB13")).empty


def test_one_of_several_variables_may_differ() -> None:
    first = codes("ma").assign(day="12", town="menen")
    last = codes("ma").assign(day="13", town="Menen")
    assert match(first, last, ["code", "day", "town"])[0]["how"].tolist() == ["one element differs"]


def test_two_of_four_may_differ_where_nobody_else_comes_near() -> None:
    crowd = [(f"{chr(97 + n)}x", f"{n + 1}", f"{n % 12 + 1}", chr(120 - n)) for n in range(20)]
    links, _ = match(
        of_elements(*crowd), of_elements(("ax", "1", "9", "z"), *crowd[1:]), ["mother", "day", "month", "town"]
    )
    assert links["how"].value_counts().to_dict() == {"same code": 19, "two or more differ": 1}


def test_a_rare_answer_in_common_says_more_than_a_frequent_one() -> None:
    crowd = [("an", f"{n % 5}", f"{n % 4}", "m") for n in range(30)]
    frequent, rare = ("an", "9", "9", "m"), ("zo", "9", "8", "q")
    moved = [("an", "9", "7", "m"), ("zo", "9", "7", "q")]
    variables = ["mother", "day", "month", "town"]
    links, unsure = match(of_elements(frequent, rare, *crowd), of_elements(*moved, *crowd), variables)
    found = pd.concat([links, unsure]).set_index(["respondent_0", "respondent_1"])["confidence"]
    assert found["1", "1"] > found.get(("0", "0"), 0.0)


def test_a_code_that_two_people_gave_is_left_for_review() -> None:
    links, unsure = match(codes("MA12"), codes("MA12", "MA12"), ["code"])
    assert links.empty
    assert links.attrs["ambiguous"] == 1
    assert unsure[["agreement", "reason"]].to_numpy().tolist() == [["same code", TWICE]] * 2


def test_a_near_match_is_left_for_review_when_another_is_as_near() -> None:
    links, unsure = match(codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS), ["code"])
    assert (len(links), links.attrs["ambiguous"]) == (40, 1)
    assert unsure["reason"].tolist() == [ANOTHER] * 2


def test_what_is_left_for_review_does_not_tell_a_code() -> None:
    unsure = unsure_of(codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS))
    said = unsure[["agreement", "reason"]].stack()
    assert not said.str.contains("12").any()


def test_the_best_total_match_decides() -> None:
    found = links_of(codes("AAAB", "ABBB"), codes("AABB", "AAAA"))
    assert sorted(pairs(found)) == [("0", "1"), ("1", "0")]


def test_near_codes_of_different_sites_do_not_link() -> None:
    assert links_of(codes("MA12", site="vlam"), codes("MA13", site="prins")).empty


def test_an_empty_code_links_to_nothing() -> None:
    assert links_of(codes(None, "A"), codes(None)).empty


def test_long_codes_are_sure() -> None:
    long = [f"QX{n:06}Z" for n in range(0, 200_000, 4321)]
    links = links_of(codes(*long), codes(*long))
    assert (links["confidence"] > 0.99).all()
    assert links.attrs["false_share"] < 0.01


def test_codes_that_agree_by_chance_are_left_out() -> None:
    short = links_of(codes(*"aaabbbcd"), codes(*"aaabbbc", "d", "e"))
    assert (len(short), short.attrs["doubtful"]) == (0, 2)


def test_chance_is_named_as_the_reason() -> None:
    assert set(unsure_of(codes(*"aaabbbcd"), codes(*"aaabbbc", "d", "e"))["reason"]) >= {CHANCE}


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.text("abc1", min_size=1, max_size=3), max_size=8),
    st.lists(st.text("abc1", min_size=1, max_size=3), max_size=8),
)
def test_links_are_one_to_one_and_the_order_of_rows_is_irrelevant(left: list[str], right: list[str]) -> None:
    links = links_of(codes(*left), codes(*right))
    assert links["respondent_0"].is_unique
    assert links["respondent_1"].is_unique
    turned = links_of(codes(*left).iloc[::-1].reset_index(drop=True), codes(*right))
    assert sorted(pairs(turned)) == sorted(pairs(links))


def test_quality_tells_shares() -> None:
    quality = link_quality(links_of(codes("MA12", "JO07"), codes("MA12"))).set_index("statistic")["estimate"]
    assert quality["linked"] == 1
    assert 0 <= quality["false_match_share"] <= 1


def decide(path: Path, **row: object) -> pd.DataFrame:
    """A workbook with one pair, decided so, read back."""
    unsure = unsure_of(codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS))
    sheet = links_sheet(unsure, pd.DataFrame())
    signed = {"decision": "link", "initials": "ab", "why": "same hand", **row}
    write(path, [links_sheet(unsure, sheet.table.iloc[:1].assign(**signed))])
    return read_links(path)


def test_a_decided_link_holds_and_frees_the_rest(tmp_path: Path) -> None:
    first, last = codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS)
    linked, apart = settle(decide(tmp_path / "parents.xlsx"), first, last, ["code"])
    links, unsure = match(first, last, ["code"], linked=linked, apart=apart)
    assert linked == [("0", "0")]
    assert links.loc[links["how"] == "decided", "respondent_1"].tolist() == ["0"]
    assert links.attrs["decided"] == 1
    assert unsure.empty


def test_a_pair_decided_apart_leaves_the_other_sure(tmp_path: Path) -> None:
    first, last = codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS)
    linked, apart = settle(decide(tmp_path / "parents.xlsx", decision="Don’t link"), first, last, ["code"])
    links, _ = match(first, last, ["code"], linked=linked, apart=apart)
    assert (linked, apart) == ([], [("0", "0")])
    assert ("0", "1") in pairs(links)


def test_a_row_that_waits_decides_nothing(tmp_path: Path) -> None:
    assert len(decide(tmp_path / "parents.xlsx")) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"decision": "maybe"}, "this is no decision"),
        ({"initials": None}, "without initials"),
        ({"agreement": "3 characters differ"}, "no longer those that were decided on"),
        ({"respondent_1": "99"}, "not in the first and a later wave"),
    ],
)
def test_a_decision_that_does_not_hold_is_refused_with_its_row(
    tmp_path: Path, wrong: dict[str, object], message: str
) -> None:
    decisions = decide(tmp_path / "parents.xlsx", **wrong)
    with pytest.raises(CleaningError, match=f"row 2: .*{message}"):
        settle(decisions, codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS), ["code"])


def test_nobody_is_linked_twice(tmp_path: Path) -> None:
    decisions = decide(tmp_path / "parents.xlsx")
    twice = pd.concat([decisions, decisions.assign(respondent_1="1")])
    with pytest.raises(CleaningError, match="linked in another row"):
        settle(twice, codes("MA1212", *OTHERS), codes("MA1213", "MA1214", *OTHERS), ["code"])


def test_a_sheet_without_its_columns_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "parents.xlsx", [Sheet("links", pd.DataFrame({"who": ["1"]}))])
    with pytest.raises(PilotsError, match="columns are missing"):
        read_links(tmp_path / "parents.xlsx")


def test_without_a_workbook_nothing_was_decided(tmp_path: Path) -> None:
    assert read_links(tmp_path / "parents.xlsx").empty


def test_unsure_pairs_go_out_with_the_review_workbook_and_come_back(whole: Pilot) -> None:
    path = whole.folder / "w1.csv"
    table = path.read_text(encoding="utf-8").replace("prins", "vlam").replace("MA04444", "MA04445")
    path.write_text(table.replace("MA09999", "MA04443"), encoding="utf-8")
    before = survey.links(whole)["parents"]
    workbook = survey.write_review(whole, "parents")
    sheets = read_sheets(workbook)
    pair = sheets["links"]["respondent_0"].eq("w0-4")
    assert sheets["links"].loc[pair, "reason"].tolist() == [ANOTHER] * 2

    filled = sheets["links"].assign(decision=None, initials=None, why=None)
    filled.loc[filled.index[pair][0], ["decision", "initials", "why"]] = ["link", "ab", "same street, says the teacher"]
    others = [Sheet(name, sheet) for name, sheet in sheets.items() if name != "links"]
    write(workbook, [*others, Sheet("links", filled)])
    after = survey.links(whole)["parents"]
    assert (len(after), after.attrs["decided"]) == (len(before) + 1, 1)
    assert survey.write_review(whole, "parents") == workbook
    asked = read_sheets(workbook)["links"]
    assert asked["decision"].dropna().tolist() == ["link"]
    assert asked["respondent_0"].tolist().count("w0-4") == 1
