"""Figures of what was done: alt text with the main finding, nothing of few people."""

import pandas as pd
import pytest

from pilots import actions, figures
from pilots.actions.kinds import NETWORK, REFERRALS, STAGES, TIMELINE
from pilots.vocabulary import frame


def referred(*upto):
    return frame(REFERRALS, [{"family": at, "site": "", "method": "", "service": ""}
                             | {stage: place < stages for place, stage in enumerate(STAGES)}
                             for at, stages in enumerate(upto)])  # fmt: skip


def network(*months):
    return frame(NETWORK, [{"person": at, "brought_by": at - 5 if at > 6 else None, "date": pd.Timestamp(2025, month, 3), "how": ""}
                           for at, month in enumerate(months, start=1)])  # fmt: skip


def steps(*, shown=True):
    return frame(TIMELINE, [{"case": 1, "date": pd.Timestamp(2024, 12, 2) + pd.Timedelta(days=40 * at), "kind": kind,
                             "texts": {"nl": f"tekst {at}"}, "shown": shown}
                            for at, kind in enumerate(("contact", "visit", "setback", "activity"))])  # fmt: skip


def test_the_funnel_tells_first_and_last(pilot):
    figure = figures.funnel(actions.funnel(referred(*[5] * 12, *[3] * 8, *[1] * 10)), pilot)
    assert "ontmoet (30 gezinnen) tot geholpen (40\xa0% daarvan)" in figure.alt
    assert figure.data["Verloren"].tolist()[:2] == ["–", "10"]


def test_stages_that_tell_of_few_are_left_out(pilot):
    figure = figures.funnel(actions.funnel(referred(*[5] * 12, *[4] * 2, *[1] * 10)), pilot)
    assert figure.data["Gezinnen"].tolist() == ["24", "12"]
    assert any("·" in note for note in figure.notes)


def test_growth_passes_over_months_that_tell_of_few(pilot):
    figure = figures.growth(actions.growth(network(*[1] * 12, *[2] * 2, *[3] * 8)), pilot)
    assert figure.data.iloc[:, 1:].to_numpy().tolist() == [["6", "6"], ["6", "16"]]


def test_a_timeline_has_a_row_a_step(pilot):
    figure = figures.timeline(actions.story(steps()), pilot)
    assert figure.data["Maand"].tolist() == ["maand 1", "maand 2", "maand 3", "maand 4"]
    assert figure.alt == "4 stappen onder elkaar, van maand 1 tot maand 4."


@pytest.mark.parametrize(
    ("show", "said"),
    [
        (lambda pilot: figures.funnel(actions.funnel(frame(REFERRALS)), pilot), "geen doorverwijzingen"),
        (lambda pilot: figures.funnel(actions.funnel(referred(5, 5, 1)), pilot), "niet getoond"),
        (lambda pilot: figures.growth(actions.growth(frame(NETWORK)), pilot), "wie wie meebracht"),
        (lambda pilot: figures.growth(actions.growth(network(1, 1, 2)), pilot), "niet getoond"),
        (lambda pilot: figures.timeline(actions.story(frame(TIMELINE)), pilot), "geen tijdlijn"),
        (lambda pilot: figures.timeline(actions.story(steps(shown=False)), pilot), "maar geen daarvan mag"),
    ],
)
def test_what_can_not_be_drawn_says_why(show, said, pilot):
    figure = show(pilot)
    assert not figure.svg
    assert said in figure.to_html()


def test_families_that_nobody_met_are_no_base(pilot):
    unmet = referred(*[5] * 12).assign(met=False)
    assert "ontmoet werd" in figures.funnel(actions.funnel(unmet), pilot).to_html()
