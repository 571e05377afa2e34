"""A claim stands by two sources, answered opposition, and alternatives that were considered and answered."""

import pandas as pd
import pytest

from pilots.actions.contribution import contribution
from pilots.actions.plan import CLAIMS, EVIDENCE, ActionPlan
from pilots.vocabulary import frame


def judged(*evidence, results=None):
    """Direction, source, and whether it was answered."""
    rows = [{"evidence": f"E{at}", "claim": "K1", "direction": direction, "source": source, "indicator": indicator, "finding": "",
             "what": {}, "answers": {"nl": "ja"} if answered else {}}
            for at, (direction, source, answered, indicator) in enumerate(evidence)]  # fmt: skip
    claims = frame(CLAIMS, [{"claim": "K1", "action": "A1", "titles": {}}])
    return contribution(ActionPlan(claims=claims, evidence=frame(EVIDENCE, rows)), results).iloc[0]


FIRST, SECOND = ("supports", "bevraging", False, "I1"), ("supports", "interviews", False, "")
OTHER = ("alternative", "team", True, "")


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        ([], "no evidence"),
        ([("opposes", "team", True, "")], "no evidence"),
        ([FIRST, SECOND, OTHER], "stands"),
        ([FIRST, SECOND, OTHER, ("opposes", "team", True, "")], "stands"),
        ([FIRST, SECOND, OTHER, ("opposes", "team", False, "")], "contested"),
        ([FIRST, SECOND], "weak"),
        ([FIRST, OTHER], "weak"),
        ([FIRST, ("supports", " Bevraging ", False, ""), OTHER], "weak"),
        ([FIRST, SECOND, ("alternative", "team", False, "")], "weak"),
    ],
)
def test_the_rule(evidence, verdict):
    assert judged(*evidence)["verdict"] == verdict


def test_every_weakness_is_told():
    assert judged(FIRST)["reasons"] == (
        "what supports it comes from one source",
        "no other explanation was considered",
    )


def test_an_indicator_that_missed_its_target_supports_nothing():
    results = pd.DataFrame({"indicator": ["I1"], "verdict": ["cannot tell"]})
    found = judged(FIRST, SECOND, OTHER, results=results)
    assert found[["supports", "verdict"]].tolist() == [1, "weak"]
    assert "an indicator that should support it did not reach its target, or that is not certain" in found["reasons"]
