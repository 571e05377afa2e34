"""The page of all reports, in Chromium with the network cut."""

import pytest


@pytest.fixture(scope="module")
def shelf(menen):
    return menen.project / "reports" / "index.html"


def test_it_is_publishable(page, shelf, assert_publishable):
    assert_publishable(page, shelf)


def test_one_finds_a_section_by_a_word_in_it_whatever_its_case_and_accents(desk, shelf):
    desk.goto(shelf.as_uri())
    desk.get_by_label("Zoek in alle verslagen").fill("KOFFIEMÓMENT")
    assert desk.locator(".hits li").count() > 0
    assert "koffiemoment" in desk.locator(".hits li").first.inner_text().lower()


def test_a_hit_leads_to_its_section(desk, shelf):
    desk.goto(shelf.as_uri())
    desk.get_by_label("Zoek in alle verslagen").fill("meebesliste")
    desk.locator(".hits a[href*='#']").first.click()
    assert "#" in desk.url
    assert desk.locator(f"[id='{desk.url.partition('#')[2]}']").count() == 1
