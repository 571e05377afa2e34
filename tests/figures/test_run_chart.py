import pandas as pd

from pilots import figures
from pilots.actions import ActionPlan
from pilots.actions.attendance import ATTENDANCE
from pilots.vocabulary import frame


def attendance(*shares, site="vlam", children=40):
    weeks = pd.date_range("2017-09-04", periods=len(shares), freq="W-MON")
    rows = [{"site": site, "week": week, "children": children, "present": int(100 * share), "possible": 100, "share": share}
            for week, share in zip(weeks, shares, strict=True)]  # fmt: skip
    return frame(ATTENDANCE, rows)


STEADY = attendance(*[0.9, 0.92] * 8)
RISING = attendance(*[0.8] * 3, *[0.81] * 3, *[0.9] * 3, *[0.95] * 3, site="prins")


def test_each_school_has_its_median_and_what_the_rules_say(plan, pilot):
    figure = figures.run_chart(pd.concat([STEADY, RISING]), plan, pilot)
    assert figure.data["School"].tolist() == ["VBS VLAM", "De Kleine Prins"]
    assert figure.data["Wat de regels zeggen"].tolist() == ["geen teken van verandering", "een teken van verandering"]


def test_the_text_alternative_holds_the_verdict(plan, pilot):
    alt = figures.run_chart(STEADY, plan, pilot).alt.replace("\xa0", " ")
    assert "VBS VLAM: mediaan 91 %, geen teken van verandering." in alt


def test_a_few_weeks_tell_nothing(plan, pilot):
    figure = figures.run_chart(attendance(0.8, 0.9), plan, pilot, language="en")
    assert figure.data.iloc[0, -1] == "too few weeks to tell"


def test_a_line_through_a_constant_median_tells_nothing(plan, pilot):
    assert (
        figures.run_chart(attendance(*[0.9] * 12), plan, pilot, language="en").data.iloc[0, -1]
        == "too few weeks to tell"
    )


def test_weeks_of_few_children_are_left_out(plan, pilot):
    small = attendance(*[0.1] * 12, site="prins", children=4)
    assert figures.run_chart(pd.concat([STEADY, small]), plan, pilot).data["School"].tolist() == ["VBS VLAM"]


def test_only_weeks_of_few_children_are_not_called_no_attendance(plan, pilot):
    assert "niet getoond" in figures.run_chart(attendance(0.9, children=4), plan, pilot).to_html()


def test_an_adjustment_at_another_school_is_not_marked(plan, pilot):
    elsewhere = ActionPlan(cycles=plan.cycles.assign(site="prins", adjusted=True))
    nowhere = ActionPlan()
    assert figures.run_chart(STEADY, elsewhere, pilot).svg == figures.run_chart(STEADY, nowhere, pilot).svg


def test_an_adjustment_at_this_school_is_marked(plan, pilot):
    assert figures.run_chart(STEADY, plan, pilot).svg != figures.run_chart(STEADY, ActionPlan(), pilot).svg


def test_without_attendance_it_says_so(plan, pilot):
    assert "geen aanwezigheid" in figures.run_chart(attendance(), plan, pilot).to_html()
