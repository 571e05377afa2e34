from pilots import figures
from pilots.mixed.by_theme import BY_THEME
from pilots.vocabulary import frame

ROW = {
    "variable": "parents.climate", "code": "warm", "statistic": "mean", "spoke": 4.2, "spoke_low": 3.9, "spoke_high": 4.5, "n_spoke": 12,
    "silent": 3.1, "silent_low": 2.7, "silent_high": 3.5, "n_silent": 9, "difference": 1.1, "ci_low": 0.6, "ci_high": 1.6, "verdict": "higher",
}  # fmt: skip


def drawn(pilot, *rows):
    return figures.by_theme(frame(BY_THEME, [ROW | row for row in rows]), {}, pilot)


def test_both_sides_stand_in_the_numbers(pilot):
    assert drawn(pilot, {}).data.iloc[0, 1:].tolist() == [
        "warm",
        "4,20 (3,90 tot 4,50)",
        "3,10 (2,70 tot 3,50)",
        "hoger",
    ]


def test_each_score_has_a_panel(pilot):
    assert drawn(pilot, {}, {"variable": "parents.network"}).svg.count("<clipPath") == 2


def test_the_text_alternative_names_what_differs(pilot):
    assert "warm: hoger" in drawn(pilot, {}).alt
    assert "geen enkel thema" in drawn(pilot, {"verdict": "cannot tell"}).alt


def test_a_theme_of_few_is_not_drawn(pilot):
    assert drawn(pilot, {}, {"code": "rare", "n_spoke": 4}).data.iloc[:, 1].tolist() == ["warm"]


def test_where_nothing_may_be_drawn_it_says_so(pilot):
    assert "Te weinig gesprekken" in drawn(pilot, {"n_spoke": 2}).to_html()
    assert "Geen enkel gesprek" in drawn(pilot).to_html()
