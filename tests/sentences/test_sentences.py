from dataclasses import replace

import pandas as pd

from pilots import sentences
from pilots.actions import ActionPlan
from pilots.actions.indicators import RESULTS
from pilots.mixed import JointDisplay
from pilots.mixed.joint_display import DISPLAY
from pilots.vocabulary import estimates, frame


def groups(low, high, p=0.01, n=20):
    means = [
        {"variable": "climate", "group": name, "statistic": "mean", "n": many}
        for name, many in [("vlam", 20), ("prins", n)]
    ]
    gap = {"variable": "climate", "group": "vlam - prins", "statistic": "hedges_g", "estimate": (low + high) / 2,
           "ci_low": low, "ci_high": high, "p_adjusted": p, "n": 20 + n}  # fmt: skip
    return estimates([*means, gap])


def change(low, high, p=0.01, n=40):
    row = {"variable": "parents.climate", "group": "all", "statistic": "mean_difference", "estimate": (low + high) / 2,
           "ci_low": low, "ci_high": high, "p_adjusted": p, "n": n}  # fmt: skip
    return estimates([row])


def compared(parents, pilot, *given, **more):
    return sentences.differences(groups(*given, **more), {"parents": parents}, pilot, language="en").text


def changed(parents, pilot, *given, **more):
    return sentences.changes(change(*given, **more), {"parents": parents}, pilot, language="en").text


def result(verdict, n=40):
    return {"indicator": "I1", "action": "A1", "measure": "scale:parents.climate", "n": n, "verdict": verdict}


def concluded(plan, pilot, *results, fits=(), language="en"):
    display = JointDisplay(frame(DISPLAY, [{"fit": fit} for fit in fits]))
    return sentences.conclusion(frame(RESULTS, results), plan, display, pilot, language=language).text


def test_who_is_analysed_is_counted_by_group(parents, pilot):
    assert sentences.analysed({"parents": parents}, pilot, language="en").values == {"parents": "23"}


def test_a_group_of_few_is_not_counted_out(parents, pilot):
    few = replace(parents, responses=parents.responses.head(3), scores=parents.scores.head(3))
    assert "< 5" in sentences.analysed({"parents": few}, pilot).text


def test_without_answers_of_a_wave_it_says_so(parents, pilot):
    assert "geen bevraging" in sentences.analysed({"parents": parents}, pilot, wave=1).text


def test_a_clear_difference_names_the_higher_group_first(parents, pilot):
    assert "VBS VLAM answer more positively than De Kleine Prins" in compared(parents, pilot, 0.2, 0.9)
    assert "De Kleine Prins answer more positively than VBS VLAM" in compared(parents, pilot, -0.9, -0.2)


def test_an_interval_with_both_directions_cannot_tell(parents, pilot):
    assert "this sample cannot tell" in compared(parents, pilot, -0.1, 0.9)


def test_a_difference_that_does_not_survive_the_correction_cannot_tell(parents, pilot):
    assert "not certain" in compared(parents, pilot, 0.1, 0.9, p=0.06)


def test_a_small_interval_around_zero_is_alike(parents, pilot):
    assert "see it alike (g = 0.00, −0.20 to 0.20)" in compared(parents, pilot, -0.2, 0.2)


def test_a_group_too_small_is_not_compared(parents, pilot):
    assert compared(parents, pilot, 0.2, 0.9, n=4) == "There are no two groups large enough to compare."


def test_a_rise_and_a_fall_are_told_apart(parents, pilot):
    assert "more positive" in changed(parents, pilot, 0.1, 0.5)
    assert "less positive" in changed(parents, pilot, -0.5, -0.1)


def test_a_change_that_may_be_none_cannot_tell(parents, pilot):
    assert "this sample cannot tell" in changed(parents, pilot, -0.1, 0.5)


def test_a_change_over_too_few_schools_is_told_as_such(parents, pilot):
    assert "too few schools to test it" in changed(parents, pilot, 0.1, 0.5, p=None)


def test_a_change_bears_its_interval_in_the_readers_numbers(parents, pilot):
    said = sentences.changes(change(0.1, 0.5), {"parents": parents}, pilot).text
    assert "0,30 punten, 0,10 tot 0,50" in said


def test_a_change_of_few_people_is_held_back_and_not_called_absent(parents, pilot):
    assert "not shown" in changed(parents, pilot, 0.1, 0.5, n=4)


def test_without_a_second_wave_it_says_so(parents, pilot):
    assert sentences.changes(estimates(), {"parents": parents}, pilot, language="en").text.startswith(
        "No scale was measured"
    )
    assert "No survey was repeated" in sentences.linked({}, {"parents": parents}, pilot, language="en").text


def test_few_linked_answers_are_not_counted_out(parents, pilot):
    again = parents.responses.assign(wave=1, respondent_id=[f"w1-{n}" for n in range(23)])
    both = replace(parents, responses=pd.concat([parents.responses, again], ignore_index=True),
                   scores=pd.concat([parents.scores] * 2, ignore_index=True))  # fmt: skip
    pairs = pd.DataFrame({"respondent_0": ["w0-1"], "respondent_1": ["w1-1"]})
    assert "< 5 of the 23" in sentences.linked({"parents": pairs}, {"parents": both}, pilot, language="en").text


def test_who_was_asked_no_code_is_linked_to_nobody(parents, pilot):
    again = parents.responses.assign(wave=1, respondent_id=[f"w1-{n}" for n in range(23)])
    both = replace(parents, responses=pd.concat([parents.responses, again], ignore_index=True))
    none = pd.DataFrame({"respondent_0": [], "respondent_1": []}, dtype="str")
    assert "no code was asked" in sentences.linked({"parents": none}, {"parents": both}, pilot, language="en").text


def test_the_chain_is_counted(plan, pilot):
    counts = {"needs": "2", "candidates": "2", "chosen": "1", "indicators": "1", "broken": "5"}
    assert sentences.chain(plan, pilot).values == counts


def test_without_a_plan_the_chain_says_so(pilot):
    assert "No needs or actions" in sentences.chain(ActionPlan(), pilot, language="en").text


def test_fits_are_counted_best_first(pilot):
    display = JointDisplay(frame(DISPLAY, [{"fit": fit} for fit in ("cannot tell", "confirmation", "cannot tell")]))
    assert "confirmation: 1, cannot tell: 2" in sentences.fits(display, pilot, language="en").text


def test_without_findings_the_fit_says_so(pilot):
    assert "No findings" in sentences.fits(JointDisplay(), pilot, language="en").text


def test_a_conclusion_counts_its_targets_and_names_them(plan, pilot):
    said = concluded(plan, pilot, result("reached")).splitlines()
    assert said[:2] == ["Targets: 1. Reached: 1. Not reached: 0. These data cannot tell: 0.", "Reached: Welkom."]


def test_a_conclusion_from_too_few_answers_cannot_tell(plan, pilot):
    assert "Cannot tell: Welkom." in concluded(plan, pilot, result("reached", n=4))


def test_a_conclusion_never_ascribes_the_change_to_the_actions(plan, pilot):
    assert concluded(plan, pilot, result("reached")).endswith("can't be ascribed to the actions alone.")


def test_a_conclusion_tells_adjustments_and_contradictions(plan, pilot):
    said = concluded(plan, pilot, result("reached"), fits=["discordance"])
    assert "an action was adjusted once" in said
    assert "contradict each other: 1." in said


def test_without_targets_there_is_no_conclusion(plan, pilot):
    assert "can't conclude" in concluded(plan, pilot)
