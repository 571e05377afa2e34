import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, bootstrap
from pilots.statistics.weighted import RESAMPLED

GENERATOR = np.random.default_rng(8)
PEOPLE = pd.DataFrame(
    {
        "group": ["a"] * 25 + ["b"] * 30,
        "school": [f"s{k % 6}" for k in range(55)],
        "half": [k % 2 for k in range(55)],
        "weeks": np.r_[GENERATOR.exponential(4, 25), GENERATOR.exponential(6, 30)],
        "trust": GENERATOR.integers(1, 6, 55).astype(float),
        "yes": GENERATOR.integers(0, 2, 55).astype(float),
    }
)


def limits(found):
    return found.loc[0, ["ci_low", "ci_high"]].tolist()


def delta(x, y, axis):
    return np.sign(x[..., :, None] - y[..., None, :]).mean(axis=(-1, -2))


@pytest.mark.parametrize(("kind", "theirs"), [("bca", "BCa"), ("percentile", "percentile")])
def test_plain_limits_are_those_of_scipy(kind, theirs):
    samples = [PEOPLE.loc[PEOPLE["group"] == label, "weeks"].to_numpy() for label in ("a", "b")]
    known = stats.bootstrap(samples, delta, n_resamples=9_999, batch=500, method=theirs, rng=1).confidence_interval
    found = bootstrap(PEOPLE, "weeks", statistic="cliffs_delta", by="group", kind=kind, widen=False, resamples=50_000)
    assert limits(found) == pytest.approx(list(known), abs=0.02)


def test_one_sample_limits_are_those_of_scipy():
    known = stats.bootstrap((PEOPLE["weeks"],), np.mean, n_resamples=50_000, rng=1).confidence_interval
    found = bootstrap(PEOPLE, "weeks", statistic="mean", widen=False, resamples=50_000)
    assert limits(found) == pytest.approx(list(known), rel=0.01)


def test_a_mean_is_widened_as_t_asks_for():
    sample = pd.DataFrame({"x": np.random.default_rng(2).normal(size=8)})
    plain, wide = (
        bootstrap(sample, "x", statistic="mean", kind="percentile", widen=widen, resamples=50_000)
        for widen in (False, True)
    )
    factor = np.sqrt(8 / 7) * stats.t.ppf(0.975, 7) / stats.norm.ppf(0.975)
    assert np.diff(limits(wide)) / np.diff(limits(plain)) == pytest.approx(factor, rel=0.06)


def test_a_function_of_ones_own_gives_the_same_draws():
    ours = bootstrap(PEOPLE, "weeks", statistic="mean_difference", by="group", resamples=999)
    own = bootstrap(
        PEOPLE, "weeks", statistic=lambda x, y, axis: x.mean(axis=axis) - y.mean(axis=axis), by="group", resamples=999
    )
    assert own["statistic"].tolist() == ["own_statistic"]
    assert limits(own) == pytest.approx(limits(ours), rel=1e-9)


def test_whole_clusters_say_less_than_as_many_people():
    clustered = PEOPLE.assign(weeks=PEOPLE["weeks"] + 20 * PEOPLE["school"].str[1].astype(float))
    people, schools = (
        bootstrap(clustered, "weeks", statistic="mean", clusters=clusters, resamples=999)
        for clusters in (None, "school")
    )
    assert np.diff(limits(schools)) > 1.5 * np.diff(limits(people))
    assert schools["method"].tolist() == [Method.BCA_CLUSTERS.value]


def test_strata_that_differ_narrow_the_limits():
    parted = PEOPLE.assign(weeks=PEOPLE["weeks"] + 50 * PEOPLE["half"])
    whole, within = (
        bootstrap(parted, "weeks", statistic="mean", strata=strata, resamples=999) for strata in (None, "half")
    )
    assert np.diff(limits(within)) < 0.5 * np.diff(limits(whole))


@pytest.mark.parametrize("statistic", RESAMPLED)
def test_neither_strata_nor_clusters_change_the_estimate(statistic):
    columns = ["yes"] if "share" in statistic else ["weeks", "trust"]
    asked = {"statistic": statistic, "by": "group" if RESAMPLED[statistic].groups == 2 else None, "resamples": 100}
    alone = bootstrap(PEOPLE, columns, **asked)
    for how in ({"strata": "half"}, {"clusters": "school"}):
        assert bootstrap(PEOPLE, columns, **asked, **how)["estimate"].to_numpy() == pytest.approx(alone["estimate"])


def test_four_schools_are_too_few():
    few = PEOPLE.loc[PEOPLE["school"] < "s4"]
    found = bootstrap(few, "weeks", statistic="mean", clusters="school")
    assert found["method"].tolist() == [Method.FEW_CLUSTERS_DRAWN.value]
    assert found["estimate"].notna().all()


@pytest.mark.parametrize("statistic", ["pearson", "spearman", "kendall", "cronbach_alpha"])
def test_columns_are_taken_together(statistic):
    found = bootstrap(PEOPLE, ["weeks", "trust"], statistic=statistic, resamples=200)
    assert found["variable"].tolist() == ["scale" if statistic == "cronbach_alpha" else "weeks x trust"]
    assert found["n"].tolist() == [55]


def test_groups_without_overlap_have_no_limits():
    apart = PEOPLE.assign(weeks=np.where(PEOPLE["group"] == "a", 1, 5) + PEOPLE["yes"])
    found = bootstrap(apart, "weeks", statistic="cliffs_delta", by="group", resamples=200)
    assert found["estimate"].tolist() == [-1]
    assert found["method"].tolist() == [Method.STILL_RESAMPLES.value]


@pytest.mark.parametrize(
    "wrong",
    [
        {"statistic": "mode"},
        {"statistic": "cliffs_delta"},
        {"statistic": "mean", "kind": "bcd"},
        {"statistic": "mean", "resamples": 10},
        {"statistic": "share"},
        {"statistic": np.ptp, "clusters": "school"},
    ],
)
def test_what_can_not_be_drawn_is_refused(wrong):
    with pytest.raises(PilotsError):
        bootstrap(PEOPLE, "weeks", **wrong)
