"""The number of a finding."""

from dataclasses import replace

import pandas as pd
import pytest

from pilots import codebook
from pilots.mixed.numbers import middle_of, number_of
from pilots.vocabulary import estimates


def number(surveys, **cells):
    finding = pd.Series({"survey": "parents", "variable": "welcome", "wave": "0", "group": ""} | cells)
    return number_of(finding, surveys, estimates())


@pytest.mark.parametrize(("score", "middle"), [("mean", 3.0), ("sum", 6.0)])
def test_the_middle_of_a_scale_lies_halfway_its_scores(surveys, score, middle):
    book = surveys["parents"].codebook
    scales = pd.DataFrame({"scale": ["both"], "items": ["welcome_1 talk"], "score": [score]})
    survey = pd.DataFrame({"type": ["select_one agree"] * 2, "name": ["welcome_1", "talk"]})
    made = replace(surveys["parents"], codebook=codebook.build(survey, book.choices[["list_name", "name"]], scales))
    assert middle_of(made, "both") == middle


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
