"""Two schools that started apart, four building blocks, three measurements of school teams."""

import re
from collections.abc import Mapping

import pandas as pd
import pytest

from pilots import actions, frameworks, mixed, qualitative, survey
from pilots.codebook import Codebook
from pilots.examples import write_example
from pilots.examples.interviews import read_conversation
from pilots.examples.sterk_onderwijs.codebooks import TEXTS
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.workflow.check import problems

BLOCKS = list(frameworks.within("blocks"))
QUOTES = TEXTS.read("findings")["quotes"]


@pytest.fixture(scope="module")
def sterk(tmp_path_factory: pytest.TempPathFactory) -> Pilot:
    raw = write_example("sterk-onderwijs", tmp_path_factory.mktemp("sterk"))
    return Pilot.read(raw / "pilot.toml")


@pytest.fixture(scope="module")
def surveys(sterk: Pilot) -> Mapping[str, Survey]:
    return survey.load_all(sterk)


@pytest.fixture(scope="module")
def changes(sterk: Pilot, surveys: Mapping[str, Survey]) -> pd.DataFrame:
    rows = survey.change(surveys, survey.links(sterk))
    return rows.loc[rows["statistic"] == "mean_difference"].set_index(["variable", "group"])


def test_nothing_is_wrong_with_it(sterk: Pilot) -> None:
    assert problems(sterk.project, sterk.name) == []


def test_machelen_started_after_landen(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["staff"]
    started = pd.to_datetime(staff.responses["started"]).groupby([staff.site(), staff.responses["wave"]]).min()
    assert staff.waves == (0, 1, 2)
    assert started["machelen", 0] > started["landen", 0] + pd.Timedelta(weeks=20)


def test_team_sizes_are_those_of_small_schools(surveys: Mapping[str, Survey]) -> None:
    staff = surveys["staff"]
    assert staff.responses.groupby([staff.responses["wave"], staff.site()]).size().between(20, 36).all()


def test_each_block_has_a_scale_a_need_and_a_chosen_action(sterk: Pilot, surveys: Mapping[str, Survey]) -> None:
    plan = actions.load(sterk)
    done = actions.by_element(plan, pd.DataFrame(columns=["action", "verdict"])).set_index("element")
    assert (done.loc[BLOCKS, ["needs", "chosen"]] > 0).all(axis=None)
    assert set(BLOCKS) <= set(survey.by_element(surveys)["element"])


def test_questions_are_in_three_languages(sterk: Pilot) -> None:
    for group in ("staff", "parents"):
        book = Codebook.read(sterk.path(sterk.survey(group).codebook))
        for table in (book.variables, book.choices, book.scales):
            assert all(set(labels) == {"nl", "fr", "en"} for labels in table["labels"])


def test_scales_hang_together(surveys: Mapping[str, Survey]) -> None:
    rows = survey.reliability(surveys, wave=0)
    alpha = rows.loc[rows["statistic"] == "cronbach_alpha", "estimate"]
    assert len(alpha) == 7
    assert alpha.between(0.6, 0.87).all()


def test_some_blocks_moved_and_of_others_nothing_can_be_told(changes: pd.DataFrame) -> None:
    low, high = changes["ci_low"], changes["ci_high"]
    risen = [
        ("staff.school_practice", "landen"),
        ("staff.with_partners", "landen"),
        ("staff.with_partners", "machelen"),
    ]
    assert (low[risen] > 0).all()
    untold = changes.index.isin(risen) | (changes.index.get_level_values(1) == "all")
    rest = changes.loc[~untold & changes.index.get_level_values(0).str.startswith("staff")]
    assert len(rest) == 5
    assert ((rest["ci_low"] < 0) & (rest["ci_high"] > 0)).all()
    assert high.notna().all()


def test_colleagues_are_linked_over_three_years_and_some_are_not(sterk: Pilot, surveys: Mapping[str, Survey]) -> None:
    links = survey.links(sterk)["staff"]
    last = surveys["staff"].responses.query("wave == 2")["respondent_id"]
    assert 15 <= links["respondent_1"].isin(last).sum() < len(last) - 15


def test_the_chain_from_need_to_result_is_whole(sterk: Pilot) -> None:
    assert actions.load(sterk).broken_links().empty


def test_targets_turn_out_in_every_way(sterk: Pilot, surveys: Mapping[str, Survey], changes: pd.DataFrame) -> None:
    verdicts = actions.evaluate(actions.load(sterk), changes.reset_index(), pd.DataFrame(), surveys)["verdict"]
    assert set(verdicts) == {"reached", "not reached", "cannot tell"}


def test_baselines_are_what_the_first_wave_says(sterk: Pilot, surveys: Mapping[str, Survey]) -> None:
    for one in actions.load(sterk).indicators.query("measure.str.startswith('scale:')").itertuples():
        name, _, scale = str(one.measure).removeprefix("scale:").partition(".")
        scores = survey.score(surveys[name].at(0)).scores
        own = scores.loc[scores["site"] == one.site] if one.site else scores
        assert one.baseline == round(own[scale].mean(), 1)


def test_each_adjustment_has_its_date_reason_and_who_agreed(sterk: Pilot) -> None:
    adjusted = actions.load(sterk).cycles.query("adjusted")
    assert len(adjusted) >= 5
    assert adjusted["date"].notna().all()
    assert all(reason and agreed for reason, agreed in zip(adjusted["reason"], adjusted["agreed_by"], strict=True))


def test_materials_and_elements_that_it_names_exist(sterk: Pilot) -> None:
    plan = actions.load(sterk)
    for table in (plan.needs, plan.actions):
        frameworks.require(element for named in table["frameworks"] for element in named)
    frameworks.require(material for named in plan.actions["catalogue"] for material in named)


def test_actions_cite_what_their_needs_suggest(sterk: Pilot) -> None:
    plan = actions.load(sterk)
    suggested = frameworks.suggest(plan.needs).groupby("need")["material"].agg(set)
    for one in plan.actions.itertuples():
        assert set(one.catalogue) <= set().union(*(suggested.get(need, set()) for need in one.needs))


def test_the_cafe_drew_more_after_it_moved(sterk: Pilot) -> None:
    table = actions.sessions(sterk).query("action == 'a3' and site == 'machelen'")
    later = table["date"] >= pd.Timestamp(2024, 1, 8)
    assert table.loc[later, "present"].mean() > 2 * table.loc[~later, "present"].mean()


@pytest.mark.parametrize("quote", QUOTES, ids=lambda quote: str(quote["quote"]))
def test_a_quote_stems_from_a_passage_with_its_code(quote: dict[str, str]) -> None:
    text, passages = read_conversation(TEXTS, quote["document"])
    assert quote["code"] in [code for start, end, code in passages if quote["text"] in text[start:end]]


def test_codes_lead_to_elements(sterk: Pilot) -> None:
    coded = mixed.framework_codes(sterk, qualitative.load(sterk))
    counted = frameworks.adding_up(codes=coded).set_index("element")["codes"]
    assert (counted[BLOCKS] > 0).all()


def test_every_conversation_says_that_it_is_invented(sterk: Pilot) -> None:
    for about in TEXTS.read("interviews")["documents"]:
        text, _ = read_conversation(TEXTS, about["name"])
        assert text.startswith("SYNTHETISCH VOORBEELD")
        assert re.search(r"\d{4}", text.splitlines()[1])


def test_decisions_can_be_undone(sterk: Pilot) -> None:
    for name in ("staff", "parents"):
        raw = survey.load_raw(sterk, name)
        cleaned = survey.clean(raw, survey.read_review(sterk.folder / "decisions" / f"{name}.xlsx"))
        assert len(cleaned.decisions) > 5
        pd.testing.assert_frame_equal(survey.revert(cleaned, cleaned.decisions).responses, raw.responses)
