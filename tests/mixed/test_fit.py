"""What the evidence can't bear is refused."""

from dataclasses import replace
from itertools import product
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.mixed import Evidence, judge
from pilots.mixed.fit import Reason

SOUND = Evidence(estimate=4, low=3.5, high=4.5, middle=3, cases=5, base=7, direction=1)
FITS = ("confirmation", "expansion", "discordance", "cannot tell", "")
STRANDS = {
    "no numbers": {"estimate": nan, "low": nan, "high": nan, "middle": nan},
    "no conversations": {"cases": 0, "base": 0},
    "silence": {"cases": 0},
    "one voice": {"cases": 1},
    "both": {},
    "held back": {"shown": False},
}
INTERVALS = {
    "above": {},
    "below": {"estimate": 2, "low": 1.5, "high": 2.5},
    "both": {"low": 2.9},
    "touching": {"low": 3},
    "none": {"low": nan, "high": nan},
    "no middle": {"middle": nan},
}


def expected(judged, strand, interval, direction):
    """The rules once more, as a table one reads from left to right."""
    if judged == "":
        return Reason.NOT_JUDGED
    if judged == "cannot tell":
        return ""
    alone = {"no numbers": Reason.NO_NUMBERS, "no conversations": Reason.NO_CONVERSATIONS, "silence": Reason.FEW_CASES}
    if strand in alone:
        return alone[strand]
    if judged == "expansion":
        return ""
    weak = {"one voice": Reason.FEW_CASES, "held back": Reason.HELD}
    if strand in weak:
        return weak[strand]
    loose = {"both": Reason.BOTH_DIRECTIONS, "touching": Reason.BOTH_DIRECTIONS, "none": Reason.NO_INTERVAL, "no middle": Reason.NO_DIRECTION}  # fmt: skip
    if interval in loose:
        return loose[interval]
    agrees = {("above", 1): True, ("below", -1): True, ("above", -1): False, ("below", 1): False}.get(
        (interval, direction)
    )
    if judged == "confirmation":
        return Reason.APART if agrees is False else ""
    return Reason.TOGETHER if agrees else ""


@pytest.mark.parametrize(("judged", "strand"), list(product(FITS, STRANDS)))
def test_every_combination_of_judgement_strands_interval_and_direction(judged, strand):
    for interval, direction in product(INTERVALS, (1, 0, -1)):
        evidence = replace(SOUND, **{**INTERVALS[interval], **STRANDS[strand], "direction": direction})
        reason = expected(judged, strand, interval, direction)
        assert judge(judged, evidence) == (("cannot tell", str(reason)) if reason else (judged, "")), (
            interval,
            direction,
        )


@pytest.mark.parametrize("fit", ["confirmation", "discordance"])
def test_an_interval_that_ends_at_the_middle_holds_both_directions(fit):
    assert judge(fit, replace(SOUND, low=3.0))[1] == "the interval holds both directions"


def test_no_reason_tells_whether_it_was_one_conversation_or_none():
    assert judge("confirmation", replace(SOUND, cases=0)) == judge("confirmation", replace(SOUND, cases=1))


def test_one_conversation_may_expand_what_the_numbers_say():
    assert judge("expansion", replace(SOUND, cases=1)) == ("expansion", "")


def test_the_side_is_that_of_the_whole_interval():
    assert [replace(SOUND, low=low, high=high).side for low, high in [(3.1, 4), (2, 2.9), (2, 4), (nan, nan)]] == [
        1,
        -1,
        0,
        0,
    ]


@given(st.floats(1, 5), st.floats(0.01, 2), st.integers(0, 7), st.sampled_from((-1, 0, 1)))
def test_confirmation_never_holds_the_middle_one_voice_or_the_other_way(estimate, half, cases, direction):
    evidence = Evidence(estimate, estimate - half, estimate + half, 3, cases, 7, direction)
    fit, _ = judge("confirmation", evidence)
    assert fit != "confirmation" or (evidence.side not in (0, -direction) and cases > 1)


@given(st.floats(1, 5), st.floats(0.01, 2), st.integers(0, 7), st.sampled_from((-1, 1)))
def test_where_a_direction_is_recorded_only_one_of_confirmation_and_discordance_can_stand(
    estimate, half, cases, direction
):
    evidence = Evidence(estimate, estimate - half, estimate + half, 3, cases, 7, direction)
    assert sum(judge(fit, evidence)[0] == fit for fit in ("confirmation", "discordance")) <= 1


@given(st.floats(1, 5), st.floats(0.01, 2), st.integers(0, 7), st.sampled_from((-1, 0, 1)), st.sampled_from(FITS))
def test_turning_the_scale_round_changes_nothing(estimate, half, cases, direction, judged):
    one = Evidence(estimate, estimate - half, estimate + half, 3, cases, 7, direction)
    other = Evidence(6 - estimate, 6 - one.high, 6 - one.low, 3, cases, 7, -direction)
    assert judge(judged, one) == judge(judged, other) or min(abs(one.low - 3), abs(one.high - 3)) < 1e-9
