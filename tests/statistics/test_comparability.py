import numpy as np
import pandas as pd
import pytest

from pilots import vocabulary
from pilots.errors import PilotsError
from pilots.statistics.comparability import CANNOT_TELL, COMPARABLE, NOT_COMPARABLE, comparability, verdict

ITEMS = [f"i{n}" for n in range(5)]


def answers(dutch: int, french: int, *, shift: float = 0.0, higher: float = 0.0, seed: int = 0) -> pd.DataFrame:
    """Five items of one trait; French speakers feel `higher`, and answer the first item `shift` more positively."""
    draws = np.random.default_rng(seed)
    french_speaking = np.repeat([0, 1], [dutch, french])
    trait = draws.normal(size=dutch + french) + higher * french_speaking
    felt = 0.7 * trait[:, None] + 0.71 * draws.normal(size=(dutch + french, 5))
    felt[:, 0] += shift * french_speaking
    data = pd.DataFrame(np.digitize(felt, [-1.2, -0.4, 0.3, 1.1]) + 1, columns=ITEMS)
    return data.assign(language=np.where(french_speaking, "fr", "nl"))


def told(data: pd.DataFrame) -> str:
    return verdict(comparability(data, ITEMS, by="language"))


def test_large_dif_is_found_at_150_a_language_and_named() -> None:
    found = comparability(answers(151, 150, shift=0.8), ITEMS, by="language")
    assert verdict(found) == NOT_COMPARABLE
    worst = found.loc[found["statistic"] == "dif"].set_index("variable")["estimate"]
    assert worst.idxmax() == "i0"
    assert found["group"].unique().tolist() == ["fr - nl"]


def test_a_scale_that_is_the_same_is_comparable_with_enough_answers() -> None:
    assert told(answers(300, 300)) == COMPARABLE


def test_one_language_may_feel_better_on_the_whole() -> None:
    assert told(answers(300, 300, higher=0.5)) == COMPARABLE


def test_fifteen_a_language_cannot_tell() -> None:
    assert told(answers(15, 15)) == CANNOT_TELL


def test_false_alarms_are_as_rare_as_promised() -> None:
    alarms = sum(told(answers(80, 80, higher=0.3, seed=seed)) == NOT_COMPARABLE for seed in range(100))
    assert alarms <= 9  # at most 5 expected; 10 and more have a probability below 0.03


def test_three_languages_are_held_against_the_largest() -> None:
    data = pd.concat([answers(60, 40), answers(0, 30).assign(language="ar")])
    assert comparability(data, ITEMS, by="language")["group"].unique().tolist() == ["ar - nl", "fr - nl"]


def test_the_order_of_rows_is_irrelevant() -> None:
    data = answers(40, 30)
    shuffled = comparability(data.sample(frac=1, random_state=1), ITEMS, by="language")
    pd.testing.assert_frame_equal(shuffled, comparability(data, ITEMS, by="language"), rtol=1e-9)


def test_mantel_is_that_of_a_worked_table() -> None:
    """At total 1 nl answered 0 and 1, fr 1 and 1; at total 2 both 1."""
    data = pd.DataFrame(
        {"language": ["nl", "nl", "fr", "fr", "nl", "fr"], "a": [0, 1, 1, 1, 1, 1], "b": [1, 0, 0, 0, 1, 1]}
    )
    found = comparability(data, ["a", "b"], by="language").set_index(["variable", "statistic"])
    spread = data["a"].std()
    assert found.loc[("a", "dif"), "estimate"] == pytest.approx(
        -2 / 3 * 0.5 / spread
    )  # nl minus fr, the first of two as large
    assert found.loc[("a", "dif"), "p_value"] == pytest.approx(0.31731, abs=1e-5)  # chi-square 0.5² / 0.25 = 1


def test_an_item_left_open_is_counted_as_missing() -> None:
    data = answers(20, 20)
    data.loc[0, "i0"] = np.nan
    assert set(comparability(data, ITEMS, by="language")["n_missing"]) == {1}


@pytest.mark.parametrize("languages", [["nl"], ["nl", "fr"]])
def test_what_cannot_be_compared_is_not_called_comparable(languages: list[str]) -> None:
    data = pd.DataFrame({"language": languages, "a": 1.0, "b": 2.0})
    found = comparability(data, ["a", "b"], by="language")
    assert verdict(found) == CANNOT_TELL
    assert found["estimate"].isna().all()


def test_an_empty_frame_cannot_tell() -> None:
    assert verdict(vocabulary.estimates()) == CANNOT_TELL


def test_a_missing_column_is_named() -> None:
    with pytest.raises(PilotsError, match="there is no column 'i9'"):
        comparability(answers(2, 2), [*ITEMS, "i9"], by="language")
