"""Nothing is fetched and nothing runs."""

import pytest
from nbformat.v4 import new_markdown_cell

from pilots.errors import PilotsError
from pilots.publish import to_html
from pilots.publish.selfcontained import require_self_contained


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://example.org/a.png">',
        '<img src="foto.png">',
        '<img srcset="a.png 2x">',
        '<svg><image xlink:href="http://example.org/a.png"/></svg>',
        "<script>1</script>",
        '<iframe src="data:text/html,x"></iframe>',
        '<link rel="stylesheet" href="a.css">',
        '<p style="background: url(//example.org/a.png)">',
        '<style>@import "a.css";</style>',
        "<style>p { background: url('a.png') }</style>",
        '<p onclick="x()">',
        '<a href="javascript:x()">',
        '<a href="file:///etc/hosts">',
    ],
)
def test_what_fetches_or_runs_is_refused(html):
    with pytest.raises(PilotsError, match="more than its own file"):
        require_self_contained(html)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org">',
        '<a href="#tbl-needs">',
        '<img src="data:image/png;base64,AA">',
        '<svg><g clip-path="url(#clip)"><use xlink:href="#glyph"/></g></svg>',
        "<style>p { background: url(#a) }</style>",
        "<p>url(http://example.org)</p>",
    ],
)
def test_links_and_what_is_inside_are_fine(html):
    require_self_contained(html)


def test_a_script_of_ours_may_run():
    require_self_contained("<p>x</p><script>if (1 < 2) { go(); }</script>", scripts=["if (1 < 2) { go(); }"])


@pytest.mark.parametrize(
    "html",
    [
        "<script>go();</script><script>steal();</script>",
        "<script> go();</script>",
        "<script></script>",
        "<script>go();",
        "<script>go();steal();</script>",
        '<script src="data:text/javascript,steal()">go();</script>',
        '<script type="module">go();</script>',
        "<svg><script>steal();</script></svg>",
        "<script>go();</script><p onclick='go();'>",
    ],
)
def test_beside_a_script_of_ours_no_other_may_run(html):
    with pytest.raises(PilotsError, match="more than its own file"):
        require_self_contained(html, scripts=["go();"])


def test_the_cell_that_fetches_is_named(notebook):
    notebook.cells.append(new_markdown_cell("![logo](https://example.org/logo.png)"))
    with pytest.raises(PilotsError, match=r"cell 12: .*src of <img>"):
        to_html(notebook)


def test_an_image_that_is_missing_is_named_by_its_cell(notebook):
    notebook.cells.append(new_markdown_cell("![logo](logo.png)"))
    with pytest.raises(PilotsError, match=r"cell 12: .*src of <img>"):
        to_html(notebook)
