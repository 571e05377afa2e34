"""What every function of statistics promises, whatever it is given."""

from functools import partial
from inspect import signature

import numpy as np
import pandas as pd
import pytest
from tests.statistics.calls import CALLS, people

from pilots import statistics, vocabulary
from pilots.errors import PilotsError
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.methods import Method
from pilots.statistics.names import STATISTICS

NUMBERS = ["score", "other", "item1", "item2", "item3", "item4"]
NAMES = sorted(CALLS)
every = pytest.mark.parametrize("name", NAMES)


def answered(name: str, data: pd.DataFrame) -> pd.DataFrame | None:
    """What the function gives; None where it clearly refuses."""
    try:
        return CALLS[name](data)
    except PilotsError:
        return None


def holds(found: pd.DataFrame | None) -> None:
    """An estimates frame without infinite estimates, in which every estimate that is missing has a reason."""
    if found is None:
        return
    assert list(found.columns) == [column.name for column in vocabulary.ESTIMATES]
    assert not np.isinf(found["estimate"]).any()
    reasons = found.loc[found["estimate"].isna(), "method"]
    assert [reason for reason in reasons if not reason.startswith(("cannot tell", "no "))] == []


def test_every_function_that_gives_estimates_is_called():
    exported = {name for name in statistics.__all__ if name in CALLS}
    assert exported == set(CALLS)


@every
def test_it_names_what_it_estimates_and_how(name):
    found = CALLS[name](people())
    holds(found)
    assert set(found["statistic"]) <= set(STATISTICS)
    assert set(found["method"]) <= {method.value for method in (*Method, *AgreementMethod)}
    assert found["n"].notna().all()


@every
def test_limits_enclose_the_estimate_and_keep_to_the_bounds(name):
    found = CALLS[name](people()).dropna(subset=["estimate", "ci_low", "ci_high"])
    assert (found["ci_low"] <= found["ci_high"]).all()
    for _, row in found.iterrows():
        known = STATISTICS[row["statistic"]]
        low, high = (-np.inf if known.low is None else known.low), (np.inf if known.high is None else known.high)
        assert low - 1e-9 <= row["estimate"] <= high + 1e-9
        assert low - 1e-9 <= row["ci_low"] <= row["ci_high"] <= high + 1e-9


@every
def test_the_order_of_the_rows_changes_nothing(name):
    data = people()
    mixed = data.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(CALLS[name](data), CALLS[name](mixed), rtol=1e-7, atol=1e-9)


@every
def test_the_frame_itself_is_left_as_it_was(name):
    data = people()
    CALLS[name](data)
    pd.testing.assert_frame_equal(data, people())


@every
def test_an_index_that_says_nothing_changes_nothing(name):
    data = people()
    pd.testing.assert_frame_equal(CALLS[name](data), CALLS[name](data.set_axis([0] * len(data))), rtol=1e-9)


@every
def test_doubled_columns_are_refused(name):
    data = people()
    with pytest.raises(PilotsError, match="occurs 2 times"):
        CALLS[name](pd.concat([data, data], axis=1))


@every
@pytest.mark.parametrize("rows", [0, 1, 2, 3])
def test_a_handful_of_respondents_gives_an_answer_or_a_refusal(name, rows):
    holds(answered(name, people().head(rows)))


@every
@pytest.mark.parametrize("value", [3.0, np.nan])
def test_constant_and_missing_answers_give_an_answer_or_a_refusal(name, value):
    holds(answered(name, people().assign(**dict.fromkeys([*NUMBERS, "yes", "said", "count"], value))))


@every
@pytest.mark.parametrize("factor", [1e200, 1e-200])
def test_huge_and_tiny_values_give_an_answer_or_a_refusal(name, factor):
    data = people()
    holds(answered(name, data.assign(**{column: data[column] * factor for column in NUMBERS})))


@every
def test_a_category_that_nobody_gave_is_no_trouble(name):
    data = people()
    named = {column: sorted(data[column].unique()) for column in ("group", "choice", "school", "language")}
    unused = {column: pd.Categorical(data[column], [*values, "nobody"]) for column, values in named.items()}
    holds(CALLS[name](data.assign(**unused)))


@every
@pytest.mark.parametrize("ci", [0, 1, 2, np.nan])
def test_a_level_that_is_none_is_refused(name, ci):
    function = getattr(statistics, name)
    if "ci" not in signature(function).parameters:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics, name, partial(function, ci=ci))
        with pytest.raises(PilotsError, match="level"):
            CALLS[name](people())


def _edges() -> dict[str, pd.DataFrame]:
    data = people(32)
    week, numeric = data["week"], [*NUMBERS, "yes", "effect", "variance", "count", "base"]
    holes = {column: data[column].mask(week % 7 == 0) for column in data.columns}
    return {
        "no weight at all": data.assign(weight=0.0),
        "true and false, and a group without weight": data.assign(
            weight=data["weight"].where(data["group"] != "staff", 0.0),
            yes=data["yes"] > 0, said=data["said"] > 0, language=week % 3 == 0,
        ),
        "nullable types": data.assign(
            **{column: holes[column].astype("Int64") for column in [*NUMBERS[2:], "yes", "said", "count"]},
            **{column: holes[column].astype("Float64") for column in ("score", "other", "effect", "variance")},
            **{column: holes[column].astype("string") for column in ("language", "group", "choice", "school", "person")},
            wave=data["wave"].astype("Int64"),
        ),
        "objects": data.astype("object"),
        "categories that nobody gave": data.assign(
            **{item: pd.Categorical(data[item], [1, 2, 3, 4, 5, 6], ordered=True) for item in NUMBERS[2:]},
            yes=pd.Categorical(data["yes"], [0.0, 1.0, 2.0]),
        ),
        "text for numbers": data.assign(**dict.fromkeys([*numeric, "weight"], "some")),
        "text and infinity among numbers": data.assign(
            **{column: data[column].astype("object").mask(week % 6 == 0, np.inf) for column in numeric}
        ).assign(other=data["other"].astype("object").mask(week % 4 == 0, "some")),
        "one group": data.assign(group="one", language="one", choice="one", school="one"),
        "groups of one": people(16).assign(group=[f"g{k}" for k in range(16)], language=[f"l{k}" for k in range(16)]),
        "nothing at all": data.assign(**dict.fromkeys(data.columns.drop("week"))),
    }  # fmt: skip


EDGES = _edges()


@every
@pytest.mark.parametrize("edge", EDGES)
def test_whatever_stands_in_the_columns_there_is_an_answer_or_a_refusal(name, edge):
    holds(answered(name, EDGES[edge].copy()))
