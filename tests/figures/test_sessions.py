"""A run chart for the sessions of each action."""

import pandas as pd
import pytest

from pilots import figures


@pytest.fixture
def registered():
    """Twelve coffee moments at one school, and an activity that is in no plan."""
    days = pd.date_range("2017-09-04", periods=12, freq="7D", unit="us")
    rows = pd.DataFrame({"site": "vlam", "date": days, "group": "parents", "present": 12, "possible": pd.NA})
    table = pd.concat([rows.assign(action="A1"), rows.assign(action="feast")], ignore_index=True)
    table["possible"] = table["possible"].astype("Int64")
    return table.assign(share=float("nan"))


def test_there_is_a_figure_for_each_action_in_the_order_of_the_plan(registered, plan, pilot):
    drawn = figures.sessions(registered.iloc[::-1], plan, pilot)
    assert [figure.label for figure in drawn] == ["fig-sessions-a1", "fig-sessions-feast"]


def test_its_caption_names_the_action(registered, plan, pilot):
    assert figures.sessions(registered, plan, pilot)[0].caption.startswith("Koffie: ")


def test_without_sessions_it_says_so(registered, plan, pilot):
    (drawn,) = figures.sessions(registered.head(0), plan, pilot)
    assert (drawn.svg, drawn.empty_note) == ("", "In deze proeftuin werden geen bijeenkomsten geregistreerd.")
