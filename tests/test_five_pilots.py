"""The five example pilots, run with one command: each shows what it is there to show."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

OTHERS = ("a20031", "connect", "ocb", "sterk-onderwijs")
SYNTHETIC = "geen enkele respondent, uitspraak of antwoord in dit rapport is echt"


@pytest.fixture(scope="module")
def page(five, page_of: Callable[[Path], BeautifulSoup]) -> Callable[[str, int], BeautifulSoup]:
    found: dict[tuple[str, int], BeautifulSoup] = {}

    def read(pilot: str, phase: int) -> BeautifulSoup:
        if (pilot, phase) not in found:
            found[pilot, phase] = page_of(five.reports(pilot)[phase - 1])
        return found[pilot, phase]

    return read


def shown(page: BeautifulSoup, label: str) -> str:
    """What an exhibit says; it is there, and not in place of what was not collected."""
    exhibit = page.find("figure", id=label)
    assert exhibit is not None, label
    return " ".join(exhibit.get_text(" ").split())


def test_all_pilots_are_published(five):
    for name in OTHERS:
        assert [path.stem for path in five.reports(name)] == ["1_context_analysis", "2_action_plan", "3_evaluation"]


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("phase", [1, 2, 3])
def test_every_report_says_that_it_is_synthetic(page, name, phase):
    made = page(name, phase)
    assert made.find("meta", attrs={"name": "pilots:synthetic"})["content"] == "true"
    assert SYNTHETIC in made.select_one(".synthetic.notice").get_text()


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("phase", [1, 2, 3])
def test_no_heading_stands_above_nothing(page, name, phase):
    shown: dict[str, list[str]] = {}
    heading = ""
    for part in page(name, phase).main.find_all(["h2", "h3", "figure", "p"]):
        kind = (part.get("class") or [""])[0]
        if part.name in ("h2", "h3"):
            heading = part.get_text()
        elif kind.startswith("exhibit") and part.find_parent("figure") is None:
            shown.setdefault(heading, []).append(kind)
    bare = [heading for heading, kinds in shown.items() if set(kinds) == {"exhibit-absent"}]
    assert [heading for heading in bare if "niet staat" not in heading] == []


def test_connect_shows_its_funnel_method_by_method_and_where_families_are_lost(page):
    funnel = shown(page("connect", 3), "tbl-funnel")
    assert all(method in funnel for method in ("koffiehoek", "brugfiguur", "huisbezoek", "spreekuur"))
    assert "doorverwezen" in shown(page("connect", 3), "fig-funnel")


def test_connect_shows_five_sites(page):
    respondents = shown(page("connect", 1), "tbl-respondents")
    assert all(f"School {letter}" in respondents for letter in "ABCDE")


def test_connect_shows_cost_per_family_with_its_uncertainty(page):
    cost = shown(page("connect", 3), "tbl-cost-per-family")
    assert re.search(r"Allen samen €\s70.000 227 €\s308 €\s271 tot €\s353", cost)
    assert "bereikt" in shown(page("connect", 3), "tbl-reach").lower()


def test_ocb_evaluates_its_training_three_times(page):
    table = shown(page("ocb", 3), "tbl-follow-ups")
    assert "na de vorming" in table
    assert "drie maanden later" in table


def test_ocb_uses_the_constructs_as_scales(page):
    scales = shown(page("ocb", 1), "tbl-scoring")
    assert all(name in scales for name in ("Parenting@home", "Teaching@home", "Betrokken op school"))


def test_ocb_says_which_translation_is_not_comparable(page):
    table = shown(page("ocb", 1), "tbl-comparability")
    assert re.search(r"niet hetzelfde Ik help mijn kind met taken of lessen. \(Arabisch − Frans\)", table)


def test_a20031_shows_its_register_with_linked_actions(page):
    register = shown(page("a20031", 3), "tbl-action-register")
    assert all(number in register for number in ("A20031", "A20030", "A20020"))
    assert "Continu" in register


def test_a20031_shows_one_family_without_a_day_or_a_name(page):
    story = shown(page("a20031", 3), "tbl-timeline")
    assert "maand" in story.lower()
    assert not re.search(r"\b20(24|25)\b", story)


def test_a20031_leaves_out_what_nobody_approved(page):
    assert "studiekeuze" not in page("a20031", 3).get_text()


def test_a20031_marks_the_change_in_approach_of_the_homework_class(page):
    assert "Smartschool" in page("a20031", 3).get_text()
    assert shown(page("a20031", 3), "fig-sessions-a2")


def test_a20031_shows_who_brought_whom_without_a_code(page):
    text = page("a20031", 3).get_text()
    assert shown(page("a20031", 3), "tbl-spread")
    assert not re.search(r"\bJ\d\d\b", text)


def test_sterk_onderwijs_shows_progress_by_building_block_at_two_schools(page):
    blocks = shown(page("sterk-onderwijs", 3), "tbl-by-element")
    assert all(name in blocks for name in ("Landen", "Machelen")) or "Gertrudis" in blocks
    assert shown(page("sterk-onderwijs", 3), "tbl-follow-ups")


@pytest.mark.parametrize("name", OTHERS)
def test_no_code_of_a_person_or_family_leaves(five, name):
    for path in five.reports(name):
        text = re.sub(r"<svg.*?</svg>|data:[^\"']*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.search(r"\bF\d{3}(-\d)?\b|\bG1\b", text)
