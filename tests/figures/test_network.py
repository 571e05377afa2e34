from tests.qualitative.projects import project
from tests.tables.test_coding import spoken

from pilots import figures, qualitative


def test_ties_and_the_strongest_are_told(pilot):
    figure = figures.network(qualitative.code_network(spoken(12, 12, 10, cases=40, both=[(1, 6), (2, 5)])), pilot)
    assert "Het vaakst samen: code 0 en code 2, in 7 van de 40 gesprekken" in figure.alt or "code 1" in figure.alt
    assert figure.svg


def test_a_code_of_few_conversations_is_not_drawn(pilot):
    figure = figures.network(qualitative.code_network(spoken(12, 12, 3, cases=40, both=[(1, 6)])), pilot)
    assert "code 2" not in figure.data.to_string()
    assert "2 codes" in figure.alt
    assert "niet getoond" in figure.notes[-1]


def test_a_code_of_nearly_all_of_a_theme_is_not_drawn(pilot):
    codings = [(int(n < 10), n, 0, 0, 2) for n in range(12)] + [
        (code, n, 0, 0, 2) for code in (2, 3) for n in range(5, 20)
    ]
    made = project([None, 0, None, None], 40, [(n, n, "whole") for n in range(40)], codings)
    assert "code 1" not in figures.network(qualitative.code_network(made), pilot).data.to_string()


def test_no_more_lines_than_can_be_told_apart(pilot):
    starts = [(code, 2 * code) for code in range(1, 12)]
    made = spoken(*[30] * 12, cases=60, both=starts)
    figure = figures.network(qualitative.code_network(made), pilot)
    assert len(figure.data) == 30
    assert "niet getekend" in figure.notes[1]


def test_without_ties_the_figure_says_so(pilot):
    assert "Geen twee codes" in figures.network(qualitative.code_network(spoken(12)), pilot).empty_note
