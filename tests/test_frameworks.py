"""What elements, materials and scales there are, and what is counted by them."""

import itertools
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots import frameworks
from pilots.cli import scales
from pilots.codebook import Codebook, build
from pilots.errors import PilotsError, Problems
from pilots.frameworks.catalogue import AUDIENCES
from pilots.xlsform.columns import SHEETS

ELEMENTS = frameworks.elements()
IDS = list(ELEMENTS["id"])
PROMISED = [
    *(f"involvement.{name}" for name in ("school", "home", "parenting", "teaching", "cooperation", "communication")),
    *(f"capitals.{name}" for name in ("financial", "social", "cultural", "health", "psychological")),
    *(f"blocks.{name}" for name in ("school", "parents", "network", "neighbourhood")),
    "catalogue.wiegelied-voor-hamza",
]


def test_every_id_is_unique_and_begins_with_its_framework() -> None:
    assert ELEMENTS["id"].is_unique
    assert all(one.id.startswith(f"{one.framework}.") for one in ELEMENTS.itertuples())


@pytest.mark.parametrize("element", PROMISED)
def test_what_pilots_refer_to_is_there(element: str) -> None:
    assert frameworks.known(element)


def test_every_element_has_a_label_in_three_languages_and_a_source() -> None:
    assert all(set(labels) == {"nl", "fr", "en"} and all(labels.values()) for labels in ELEMENTS["labels"])
    assert ELEMENTS["source"].str.len().min() > 10


def test_every_part_is_part_of_an_element_of_its_own_framework() -> None:
    parts = ELEMENTS.loc[ELEMENTS["parent"] != ""].merge(ELEMENTS, left_on="parent", right_on="id", how="left")
    assert (parts["framework_x"] == parts["framework_y"]).all()


def test_all_but_materials_are_described_in_three_languages() -> None:
    described = ELEMENTS.loc[ELEMENTS["framework"] != "catalogue", "descriptions"]
    assert all(set(texts) == {"nl", "fr", "en"} for texts in described)


def test_an_element_holds_itself_and_its_parts() -> None:
    assert frameworks.within("involvement.pillars")[1:] == ("involvement.cooperation", "involvement.communication")
    assert frameworks.within("capitals") == tuple(PROMISED[6:11])


def test_unknown_ids_are_told_together_with_near_names() -> None:
    with pytest.raises(Problems) as told:
        frameworks.require(["blocks.shool", "blocks.school", "involvement.xyz"], where="a.xlsx, sheet needs, row 2")
    assert "row 2: unknown element 'blocks.shool' of a framework. Did you mean 'blocks.school'?" in str(told.value)
    assert "There is: involvement.school" in str(told.value)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("trust", "Did you mean 'involvement.trust'"),
        ("involvment.trust", "'involvement.trust'"),
        ("xyz", "There is: invol"),
    ],
)
def test_an_id_without_its_framework_is_found(given: str, hint: str) -> None:
    assert hint in next(frameworks.unknown([given]))[1]


def test_a_codebook_tells_an_unknown_element() -> None:
    sheets = frameworks.scales("involvement.trust")
    sheets["scales"]["framework"] = "involvement.thrust"
    with pytest.raises(PilotsError, match=r"sheet scales, row .*Did you mean 'involvement.trust'"):
        build(**sheets)


def test_elements_of_a_scale_are_written_and_read_back(tmp_path: Path) -> None:
    book = build(**frameworks.scales("involvement.home"))
    book.write(tmp_path / "book.xlsx")
    back = Codebook.read(tmp_path / "book.xlsx").scales["frameworks"]
    assert back.to_dict() == {"parenting_home": ("involvement.parenting",), "teaching_home": ("involvement.teaching",)}


def test_a_codebook_without_elements_has_no_column_for_them(tmp_path: Path) -> None:
    sheets = frameworks.scales("involvement.trust")
    sheets["scales"] = sheets["scales"].drop(columns="framework")
    build(**sheets).write(tmp_path / "book.xlsx")
    assert Codebook.read(tmp_path / "book.xlsx").scales["frameworks"].tolist() == [()]


def test_materials_refer_to_what_exists() -> None:
    table = frameworks.catalogue()
    assert set(table["id"]) == set(frameworks.within("catalogue"))
    frameworks.require(itertools.chain(*table["themes"], *table["frameworks"]))
    assert set(itertools.chain(*table["meant_for"])) <= set(AUDIENCES)


def test_only_what_is_published_is_told_of_a_material() -> None:
    made_by = frameworks.catalogue().set_index("id")["made_by"]
    assert made_by[made_by != ""].to_dict() == {
        "catalogue.sociale-wandeling": "Odisee Aalst",
        "catalogue.wiegelied-voor-hamza": "VBJK",
    }


@given(st.lists(st.lists(st.sampled_from(IDS), max_size=4).map(tuple), max_size=4), st.integers(1, 4))
@settings(max_examples=20)
def test_suggestions_serve_the_need_and_the_best_come_first(named: list[tuple[str, ...]], most: int) -> None:
    needs = pd.DataFrame({"need": [f"n{n}" for n in range(len(named))], "frameworks": pd.Series(named, dtype="object")})
    found = frameworks.suggest(needs, most=most)
    for need, own in found.groupby("need"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert own["shared"].map(len).is_monotonic_decreasing
        assert all(set(shared) <= set(named[int(str(need)[1:])]) for shared in own["shared"])
        assert len(own) <= most


def test_a_need_without_elements_suggests_nothing() -> None:
    assert frameworks.suggest(pd.DataFrame({"need": ["n1"], "frameworks": [()]})).empty


def test_there_is_a_scale_for_each_construct_of_partnership() -> None:
    measured = set(frameworks.scales()["scales"]["framework"])
    groups = {"involvement.home", "involvement.pillars", "involvement.conditions"}
    assert measured == set(frameworks.within("involvement")) - groups


def test_scales_are_sheets_of_a_codebook() -> None:
    sheets = frameworks.scales()
    for name in ("survey", "choices", "scales"):
        assert {column for column in sheets[name] if not column.startswith("label::")} <= set(SHEETS[name])  # type: ignore[literal-required]


def test_every_item_choice_and_scale_is_labelled_in_five_languages() -> None:
    book = build(**frameworks.scales())
    for table in (book.variables, book.choices, book.scales):
        assert all(list(labels) == ["nl", "fr", "en", "ar", "tr"] for labels in table["labels"])


def test_no_two_items_ask_the_same() -> None:
    book = build(**frameworks.scales())
    for language in book.languages:
        assert book.variables["labels"].map(lambda labels: labels[language]).is_unique  # noqa: B023


def test_items_say_that_they_were_not_validated() -> None:
    assert frameworks.scales()["scales"]["citation"].str.contains("niet gevalideerd").all()


def test_an_element_without_scale_names_those_with_one() -> None:
    with pytest.raises(PilotsError, match=r"no scale for 'capitals.social'.*involvement.school"):
        frameworks.scales("capitals.social")


def test_what_names_two_parts_counts_once_for_the_whole() -> None:
    needs = pd.DataFrame(
        {"pilot": "a", "need": ["n1"], "frameworks": [("involvement.parenting", "involvement.teaching")]}
    )
    counted = frameworks.adding_up(needs=needs).set_index("element")["needs"]
    assert counted.to_dict() == {"involvement.home": 1, "involvement.parenting": 1, "involvement.teaching": 1}


def test_actions_scales_and_codes_stand_with_their_element() -> None:
    counted = frameworks.adding_up(
        actions=pd.DataFrame({"pilot": "a", "action": ["a1", "a2"], "frameworks": [("blocks.school",)] * 2, "chosen": [True, False]}),
        scales=pd.DataFrame({"pilot": "a", "scale": ["s", "t"], "frameworks": [("blocks.school",)] * 2,
                             "mean": [2.0, 3.0], "n": [30, 20], "low": "1", "high": "5"}),
        codes=pd.DataFrame({"pilot": "a", "code": ["x", "x", "y"], "frameworks": [("blocks.school",)] * 3, "case": ["1", "2", "2"]}),
    ).iloc[0]  # fmt: skip
    assert counted[["actions", "chosen", "scales", "mean", "people", "codes", "cases"]].tolist() == [
        2,
        1,
        2,
        2.5,
        20,
        2,
        2,
    ]


def test_scales_whose_answers_run_otherwise_have_no_mean() -> None:
    scales = pd.DataFrame({"pilot": "a", "scale": ["s", "t"], "frameworks": [("blocks.school",)] * 2,
                           "mean": [2.0, 7.0], "n": 9, "low": "1", "high": ["5", "10"]})  # fmt: skip
    assert frameworks.adding_up(scales=scales)["mean"].isna().all()


@settings(max_examples=10)
@given(st.permutations(range(5)))
def test_the_order_of_needs_is_irrelevant(order: list[int]) -> None:
    named = [("blocks.school",), ("blocks.school", "capitals.social"), (), ("involvement.trust",), ("nothing.here",)]
    needs = pd.DataFrame({"pilot": "a", "need": [f"n{n}" for n in range(5)], "frameworks": named})
    pd.testing.assert_frame_equal(frameworks.adding_up(needs=needs.iloc[order]), frameworks.adding_up(needs=needs))


def test_nothing_adds_up_to_nothing() -> None:
    assert frameworks.adding_up().empty


def test_the_command_writes_a_codebook_to_start_from_and_nothing_over_it(tmp_path: Path) -> None:
    scales(tmp_path / "book.xlsx", framework="involvement.pillars")
    assert list(Codebook.read(tmp_path / "book.xlsx").scales.index) == ["cooperation", "communication_school"]
    with pytest.raises(PilotsError, match="nothing is overwritten"):
        scales(tmp_path / "book.xlsx")


def test_what_names_no_element_counts_nowhere() -> None:
    needs = pd.DataFrame({"pilot": "a", "need": ["n1", "n2"], "frameworks": [float("nan"), ("involvement.teaching",)]})
    counted = frameworks.adding_up(needs=needs)
    assert counted["needs"].tolist() == [1, 1]
