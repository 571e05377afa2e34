"""The tools whose exports can be read; others join through the entry point group `pilots.readers`."""

from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from pilots.errors import ReadError, did_you_mean
from pilots.survey.read.forms import read_forms
from pilots.survey.read.limesurvey import read_limesurvey
from pilots.survey.read.parquet import read_parquet
from pilots.survey.read.plain import read_plain
from pilots.survey.read.qualtrics import read_qualtrics
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import Source
from pilots.survey.read.spss import read_spss


class Reader(Protocol):
    """Reads the exports of one tool; gives None where a file is not that tool's."""

    def __call__(self, source: Source, /) -> Reading | None:
        """Read without loss, or None."""


READERS: dict[str, Reader] = {
    "spss": read_spss,
    "parquet": read_parquet,
    "qualtrics": read_qualtrics,
    "forms": read_forms,
    "limesurvey": read_limesurvey,
    "plain": read_plain,
}
"""By tool, in the order in which they are tried; `plain` takes any table and comes last."""

GROUP = "pilots.readers"


def read_survey(path: Path, tool: str | None = None, *, structure: Path | None = None) -> Reading:
    r"""Read the export of a survey tool, every cell as text.

    Parameters
    ----------
    path
        The file: CSV, TSV, xlsx, xls, ods, sav, zsav, por or parquet.
    tool
        What wrote it; left out, it is recognised.
    structure
        The tool's own description of the questionnaire, which gives labels, order and codes: a LimeSurvey .lss, .tsv or
        .sps, a Qualtrics .qsf, an XLSForm.

    Returns
    -------
    Reading

    Raises
    ------
    ReadError
        When the file is missing, empty, unreadable, or not the tool's.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "answers.csv"
    ...     _ = path.write_text("id;welcome\n007;4\n")
    ...     reading = read_survey(path)
    >>> reading.tool, reading.responses.to_dict("records")
    ('plain', [{'respondent_id': '007', 'welcome': '4'}])
    """
    readers = available_readers()
    source = Source(Path(path), Source(Path(structure)) if structure else None)
    assert source.content
    if tool is not None:
        if tool not in readers:
            raise ReadError(f"no reader for '{tool}'", where=path, mend=did_you_mean(tool, readers))
        reading = readers[tool](source)
        if reading is None:
            mend = "Leave `tool` out of pilot.toml to have it recognised, or export the file again."
            raise ReadError(f"this is no export of {tool}", where=path, mend=mend)
        return reading
    return next(reading for reader in readers.values() if (reading := reader(source)) is not None)


def available_readers() -> dict[str, Reader]:
    """All readers by tool: our own, before them those of other packages."""
    return {**{point.name: point.load() for point in entry_points(group=GROUP)}, **READERS}
