"""A small survey with every kind of question."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pilots import Pilot, vocabulary
from pilots.codebook import Codebook, build
from pilots.survey.survey import Survey

TOML = """
name = "klein"
title = "Klein"
synthetic = true
sites = [{ id = "vlam", name = "VLAM" }, { id = "prins", name = "De Prins" }]

[[surveys]]
name = "parents"
group = "parents"
codebook = "codebooks/parents.xlsx"
site_variable = "school"
waves = [{ wave = 0, file = "w0.csv", sent = 40, sites = ["vlam"] }, { wave = 1, file = "w1.csv" }]
"""


@pytest.fixture(scope="session")
def book() -> Codebook:
    lines = [
        ("select_one yn", "consent", "consent", None, None, None, None),
        ("select_one school", "school", "quasi-identifier", None, None, None, None),
        ("text", "code", "link code", None, None, None, None),
        *(("select_one agree", f"q{n}", "item", "yes" if n == 3 else None, None, None, None) for n in range(1, 6)),
        ("integer", "children", "quasi-identifier", None, "0", "12", "99=refused"),
        ("select_multiple help", "help", "item", None, None, None, None),
        ("text", "help_other", "open text", None, None, None, None),
        ("date", "born", "date", None, None, None, None),
        ("text", "remark", "open text", None, None, None, None),
    ]
    survey = pd.DataFrame(lines, columns=["type", "name", "role", "reverse", "minimum", "maximum", "missing"])
    choices = pd.DataFrame(
        [
            ("yn", "1", None, "Ja"), ("yn", "2", None, "Nee, liever niet"),
            ("school", "vlam", None, "VLAM"), ("school", "prins", None, "De Prins"),
            *(("agree", str(n), None, f"graad {n}") for n in range(1, 6)), ("agree", "9", "don't know", "weet niet"),
            ("help", "talk", None, "praten"), ("help", "other", None, "andere"), ("help", "none", "not applicable", "geen"),
        ],
        columns=["list_name", "name", "missing", "label::nl"],
    )  # fmt: skip
    scales = pd.DataFrame({"scale": ["welcome"], "items": ["q1 q2 q3"], "minimum_items": ["2"]})
    return build(survey, choices, scales)


@pytest.fixture(scope="session")
def make(book: Codebook) -> Callable[..., Survey]:
    """Make a survey of rows that say only what differs from an ordinary response."""

    def made(*rows: Mapping[str, Any], missing: tuple[Mapping[str, str], ...] = ()) -> Survey:
        ordinary = {
            "wave": 0, "language": "nl", "started": "2017-03-01 09:00:00", "submitted": "2017-03-01 09:10:00", "seconds": "600",
            "last_page": "4", "status": None, "consent": "1", "school": "vlam", "q1": "4", "q2": "5", "q3": "2", "q4": "3", "q5": "4",
            "children": "2", "help/talk": "1", "help/other": "0", "help/none": "0",
        }  # fmt: skip
        full = [
            {"respondent_id": f"w{row.get('wave', 0)}-{n}", "code": f"AB{n:04}", **ordinary, **row}
            for n, row in enumerate(rows, 1)
        ]
        frame = pd.DataFrame(full, columns=[*vocabulary.ADMIN, *book.all_columns])
        texts = frame.columns.drop("wave")
        frame = frame.astype({"wave": "int64", **dict.fromkeys(texts, "str")})
        return Survey(
            "parents",
            "parents",
            frame,
            book,
            missing=vocabulary.missing(missing),
            site_variable="school",
            wave_sites={0: ["vlam"]},
        )

    return made


@pytest.fixture
def pilot(tmp_path: Path) -> Pilot:
    """A described pilot without data."""
    folder = tmp_path / "data" / "raw" / "klein"
    folder.mkdir(parents=True)
    (folder / "pilot.toml").write_text(TOML, encoding="utf-8")
    return Pilot.read(folder / "pilot.toml")


@pytest.fixture
def whole(pilot: Pilot, book: Codebook, make: Callable[..., Survey]) -> Pilot:
    """The pilot with data: two waves as plain CSV, of which some answer twice."""
    first = make(
        *({"code": f"MA{n * 1111:05}", "q1": str(n % 5 + 1), "remark": f"opmerking {n}"} for n in range(1, 9)),
        {"consent": "2"},
    )
    last = make(
        *(
            {"code": f"MA{n * 1111:05}", "wave": 1, "school": "prins", "children": "99", "language": "NL"}
            for n in range(4, 13)
        )
    )
    for name, survey in (("w0.csv", first), ("w1.csv", last)):
        table = survey.responses.drop(columns="wave")
        table["respondent_id"] = [str(n) for n in range(1, len(table) + 1)]
        table.to_csv(pilot.folder / name, index=False)
    book.write(pilot.folder / "codebooks" / "parents.xlsx")
    return pilot
