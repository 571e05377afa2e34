import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.statistics import Method, control_chart

COUNTS = [4, 6, 5, 4, 5, 3, 8, 9, 8, 9, 7, 6, 5, 8]


def weeks(counts=COUNTS, **columns):
    return pd.DataFrame({"week": range(len(counts)), "came": counts}).assign(**columns)


def charted(data, kind="i", **options):
    return control_chart(data, "came", kind=kind, time="week", **options)


def points(data, kind="i", **options):
    found = charted(data, kind, **options)
    return (
        found[found["group"].str.isdigit()]
        .pivot(index="group", columns="statistic", values="estimate")
        .rename(index=int)
        .sort_index()
    )


def test_single_values_have_limits_at_2_66_moving_ranges():
    found = points(weeks())
    reach = np.abs(np.diff(COUNTS)).mean() * 2.66
    assert (found["upper_limit"] - found["centre_line"]).to_numpy() == pytest.approx(reach, rel=1e-3)
    assert found["centre_line"].to_numpy() == pytest.approx(np.mean(COUNTS))


def test_limits_follow_the_base():
    base = np.array([20, 40] * 7)
    found, p = points(weeks(of=base), "p", base="of"), sum(COUNTS) / base.sum()
    assert found["upper_limit"].to_numpy() == pytest.approx(p + 3 * np.sqrt(p * (1 - p) / base))


def test_rates_have_their_events_for_variance():
    hours = np.array([10.5, 21] * 7)
    found, u = points(weeks(hours=hours), "u", base="hours"), sum(COUNTS) / hours.sum()
    assert found["upper_limit"].to_numpy() == pytest.approx(u + 3 * np.sqrt(u / hours))
    assert found["point"].to_numpy() == pytest.approx(COUNTS / hours)


@settings(max_examples=20)
@given(st.lists(st.integers(0, 20), min_size=10, max_size=20))
def test_limits_of_shares_stay_between_0_and_1(counts):
    found = points(weeks(counts, of=20), "p", base="of").dropna()
    assert ((found["lower_limit"] >= 0) & (found["upper_limit"] <= 1)).all()


def test_a_frozen_baseline_judges_what_comes_after():
    found = points(weeks([*COUNTS, 25], of=30), "p", base="of", baseline=14)
    assert found["centre_line"].iloc[-1] == pytest.approx(sum(COUNTS) / (14 * 30))
    assert found["beyond_limits"].tolist() == [0] * 14 + [1]


def test_a_phase_may_be_the_baseline_of_all():
    data = weeks([*COUNTS, *(count + 10 for count in COUNTS)], stage=["before"] * 14 + ["after"] * 14)
    found = points(data, phase="stage", baseline="before")
    assert found["centre_line"].to_numpy() == pytest.approx(np.mean(COUNTS))


def test_each_phase_has_its_own_limits_and_rules():
    data = weeks([*COUNTS, *(count + 10 for count in COUNTS)], stage=["before"] * 14 + ["after"] * 14)
    found = charted(data, phase="stage")
    alone = charted(data.tail(14), phase="stage").reset_index(drop=True)
    pd.testing.assert_frame_equal(found.tail(len(alone)).reset_index(drop=True), alone)


def test_a_shift_within_the_limits_is_told_by_its_run():
    found = charted(weeks([4, 5, 6] * 4 + [6, 7] * 6)).query("group == 'all'").set_index("statistic")["estimate"]
    assert found["signal"] == 1


def test_an_excluded_point_sets_no_limits_but_is_judged():
    wild = [*COUNTS[:7], 60, *COUNTS[7:]]
    found = points(weeks(wild), exclude=[7])
    assert found["centre_line"].to_numpy() == pytest.approx(np.mean(COUNTS))
    assert found["beyond_limits"][7] == 1


def test_a_date_is_excluded_by_its_day():
    data = weeks().assign(week=pd.date_range("2017-11-20", periods=14, freq="7D"))
    by_stamp, by_text = (charted(data, exclude=[day]) for day in (pd.Timestamp("2017-12-04"), "2017-12-04"))
    pd.testing.assert_frame_equal(by_stamp, by_text)


@pytest.mark.parametrize(("column", "nothing"), [("came", None), ("of", None), ("of", 0)])
def test_a_point_without_count_or_base_is_missing(column, nothing):
    data = weeks(of=20).astype({"came": "float64"})
    data.loc[3, column] = nothing
    found = charted(data, "p", base="of").query("group == '3'")
    assert found[["statistic", "method", "n_missing"]].to_numpy().tolist() == [["point", Method.NO_POINT, 1]]


@pytest.mark.parametrize("counts", [[], [3], COUNTS[:9]])
def test_fewer_than_ten_points_set_no_limits(counts):
    found = charted(weeks(counts)).query("statistic in ('lower_limit', 'beyond_limits', 'signal', 'points_beyond')")
    assert found["estimate"].isna().all()
    assert set(found["method"]) <= {Method.FEW_TO_SET, Method.FEW_POINTS}


@pytest.mark.parametrize(("kind", "counts"), [("p", [0] * 12), ("p", [20] * 12), ("i", [7] * 12), ("pp", [5] * 12)])
def test_points_that_do_not_vary_have_no_limits(kind, counts):
    options = {} if kind == "i" else {"base": "of"}
    found = charted(weeks(counts, of=20), kind, **options).query("statistic == 'upper_limit'")
    assert set(found["method"]) == {Method.SAME_POINTS}


def test_a_share_that_varies_more_than_chance_has_wider_limits_by_laney():
    data = weeks([400, 600, 500, 450, 550, 620, 380] * 3, of=1000)
    plain, laney = points(data, "p", base="of"), points(data, "pp", base="of")
    assert (laney["upper_limit"] > plain["upper_limit"] + 0.1).all()


def test_laney_changes_little_where_there_is_only_chance():
    rng = np.random.default_rng(1)
    data = weeks(rng.binomial(50, 0.4, 400), of=50)
    ratio = [(points(data, kind, base="of").eval("upper_limit - centre_line")).iloc[0] for kind in ("pp", "p")]
    assert ratio[0] / ratio[1] == pytest.approx(1, abs=0.08)


def test_chance_alone_is_seldom_beyond_the_limits():
    rng = np.random.default_rng(2)
    assert points(weeks(rng.normal(size=3000)))["beyond_limits"].mean() < 0.006


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"kind": "x"}, "there is no chart"), ({"kind": "p"}, "needs base"), ({"kind": "i", "base": "of"}, "has no base"),
        ({"kind": "p", "base": "week"}, "above their base"), ({"kind": "i", "baseline": 0}, "baseline"),
        ({"kind": "i", "baseline": "later"}, "no phase"), ({"kind": "i", "exclude": [99]}, "no point at 99"),
        ({"kind": "i", "phase": "swing"}, "comes back"),
    ],
)  # fmt: skip
def test_impossible_charts_are_refused(options, message):
    with pytest.raises(PilotsError, match=message):
        charted(weeks(of=20, swing=list("aabbaabbaabbaa")), **options)


@pytest.mark.parametrize("times", [[1, 1], [1, None]])
def test_points_without_a_time_of_their_own_are_refused(times):
    with pytest.raises(PilotsError, match="week"):
        charted(pd.DataFrame({"week": times, "came": [2, 3]}))


def test_counts_below_zero_are_refused():
    with pytest.raises(PilotsError, match="below 0"):
        charted(weeks([-1] * 12), "c")
