from pilots import tables
from pilots.context import FIGURES
from pilots.vocabulary import frame


def figures(*rows):
    known = {"indicator": "poor", "labels": {"nl": "Kansarmoede"}, "unit": "%", "period": "2012", "source": "K&G"}
    return frame(FIGURES, [known | row for row in rows])


def test_areas_stand_beside_each_other_from_near_to_far(pilot):
    found = figures(
        {"area": "Vlaanderen", "level": "region", "value": 11.0}, {"area": "Menen", "level": "town", "value": 26.4}
    )
    assert tables.context(found, pilot).data.columns.tolist()[2:4] == ["Menen", "Vlaanderen"]


def test_a_published_number_is_written_as_the_reader_does(pilot):
    found = figures({"area": "Menen", "level": "town", "value": 26.4})
    assert tables.context(found, pilot).data["Menen"].tolist() == ["26,4\N{NO-BREAK SPACE}%"]
    assert tables.context(found, pilot, language="en").data["Menen"].tolist() == ["26.4%"]


def test_whole_numbers_have_no_decimals(pilot):
    found = figures({"area": "Menen", "level": "town", "value": 33_194.0, "unit": "people"})
    assert tables.context(found, pilot).data["Menen"].tolist() == ["33.194"]


def test_what_was_not_published_is_a_dash(pilot):
    found = figures({"area": "Menen", "level": "town"})
    assert tables.context(found, pilot).data["Menen"].tolist() == ["–"]


def test_every_source_stands_under_the_table_by_its_number(pilot):
    found = figures({"area": "Menen", "level": "town", "value": 1}, {"area": "Menen", "level": "town", "value": 2, "period": "2013", "source": "Statbel"})  # fmt: skip
    table = tables.context(found, pilot)
    assert table.data["Bron"].tolist() == ["1", "2"]
    assert table.notes[:2] == ("1: K&G", "2: Statbel")


def test_without_figures_the_table_says_so(pilot):
    assert "geen gepubliceerde cijfers" in tables.context(figures(), pilot).to_html()


def test_the_overview_names_town_and_schools(pilot):
    assert tables.overview(pilot).data.iloc[:, 1].tolist() == ["Menen", "VBS VLAM", "De Kleine Prins"]
