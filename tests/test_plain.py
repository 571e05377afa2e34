import pandas as pd
import pytest

from pilots.exhibits import Figure, Table
from pilots.plain import in_plain_words
from pilots.privacy.counts import Count


@pytest.fixture
def table() -> Table:
    return Table(pd.DataFrame({"Thema": ["taal"]}), "Thema's", "tbl-themes", notes=("Wilson.",), language="fr")


def test_the_caption_is_said_in_the_language_of_the_exhibit(table):
    assert in_plain_words(table, "What people talked about").caption == "De quoi les gens ont parlé"


def test_its_own_notes_stay_unless_others_are_given(table):
    assert in_plain_words(table, "What people talked about").notes == ("Wilson.",)
    assert in_plain_words(table, "What people talked about", notes=()).notes == ()


def test_what_is_shown_and_counted_stays(table):
    counted = Table(table.data, table.caption, table.label, counts=(Count("parents/0", {}, 9, 9),))
    told = in_plain_words(counted, "What people talked about", notes=())
    assert (told.data is counted.data, told.label, told.counts) == (True, counted.label, counted.counts)


def test_a_figure_that_is_not_there_still_says_why():
    absent = Figure.absent("Niets verzameld.", caption="Thema's", label="fig-themes", language="nl")
    assert "Niets verzameld." in in_plain_words(absent, "What people talked about").to_html()
