from dataclasses import replace

import pandas as pd
import pytest

from pilots import actions, frameworks, survey, tables
from pilots.actions import ActionPlan
from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.survey import Survey

NO_CHANGE = pd.DataFrame(columns=["variable", "group", "statistic", "estimate", "n"])
NO_RESULTS = pd.DataFrame(columns=["action", "verdict"])


@pytest.fixture
def named(parents: Survey) -> Survey:
    scales = parents.codebook.scales.assign(frameworks=[("involvement.attitude",)])
    book = replace(parents.codebook, scales=scales)
    return replace(parents, codebook=book, scores=parents.scores.assign(wave=0, climate=[1.0, 3.0] * 11 + [2.0]))


def test_means_are_held_back_where_few_answered(named: Survey, pilot: Pilot) -> None:
    measured = survey.by_element({"parents": named})
    shown = tables.by_element(
        actions.by_element(ActionPlan(), NO_RESULTS), measured, NO_CHANGE, {"parents": named}, pilot
    )
    assert set(shown.data["Vertrekpunt"]) == {"2,00 (1,52 tot 2,48; n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}20)", "–"}
    assert any("Minder dan 5" in note for note in shown.notes)


def test_an_element_tells_what_was_done_for_it(plan: ActionPlan, pilot: Pilot) -> None:
    about = replace(plan, actions=plan.actions.assign(frameworks=[("blocks.parents",), ("blocks.network",)]))
    results = pd.DataFrame({"action": ["A1"], "verdict": ["reached"]})
    shown = tables.by_element(
        actions.by_element(about, results), survey.by_element({}), NO_CHANGE, {}, pilot, language="en"
    )
    assert shown.data.to_numpy().tolist() == [
        ["Parents strengthened", "1", "1", "1", "0", "0"],
        ["Network round the school", "0", "0", "0", "0", "0"],
    ]


def test_a_scale_stands_once_with_the_element_it_names(named: Survey, pilot: Pilot) -> None:
    surveys = {"parents": named}
    done = actions.by_element(ActionPlan(), NO_RESULTS)
    shown = tables.by_element(done, survey.by_element(surveys), NO_CHANGE, surveys, pilot, language="en").data
    assert shown.drop(columns=shown.columns[0]).drop_duplicates().shape[0] == len(shown)
    assert "see its parts" in set(shown["Scale"])


def test_without_elements_one_sentence_says_so(plan: ActionPlan, pilot: Pilot) -> None:
    shown = tables.by_element(
        actions.by_element(plan, NO_RESULTS), survey.by_element({}), NO_CHANGE, {}, pilot, language="en"
    )
    assert "No need, action or scale names an element" in shown.to_html()


def test_few_conversations_are_not_counted_out_nor_told_by_the_whole(pilot: Pilot) -> None:
    cases = [("involvement.parenting", n) for n in range(6)] + [("involvement.teaching", n) for n in range(5, 8)]
    codes = pd.DataFrame(
        {"pilot": "small", "code": "x", "frameworks": [(e,) for e, _ in cases], "case": [str(n) for _, n in cases]}
    )
    shown = tables.adding_up(frameworks.adding_up(codes=codes), [pilot]).data
    assert shown["Gesprekken"].tolist() == ["8", "·", "< 5"]


def test_pilots_stand_beside_each_other(plan: ActionPlan, pilot: Pilot) -> None:
    about = replace(plan, needs=plan.needs.assign(frameworks=[("capitals.social",), ("capitals.social",)]))
    counted = actions.adding_up({"small": about, "other": about}, {})
    assert tables.adding_up(counted, [pilot]).data[["Proeftuin", "Noden"]].to_numpy().tolist() == [
        ["Klein", "2"],
        ["other", "2"],
    ]


def test_a_reading_list_shows_each_material_once_and_its_source(pilot: Pilot) -> None:
    shown = tables.catalogue(["catalogue.ubuntu", "catalogue.wiegelied-voor-hamza", "catalogue.ubuntu"], pilot)
    assert shown.data[["Materiaal", "Door wie"]].to_numpy().tolist() == [
        ["Ubuntu", "–"],
        ["Wiegelied voor Hamza", "VBJK"],
    ]
    assert any("Hefboom" in note for note in shown.notes)


def test_an_unknown_material_is_told(pilot: Pilot) -> None:
    with pytest.raises(PilotsError, match=r"Did you mean 'catalogue.ubuntu'"):
        tables.catalogue(["catalogue.ubunto"], pilot)
