"""What the evidence can't bear is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.mixed import Evidence, judge

SOUND = Evidence(estimate=4, low=3.5, high=4.5, middle=3, cases=5, base=7)


@pytest.mark.parametrize("fit", ["confirmation", "expansion", "discordance", "cannot tell"])
def test_with_sound_evidence_the_judgement_stands(fit):
    assert judge(fit, SOUND) == (fit, "")


@pytest.mark.parametrize(
    ("lacks", "reason"),
    [
        ({"estimate": float("nan")}, "there are no numbers"),
        ({"cases": 0, "base": 0}, "there are no conversations"),
        ({"cases": 0}, "no conversation speaks of it"),
        ({"low": float("nan"), "high": float("nan")}, "the number has no interval"),
        ({"middle": float("nan")}, "the number has no direction"),
        ({"low": 2.9}, "the interval holds both directions"),
    ],
)
@pytest.mark.parametrize("fit", ["confirmation", "discordance"])
def test_agreement_and_disagreement_are_refused_alike(fit, lacks, reason):
    assert judge(fit, replace(SOUND, **lacks)) == ("cannot tell", reason)


def test_expansion_needs_conversations_but_no_numbers():
    assert judge("expansion", Evidence(cases=5, base=7)) == ("expansion", "")
    assert judge("expansion", replace(SOUND, cases=0, base=0)) == ("cannot tell", "there are no conversations")


def test_what_nobody_judged_cannot_be_told():
    assert judge("", SOUND) == ("cannot tell", "not judged yet")


@given(st.floats(1, 5), st.floats(0.01, 2), st.integers(0, 7))
def test_confirmation_never_holds_the_middle(estimate, half, cases):
    evidence = Evidence(estimate, estimate - half, estimate + half, 3, cases, 7)
    fit, _ = judge("confirmation", evidence)
    assert fit != "confirmation" or not estimate - half <= 3 <= estimate + half
