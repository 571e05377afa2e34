from pilots import figures
from pilots.context import FIGURES
from pilots.vocabulary import frame


def known(*rows):
    same = {"indicator": "poor", "labels": {"nl": "Kansarmoede"}, "unit": "%", "period": "2012", "source": "K&G"}
    return frame(FIGURES, [same | row for row in rows])


TOWN = {"area": "Menen", "level": "town", "value": 26.4}
REGION = {"area": "Vlaanderen", "level": "region", "value": 11.2}


def test_the_text_alternative_holds_every_number(pilot):
    alt = figures.context(known(TOWN, REGION), pilot).alt.replace("\xa0", " ")
    assert "Kansarmoede: Menen 26,4 %, Vlaanderen 11,2 %." in alt


def test_the_numbers_stand_under_the_figure(pilot):
    data = figures.context(known(TOWN, REGION), pilot, language="en").data
    assert data.to_numpy().tolist() == [["Kansarmoede", "Menen", "26.4%"], ["Kansarmoede", "Vlaanderen", "11.2%"]]


def test_an_indicator_without_other_areas_is_not_drawn(pilot):
    assert figures.context(known(TOWN), pilot).svg == ""


def test_numbers_of_people_are_not_drawn_beside_percentages(pilot):
    found = known(
        TOWN,
        REGION,
        TOWN | {"indicator": "people", "unit": "people"},
        REGION | {"indicator": "people", "unit": "people"},
    )
    assert len(figures.context(found, pilot).data) == 2


def test_without_figures_it_says_so(pilot):
    assert "geen gepubliceerde cijfers" in figures.context(known(), pilot).to_html()
