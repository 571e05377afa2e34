"""The answers as they may leave."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilots.codebook import build
from pilots.errors import PilotsError
from pilots.privacy.counts import Count, counts_frame
from pilots.privacy.linked import derivable
from pilots.publish.bundle import anonymity, left_out, publishable
from pilots.survey.survey import Survey

BOOK = build(
    pd.DataFrame(
        {
            "type": ["select_one agree", "select_multiple barriers", "select_one schools", "text", "text"],
            "name": ["welcome", "barriers", "school", "why", "mail"],
            "role": ["", "", "quasi-identifier", "", "identifier"],
            "label::nl": ["Welkom", "Drempels", "School", "Waarom", "E-mail"],
        }
    ),
    pd.DataFrame(
        {
            "list_name": ["agree"] * 3 + ["barriers"] * 2 + ["schools"] * 2,
            "name": ["1", "2", "3", "time", "language", "a", "b"],
            "label::nl": ["oneens", "neutraal", "eens", "tijd", "taal", "A", "B"],
        }
    ),
)


def survey(welcome: list[str | None]) -> Survey:
    n = len(welcome)
    return Survey(
        "parents",
        "parents",
        pd.DataFrame(
            {
                "respondent_id": [f"w0-{i}" for i in range(n)], "wave": 0, "language": "nl", "welcome": welcome,
                "barriers/time": (["1", "0"] * n)[:n], "barriers/language": (["0", "1"] * n)[:n],
                "school": (["a", "b"] * n)[:n], "why": "omdat", "mail": "x@example.org",
            }
        ),
        BOOK,
    )  # fmt: skip


def test_only_closed_questions_that_place_nobody_leave():
    assert list(publishable(survey(["1", "3"] * 10), 0, 5)) == ["welcome", "barriers/time", "barriers/language"]


def test_an_answer_of_few_is_blank_and_so_is_one_beside_it():
    made = publishable(survey(["1"] * 3 + ["2"] * 8 + ["3"] * 20), 0, 5)
    assert set(made["welcome"].dropna()) == {"3"}
    assert made["welcome"].isna().sum() == 11


def test_an_answer_that_everybody_gave_is_blank():
    assert "welcome" not in publishable(survey(["3"] * 20), 0, 5)


def test_too_few_respondents_leave_nothing():
    assert publishable(survey(["1", "2"]), 0, 5).empty


def test_what_a_report_told_of_part_of_them_is_subtracted_from():
    welcome = ["1"] * 12 + ["2"] * 15 + ["3"] * 20
    told = [Count("parents/0", {"site": "a", "welcome": "1"}, 11, 11), Count("parents/0", {"site": "a"}, 30, 30)]
    told += [Count("parents/0", {"site": "b", "welcome": value}, 0, held=True) for value in ("1", "2", "3")] + [
        Count("parents/0", {"site": "b"}, 17, 17)
    ]
    assert "1" not in set(publishable(survey(welcome), 0, 5, told)["welcome"].dropna())


def test_what_leaves_states_how_many_are_alike_and_how_many_answers_they_gave():
    made = publishable(survey(["1", "3"] * 10), 0, 5)
    assert anonymity(made, BOOK, 5, where="a.csv") == {"quasiIdentifiers": [], "k": 20, "l": 2}


def test_a_file_in_which_somebody_stands_alone_may_not_leave():
    alone = pd.DataFrame({"welcome": ["1", "3"] * 5, "school": ["a"] * 9 + ["b"]})
    with pytest.raises(PilotsError, match="k-anonymity"):
        anonymity(alone, BOOK, 5, where="a.csv")


def test_the_order_of_respondents_is_gone():
    answers = ["3"] * 10 + ["1"] * 10
    made = [publishable(survey(given), 0, 5)["welcome"] for given in (answers, answers[::-1])]
    assert made[0].equals(made[1])


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["1", "2", "3", None]), min_size=12, max_size=40))
def test_nothing_that_is_blank_can_be_computed(welcome):
    made = publishable(survey(welcome), 0, 5)
    true = pd.Series(welcome, dtype="str").value_counts()
    shown = set(made["welcome"].dropna()) if "welcome" in made else set()
    blank = [Count("parents/0", {"welcome": v}, 0, held=True) for v in [*true.index, ""] if v not in shown]
    blank = blank if len(blank) > 1 else []
    told = [Count("parents/0", {"welcome": v}, int(true[v]), int(true[v])) for v in sorted(shown)]
    counts = counts_frame([Count("parents/0", {}, len(welcome), len(welcome)), *told, *blank])
    assert derivable(counts, 5).empty
    assert all(true[v] >= 5 for v in shown)
    assert blank or shown == set(true.index)


def test_what_a_report_says_of_who_answered_counts_as_told():
    told = [
        Count("parents/0", {"answered:welcome": "yes"}, 20, 20),
        Count("parents/0", {"answered:welcome": "no"}, 5, 5),
    ]
    told += [Count("parents/0", {"welcome": "", "answered:welcome": "yes"}, 0, 0)]
    told += [Count("parents/0", {"welcome": value, "answered:welcome": "no"}, 0, 0) for value in "123"]
    made = publishable(survey(["1"] * 2 + ["2"] * 8 + ["3"] * 10 + [None] * 5), 0, 5, told)
    assert set(made["welcome"].dropna()) == {"3"}


def test_how_few_gave_no_answer_costs_no_question():
    told = [Count("parents/0", {"answered:welcome": "yes"}, 30, 30), Count("parents/0", {"answered:welcome": "no"}, 0)]
    told += [Count("parents/0", {"welcome": "", "answered:welcome": "yes"}, 0, 0)]
    told += [Count("parents/0", {"welcome": value, "answered:welcome": "no"}, 0, 0) for value in "123"]
    made = publishable(survey(["1"] * 8 + ["2"] * 10 + ["3"] * 12 + [None] * 2), 0, 5, told)
    assert set(made["welcome"].dropna()) == {"1", "2", "3"}


def test_a_question_that_follows_from_a_blank_answer_goes_and_is_named():
    asked = survey(["1"] * 3 + ["2"] * 8 + ["3"] * 20)
    relevant = BOOK.variables["relevant"].mask(BOOK.variables.index == "barriers", "${welcome} > 1")
    after = replace(asked, codebook=replace(BOOK, variables=BOOK.variables.assign(relevant=relevant)))
    made = publishable(after, 0, 5)
    assert list(made) == ["welcome"]
    assert left_out(after, 0, made) == ["barriers/time", "barriers/language"]
