"""CSV that gives back just what was written: nothing and an empty text, line ends, NULs and cells of any length."""

import io
from pathlib import Path

import pandas as pd
import pyarrow as pa
from pyarrow import csv

from pilots.errors import ReadError
from pilots.survey.columns import TEXT, as_column, cells

_MOST = 2**31 - 1
"""The longest row that is read; Arrow wants each in one block."""


def write_csv(path: Path, frame: pd.DataFrame) -> None:
    """Write a table of text: every text in quotation marks, an empty one too; nothing at all where a cell is missing."""
    texts = pa.table({str(name): cells(values) for name, values in frame.items()})
    csv.write_csv(texts, path, csv.WriteOptions(quoting_style="needed"))


def read_csv(path: Path) -> pd.DataFrame:
    r"""Read such a table; where somebody else saved it without quotation marks, empty cells are missing.

    Raises
    ------
    ReadError
        When it is missing or no table.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "log.csv"
    ...     write_csv(path, pd.DataFrame({"old": ["", None, "a\nb"], "new": [None, "7", "007"]}))
    ...     read_csv(path)["old"].tolist()
    ['', nan, 'a\nb']
    """
    try:
        content = path.read_bytes()
        headings = csv.open_csv(io.BytesIO(content.partition(b"\n")[0] + b"\n")).schema.names
        table = csv.read_csv(
            io.BytesIO(content),
            csv.ReadOptions(block_size=min(len(content) + 1, _MOST)),
            csv.ParseOptions(newlines_in_values=True),
            csv.ConvertOptions(
                column_types=dict.fromkeys(headings, TEXT),
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )
    except (OSError, pa.ArrowException) as error:
        said = error.strerror if isinstance(error, OSError) and error.strerror else "no table"
        raise ReadError(f"the table can't be read ({said})", where=path, mend="Make it anew.") from None
    return pd.DataFrame(
        {name: as_column(values.combine_chunks()) for name, values in zip(table.schema.names, table, strict=True)}
    )
