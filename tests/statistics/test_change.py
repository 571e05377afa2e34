import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, change


def waves(before, after, **columns):
    """Answers by person before and after, as two waves below each other."""
    rows = [(0, person, value) for person, value in before.items()] + [
        (1, person, value) for person, value in after.items()
    ]
    return pd.DataFrame(rows, columns=["wave", "who", "x"]).assign(**columns)


def found(data, **options):
    return change(data, "x", person="who", wave="wave", **options).set_index("statistic")


GENERATOR = np.random.default_rng(11)
BEFORE = dict(enumerate(GENERATOR.normal(3, 1, 12)))
AFTER = {person: value + GENERATOR.normal(0.4, 0.5) for person, value in BEFORE.items()}


def test_linked_people_alone_get_the_paired_test():
    theirs = stats.ttest_rel(list(AFTER.values()), list(BEFORE.values()))
    ours = found(waves(BEFORE, AFTER)).loc["mean_difference"]
    expected = [theirs.pvalue, *theirs.confidence_interval()]
    assert ours[["p_value", "ci_low", "ci_high"]].astype(float).tolist() == pytest.approx(expected)
    assert (ours["n"], ours["method"]) == (12, Method.PAIRED)


def test_people_not_linked_get_welch():
    theirs = stats.ttest_ind(list(AFTER.values()), list(BEFORE.values()), equal_var=False)
    ours = found(waves(BEFORE, {person + 100: value for person, value in AFTER.items()})).loc["mean_difference"]
    assert ours["p_value"] == pytest.approx(theirs.pvalue)
    assert (ours["n"], ours["method"]) == (24, Method.UNPAIRED)


def test_partly_linked_people_are_all_used():
    some = {person: value for person, value in AFTER.items() if person >= 4} | {50: 3.0, 51: 4.5}
    data = found(waves(BEFORE, some))
    old, new, both = np.array([*BEFORE.values()]), np.array([*some.values()]), [p for p in some if p in BEFORE]
    r = np.corrcoef([BEFORE[p] for p in both], [some[p] for p in both])[0, 1]
    v0, v1, c = old.var(ddof=1) / 12, new.var(ddof=1) / 10, len(both)
    se = np.sqrt(v0 + v1 - 2 * r * np.sqrt(old.var(ddof=1) * new.var(ddof=1)) * c / 120)
    welch = (v0 + v1) ** 2 / (v0**2 / 11 + v1**2 / 9)
    df = c - 1 + (welch - c + 1) / (4 + 2 + 2 * c) * (4 + 2)
    p = 2 * stats.t.sf(abs(new.mean() - old.mean()) / se, df)
    assert data["p_value"]["mean_difference"] == pytest.approx(p, rel=1e-12)
    assert (data["estimate"]["pairs"], data["n"]["mean_difference"]) == (8, 14)


def test_linking_makes_the_interval_narrower():
    far = {person + 100: value for person, value in AFTER.items()}
    paired, apart = (found(waves(BEFORE, after)).loc["mean_difference"] for after in (AFTER, far))
    assert paired["ci_high"] - paired["ci_low"] < apart["ci_high"] - apart["ci_low"]


def test_two_links_among_many_are_not_used():
    after = {person + (100 if person > 1 else 0): value for person, value in AFTER.items()}
    ours = found(waves(BEFORE, after))
    assert ours["method"]["mean_difference"] == Method.FEW_PAIRS
    assert ours["estimate"]["pairs"] == 2


def test_people_without_a_name_are_not_linked():
    data = waves(BEFORE, AFTER).assign(who=None)
    assert found(data)["method"]["mean_difference"] == Method.UNPAIRED


def test_g_stands_between_its_limits_and_has_the_sign_of_the_change():
    ours = found(waves(BEFORE, AFTER)).loc["hedges_g"]
    assert 0 < ours["ci_low"] < ours["estimate"] < ours["ci_high"]


def test_a_school_that_joined_later_has_no_change_but_a_mean():
    data = pd.concat(
        [waves(BEFORE, AFTER, school="old"), waves({}, {90: 4.0, 91: 5.0, 92: None}, school="new")], ignore_index=True
    )
    ours = found(data, by="school").loc[lambda frame: frame["group"] == "new"]
    assert np.isnan(ours["estimate"]["mean_difference"])
    assert set(ours["method"][["mean_difference", "hedges_g"]]) == {Method.NO_BASELINE}
    assert (ours["estimate"]["mean"], ours["n"]["mean"], ours["n_missing"]["mean"]) == (4.5, 2, 1)


@pytest.mark.parametrize(
    ("before", "after", "method"),
    [
        ({}, {1: 2.0, 2: 3.0}, Method.ONE_WAVE),
        ({1: 2.0}, {1: 2.0}, Method.ONE_ANSWER),
        ({1: None, 2: None}, {1: 2.0, 2: 3.0}, Method.ONE_ANSWER),
        ({1: 2.0, 2: 2.0, 3: 2.0}, {1: 3.0, 2: 3.0, 3: 3.0}, Method.NO_VARIANCE),
        ({1: 2.0, 2: 3.0, 3: 4.0}, {1: 3.0, 2: 4.0, 3: 5.0}, Method.SAME_CHANGE),
    ],
)
def test_where_change_cannot_be_told_g_is_missing_with_its_reason(before, after, method):
    ours = found(waves(before, after)).loc["hedges_g"]
    assert np.isnan(ours["estimate"])
    assert ours["method"] == method


def test_a_school_that_left_has_no_follow_up():
    data = pd.concat([waves(BEFORE, AFTER, school="here"), waves({70: 2.0, 71: 3.0}, {}, school="left")])
    ours = found(data, by="school").loc[lambda frame: frame["group"] == "left"]
    assert ours["method"]["mean_difference"] == Method.NO_FOLLOW_UP


def test_nobody_at_all_gives_no_row_that_pretends():
    assert found(waves({}, {}))["estimate"].isna().all()


def test_two_rows_for_one_person_are_refused_without_naming_them():
    data = pd.concat([waves({424242: 1.0}, {424242: 2.0})] * 2)
    with pytest.raises(PilotsError, match="two rows") as problem:
        found(data)
    assert "424242" not in str(problem.value)


@settings(deadline=None, max_examples=8)
@given(st.randoms())
def test_row_order_is_irrelevant_to_change(random):
    data = waves(BEFORE, {person + person % 3: value for person, value in AFTER.items() if person % 3 != 1})
    order = random.sample(range(len(data)), len(data))
    pd.testing.assert_frame_equal(found(data.iloc[order]), found(data), rtol=0)


def in_schools(sizes, *, change=0.0, seed=5):
    """People of schools of these sizes, asked twice, the first school half as many the second time."""
    generator = np.random.default_rng(seed)
    rows = []
    for school, size in enumerate(sizes):
        for k in range(size):
            own = generator.normal()
            rows.append((0, f"{school}-{k}", f"s{school}", own + generator.normal()))
            if school or k % 2:
                rows.append((1, f"{school}-{k}", f"s{school}", own + change + school / 5 + generator.normal()))
    return pd.DataFrame(rows, columns=["wave", "who", "school", "x"])


def test_schools_count_once_each():
    data = in_schools([8, 20, 33, 12])
    ours = found(data, clusters="school")
    means = data.groupby(["school", "wave"])["x"].mean().unstack()
    theirs = stats.ttest_1samp(means[1] - means[0], 0)
    expected = [(means[1] - means[0]).mean(), *theirs.confidence_interval(), theirs.pvalue]
    columns = ["estimate", "ci_low", "ci_high", "p_value"]
    assert ours.loc["mean_difference", columns].tolist() == pytest.approx(expected)
    assert ours["estimate"]["mean_after"] - ours["estimate"]["mean_before"] == pytest.approx(expected[0])
    assert (ours["method"]["mean_difference"], ours["n"]["mean_difference"]) == (Method.BETWEEN_SCHOOLS, 73)


def test_two_schools_have_an_interval_over_people_and_no_test():
    data = in_schools([12, 20])
    ours, people = found(data, clusters="school"), found(data)
    assert ours["p_value"].isna().all()
    assert set(ours["method"][["mean_difference", "hedges_g"]]) == {Method.FEW_SCHOOLS}
    assert ours["ci_low"]["mean_difference"] == people["ci_low"]["mean_difference"]


def test_a_school_in_one_wave_only_is_left_out_of_the_schools():
    data = in_schools([8, 20, 33, 12])
    more = pd.concat([data, pd.DataFrame({"wave": 1, "who": ["n1", "n2"], "school": "new", "x": [90.0, 91.0]})])
    ours, without = found(more, clusters="school"), found(data, clusters="school")
    assert ours["estimate"]["mean_difference"] == pytest.approx(without["estimate"]["mean_difference"])
    assert ours["n_missing"]["mean_difference"] == 2


@pytest.mark.parametrize("factor", [1e200, 1e-200])
@pytest.mark.parametrize("clusters", [None, "school"])
def test_huge_and_tiny_answers_change_alike(factor, clusters):
    data = in_schools([8, 20, 33, 12])
    ours, plain = (found(data.assign(x=data["x"] * scale), clusters=clusters) for scale in (factor, 1.0))
    columns = ["estimate", "ci_low", "ci_high"]
    assert (ours.loc["mean_difference", columns] / factor).tolist() == pytest.approx(
        plain.loc["mean_difference", columns].tolist()
    )
    assert ours.loc["hedges_g", [*columns, "p_value"]].tolist() == pytest.approx(
        plain.loc["hedges_g", [*columns, "p_value"]].tolist()
    )
