import pytest
from tests.tables.test_coding import spoken

from pilots import qualitative, sentences


@pytest.mark.parametrize(
    ("counts", "cases", "said"),
    [((12, 12), 20, "Na gesprek 4"), ((5,), 5, "valt uit 5 gesprekken niet op te maken"), ((), 0, "geen interviews")],
)
def test_the_verdict_is_said(pilot, counts, cases, said):
    found = qualitative.saturation(spoken(*counts, cases=cases), orders=50)
    assert said in sentences.saturation(found, pilot).text


def test_saturation_that_was_not_reached_is_said(pilot):
    # each interview brings a code of its own
    starts = [(code, code) for code in range(8)]
    found = qualitative.saturation(spoken(*[1] * 8, cases=8, both=starts), orders=50)
    assert "niet bereikt" in sentences.saturation(found, pilot).text
