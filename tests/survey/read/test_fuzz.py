"""Exports damaged in every way there is: they are read with every cell accounted for, or refused with a reason.

A few hundred of them are read whenever the tests run; `PILOTS_FUZZ=20000 pytest tests/survey/read/test_fuzz.py` reads
as many others.
"""

import csv
import gzip
import io
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pandas as pd
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from tests.survey.read.test_readers import EXAMPLES

from pilots.errors import PilotsError
from pilots.spread import BROKEN
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import READERS, Reading, read_survey

MANY = os.environ.get("PILOTS_FUZZ")
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
SHARED = (
    "limesurvey-structure/survey.lss",
    "limesurvey-structure/free_text.lsq",
    "limesurvey-structure/all_types_survey.tsv",
    "limesurvey-dutch-excerpt/survey_381842_excerpt_deidentified.csv",
    "qualtrics-samples/comments_insights.csv",
    "qualtrics-samples/multi_answer_mc.qsf",
    "qualtrics-samples/multi_answer_mc_legacy.csv",
    "kobo-exports/formtransform_all_types_both_grouped.csv",
    "kobo-exports/koboloader_data.xlsx",
    "kobo-exports/koboloader_xlsform.xlsx",
    "limesurvey-automotive/results-survey.csv",
    "spss-fixtures/simple_alltypes.sav",
    "spss-fixtures/spssio_test.sav",
    "spss-fixtures/test_dates.sav",
    "spss-fixtures/sample.por",
)
"""Small files of others, read where they lie."""

STRUCTURES = {
    "kobo-exports/koboloader_data.xlsx": "kobo-exports/koboloader_xlsform.xlsx",
    "qualtrics-samples/multi_answer_mc_legacy.csv": "qualtrics-samples/multi_answer_mc.qsf",
}
"""The questionnaires of some of them."""
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
OTHERS = {
    "records": (".json", b'{"count": 2, "results": [{"_id": 1, "a": {"b": 1.5, "c": ["x"]}}, {"_id": 2, "d": null}]}'),
    "page": (".xls", b"<html><table><tr><th>id<th>q<tr><td>007<td colspan=2>a&amp;b<br>c</table></html>"),
    "packed": (".gz", gzip.compress(b"id,q\n1,een\n2,twee\n")),
    "sheet": (
        ".xls",
        f'<?xml version="1.0"?><Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}"><Worksheet ss:Name="A"><Table><Row><Cell>'
        '<Data>id</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="1"><Data>7</Data></Cell></Row></Table></Worksheet>'
        "</Workbook>".encode(),
    ),
}
"""Disguises of a table."""

Rows = list[list[str]]
Dice = random.Random


def cut(content: bytes, dice: Dice) -> bytes:
    return content[: dice.randrange(len(content))]


def flip_bytes(content: bytes, dice: Dice) -> bytes:
    spoilt = bytearray(content)
    for _ in range(dice.choice([1, 1, 3, 10])):
        spoilt[dice.randrange(len(spoilt))] = dice.choice([0, 9, 10, 34, 44, 127, 128, 255, dice.randrange(256)])
    return bytes(spoilt)


def flip_head(content: bytes, dice: Dice) -> bytes:
    return flip_bytes(content[:600], dice) + content[600:]


def overwrite_number(content: bytes, dice: Dice) -> bytes:
    place = dice.randrange(len(content))
    number = dice.choice([b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff", b"\0\0\0\x80", b"\0\0\1\0", b"9999999"])
    return content[:place] + number + content[place + len(number) :]


def inject(content: bytes, dice: Dice) -> bytes:
    place = dice.randrange(len(content))
    what = dice.choice(
        [b"\0", b"\0\0\0", b'"', b"\r", b"\n\n", b"\xff\xfe", b"<!ENTITY a 'b'>", b"{", b"]", b"&a;", b"\xef\xbb\xbf"]
    )
    return content[:place] + what + content[place:]


def repeat(content: bytes, dice: Dice) -> bytes:
    start = dice.randrange(len(content))
    piece = content[start : start + dice.randrange(1, 400)]
    place = dice.randrange(len(content))
    return content[:place] + piece * dice.choice([1, 2, 30]) + content[place:]


def drop(content: bytes, dice: Dice) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randrange(1, 400) :]


def shuffle_rows(rows: Rows, dice: Dice) -> Rows:
    return dice.sample(rows, len(rows))


def shuffle_columns(rows: Rows, dice: Dice) -> Rows:
    order = dice.sample(range(len(rows[0])), len(rows[0]))
    return [[row[place] for place in order] for row in rows]


def drop_columns(rows: Rows, dice: Dice) -> Rows:
    kept = sorted(dice.sample(range(len(rows[0])), dice.randrange(1, len(rows[0]) + 1)))
    return [[row[place] for place in kept] for row in rows]


def damage_headings(rows: Rows, dice: Dice) -> Rows:
    spoilt = [
        dice.choice([text, text, text.upper(), text[1:], "", f" {text}\n", f"{text}é", text * 2, rows[0][0]])
        for text in rows[0]
    ]
    return [spoilt, *rows[1:]]


def repeat_headings(rows: Rows, dice: Dice) -> Rows:
    return [rows[0]] * dice.choice([1, 2, 3]) + rows


def drop_headings(rows: Rows, dice: Dice) -> Rows:
    return rows[dice.choice([1, 2]) :]


def swap_cells(rows: Rows, dice: Dice) -> Rows:
    rows = [list(row) for row in rows]
    for _ in range(dice.choice([1, 3, 10])):
        (a, b), (c, d) = ((dice.randrange(len(rows)), dice.randrange(len(rows[0]))) for _ in range(2))
        rows[a][b], rows[c][d] = rows[c][d], rows[a][b]
    return rows


def strange_cells(rows: Rows, dice: Dice) -> Rows:
    rows = [list(row) for row in rows]
    strange = [
        "x" * 1_000_000,
        "0",
        "N/A",
        "{",
        "💚",
        "a;b",
        "\t",
        " ",
        "'",
        "=1+1",
        "1e999",
        "9" * 400,
        "é\nà",
        '"',
        "nan",
        "-1",
    ]
    for _ in range(dice.choice([1, 3])):
        rows[dice.randrange(len(rows))][dice.randrange(len(rows[0]))] = dice.choice(strange)
    return rows


def blank_cells(rows: Rows, dice: Dice) -> Rows:
    return [["" if dice.random() < 0.3 else cell for cell in row] for row in rows]


OF_BYTES = (cut, flip_bytes, flip_head, overwrite_number, inject, repeat, drop)
OF_CELLS = (
    shuffle_rows,
    shuffle_columns,
    drop_columns,
    damage_headings,
    repeat_headings,
    drop_headings,
    swap_cells,
    strange_cells,
    blank_cells,
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac_roman", "utf-32")


@cache
def exports() -> dict[str, tuple[str, bytes]]:
    """One export a tool, and files of others: ending and content by name."""
    with TemporaryDirectory() as folder:
        made = {}
        for tool in READERS:
            path = EXAMPLES[tool](Path(folder))
            made[tool] = (path.suffix, path.read_bytes())
    data = Path(__file__).parents[4] / "shared" / "data"
    there = {name: data / name for name in SHARED if (data / name).is_file()}
    return made | OTHERS | {name: (path.suffix, path.read_bytes()) for name, path in there.items()}


@settings(
    max_examples=int(MANY or 200),
    derandomize=not MANY,
    database=None,
    deadline=timedelta(seconds=20),
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 2**64), st.sampled_from([*READERS, *OTHERS, *SHARED]))
def test_damaged_exports_are_read_whole_or_refused(tmp_path: Path, seed: int, name: str) -> None:
    name = name if name in exports() else "plain"
    path, structure, what = damaged(name, tmp_path, random.Random(seed))
    note(f"{name}: {what}")
    assert_accounted_for(path, structure)


def damaged(name: str, folder: Path, dice: Dice) -> tuple[Path, Path | None, list[str]]:
    """An export after accidents, and its questionnaire if it has one: now and then that is the damaged one."""
    suffix, content = exports()[name]
    path, structure, what = folder / f"damaged{suffix}", None, []
    if name in STRUCTURES and dice.random() < 0.5:
        ending, asked = exports()[STRUCTURES[name]]
        structure = folder / f"structure{ending}"
        if dice.random() < 0.5:
            asked, what = damage(asked, ending, dice)
        structure.write_bytes(asked)
    if not what:
        content, what = damage(content, suffix, dice)
    path.write_bytes(content)
    return path, structure, what


def assert_accounted_for(path: Path, structure: Path | None) -> None:
    """It is refused with a reason, or its reading holds every cell."""
    try:
        reading = read_survey(path, structure=structure)
        match = match_headings(reading, reading.codebook, 0, path)
        code_answers(reading, match, reading.codebook, 0)
    except PilotsError:
        return
    assert set(map(str, reading.responses.dtypes)) <= {"str"}
    assert list(reading.headings["variable"]) == list(reading.responses.columns)
    assert reading.responses.columns.is_unique
    kept = Counter(cell for column in reading.responses for cell in reading.responses[column].dropna())
    below = below_the_headings(path, reading)
    if path.suffix == ".xlsx":  # whose dates and numbers other libraries write otherwise
        assert below is None or kept.total() == below.total()
    elif below is not None:
        assert (below - kept, kept - below) == (Counter(), Counter())


def damage(content: bytes, suffix: str, dice: Dice) -> tuple[bytes, list[str]]:
    """An export after one, two or three accidents, and what these were."""
    what = []
    for _ in range(dice.choice([1, 1, 2, 3])):
        if not content:
            break
        kind = dice.random()
        change: Callable[..., object]
        if suffix in (".csv", ".tsv") and kind < 0.6 and (rows := _rows(content)):
            change = dice.choice(OF_CELLS)
            rows = change(rows, dice)
            delimiter, encoding = dice.choice(",;\t|"), dice.choice(ENCODINGS)
            page = io.StringIO(newline="")
            csv.writer(page, delimiter=delimiter, quoting=dice.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL])).writerows(
                rows
            )
            content = page.getvalue().encode(encoding, errors="replace")
        elif suffix == ".xlsx" and kind < 0.8 and (parts := _parts(content)):
            part = dice.choice(sorted(parts))
            change = dice.choice(OF_BYTES)
            parts[part] = change(parts[part] or b"x", dice)
            file = io.BytesIO()
            with ZipFile(file, "w") as package:
                for name, data in parts.items():
                    package.writestr(name, data)
            content = file.getvalue()
        else:
            change = dice.choice(OF_BYTES)
            content = change(content, dice)
        what.append(change.__name__)
    return content, what


def _rows(content: bytes) -> Rows:
    try:
        text = content.decode("utf-8-sig")
        rows = list(
            csv.reader(io.StringIO(text, newline=""), delimiter=csv.Sniffer().sniff(text[:2000], ",;\t").delimiter)
        )
    except (UnicodeDecodeError, csv.Error):
        return []
    width = max(map(len, rows), default=0)
    return [[*row, *[""] * (width - len(row))] for row in rows] if width else []


def _parts(content: bytes) -> dict[str, bytes]:
    try:
        with ZipFile(io.BytesIO(content)) as package:
            return {name: package.read(name) for name in package.namelist()}
    except BROKEN:
        return {}


def below_the_headings(path: Path, reading: Reading) -> "Counter[str] | None":
    """The filled cells below the headings, by other means than ours; None where it takes a tool's reader to find them."""
    how = reading.sign.rpartition("(")[2].removesuffix(")")
    if path.suffix == ".xlsx" and how.startswith("sheet ") and "error cells" not in {r.kind for r in reading.remarks}:
        frame = pd.read_excel(path, sheet_name=how[6:], header=None, engine="calamine", na_filter=False, dtype="str")
        rows = frame.to_numpy().tolist()
    elif path.suffix in (".csv", ".tsv") and how.partition(", ")[0] in DELIMITERS:
        mark, _, encoding = how.partition(", ")
        text = io.StringIO(path.read_bytes().decode(encoding, errors="replace"), newline="")
        rows = list(csv.reader(text, delimiter=DELIMITERS[mark]))
    else:
        return None
    filled = [row for row in rows if any(row)]
    return Counter(cell for row in filled[len(filled) - len(reading.responses) :] for cell in row if cell)
