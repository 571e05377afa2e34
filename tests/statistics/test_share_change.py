import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pilots.statistics import Method, mcnemar, share_change
from pilots.statistics.proportions import newcombe
from pilots.statistics.share_change import mid_p


def waves(both, before=(), after=()):
    rows = [(wave, person, pair[wave]) for person, pair in enumerate(both) for wave in (0, 1)]
    rows += [(0, 100 + k, x) for k, x in enumerate(before)] + [(1, 200 + k, x) for k, x in enumerate(after)]
    return pd.DataFrame(rows, columns=["wave", "who", "x"])


def told(function, data):
    return function(data, "x", person="who", wave="wave").set_index("statistic")


BOTH = [(0, 1)] * 7 + [(1, 0)] * 2 + [(1, 1)] * 4 + [(0, 0)] * 3


def test_linked_people_alone_are_told_alike_by_both():
    everyone, linked = (told(function, waves(BOTH)).loc["share_change"] for function in (share_change, mcnemar))
    columns = ["estimate", "ci_low", "ci_high", "p_value"]
    assert everyone[columns].tolist() == pytest.approx(linked[columns].tolist())


def test_people_not_linked_get_newcombes_interval():
    data = waves([], [1] * 3 + [0] * 7, [1] * 9 + [0])
    ours = told(share_change, data).loc["share_change"]
    assert [ours["ci_low"], ours["ci_high"]] == pytest.approx(newcombe(9, 10, 3, 10))


def test_linking_makes_the_interval_narrower():
    alike = [(0, 0)] * 8 + [(1, 1)] * 8 + [(0, 1)] * 4
    apart = waves([], [a for a, _ in alike], [b for _, b in alike])
    linked, others = (told(share_change, data).loc["share_change"] for data in (waves(alike), apart))
    assert linked["estimate"] == pytest.approx(others["estimate"])
    assert linked["ci_high"] - linked["ci_low"] < others["ci_high"] - others["ci_low"]


def test_everyone_counts_once():
    ours = told(share_change, waves(BOTH, [0, 1], [1, 1, 1]))
    assert (ours["n"]["share_change"], ours["n"]["share_before"], ours["estimate"]["pairs"]) == (21, 18, 16)


@pytest.mark.parametrize(("up", "down"), [(5, 1), (3, 3), (0, 4), (9, 2)])
def test_mid_p_counts_the_outcome_itself_by_half(up, down):
    law = stats.binom(up + down, 0.5)
    exact = stats.binomtest(up, up + down).pvalue
    at = law.pmf(up) + (law.pmf(down) if up != down else 0)
    assert mid_p(up, down) == pytest.approx(exact - at / 2)


def test_the_odds_ratio_stands_between_its_limits():
    ours = told(mcnemar, waves(BOTH)).loc["discordant_odds_ratio"]
    assert ours["ci_low"] < ours["estimate"] == 3.5 < ours["ci_high"]


def test_an_infinite_odds_ratio_is_missing():
    ours = told(mcnemar, waves([(0, 1)] * 4 + [(1, 1)])).loc["discordant_odds_ratio"]
    assert np.isnan(ours["estimate"])
    assert ours["method"] == Method.ONE_DIRECTION


@pytest.mark.parametrize("function", [share_change, mcnemar])
def test_answers_that_are_no_yes_or_no_are_not_told(function):
    ours = told(function, waves([(0, 2), (1, 1), (2, 1)])).loc["share_change"]
    assert ours["method"] == Method.NOT_BINARY
