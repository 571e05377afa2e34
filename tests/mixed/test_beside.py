"""What follows from a finding's conversations beside those of its codes."""

import pytest
from tests.qualitative.projects import project

from pilots.mixed.beside import Beside
from pilots.mixed.spoken import Spoken


@pytest.fixture
def spoken():
    """Of forty: fifteen of code 0, ten of them of code 1 under it; ten of code 2, eight of them not of code 0."""
    codings = [(int(n < 10), n, 0, 0, 2) for n in range(15)] + [(2, n, 0, 0, 2) for n in range(13, 23)]
    return Spoken(project([None, 0, None], 40, [(n, n, "whole") for n in range(40)], codings, phases=("1",)))


def apart(spoken, *codes):
    return Beside(spoken, 5).apart(codes, len(spoken.of(codes)))


def test_who_spoke_of_several_codes_follows_from_their_sum(spoken):
    assert apart(spoken, "code 0", "code 2") == 2


def test_who_spoke_of_a_code_above_follows_from_one_that_is_told(spoken):
    assert apart(spoken, "code 1", "code 2") == 5


def test_a_code_by_itself_stands_beside_the_one_above_it(spoken):
    assert apart(spoken, "code 1") == 5
    assert Beside(spoken, 5, [f"k{n}" for n in range(12)]).apart(["code 1"], 10) is None


def test_an_earlier_finding_of_some_of_the_codes_counts_too(spoken):
    beside = Beside(spoken, 3)
    beside.apart(["code 0"], 15)
    assert beside.apart(["code 0", "code 2"], 16) == 1


def test_without_codes_nothing_follows(spoken):
    assert apart(spoken) is None
