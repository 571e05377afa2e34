import numpy as np
import pandas as pd
import pytest

from pilots.statistics import nearest


def test_the_nearest_is_found_by_hand() -> None:
    draw = np.random.default_rng(2)
    said = pd.DataFrame(draw.integers(0, 3, (40, 8)), columns=list("abcdefgh"), index=range(10, 50)).astype("str")
    said[said == "0"] = None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pilots.statistics.duplicates._PAIRS", 100)
        found = nearest(said, list("abcdefgh"))
    table = said.fillna("").to_numpy()
    for place in range(40):
        apart = [(int((table[place] != table[other]).sum()), other + 10) for other in range(40) if other != place]
        assert (found["different"].iloc[place], found["nearest"].iloc[place]) == min(apart)


def test_dont_know_and_nothing_are_answers_of_their_own() -> None:
    said = pd.DataFrame({"a": ["9", None, "9"], "b": ["1", "1", "1"]})
    assert nearest(said, ["a", "b"])["different"].tolist() == [0, 1, 0]


def test_who_is_alone_has_no_nearest() -> None:
    assert nearest(pd.DataFrame({"a": ["1"]}), ["a"]).isna().all(axis=None)
    assert nearest(pd.DataFrame({"a": []}), ["a"]).empty
