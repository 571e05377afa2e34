from pilots import tables
from pilots.mixed import JointDisplay
from pilots.mixed.joint_display import DISPLAY
from pilots.vocabulary import frame

FINDING = {
    "finding": "F1", "survey": "parents", "variable": "welcome", "kind": "strength", "titles": {"nl": "Welkom"}, "statistic": "share", "estimate": 0.5, "ci_low": 0.4,
    "ci_high": 0.6, "n": 40, "cases": 8, "base": 13, "quote": "Iedereen groet", "fit": "confirmation", "need": "N1",
}  # fmt: skip


def table(pilot, *findings):
    return tables.joint_display(JointDisplay(frame(DISPLAY, [FINDING | more for more in findings])), {}, pilot)


def cell(pilot, column, **more):
    return table(pilot, more).data.iloc[0, column]


def test_a_number_bears_its_interval_and_n(pilot):
    said = cell(pilot, 1).replace("\N{NO-BREAK SPACE}", " ")
    assert said == "Ouders, welcome – akkoord: 50 % (40 % tot 60 %; n = 40)"


def test_a_number_of_too_few_people_is_held_back(pilot):
    assert "niet getoond" in cell(pilot, 1, n=4)


def test_a_share_that_tells_about_too_few_people_is_held_back(pilot):
    assert "niet getoond" in cell(pilot, 1, estimate=0.05)
    assert "niet getoond" in cell(pilot, 1, estimate=0.95)


def test_conversations_are_not_counted_where_few_follow_beside_the_themes(pilot):
    assert cell(pilot, 2, base=30, cases=12, apart=2).startswith("minder dan de helft van de 30 gesprekken")


def test_what_was_not_measured_is_said(pilot):
    assert cell(pilot, 1, estimate=None) == "niet gemeten"


def test_what_was_said_stands_with_its_count_and_quote(pilot):
    assert cell(pilot, 2) == "8 van de 13 gesprekken. “Iedereen groet”"


def test_few_conversations_are_not_counted_out(pilot):
    assert cell(pilot, 2, cases=2, quote="") == "< 5 van de 13 gesprekken"


def test_six_of_seven_conversations_do_not_tell_that_one_did_not(pilot):
    said = table(pilot, {"cases": 6, "base": 7, "quote": ""})
    assert said.data.iloc[0, 2] == "minstens de helft van de 7 gesprekken"
    assert any("minstens 5 over gaan" in note for note in said.notes)


def test_too_few_conversations_are_not_told_of(pilot):
    assert cell(pilot, 2, cases=2, base=4, quote="") == "minder dan 5 gesprekken"


def test_a_change_of_which_few_answered_one_wave_is_held_back(pilot):
    assert "niet getoond" in cell(pilot, 1, statistic="mean_difference", n=40, n_least=4)


def test_an_option_is_chosen_and_not_agreed_with(pilot):
    assert "aandeel dat dit koos" in cell(pilot, 1, variable="barriers/time")


def test_what_was_not_asked_is_said(pilot):
    assert cell(pilot, 2, cases=None, base=None, quote="") == "niet gevraagd"


def test_a_refused_judgement_says_why(pilot):
    said = cell(pilot, 3, fit="cannot tell", fit_reason="the interval holds both directions")
    assert said == "niet te zeggen (het interval laat beide richtingen open)"


def test_strengths_come_before_problems(pilot):
    shown = table(
        pilot,
        {"finding": "F2", "kind": "problem"},
        {"finding": "F1", "survey": "parents", "variable": "welcome", "kind": "strength"},
    ).data
    assert [said[:2] for said in shown.iloc[:, 0]] == ["F1", "F2"]


def test_without_findings_the_table_says_so(pilot):
    assert "nog geen bevindingen" in table(pilot).to_html()
