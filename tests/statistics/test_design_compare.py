import numpy as np
import pandas as pd
import pytest
from tests.statistics.calls import people

from pilots.errors import PilotsError
from pilots.statistics import Method, SampleDesign, design_association, design_compare, design_regression
from pilots.statistics.design_tests import known_shares

PEOPLE = people().assign(
    school=lambda data: data["school"] + data["person"].str[-1], group=lambda data: data["language"]
)
DESIGN = {"weights": "weight", "clusters": "school"}


def one(frame: pd.DataFrame, **where: object) -> pd.Series:
    """The only row of an estimates frame with these cells."""
    (found,) = [line for _, line in frame.iterrows() if all(line[key] == value for key, value in where.items())]
    return found


def test_the_difference_is_the_coefficient_of_the_group():
    gap = one(design_compare(PEOPLE, "score", by="language", **DESIGN), statistic="mean_difference")
    slope = one(
        design_regression(PEOPLE, "score", "language", **DESIGN), variable="language/nl", statistic="coefficient"
    )
    assert (-gap["estimate"], gap["p_value"]) == pytest.approx((slope["estimate"], slope["p_value"]))


def test_groups_the_other_way_round_change_the_sign():
    turned = PEOPLE.assign(language=PEOPLE["language"].map({"nl": "a", "fr": "b"}))
    first, second = (design_compare(data, "item1", by="language", **DESIGN) for data in (PEOPLE, turned))
    assert first["estimate"].to_numpy() == pytest.approx(-second["estimate"].to_numpy())
    assert first["p_value"].to_numpy() == pytest.approx(second["p_value"].to_numpy(), nan_ok=True)


def test_cliffs_delta_without_weights_is_the_usual_one():
    from pilots.statistics import cliffs_delta

    found = one(design_compare(PEOPLE, "item1", by="language", clusters="school"), statistic="cliffs_delta")
    samples = [np.sort(PEOPLE.loc[PEOPLE["language"] == code, "item1"].to_numpy()) for code in ("fr", "nl")]
    assert found["estimate"] == pytest.approx(cliffs_delta(*samples).delta)


def test_two_schools_are_not_tested():
    found = design_compare(PEOPLE.assign(school=PEOPLE["wave"]), "score", by="language", **DESIGN)
    assert found["p_value"].isna().all()
    assert found["method"].eq(Method.FEW_SCHOOLS).all()


def test_a_table_without_two_groups_is_not_tested():
    found = design_association(PEOPLE.assign(language="nl"), "choice", by="language", **DESIGN)
    assert found["method"][0] == Method.NO_VARIANCE


def test_a_sample_like_its_population_fits_it():
    design = SampleDesign.of(PEOPLE, **DESIGN)
    place = (PEOPLE["language"] == "fr").to_numpy().astype(np.intp)
    share = design.mean(place.astype("float64"), design.weights > 0).estimate
    assert known_shares(design, place, design.weights > 0, np.array([1 - share, share])).p == pytest.approx(1)


def test_a_predictor_that_separates_is_refused():
    data = PEOPLE.assign(yes=(PEOPLE["score"] > 3).astype("float64"))
    found = design_regression(data, "yes", "score", family="logistic", **DESIGN)
    assert found["method"].eq(Method.SEPARATED).all()


def test_a_predictor_that_says_the_same_twice_is_refused():
    found = design_regression(PEOPLE.assign(twice=2 * PEOPLE["other"]), "score", ["other", "twice"], **DESIGN)
    assert found["method"].eq(Method.NOT_IDENTIFIED).all()


def test_odds_ratios_are_exponents_of_coefficients():
    found = design_regression(PEOPLE, "yes", "score", family="logistic", **DESIGN)
    odds, slope = one(found, statistic="odds_ratio"), one(found, statistic="coefficient")
    assert np.log(odds[["estimate", "ci_low", "ci_high"]].astype(float)).tolist() == pytest.approx(
        slope[["estimate", "ci_low", "ci_high"]].tolist()
    )


@pytest.mark.parametrize(("family", "outcome"), [("probit", "yes"), ("logistic", "score")])
def test_another_family_or_outcome_is_refused(family, outcome):
    with pytest.raises(PilotsError):
        design_regression(PEOPLE, outcome, "other", family=family, **DESIGN)


@pytest.mark.parametrize("factor", [1e-8, 1e8])
def test_units_are_irrelevant_to_a_test(factor):
    first, second = (design_regression(PEOPLE.assign(other=PEOPLE["other"] * f), "score", "other") for f in (1, factor))
    assert first["p_value"].to_numpy() == pytest.approx(second["p_value"].to_numpy(), nan_ok=True)
