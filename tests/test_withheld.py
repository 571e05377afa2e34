import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots import Pilot, figures, sentences, statistics, tables, vocabulary
from pilots.statistics import compare, frequencies, means
from pilots.withheld import hold_back


@pytest.fixture
def pilot():
    return Pilot(name="menen", title="Menen", synthetic=True)


def scored(**groups):
    rows = [(group, float(k % 5)) for group, n in groups.items() for k in range(n)]
    return pd.DataFrame(rows, columns=["group", "score"])


def repeated(**groups):
    """Answers by group: how many gave each."""
    rows = [(group, code) for group, counts in groups.items() for code, n in counts.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=["group", "answer"])


def joined(*frames):
    return pd.concat(frames, ignore_index=True)


def held(estimates, threshold=10):
    rows = zip(estimates["group"], hold_back(estimates, threshold), strict=True)
    return {group for group, hit in rows if hit}


def held_rows(estimates, by=("variable", "statistic")):
    hits = estimates.loc[hold_back(estimates, 10)]
    return set(hits[list(by)].itertuples(index=False, name=None)) if len(by) > 1 else set(hits[by[0]])


def test_a_group_of_few_is_held_back():
    assert held(means(scored(a=20, b=9), "score", by="group")) == {"b"}


def test_a_group_of_few_takes_another_along_where_everyone_is_shown():
    data = scored(a=20, b=9, c=30)
    found = joined(means(data, "score"), means(data, "score", by="group"))
    assert held(found) == {"a", "b"}


def test_people_of_no_group_are_a_group_of_few():
    data = scored(a=20, b=30, none=4).replace({"none": None})
    found = joined(means(data, "score"), means(data, "score", by="group"))
    assert held(found) == {"a"}


def test_two_divisions_of_the_same_people_are_each_looked_at():
    data = scored(a=20, b=30).assign(school=["x"] * 25 + ["y"] * 5 + ["z"] * 20)
    found = joined(means(data, "score"), means(data, "score", by="group"), means(data, "score", by="school"))
    assert held(found) == {"y", "z"}


def test_a_group_whose_name_holds_a_dash_is_a_group():
    data = scored(**{"0 - 2": 5, "a": 20, "b": 30})
    assert held(joined(means(data, "score"), means(data, "score", by="group"))) == {"0 - 2", "a"}


def test_a_difference_with_a_group_of_few_is_held_back():
    data = scored(a=20, b=9, c=30)
    found = joined(means(data, "score", by="group"), compare(data, "score", by="group"))
    assert held(found) == {"b", "a - b", "b - c"}


def test_a_difference_between_groups_of_unknown_size_is_held_back():
    assert held(compare(scored(a=20, c=30), "score", by="group")) == {"a - c"}


def test_an_effect_over_all_groups_does_not_give_the_one_of_few_away():
    data = scored(a=20, b=9, c=30)
    found = joined(means(data, "score", by="group"), statistics.compare_several(data, "score", by="group"))
    assert ("score", "eta_squared") in held_rows(found)


def test_an_answer_of_few_takes_another_along():
    data = pd.DataFrame({"who": ["x"] * 3 + ["y"] * 20 + ["z"] * 30})
    assert held_rows(frequencies(data, "who"), by=["variable"]) == {"who/x", "who/y"}


def test_all_but_a_few_is_held_back_like_a_few():
    data = pd.DataFrame({"came": ["yes"] * 27 + ["no"] * 3})
    assert all(hold_back(frequencies(data, "came"), 10))


def test_the_answer_of_a_whole_group_is_held_back():
    data = repeated(a={"yes": 20, "no": 20}, b={"yes": 15})
    assert "b" in held(frequencies(data, "answer", by="group", codes={"answer": ["yes", "no"]}))


@pytest.mark.parametrize("value", [4.0, 0.0, 1.0])
def test_a_group_without_spread_is_held_back(value):
    assert held(means(scored(a=20, b=30).assign(score=value), "score", by="group")) == {"a", "b"}


def test_everyone_is_not_told_beside_all_groups_when_few_answered():
    data = repeated(a={"x": 2, "y": 20, "z": 20}, b={"x": 1, "y": 20, "z": 20})
    found = joined(frequencies(data, "answer"), frequencies(data, "answer", by="group"))
    assert {key for key in held_rows(found, by=["variable", "group"]) if key[1] == "all"} == {
        ("answer/x", "all"),
        ("answer/y", "all"),
    }


def test_a_mean_of_zeros_and_ones_is_a_share():
    data = pd.DataFrame({"came": [1.0] * 3 + [0.0] * 40})
    assert all(hold_back(means(data, "came"), 10))
    assert not any(hold_back(means(pd.DataFrame({"came": [1.0] * 20 + [0.0] * 20}), "came"), 10))


def test_means_whose_people_differ_by_few_are_held_back():
    data = scored(a=40)
    assert all(hold_back(joined(means(data, "score"), means(data.head(37), "score")), 10))


def test_levels_of_few_are_not_told_by_the_share_agreeing():
    codes = [1, 2, 3, 4, 5]
    data = pd.DataFrame({"item": np.repeat(codes, [12, 14, 13, 15, 4]).astype("float64")})
    found = statistics.likert(data, "item", codes=codes, mean=True)
    levels = {variable for variable, _ in held_rows(found) if "/" in variable}
    assert levels == {f"item/{code}" for code in codes}
    assert ("item", "share_agreeing") not in held_rows(found)
    assert ("item", "sd") in held_rows(joined(found, means(data, "item")))


def test_a_share_of_answers_does_not_give_a_column_of_few_away():
    ticked = {"a": [1.0] * 3 + [0.0] * 57, "b": [1.0] * 30 + [0.0] * 30, "c": [1.0] * 40 + [0.0] * 20}
    found = statistics.multiple_response(pd.DataFrame(ticked), list(ticked))
    assert len(held_rows(found, by=["variable"])) >= 2


def test_a_difference_of_a_held_back_option_is_held_back():
    data = repeated(a={"x": 3, "y": 30}, b={"x": 15, "y": 20}).assign(
        x=lambda d: (d["answer"] == "x").astype("float64")
    )
    found = statistics.multiple_response(data, ["x"], by="group")
    assert {name for _, name in held_rows(found)} >= {"share_difference", "count", "share", "cramers_v"}


def test_a_table_of_two_by_two_needs_its_counts():
    data = repeated(a={"x": 30, "y": 3}, b={"x": 15, "y": 20})
    alone = statistics.contingency(data, "answer", by="group")
    assert all(hold_back(alone, 10))
    safe = repeated(a={"x": 30, "y": 13}, b={"x": 15, "y": 20})
    found = joined(frequencies(safe, "answer", by="group"), statistics.contingency(safe, "answer", by="group"))
    assert not any(hold_back(found, 10))


def test_residuals_need_the_counts_of_their_cells():
    data = repeated(a={"x": 30, "y": 13}, b={"x": 15, "y": 20})
    residuals = statistics.cell_residuals(data, "answer", by="group")
    assert all(hold_back(residuals, 10))
    assert not any(hold_back(joined(frequencies(data, "answer", by="group"), residuals), 10))


def test_patterns_of_gaps_are_told_all_or_none():
    n = 60
    data = pd.DataFrame({"a": [1.0] * n, "b": [1.0] * n}).assign(
        a=lambda d: d["a"].mask(d.index < 16), b=lambda d: d["b"].mask((d.index >= 12) & (d.index < 28))
    )
    found = statistics.missing_patterns(data, ["a", "b"])
    assert held(found) == {"pattern"}
    assert len(held_rows(found, by=["variable"])) == (found["group"] == "pattern").sum()


def test_who_changed_is_held_back_where_few_did():
    n = 60
    data = pd.DataFrame({
        "who": [*range(n)] * 2, "wave": [0] * n + [1] * n,
        "yes": [1.0] * 30 + [0.0] * 30 + [0.0] * 2 + [1.0] * 28 + [1.0] * 5 + [0.0] * 25,
    })  # fmt: skip
    for function in (statistics.mcnemar, statistics.share_change):
        shown = {name for _, name in held_rows(function(data, "yes", person="who", wave="wave"))}
        assert shown >= {"share_change", "higher", "lower"}
        assert "share_before" not in shown


def test_unlinked_people_who_are_few_are_not_told_by_subtraction():
    n = 40
    data = pd.DataFrame({"who": [*range(n), *range(3, n)], "wave": [0] * n + [1] * (n - 3)})
    data["score"] = np.random.default_rng(1).normal(size=len(data))
    shown = {name for _, name in held_rows(statistics.change(data, "score", person="who", wave="wave"))}
    assert shown == {"mean_before", "mean_after", "pairs"}


def test_an_extreme_is_one_persons_answer():
    found = statistics.bootstrap(scored(a=40), "score", statistic=np.max, resamples=200)
    assert all(hold_back(found, 10))


def test_a_single_case_is_one_person_unless_the_frame_has_more():
    data = pd.DataFrame({"score": np.arange(24.0), "phase": [0] * 12 + [1] * 12, "week": range(24)})
    found = statistics.single_case(data, "score", phase="phase", time="week")
    assert all(hold_back(found, 10))


def test_points_of_a_chart_of_shares_are_shares(pilot):
    data = pd.DataFrame({"came": [15, 12, 3, 14, 16, 28, 13, 15, 12, 14, 11, 13], "base": 30, "week": range(12)})
    chart = statistics.control_chart(data, "came", kind="p", time="week", base="base")
    assert {"2", "5"} <= held(chart)
    assert {"0", "1"}.isdisjoint(held(chart))
    drawn = figures.control_chart(chart, pilot, caption="Wie kwam", share=True).data
    assert {"2", "5"}.isdisjoint(drawn.iloc[:, 0])


def test_points_and_pilots_are_no_people():
    row = {"variable": "attendance", "group": "all", "statistic": "longest_run", "estimate": 3.0, "n": 6}
    assert hold_back(vocabulary.estimates([row]), 10) == [False]


def modelled(sizes, seed=1, *, binary=False):
    rng = np.random.default_rng(seed)
    group = np.repeat(list(sizes), list(sizes.values()))
    score = rng.normal(size=len(group))
    return pd.DataFrame({
        "group": group, "other": rng.normal(size=len(group)), "school": [f"s{k % 12}" for k in range(len(group))],
        "score": (np.arange(len(group)) % 2).astype("float64") if binary else score,
    })  # fmt: skip


MODELS = {
    "mixed": lambda data, terms: statistics.mixed_model(data, "score", terms, clusters="school"),
    "gee": lambda data, terms: statistics.gee(data, "score", terms, clusters="school", family="gaussian"),
    "robust": lambda data, terms: statistics.cluster_regression(data, "score", terms, clusters="school"),
    "design": lambda data, terms: statistics.design_regression(data, "score", terms, clusters="school"),
    "logistic": lambda data, terms: statistics.logistic_regression(
        data.assign(score=(np.arange(len(data)) % 2).astype("float64")), "score", terms
    ),
    "firth": lambda data, terms: statistics.firth_regression(
        data.assign(score=(np.arange(len(data)) % 2).astype("float64")), "score", terms
    ),
    "ordinal": lambda data, terms: statistics.ordinal_regression(
        data.assign(score=np.arange(len(data)) % 3), "score", terms
    ),
}


@pytest.mark.parametrize("sizes", [{"a": 30, "b": 30, "c": 4}, {"a": 4, "b": 30, "c": 30}])
@pytest.mark.parametrize("name", MODELS)
def test_coefficients_beside_a_category_of_few_are_held_back(name, sizes):
    found = MODELS[name](modelled(sizes), ["other", "group"])
    hidden = held_rows(found)
    assert {key for key in hidden if key[0] == "other"} == set()
    assert {("group/b", "coefficient"), ("group/c", "coefficient")} <= hidden
    assert found["statistic"].isin(["intercept", "threshold"]).sum() == len(
        [key for key in hidden if key[1] in ("intercept", "threshold")]
    )


@pytest.mark.parametrize("name", MODELS)
def test_coefficients_of_large_categories_are_shown(name):
    found = MODELS[name](modelled({"a": 40, "b": 44, "c": 42}), ["other", "group"])
    assert held_rows(found) == set()


def test_coefficients_without_counts_are_held_back():
    found = MODELS["robust"](modelled({"a": 40, "b": 44, "c": 42}), ["other", "group"])
    found = found.loc[found["statistic"] != "count"]
    assert held_rows(found) >= {("group/b", "coefficient"), ("group/c", "coefficient"), ("score", "intercept")}


def test_a_predictor_of_ones_and_noughts_is_a_category():
    data = modelled({"a": 40, "b": 4}).assign(group=lambda d: (d["group"] == "b").astype("float64"))
    assert held_rows(MODELS["robust"](data, "group")) >= {("group", "coefficient"), ("score", "intercept")}


def test_products_of_categories_are_counted_too():
    data = modelled({"a": 40, "b": 40}).assign(late=(["x"] * 37 + ["y"] * 3) + ["x", "y"] * 20)
    found = MODELS["robust"](data, ["group", "late", "group:late"])
    assert ("group/b", "coefficient") in held_rows(found)


def test_few_yeses_in_a_category_hold_its_odds_back():
    data = modelled({"a": 40, "b": 40}).assign(score=([1.0] * 3 + [0.0] * 37) + [1.0, 0.0] * 20)
    found = statistics.logistic_regression(data, "score", "group")
    assert {("group/b", "odds_ratio"), ("score", "intercept"), ("score", "log_likelihood")} <= held_rows(found)


def test_few_yeses_hold_all_odds_back():
    data = modelled({"a": 40, "b": 40}).assign(score=[1.0] * 4 + [0.0] * 76)
    found = statistics.firth_regression(data, "score", "other")
    assert {("other", "odds_ratio"), ("other", "coefficient"), ("score", "intercept")} <= held_rows(found)


def test_a_test_of_a_table_does_not_give_its_held_back_cells_away():
    data = repeated(a={"x": 30, "y": 13}, b={"x": 15, "y": 20}, c={"x": 3, "y": 20})
    found = joined(frequencies(data, "answer", by="group"), statistics.contingency(data, "answer", by="group"))
    assert ("answer", "chi_squared") in held_rows(found)


def test_few_gaps_hold_no_mean_back():
    data = scored(a=40).assign(score=lambda d: d["score"].mask(d.index < 3))
    found = joined(statistics.missing_patterns(data, ["score"]), means(data, "score"))
    assert ("score", "share_missing") in held_rows(found)
    assert ("score", "mean") not in held_rows(found)


def test_a_reason_tells_nothing_of_few(pilot):
    found = frequencies(scored(a=20), "group")
    row = {
        "variable": "x",
        "group": "b",
        "statistic": "mean",
        "n": 3,
        "n_missing": 0,
        "method": "cannot tell: the answers do not vary",
    }
    table = tables.estimates(joined(found, vocabulary.estimates([row])), {}, pilot, caption="Proef", language="en")
    assert not any("vary" in note for note in table.notes)


def test_numbers_of_people_are_not_told_by_subtraction(pilot):
    data = scored(a=20, b=9, c=30)
    found = joined(means(data, "score"), means(data, "score", by="group"))
    table = tables.estimates(found, {}, pilot, caption="Proef", language="en").data
    assert table.loc[table["Estimate"] == "·", "n"].tolist() == ["·", "·", "< 10", "< 10"]


def test_numbers_of_gaps_are_not_told_by_subtraction(pilot):
    data = scored(a=40, b=40, c=40)
    data["score"] = data["score"].mask(data.index.isin([*range(12), *range(40, 43), *range(80, 95)]))
    found = joined(means(data, "score"), means(data, "score", by="group"))
    table = tables.estimates(found, {}, pilot, caption="Proef", language="en").data
    assert table["Missing"].drop_duplicates().tolist() == ["30", "·", "15"]


def test_a_number_of_few_is_not_told_where_nothing_was_estimated(pilot):
    row = {
        "variable": "x",
        "group": "b",
        "statistic": "mean",
        "n": 3,
        "n_missing": 0,
        "method": "cannot tell: one answer",
    }
    table = tables.estimates(vocabulary.estimates([row]), {}, pilot, caption="Proef", language="en").data
    assert table["n"].tolist() == ["< 10"]


def test_what_is_published_does_not_depend_on_what_is_held_back(pilot):
    def published(few):
        found = means(pd.concat([scored(a=20, c=30), few]), "score", by="group")
        return [
            tables.estimates(found, {}, pilot, caption="Proef")._repr_mimebundle_(),
            figures.estimates(found, {}, pilot, caption="Proef")._repr_mimebundle_(),
            sentences.estimates(found, {}, pilot).to_html(),
        ]

    one = pd.DataFrame({"group": ["b"] * 4, "score": [1.0, 2.0, 2.0, 5.0]})
    assert published(one) == published(one.assign(score=[5.0, 5.0, 5.0, 4.0]))


CELLS = st.lists(st.lists(st.integers(0, 25), min_size=3, max_size=3), min_size=2, max_size=3)


@settings(deadline=None, max_examples=60)
@given(CELLS, st.integers(0, 12))
def test_no_answer_of_few_follows_from_what_is_shown(counts, nowhere):
    table = np.array([*counts, [nowhere, 0, 0]])
    groups = [*"abc"[: len(counts)], None]
    rows = [
        (group, code) for group, line in zip(groups, table, strict=True) for code, n in zip("xyz", line, strict=True)
        for _ in range(n)
    ]  # fmt: skip
    data = pd.DataFrame(rows, columns=["group", "answer"], dtype="str")
    codes = {"answer": list("xyz")}
    found = joined(frequencies(data, "answer", codes=codes), frequencies(data, "answer", by="group", codes=codes))
    found = found.loc[found["statistic"] == "count"].reset_index(drop=True)
    shown = found.loc[~pd.Series(hold_back(found, 10))]
    equations = [np.ones(table.size)]
    for variable, group in shown[["variable", "group"]].itertuples(index=False):
        known = np.zeros(table.shape)
        known[slice(None) if group == "all" else groups.index(group), "xyz".index(variable[-1])] = 1
        equations.append(known.ravel())
        known = np.zeros(table.shape)
        known[slice(None) if group == "all" else groups.index(group)] = 1
        equations.append(known.ravel())
    rank = np.linalg.matrix_rank(equations)
    small = [place for place, n in enumerate(table.ravel()) if 0 < n < 10]
    for place in small:
        assert np.linalg.matrix_rank([*equations, np.eye(table.size)[place]]) > rank


@given(st.lists(st.integers(0, 25), min_size=2, max_size=5))
def test_no_count_of_few_is_ever_shown_or_left_over(counts):
    data = pd.DataFrame({"who": [str(code) for code, n in enumerate(counts) for _ in range(n)]}, dtype="str")
    found = frequencies(data, "who", codes={"who": [str(code) for code in range(len(counts))]})
    found = found.loc[found["statistic"] == "count"]
    hidden = hold_back(found, 10)
    shown = [n for n, hit in zip(counts, hidden, strict=True) if not hit]
    rest = sum(counts) - sum(shown)
    assert all(n == 0 or n >= 10 for n in shown)
    assert sum(hidden) != 1
    assert rest == 0 or rest >= 10 or not any(shown)
