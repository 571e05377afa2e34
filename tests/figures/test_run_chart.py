import pandas as pd

from pilots import figures
from pilots.actions import ActionPlan
from pilots.actions.attendance import ATTENDANCE
from pilots.actions.kinds import SESSIONS
from pilots.vocabulary import frame


def attendance(*shares, site="vlam", children=40):
    weeks = pd.date_range("2017-09-04", periods=len(shares), freq="W-MON")
    rows = [{"site": site, "week": week, "children": children, "present": int(100 * share), "possible": 100, "share": share}
            for week, share in zip(weeks, shares, strict=True)]  # fmt: skip
    return frame(ATTENDANCE, rows)


STEADY = attendance(*[0.9, 0.92, 0.93, 0.89] * 4)
RISING = attendance(0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, site="prins")


def test_each_school_has_its_median_and_what_the_rules_say(plan, pilot):
    figure = figures.run_chart(pd.concat([STEADY, RISING]), plan, pilot)
    assert figure.data["School"].tolist() == ["VBS VLAM", "De Kleine Prins"]
    assert figure.data["Wat de regels zeggen"].tolist() == ["geen teken van verandering", "een teken van verandering"]


def test_the_text_alternative_holds_the_verdict(plan, pilot):
    alt = figures.run_chart(STEADY, plan, pilot).alt.replace("\xa0", " ")
    assert "VBS VLAM: mediaan 92 %, geen teken van verandering." in alt


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


def sessions(*present, possible=None):
    days = pd.date_range("2017-09-04", periods=len(present), freq="W-MON")
    return frame(SESSIONS, [{"action": "A1", "site": "", "date": day, "group": "", "present": n, "possible": possible}
                            for day, n in zip(days, present, strict=True)])  # fmt: skip


def test_sessions_of_few_people_are_drawn_as_periods_and_their_median_is_held_back(plan, pilot):
    figure = figures.run_chart(sessions(*[3, 2, 4, 3, 2, 3] * 3), plan, pilot, language="en")
    assert figure.data[["Sessions", "Median"]].iloc[0].tolist() == ["18", "·"]
    assert any("drawn as periods" in note for note in figure.notes)


def test_the_notes_say_what_was_adjusted_and_when(plan, pilot):
    assert "20 november 2017, A1: Later uur." in figures.run_chart(STEADY, plan, pilot).notes


def test_all_schools_together_have_a_panel_when_asked(plan, pilot):
    both = pd.concat([STEADY, RISING])
    assert len(figures.run_chart(both, plan, pilot, together=True).data) == 3


def test_limits_are_drawn_when_asked(plan, pilot):
    assert figures.run_chart(STEADY, plan, pilot, limits=True).svg != figures.run_chart(STEADY, plan, pilot).svg


def test_sessions_of_nobody_else_than_a_few_are_not_drawn(plan, pilot):
    assert "niet getoond" in figures.run_chart(sessions(1, 2), plan, pilot).to_html()


def test_dashes_are_promised_only_where_they_are_drawn(plan, pilot):
    notes = [figures.run_chart(STEADY, of, pilot, language="en").notes for of in (plan, ActionPlan())]
    assert [any("Dashes" in note for note in told) for told in notes] == [True, False]
