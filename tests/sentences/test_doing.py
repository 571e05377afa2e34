"""What was done, in sentences."""

import pandas as pd
import pytest

from pilots import actions, sentences
from pilots.actions.kinds import COSTS, NETWORK, PARTICIPATION, REFERRALS, STAGES
from pilots.actions.plan import CLAIMS, ActionPlan
from pilots.vocabulary import frame


def came(n):
    return frame(
        PARTICIPATION, [{"person": at, "family": at // 2, "group": "", "site": "", "action": "A1"} for at in range(n)]
    )


def network(n, brought):
    return frame(
        NETWORK, [{"person": at, "brought_by": 1 if at > n - brought else None, "how": ""} for at in range(1, n + 1)]
    )


def referred(*upto):
    return frame(REFERRALS, [{"family": at, "site": ""} | {stage: place < stages for place, stage in enumerate(STAGES)}
                             for at, stages in enumerate(upto)])  # fmt: skip


def test_who_was_reached(pilot):
    found = actions.reach(came(20), possible={"A1": 40, "all": 40})
    text = sentences.reached(found, pilot, language="en").text
    assert text.startswith("20 different people of 10 families were reached. That is 50% of all")


def test_the_share_of_all_is_not_told_where_it_tells_how_few_of_a_school_did_not_come(pilot):
    found = pd.DataFrame({"name": ["a", "b", "all"], "people": [20, 18, 38], "families": 9, "of": [22, 30, 52], "share": 0.7,
                          "ci_low": 0.6, "ci_high": 0.8})  # fmt: skip
    assert "%" not in sentences.reached(found, pilot, language="en").text


def test_few_reached_are_not_counted_out(pilot):
    assert sentences.reached(actions.reach(came(3)), pilot, language="en").text == "Fewer than 5 people were reached."


def test_the_funnel_names_the_largest_loss(pilot):
    found = actions.funnel(referred(*[5] * 12, *[3] * 8, *[1] * 10))
    text = sentences.funnel(found, pilot, language="en").text
    assert "Of 30 families that were met, 12 were helped in the end: 40%" in text
    assert "Most were lost between" in text


def test_few_who_were_helped_without_being_met_do_not_follow_from_the_share(pilot):
    rows = referred(*[5] * 12, *[3] * 18)
    found = actions.funnel(rows.assign(met=[False, *[True] * 29]))
    assert "%" not in sentences.funnel(found, pilot, language="en").text


def test_the_funnel_of_few_is_held_back(pilot):
    assert "not shown" in sentences.funnel(actions.funnel(referred(5, 1)), pilot, language="en").text


def test_cost_is_told_with_what_counts_as_reached(pilot):
    paid = frame(COSTS, [{"site": "", "action": "A1", "method": "", "amount": 1000.0}])
    text = sentences.cost_per_family(actions.cost_per_family(paid, came(20)), pilot, language="en").text
    assert (
        text == "A family reached (came at least once) cost €\xa0100 (95% interval €\xa054 to €\xa0209; 10 families)."
    )


@pytest.mark.parametrize(
    ("n", "brought", "said"),
    [
        (4, 2, "Fewer than 5 people were registered. Some of them came through another"),
        (4, 0, "Fewer than 5 people were registered. None of them"),
        (30, 2, "30 people were registered. A few of them"),
        (30, 28, "30 people were registered. Nearly all of them"),
        (30, 12, "Of 30 people 12 came through another: 40%"),
    ],
)
def test_who_came_through_another_is_told_in_classes_where_few_did(pilot, n, brought, said):
    assert sentences.spread(actions.spread(network(n, brought)), pilot, language="en").text.startswith(said)


def test_claims_are_counted_by_verdict(pilot):
    plan = ActionPlan(claims=frame(CLAIMS, [{"claim": "K1", "action": "A1", "titles": {}}]))
    text = sentences.claims(actions.contribution(plan), pilot).text
    assert text == "Beweringen dat de acties bijdroegen: geen bewijs: 1."


@pytest.mark.parametrize(
    "say",
    [
        lambda pilot: sentences.reached(actions.reach(frame(PARTICIPATION)), pilot),
        lambda pilot: sentences.funnel(actions.funnel(frame(REFERRALS)), pilot),
        lambda pilot: sentences.cost_per_family(actions.cost_per_family(frame(COSTS), frame(PARTICIPATION)), pilot),
        lambda pilot: sentences.spread(actions.spread(frame(NETWORK)), pilot),
        lambda pilot: sentences.claims(actions.contribution(ActionPlan()), pilot),
    ],
)
def test_without_registrations_it_says_so(say, pilot):
    assert say(pilot).text.endswith(".")
    assert not say(pilot).values


def test_families_that_nobody_met_are_no_base(pilot):
    unmet = referred(*[5] * 12).assign(met=False)
    assert "Of no family" in sentences.funnel(actions.funnel(unmet), pilot, language="en").text


def test_what_was_not_registered_is_absent(pilot, plan):
    nobody = actions.reach(frame(PARTICIPATION, []))
    assert sentences.reached(nobody, pilot).absent
    assert sentences.spread(actions.spread(frame(NETWORK, [])), pilot).absent
    assert sentences.claims(actions.contribution(plan), pilot).absent
