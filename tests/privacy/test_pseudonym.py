"""Pseudonyms."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from pilots.errors import PilotsError
from pilots.privacy import Pseudonymiser
from pilots.privacy.pseudonym import KEY


def test_same_value_same_pseudonym_also_tomorrow(tmp_path: Path):
    assert Pseudonymiser(tmp_path / "k").one("MA07", "code") == Pseudonymiser(tmp_path / "k").one("MA07", "code")


def test_another_key_gives_other_pseudonyms(tmp_path: Path):
    assert Pseudonymiser(tmp_path / "a").one("MA07", "code") != Pseudonymiser(tmp_path / "b").one("MA07", "code")


def test_missing_stays_missing(tmp_path: Path):
    given = Pseudonymiser(tmp_path).of(pd.Series(["a", None, "A "], dtype="str"), "code")
    assert given.isna().tolist() == [False, True, False]
    assert given[0] == given[2]


def test_key_is_for_its_owner_alone(tmp_path: Path):
    Pseudonymiser(tmp_path / "keys" / "menen")
    assert stat.S_IMODE((tmp_path / "keys" / "menen").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "keys" / "menen" / KEY).stat().st_mode) == 0o600


def test_makers_at_the_same_time_share_one_key(tmp_path: Path):
    with ThreadPoolExecutor(8) as pool:
        given = set(pool.map(lambda _: Pseudonymiser(tmp_path).one("x", "y"), range(24)))
    assert len(given) == 1
    assert [path.name for path in tmp_path.iterdir()] == [KEY]


def test_a_damaged_key_is_not_replaced_in_silence(tmp_path: Path):
    (tmp_path / KEY).write_text("cafe")
    with pytest.raises(PilotsError, match="damaged"):
        Pseudonymiser(tmp_path)
