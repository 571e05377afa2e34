"""Every need to its result, with what is missing on the way."""

import pandas as pd

from pilots.actions import load
from pilots.actions.chain import chain


def test_a_need_goes_to_its_action_and_its_indicator(pilot_with):
    plan = load(pilot_with())
    results = pd.DataFrame({"indicator": ["I1"], "verdict": ["reached"]})
    first, second = chain(plan, results).to_dict("records")
    assert (first["need"], first["action"], first["indicator"], first["verdict"]) == ("N1", "A1", "I1", "reached")
    assert (first["cycles"], first["adjusted"], first["findings"]) == (1, 1, ("F1", "F2"))
    assert (second["need"], second["action"], second["indicator"], second["verdict"]) == ("N2", "", "", "")


def test_the_problems_of_each_part_stand_in_its_row(pilot_with):
    first, second = chain(load(pilot_with()))["problems"]
    assert first == ("acted upon without being studied", "no source of the baseline")
    assert second == ("no finding behind it", "no action for it was chosen")


def test_an_action_without_a_need_stands_last(pilot_with):
    assert chain(load(pilot_with(("actions", 0, "needs", ""))))["need"].tolist()[-1] == ""


def test_an_action_for_two_needs_stands_twice(pilot_with):
    found = chain(load(pilot_with(("actions", 0, "needs", "N1 N2"))))
    assert found[["need", "action"]].to_numpy().tolist() == [["N1", "A1"], ["N2", "A1"]]


def test_without_results_nobody_can_tell(pilot_with):
    assert chain(load(pilot_with()))["verdict"].tolist() == ["cannot tell", ""]
