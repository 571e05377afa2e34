import numpy as np
import pandas as pd
import pytest

from pilots.statistics.covariances import covariances
from pilots.statistics.item_sums import MANY, alpha_of_sums
from pilots.statistics.reliability import alpha_of, cronbach_alpha

ITEMS = list("abcde")


def answers(rows=MANY, kind="float64"):
    rng = np.random.default_rng(3)
    trait = rng.normal(size=(rows, 1))
    return pd.DataFrame(np.clip(np.round(3 + trait + rng.normal(size=(rows, 5))), 1, 5), columns=ITEMS).astype(kind)


@pytest.mark.parametrize("kind", ["float64", "int64", "int8", "float32"])
def test_it_is_the_alpha_of_the_covariances(kind):
    data = answers(kind=kind)
    expected = float(alpha_of(covariances(data, ITEMS, "listwise").matrix))
    assert alpha_of_sums(data, ITEMS) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("order", ["C", "F"])
def test_how_a_frame_keeps_its_numbers_changes_nothing(order):
    data = answers()
    kept = pd.DataFrame(np.asarray(data.to_numpy(), order=order), columns=ITEMS, copy=False)
    assert alpha_of_sums(kept, ITEMS[::-1]) == pytest.approx(alpha_of_sums(data, ITEMS), rel=1e-14)


@pytest.mark.parametrize(
    "data",
    [answers(100), answers().assign(school="vlam"), answers().mask(answers() == 5), answers() * 1e200, answers() + 1e9, answers() * 0 + 3],
    ids=["few", "another column", "gaps", "huge", "far from zero", "all the same"],
)  # fmt: skip
def test_what_asks_for_a_closer_look_is_left_to_it(data):
    assert alpha_of_sums(data, ITEMS) is None


def test_many_answers_have_the_same_row_as_few():
    found = cronbach_alpha(answers(), ITEMS)
    beside = cronbach_alpha(answers().assign(school="vlam"), ITEMS)
    pd.testing.assert_frame_equal(found, beside, rtol=1e-12)
