from pilots import figures
from pilots.vocabulary import estimates


def share(variable, value, n):
    return {
        "variable": variable,
        "group": "parents",
        "statistic": "share",
        "estimate": value,
        "ci_low": value - 0.1,
        "ci_high": min(value + 0.1, 1),
        "n": n,
        "method": "share with Wilson interval",
    }


def test_strengths_come_before_problems(parents, pilot):
    found = estimates([share("heard", 0.3, 40), share("welcome", 0.8, 40)])
    figure = figures.strengths(found, {"parents": parents}, pilot)
    assert figure.data["Wat"].tolist() == ["Ik voel mij welkom", "Men luistert naar mij"]


def test_a_share_that_tells_about_too_few_people_is_held_back(parents, pilot):
    found = estimates([share("heard", 0.5, 40), share("welcome", 1.0, 40)])
    figure = figures.strengths(found, {"parents": parents}, pilot)
    assert figure.data["Wat"].tolist() == ["Men luistert naar mij"]
    assert "niet getoond" in figure.notes[0]


def test_without_a_second_wave_the_change_says_so(parents, pilot):
    assert "geen verandering" in figures.change(estimates(), {"parents": parents}, pilot).to_html()
