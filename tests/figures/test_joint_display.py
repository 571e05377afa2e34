import pytest

from pilots import figures
from pilots.mixed import JointDisplay
from pilots.mixed.joint_display import DISPLAY
from pilots.vocabulary import frame

FINDING = {
    "finding": "F1", "survey": "parents", "variable": "welcome", "kind": "strength", "titles": {"nl": "Welkom"}, "statistic": "mean",
    "estimate": 3.5, "ci_low": 3.2, "ci_high": 3.8, "n": 40, "bottom": 1, "top": 5, "cases": 8, "base": 20, "fit": "confirmation",
}  # fmt: skip
CHANGE = {
    "finding": "F2",
    "statistic": "mean_difference",
    "estimate": 0.4,
    "ci_low": 0.1,
    "ci_high": 0.7,
    "n_least": 30,
}


def drawn(pilot, *rows, **more):
    return figures.joint_display(JointDisplay(frame(DISPLAY, [FINDING | row for row in rows])), {}, pilot, **more)


def test_a_finding_is_one_line_of_number_conversations_and_fit(pilot):
    figure = drawn(pilot, {}, CHANGE)
    assert figure.svg
    assert figure.data.iloc[0].tolist() == [
        "F1. Welkom",
        "3,50",
        "3,20 tot 3,80",
        "8 van de 20 gesprekken",
        "bevestiging",
    ]


def test_the_text_alternative_counts_the_fits(pilot):
    assert "bevestiging: 1, tegenspraak: 1" in drawn(pilot, {}, {"finding": "F2", "fit": "discordance"}).alt


@pytest.mark.parametrize("few", [{"n": 4}, {"statistic": "share", "estimate": 0.05}, {**CHANGE, "n_least": 4}])
def test_a_number_of_few_people_is_not_drawn(pilot, few):
    figure = drawn(pilot, few)
    assert figure.data.iloc[0, 1:3].tolist() == ["–", "–"]
    assert any("niet getoond" in note for note in figure.notes)


def test_conversations_that_are_not_counted_are_a_range(pilot):
    assert drawn(pilot, {"cases": 6, "base": 7}).data.iloc[0, 3] == "minstens de helft van de 7 gesprekken"


def test_a_finding_of_one_strand_is_drawn_too(pilot):
    assert len(drawn(pilot, {"estimate": None, "statistic": None, "n": None}, {"cases": None}).data) == 2


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_it_is_drawn_in_each_language(pilot, language):
    assert drawn(pilot, {}, language=language).svg


def test_without_findings_it_says_so(pilot):
    assert "nog geen bevindingen" in drawn(pilot).to_html()
