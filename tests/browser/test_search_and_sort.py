"""What a reader can do with a page: sort its tables, and search it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from pilots.publish import to_html


@pytest.fixture
def opened(desk: Page, sample_page: Path) -> Page:
    desk.goto(sample_page.as_uri())
    return desk


@pytest.fixture(scope="module")
def flat_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table of plain rows: numbers as Dutch readers write them, a small count, and one that is held back."""
    import nbformat
    import pandas as pd
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    from pilots.exhibits import Table

    cells = {"Groep": ["Ouders", "Team", "école", "Andere"], "n": ["1.088", "31", "< 10", "–"]}
    table = Table(pd.DataFrame(cells), "Groepen", "tbl-groups", numeric=("n",))
    output = new_output("execute_result", data=table._repr_mimebundle_())
    notebook = new_notebook(cells=[new_code_cell("table", outputs=[output])])
    nbformat.validate(notebook)
    path = tmp_path_factory.mktemp("flat") / "flat.html"
    path.write_text(to_html(notebook), encoding="utf-8")
    return path


def column(page: Page, place: int) -> list[str]:
    return [row.locator("td").nth(place).inner_text() for row in page.locator("tbody tr").all()]


def press(page: Page, name: str, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name=name).press("Enter")


@pytest.mark.parametrize(
    ("times", "order", "said"),
    [
        (1, ["< 10", "31", "1.088", "–"], "ascending"),
        (2, ["1.088", "31", "< 10", "–"], "descending"),
        (3, ["1.088", "31", "< 10", "–"], None),
    ],
)
def test_a_heading_sorts_numbers_as_they_are_written_and_what_is_held_back_last(desk, flat_page, times, order, said):
    desk.goto(flat_page.as_uri())
    press(desk, "n", times)
    assert column(desk, 1) == order
    assert desk.locator("th").nth(1).get_attribute("aria-sort") == said


def test_words_are_sorted_as_in_a_dictionary(desk, flat_page):
    desk.goto(flat_page.as_uri())
    press(desk, "Groep")
    assert column(desk, 0) == ["Andere", "école", "Ouders", "Team"]


def test_a_search_marks_each_place_and_goes_from_one_to_the_next(opened):
    box = opened.get_by_label("Zoek in dit verslag")
    box.fill("WELKOM")
    count = opened.locator("mark").count()
    assert count > 1
    assert f"gevonden plaatsen: {count}" in opened.locator(".search p").inner_text()
    box.press("Enter")
    box.press("Enter")
    assert opened.locator(".search p").inner_text() == f"plaats 2 van {count}"
    assert opened.locator("mark.here").count() == 1


def test_a_search_opens_what_is_folded_and_leaves_the_text_as_it_was(opened):
    before = opened.locator("main").inner_text()
    box = opened.get_by_label("Zoek in dit verslag")
    box.fill("Helemaal oneens")
    box.press("Enter")
    assert opened.locator("mark.here").is_visible()
    box.press("Escape")
    assert opened.locator("mark").count() == 0
    assert opened.locator("main").inner_text() == before


def test_without_script_the_page_can_be_read_as_it_is(browser, sample_page):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(sample_page.as_uri())
    assert page.locator(".search").count() == 0
    assert page.locator("table").first.is_visible()
    context.close()
