import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pilots.errors import ReadError
from pilots.survey.read import Reading, read_survey


def read(folder: Path, *columns: Any, names: tuple[str, ...] = ("q1",)) -> Reading:
    pq.write_table(pa.Table.from_arrays(list(columns), names=list(names)), folder / "a.parquet")
    return read_survey(folder / "a.parquet")


@pytest.mark.parametrize(
    ("cells", "texts"),
    [
        (pa.array([1.0, 2.5, float("nan")]), ["1", "2.5", None]),
        (pa.array([1, None, -3], pa.int8()), ["1", None, "-3"]),
        (pa.array([True, None, False]), ["TRUE", None, "FALSE"]),
        (pa.array([Decimal("1.00"), Decimal("2.50"), Decimal("100.00")]), ["1", "2.5", "100"]),
        (pa.array([dt.date(2017, 3, 1), None]), ["2017-03-01", None]),
        (pa.array([dt.datetime(2017, 3, 1, 9, 5), dt.datetime(2017, 3, 1)]), ["2017-03-01 09:05:00", "2017-03-01"]),
        (pa.array([dt.time(9, 5)]), ["09:05:00"]),
        (pa.array(["007", "", " ", None]), ["007", None, " ", None]),
        (pa.array(["eens", None, "oneens"]).dictionary_encode(), ["eens", None, "oneens"]),
        (pa.array([["a", "b"], None]), ['["a", "b"]', None]),
        (pa.nulls(2), [None, None]),
    ],
)  # fmt: skip
def test_cells_of_any_type_become_text(tmp_path: Path, cells: Any, texts: list[str | None]) -> None:
    answers = read(tmp_path, cells).responses["q1"]
    assert str(answers.dtype) == "str"
    assert [None if answer != answer else answer for answer in answers] == texts


def test_labels_in_its_metadata_are_kept(tmp_path: Path) -> None:
    schema = pa.schema([pa.field("q1", pa.int64(), metadata={"label": "Voelt u zich welkom?"})])
    pq.write_table(pa.table({"q1": [1]}, schema=schema), tmp_path / "a.parquet")
    assert read_survey(tmp_path / "a.parquet").headings["label"].tolist() == ["Voelt u zich welkom?"]


def test_columns_of_the_same_name_are_both_kept(tmp_path: Path) -> None:
    reading = read(tmp_path, pa.array([1]), pa.array([2]), names=("q1", "q1"))
    assert reading.responses.to_dict("list") == {"q1": ["1"], "q1 (2)": ["2"]}


def test_a_parquet_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    read(tmp_path, pa.array([1]))
    (tmp_path / "a.parquet").rename(tmp_path / "a.dat")
    assert read_survey(tmp_path / "a.dat").tool == "parquet"


@pytest.mark.parametrize("cut", [5, 100, -20, -1])
def test_a_damaged_file_is_refused(tmp_path: Path, cut: int) -> None:
    read(tmp_path, pa.array(range(100)))
    content = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(content[:cut])
    with pytest.raises(ReadError, match="no parquet file"):
        read_survey(tmp_path / "a.parquet")


def test_a_file_without_answers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no answers"):
        read(tmp_path, pa.array([], pa.int64()))
