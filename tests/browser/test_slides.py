"""Decks in Chromium, with the network cut."""

import runpy
from pathlib import Path

import pytest

from pilots.publish.slides import to_slides

SAMPLE = Path(__file__).parents[1] / "publish" / "sample.py"
SEEN = """() => [...document.querySelectorAll('.slide')].findIndex(
    slide => Math.abs(slide.getBoundingClientRect().top) < 3) + 1"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory) -> Path:
    """The sample report, as slides."""
    path = tmp_path_factory.mktemp("published") / "sample.slides.html"
    path.write_text(to_slides(runpy.run_path(str(SAMPLE))["sample"]()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def hall(browser):
    """A page without network, as wide as a lecture hall's screen."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 720})
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(hall, deck):
    """The deck, opened anew at its first slide."""
    hall.goto("about:blank")
    hall.goto(deck.as_uri())
    return hall


@pytest.mark.parametrize("page", [("light", 1280), ("dark", 320)], indirect=True, ids=["desk", "phone"])
def test_a_deck_is_publishable(page, deck, assert_publishable):
    assert_publishable(page, deck)


@pytest.mark.parametrize(
    ("keys", "seen"),
    [
        (["ArrowRight"], 2),
        ([" ", " "], 3),
        ([" ", "Shift+ "], 1),
        (["PageDown", "ArrowDown", "ArrowUp"], 2),
        (["End", "Home"], 1),
        (["ArrowLeft"], 1),
    ],
)
def test_keys_turn_the_slides(opened, keys, seen):
    for key in keys:
        opened.keyboard.press(key.replace("Shift+ ", "Shift+Space"))
    assert opened.evaluate(SEEN) == seen


def test_the_address_names_the_slide_and_leads_to_it(opened, deck):
    opened.goto(f"{deck.as_uri()}#tbl-scales")
    assert opened.evaluate("document.activeElement.id") == "tbl-scales"
    opened.keyboard.press("Home")
    assert opened.url.endswith("#start")


def test_a_reference_turns_to_its_exhibit(opened):
    opened.locator('.body a[href="#fig-welcome"]').first.click()
    assert opened.evaluate("document.activeElement.id") == "fig-welcome"


def test_n_shows_the_notes_and_hides_them(opened):
    said = opened.locator("#fig-welcome .said")
    opened.keyboard.press("n")
    assert said.is_visible()
    opened.keyboard.press("n")
    assert not said.is_visible()


def test_escape_lists_the_slides_and_a_link_turns_to_one(opened):
    opened.keyboard.press("Escape")
    opened.locator("#overview a").nth(2).press("Enter")
    assert (opened.evaluate(SEEN), opened.locator("#overview").is_visible()) == (3, False)


def test_escape_closes_the_list_again(opened):
    opened.keyboard.press("Escape")
    opened.keyboard.press("Escape")
    assert not opened.locator("#overview").is_visible()


def test_buttons_turn_the_slides_too(opened):
    opened.locator("#on").click()
    opened.locator("#on").click()
    opened.locator("#back").click()
    assert opened.evaluate(SEEN) == 2


def test_without_a_script_the_deck_is_a_page_that_scrolls(browser, deck):
    context = browser.new_context(offline=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(deck.as_uri())
    assert page.locator("#tbl-scales table").is_visible()
    assert not page.locator(".bar").is_visible()
    context.close()


def test_each_slide_is_a_page_on_paper(opened):
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(opened.pdf(prefer_css_page_size=True))).pages
    assert len(pages) == opened.locator(".slide").count()


def test_no_slide_is_longer_than_the_screen(opened):
    assert opened.evaluate(
        "[...document.querySelectorAll('.slide')].every(slide => slide.scrollHeight <= innerHeight + 2)"
    )
