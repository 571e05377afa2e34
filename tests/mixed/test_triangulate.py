"""Where groups agree, in numbers and in words."""

from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from pilots.errors import PilotsError
from pilots.mixed import Triangulation, triangulate
from pilots.mixed.convergence import VERDICTS, overall, verdict
from pilots.mixed.triangulate import GROUPS, PAIRS
from pilots.mixed.withheld import publishable
from pilots.qualitative import QualitativeProject
from pilots.qualitative.project import CODES, DOCUMENTS, SEGMENTS
from pilots.vocabulary import frame

STAFF = """
[[surveys]]
name = "staff"
group = "staff"
codebook = "staff.xlsx"
waves = [{ wave = 0, file = "s0.csv" }]
"""


def answering(survey, name, talk, welcome):
    answers = pd.DataFrame({"respondent_id": [f"{name}{n}" for n in range(len(talk))], "wave": 0, "school": "vlam"})
    return replace(
        survey, name=name, group=name,
        responses=answers.assign(talk=[*map(str, talk)], welcome_1=[*map(str, welcome)]),
    )  # fmt: skip


@pytest.fixture
def two(surveys):
    """Twelve parents and ten staff, equal on welcome, apart on talk."""
    parents = answering(surveys["parents"], "parents", [1, 2] * 6, [3, 4] * 6)
    return {"parents": parents, "staff": answering(parents, "staff", [5, 4] * 5, [3, 4] * 5)}


@pytest.fixture
def spoken():
    """Six conversations with parents and six with staff: three and five warm, four and none cold."""
    documents = [{"document": f"{who}{n}", "phase": "1"} for who in ("p", "s") for n in range(6)]
    given = [
        *((f"p{n}", "c1") for n in range(3)),
        *((f"s{n}", "c1") for n in range(5)),
        *((f"p{n}", "c2") for n in range(4)),
    ]
    segments = [{"segment": str(n), "document": d, "code": c} for n, (d, c) in enumerate(given)]
    return QualitativeProject(
        documents=frame(DOCUMENTS, documents),
        codes=frame(CODES, [{"code": "c1", "name": "Warm"}, {"code": "c2", "name": "Cold"}]),
        segments=frame(SEGMENTS, segments),
    )


@pytest.fixture
def found(pilot_with, two, spoken):
    def make(**more):
        links = [
            {"case": f"{who}{n}", "survey": name} for who, name in (("p", "parents"), ("s", "staff")) for n in range(6)
        ]
        path = pilot_with(cases=links).folder / "pilot.toml"
        path.write_text(path.read_text() + STAFF)
        from pilots.pilot import Pilot

        return triangulate(Pilot.read(path), two, spoken, wave=0, phase=1, **more)

    return make


def pair(found, topic):
    return found.pairs.set_index("topic").loc[topic]


def test_the_margin_is_half_the_pooled_standard_deviation(found):
    answers = [np.array([1, 2] * 6), np.array([5, 4] * 5)]
    pooled = np.sqrt(sum(((own - own.mean()) ** 2).sum() for own in answers) / 20)
    assert pair(found(), "talking")["margin"] == pytest.approx(pooled / 2)


def test_groups_whose_interval_lies_beyond_the_margin_disagree(found):
    row = pair(found(), "talking")
    interval = stats.ttest_ind([1, 2] * 6, [5, 4] * 5, equal_var=False).confidence_interval()
    assert (row["verdict"], row["difference"]) == ("disagree", -3)
    assert row[["ci_low", "ci_high"]].tolist() == pytest.approx([interval.low, interval.high])


def test_groups_whose_interval_lies_within_the_margin_agree(found):
    assert pair(found(margin=2), "welcome")["verdict"] == "agree"


def test_groups_on_the_same_side_of_the_middle_agree_partly(found):
    assert pair(found(), "welcome")["verdict"] == "partly agree"


def test_a_group_that_hardly_speaks_of_it_is_silent(found):
    assert pair(found(), "Cold")["verdict"] == "silent"


def test_groups_that_both_speak_of_it_agree_at_least_partly(found):
    row = pair(found(), "Warm")
    assert (row["verdict"], row["difference"], row["margin"]) == ("partly agree", pytest.approx(3 / 6 - 5 / 6), 0.25)


def test_items_are_held_beside_each_other_where_asked(found):
    groups = found(variables=["talk"]).groups
    assert groups.loc[groups["topic"] == "talk", ["statistic", "count", "n"]].to_numpy().tolist() == [["share", 0, 12], ["share", 10, 10]]  # fmt: skip


def test_scales_with_other_bounds_are_not_held_beside_each_other(found, two):
    scales = two["staff"].codebook.scales
    two["staff"] = replace(two["staff"], codebook=replace(two["staff"].codebook, scales=scales.assign(score="sum", items=[["welcome_1", "talk"]] * 2)))  # fmt: skip
    assert "talking" not in set(found().pairs["topic"])


def test_a_group_below_the_threshold_concludes_nothing(found, two):
    two["staff"] = two["staff"].of(two["staff"].responses.index < 2)
    assert pair(found(), "talking")["verdict"] == "cannot tell"


def test_a_group_that_did_not_answer_is_silent(found, two):
    two["staff"] = replace(two["staff"], responses=two["staff"].responses.assign(talk=None))
    assert pair(found(), "talking")["verdict"] == "silent"


@pytest.mark.parametrize(("given", "message"), [({"margin": 0}, "margin"), ({"variables": ["talkin"]}, "unknown variable"), ({"codes": ["hot"]}, "no code")])  # fmt: skip
def test_what_is_wrong_is_told(found, given, message):
    with pytest.raises(PilotsError, match=message):
        found(**given)


TABLE = {
    # level, same direction (1), opposite (-1) or unknown (0)
    (1, 1): "agree", (1, 0): "agree", (1, -1): "partly agree",
    (-1, 1): "partly agree", (-1, 0): "disagree", (-1, -1): "disagree",
    (0, 1): "partly agree", (0, 0): "cannot tell", (0, -1): "cannot tell",
}  # fmt: skip


@pytest.mark.parametrize(("level", "one", "other"), list(product((1, 0, -1), repeat=3)))
def test_every_combination_of_level_and_directions(level, one, other):
    assert verdict(level=level, sides=(one, other)) == TABLE[level, one * other]


@given(st.lists(st.sampled_from(VERDICTS), min_size=1), st.randoms())
def test_all_groups_agree_only_where_every_pair_does(verdicts, random):
    shuffled = random.sample(verdicts, len(verdicts))
    assert overall(shuffled) == overall(verdicts)
    assert (overall(verdicts) == "agree") == (set(verdicts) == {"agree"})


def told(n=(20, 20), count=(10, 12), strand="numbers", low=0.3):
    groups = [
        {"strand": strand, "topic": "t", "group": name, "statistic": "share", "estimate": k / m, "ci_low": low, "ci_high": 0.8, "count": k, "n": m}
        for name, k, m in zip("ab", count, n, strict=True)
    ]  # fmt: skip
    pairs = [{"strand": strand, "topic": "t", "group": "a - b", "difference": 0.1, "ci_low": 0, "ci_high": 0.2, "verdict": "disagree"}]  # fmt: skip
    return publishable(Triangulation(frame(GROUPS, groups), frame(PAIRS, pairs)), 5)


def test_numbers_of_enough_people_stand():
    assert told().pairs["verdict"].tolist() == ["disagree"]


@pytest.mark.parametrize(
    "given", [{"n": (3, 20), "count": (1, 10)}, {"count": (2, 12)}, {"count": (18, 12)}, {"low": None}]
)
def test_what_few_people_stand_behind_goes_with_what_follows_from_it(given):
    found = told(**given)
    assert found.groups["estimate"].isna().any()
    assert found.pairs["difference"].isna().all()
    assert found.pairs["verdict"].tolist() == ["cannot tell"]


def test_a_difference_of_counts_of_conversations_that_are_not_told_is_not_told():
    found = told(strand="words", n=(7, 7), count=(6, 3))
    assert found.pairs[["difference"]].isna().all(axis=None)
    assert found.pairs["verdict"].tolist() == ["disagree"]


def test_themes_of_one_group_are_left_out():
    assert told(strand="words", n=(7, 2), count=(6, 1)).pairs.empty
