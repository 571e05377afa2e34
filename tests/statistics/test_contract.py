"""What every function of statistics promises, whatever it is given."""

import numpy as np
import pandas as pd
import pytest
from tests.statistics.calls import CALLS, people

from pilots import statistics, vocabulary
from pilots.errors import PilotsError
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
    assert set(found["method"]) <= {method.value for method in Method}
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
