"""What stands in another language than the page's is marked, and nothing else."""

import pandas as pd
import pytest

from pilots import written
from pilots.exhibits import Table
from pilots.language import pick


@pytest.fixture(autouse=True)
def forgetful(monkeypatch):
    monkeypatch.setattr(written, "_WRITTEN", {})


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ("<td>oproepen</td>", '<td><span lang="nl">oproepen</span></td>'),
        ("<td>café, oproepen</td>", '<td>café, <span lang="nl">oproepen</span></td>'),
        ("<td>« Zo&#x27;n dag »</td>", '<td>« <span lang="nl">Zo&#x27;n dag</span> »</td>'),
        ("<td>les oproepen</td>", "<td>les oproepen</td>"),
        ('<td headers="oproepen">5</td>', '<td headers="oproepen">5</td>'),
    ],
)
def test_a_text_is_marked_by_itself_between_commas_or_as_a_phrase(html, marked):
    for text in ("oproepen", "Zo'n dag", "5"):
        written.note(text, "nl")
    assert written.mark(html, "fr") == marked


def test_a_label_that_lacks_the_language_asked_is_marked_in_tables():
    data = pd.DataFrame({"Unit": [pick({"nl": "oproepen"}, "en"), pick({"nl": "keren", "en": "times"}, "en")]})
    html = Table(data, "Units", "tbl-units", "en").to_html()
    assert ('<span lang="nl">oproepen</span>' in html, "<span" in html.split("times")[0].split("oproepen")[1]) == (
        True,
        False,
    )
