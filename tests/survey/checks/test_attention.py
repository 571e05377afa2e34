from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pilots.codebook import build
from pilots.survey.checks import CHECKS
from pilots.survey.survey import Survey

INDICES = ("straight-lining", "no variation", "even-odd", "synonyms", "unusual answers")


def simulated(n: int, items: int, scales: int, seed: int = 7, **settings: str) -> Survey:
    """Careful answers to scales that correlate, loadings of .7, every third item of a scale reverse-keyed."""
    draw = np.random.default_rng(seed)
    each = items // scales
    turned = np.arange(items) % each == 2
    trait = draw.normal(size=(n, 1)) * 0.5 + draw.normal(size=(n, scales)) * 0.85
    said = np.repeat(trait, each, axis=1) * 0.7 + draw.normal(size=(n, items)) * 0.7 + draw.normal(0, 0.3, items)
    answers = np.clip(np.round(3 + (0.6 + said) * np.where(turned, -1, 1)), 1, 5).astype("int64")
    names = [f"q{place}" for place in range(items)]
    book = build(
        pd.DataFrame(
            {"type": "select_one agree", "name": names, "role": "item", "reverse": np.where(turned, "yes", None)}
        ),
        pd.DataFrame({"list_name": "agree", "name": list("12345")}),
        pd.DataFrame(
            {"scale": [f"s{place}" for place in range(scales)],
             "items": [" ".join(names[start : start + each]) for start in range(0, items, each)]}
        ),
        settings,
    )  # fmt: skip
    frame = pd.DataFrame(answers, columns=names).astype("str")
    return Survey("parents", "parents", frame.assign(respondent_id=[f"w0-{row}" for row in range(n)], wave=0), book)


def with_answers(survey: Survey, answers: "np.ndarray") -> Survey:
    """The survey with the last row of answers changed."""
    frame = survey.responses.copy()
    items = list(survey.codebook.variables.index)
    frame.loc[frame.index[-1], items] = [None if value == 0 else str(value) for value in answers]
    return replace(survey, responses=frame)


@pytest.mark.parametrize("name", INDICES)
@pytest.mark.parametrize(("n", "items", "scales"), [(60, 20, 4), (200, 20, 2)])
def test_careful_people_are_hardly_ever_flagged(name: str, n: int, items: int, scales: int) -> None:
    flagged = [len(CHECKS[name](simulated(n, items, scales, seed))) for seed in range(6)]
    assert np.mean(flagged) <= 0.01 * n


def test_one_answer_throughout_is_a_straight_line() -> None:
    flags = CHECKS["straight-lining"](with_answers(simulated(30, 12, 3), np.full(12, 4)))
    assert flags[["respondent_id", "severity"]].to_numpy().tolist() == [["w0-29", "doubt"]]


def test_a_straight_line_with_gaps_does_not_vary() -> None:
    flat = np.full(12, 4)
    flat[[3, 7]] = 0
    survey = with_answers(simulated(30, 12, 3), flat)
    assert CHECKS["no variation"](survey)["respondent_id"].tolist() == ["w0-29"]
    assert CHECKS["straight-lining"](survey).empty


def test_the_settings_sheet_sets_thresholds() -> None:
    survey = simulated(60, 40, 8, even_odd="-1", longstring="3")
    assert len(CHECKS["even-odd"](survey)) > 50
    assert len(CHECKS["straight-lining"](survey)) > 0


def test_halves_of_scales_that_contradict_each_other() -> None:
    answers = np.tile([1, 5, 5, 5, 5, 1, 1, 1], 4)
    flags = CHECKS["even-odd"](with_answers(simulated(40, 32, 8), answers))
    assert "w0-39" in set(flags["respondent_id"])


def test_few_scales_or_people_say_nothing() -> None:
    survey = simulated(60, 20, 4, even_odd="-1", synonyms="1")
    assert all(CHECKS[name](survey).empty for name in ("even-odd", "synonyms", "unusual answers"))


def test_answers_against_all_synonyms_are_noted() -> None:
    survey = simulated(300, 12, 2, synonym_r="0.3", synonyms="0")
    flags = CHECKS["synonyms"](with_answers(survey, np.array([1, 5, 1, 5, 1, 5, 5, 1, 5, 1, 5, 1])))
    assert "w0-299" in set(flags["respondent_id"])


def test_an_impossible_combination_is_far_from_all_others() -> None:
    survey = simulated(300, 12, 2)
    flags = CHECKS["unusual answers"](with_answers(survey, np.array([1, 5, 1, 5, 1, 5] * 2)))
    assert "w0-299" in set(flags["respondent_id"])


def test_what_most_people_do_is_told_of_the_question_and_codes_may_be_words() -> None:
    book = build(
        pd.DataFrame({"type": "select_one agree", "name": [f"q{n}" for n in range(6)], "role": "item"}),
        pd.DataFrame({"list_name": "agree", "name": ["yes", "no", "both"]}),
    )
    frame = pd.DataFrame("yes", index=range(200), columns=list(book.variables.index))
    survey = Survey("p", "p", frame.assign(respondent_id=[f"w0-{n}" for n in range(200)], wave=0), book)
    flags = CHECKS["straight-lining"](survey)
    assert flags["variable"].tolist() == ["q0"]
    assert flags["reason"].item().startswith("200 of 200 respondents")
    assert all(CHECKS[name](survey).empty for name in INDICES[1:])
