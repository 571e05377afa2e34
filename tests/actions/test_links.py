"""Broken links further down the chain: cycles, claims and evidence."""

import pandas as pd
import pytest

from pilots.actions.links import broken_links
from pilots.actions.plan import CLAIMS, CYCLES, EVIDENCE, INDICATORS, ActionPlan
from pilots.vocabulary import frame

CYCLE = {
    "cycle": "C1", "action": "A1", "site": "", "start": pd.Timestamp("2017-09-04"), "date": pd.Timestamp("2017-11-06"),
    "step": "study", "what": {}, "adjusted": True, "reason": {"nl": "weinig volk"}, "agreed_by": ("parents",),
}  # fmt: skip
EVIDENCE_ROW = {"evidence": "E1", "claim": "K1", "direction": "supports", "source": "verslag"}


def problems(**parts):
    return broken_links(ActionPlan(**parts))["problem"].tolist()


def cycle(**more):
    return problems(cycles=frame(CYCLES, [CYCLE | more]))


def test_a_whole_cycle_is_no_broken_link():
    assert cycle() == []


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"date": pd.NaT}, "no date"),
        ({"date": pd.Timestamp("2017-09-01")}, "reviewed before it began"),
        ({"reason": {}}, "an adjustment without a reason"),
        ({"agreed_by": ()}, "an adjustment that nobody agreed to"),
        ({"step": "do"}, "adjusted before it was studied"),
        ({"step": "act"}, "acted upon without being studied"),
    ],
)
def test_what_a_cycle_lacks_is_told(more, problem):
    assert cycle(**more) == [problem]


def test_what_was_not_adjusted_needs_no_reason():
    assert cycle(adjusted=False, reason={}, agreed_by=()) == []


@pytest.mark.parametrize(("day", "left"), [("2017-10-02", 0), ("2017-12-04", 1)])
def test_an_action_is_studied_before_it_is_acted_upon(day, left):
    study = CYCLE | {"cycle": "C0", "date": pd.Timestamp(day)}
    assert len(problems(cycles=frame(CYCLES, [CYCLE | {"step": "act"}, study]))) == left


def test_a_claim_needs_evidence_that_supports_it():
    claims = frame(CLAIMS, [{"claim": "K1", "action": "A1", "titles": {}}])
    assert problems(claims=claims) == ["no evidence"]
    opposing = frame(EVIDENCE, [EVIDENCE_ROW | {"direction": "opposes"}])
    assert problems(claims=claims, evidence=opposing) == ["no evidence that supports it"]
    assert problems(claims=claims, evidence=frame(EVIDENCE, [EVIDENCE_ROW])) == []


def test_evidence_needs_a_source_and_a_direction():
    bare = frame(EVIDENCE, [EVIDENCE_ROW | {"source": "", "direction": ""}])
    assert problems(evidence=bare) == ["neither for nor against", "no source"]


def test_a_baseline_and_a_result_need_a_source():
    counted = {"indicator": "I1", "action": "A1", "measure": "count", "baseline": 1.0, "target": 2.0, "result": 3.0}
    assert problems(indicators=frame(INDICATORS, [counted])) == ["no source of the baseline", "no source of the result"]
