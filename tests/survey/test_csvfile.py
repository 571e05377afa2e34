from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pilots import vocabulary
from pilots.errors import ReadError
from pilots.survey.csvfile import read_csv, write_csv

CELL = st.one_of(st.none(), st.just(""), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"])))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL), max_size=5))
@example([("", None), (None, "")])
@example([("a\r\nb", "\r"), ("\n", "NA"), (' "x" ', "\0\ufeff"), ("x" * 3_000_000, "=1")])
def test_what_was_written_is_read(tmp_path: Path, values: list[tuple[str | None, str | None]]) -> None:
    lines = [{"respondent_id": "w0-1", "variable": "remark", "old": old, "new": new} for old, new in values]
    log = vocabulary.decisions(lines)
    write_csv(tmp_path / "log.csv", log)
    pd.testing.assert_frame_equal(read_csv(tmp_path / "log.csv"), log)


def test_a_table_that_excel_saved_again_is_read(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_bytes(b"\xef\xbb\xbfold,new\r\n7,\r\n007,x\r\n")
    table = read_csv(tmp_path / "log.csv")
    assert table.fillna("-").to_dict("list") == {"old": ["7", "007"], "new": ["-", "x"]}


@pytest.mark.parametrize("content", [b"", b"a,b\n1\n", None])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "log.csv").write_bytes(content)
    with pytest.raises(ReadError, match="can't be read"):
        read_csv(tmp_path / "log.csv")
