from itertools import product

import pytest

from pilots import sentences
from pilots.language import LANGUAGES
from pilots.mixed import ByCase, JointDisplay, Triangulation
from pilots.mixed.cases import CASES
from pilots.mixed.fit import Reason
from pilots.mixed.joint_display import DISPLAY
from pilots.mixed.pick import PICKED
from pilots.mixed.triangulate import GROUPS, PAIRS
from pilots.vocabulary import frame

FINDING = {
    "finding": "F1", "survey": "parents", "variable": "welcome", "kind": "strength", "titles": {"nl": "Welkom", "fr": "Accueil", "en": "Welcome"},
    "statistic": "mean", "estimate": 3.5, "ci_low": 3.2, "ci_high": 3.8, "n": 40, "cases": 8, "base": 20, "fit": "confirmation", "fit_reason": "",
}  # fmt: skip


def inferred(pilot, language="nl", **more):
    display = JointDisplay(frame(DISPLAY, [FINDING | more]))
    return sentences.meta_inferences(display, pilot, language=language).text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "“Welkom”: de cijfers (gemiddelde 3,50; 3,20 tot 3,80; n = 40) en de gesprekken (8 van de 20 gesprekken) bevestigen elkaar."),
        ("fr", "« Accueil » : les chiffres (moyenne 3,50 ; 3,20 à 3,80 ; n = 40) et les entretiens (8 des 20 entretiens) se confirment."),
        ("en", "“Welcome”: the numbers (mean 3.50; 3.20 to 3.80; n = 40) and the conversations (8 of 20 conversations) confirm each other."),
    ],
)  # fmt: skip
def test_a_confirmation_is_said_in_three_languages(pilot, language, said):
    assert inferred(pilot, language) == said


def test_a_discordance_contradicts_and_an_expansion_tells_more(pilot):
    assert "spreken elkaar tegen" in inferred(pilot, fit="discordance")
    assert "vertellen meer dan de cijfers" in inferred(pilot, fit="expansion")


def test_why_it_cannot_be_told_is_said(pilot):
    said = inferred(pilot, fit="cannot tell", fit_reason="the interval holds both directions")
    assert said.endswith("is niet te zeggen, want het interval laat beide richtingen open.")


def test_a_strand_that_is_missing_is_named(pilot):
    assert "alleen gesprekken" in inferred(pilot, fit="cannot tell", fit_reason="x", estimate=None, n=None)
    assert "alleen cijfers" in inferred(pilot, fit="cannot tell", fit_reason="x", cases=None)
    assert "cijfers noch gesprekken" in inferred(pilot, fit="cannot tell", estimate=None, cases=None)


def test_a_number_of_few_people_is_not_said(pilot):
    said = inferred(pilot, fit="cannot tell", fit_reason="the number rests on too few people to be shown", n=4)
    assert "3,50" not in said
    assert "te weinig mensen" in said


def test_six_of_seven_conversations_are_not_counted_out(pilot):
    assert "minstens de helft van de 7 gesprekken" in inferred(pilot, cases=6, base=7)


@pytest.mark.parametrize(("language", "reason"), list(product(LANGUAGES, Reason)))
def test_every_reason_gives_a_sentence_that_is_whole(pilot, language, reason):
    said = inferred(pilot, language, fit="cannot tell", fit_reason=reason.value)
    assert said.endswith(".")
    assert not set("{}") & set(said)
    assert language == "en" or reason.value not in said


def test_each_finding_has_one_line(pilot):
    display = JointDisplay(frame(DISPLAY, [FINDING, FINDING | {"finding": "F2", "fit": "expansion"}]))
    said = sentences.meta_inferences(display, pilot)
    assert (len(said.text.splitlines()), dict(said.values)) == (2, {"F1": "confirmation", "F2": "expansion"})


def test_without_findings_it_says_so(pilot):
    for said in (sentences.meta_inferences(JointDisplay(), pilot), sentences.fits(JointDisplay(), pilot)):
        assert (said.absent, "nog geen bevindingen" in said.text) == (True, True)


def test_fits_are_counted(pilot):
    display = JointDisplay(frame(DISPLAY, [FINDING, FINDING, FINDING | {"fit": "discordance"}]))
    assert sentences.fits(display, pilot).text.endswith("bevestiging: 2, tegenspraak: 1.")


def triangulated(pilot, parents, n=40, **pair):
    groups = [{"strand": "numbers", "topic": "climate", "group": name, "statistic": "mean", "estimate": 3.0, "ci_low": 2.5, "n": n} for name in ("parents", "staff")]  # fmt: skip
    pairs = [
        {"strand": "numbers", "topic": "climate", "group": "parents - staff", "ci_low": -0.7, "ci_high": -0.1} | pair
    ]
    found = Triangulation(frame(GROUPS, groups), frame(PAIRS, pairs))
    return sentences.triangulated(found, {"parents": parents}, pilot).text


def test_where_groups_disagree_is_named(pilot, parents):
    assert "oneens over: Schoolklimaat (Ouders − Schoolteam)" in triangulated(pilot, parents, verdict="disagree")


def test_a_certain_difference_of_unknown_size_is_named_as_that(pilot, parents):
    assert "groot genoeg is om ertoe te doen" in triangulated(pilot, parents, verdict="cannot tell")


def test_where_no_groups_differ_it_is_said(pilot, parents):
    assert "geen enkel onderwerp" in triangulated(pilot, parents, verdict="cannot tell", ci_high=0.3)


def test_a_difference_of_few_people_is_not_named(pilot, parents):
    assert "oneens over" not in triangulated(pilot, parents, n=4, verdict="disagree")


def test_with_one_group_there_is_nothing_to_say(pilot):
    assert "niets naast elkaar" in sentences.triangulated(Triangulation(), {}, pilot).text


@pytest.mark.parametrize(("linked", "said"), [(8, "8 van de 20"), (18, "> 15 van de 20"), (0, "Geen enkel gesprek")])
def test_how_many_conversations_are_linked_is_told_as_far_as_may_be(pilot, linked, said):
    rows = [{"case": f"c{n}", "respondent_id": f"w0-{n}" if n < linked else None} for n in range(20)]
    assert said in sentences.linked_cases(ByCase(frame(CASES, rows).set_index("case")), pilot).text


def test_without_conversations_nobody_is_linked(pilot):
    assert "geen interviews" in sentences.linked_cases(ByCase(), pilot).text


def test_how_many_were_picked_is_told_and_never_which(pilot, parents):
    cases = [{"case": f"secret-{n}", "variable": "parents.climate", "rule": rule, "score": 3.1} for n, rule in enumerate(["highest", "highest", "lowest"])]  # fmt: skip
    said = sentences.picked(frame(PICKED, cases), {"parents": parents}, pilot)
    assert said.text.endswith("hoogste op Ouders – Schoolklimaat: 2; laagste op Ouders – Schoolklimaat: 1.")
    assert "secret" not in said.to_html() + str(dict(said.values))
    assert "3,1" not in said.text


def test_where_nobody_was_picked_it_is_said(pilot):
    assert "Te weinig gesprekken" in sentences.picked(frame(PICKED), {}, pilot).text
