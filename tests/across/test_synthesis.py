import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.across import alike, synthesise
from pilots.across.synthesis import together


def told(member, surveyed, pilots: int, *, threshold=5, **about):
    every = {"waves": (0, 1)} | about
    members = [
        member(f"p{k}", threshold=threshold, surveys={"parents": surveyed(seed=k, **every)}) for k in range(pilots)
    ]
    return synthesise(members, alike(members))


@pytest.mark.parametrize("pilots", [2, 3])
def test_below_four_pilots_nothing_is_pooled_and_the_range_is_told(member, surveyed, pilots):
    found = (
        told(member, surveyed, pilots).query("group == 'all' and kind == 'first measurement'").set_index("statistic")
    )
    assert found["estimate"].isna()["pooled_effect"]
    assert found["method"]["pooled_effect"].startswith("cannot tell")
    assert found["estimate"]["smallest_effect"] < found["estimate"]["largest_effect"]


def test_from_four_pilots_on_they_are_pooled_with_a_wider_interval_for_a_next_one(member, surveyed):
    found = told(member, surveyed, 4).query("group == 'all' and kind == 'change'").set_index("statistic")
    width = found["ci_high"] - found["ci_low"]
    assert width["predicted_effect"] > width["pooled_effect"] > 0


def test_each_pilot_comes_with_n_missing_and_interval(member, surveyed):
    each = told(member, surveyed, 2).query("group != 'all'")
    assert each[["n", "n_missing", "ci_low", "ci_high"]].notna().all(axis=None)


def test_a_kind_that_only_one_pilot_has_is_left_out(member, surveyed):
    members = [
        member("one", surveys={"parents": surveyed(waves=(0, 1))}),
        member("two", surveys={"parents": surveyed()}),
    ]
    assert set(synthesise(members, alike(members))["kind"]) == {"first measurement"}


def test_of_too_few_people_nothing_is_told_and_the_others_stand_without_them(member, surveyed):
    members = [member(f"p{k}", surveys={"parents": surveyed(n=4 if k == 0 else 40, seed=k)}) for k in range(3)]
    found = synthesise(members, alike(members))
    assert found.query("group == 'p0'")[["estimate", "n", "ci_low"]].isna().all(axis=None)
    assert found.query("statistic == 'largest_effect'")["n"].tolist() == [2]


def test_a_mean_from_which_a_school_of_few_could_be_computed_is_held_back(member, surveyed):
    sites = ["a"] * 37 + ["b"] * 3
    members = [member(f"p{k}", surveys={"parents": surveyed(seed=k, sites=sites)}) for k in range(2)]
    found = synthesise(members, alike(members))
    assert found["held"].all()
    assert found["estimate"].isna().all()


def test_a_mean_with_schools_that_are_large_enough_is_told(member, surveyed):
    assert not told(member, surveyed, 2, sites=["a"] * 20 + ["b"] * 20)["held"].any()


def test_what_the_more_careful_pilot_holds_back_the_publication_holds_back(member, surveyed):
    found = told(member, surveyed, 2, threshold=41)
    assert found["held"].all()


@settings(max_examples=8)
@given(st.lists(st.floats(1, 5), min_size=4, max_size=8), st.randoms())
def test_the_order_of_pilots_is_irrelevant(means, random):
    rows = [
        {"group": f"p{k}", "estimate": mean, "ci_low": mean - 0.3, "ci_high": mean + 0.3, "held": False}
        for k, mean in enumerate(means)
    ]
    mixed = random.sample(rows, len(rows))
    assert [row["estimate"] for row in together(mixed)] == pytest.approx([row["estimate"] for row in together(rows)])
