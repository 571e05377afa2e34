from hypothesis import given
from hypothesis import strategies as st

from pilots.examples.draws import Draws


def test_parts_have_streams_of_their_own() -> None:
    assert Draws(1, "parents").uniform() == Draws(1, "parents").uniform()
    assert Draws(1, "parents").uniform() != Draws(1, "staff").uniform()


def test_normal_draws_have_mean_0_and_variance_1() -> None:
    draws = Draws(3, "normal")
    drawn = [draws.normal() for _ in range(4000)]
    mean = sum(drawn) / 4000
    assert abs(mean) < 0.06
    assert abs(sum((one - mean) ** 2 for one in drawn) / 4000 - 1) < 0.08


@given(st.integers(-50, 50), st.integers(0, 20), st.integers(0, 2**31))
def test_an_integer_lies_between_its_bounds(low: int, width: int, seed: int) -> None:
    assert low <= Draws(seed, "integer").integer(low, low + width) <= low + width


@given(st.lists(st.integers()), st.integers(0, 2**31))
def test_shuffling_keeps_every_item(items: list[int], seed: int) -> None:
    assert sorted(Draws(seed, "shuffle").shuffled(items)) == sorted(items)


def test_weights_of_zero_are_never_drawn() -> None:
    draws = Draws(5, "weights")
    assert {draws.choice(["a", "b"], [0, 1]) for _ in range(200)} == {"b"}
