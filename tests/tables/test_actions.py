import pytest

from pilots import tables
from pilots.actions import ActionPlan


def test_strengths_come_before_problems(plan, pilot):
    assert tables.needs(plan, pilot).data["Nood"].tolist() == ["N2. Onthaal", "N1. Taal"]


def test_a_candidate_tells_whether_it_was_chosen(plan, pilot):
    assert tables.candidates(plan, pilot).data["Gekozen"].tolist() == ["ja", "nee"]


def test_materials_of_the_catalogue_stand_by_their_name_once(plan, pilot):
    cited = [("catalogue.ubuntu",), ("catalogue.ontmoeten-is-simpel",)]
    using = plan.actions.assign(catalogue=cited, materials=["Koffie", "Ontmoeten is simpel"])
    shown = tables.candidates(ActionPlan(plan.needs, using), pilot).data
    assert shown["Materiaal"].tolist() == ["Koffie; Ubuntu", "Ontmoeten is simpel"]


def test_the_plan_holds_what_was_chosen(plan, pilot):
    shown = tables.action_plan(plan, pilot).data
    assert shown.iloc[0].tolist() == ["A1. Koffie", "Welkom", "–", "3,50", "–", "–"]
    assert len(shown) == 1


def test_a_chosen_action_without_indicator_stays_in_the_plan(plan, pilot):
    without = ActionPlan(plan.needs, plan.actions)
    assert "geen indicator" in tables.action_plan(without, pilot).data.iloc[0, 1]


def test_a_need_without_finding_is_a_broken_link(plan, pilot):
    assert ["nood", "N1"] in tables.broken_links(plan, pilot).data.iloc[:, :2].to_numpy().tolist()


def test_titles_fall_back_on_the_language_there_is(plan, pilot):
    assert tables.candidates(plan, pilot, language="fr").data.iloc[0, 0] == "A1. Koffie"


@pytest.mark.parametrize("table", [tables.needs, tables.candidates, tables.action_plan, tables.broken_links])
def test_without_a_plan_every_table_says_so(table, pilot):
    html = table(ActionPlan(), pilot).to_html()
    assert "exhibit-absent" in html
    assert "nog geen" in html
