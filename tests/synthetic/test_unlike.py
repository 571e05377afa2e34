import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pilots.synthetic.unlike import copies, unlike


def rows(seed, n=20, k=10, levels=4):
    return np.random.default_rng(seed).integers(0, levels, (n, k)) * 1.0


@given(st.integers(0, 500))
def test_no_copy_is_left_and_what_all_say_stays(seed):
    real = rows(seed)
    new = np.vstack([real[:4], rows(seed + 1)])
    made = unlike(new, real, np.zeros(len(new)), 5, np.random.default_rng(seed))
    assert not copies(made, real, 5).any()
    assert (np.sort(made, axis=0) == np.sort(new, axis=0)).all()


def test_what_many_said_alike_is_nobodys():
    real = np.ones((6, 9))
    assert not copies(real[:1], real, 5).any()


def test_a_row_that_lacks_an_answer_is_a_copy_too():
    real = rows(3, k=12)
    new = real[:1].copy()
    new[0, 0] = np.nan
    assert copies(new, real, 5).tolist() == [True]


def test_answers_stay_within_their_wave():
    real, wave = rows(5), np.repeat([0, 1], 10)
    made = unlike(real, real, wave, 5, np.random.default_rng(1))
    assert (np.sort(made[wave == 0], axis=0) == np.sort(real[wave == 0], axis=0)).all()
