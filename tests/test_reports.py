"""The three reports of Menen, as `pilots run menen` publishes them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

REPORTS = ("1_context_analysis", "2_action_plan", "3_evaluation")
ENGLISH = re.compile(r"\b(the|and|with|which|from|shown|people|respondents|than|were|by|each)\b", re.IGNORECASE)
SYNTHETIC = "geen enkele respondent, uitspraak of antwoord in dit rapport is echt"


@pytest.fixture(scope="module", params=REPORTS)
def path(request: pytest.FixtureRequest, menen) -> Path:
    return menen.project / "reports" / "menen" / f"{request.param}.html"


@pytest.fixture(scope="module")
def page(path: Path, page_of: Callable[[Path], BeautifulSoup]) -> BeautifulSoup:
    return page_of(path)


def exhibits(page: BeautifulSoup) -> list:
    return page.select("figure.exhibit")


def visible(page: BeautifulSoup) -> Iterator[str]:
    """The texts of a page that are in the language of the page."""
    for text in page.body.find_all(string=True):
        own = text.find_parent(lang=True)["lang"] == page.html["lang"]
        if text.strip() and own and text.parent.name not in ("style", "script"):
            yield " ".join(text.split())


def test_there_are_three_and_the_run_says_where(menen):
    assert [path.stem for path in menen.reports()] == list(REPORTS)
    assert menen.out.split() == [f"reports/menen/{name}.html" for name in REPORTS]


def test_a_second_run_says_up_to_date_and_changes_no_byte(menen, command):
    files = [path for path in menen.project.rglob("*") if path.is_file()]
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
    ran = command(menen.project, "run", "menen")
    assert (ran.code, ran.out, ran.err) == (0, "menen: up to date, see reports/menen\n", "")
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files} == before


@pytest.mark.parametrize("name", REPORTS)
def test_the_same_input_gives_the_same_bytes(menen, five, name):
    pages = [ran.project / "reports" / "menen" / f"{name}.html" for ran in (menen, five)]
    assert pages[0].read_bytes() == pages[1].read_bytes()


def test_the_same_input_gives_the_same_processed_data(menen, five):
    # pseudonyms differ: each project makes a key of its own
    made = [ran.project / "data" / "processed" / "menen" for ran in (menen, five)]
    names = [sorted(path.name for path in folder.iterdir()) for folder in made]
    assert names[0] == names[1]
    scores = [{path.name: path.read_bytes() for path in folder.glob("*_scores.parquet")} for folder in made]
    assert scores[0] == scores[1]


def test_its_language_and_title_are_told(page):
    assert page.html["lang"] == "nl"
    assert page.title.string == f"{page.h1.get_text()} – Cocreatief werken aan kleuterparticipatie in Menen"


def test_it_says_that_the_data_are_synthetic_first_and_in_its_metadata(page):
    assert SYNTHETIC in page.select_one("header.front .synthetic.notice").get_text()
    assert SYNTHETIC in page.select_one('meta[name="description"]')["content"]
    assert page.select_one('meta[name="pilots:synthetic"]')["content"] == "true"


@pytest.mark.parametrize(("kind", "word"), [("table", "Tabel"), ("figure", "Figuur")])
def test_exhibits_are_numbered_in_order(page, kind, word):
    numbers = [said.get_text().strip() for said in page.select(f"figure.exhibit-{kind} .exhibit-number")]
    assert numbers == [f"{word} {n}." for n in range(1, len(numbers) + 1)]
    assert len(numbers) == len(page.select(f"figure.exhibit-{kind}")) > 0


def test_every_exhibit_has_a_caption(page):
    assert all(len(exhibit.figcaption.get_text()) > len("Tabel 10. ") for exhibit in exhibits(page))


def test_every_picture_has_a_text_alternative_of_its_own(page):
    said = [picture.get("aria-label", "") for picture in page.select('.exhibit-picture svg[role="img"]')]
    assert len(said) == len(page.select("figure.exhibit-figure")) == len(page.find_all("svg")) > 0
    assert all(len(text) > 20 for text in said)
    assert len(set(said)) == len(said)


def test_every_picture_has_its_numbers_beside_it(page):
    assert all(figure.select("details.exhibit-numbers td") for figure in page.select("figure.exhibit-figure"))


def test_every_exhibit_says_how_it_was_computed(page):
    for exhibit in exhibits(page):
        computed = exhibit.parent.select_one("details.computed")
        assert computed is not None, exhibit["id"]
        assert computed.select("dl dd"), exhibit["id"]
        assert computed.select_one("pre").get_text().strip(), exhibit["id"]


def test_every_reference_leads_somewhere(page, path):
    ids = {element["id"] for element in page.select("[id]")}
    links = [link["href"] for link in page.select("a[href]")]
    assert [link for link in links if link.startswith("#") and link[1:] not in ids] == []
    assert "[](" not in path.read_text(encoding="utf-8")
    assert all(link.get_text().strip() for link in page.select("a[href]"))


def test_nothing_in_it_is_asked_from_elsewhere(page):
    assert not page.select("script[src], link, iframe, img:not([src^='data:'])")


def test_no_text_of_the_source_is_left_untranslated(page, catalogue):
    english = {text for text, said in catalogue("nl").items() if text.casefold() != said.casefold()}
    assert [text for text in visible(page) if text.strip(" .:;") in english] == []


def test_no_english_is_left_in_a_dutch_report(page):
    assert [text for text in visible(page) if ENGLISH.search(text)] == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_text_that_the_notebooks_translate_is_in_the_catalogues(heard, menen, catalogue, language):
    assert sorted(heard(menen.project, "menen") - set(catalogue(language))) == []


def test_no_value_of_python_is_left(page):
    left = re.compile(r"(?<!\w)(nan|NaN|None|<NA>|NaT|inf|Traceback|\{\w*\})(?!\w)")
    assert [text for text in visible(page) if left.search(text)] == []


def test_what_a_reader_reads_is_what_was_read_before(page, snapshot):
    """After a change that is meant: `pytest tests/test_reports.py --snapshot-update`, and read the difference."""
    pictures = [f"[{picture['aria-label']}]" for picture in page.select("svg[role=img]")]
    # versions and fingerprints of data may differ where what is read does not
    lines = [text for text in visible(page) if not re.fullmatch(r"Gemaakt met pilots.*|[0-9a-f]{12}", text)]
    assert "\n".join([*lines, *pictures]) == snapshot
