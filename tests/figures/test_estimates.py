import pandas as pd
from tests.statistics.calls import people

from pilots import figures, statistics, vocabulary
from pilots.figures.style import in_language, sheet


def row(variable, estimate, low, high, statistic="odds_ratio"):
    return {
        "variable": variable, "group": "all", "statistic": statistic, "estimate": estimate, "ci_low": low, "ci_high": high,
        "ci_level": 0.95, "n": 40, "n_missing": 0, "method": "share with Wilson interval",
    }  # fmt: skip


def drawn(pilot, *rows, **more):
    return figures.estimates(vocabulary.estimates(rows), {}, pilot, caption="Proef", **more)


def labels(share=False, ratio=False, low=0.0, high=1.0):
    with sheet(1) as (drawing, (axis,)):
        axis.set_xlim(low, high)
        in_language(axis, "nl", share=share, ratio=ratio)
        drawing.canvas.draw()
        return [label.get_text() for label in axis.get_xticklabels()]


def test_marks_on_an_axis_are_told_apart():
    for high in (0.03, 0.5, 2, 30, 4000):
        told = labels(high=high)
        assert len(set(told)) == len(told)


def test_shares_have_no_more_decimals_than_it_takes():
    assert "40\xa0%" in labels(share=True)
    assert "0,5\xa0%" in labels(share=True, high=0.02)


def test_ratios_stand_on_a_logarithmic_axis():
    assert {"0,2", "0,5", "1", "2", "5"} <= set(labels(ratio=True, low=0.15, high=7))


def test_each_estimate_stands_in_the_numbers(pilot):
    data = drawn(pilot, row("a", 2.0, 1.1, 3.5), row("b", 0.5, 0.2, 1.2)).data
    assert data["Schatting"].tolist() == ["2,00", "0,50"]


def test_what_is_held_back_is_not_drawn(pilot):
    data = people(60).assign(group=["a"] * 40 + ["b"] * 17 + ["c"] * 3)
    figure = figures.estimates(statistics.means(data, "score", by="group"), {}, pilot, caption="Proef", language="en")
    assert set(figure.data["Group"]) == {"a", "b"}
    assert figure.notes[-1].startswith("Fewer than 5 people")


def test_without_anything_to_draw_it_says_so(pilot):
    missing = statistics.means(pd.DataFrame({"score": [None] * 9}, dtype="float64"), "score")
    assert (
        figures.estimates(missing, {}, pilot, caption="Proef", language="en").empty_note
        == "There is nothing to estimate."
    )


def test_statistics_without_intervals_are_drawn_only_where_none_has_one(pilot):
    data = people(60)
    assert set(drawn_of(pilot, statistics.means(data, "score")).data["Statistic"]) == {"mean"}
    spread = statistics.means(data, "score").query("statistic == 'sd'")
    assert drawn_of(pilot, spread).data["Statistic"].tolist() == ["standard deviation"]


def test_a_difference_tells_of_whom_it_is(pilot):
    data = people(60).assign(group=["a", "b"] * 30)
    found = pd.concat([statistics.means(data, "score", by="group"), statistics.compare(data, "score", by="group")])
    assert drawn_of(pilot, found).svg.count("<!-- score, a − b -->") == 3


def drawn_of(pilot, found):
    return figures.estimates(found, {}, pilot, caption="Proef", language="en")
