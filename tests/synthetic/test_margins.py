import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from pilots.synthetic.margins import apportion, categories, combinations, numbers, shares, small_again, tree


def chance(seed=1):
    return np.random.default_rng(seed)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=7), st.integers(0, 90))
def test_every_row_gets_a_category(counts, n):
    assert apportion(shares(counts, 5, chance()), n, chance()).sum() == n


def test_what_many_gave_keeps_its_share_and_what_few_gave_does_not():
    found = shares([3, 1, 40, 56], 5, chance())
    assert found[2:].tolist() == [0.4, 0.56]
    assert abs(found[0] - 0.03) > 0.001


def test_categories_follow_the_latent_values():
    latent = np.sort(chance().standard_normal(200))
    assert (np.diff(categories(latent, np.array([0.2, 0.3, 0.5]), 200, chance())) >= 0).all()


def test_margins_differ_from_the_real_ones_as_another_sample_would():
    drawn = [
        np.bincount(categories(chance(s).standard_normal(100), np.array([0.3, 0.7]), 100, chance(s)))[0]
        for s in range(400)
    ]
    assert 25 < np.mean(drawn) < 35
    assert 5.5 < np.std(drawn) < 7.5


def test_the_extremes_of_few_are_cut():
    real = np.array([16.0] + [30.0] * 20 + [99.0])
    assert numbers(chance().standard_normal(50), real, 5, chance()).max() == 30


def test_small_numbers_are_drawn_anew_and_others_stay():
    counts = pd.Series([0, 1, 2, 3, 4, 5, 60, None])
    found = [small_again(counts, 5, chance(s)) for s in range(30)]
    assert all(one.iloc[[0, 5, 6]].tolist() == [0, 5, 60] and one.iloc[1:5].between(1, 4).all() for one in found)
    assert len({tuple(one.iloc[1:5]) for one in found}) > 5


def test_the_tree_joins_what_hangs_together():
    rng = chance()
    a = rng.integers(0, 3, 300).astype(str)
    table = pd.DataFrame(
        {"a": a, "b": rng.integers(0, 3, 300).astype(str), "c": np.where(rng.uniform(size=300) < 0.9, a, "0")}
    )
    assert tree(table)["c"] == "a"


def test_pairs_of_many_stay_together():
    table = pd.DataFrame({"home": ["nl"] * 40 + ["tr"] * 40, "form": ["nl"] * 40 + ["tr"] * 36 + ["nl"] * 4})
    made = combinations(table, 80, 5, chance())
    assert 30 < ((made["home"] == "tr") & (made["form"] == "tr")).sum() < 42


def test_a_pair_of_one_real_person_is_not_reproduced():
    table = pd.DataFrame({"home": ["nl"] * 30 + ["ar"] * 30, "school": ["a"] * 29 + ["c"] + ["a"] * 15 + ["b"] * 15})
    found = [combinations(table, 60, 5, chance(s)) for s in range(20)]
    counts = {int(((one["home"] == "nl") & (one["school"] == "c")).sum()) for one in found}
    assert len(counts) > 1
