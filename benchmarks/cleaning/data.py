"""A survey of any size with all that goes wrong: missing codes, unknown codes, numbers out of range, careless people."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from pilots.codebook import Codebook, build

SCALES = {f"scale{n}": [f"s{n}i{m}" for m in range(1, 7)] for n in range(1, 10)}
AGREE = [item for items in SCALES.values() for item in items]
NUMBERS = [f"hours{n}" for n in range(1, 7)]
ITEMS = [*AGREE, *NUMBERS]
REVERSED = [items[-1] for items in SCALES.values()]
CODES = (1, 2, 3, 4, 5)
DONT_KNOW, REFUSED = 9, 99
LOW, HIGH = 0, 40
MINIMUM_ITEMS = 4
PILOT = """
name = "large"
title = "Large"
synthetic = true
sites = [{ id = "one", name = "One" }]

[[surveys]]
name = "people"
group = "people"
codebook = "people.xlsx"
waves = [{ wave = 0, file = "people.parquet" }]
"""


def write(folder: Path, rows: int) -> Path:
    """Write the description of a pilot with one survey of so many respondents; give its folder."""
    folder.mkdir(parents=True)
    (folder / "pilot.toml").write_text(PILOT, encoding="utf-8")
    codebook().write(folder / "people.xlsx")
    responses(rows).to_parquet(folder / "people.parquet", index=False)
    return folder


def responses(rows: int) -> pd.DataFrame:
    """Answers as a survey tool hands them on: whole numbers, empty where nothing was answered."""
    random = np.random.default_rng(1)
    minutes = pd.to_timedelta(random.integers(0, 60 * 24 * 20, rows), "min")
    columns: dict[str, object] = {
        "id": np.arange(1, rows + 1),
        "submitted": pd.Timestamp("2024-01-08 08:00:00") + minutes,
        "seconds": np.maximum(random.lognormal(6.4, 0.5, rows), 10).astype("int64"),
    }
    lines, anything = random.random(rows) < 0.005, random.random(rows) < 0.005
    for items in SCALES.values():
        opinion = random.normal(0, 1, rows)
        for item in items:
            noise = random.normal(0, 0.45 if item in items[:3] else 1, rows)
            answers = np.clip(np.rint(3 + (-opinion if item in REVERSED else opinion) + noise), 1, 5)
            answers[lines] = 4
            answers[anything] = random.integers(1, 6, int(anything.sum()))
            columns[item] = _spoilt(random, answers, {DONT_KNOW: 0.01, 7: 0.001})
    for item in NUMBERS:
        hours = random.binomial(HIGH, 0.3, rows).astype("float64")
        columns[item] = _spoilt(random, hours, {REFUSED: 0.01, 400: 0.001, 38: 0.0002})
    frame = pd.DataFrame(columns)
    frame.loc[random.random(rows) < 0.001, ITEMS] = pd.NA
    again, first = random.choice(rows, (2, rows // 500), replace=False)
    for item in ITEMS:
        answers = frame[item].array.copy()
        answers[again] = answers[first]
        frame[item] = answers
    return frame


def codebook() -> Codebook:
    """What the questions allow."""
    survey = pd.DataFrame(
        {
            "type": ["select_one agree"] * len(AGREE) + ["integer"] * len(NUMBERS),
            "name": ITEMS,
            "label": ITEMS,
            "reverse": ["yes" if item in REVERSED else "" for item in ITEMS],
            "minimum": [""] * len(AGREE) + [str(LOW)] * len(NUMBERS),
            "maximum": [""] * len(AGREE) + [str(HIGH)] * len(NUMBERS),
            "missing": [""] * len(AGREE) + [f"{REFUSED}=refused"] * len(NUMBERS),
        }
    )
    names = [*map(str, CODES), str(DONT_KNOW)]
    missing = [""] * len(CODES) + ["don't know"]
    choices = pd.DataFrame({"list_name": "agree", "name": names, "label": names, "missing": missing})
    items = map(" ".join, SCALES.values())
    scales = pd.DataFrame({"scale": list(SCALES), "items": items, "minimum_items": str(MINIMUM_ITEMS)})
    return build(survey, choices, scales)


def _spoilt(random: np.random.Generator, answers: np.ndarray, shares: Mapping[int, float]) -> pd.Series:
    """With some codes in the place of a share of the answers, and one in fifty left out."""
    chance, start = random.random(len(answers)), 0.0
    for code, share in shares.items():
        answers[(chance >= start) & (chance < start + share)] = code
        start += share
    return pd.Series(np.where(chance > 0.98, np.nan, answers)).astype("Int16")
