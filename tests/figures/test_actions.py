import pytest

from pilots import figures
from pilots.actions import ActionPlan
from pilots.actions.priorities import PRIORITIES
from pilots.vocabulary import frame

RANKED = frame(
    PRIORITIES, [{"action": "A1", "group": "all", "rank": 2.0}, {"action": "A2", "group": "all", "rank": 1.0}]
)
NO_VOTES = frame(PRIORITIES)


def test_each_action_stands_with_its_impact_effort_and_rank(plan, pilot):
    data = figures.priorities(RANKED, plan, pilot).data
    assert data.to_numpy().tolist() == [["A1. Koffie", "4", "2", "2"], ["A2. Tolk", "5", "5", "1"]]


def test_the_text_alternative_names_what_was_chosen(plan, pilot):
    assert figures.priorities(RANKED, plan, pilot).alt.endswith("gekozen: A1.")


def test_without_votes_nothing_is_said_of_a_rank(plan, pilot):
    figure = figures.priorities(NO_VOTES, plan, pilot)
    assert figure.notes == ()
    assert figure.data["Rang"].tolist() == ["–", "–"]


def test_an_action_that_was_not_judged_is_not_drawn(plan, pilot):
    judged = plan.actions.assign(impact=[4.0, None])
    assert len(figures.priorities(RANKED, ActionPlan(actions=judged), pilot).data) == 1


def test_the_chain_runs_from_need_to_indicator(plan, pilot):
    data = figures.logic_model(plan, pilot).data
    assert data.to_numpy().tolist() == [["N1. Taal", "A1. Koffie", ""], ["", "A1. Koffie", "Welkom"]]


def test_what_was_not_chosen_is_not_in_the_chain(plan, pilot):
    assert "Tolk" not in figures.logic_model(plan, pilot).data.to_string()


def test_the_text_alternative_counts_the_chain(plan, pilot):
    assert figures.logic_model(plan, pilot, language="en").alt == "Arrows from 1 needs to 1 actions to 1 indicators."


def test_a_chosen_action_stands_alone_where_nothing_is_linked(plan, pilot):
    assert figures.logic_model(ActionPlan(actions=plan.actions), pilot).svg


@pytest.mark.parametrize("said", ["nog geen voorgestelde acties", "nog geen acties gekozen"])
def test_without_a_plan_both_say_so(said, pilot):
    drawn = figures.priorities(NO_VOTES, ActionPlan(), pilot), figures.logic_model(ActionPlan(), pilot)
    assert said in "".join(figure.to_html() for figure in drawn)
