from dataclasses import replace

import pandas as pd
import pytest

from pilots import actions
from pilots.actions import ActionPlan
from pilots.survey import Survey

RESULTS = pd.DataFrame({"action": ["A1", "A1", "A2"], "verdict": ["reached", "cannot tell", "reached"]})


@pytest.fixture
def named(plan: ActionPlan) -> ActionPlan:
    needs = plan.needs.assign(frameworks=[("blocks.parents",), ("blocks.parents", "involvement.trust")])
    return replace(plan, needs=needs, actions=plan.actions.assign(frameworks=[("blocks.parents",)] * 2))


def test_only_chosen_actions_count_for_what_was_done(named: ActionPlan) -> None:
    row = actions.by_element(named, RESULTS).set_index("element").loc["blocks.parents"]
    assert row.to_dict() == {
        "needs": 2, "actions": 2, "chosen": 1, "adjusted": 1, "reached": 1, "missed": 0, "open": 1,
    }  # fmt: skip


def test_elements_stand_in_the_order_of_the_frameworks(named: ActionPlan) -> None:
    found = actions.by_element(named, RESULTS)["element"].tolist()
    assert found == ["involvement.conditions", "involvement.trust", "blocks.parents"]


def test_a_plan_that_names_no_element_gives_nothing(plan: ActionPlan) -> None:
    assert actions.by_element(plan, RESULTS).empty


def test_a_scale_counts_with_its_mean_in_the_last_wave(named: ActionPlan, parents: Survey) -> None:
    book = replace(parents.codebook, scales=parents.codebook.scales.assign(frameworks=[("blocks.parents",)]))
    surveys = {"parents": replace(parents, codebook=book, scores=parents.scores.assign(wave=0))}
    row = actions.adding_up({"a": named}, {"a": surveys}).set_index("element").loc["blocks.parents"]
    assert row[["needs", "chosen", "scales", "mean", "people"]].tolist() == [2, 1, 1, 2.0, 23]
