"""The displays of a whole pilot: every kind of them, and nobody in them."""

import re

import pytest

from pilots import figures, mixed, qualitative, sentences, survey, tables
from pilots.pilot import Pilot

CODES = re.compile(r"\bw[01]-\d+\b|ouder \d|schoolteam \d|koffiemoment \d|\b[PSK]\d\d\b|[0-9a-f]{8}-[0-9a-f]{4}-")
"""Respondents, cases and documents, as the raw data call them."""


@pytest.fixture(scope="module")
def pilot(menen) -> Pilot:
    return Pilot.find("menen", menen.project)


@pytest.fixture(scope="module")
def strands(pilot):
    return survey.load_all(pilot), qualitative.load(pilot)


@pytest.fixture(scope="module", params=[(1, 0), (3, 1)], ids=["phase 1", "phase 3"])
def found(pilot, strands, request):
    phase, wave = request.param
    return {
        "display": mixed.joint_display(pilot, *strands, phase=phase),
        "cases": mixed.by_case(pilot, *strands, phase=phase),
        "groups": mixed.by_group(pilot, *strands, phase=phase),
        "topics": mixed.triangulate(pilot, *strands, wave=wave, phase=phase),
    }


@pytest.fixture(scope="module", params=["nl", "fr", "en"])
def shown(pilot, strands, found, request):
    surveys, more = strands[0], {"language": request.param}
    picked = mixed.pick_cases(found["cases"], "parents.school_climate", rule="varied")
    return [
        tables.joint_display(found["display"], surveys, pilot, **more),
        tables.by_group(found["groups"], surveys, pilot, **more),
        tables.by_theme(mixed.by_theme(found["cases"]), surveys, pilot, **more),
        tables.triangulation(found["topics"], surveys, pilot, **more),
        tables.convergence(found["topics"], surveys, pilot, **more),
        figures.joint_display(found["display"], surveys, pilot, **more),
        figures.triangulation(found["topics"], surveys, pilot, **more),
        sentences.meta_inferences(found["display"], pilot, **more),
        sentences.triangulated(found["topics"], surveys, pilot, **more),
        sentences.linked_cases(found["cases"], pilot, **more),
        sentences.picked(picked, surveys, pilot, **more),
    ]


def test_no_exhibit_names_a_case_a_document_or_a_respondent(shown):
    for exhibit in shown:
        said = exhibit._repr_mimebundle_()["text/plain"] + re.sub(
            r"<svg.*?</svg>", "", exhibit.to_html(), flags=re.DOTALL
        )
        assert CODES.findall(said) == []


def test_no_exhibit_tells_that_one_of_seven_did_not(shown):
    assert not any(re.search(r"\b[56] (van de|des|of) 7\b", exhibit.to_html()) for exhibit in shown)


def test_every_confirmation_has_two_strands_that_point_one_way(found):
    findings = found["display"].findings
    confirmed = findings.loc[findings["fit"] == "confirmation"]
    above, below = confirmed["ci_low"] > confirmed["middle"], confirmed["ci_high"] < confirmed["middle"]
    assert len(confirmed) > 0
    assert (above.where(confirmed["direction"] == "higher", below)).all()
    assert (confirmed["cases"] > 1).all()


def test_every_finding_has_its_sentence(pilot, found):
    said = sentences.meta_inferences(found["display"], pilot)
    assert len(said.text.splitlines()) == len(found["display"].findings)


def test_with_five_linked_parents_nothing_is_told_by_theme(found):
    assert set(mixed.by_theme(found["cases"])["verdict"]) == {"cannot tell"}


def test_sites_and_languages_are_told_by_group_too(pilot, strands):
    for by in ("site", "language"):
        assert tables.by_group(mixed.by_group(pilot, *strands, phase=3, by=by), strands[0], pilot).data.size
