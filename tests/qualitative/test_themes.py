"""Cases, not mentions, are counted."""

import pytest
from scipy.stats import binomtest

from pilots.errors import PilotsError
from pilots.qualitative import QualitativeProject, themes


def test_a_code_counts_the_cases_of_the_codes_under_it(small):
    counted = themes(small).set_index("name")
    assert counted.loc["Welcome", ["cases", "base", "segments"]].tolist() == [3, 4, 4]
    assert counted.loc["Coffee", ["cases", "base", "segments"]].tolist() == [1, 4, 2]


def test_the_interval_is_wilsons(small):
    row = themes(small).set_index("name").loc["Welcome"]
    interval = binomtest(3, 4).proportion_ci(method="wilson")
    assert (row["ci_low"], row["ci_high"]) == pytest.approx((interval.low, interval.high))


def test_theme_is_the_top_of_the_branch(small):
    assert themes(small)["theme"].tolist() == ["Welcome", "Welcome", "Language"]


def test_under_takes_one_branch(small):
    assert themes(small, under="welcome")[["name", "theme", "level"]].to_numpy().tolist() == [["Coffee", "Coffee", 0]]


def test_row_order_is_irrelevant(small):
    turned = QualitativeProject(small.documents[::-1], small.cases[::-1], small.codes, small.segments[::-1])
    assert themes(turned).equals(themes(small))


def test_an_unknown_code_is_told_with_near_names(small):
    with pytest.raises(PilotsError, match="holds no code") as error:
        themes(small, under="Welcom")
    assert "Welcome" in str(error.value)


def test_without_cases_there_is_no_share(small):
    bare = themes(QualitativeProject(codes=small.codes))
    assert bare["share"].isna().all()
    assert bare["cases"].tolist() == [0, 0, 0]
