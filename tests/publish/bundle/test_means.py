"""What the mean of a scale gives away of blank answers."""

import pandas as pd
import pytest

from pilots.codebook import build
from pilots.publish.bundle import publishable
from pilots.publish.bundle.means import narrowed
from pilots.survey.survey import Survey

BOOK = build(
    pd.DataFrame({"type": ["select_one agree"] * 2, "name": ["warm", "cold"], "reverse": [None, "yes"]}),
    pd.DataFrame({"list_name": "agree", "name": list("12345")}),
    pd.DataFrame({"scale": ["welcome"], "items": ["warm cold"], "minimum_items": ["1"]}),
)
WARM = ["1"] * 3 + ["2"] * 8 + ["3"] * 9 + ["4"] * 10
COLD = ["3", "4", "5"] * 10


def survey(warm=WARM, cold=COLD):
    answers = pd.DataFrame({"warm": warm, "cold": cold}, dtype="str")
    return Survey("parents", "parents", answers.assign(respondent_id=answers.index.astype("str"), wave=0), BOOK)


def blanked(asked, codes):
    warm = asked.responses["warm"]
    return asked.responses[["warm", "cold"]].assign(warm=warm.mask(warm.isin(codes)))


def test_two_blank_answers_follow_from_the_mean_and_how_many_were_scored():
    assert narrowed(survey(), blanked(survey(), ["1", "2"]), 5, {"warm": 30}) == {"warm"}


def test_where_nobody_knows_who_answered_a_blank_may_be_none():
    some = survey([None] * 10 + WARM[3:23])
    assert narrowed(some, blanked(some, ["2"]), 5, {}) == set()


def test_of_three_blank_answers_the_mean_tells_less():
    assert narrowed(survey(), blanked(survey(), ["1", "2", "3"]), 5, {"warm": 30}) == set()


@pytest.mark.parametrize("warm", [WARM, ["1"] * 2 + ["5"] * 6 + ["3"] * 22])
def test_what_leaves_is_not_narrowed(warm):
    made = publishable(survey(warm), 0, 5)
    shown = {name: set(made[name].dropna()) if name in made else set() for name in ("warm", "cold")}
    cells = survey(warm).responses[["warm", "cold"]]
    left = pd.DataFrame({name: cells[name].where(cells[name].isin(shown[name])) for name in made})
    assert narrowed(survey(warm), left, 5, {}) == set()
