import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots.errors import PilotsError
from pilots.statistics import Method, difference_in_differences


def made(schools=(3, 3), *, size=10, seed=4):
    generator = np.random.default_rng(seed)
    rows = []
    for group, number in zip(("early", "later"), schools, strict=True):
        for school in range(number):
            for person in range(size + school):
                own = generator.normal()
                for wave in (0, 1):
                    change = 0.8 * wave * (group == "early")
                    rows.append(
                        (wave, f"{group}{school}{person}", group, f"{group}{school}", own + change + generator.normal())
                    )
    return pd.DataFrame(rows, columns=["wave", "who", "group", "school", "x"])


def told(data, **options):
    found = difference_in_differences(data, "x", person="who", wave="wave", by="group", treated="early", **options)
    return found.iloc[0]


def test_linked_people_get_welchs_test_of_their_changes():
    data = made()
    wide = data.pivot(index=["who", "group"], columns="wave", values="x")
    changes = (wide[1] - wide[0]).groupby("group").apply(np.array)
    theirs = stats.ttest_ind(changes["early"], changes["later"], equal_var=False)
    ours = told(data)
    assert ours[["ci_low", "ci_high", "p_value"]].tolist() == pytest.approx(
        [*theirs.confidence_interval(), theirs.pvalue]
    )
    assert (ours["group"], ours["method"]) == ("early - later", Method.DID)


def test_schools_get_welchs_test_of_their_changes():
    data = made((3, 4))
    means = data.groupby(["group", "school", "wave"])["x"].mean().unstack()
    changes = (means[1] - means[0]).groupby("group").apply(np.array)
    theirs = stats.ttest_ind(changes["early"], changes["later"], equal_var=False)
    ours = told(data, clusters="school")
    assert [ours["ci_low"], ours["ci_high"], ours["p_value"]] == pytest.approx(
        [*theirs.confidence_interval(), theirs.pvalue]
    )
    assert ours["method"] == Method.DID_SCHOOLS


def test_one_school_with_the_action_has_an_interval_and_no_test():
    ours = told(made((1, 3)), clusters="school")
    assert ours["ci_low"] < ours["estimate"] < ours["ci_high"]
    assert np.isnan(ours["p_value"])
    assert ours["method"] == Method.ONE_SITE


def test_who_answered_once_counts_too():
    data = made()
    more = data.drop(index=data.index[data["wave"].eq(1) & data["school"].eq("later1")])
    assert told(more)["n"] == told(data)["n"]


def test_a_group_without_a_baseline_is_no_yardstick():
    data = made()
    late = data[(data["wave"] == 1) | (data["group"] == "early")]
    assert told(late)["method"] == Method.NO_BASELINE


def test_a_group_that_is_not_there_is_refused():
    with pytest.raises(PilotsError, match="no group"):
        difference_in_differences(made(), "x", person="who", wave="wave", by="group", treated="erly")
