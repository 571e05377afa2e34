"""Needs beside their findings, and materials beside needs."""

from dataclasses import replace

import pandas as pd

from pilots import tables
from pilots.actions import ActionPlan
from pilots.mixed import JointDisplay
from pilots.mixed.joint_display import DISPLAY
from pilots.vocabulary import frame

FOUND = JointDisplay(
    frame(
        DISPLAY,
        [{"finding": "F1", "kind": "strength", "titles": {"nl": "Ouders voelen zich welkom"}, "survey": "parents", "variable": "climate",
          "estimate": 2.4, "ci_low": 2.2, "ci_high": 2.6, "n": 20, "n_least": 20, "statistic": "mean", "fit": "confirmation", "codes": ()}],
    )
)  # fmt: skip


def test_a_need_stands_beside_the_finding_behind_it(plan, pilot, parents):
    shown = tables.needs_evidence(plan, FOUND, {"parents": parents}, pilot).data
    row = shown[shown["Nood"] == "N2. Onthaal"].iloc[0]
    assert row["Bevinding"] == "F1. Ouders voelen zich welkom"
    assert "2,40 (2,20 tot 2,60" in row.iloc[2]
    assert row.iloc[4] == "bevestiging"


def test_a_need_without_finding_says_so_and_is_counted(plan, pilot, parents):
    table = tables.needs_evidence(plan, FOUND, {"parents": parents}, pilot)
    assert "Geen bevinding" in table.data.set_index("Nood").loc["N1. Taal", "Bevinding"]
    assert table.notes == ("1 van de 2 noden steunt op geen bevinding.",)


def test_a_finding_that_the_display_lacks_is_told(plan, pilot, parents):
    table = tables.needs_evidence(plan, JointDisplay(), {"parents": parents}, pilot)
    assert table.data.iloc[1, 2] == "staat niet in de bevindingen van deze fase"


def test_materials_are_suggested_by_what_they_share_with_a_need(plan, pilot):
    about = replace(plan, needs=plan.needs.assign(frameworks=[("themes.coffee",), ()]))
    shown = tables.suggestions(about, pilot).data
    assert shown["Nood"].unique().tolist() == ["N1. Taal"]
    assert "Ontmoeten is simpel" in shown["Materiaal"].tolist()


def test_an_action_that_draws_on_a_material_is_named(plan, pilot):
    about = replace(plan, needs=plan.needs.assign(frameworks=[("themes.coffee",), ()]),
                    actions=plan.actions.assign(catalogue=pd.Series([("catalogue.ontmoeten-is-simpel",), ()], dtype="object")))  # fmt: skip
    assert (
        tables.suggestions(about, pilot).data.set_index("Materiaal").loc["Ontmoeten is simpel", "In een actie"] == "A1"
    )


def test_without_needs_both_say_so(pilot, parents):
    assert "nog geen noden" in tables.needs_evidence(ActionPlan(), FOUND, {}, pilot).to_html()
    assert "kaders" in tables.suggestions(ActionPlan(), pilot).to_html()
