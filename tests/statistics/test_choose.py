import numpy as np
import pandas as pd
import pytest
from tests.statistics.calls import people

from pilots.errors import PilotsError
from pilots.statistics import Kind, Method, Reason, brunner_munzel, choose, chosen, compare, holm
from pilots.statistics.choice import kind_of
from pilots.statistics.fisher import fisher_exact

FIVE = [1.0, 2, 3, 4, 5, 3, 4, 2]


def two(first, second):
    return pd.DataFrame({"x": [*first, *second], "who": ["a"] * len(first) + ["b"] * len(second)})


def pupils(arms, size=5):
    school = np.repeat(np.arange(len(arms)), size)
    answers = np.random.default_rng(1).normal(size=len(school))
    return pd.DataFrame({"school": school, "arm": np.array(list(arms))[school], "x": answers})


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        (["yes", "no", "perhaps"], Kind.NOMINAL),
        ([0, 1, 1], Kind.NOMINAL),
        ([True, False], Kind.NOMINAL),
        ([1, 2, 5, None], Kind.ORDINAL),
        (["1", "2", "5"], Kind.ORDINAL),
        (list(range(12)), Kind.NUMERIC),
        ([1.25, 2, 3.5], Kind.NUMERIC),
        (pd.Categorical(["low", "mid", "high"], ["low", "mid", "high"], ordered=True), Kind.ORDINAL),
        (pd.Categorical(["nl", "fr", "ar"]), Kind.NOMINAL),
    ],
)
def test_answers_tell_what_they_are(answers, kind):
    assert kind_of(pd.Series(answers)) == kind


@pytest.mark.parametrize(
    ("column", "by", "reason"),
    [
        ("score", "language", Reason.TWO_MEANS),
        ("item1", "language", Reason.TWO_RANKS),
        ("score", "group", Reason.MEANS),
        ("item1", "group", Reason.RANKS),
        ("choice", "group", Reason.CATEGORIES),
    ],
)
def test_answers_and_groups_decide(column, by, reason):
    assert choose(people(), column, by=by).reason == reason


@pytest.mark.parametrize(
    ("column", "reason"),
    [("score", Reason.WAVES_MEANS), ("item1", Reason.WAVES_RANKS), ("yes", Reason.WAVES_SHARES)],
)
def test_people_of_two_waves_are_compared_with_themselves(column, reason):
    assert choose(people(), column, by="wave", person="person").reason == reason


@pytest.mark.parametrize(
    ("column", "by", "reason"),
    [
        ("score", "wave", Reason.WITHIN_MEANS),
        ("item1", "wave", Reason.WITHIN_RANKS),
        ("choice", "wave", Reason.WITHIN_CATEGORIES),
        ("score", "language", Reason.BETWEEN_FEW),
    ],
)
def test_schools_decide_where_there_are_any(column, by, reason):
    assert choose(people(), column, by=by, clusters="school").reason == reason


def test_many_schools_are_dealt():
    assert choose(pupils("aaaaaabbbbbb"), "x", by="arm", clusters="school").reason == Reason.BETWEEN


def test_few_people_are_permuted():
    data = two(np.arange(20) ** 1.1, np.arange(8) + 0.5)
    assert choose(data, "x", by="who").reason == Reason.TWO_MEANS_SMALL


def test_skewed_numbers_are_ranked():
    data = two(np.exp(np.arange(20) / 4), np.exp(np.arange(18) / 4))
    assert choose(data, "x", by="who").reason == Reason.TWO_RANKS


@pytest.mark.parametrize(
    ("data", "options", "method"),
    [
        (two([1, 2, 3], []), {}, Method.LONE_GROUP),
        (two([None], [None]), {}, Method.NO_ANSWERS),
        (two(FIVE, [3]), {}, Method.SMALL_GROUP),
        (two([3, 3], [3, 3]), {}, Method.NO_DIFFERENCES),
        (two(FIVE, FIVE).assign(school=list("aaaaaaaabbbbbbbb")), {"clusters": "school"}, Method.FEW_SCHOOLS),
        (two(FIVE, FIVE).assign(school=list("abababababababab")), {"clusters": "school"}, Method.FEW_SCHOOLS),
        (two(FIVE, FIVE).assign(who=list("aabbccddaabbccdd")), {"clusters": "who"}, Method.GROUP_IS_SCHOOL),
        (two(FIVE, FIVE).assign(who=list("aabbccddaabbccdd"), p=range(16)), {"person": "p"}, Method.TWO_WAVES),
        (two(FIVE, FIVE).assign(p=[*range(8)] * 2), {"person": "p", "kind": "nominal"}, Method.PAIRED_CATEGORIES),
    ],
)
def test_what_the_design_cant_bear_is_refused(data, options, method):
    choice = choose(data, "x", by="who", **options)
    assert choice.refused
    assert choice.reason == method
    assert choice.run()["method"].tolist() == [method]
    assert choice.run()[["estimate", "p_value"]].isna().all(axis=None)


def test_numbers_have_the_p_of_compare():
    data = people()
    found = choose(data, "score", by="language").run().set_index("statistic")["p_value"]
    assert found["hedges_g"] == compare(data, "score", by="language").set_index("statistic")["p_value"]["hedges_g"]


def test_ordinal_answers_have_the_p_of_brunner_and_munzel():
    found = choose(two(FIVE, [2, 3, 3, 5, 5, 4]), "x", by="who").run().iloc[0]
    assert found["p_value"] == brunner_munzel(np.sort(FIVE), np.array([2.0, 3, 3, 4, 5, 5]))
    assert found["method"] == Method.CLIFF_STUDENTISED


def test_categories_have_the_mid_p_of_fisher():
    found = choose(two([0, 0, 0, 1], [1, 1, 1, 0, 1]), "x", by="who").run().iloc[0]
    assert found["p_value"] == fisher_exact(np.array([[3, 1], [1, 4]])).mid_p
    assert found["statistic"] == "share_difference"


def test_ordered_categories_are_compared_by_their_order():
    words = pd.Categorical(["low", "mid", "high"] * 6, ["low", "mid", "high"], ordered=True)
    data = pd.DataFrame({"x": words, "who": list("abb") * 6})
    assert choose(data, "x", by="who").run()["estimate"].iloc[0] == -1


def test_kind_can_be_said():
    assert choose(people(), "item1", by="language", kind="nominal").reason == Reason.CATEGORIES


def test_an_unknown_kind_is_refused():
    with pytest.raises(PilotsError, match="not 'ordnal'"):
        choose(people(), "item1", by="language", kind="ordnal")


def test_words_without_an_order_are_not_ordinal():
    with pytest.raises(PilotsError, match="no order"):
        choose(people(), "choice", by="language", kind="ordinal")


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_is_said_in_every_language(reason):
    facts = {"groups": 3, "smallest": 4, "people": 5, "schools": 6}
    choice = choose(people(), "score", by="language")
    said = {
        language: type(choice)(Kind.NUMERIC, "", reason, facts, False, choice.run).why(language)
        for language in ("nl", "fr", "en")
    }
    assert len(set(said.values())) == 3
    assert not any("{" in text for text in said.values())


def test_p_is_adjusted_over_columns():
    found = chosen(people(), ["score", "other"], by="language").query("statistic == 'hedges_g'")
    assert found["p_adjusted"].tolist() == pytest.approx(holm(found["p_value"]))
