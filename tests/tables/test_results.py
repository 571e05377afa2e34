from pilots import tables
from pilots.actions import ActionPlan
from pilots.actions.indicators import RESULTS
from pilots.vocabulary import frame

FOUND = {
    "indicator": "I1", "action": "A1", "measure": "scale:parents.climate", "baseline": 3.2, "target": 3.5, "result": 3.8,
    "ci_low": 3.6, "ci_high": 4.0, "n": 40, "verdict": "reached", "reason": "",
}  # fmt: skip


def row(plan, pilot, **more):
    return tables.targets(frame(RESULTS, [FOUND | more]), plan, pilot).data.iloc[0].tolist()


def test_a_target_stands_beside_its_result(plan, pilot):
    assert row(plan, pilot) == ["A1. Koffie", "Welkom", "3,20", "3,50", "3,80", "40", "3,60 tot 4", "bereikt"]


def test_the_result_of_too_few_answers_is_held_back_and_its_verdict_with_it(plan, pilot):
    assert row(plan, pilot, n=4)[4:] == ["–", "< 5", "–", "niet te zeggen (te weinig antwoorden)"]


def test_the_result_of_a_few_weeks_of_attendance_is_shown(plan, pilot):
    assert row(plan, pilot, measure="attendance", n=4)[4] == "3,80"


def test_a_count_has_no_interval(plan, pilot):
    assert row(plan, pilot, measure="count", ci_low=None, ci_high=None, n=None)[5] == "–"


def test_without_targets_the_table_says_so(plan, pilot):
    assert "geen doelen" in tables.targets(frame(RESULTS), plan, pilot).to_html().casefold()


def test_an_adjustment_says_why_and_who_agreed(plan, pilot):
    first, second = tables.cycles(plan, pilot).data.iloc[:, 1:].to_numpy().tolist()
    assert first[0] == "20 november 2017"
    assert first[2:] == ["Later uur", "Weinig volk", "Ouders, Schoolteam"]
    assert second[2:] == ["–", "–", "–"]


def test_without_follow_up_the_table_says_so(pilot):
    assert "nog geen opvolging" in tables.cycles(ActionPlan(), pilot).to_html()


def test_a_share_of_families_that_tells_of_few_is_held_back(plan, pilot):
    assert row(plan, pilot, measure="funnel:helped", result=20.0, n=10)[4:] == [
        "–",
        "10",
        "–",
        "niet te zeggen (te weinig mensen)",
    ]
    assert row(plan, pilot, measure="funnel:helped", result=50.0, n=20)[4] == "50"


def test_families_reached_are_held_back_where_they_are_few(plan, pilot):
    assert row(plan, pilot, measure="families:A1", result=3.0, n=3)[4] == "–"
