from tests.tables.test_coding import spoken

from pilots import figures, qualitative


def test_the_figure_tells_where_it_was_reached(pilot):
    figure = figures.saturation(qualitative.saturation(spoken(12, 12), orders=50), pilot)
    assert "bereikt bij gesprek 4" in figure.alt
    assert len(figure.data) == 20


def test_too_few_interviews_for_the_rule_are_told(pilot):
    figure = figures.saturation(qualitative.saturation(spoken(5, cases=5), orders=50), pilot)
    assert "niet te zeggen" in figure.notes[0]


def test_a_few_interviews_are_not_drawn(pilot):
    assert not figures.saturation(qualitative.saturation(spoken(3, cases=3), orders=50), pilot).svg


def test_without_codes_the_figure_says_so(pilot):
    assert "geen interviews" in figures.saturation(qualitative.saturation(spoken(0)), pilot).empty_note
