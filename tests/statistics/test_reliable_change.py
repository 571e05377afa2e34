import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import Method, cut_offs, reliable_change, reliable_change_index


def told(before, after, **options):
    people = [*range(len(before))] * 2
    data = pd.DataFrame({"wave": [0] * len(before) + [1] * len(after), "who": people, "x": [*before, *after]})
    found = reliable_change(data, "x", person="who", wave="wave", **{"reliability": 0.8, "sd": 1.0} | options)
    return found.set_index(["variable", "statistic"])


def test_everyone_is_in_one_class():
    found = told([3, 3, 3, 3, 1], [4, 5, 3, 1, 4], norm_mean=4.0, norm_sd=1.0)
    counts = found.xs("count", level="statistic")["estimate"]
    assert counts.to_dict() == {"x/recovered": 2, "x/improved": 0, "x/unchanged": 2, "x/deteriorated": 1}


def test_without_norms_nobody_recovers():
    found = told([3, 3, 3], [3, 5, 1])
    assert "x/recovered" not in found.index.get_level_values("variable")
    assert "cut_off_c" not in found.index.get_level_values("statistic")


def test_where_less_is_better_the_classes_change_places():
    up, down = told([3, 3, 3], [3, 5, 5]), told([3, 3, 3], [3, 5, 5], improvement="decrease")
    key = ("x/improved", "count"), ("x/deteriorated", "count")
    assert [up["estimate"][key[0]], down["estimate"][key[1]]] == [2, 2]


def test_a_change_by_the_threshold_itself_is_not_reliable():
    limits = reliable_change_index(1.0, 0.5)
    found = told([0, 0], [limits.threshold, limits.threshold + 1e-9], reliability=0.5)
    assert found["estimate"]["x/improved", "count"] == 1


def test_the_standard_deviation_is_that_of_everyone_before():
    data = pd.DataFrame({"wave": [0] * 4 + [1] * 4, "who": [*range(4)] * 2, "x": [1.0, 2, 3, 4, 2, 3, 4, 5]})
    data["school"] = ["a", "a", "b", "b"] * 2
    found = reliable_change(data, "x", person="who", wave="wave", reliability=0.8, by="school")
    assert found.loc[found["statistic"] == "s_diff", "estimate"].nunique() == 1


def test_cut_off_c_lies_between_both_means():
    assert cut_offs(10, 2, 20, 3).c == pytest.approx(14)


def test_norms_on_the_wrong_side_are_refused():
    with pytest.raises(PilotsError, match="less good"):
        told([3, 4], [3, 5], norm_mean=1.0, norm_sd=1.0)


@pytest.mark.parametrize("reliability", [1.0, -0.1])
def test_a_reliability_that_can_not_be_is_refused(reliability):
    with pytest.raises(PilotsError, match="reliability"):
        told([3, 4], [3, 5], reliability=reliability)


def test_without_links_it_can_not_be_told():
    data = pd.DataFrame({"wave": [0, 0, 1], "who": [1, 2, 3], "x": [1, 2, 3]})
    found = reliable_change(data, "x", person="who", wave="wave", reliability=0.8)
    assert found["method"].tolist() == [Method.NO_PAIRS]
