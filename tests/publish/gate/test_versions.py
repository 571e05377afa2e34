"""A report that was sent out, and a later version of it."""

import pytest

from pilots.privacy.counts import Count
from pilots.publish.gate.leaving import Leaving, Told
from pilots.publish.gate.record import mark_sent, told_then, write_record
from pilots.publish.gate.versions import RULE, versions


def telling(*numbers: int) -> list[Told]:
    return [Told("a.html", "tbl-respondents", Count("parents/0", {}, n, n)) for n in numbers]


@pytest.fixture
def sent(pilot):
    """The small pilot, of which a report on 60 parents went out."""
    write_record(pilot, "a.html", b"60 parents", told=telling(60), about={"report": "a"})
    assert mark_sent(pilot) == ["a.html"]
    write_record(pilot, "a.html", b"anew", told=telling(62), about={"report": "a"})
    return pilot


@pytest.mark.parametrize(("n", "rules"), [(60, []), (62, [RULE]), (57, [RULE]), (75, []), (40, [])])
def test_a_number_that_differs_by_few_is_found(sent, n, rules):
    assert [finding.rule for finding in versions(Leaving("a", counts=tuple(telling(n))), sent)] == rules


def test_a_version_stays_known_when_the_report_is_made_anew(sent):
    assert [one.count.low for one in told_then(sent)] == [60]


def test_a_version_is_marked_once(pilot):
    write_record(pilot, "a.html", b"60 parents", told=telling(60), about={"report": "a"})
    assert (mark_sent(pilot), mark_sent(pilot)) == (["a.html"], [])


def test_what_was_held_back_was_not_sent(pilot):
    write_record(pilot, "a.html", None, about={"report": "a"})
    assert mark_sent(pilot) == []
