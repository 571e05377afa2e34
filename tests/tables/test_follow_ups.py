"""Change at every follow-up, as it is published."""

import numpy as np
import pandas as pd
import pytest

from pilots import tables
from pilots.survey.changes import follow_ups


@pytest.fixture
def measured(parents):
    """Its parents three times: 23 at first, 22 and 23 later, each time a point happier."""
    times = []
    for wave, n in ((0, 23), (1, 22), (2, 23)):
        answers = parents.responses.head(n).assign(wave=wave, respondent_id=[f"w{wave}-{who}" for who in range(n)])
        times.append(answers)
    responses = pd.concat(times, ignore_index=True)
    climate = 2.0 + responses["wave"] * 0.4 + np.concatenate([np.arange(n) % 2 * 0.5 for n in (23, 22, 23)])
    scores = responses[["respondent_id", "wave"]].assign(site="vlam", climate=climate)
    return parents.__class__("parents", "parents", responses, parents.codebook, scores=scores)


def shown(measured, pilot, language="nl"):
    return tables.follow_ups(follow_ups({"parents": measured}, {}), {"parents": measured}, pilot, language=language)


def test_there_is_a_row_for_each_follow_up(measured, pilot):
    assert shown(measured, pilot).data["Meting"].tolist() == ["meting 1", "meting 2"]


def test_it_tells_before_then_and_change(measured, pilot):
    data = shown(measured, pilot, "en").data
    assert data["Before"].nunique() == 1
    assert data["Change"].tolist() == ["+0.41", "+0.80"]


def test_a_first_measurement_that_differs_by_a_few_is_held_back(measured, pilot):
    found = follow_ups({"parents": measured}, {})
    less = (found["wave"] == 1) & (found["statistic"] == "mean_before")
    table = tables.follow_ups(found.assign(n=found["n"].mask(less, 21)), {"parents": measured}, pilot)
    assert table.data["Verandering"].tolist()[0] == "–"


def test_without_follow_ups_it_says_so(pilot):
    table = tables.follow_ups(follow_ups({}, {}), {}, pilot)
    assert table.data.empty
    assert table.empty_note == "Geen enkele schaal werd meer dan twee keer gemeten."
