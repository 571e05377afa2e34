from pilots import figures
from pilots.qualitative.themes import THEMES
from pilots.vocabulary import frame


def themes(*cases):
    rows = [
        {"code": f"c{n}", "name": f"code {n}", "theme": "Taal", "level": 1, "cases": n, "base": 20, "share": n / 20, "ci_low": 0.1, "ci_high": 0.9}
        for n in cases
    ]  # fmt: skip
    return frame(THEMES, rows)


def test_a_code_in_few_conversations_is_not_drawn(pilot):
    assert figures.themes(themes(12, 4), pilot).data["Code"].tolist() == ["code 12"]


def test_the_text_alternative_names_the_most_frequent_code(pilot):
    assert "code 12, in 12 van de 20 gesprekken" in figures.themes(themes(6, 12), pilot).alt


def test_only_rare_codes_are_no_reason_to_say_that_nobody_was_asked(pilot):
    assert figures.themes(themes(2), pilot).empty_note != figures.themes(themes(), pilot).empty_note


def test_without_conversations_it_says_so(pilot):
    assert "geen interviews" in figures.themes(themes(), pilot).to_html()


def test_a_code_in_nearly_all_conversations_is_drawn_as_far_as_it_is_sure(pilot):
    figure = figures.themes(themes(12, 19), pilot)
    assert figure.data["Gesprekken"].tolist() == ["> 15 van 20", "12 van 20"]
    assert "code 19: > 15 van 20" in figure.alt
    assert "Gearceerd" in figure.notes[0]


def test_bars_that_would_all_be_as_long_are_not_drawn(pilot):
    figure = figures.themes(themes(6, 5, 2).assign(base=7), pilot)
    assert (figure.svg, "minstens de helft van de 7 gesprekken" in figure.empty_note) == ("", True)


def test_codes_are_called_as_the_reader_speaks(pilot):
    spoken = pilot.model_copy(update={"words": [{"nl": "code 12", "en": "warm welcome"}]})
    assert figures.themes(themes(12), spoken, language="en").data["Code"].tolist() == ["warm welcome"]


def test_of_a_few_conversations_nothing_is_drawn(pilot):
    assert not figures.themes(themes(2).assign(base=4), pilot).svg
