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


def moved(group, n):
    return {"variable": "climate", "group": group, "statistic": "mean_difference", "estimate": 0.3, "ci_low": 0.1,
            "ci_high": 0.5, "n": n, "method": "m"}  # fmt: skip


def test_a_small_school_can_not_be_computed_from_all_and_the_others(parents, pilot):
    found = estimates([moved("all", 43), moved("vlam", 40), moved("prins", 3)])
    assert figures.change(found, {"parents": parents}, pilot).data["n"].tolist() == ["43"]


def test_a_change_of_too_few_people_is_not_called_no_second_wave(parents, pilot):
    html = figures.change(estimates([moved("all", 3)]), {"parents": parents}, pilot).to_html()
    assert "niet getoond" in html
    assert "geen verandering" not in html


def test_groups_too_small_to_compare_are_not_called_unmeasured(parents, pilot):
    small = estimates([share("climate", 0.5, 3) | {"statistic": "mean"}])
    figure = figures.groups(small, {"parents": parents}, pilot, caption="Mean", label="fig-a")
    assert "niet getoond" in figure.to_html()


def test_the_text_alternative_holds_value_and_interval(parents, pilot):
    alt = figures.strengths(estimates([share("heard", 0.5, 40)]), {"parents": parents}, pilot).alt
    assert "Men luistert naar mij, niet te zeggen: 50 % (40 % tot 60 %)" in alt.replace("\xa0", " ")


def test_only_both_ends_of_many_items_are_drawn_and_that_is_said(parents, pilot):
    found = estimates([share(name, value, 100) for name, value in [("a", 0.2), ("b", 0.4), ("c", 0.6), ("d", 0.8)]])
    figure = figures.strengths(found, {"parents": parents}, pilot, most=2)
    assert figure.data["Wat"].tolist() == ["d", "a"]
    assert len(figure.notes) == 1


def test_a_statement_put_the_other_way_round_is_no_strength(parents, pilot):
    turned = share("heard", 0.8, 40) | {
        "method": "share that agrees with a statement put the other way round, Wilson interval"
    }
    figure = figures.strengths(estimates([share("welcome", 0.5, 40), turned]), {"parents": parents}, pilot)
    assert figure.data.iloc[:, 0].tolist() == ["Ik voel mij welkom"]
    assert "Omgekeerd geformuleerde uitspraken staan er niet bij." in figure.notes
