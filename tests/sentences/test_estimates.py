import pandas as pd
import pytest
from tests.statistics.calls import people

from pilots import sentences, statistics


def said(pilot, language="en", **more):
    return sentences.chosen(statistics.choose(people(), "score", by="language", **more), pilot, language=language).text


def test_which_test_was_chosen_is_said_with_its_reason(pilot):
    assert said(pilot).startswith("Numbers in two groups, 24 people in the smaller: Welch's t test")


def test_why_there_is_no_test_is_said(pilot):
    two = people().assign(school=["vlam", "prins"] * 24)
    choice = statistics.choose(two, "score", by="language", clusters="school")
    assert sentences.chosen(choice, pilot, language="nl").text == "Geen toets: minder dan 3 scholen."


def test_few_people_are_not_counted_out(pilot):
    few = pd.concat([people().query("language == 'nl'"), people().query("language == 'fr'").head(4)])
    text = sentences.chosen(statistics.choose(few, "score", by="language"), pilot, language="en").text
    assert "< 5 people in the smaller" in text


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_reason_is_translated(language, catalogue):
    assert {reason.value for reason in statistics.Reason} <= set(catalogue(language))


def test_an_estimate_is_told_with_its_interval_and_side(pilot):
    found = pd.concat(
        [statistics.means(people(), "score", by="language"), statistics.compare(people(), "score", by="language")]
    )
    text = sentences.estimates(found[found["statistic"].isin(["mean", "hedges_g"])], {}, pilot, language="en").text
    assert "these data cannot tell" in text
