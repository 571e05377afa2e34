"""Broken links are data, not errors."""

from pilots.actions import ActionPlan, load


def broken(plan):
    return set(plan.broken_links().itertuples(index=False, name=None))


def test_an_empty_plan_has_no_broken_links():
    assert ActionPlan().broken_links().empty


def test_a_need_without_chosen_action_is_a_broken_link(pilot_with):
    assert ("need", "N2", "no action for it was chosen") in broken(load(pilot_with()))


def test_a_need_without_any_action_is_a_broken_link(pilot_with):
    assert ("need", "N2", "no action for it") in broken(load(pilot_with(("actions", 1, "needs", ""))))


def test_a_chosen_action_without_indicator_is_a_broken_link(pilot_with):
    assert ("action", "A1", "no indicator") in broken(load(pilot_with(leave_out="indicators")))


def test_a_chosen_action_without_cycle_is_a_broken_link(pilot_with):
    assert ("action", "A1", "no follow-up recorded") in broken(load(pilot_with(leave_out="cycles")))


def test_an_indicator_without_target_or_baseline_is_a_broken_link(pilot_with):
    plan = load(pilot_with(("indicators", 0, "target", ""), ("indicators", 0, "baseline", "")))
    assert {("indicator", "I1", "no target"), ("indicator", "I1", "no baseline")} <= broken(plan)


def test_a_count_without_result_is_a_broken_link_a_scale_is_not(pilot_with):
    assert ("indicator", "I1", "no result") in broken(load(pilot_with(("indicators", 0, "measure", "count"))))
    assert ("indicator", "I1", "no result") not in broken(load(pilot_with()))
