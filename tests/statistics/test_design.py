import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, SampleDesign, frequencies, means, medians, ratios, totals

PEOPLE = pd.DataFrame(
    {
        "school": list("aabbccddeeff"),
        "stratum": [1] * 6 + [2] * 6,
        "w": [2.0, 2, 3, 3, 2, 2, 4, 4, 5, 5, 4, 4],
        "schools": [20] * 6 + [25] * 6,
        "trust": [3.0, 4, 5, 4, 2, 3, 5, 5, 4, 3, 2, 4],
        "yes": [1.0, 0, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1],
    }
)
DESIGN = {"weights": "w", "clusters": "school", "strata": "stratum"}


def one(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The only row of an estimates frame with these cells."""
    (found,) = [line for _, line in frame.iterrows() if all(line[key] == value for key, value in where.items())]
    return found


def test_equal_weights_change_nothing():
    plain, weighted = means(PEOPLE, "trust"), means(PEOPLE.assign(w=7.0), "trust", weights="w")
    columns = ["estimate", "ci_low", "ci_high", "n"]
    assert weighted.loc[:1, columns].to_numpy(dtype=float) == pytest.approx(
        plain[columns].to_numpy(dtype=float), nan_ok=True
    )
    assert weighted["estimate"][2] == pytest.approx(1)


@settings(max_examples=15)
@given(st.floats(1e-6, 1e6))
def test_the_scale_of_weights_is_irrelevant_to_means(scale):
    found = means(PEOPLE.assign(w=PEOPLE["w"] * scale), "trust", **DESIGN)
    pd.testing.assert_frame_equal(found, means(PEOPLE, "trust", **DESIGN), rtol=1e-9)


def test_a_weight_of_two_is_two_people_to_the_median():
    doubled = pd.DataFrame({"x": [1.0, 2, 3, 9], "w": [1, 1, 1, 2]})
    assert medians(doubled, "x", weights="w")["estimate"][0] == np.median([1, 2, 3, 9, 9])


@pytest.mark.parametrize("weight", [0.0, np.nan])
def test_who_has_no_weight_is_missing(weight):
    found = one(means(PEOPLE.assign(w=[weight, *PEOPLE["w"][1:]]), "trust", **DESIGN), statistic="mean")
    assert (found["n"], found["n_missing"]) == (11, 1)


@pytest.mark.parametrize("describe", [means, medians, totals])
def test_without_any_weight_nothing_can_be_told(describe):
    found = describe(PEOPLE.assign(w=0.0), "trust", **DESIGN)
    assert found["estimate"].isna().all()
    assert found["method"].str.startswith("cannot tell").all()


def test_a_negative_weight_is_refused():
    with pytest.raises(PilotsError, match="1 weights are negative"):
        means(PEOPLE.assign(w=[-1.0, *PEOPLE["w"][1:]]), "trust", weights="w")


def test_a_group_keeps_the_whole_design():
    group = PEOPLE.assign(g=["x", "y"] * 6)
    found = one(means(group, "trust", by="g", **DESIGN), group="x", statistic="mean")
    design, values = SampleDesign.of(PEOPLE, **DESIGN), PEOPLE["trust"].to_numpy()
    assert found["ci_low"] == pytest.approx(design.mean(values, (group["g"] == "x").to_numpy()).interval()[0])


def test_two_schools_give_no_interval():
    found = one(means(PEOPLE.head(4), "trust", clusters="school"), statistic="mean")
    assert np.isnan(found["ci_low"])
    assert found["method"] == Method.FEW_CLUSTERS


def test_a_stratum_of_one_school_gives_no_interval():
    few = PEOPLE[PEOPLE["school"] < "e"]
    assert one(means(few, "trust", **DESIGN), statistic="mean")["method"] == Method.LONE_CLUSTER


def test_a_school_in_two_strata_is_refused():
    with pytest.raises(PilotsError, match="6 clusters of 'school' lie in several strata"):
        means(PEOPLE.assign(stratum=[1, 2] * 6), "trust", **DESIGN)


def test_a_population_smaller_than_the_sample_is_refused():
    with pytest.raises(PilotsError, match="size of the population"):
        means(PEOPLE.assign(schools=2), "trust", **DESIGN, fpc="schools")


def test_a_population_that_is_all_there_leaves_no_error():
    design = SampleDesign.of(PEOPLE.assign(schools=3), **DESIGN, fpc="schools")
    assert design.mean(PEOPLE["trust"].to_numpy(), design.weights > 0).se == 0


def test_a_second_stage_adds_what_the_first_left_out():
    people = PEOPLE.assign(pupil=range(12), pupils=10)
    once = SampleDesign.of(people, **DESIGN, fpc="schools")
    twice = SampleDesign.of(
        people, weights="w", strata="stratum", clusters=["school", "pupil"], fpc=["schools", "pupils"]
    )
    values, everyone = people["trust"].to_numpy(), np.ones(12, dtype=bool)
    w = people["w"].to_numpy()
    apart = w * (values - w @ values / w.sum()) / w.sum()
    within = sum(2 * apart[k : k + 2].var(ddof=1) * 0.8 * (3 / (20 if k < 6 else 25)) for k in range(0, 12, 2))
    assert twice.mean(values, everyone).se ** 2 == pytest.approx(once.mean(values, everyone).se ** 2 + within)


def test_shares_stay_between_nobody_and_everyone():
    found = frequencies(PEOPLE, "yes", codes={"yes": ["0.0", "1.0", "2.0"]}, **DESIGN)
    shares = found[found["statistic"] == "share"]
    assert shares["estimate"].sum() == pytest.approx(1)
    assert shares["ci_low"].ge(0).all()
    assert shares["ci_high"].le(1).all()
    assert shares["method"].tolist() == [Method.DESIGN_SHARE] * 2 + [Method.EMPTY_SHARE]


def test_a_share_that_the_strata_fix_has_no_interval():
    shares = frequencies(PEOPLE.assign(kind=PEOPLE["stratum"]), "kind", clusters="school", strata="stratum")
    assert shares.loc[shares["statistic"] == "share", "method"].eq(Method.FIXED_BY_DESIGN).all()


def test_a_ratio_over_nothing_cannot_be_told():
    found = ratios(PEOPLE.assign(none=0), "trust", over="none", **DESIGN)
    assert found["method"][0] == Method.NO_BASE


def test_a_total_counts_the_people_whom_the_weights_stand_for():
    assert totals(PEOPLE.assign(one=1), "one", **DESIGN)["estimate"][0] == PEOPLE["w"].sum()


@settings(max_examples=15)
@given(st.permutations(range(12)))
def test_the_order_of_rows_is_irrelevant(order):
    moved = PEOPLE.iloc[list(order)]
    pd.testing.assert_frame_equal(means(moved, "trust", **DESIGN), means(PEOPLE, "trust", **DESIGN), rtol=1e-9)


@pytest.mark.parametrize("scale", [1e200, 1e-200])
def test_huge_and_tiny_values_keep_their_interval(scale):
    large, plain = (
        one(means(PEOPLE.assign(trust=PEOPLE["trust"] * s), "trust", **DESIGN), statistic="mean") for s in (scale, 1)
    )
    assert large[["estimate", "ci_low", "ci_high"]].tolist() == pytest.approx(
        [value * scale for value in plain[["estimate", "ci_low", "ci_high"]]], rel=1e-9
    )


def test_the_interval_of_a_median_sees_the_answers_below_a_common_one():
    levels = pd.DataFrame({"level": [2.0] * 24 + [3.0] * 26, "w": 1.0})
    found = medians(levels, "level", weights="w").iloc[0]
    assert found[["estimate", "ci_low", "ci_high"]].tolist() == [3, 2, 3]


def test_six_respondents_have_an_interval_of_their_median():
    found = medians(pd.DataFrame({"x": range(6), "w": 1.0}), "x", weights="w").iloc[0]
    assert found[["ci_low", "ci_high"]].notna().all()
