import pytest

from pilots.across import adjustments, by_framework, travelled
from pilots.across.doing import judged_claims, verdicts
from pilots.actions import ActionPlan
from pilots.actions.plan import ACTIONS
from pilots.vocabulary import frame


def fates(member, tried):
    found = by_framework([member(plan=tried)])
    return dict(zip(found["action"], found["fate"], strict=True))


def test_an_action_stands_with_each_element_and_material_that_it_names(member, tried):
    found = by_framework([member(plan=tried)])
    assert found[["element", "action"]].to_numpy().tolist() == [
        ["involvement.trust", "a1"], ["involvement.trust", "a2"], ["themes.coffee", "a2"], ["catalogue.ubuntu", "a1"],
    ]  # fmt: skip


def test_what_was_adjusted_is_adapted_and_what_was_only_followed_up_is_kept(member, tried):
    assert fates(member, tried) == {"a1": "adapted", "a2": "kept"}


def test_what_nobody_followed_up_is_tried_and_what_was_not_chosen_dropped(member, tried):
    found = travelled([member("one", plan=tried), member("two", plan=tried)])
    numbers = found.loc[found["kind"] == "register"]
    assert dict(zip(numbers["action"], numbers["fate"], strict=True)) == {"a3": "tried", "a4": "dropped"}


def test_only_what_several_pilots_name_has_travelled(member, tried):
    assert travelled([member("one", plan=tried), member("two")]).empty
    found = travelled([member("one", plan=tried), member("two", plan=tried)])
    assert set(found["unit"]) == {"catalogue.ubuntu", "themes.coffee", "A7"}


def test_an_action_of_the_same_pilot_is_no_number_in_a_register(member, tried):
    assert "a1" not in set(travelled([member("one", plan=tried), member("two", plan=tried)])["unit"])


def test_an_unknown_element_counts_nowhere(member):
    plan = ActionPlan(
        actions=frame(ACTIONS, [{"action": "a1", "titles": {}, "chosen": True, "frameworks": ("no.such",)}])
    )
    assert by_framework([member(plan=plan)]).empty


def test_adjustments_come_with_their_reason(member, tried):
    assert adjustments([member(plan=tried)])[["action", "reason"]].to_numpy().tolist() == [
        ["a1", {"nl": "Weinig volk"}]
    ]


def test_a_target_that_was_reached_is_counted_with_its_action(member, tried, reached):
    found = by_framework([member(plan=tried, results=reached)]).set_index("element")
    assert found.loc["catalogue.ubuntu", ["reached", "missed", "open"]].tolist() == [1, 0, 0]


@pytest.mark.parametrize(("n", "said"), [(4, "cannot tell"), (40, "reached")])
def test_a_target_judged_by_too_few_cannot_be_told(member, tried, reached, n, said):
    result = reached[0] | {"measure": "scale:parents.trust", "n": n}
    assert verdicts(member(plan=tried, results=[result])).tolist() == [said]


def test_a_claim_is_judged_by_targets_that_may_be_told(member, tried):
    assert judged_claims(member(plan=tried))["verdict"].tolist() == ["stands"]
