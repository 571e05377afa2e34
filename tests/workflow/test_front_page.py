"""The page on which all reports are found."""

import shutil

import pytest

from pilots.workflow.front_page import front_page, write_front_page
from pilots.workflow.plan import record, steps

PAGE = """<html lang="{language}"><meta name="pilots:synthetic" content="true"><h1>{title}</h1>
<main><h2 id="taal">Taal</h2><p>Veel talen.</p></main></html>"""


@pytest.fixture(scope="module")
def shelf(made, tmp_path_factory):
    """A project with one pilot, its first report in two languages and as PDF, for researchers and for families."""
    project = made(tmp_path_factory.mktemp("shelf"), {"1_first": "1", "2_second": "2"})
    for language, edition, title in (
        ("nl", "researcher", "Noden"),
        ("fr", "researcher", "Besoins"),
        ("nl", "participant", "Voor u"),
    ):
        for step in steps(project, "tiny", phase=1, language=language, edition=edition, to=("html", "pdf")):
            step.report.parent.mkdir(parents=True, exist_ok=True)
            step.report.write_text(PAGE.format(language=language, title=title), encoding="utf-8")
            record(project, step)
    return project


@pytest.fixture(scope="module")
def page(shelf, page_of):
    return page_of(write_front_page(shelf))


def test_every_report_is_linked_once_in_every_form(shelf, page):
    linked = [link["href"] for link in page.select(".reports a")]
    assert sorted(linked) == sorted(f"tiny/{path.name}" for path in (shelf / "reports" / "tiny").glob("1_*"))


def test_a_form_says_its_language_and_edition(page):
    said = [p.get_text(" ", strip=True).split(":")[0] for p in page.select(".reports p")]
    assert said == ["Frans", "Nederlands", "Nederlands, Uitgave voor gezinnen en al wie meedeed"]


def test_every_section_can_be_found_with_its_text(page):
    first = page.select_one("#sections li[lang=fr]")
    assert first.a["href"] == "tiny/1_first.fr.html#taal"
    assert (first.a.get_text(), first.p.get_text()) == ("Besoins › Taal", "Veel talen.")


def test_synthetic_data_are_told(page):
    assert "geen enkele respondent" in page.select_one(".synthetic-label").get_text()


def test_a_report_that_is_gone_is_not_listed(shelf, tmp_path):
    copy = shutil.copytree(shelf, tmp_path / "copy")
    (copy / "reports" / "tiny" / "1_first.pdf").unlink()
    assert "1_first.pdf" not in front_page(copy)


def test_the_same_reports_give_the_same_page(shelf):
    assert front_page(shelf) == front_page(shelf)


def test_a_language_that_others_translated_into_is_listed_whoever_makes_the_page(shelf, tmp_path):
    copy = shutil.copytree(shelf, tmp_path / "copy")
    for step in steps(copy, "tiny", phase=1, language="ar", edition="participant"):
        step.report.write_text(PAGE.format(language="ar", title="لكم"), encoding="utf-8")
        record(copy, step)
    assert "tiny/1_first.participant.ar.html" in front_page(copy)


def test_a_report_that_names_somebody_after_the_gate_is_not_shown(shelf, tmp_path):
    copy = shutil.copytree(shelf, tmp_path / "copy")
    changed = copy / "reports" / "tiny" / "1_first.fr.html"
    changed.write_text(changed.read_text(encoding="utf-8") + "iemand@example.org", encoding="utf-8")
    page = front_page(copy)
    assert "1_first.fr.html" not in page
    assert "1_first.html" in page
