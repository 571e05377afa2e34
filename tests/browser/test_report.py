"""Published pages in Chromium, with the network cut."""

import runpy
from pathlib import Path

import pytest

from pilots import Pilot
from pilots.publish import to_html
from pilots.publish.codebook import codebook

SAMPLE = Path(__file__).parents[1] / "publish" / "sample.py"


def test_the_sample_report_is_publishable(page, sample_page, assert_publishable):
    assert_publishable(page, sample_page)


def test_the_check_sees_a_request(desk, tmp_path, sample_page, assert_publishable):
    html = sample_page.read_text().replace("img-src data:", "img-src *")
    html = html.replace("</main>", '<img src="missing.png" alt="x"></main>')
    (tmp_path / "bad.html").write_text(html)
    with pytest.raises(AssertionError):
        assert_publishable(desk, tmp_path / "bad.html")


def test_the_check_sees_a_barrier(desk, tmp_path, sample_page, assert_publishable):
    html = sample_page.read_text().replace("</main>", '<p style="color:#777;background:#888">grey</p></main>')
    (tmp_path / "bad.html").write_text(html)
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_publishable(desk, tmp_path / "bad.html")


def test_the_check_sees_a_page_that_scrolls_sideways(desk, tmp_path, sample_page, assert_publishable):
    html = sample_page.read_text().replace("</main>", '<p style="width: 3000px">wide</p></main>')
    (tmp_path / "bad.html").write_text(html)
    with pytest.raises(AssertionError, match="sideways"):
        assert_publishable(desk, tmp_path / "bad.html")


def test_nothing_can_be_fetched_even_if_something_slipped_in(desk, tmp_path, sample_page):
    asked = []
    (tmp_path / "slip.png").write_bytes(b"")
    html = sample_page.read_text().replace("</main>", '<img src="slip.png" alt="x"></main>')
    (tmp_path / "bad.html").write_text(html)
    desk.on("requestfinished", lambda request: asked.append(request.url))
    desk.goto((tmp_path / "bad.html").as_uri())
    assert not [url for url in asked if "slip" in url]


def test_code_and_provenance_are_folded_and_open_by_keyboard(desk, sample_page):
    desk.goto(sample_page.as_uri())
    summary = desk.locator("details.computed > summary").first
    assert not desk.locator("details.computed pre").first.is_visible()
    summary.press("Enter")
    assert desk.locator("details.computed pre").first.is_visible()


def test_every_entry_of_the_contents_leads_to_its_heading(desk, sample_page):
    desk.goto(sample_page.as_uri())
    for link in desk.locator("nav a").all():
        heading = desk.locator(link.get_attribute("href") or "")
        assert heading.inner_text() == link.inner_text()


def test_on_paper_nothing_is_folded_nobody_is_barred_and_synthetic_data_are_named(
    desk, sample_page, assert_bars_nobody
):
    desk.emulate_media(media="print")
    desk.goto(sample_page.as_uri())
    assert_bars_nobody(desk)
    assert not desk.locator("details").first.is_visible()
    assert desk.locator(".synthetic.notice").is_visible()


@pytest.mark.parametrize("name", ["1_context_analysis", "2_action_plan", "3_evaluation"])
@pytest.mark.parametrize("page", [("light", 1280), ("dark", 320)], indirect=True, ids=["desk", "phone"])
def test_the_reports_of_menen_are_publishable(page, menen, assert_publishable, name):
    assert_publishable(page, menen.project / "reports" / "menen" / f"{name}.html")


@pytest.mark.parametrize(("edition", "language"), [("participant", "fr"), ("student", "en")])
def test_the_other_editions_are_publishable(desk, tmp_path, assert_bars_nobody, edition, language):
    path = tmp_path / f"{edition}.html"
    path.write_text(to_html(runpy.run_path(str(SAMPLE))["edition"](edition, language)), encoding="utf-8")
    desk.set_viewport_size({"width": 320, "height": 844})
    desk.goto(path.as_uri())
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert_bars_nobody(desk)


def test_the_codebook_is_publishable(desk, tmp_path, assert_publishable):
    path = tmp_path / "codebook.html"
    path.write_text(codebook(Pilot.find("menen", Path(__file__).parents[2]), "parents"), encoding="utf-8")
    assert_publishable(desk, path)
