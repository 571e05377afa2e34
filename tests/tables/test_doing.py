"""Tables of what was done: nobody can be counted out, and what is absent says so."""

import re

import pandas as pd
import pytest

from pilots import actions, figures, tables
from pilots.actions.kinds import COSTS, GOALS, NETWORK, PARTICIPATION, REFERRALS, SESSIONS, STAGES, TIMELINE
from pilots.actions.plan import CLAIMS, EVIDENCE, ActionPlan
from pilots.vocabulary import frame


def came(**sizes):
    """So many people of one family each, by site."""
    start = pd.Series([0, *sizes.values()]).cumsum()
    return frame(PARTICIPATION, [{"person": int(first) + at, "family": int(first) + at, "group": "", "site": site, "action": "A1",
                                  "date": pd.NaT, "hours": 1.5}
                                 for first, (site, n) in zip(start, sizes.items(), strict=False) for at in range(n)])  # fmt: skip


def referred(*upto, site="vlam", start=0):
    return frame(REFERRALS, [{"family": start + at, "site": site, "method": "", "service": ""}
                             | {stage: place < stages for place, stage in enumerate(STAGES)}
                             for at, stages in enumerate(upto)])  # fmt: skip


FUNNEL = pd.concat([referred(*[5] * 12, *[3] * 8, *[1] * 10), referred(*[5] * 9, *[4] * 2, site="prins", start=100)])


def numbers(table):
    return [int(cell) for cell in table.data.to_numpy().ravel() if re.fullmatch(r"\d+", cell)]


def test_people_of_each_school_and_all_together(plan, pilot):
    table = tables.reach(actions.reach(came(vlam=20, prins=12), by="site", possible={"vlam": 50}), plan, pilot)
    assert table.data.iloc[:, 1].tolist() == ["20", "12", "32"]
    assert table.data.iloc[0, 1:5].tolist() == ["20", "20", "50", "40\xa0%"]


def test_a_school_of_few_takes_another_with_it(plan, pilot):
    table = tables.reach(actions.reach(came(vlam=20, prins=3), by="site"), plan, pilot)
    assert table.data.iloc[:, 1].tolist() == ["·", "·", "23"]


def test_nearly_everybody_reached_is_held_back(plan, pilot):
    table = tables.reach(actions.reach(came(vlam=20, prins=12), by="site", possible={"vlam": 22}), plan, pilot)
    assert table.data.iloc[0, [1, 3, 4]].tolist() == ["20", "·", "·"]
    assert "91" not in table.to_html()


def test_dose_of_few_does_not_follow_from_its_quartiles(plan, pilot):
    six = pd.concat([came(vlam=6), came(vlam=1)])
    assert tables.dose(actions.dose(six), plan, pilot).data.iloc[0, 2:6].tolist() == ["·"] * 4


def test_who_came_to_one_action_only_follows_from_no_table(plan, pilot):
    two = pd.concat([came(vlam=20), came(vlam=21).iloc[3:].assign(action="A2")])
    for table in (tables.reach(actions.reach(two), plan, pilot), tables.dose(actions.dose(two), plan, pilot)):
        assert table.data.iloc[:, 1].tolist() == ["·", "·", "21"]
    text = figures.logic_model(plan, pilot, reached=actions.reach(two)).data.to_string()
    assert "20" not in text


def test_dose_holds_back_bands_of_few(plan, pilot):
    often = pd.concat([came(vlam=20), came(vlam=3)])
    table = tables.dose(actions.dose(often, by="site"), plan, pilot)
    assert not {3, 17} & set(numbers(table))
    assert table.data.iloc[0, 2] == "1 (1 tot 1)"


def skipping(met, both, only):
    """So many who were met and not asked, met and asked, asked without being met."""
    rows = [(True, False)] * met + [(True, True)] * both + [(False, True)] * only
    return actions.funnel(referred(*[0] * len(rows)).assign(met=[a for a, _ in rows], asked=[b for _, b in rows]))


@pytest.mark.parametrize(("met", "both", "only"), [(2, 28, 6), (10, 19, 1), (6, 3, 9)])
def test_few_lost_or_skipped_follow_neither_from_a_note_nor_from_a_share(pilot, met, both, only):
    table = tables.funnel(skipping(met, both, only), pilot)
    assert table.data.iloc[1, 3:7].tolist() == ["·"] * 4
    assert not any(f"{only} gezinnen" in note for note in table.notes)


def test_few_whose_goals_were_scored_at_one_moment_only_are_held_back(plan, pilot):
    rows = [{"person": at, "goal": at, "weight": 1.0, "moment": moment, "level": float(at % 3 - 1)}
            for moment, n in enumerate((20, 17)) for at in range(n)]  # fmt: skip
    table = tables.goals(actions.attainment(frame(GOALS, rows)), plan, pilot)
    assert not {3, 17} & set(numbers(table))


def test_overlap_holds_back_few_in_both_and_few_in_one_only(plan, pilot):
    both = pd.concat([came(vlam=20), came(vlam=18).assign(action="A2")])
    table = tables.overlap(actions.overlap(both), plan, pilot)
    assert table.data.iloc[:, 1:].to_numpy().tolist() == [["·", "·"], ["·", "·"]]


def test_overlap_of_three_tells_no_few_who_came_to_all_beside_everyone(plan, pilot):
    # two came to all three, eight to each two
    sets = [("A1", "A2", "A3")] * 2 + [("A1", "A2"), ("A1", "A3"), ("A2", "A3")] * 6 + [("A1",), ("A2",), ("A3",)] * 6
    rows = [{"person": at, "action": action} for at, own in enumerate(sets) for action in own]
    found = actions.overlap(pd.DataFrame(rows))
    assert tables.overlap(found, plan, pilot).data.iloc[:, 1:].to_numpy().ravel().tolist().count("·") == 2
    assert "14" not in tables.overlap(actions.overlap(pd.DataFrame(rows[:30])), plan, pilot).data.to_string()


@pytest.mark.parametrize("by", ["", "site"])
def test_cost_by_stage_holds_back_what_the_funnel_does(plan, pilot, by):
    steps = pd.concat([referred(*[5] * 12, *[4] * 2, *[1] * 10), referred(*[5] * 9, *[3] * 8, site="prins", start=100)])
    paid = frame(COSTS, [{"site": "vlam", "action": "A1", "method": "", "amount": 1000.0}])
    tree = tables.funnel(actions.funnel(steps, by=by), pilot).data
    told = dict(zip(zip(tree.iloc[:, 0], tree.iloc[:, 1], strict=True), tree.iloc[:, 2], strict=True))
    for stage in STAGES:
        costs = tables.cost_per_family(actions.cost_per_family(paid, steps, by=by, reached=[stage]), plan, pilot).data
        for said, name, count in zip(costs.iloc[:, 0], costs.iloc[:, 1], costs.iloc[:, 3], strict=True):
            assert count == told[name, said]


def test_the_funnel_shows_steps_and_losses(pilot):
    table = tables.funnel(actions.funnel(FUNNEL), pilot)
    assert table.data.iloc[0, 2] == "41"
    assert table.data.iloc[1, 2:5].tolist() == ["31", "10", "76\xa0%"]


def test_no_step_of_the_funnel_tells_of_few(pilot):
    table = tables.funnel(actions.funnel(FUNNEL, by="site"), pilot)
    for _, own in table.data.groupby(table.data.columns[0]):
        shown = [int(cell) for cell in own.iloc[:, 2] if cell != "·"]
        assert not [1 for first in shown for second in shown if 0 < abs(first - second) < 5]


def test_skipped_stages_are_told_without_counting_few_out(pilot):
    skipping = pd.concat([FUNNEL, referred(5, start=500).assign(referred=False)])
    assert any("< 5 gezinnen" in note for note in tables.funnel(actions.funnel(skipping), pilot).notes)


def test_cost_of_few_families_is_held_back(plan, pilot):
    paid = frame(COSTS, [{"site": site, "action": "A1", "method": "", "amount": 1000.0} for site in ("vlam", "prins")])
    table = tables.cost_per_family(
        actions.cost_per_family(paid, came(vlam=20, prins=3), by="site", reached=[1]), plan, pilot
    )
    assert table.data.iloc[:, 3].tolist() == ["·", "·", "23"]
    assert table.data.iloc[2, 4] == "€\xa087"


def test_the_network_of_few_is_not_shown(pilot):
    tiny = frame(NETWORK, [{"person": at, "brought_by": 1 if at > 1 else None, "how": ""} for at in range(1, 5)])
    assert "niet getoond" in tables.spread(actions.spread(tiny), pilot).to_html()


def test_the_network_is_counted_and_few_ambassadors_are_not(pilot):
    people = frame(
        NETWORK, [{"person": at, "brought_by": 1 if at > 10 else None, "how": "trust"} for at in range(1, 31)]
    )
    shown = tables.spread(actions.spread(people), pilot, language="en").data
    assert shown.iloc[:, 1].tolist() == ["30", "20", "·", "20"]


def test_goals_of_few_are_held_back(plan, pilot):
    goals = frame(GOALS, [{"person": at, "group": "parents" if at < 8 else "staff", "goal": at, "weight": 1.0, "moment": moment,
                           "level": float((at + moment) % 3 - 1)} for at in range(11) for moment in (0, 1)])  # fmt: skip
    table = tables.goals(actions.attainment(goals, by="group"), plan, pilot)
    assert table.data.iloc[:, 2].tolist() == ["·"] * 6 + ["11"] * 3


STEPS = frame(TIMELINE, [
    {"case": 1, "date": pd.Timestamp("2024-12-02"), "kind": "visit", "texts": {"nl": "Een eerste huisbezoek"}, "shown": True},
    {"case": 1, "date": pd.Timestamp("2025-02-20"), "kind": "setback", "texts": {}, "shown": False},
])  # fmt: skip


def test_only_steps_that_may_be_told_are_and_no_day(pilot):
    table = tables.timeline(actions.story(STEPS), pilot)
    assert table.data.iloc[:, 1:].to_numpy().tolist() == [["maand 1", "huisbezoek", "Een eerste huisbezoek"]]
    assert any("ook andere stappen" in note for note in table.notes)
    assert "2024" not in table.to_html()


def test_of_a_family_that_did_not_consent_only_that_there_were_steps_is_told(pilot):
    html = tables.timeline(actions.story(STEPS.iloc[1:]), pilot).to_html()
    assert "geen daarvan mag" in html
    assert "terugval" not in html


def test_a_claim_has_its_verdict_and_why(pilot):
    claims = ActionPlan(
        claims=frame(CLAIMS, [{"claim": "K1", "action": "A1", "titles": {"nl": "Koffie helpt"}}]),
        evidence=frame(EVIDENCE, [{"evidence": "E1", "claim": "K1", "direction": "supports", "source": "verslag", "indicator": "",
                                   "finding": "", "what": {"nl": "meer volk"}, "answers": {}}]),
    )  # fmt: skip
    row = tables.claims(actions.contribution(claims), claims, pilot).data.iloc[0].tolist()
    assert row[:6] == ["Koffie helpt", "1", "1", "0", "0", "zwak"]
    assert tables.evidence(claims, pilot).data.iloc[0, 1:4].tolist() == ["spreekt ervoor", "meer volk", "verslag"]


def test_the_chain_has_what_is_missing(plan, pilot):
    table = tables.chain(actions.chain(plan), plan, pilot)
    assert table.data.iloc[:, 0].tolist() == ["N1. Taal", "N2. Onthaal"]
    assert "geen vertrekpunt" in table.data.iloc[0, -1]


def test_the_register_has_its_actions(plan, pilot):
    assert tables.action_register(actions.action_register(plan), plan, pilot).data.iloc[0, 0] == "A1. Koffie"


def test_rules_hold_back_a_median_of_few(plan, pilot):
    days = pd.date_range("2024-09-02", periods=12, freq="7D")
    few = frame(SESSIONS, [{"action": "A1", "site": "", "date": day, "group": "", "present": 3} for day in days])
    assert tables.run_rules(actions.monitor(few, plan, pilot), pilot).data.iloc[0, 2] == "·"


EMPTY = ActionPlan()


@pytest.mark.parametrize(
    "show",
    [
        lambda pilot: tables.reach(actions.reach(frame(PARTICIPATION)), EMPTY, pilot),
        lambda pilot: tables.dose(actions.dose(frame(PARTICIPATION)), EMPTY, pilot),
        lambda pilot: tables.overlap(actions.overlap(frame(PARTICIPATION)), EMPTY, pilot),
        lambda pilot: tables.funnel(actions.funnel(frame(REFERRALS)), pilot),
        lambda pilot: tables.cost_per_family(actions.cost_per_family(frame(COSTS), frame(PARTICIPATION)), EMPTY, pilot),
        lambda pilot: tables.spread(actions.spread(frame(NETWORK)), pilot),
        lambda pilot: tables.goals(actions.attainment(frame(GOALS)), EMPTY, pilot),
        lambda pilot: tables.timeline(actions.story(frame(TIMELINE)), pilot),
        lambda pilot: tables.claims(actions.contribution(EMPTY), EMPTY, pilot),
        lambda pilot: tables.evidence(EMPTY, pilot),
        lambda pilot: tables.chain(actions.chain(EMPTY), EMPTY, pilot),
        lambda pilot: tables.action_register(actions.action_register(EMPTY), EMPTY, pilot),
        lambda pilot: tables.run_rules(actions.monitor(frame(SESSIONS), EMPTY, pilot), pilot),
    ],
)
def test_without_registrations_one_plain_sentence(show, pilot):
    table = show(pilot)
    assert table.data.empty
    assert table.empty_note.endswith(".")


def test_no_two_headings_are_the_same_in_any_language(plan, pilot):
    for language in ("nl", "fr", "en"):
        shown = [
            tables.funnel(actions.funnel(FUNNEL), pilot, language=language),
            tables.reach(actions.reach(came(vlam=20), by="site"), plan, pilot, language=language),
            tables.dose(actions.dose(came(vlam=20), by="site"), plan, pilot, language=language),
            tables.chain(actions.chain(plan), plan, pilot, language=language),
            tables.action_register(actions.action_register(plan), plan, pilot, language=language),
            tables.timeline(actions.story(STEPS), pilot, language=language),
        ]
        assert all(table.data.columns.is_unique for table in shown)


def test_a_column_in_which_nothing_stands_is_left_out(plan, pilot):
    table = tables.reach(actions.reach(came(vlam=20), by="site"), plan, pilot)
    assert list(table.data) == ["Wie", "Mensen", "Gezinnen"]
    assert table.notes == ()


def test_stages_and_euro_are_said_in_each_language(plan, pilot):
    paid = frame(
        COSTS, [{"site": "vlam", "action": "A1", "method": "", "period": "", "category": "", "amount": 1000.0}]
    )
    found = actions.cost_per_family(paid, FUNNEL, reached=["met"])
    french, english = (tables.cost_per_family(found, plan, pilot, language=of).data for of in ("fr", "en"))
    assert french.iloc[0, 2].endswith("\xa0€")
    assert english.iloc[0, 0] == "met"
