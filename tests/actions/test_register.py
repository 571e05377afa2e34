"""The register: a row an action and period, and links inside and outside the plan."""

from pilots.actions.plan import ACTIONS, PROGRESS, ActionPlan
from pilots.actions.register import action_register
from pilots.vocabulary import frame


def action(name, number="", *related, chosen=True):
    return {
        "action": name,
        "register": number,
        "related": related,
        "chosen": chosen,
        "needs": (),
        "titles": {},
        "status": "",
    }


PLAN = ActionPlan(
    actions=frame(ACTIONS, [action("A1", "A20031", "A20030", "A20020"), action("A2", "A20030"), action("A3", chosen=False)]),
    progress=frame(PROGRESS, [{"action": "A1", "period": period, "status": "Continu", "texts": {}} for period in ("2024-2025", "2023-2024")]),
)  # fmt: skip
REGISTER = action_register(PLAN)


def test_an_action_has_a_row_a_period_in_order_of_time():
    assert REGISTER.loc[REGISTER["action"] == "A1", "period"].tolist() == ["2023-2024", "2024-2025"]


def test_a_number_of_the_plan_is_a_link_inside_and_others_are_elsewhere():
    first = REGISTER.iloc[0]
    assert (first["related"], first["elsewhere"]) == (("A2",), ("A20020",))


def test_a_link_holds_both_ways():
    assert REGISTER.set_index("action").loc["A2", "related"] == ("A1",)


def test_what_was_not_chosen_and_has_no_number_is_left_out():
    assert "A3" not in set(REGISTER["action"])
