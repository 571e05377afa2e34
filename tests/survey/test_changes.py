from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots import statistics
from pilots.statistics import Method
from pilots.survey.changes import change, detectable, follow_ups
from pilots.survey.score import score


def rows(n, wave, low, school, seed):
    generator = np.random.default_rng(seed)
    return [
        {f"q{item}": str(generator.integers(low, 6)) for item in (1, 2, 3)} | {"wave": wave, "school": school}
        for _ in range(n)
    ]


BEFORE = rows(10, 0, 1, "vlam", 1)
AFTER = rows(8, 1, 3, "vlam", 2)
LATE = rows(6, 1, 4, "prins", 3)


def found(survey, links=None):
    return change({"parents": survey}, {"parents": links} if links is not None else {})


def one(frame, group, statistic):
    (position,) = np.flatnonzero((frame["group"] == group) & (frame["statistic"] == statistic))
    return frame.iloc[position]


def links(*pairs):
    return pd.DataFrame(pairs, columns=["respondent_0", "respondent_1"], dtype="str")


def test_without_links_change_is_welch_on_the_scores(make):
    survey = make(*BEFORE, *AFTER)
    scores = score(survey).scores
    theirs = stats.ttest_ind(*(scores.loc[scores["wave"] == wave, "welcome"] for wave in (1, 0)), equal_var=False)
    ours = one(found(survey), "all", "mean_difference")
    assert (ours["variable"], ours["p_value"]) == ("parents.welcome", pytest.approx(theirs.pvalue))


def test_links_join_the_waves(make):
    linked = links(*((f"w0-{n}", f"w1-{n + 10}") for n in range(1, 6)))
    ours = found(make(*BEFORE, *AFTER), linked)
    assert one(ours, "all", "pairs")["estimate"] == 5
    assert one(ours, "all", "mean_difference")["n"] == 13
    assert one(ours, "all", "mean_difference")["method"] == Method.PARTLY_PAIRED


def test_a_school_that_joined_later_has_a_mean_and_no_change(make):
    ours = found(make(*BEFORE, *AFTER, *LATE))
    assert np.isnan(one(ours, "prins", "mean_difference")["estimate"])
    assert one(ours, "prins", "mean_difference")["method"] == Method.NO_BASELINE
    assert one(ours, "prins", "mean")["n"] == 6


def test_a_school_that_joined_later_does_not_pass_for_change(make):
    there, alone = found(make(*BEFORE, *AFTER, *LATE)), found(make(*BEFORE, *AFTER))
    for group in ("all", "vlam"):
        ours, theirs = (one(frame, which, "mean_difference") for frame, which in ((there, group), (alone, "all")))
        pd.testing.assert_series_equal(ours.drop("group"), theirs.drop("group"), check_names=False)


def test_two_schools_together_are_not_tested(make):
    survey = replace(make(*BEFORE, *rows(7, 0, 2, "prins", 9), *AFTER, *LATE), wave_sites={})
    ours = found(survey)
    assert np.isnan(one(ours, "all", "mean_difference")["p_value"])
    assert one(ours, "all", "hedges_g")["method"] == Method.FEW_SCHOOLS
    assert one(ours, "prins", "mean_difference")["p_value"] > 0


def test_one_wave_has_no_change(make):
    assert found(make(*BEFORE)).empty


def test_p_is_adjusted_over_scales_and_schools(make):
    survey = replace(make(*BEFORE, *rows(7, 0, 2, "prins", 9), *AFTER, *LATE), wave_sites={})
    tested = found(survey).query("statistic == 'mean_difference' and p_value.notna()")
    assert len(tested) == 2
    assert tested["p_adjusted"].tolist() == pytest.approx(statistics.holm(tested["p_value"]))


def test_row_order_is_irrelevant_to_change(make):
    linked = links(*((f"w0-{n}", f"w1-{n + 10}") for n in range(1, 6)))
    survey = make(*BEFORE, *AFTER, *LATE)
    back = replace(survey, responses=survey.responses.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(found(back, linked.iloc[::-1]), found(survey, linked), rtol=0)


def test_what_a_sample_could_show_stands_in_points_of_the_scale(make):
    survey = make(*BEFORE, *AFTER)
    sd = score(survey.at(0)).scores["welcome"].std()
    theirs = statistics.detectable_difference(10, 10, sd=sd)["estimate"][0]
    ours = detectable({"parents": survey}).iloc[0]
    assert (ours["estimate"], ours["n"], ours["group"]) == (pytest.approx(theirs), 10, "parents")


def test_linking_people_would_show_smaller_changes(make):
    survey = {"parents": make(*BEFORE)}
    assert detectable(survey, linked=0.6)["estimate"][0] < detectable(survey)["estimate"][0]


def test_one_respondent_cannot_plan(make):
    ours = detectable({"parents": make(*BEFORE[:1])}).iloc[0]
    assert np.isnan(ours["estimate"])
    assert ours["method"] == Method.ONE_ANSWER


def test_every_follow_up_is_compared_with_the_first_measurement(make):
    survey = make(*BEFORE, *AFTER, *rows(9, 2, 4, "vlam", 5))
    ours = follow_ups({"parents": survey}, {})
    two = change({"parents": survey.of(survey.responses["wave"] != 2)}, {})
    means = ours.loc[(ours["statistic"] == "mean_difference") & (ours["group"] == "all")]
    assert means["wave"].tolist() == [1, 2]
    assert means["estimate"].iloc[0] == one(two, "all", "mean_difference")["estimate"]


def test_follow_ups_end_where_change_does(make):
    survey = make(*BEFORE, *AFTER, *rows(9, 2, 4, "vlam", 5))
    last = follow_ups({"parents": survey}, {})
    last = last.loc[last["wave"] == 2].drop(columns="wave")
    whole = change({"parents": survey}, {})
    assert last["estimate"].tolist() == pytest.approx(whole["estimate"].tolist(), nan_ok=True)


def test_p_of_follow_ups_is_corrected_over_all_of_them(make):
    survey = make(*BEFORE, *AFTER, *rows(9, 2, 3, "vlam", 5))
    ours = follow_ups({"parents": survey}, {})
    ours = ours.loc[ours["statistic"] == "mean_difference"]
    assert ours["p_adjusted"].min() == pytest.approx(min(1, 2 * ours["p_value"].min()))


def test_links_hold_for_every_later_wave(make):
    survey = make(*BEFORE, *AFTER, *rows(9, 2, 4, "vlam", 5))
    linked = links(("w0-1", "w1-11"), ("w0-1", "w2-19"), ("w0-2", "w2-20"))
    ours = follow_ups({"parents": survey}, {"parents": linked})
    pairs = ours.loc[(ours["statistic"] == "pairs") & (ours["group"] == "all")]
    assert pairs.set_index("wave")["estimate"].to_dict() == {1: 1, 2: 2}


def test_two_waves_have_no_follow_ups(make):
    assert follow_ups({"parents": make(*BEFORE, *AFTER)}, {}).empty
