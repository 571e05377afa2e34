import pandas as pd

from pilots import figures, statistics


def chart(pilot, came, of=30, **more):
    weeks = pd.DataFrame({"week": range(1, len(came) + 1), "came": came, "of": of})
    found = statistics.control_chart(weeks, "came", kind="p", time="week", base="of")
    return figures.control_chart(found, pilot, caption="Aanwezigheid", share=True, **more)


STEADY = [14, 16, 15, 14, 15, 13, 16, 15, 17, 15, 14, 16]


def test_each_point_stands_in_the_numbers_in_the_order_of_time(pilot):
    data = chart(pilot, STEADY).data
    assert data["Wanneer"].tolist() == [str(week) for week in range(1, 13)]
    assert data["Waarde"].iloc[0] == "47\xa0%"


def test_a_steady_series_shows_no_sign_of_change(pilot):
    assert chart(pilot, STEADY, language="en").notes[1] == "all: no sign of change."


def test_a_point_beyond_the_limits_is_a_sign_of_change(pilot):
    assert chart(pilot, [*STEADY, 30], language="en").notes[1] == "all: a sign of change."


def test_few_points_can_not_tell(pilot):
    assert chart(pilot, STEADY[:5], language="en").notes[1] == "all: too few points to tell."


def test_points_of_few_people_are_not_drawn(pilot):
    figure = chart(pilot, [2, 3, 1, 2, 3, 2, 2, 1, 3, 2, 2, 3], of=4, language="en")
    assert figure.svg == ""
    assert figure.empty_note.startswith("Fewer than 5 people")


def test_long_names_of_times_do_not_run_into_each_other(pilot):
    weeks = pd.DataFrame({"week": [f"2025-{week:02}" for week in range(1, 25)], "came": STEADY * 2, "of": 30})
    found = statistics.control_chart(weeks, "came", kind="p", time="week", base="of")
    svg = figures.control_chart(found, pilot, caption="Aanwezigheid", share=True).svg
    assert 4 <= svg.count("<!-- 2025-") <= 8
