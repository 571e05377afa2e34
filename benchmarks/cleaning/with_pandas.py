"""The same survey by the script that one would write with pandas and NumPy: no log, nothing to undo."""

import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.special import chdtri, ndtri

from benchmarks.cleaning.data import (
    AGREE,
    CODES,
    DONT_KNOW,
    HIGH,
    ITEMS,
    LOW,
    MINIMUM_ITEMS,
    NUMBERS,
    REFUSED,
    REVERSED,
    SCALES,
)
from benchmarks.cleaning.outcome import Outcome, run
from pilots.vocabulary import THRESHOLDS

Flag = Callable[..., None]
LIMIT = {name: limit.default for name, limit in THRESHOLDS.items()}
"""So that the sides flag the same; a script would have these numbers in it."""


def outcome(folder: Path) -> Outcome:
    """The checks that pilots makes of such a survey; codes and invalid answers emptied with a reason; scores."""
    frame = pd.read_parquet(folder / "people.parquet")
    frame[ITEMS] = frame[ITEMS].astype("float64")
    flags = check(frame)
    frame = frame[frame[ITEMS].notna().any(axis=1)]
    reasons = empty_codes(frame)
    return Outcome(flags["check"], reasons["reason"], scores(frame))


def check(frame: pd.DataFrame) -> pd.DataFrame:
    """Flags: id, variable, check."""
    found: list[pd.DataFrame] = []

    def flag(mask: "pd.Series | np.ndarray", name: str, variable: str = "") -> None:
        found.append(pd.DataFrame({"id": frame.loc[mask, "id"], "variable": variable, "check": name}))

    for item in AGREE:
        flag(frame[item].notna() & ~frame[item].isin([*CODES, DONT_KNOW]), "invalid answer", item)
    for item in NUMBERS:
        known = frame[item].where(frame[item] != REFUSED)
        flag((known < LOW) | (known > HIGH), "out of range", item)
        flag(outliers(known.where(known.between(LOW, HIGH))), "outlier", item)
    flag(frame.duplicated(ITEMS) & (frame[ITEMS].notna().sum(axis=1) >= 10), "duplicate")
    whole_responses(frame, flag)
    careless(frame, flag)
    return pd.concat(found, ignore_index=True)


def whole_responses(frame: pd.DataFrame, flag: Flag) -> None:
    """Completion and time."""
    answered = frame[ITEMS].notna().sum(axis=1)
    enough = answered >= LIMIT["minimum_answered"] * len(ITEMS)
    flag(answered == 0, "incomplete")
    flag(~enough & (answered > 0), "incomplete")
    flag(frame["submitted"].isna() & enough, "incomplete")
    median = frame["seconds"].median()
    flag(frame["seconds"] < LIMIT["too_fast"] * median, "too fast")
    flag((frame["seconds"] == 0) | (frame["seconds"] > LIMIT["too_slow"] * median), "impossible time")
    for item in ITEMS:  # questions, not people
        assert frame[item].isna().mean() < LIMIT["item_missing"]
        assert frame[item].nunique() > 1


def careless(frame: pd.DataFrame, flag: Flag) -> None:
    """Straight lines, no variation, halves of scales, synonyms, Mahalanobis distance."""
    answers = frame[AGREE].to_numpy()
    run = longest = np.ones(len(frame), dtype=int)
    for left, right in zip(answers.T[:-1], answers.T[1:], strict=True):
        run = np.where(left == right, run + 1, 1)
        longest = np.maximum(longest, run)
    flag(longest >= len(AGREE), "straight-lining")
    valid = frame[AGREE].where(frame[AGREE].isin(CODES))
    count = valid.notna().sum(axis=1)
    flag((valid.std(axis=1) <= LIMIT["irv"]) & (count >= 5) & (longest < count), "no variation")
    turned = valid.copy()
    turned[REVERSED] = CODES[0] + CODES[-1] - turned[REVERSED]
    odd = np.column_stack([turned[items[0::2]].mean(axis=1) for items in SCALES.values()])
    even = np.column_stack([turned[items[1::2]].mean(axis=1) for items in SCALES.values()])
    r = row_correlation(odd, even)
    with np.errstate(divide="ignore"):
        flag(-np.maximum(2 * r / (1 + r), -1) > LIMIT["even_odd"], "even-odd")
    together = valid.corr().to_numpy()
    for sign in (1, -1):
        first, second = np.nonzero(np.tril(sign * together > LIMIT["synonym_r"], -1))
        if len(first) >= 10:
            agreement = sign * row_correlation(valid.to_numpy()[:, first], valid.to_numpy()[:, second])
            flag(agreement < LIMIT["synonyms"], "synonyms")
    centred = (valid - valid.mean()).fillna(0).to_numpy()
    distance = ((centred @ np.linalg.inv(valid.cov().to_numpy())) * centred).sum(axis=1)
    flag((distance > chdtri(len(AGREE), LIMIT["mahalanobis"])) & (count > 0), "unusual answers")


def row_correlation(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The correlation within each row over the columns that both have; missing below three, or without variation."""
    both = ~(np.isnan(x) | np.isnan(y))
    n = both.sum(axis=1, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        cx = np.where(both, x - np.where(both, x, 0).sum(axis=1, keepdims=True) / n, 0)
        cy = np.where(both, y - np.where(both, y, 0).sum(axis=1, keepdims=True) / n, 0)
        r = (cx * cy).sum(axis=1) / np.sqrt((cx**2).sum(axis=1) * (cy**2).sum(axis=1))
    return np.where((n[:, 0] > 2) & np.isfinite(r), np.clip(r, -1, 1), np.nan)


def outliers(values: pd.Series) -> pd.Series:
    """Hampel's identifier, and above the median a modified z-score of the logarithms."""
    n = values.notna().sum()
    cut = ndtri((1 + (1 - LIMIT["outlier"]) ** (1 / n)) / 2) / 0.6744897501960817 * (1 + 7 / n)

    def distance(numbers: pd.Series, least: float) -> pd.Series:
        return (numbers - numbers.median()) / max((numbers - numbers.median()).abs().median(), least)

    logs = distance(np.log1p(values), 0.5 / (1 + values.median()))
    far = distance(values, 1).abs() > cut
    return far & ((values < values.median()) | (logs * 0.6744897501960817 > 3.5))


def empty_codes(frame: pd.DataFrame) -> pd.DataFrame:
    """Empty, in place, the cells that hold a missing code or an invalid answer; why: id, variable, reason."""
    found = []
    for item in ITEMS:
        code, why = (DONT_KNOW, "don't know") if item in AGREE else (REFUSED, "refused")
        missing = frame[item] == code
        allowed = frame[item].isin(CODES) if item in AGREE else frame[item].between(LOW, HIGH)
        invalid = frame[item].notna() & ~allowed & ~missing
        for mask, reason in ((missing, why), (invalid, "invalid")):
            found.append(pd.DataFrame({"id": frame.loc[mask, "id"], "variable": item, "reason": reason}))
        frame[item] = frame[item].mask(missing | invalid)
    return pd.concat(found, ignore_index=True)


def scores(frame: pd.DataFrame) -> pd.DataFrame:
    """The mean of the answered items, of who answered enough of them."""
    answers = frame[AGREE].copy()
    answers[REVERSED] = CODES[0] + CODES[-1] - answers[REVERSED]
    found = frame[["id"]].copy()
    for scale, items in SCALES.items():
        enough = answers[items].notna().sum(axis=1) >= MINIMUM_ITEMS
        found[scale] = answers[items].mean(axis=1).where(enough)
    return found


if __name__ == "__main__":
    run(outcome, Path(sys.argv[1]))
