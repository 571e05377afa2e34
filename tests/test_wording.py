import pandas as pd
import pytest

from pilots import vocabulary
from pilots.cells import Cells
from pilots.errors import PilotsError
from pilots.statistics.agreement_methods import AgreementMethod
from pilots.statistics.methods import Method
from pilots.statistics.names import STATISTICS
from pilots.statistics.rules import RULES
from pilots.wording import Side, interval_heading, tell


def row(**parts):
    known = {"variable": "score", "group": "all", "statistic": "hedges_g", "estimate": 0.4, "n": 40, "n_missing": 2}
    return known | {"ci_low": 0.1, "ci_high": 0.7, "ci_level": 0.95, "p_value": 0.01, "method": Method.G.value} | parts


def told(pilot, *rows, language="en", rule=""):
    return tell(vocabulary.estimates(rows), Cells(pilot, language), rule=rule)


def side(pilot, **parts):
    return told(pilot, row(**parts))[0].side


def test_an_interval_above_nothing_is_clear(pilot):
    assert side(pilot) == "clearly above 0"


def test_an_interval_that_holds_both_directions_cannot_tell(pilot):
    assert side(pilot, ci_low=-0.1) == "whether it lies above or below 0, these data cannot tell"


def test_what_does_not_survive_the_correction_is_not_certain(pilot):
    assert side(pilot, p_adjusted=0.2).endswith("that is not certain")


def test_a_ratio_is_held_against_one(pilot):
    assert side(pilot, statistic="odds_ratio", estimate=0.5, ci_low=0.2, ci_high=0.8) == "clearly below 1"


def test_a_reliability_is_on_no_side(pilot):
    assert side(pilot, statistic="cronbach_alpha") == ""


def test_a_rule_gives_the_words_that_the_whole_interval_holds(pilot):
    line = row(statistic="cronbach_alpha", estimate=0.72, ci_low=0.61, ci_high=0.8)
    assert told(pilot, line, rule="cotan2010")[0].words == "sufficient to good"


def test_sizes_are_read_without_their_sign(pilot):
    assert told(pilot, row(estimate=-0.4, ci_low=-0.9, ci_high=0.1), rule="cohen1988")[0].words == "negligible to large"


def test_a_missing_estimate_says_why(pilot):
    line = row(estimate=None, ci_low=None, ci_high=None, p_value=None, method=Method.NO_ANSWERS.value)
    assert told(pilot, line, language="nl")[0].reason == "niet te zeggen: geen antwoorden"


def test_numbers_are_written_as_the_reader_does(pilot):
    line = told(pilot, row(statistic="share", estimate=0.4, ci_low=0.25, ci_high=0.57, p_value=None), language="fr")[0]
    assert (line.value, line.interval, line.p) == ("40\xa0%", "25\xa0% à 57\xa0%", "–")


def test_a_difference_in_shares_is_told_in_percentage_points(pilot):
    counts = [row(variable="came/yes", group=group, statistic="count", estimate=20, p_value=None) for group in "ab"]
    line = row(
        variable="came/yes", group="a - b", statistic="share_difference", estimate=0.11, ci_low=0.02, ci_high=0.2
    )
    said = told(pilot, *counts, line)[2]
    assert (said.value, said.interval) == ("11", "2 to 20")


def test_what_is_held_back_is_not_there_to_be_read(pilot):
    line = told(pilot, row(n=3))[0]
    assert (line.value, line.interval, line.p, line.n, line.missing, line.side) == ("·", "·", "·", "< 5", "·", "")


def test_one_level_stands_in_the_heading_and_several_beside_their_interval(pilot):
    cell = Cells(pilot, "en")
    assert interval_heading(told(pilot, row()), cell) == ("95% interval", False)
    assert interval_heading(told(pilot, row(), row(ci_level=0.9)), cell) == ("Interval", True)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_everything_that_estimates_can_say_is_translated(language, catalogue):
    words = {word for rule in RULES.values() for word in rule.words}
    texts = (
        {known.label for known in STATISTICS.values()}
        | {text.value for text in (*Method, *AgreementMethod, *Side)}
        | words
    )
    assert sorted(texts - set(catalogue(language))) == []


def test_what_can_not_lie_below_nothing_is_not_said_to(pilot):
    line = row(statistic="epsilon_squared", estimate=0.02, ci_low=0.0, ci_high=0.1)
    assert told(pilot, line)[0].side == "whether it differs from 0, these data cannot tell"


def test_rows_of_one_variable_stand_together(pilot):
    lines = told(pilot, *(row(variable=name, group=group) for group in ("staff", "parents") for name in ("a", "b")))
    assert [line.what for line in lines] == ["a", "a", "b", "b"]


def test_a_dot_in_a_name_is_no_survey(pilot):
    assert told(pilot, row(variable="IQ.verb"))[0].what == "IQ.verb"


def test_columns_together_are_told_by_their_labels(pilot):
    said = told(pilot, row(variable="q/a + q/b"), row(variable="(complete)", group="pattern"), language="fr")
    assert [line.what for line in said] == ["q\xa0: a + q\xa0: b", "(rien ne manque)"]


def test_rules_speak_of_statistics_that_there_are():
    assert {name for rule in RULES.values() for name in rule.statistics} <= set(STATISTICS)


def test_what_is_no_estimates_frame_is_refused(pilot):
    with pytest.raises(PilotsError, match=r"of `choose`, what `run\(\)` gives"):
        tell(pd.DataFrame({"welcome": [1]}), Cells(pilot, "en"))
