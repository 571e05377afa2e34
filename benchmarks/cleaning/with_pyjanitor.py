"""The same survey with the verbs of pyjanitor where it has one; where it has none, the lines of the pandas script."""

import sys
from pathlib import Path

import janitor  # noqa: F401 (gives frames its verbs)
import numpy as np
import pandas as pd

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
from benchmarks.cleaning.with_pandas import careless, outliers, whole_responses


def outcome(folder: Path) -> Outcome:
    """Checked, cleaned and scored, verb by verb."""
    frame = pd.read_parquet(folder / "people.parquet").clean_names().change_type(ITEMS, "float64")
    flags = check(frame)
    cleaned, reasons = empty_codes(frame.dropna(subset=ITEMS, how="all"))
    return Outcome(flags["check"], reasons["reason"], scores(cleaned))


def check(frame: pd.DataFrame) -> pd.DataFrame:
    """Flags: id, variable, check."""
    found: list[pd.DataFrame] = []

    def flag(rows: "pd.DataFrame | pd.Series | np.ndarray", name: str, variable: str = "") -> None:
        rows = rows if isinstance(rows, pd.DataFrame) else frame.loc[rows]
        found.append(rows[["id"]].add_columns(variable=variable, check=name))

    for item in AGREE:
        unknown = frame.filter_column_isin(item, [*CODES, DONT_KNOW], complement=True)
        flag(unknown.dropna(subset=item), "invalid answer", item)
    for item in NUMBERS:
        known = frame.filter_column_isin(item, [REFUSED], complement=True).dropna(subset=item)
        flag(known.filter_on(f"{item} < {LOW} or {item} > {HIGH}"), "out of range", item)
        within = known.filter_on(f"{item} >= {LOW} and {item} <= {HIGH}")
        flag(within.loc[outliers(within[item])], "outlier", item)
    twice = frame.get_dupes(ITEMS)
    flag(twice.loc[twice.duplicated(ITEMS) & (twice[ITEMS].notna().sum(axis=1) >= 10)], "duplicate")
    whole_responses(frame, flag)
    careless(frame, flag)
    return pd.concat(found, ignore_index=True)


def empty_codes(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Without missing codes and invalid answers, and why: id, variable, reason."""
    found = []
    for item in ITEMS:
        code, why = (DONT_KNOW, "don't know") if item in AGREE else (REFUSED, "refused")
        missing = frame[item] == code
        allowed = frame[item].isin(CODES) if item in AGREE else frame[item].between(LOW, HIGH)
        invalid = frame[item].notna() & ~allowed & ~missing
        for mask, reason in ((missing, why), (invalid, "invalid")):
            found.append(frame.loc[mask, ["id"]].add_columns(variable=item, reason=reason))
        frame = frame.update_where(missing | invalid, item, np.nan)
    return frame, pd.concat(found, ignore_index=True)


def scores(frame: pd.DataFrame) -> pd.DataFrame:
    """The mean of the answered items, of who answered enough of them."""
    turned = frame.transform_columns(REVERSED, lambda answers: CODES[0] + CODES[-1] - answers, elementwise=False)
    for scale, items in SCALES.items():
        enough = turned[items].notna().sum(axis=1) >= MINIMUM_ITEMS
        turned = turned.add_columns(**{scale: turned[items].mean(axis=1).where(enough)})
    return turned


if __name__ == "__main__":
    run(outcome, Path(sys.argv[1]))
