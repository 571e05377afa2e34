from collections.abc import Mapping

import pandas as pd
import pytest

from pilots import actions, survey
from pilots.codebook import Codebook
from pilots.pilot import Pilot
from pilots.survey import Survey

LANGUAGES = {"parents": {"nl", "fr", "en", "ar", "tr"}, "staff": {"nl", "fr", "en"}, "partners": {"nl", "fr", "en"}}


@pytest.mark.parametrize("group", LANGUAGES)
def test_every_question_choice_and_scale_is_labelled_in_every_language(menen: Pilot, group: str) -> None:
    book = Codebook.read(menen.path(menen.survey(group).codebook))
    for table in (book.variables, book.choices, book.scales):
        assert all(set(labels) == LANGUAGES[group] for labels in table["labels"])


def test_groups_can_be_compared_on_three_scales(raw: Mapping[str, Survey]) -> None:
    shared = set.intersection(*(set(answers.codebook.scales.index) for answers in raw.values()))
    assert shared == {"school_climate", "communication", "partnership"}


def test_raw_data_hold_what_goes_wrong_in_real_life(menen: Pilot, raw: Mapping[str, Survey]) -> None:
    found = survey.check(raw["parents"], menen)
    assert set(found["check"]) >= {
        "test response", "consent", "incomplete", "duplicate", "too fast", "straight-lining", "out of range",
        "other without text",
    }  # fmt: skip


def test_respondents_answered_in_five_languages(cleaned: Mapping[str, Survey]) -> None:
    spoken = cleaned["parents"].responses["language"].value_counts()
    assert set(spoken.index) == {"nl", "fr", "en", "ar", "tr"}
    assert spoken.min() >= 10


def test_sample_sizes_after_cleaning(cleaned: Mapping[str, Survey]) -> None:
    sizes = {name: answers.responses.groupby("wave").size().to_dict() for name, answers in cleaned.items()}
    assert sizes == {"parents": {0: 91, 1: 121}, "staff": {0: 24, 1: 31}, "partners": {0: 12}}


def test_scales_are_reliable_but_one(cleaned: Mapping[str, Survey]) -> None:
    alpha = {scale: cronbach(cleaned["parents"].at(0), scale) for scale in cleaned["parents"].codebook.scales.index}
    weak = alpha.pop("network")
    assert all(0.7 < value < 0.87 for value in alpha.values())
    assert 0.3 < weak < 0.6


def test_communication_rose_at_the_first_school_and_nothing_else_did_as_much(cleaned: Mapping[str, Survey]) -> None:
    scored = survey.score(cleaned["parents"]).scores.query("site == 'vlam'").groupby("wave").mean(numeric_only=True)
    rise = scored.loc[1] - scored.loc[0]
    assert 0.25 < rise.pop("communication") < 0.5
    assert rise.abs().max() < 0.25


def test_baselines_of_scales_are_what_the_first_wave_says(menen: Pilot, cleaned: Mapping[str, Survey]) -> None:
    means = survey.score(cleaned["parents"].at(0)).scores.mean(numeric_only=True)
    indicators = actions.load(menen).indicators.query("measure.str.startswith('scale:')")
    for one in indicators.itertuples():
        assert one.baseline == round(means[one.measure.rpartition(".")[2]], 1)


def test_staff_see_communication_more_positively_than_parents(cleaned: Mapping[str, Survey]) -> None:
    means = {name: survey.score(answers.at(0)).scores["communication"].mean() for name, answers in cleaned.items()}
    assert means["staff"] > means["parents"] + 0.3


def test_about_forty_parents_can_be_linked_some_with_one_element_off(
    menen: Pilot, cleaned: Mapping[str, Survey]
) -> None:
    links = survey.link(cleaned["parents"], menen)
    assert 35 <= len(links) <= 47
    assert (links["how"] != "same code").sum() >= 3


def test_the_second_school_has_no_first_wave(cleaned: Mapping[str, Survey]) -> None:
    parents = cleaned["parents"]
    assert set(parents.at(0).site()) == {"vlam"}
    assert parents.at(1).site().value_counts().min() >= 40


@pytest.mark.parametrize("name", LANGUAGES)
def test_reviewed_decisions_can_be_undone(raw: Mapping[str, Survey], cleaned: Mapping[str, Survey], name: str) -> None:
    back = survey.revert(cleaned[name], cleaned[name].decisions)
    pd.testing.assert_frame_equal(back.responses, raw[name].responses)


def test_no_invented_person_is_left_in_a_cleaned_open_answer(cleaned: Mapping[str, Survey]) -> None:
    from pilots.examples.menen.codebooks import texts

    people = texts("answers")["people"]
    planted = [*people["first"], *people["men"], *people["last"], *people["child"], "@", "0470", "0486", "0495", "+32"]
    for answers in cleaned.values():
        said = answers.responses[["strength", "suggestion"]].stack()
        assert [
            name
            for name in planted
            if said.str.contains(rf"(?<!\w){name}(?!\w)" if name.isalpha() else name, regex=name.isalpha()).any()
        ] == []


def cronbach(answers: Survey, scale: str) -> float:
    """Its formula: k/(k-1) (1 - sum of the items' variances / variance of their sum)."""
    book, items = answers.codebook, list(answers.codebook.scales.at[scale, "items"])
    codes = answers.numbers(items).dropna()
    turned = [item for item in items if book.variables.at[item, "reverse"]]
    codes[turned] = 6 - codes[turned]
    return float(len(items) / (len(items) - 1) * (1 - codes.var().sum() / codes.sum(axis=1).var()))
