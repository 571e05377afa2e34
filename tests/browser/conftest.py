"""Chromium, and what every published page must stand up to in it."""

import os
import runpy
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

SAMPLE = Path(__file__).parents[1] / "publish" / "sample.py"
VIEWS = [(scheme, width) for scheme in ("light", "dark") for width in (1280, 320)]


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; without it the tests in a browser are skipped, but not where the project is guarded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        reason = "Chromium is not installed: `apt install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[0]}-{view[1]}")
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page without network: light and dark, on a desk and on a phone, one test each."""
    yield from _opened(browser, *request.param)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page without network, on a desk, for what is the same everywhere."""
    yield from _opened(browser, "light", 1280)


@pytest.fixture(scope="session")
def sample_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample report, published."""
    from pilots.publish import to_html

    path = tmp_path_factory.mktemp("published") / "sample.html"
    path.write_text(to_html(runpy.run_path(str(SAMPLE))["sample"]()), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def assert_publishable():
    """A function of (page, path): opened without network, a report asks for nothing and bars nobody."""
    return _assert_publishable


@pytest.fixture(scope="session")
def assert_bars_nobody():
    """A function of (page): axe finds nothing in it as it is shown now."""
    return _assert_bars_nobody


def _assert_bars_nobody(page: Page) -> None:
    # a picture is judged as one: what it is drawn of has no names and no text
    found = Axe().run(page, context={"exclude": [["svg[role=img] > *"]]})
    assert found.violations_count == 0, found.generate_report()


def _opened(browser: Browser, scheme: str, width: int) -> Iterator[Page]:
    context = browser.new_context(
        offline=True, color_scheme=scheme, reduced_motion="reduce", viewport={"width": width, "height": 844}
    )
    yield context.new_page()
    context.close()


def _assert_publishable(page: Page, path: Path) -> None:
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    # axe can't judge contrast on the shadows at the edge of what scrolls, so it gets the plain ground
    page.add_style_tag(content=".exhibit-scroll, .exhibit-picture { background-image: none !important; }")
    for folded in (True, False):
        page.evaluate("open => document.querySelectorAll('details').forEach(part => part.open = open)", not folded)
        _assert_bars_nobody(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"
    assert asked == [path.as_uri()]
    assert complaints == []
