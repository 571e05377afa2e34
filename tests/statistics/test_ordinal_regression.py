import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.miscmodels.ordinal_model import OrderedModel

from pilots.errors import PilotsError
from pilots.statistics import logistic_regression, ordinal_regression
from pilots.statistics.methods import Method


def answers(n: int = 60, *, seed: int = 0) -> pd.DataFrame:
    draws = np.random.default_rng(seed)
    age, school = draws.normal(40, 8, n), draws.choice(list("abc"), n)
    latent = 0.08 * age + (school == "b") + draws.logistic(size=n)
    return pd.DataFrame({"trust": np.digitize(latent, [2, 3, 4.5]) + 1, "age": age, "school": school})


def column(found: pd.DataFrame, statistic: str, name: str = "estimate") -> list[float]:
    return found.loc[found["statistic"] == statistic, name].tolist()


def test_estimates_are_those_of_ordered_model() -> None:
    data = answers()
    data["age"] = (data["age"] - 40) / 8  # its search does not end otherwise
    theirs = OrderedModel(data["trust"], data[["age"]], distr="logit").fit(method="bfgs", disp=False)
    found = ordinal_regression(data, "trust", "age")
    assert column(found, "coefficient") == pytest.approx([theirs.params["age"]], rel=1e-4)
    assert column(found, "log_likelihood") == pytest.approx([theirs.llf], rel=1e-9)


@settings(max_examples=10)
@given(st.integers(0, 100), st.integers(2, 5))
def test_a_person_counted_often_is_a_row_repeated(seed: int, times: int) -> None:
    data = answers(30, seed=seed)
    counted = ordinal_regression(data.assign(people=times), "trust", "age", weights="people", interval="wald")
    repeated = ordinal_regression(pd.concat([data] * times), "trust", "age", interval="wald")
    pd.testing.assert_frame_equal(counted, repeated, rtol=1e-6)


@settings(max_examples=10)
@given(st.floats(-1e3, 1e3), st.floats(0.01, 100))
def test_another_unit_of_a_predictor_changes_only_its_coefficient(zero: float, unit: float) -> None:
    data = answers()
    other = ordinal_regression(data.assign(age=data["age"] * unit + zero), "trust", ["age", "school"], interval="wald")
    same = ordinal_regression(data, "trust", ["age", "school"], interval="wald")
    shown = [unit, 1, 1]
    assert np.multiply(column(other, "coefficient"), shown) == pytest.approx(column(same, "coefficient"), rel=1e-6)
    assert column(other, "p_value") == pytest.approx(column(same, "p_value"), rel=1e-6)


def test_answers_the_other_way_round_turn_the_sign() -> None:
    data = answers()
    there, back = (
        ordinal_regression(data.assign(trust=sign * data["trust"]), "trust", "age", interval="profile")
        for sign in (1, -1)
    )
    assert column(there, "coefficient") == pytest.approx([-value for value in column(back, "coefficient")], rel=1e-8)
    assert column(there, "coefficient", "ci_low") == pytest.approx(
        [-value for value in column(back, "coefficient", "ci_high")], rel=1e-7
    )


def test_two_answers_are_logistic_regression() -> None:
    data = answers().assign(yes=lambda data: (data["trust"] > 2).astype(int))
    for statistic in ("coefficient", "odds_ratio"):
        for name in ("estimate", "ci_low", "ci_high", "p_value"):
            ordinal = column(ordinal_regression(data, "yes", ["age", "school"], interval="profile"), statistic, name)
            assert ordinal == pytest.approx(
                column(logistic_regression(data, "yes", ["age", "school"]), statistic, name), rel=1e-6
            )


def test_odds_ratios_are_exponents_of_coefficients() -> None:
    found = ordinal_regression(answers(), "trust", "school")
    assert column(found, "odds_ratio", "ci_high") == pytest.approx(np.exp(column(found, "coefficient", "ci_high")))
    assert found["variable"].tolist()[0] == "school/b"


def test_separation_is_refused() -> None:
    data = pd.DataFrame({"trust": [1, 1, 2, 2, 3, 3, 3, 3], "school": list("aaaaabbb")})
    found = ordinal_regression(data, "trust", "school")
    assert set(found["method"]) == {Method.SEPARATED_ORDINAL.value}
    assert found["estimate"].isna().all()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"age": 3.0}, Method.NOT_IDENTIFIED),
        ({"trust": 3}, Method.NO_VARIANCE),
        ({"trust": np.nan}, Method.NO_ANSWERS),
        ({"school": "a"}, Method.NOT_IDENTIFIED),
    ],
)
def test_what_the_data_cannot_bear_is_told(change: dict[str, float], reason: Method) -> None:
    found = ordinal_regression(answers().assign(**change), "trust", ["age", "school"])
    assert set(found["method"]) == {reason.value}


def test_text_needs_an_order() -> None:
    with pytest.raises(PilotsError, match="without an order"):
        ordinal_regression(answers(), "school", "trust")
    ordered = answers().assign(school=lambda data: pd.Categorical(data["school"], list("cba")))
    found = ordinal_regression(ordered, "school", "trust")
    assert found["variable"].tolist()[2:4] == ["school/c|b", "school/b|a"]


def test_wrong_calls_say_how_to_mend_them() -> None:
    for wrong in ({"link": "logistic"}, {"interval": "profil"}, {"weights": "age"}):
        with pytest.raises(PilotsError):
            ordinal_regression(answers(), "trust", "school", **wrong)  # type: ignore[arg-type]
    with pytest.raises(PilotsError, match="named twice"):
        ordinal_regression(answers(), "trust", ["age", "trust"])


def test_incomplete_rows_are_counted() -> None:
    data = answers()
    data.loc[[0, 1], "age"] = np.nan
    found = ordinal_regression(data, "trust", "age")
    assert (set(found["n"]), set(found["n_missing"])) == ({58}, {2})


def test_weights_that_are_missing_leave_nothing() -> None:
    found = ordinal_regression(answers(), "trust", "age", weights="school")
    assert set(found["method"]) == {Method.NO_ANSWERS.value}
