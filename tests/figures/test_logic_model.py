"""The chain drawn, with its broken links."""

from dataclasses import replace

import pandas as pd

from pilots import figures
from pilots.actions import ActionPlan


def test_every_way_through_the_chain_is_a_row(plan, pilot):
    data = figures.logic_model(plan, pilot).data
    assert data.to_numpy().tolist() == [
        ["N1. Taal", "A1. Koffie", "Welkom"],
        ["N2. Onthaal", "geen actie voor gekozen", ""],
    ]


def test_what_was_not_chosen_is_not_in_the_chain(plan, pilot):
    assert "Tolk" not in figures.logic_model(plan, pilot).data.to_string()


def test_the_text_alternative_counts_the_chain_and_its_broken_links(plan, pilot):
    alt = figures.logic_model(plan, pilot, language="en").alt
    assert alt == "Arrows from needs (2) to actions (1) to indicators (1). Arrows that break off: 1."


def test_an_action_without_indicator_has_a_dashed_box(plan, pilot):
    drawn = figures.logic_model(replace(plan, indicators=plan.indicators[:0]), pilot)
    assert drawn.data.iloc[0, 2] == "er werd geen indicator gekozen"
    assert "stroke-dasharray" in drawn.svg


def test_the_elements_that_an_action_refers_to_are_its_aims(plan, pilot):
    aimed = replace(plan, actions=plan.actions.assign(frameworks=[("capitals.social",), ()]))
    assert figures.logic_model(aimed, pilot).data["Doel"].tolist() == ["Sociaal kapitaal", ""]


def test_without_elements_of_its_own_an_action_aims_at_those_of_its_needs(plan, pilot):
    aimed = replace(plan, needs=plan.needs.assign(frameworks=[("capitals.social",), ()]))
    assert figures.logic_model(aimed, pilot).data["Doel"].iloc[0] == "Sociaal kapitaal"


def test_sessions_and_people_reached_stand_with_the_action_and_a_few_people_are_not_counted_out(plan, pilot):
    sessions = pd.DataFrame({"action": ["A1"] * 12})
    reached = pd.DataFrame({"name": ["A1"], "people": [3]})
    text = figures.logic_model(plan, pilot, sessions=sessions, reached=reached).data.iloc[0, 1]
    assert text == "A1. Koffie (12 bijeenkomsten, < 5 mensen bereikt)"


def test_a_word_that_is_too_long_is_broken(plan, pilot):
    long = replace(plan, needs=plan.needs.assign(titles=[{"nl": "x" * 90}, {}]))
    assert figures.logic_model(long, pilot).svg


def test_a_chosen_action_stands_alone_where_nothing_is_linked(plan, pilot):
    assert figures.logic_model(ActionPlan(actions=plan.actions), pilot).svg


def test_without_a_plan_it_says_so(pilot):
    assert "nog geen acties gekozen" in figures.logic_model(ActionPlan(), pilot).to_html()
