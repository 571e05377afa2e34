import datetime

from pilots.across import contexts, shared_figures

FIGURE = {"indicator": "poor", "labels": {"nl": "Kansarmoede"}, "area": "x", "level": "town", "value": 26.4, "unit": "%", "period": "2012", "source": "s", "url": ""}  # fmt: skip


def test_a_site_that_came_after_the_first_joined_later(member):
    sites = [{"id": "a", "name": "A"}, {"id": "b", "name": "B", "joined": datetime.date(2018, 9, 1)}]
    phases = [{"number": 1, "title": "Begin", "start": datetime.date(2017, 1, 1), "end": datetime.date(2019, 1, 1)}]
    found = contexts([member(sites=sites, phases=phases)]).iloc[0]
    assert (found["sites"], found["joined_later"]) == (2, 1)


def test_nobody_joined_later_where_all_came_on_the_same_day(member):
    sites = [{"id": name, "name": name, "joined": datetime.date(2018, 9, 1)} for name in "ab"]
    assert contexts([member(sites=sites)])["joined_later"].tolist() == [0]


def test_what_was_collected_is_told_and_nobody_is_counted(member, surveyed):
    found = contexts([member(surveys={"parents": surveyed(waves=(0, 1))})]).iloc[0]
    assert (found["groups"], found["waves"], found["conversations"]) == (("parents",), 2, False)


def test_a_figure_is_shared_where_two_towns_have_it_of_the_same_period(member):
    one, two, late = (member(name, figures=[FIGURE | more]) for name, more in (("one", {}), ("two", {}), ("late", {"period": "2013"})))  # fmt: skip
    assert shared_figures([one, two, late])["pilot"].tolist() == ["one", "two"]
    assert shared_figures([one, late]).empty
