from itertools import groupby
from statistics import stdev

import numpy as np
import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.statistics import average_string, even_odd, irv, longstring, mahalanobis, psychometric_synonyms
from pilots.statistics.careless import correlations, split_items, synonym_pairs

ITEMS = [f"q{n}" for n in range(12)]
SCALES = [ITEMS[start : start + 3] for start in range(0, 12, 3)]


@pytest.fixture(scope="module")
def answers() -> pd.DataFrame:
    """Answers of 80 people to four scales of three items, a tenth missing, one who answered nothing."""
    draw = np.random.default_rng(3)
    trait = np.repeat(draw.normal(size=(80, 2)), 6, axis=1) + draw.normal(scale=0.7, size=(80, 12))
    rounded = np.clip(np.round(3 + trait), 1, 5)
    rounded[draw.random(rounded.shape) < 0.1] = np.nan
    rounded[7], rounded[8] = np.nan, 4
    return pd.DataFrame(rounded, columns=ITEMS, index=range(100, 180))


def pairwise(x: list[float], y: list[float]) -> float:
    """A correlation as R's `cor(use = "pairwise.complete.obs")` gives it."""
    both = [(a, b) for a, b in zip(x, y, strict=True) if a == a and b == b]
    if len(both) < 2 or len({a for a, _ in both}) == 1 or len({b for _, b in both}) == 1:
        return np.nan
    return float(np.corrcoef(*zip(*both, strict=True))[0, 1])


def test_strings_are_runs_of_equal_answers(answers: pd.DataFrame) -> None:
    runs = [
        [len(list(run)) for _, run in groupby((a if a == a else object()) for a in row)] for row in answers.to_numpy()
    ]
    assert longstring(answers, ITEMS).tolist() == [max(own) for own in runs]
    assert average_string(answers, ITEMS).tolist() == pytest.approx([sum(own) / len(own) for own in runs])


def test_strings_of_texts() -> None:
    said = pd.DataFrame({"a": ["ja", "ja"], "b": ["ja", None], "c": ["nee", None]})
    assert longstring(said, ["a", "b", "c"]).tolist() == [2, 1]


def test_variability_is_the_standard_deviation(answers: pd.DataFrame) -> None:
    given = [[a for a in row if a == a] for row in answers.to_numpy()]
    expected = [stdev(own) if len(own) > 1 else np.nan for own in given]
    assert irv(answers, ITEMS).tolist() == pytest.approx(expected, nan_ok=True)
    assert irv(answers, ITEMS, skip_missing=False).notna().tolist() == [len(own) == 12 for own in given]


def test_even_odd_is_the_corrected_correlation_of_halves(answers: pd.DataFrame) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pilots.statistics.blocks.ROWS", 9)
        found = even_odd(answers, SCALES)
    for who, row in answers.iterrows():
        halves = [[row[own[half::2]].mean() for own in SCALES] for half in (1, 0)]
        r = pairwise(*halves)
        expected = -max(2 * r / (1 + r), -1) if r > -1 else (1 if r == -1 else np.nan)
        assert found[who] == pytest.approx(expected, nan_ok=True)


@pytest.mark.parametrize("antonyms", [False, True])
def test_synonyms_are_correlations_over_pairs(answers: pd.DataFrame, antonyms: bool) -> None:
    items = answers.assign(q0=6 - answers["q0"], q7=6 - answers["q7"])
    table = items.corr().to_numpy()
    pairs = [(i, j) for i in range(12) for j in range(i) if (table[i, j] < -0.4 if antonyms else table[i, j] > 0.4)]
    found = psychometric_synonyms(items, ITEMS, critical=0.4, antonyms=antonyms)
    for place, row in enumerate(items.to_numpy()):
        known = [(row[i], row[j]) for i, j in pairs if row[i] == row[i] and row[j] == row[j]]
        expected = pairwise(*map(list, zip(*known, strict=True))) if len(known) > 2 else np.nan
        assert found.iloc[place] == pytest.approx(expected, nan_ok=True)


def test_correlations_are_pairwise(answers: pd.DataFrame) -> None:
    assert correlations(answers, ITEMS) == pytest.approx(answers.corr().to_numpy())


def test_without_synonyms_there_is_no_index() -> None:
    items = pd.DataFrame({"a": [1, 2, 3, 4], "b": [2, 1, 4, 2], "c": [1, 1, 1, 1]})
    assert len(synonym_pairs(correlations(items, ["a", "b", "c"]), critical=0.9)[0]) == 0
    assert psychometric_synonyms(items, ["a", "b", "c"], critical=0.9).isna().all()


def test_mahalanobis_leaves_missing_answers_at_the_mean(answers: pd.DataFrame) -> None:
    centred = (answers - answers.mean()).fillna(0).to_numpy()
    expected = (centred @ np.linalg.inv(answers.cov().to_numpy()) * centred).sum(axis=1)
    expected[7] = np.nan
    assert mahalanobis(answers, ITEMS).tolist() == pytest.approx(expected.tolist(), nan_ok=True)


def test_mahalanobis_can_not_tell_without_an_inverse() -> None:
    items = pd.DataFrame({"a": [1.0, 2, 3], "b": [2.0, 4, 6]})
    assert mahalanobis(items, ["a", "b"]).isna().all()
    assert mahalanobis(items.assign(c=1.0), ["a", "c"]).isna().all()


@pytest.mark.parametrize("index", [longstring, average_string, irv, psychometric_synonyms, mahalanobis])
@pytest.mark.parametrize("rows", [0, 1])
def test_next_to_nobody_is_no_error(index: object, rows: int) -> None:
    items = pd.DataFrame({"a": [1.0], "b": [np.nan]}).iloc[:rows]
    assert len(index(items, ["a", "b"])) == rows  # type: ignore[operator]
    assert len(even_odd(items, [["a"], ["b"]])) == rows


def test_parts_are_those_of_rs_cut() -> None:
    assert [len(part) for part in split_items(list("abcdefghijk"), 3)] == [4, 3, 4]


def test_an_unknown_item_is_named() -> None:
    with pytest.raises(PilotsError, match="'qq'"):
        irv(pd.DataFrame({"q": [1]}), ["qq"])
