"""The number of a finding."""

from dataclasses import replace

import pandas as pd
import pytest

from pilots import codebook
from pilots.mixed.numbers import Numbers, range_of, values_of
from pilots.survey.summary import scored
from pilots.vocabulary import estimates


def number(surveys, **cells):
    finding = pd.Series({"survey": "parents", "variable": "welcome", "wave": "0", "group": ""} | cells)
    return Numbers(surveys, estimates()).of(finding)


@pytest.mark.parametrize(("score", "middle"), [("mean", 3.0), ("sum", 6.0)])
def test_the_middle_of_a_scale_lies_halfway_its_scores(surveys, score, middle):
    book = surveys["parents"].codebook
    scales = pd.DataFrame({"scale": ["both"], "items": ["welcome_1 talk"], "score": [score]})
    survey = pd.DataFrame({"type": ["select_one agree"] * 2, "name": ["welcome_1", "talk"]})
    made = replace(surveys["parents"], codebook=codebook.build(survey, book.choices[["list_name", "name"]], scales))
    assert values_of(scored(made), "both").middle == middle


def test_a_wave_that_was_not_held_has_no_number(surveys):
    assert number(surveys, wave="1").n is None


def test_an_option_is_the_share_that_ticked_it(surveys):
    survey = surveys["parents"]
    book = codebook.build(
        pd.DataFrame({"type": ["select_multiple why"], "name": ["barriers"]}),
        pd.DataFrame({"list_name": "why", "name": ["language", "time"]}),
    )
    answers = survey.responses.assign(
        **{"barriers/language": ["1"] * 3 + ["0"] * 7 + [pd.NA] * 2, "barriers/time": "0"}
    )
    found = number({"parents": replace(survey, responses=answers, codebook=book)}, variable="barriers/language")
    assert (found.statistic, found.estimate, found.n) == ("share", 0.3, 10)


def test_who_was_asked_a_reverse_keyed_item_is_not_turned_round_but_told(surveys):
    book = surveys["parents"].codebook
    items = pd.DataFrame({"type": "select_one agree", "name": ["welcome_1", "talk"], "reverse": ["yes", ""]})
    made = replace(surveys["parents"], codebook=codebook.build(items, book.choices[["list_name", "name"]]))
    values = values_of(made, "welcome_1")
    assert (values.each.sum(), values.turned) == (12, True)


def test_a_sum_reaches_from_the_sum_of_the_least_to_the_sum_of_the_greatest_answers(surveys):
    book = surveys["parents"].codebook
    items = pd.DataFrame({"type": "select_one agree", "name": ["welcome_1", "talk"]})
    scales = pd.DataFrame({"scale": ["both"], "items": ["welcome_1 talk"], "score": ["sum"]})
    made = replace(surveys["parents"], codebook=codebook.build(items, book.choices[["list_name", "name"]], scales))
    assert range_of(made, "both") == (2.0, 10.0)


def test_a_change_rests_on_the_people_of_the_smaller_wave(surveys):
    rows = [
        {"variable": "parents.welcome", "group": "all", "statistic": name, "estimate": 0.4, "n": n}
        for name, n in [("mean_before", 8), ("mean_after", 12), ("mean_difference", 20)]
    ]
    finding = pd.Series({"survey": "parents", "variable": "welcome", "wave": "change", "group": ""})
    found = Numbers(surveys, estimates(rows)).of(finding)
    assert (found.n, found.n_least, found.bottom, found.top) == (20, 8, -4.0, 4.0)
