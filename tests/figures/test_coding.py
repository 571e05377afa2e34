from tests.tables.test_coding import changed, spoken

from pilots import figures, qualitative


def test_both_phases_are_drawn_with_their_intervals(pilot):
    figure = figures.theme_change(changed(6, 14), pilot)
    assert figure.data["Wanneer"].tolist() == ["voor", "na"]
    assert "Grootste verschil: code 0, 40 procentpunten" in figure.alt


def test_a_theme_of_few_is_not_drawn(pilot):
    assert not figures.theme_change(changed(2, 14), pilot).svg


def test_without_two_phases_the_figure_says_so(pilot):
    assert "twee fasen" in figures.theme_change(qualitative.theme_change(spoken(8)), pilot).empty_note
