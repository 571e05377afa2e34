"""The tools whose exports can be read; others join through the entry point group `pilots.readers`."""

from collections.abc import Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Protocol

from pilots.errors import ReadError, did_you_mean
from pilots.survey.read.forms import read_forms
from pilots.survey.read.google import read_google
from pilots.survey.read.kobo import read_kobo
from pilots.survey.read.limesurvey import read_limesurvey
from pilots.survey.read.parquet import read_parquet
from pilots.survey.read.plain import read_plain
from pilots.survey.read.qualtrics import read_qualtrics
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import NoTableError, Source
from pilots.survey.read.spss import read_spss
from pilots.survey.read.stata import read_stata
from pilots.survey.read.surveymonkey import read_surveymonkey


class Reader(Protocol):
    """Reads the exports of one tool; gives None where a file is not that tool's."""

    def __call__(self, source: Source, /) -> Reading | None:
        """Read without loss, or None."""


READERS: dict[str, Reader] = {
    "spss": read_spss,
    "stata": read_stata,
    "parquet": read_parquet,
    "qualtrics": read_qualtrics,
    "forms": read_forms,
    "google": read_google,
    "surveymonkey": read_surveymonkey,
    "limesurvey": read_limesurvey,
    "kobo": read_kobo,
    "plain": read_plain,
}
"""By tool; `plain` takes any table, where no other reader takes it."""

GROUP = "pilots.readers"

_LEAVE_OUT = "Leave `structure` out of pilot.toml, or name the right one."


def read_survey(path: Path, tool: str | None = None, *, structure: Path | None = None) -> Reading:
    r"""Read the export of a survey tool, every cell as text.

    Parameters
    ----------
    path
        The file: CSV, TSV, xlsx, xls, xlsb, ods, JSON, sav, zsav, por, dta or parquet, alone or in a .zip or .gz; or the
        tool's own description of the questionnaire, which gives a reading without rows.
    tool
        What wrote it; left out, it is recognised.
    structure
        The tool's own description of the questionnaire, which gives labels, order and codes: a LimeSurvey .lss, .tsv or
        .sps, a Qualtrics .qsf, an XLSForm. The reader of that tool is then preferred.

    Returns
    -------
    Reading

    Raises
    ------
    ReadError
        When the file is missing, empty, unreadable, not the tool's, or may as well be another tool's.

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
    described = list(_fitting(source.structure)[0]) if source.structure is not None else []
    if tool is not None:
        if tool not in readers:
            raise ReadError(f"no reader for '{tool}'", where=path, mend=did_you_mean(tool, readers))
        reading = readers[tool](source)
        if reading is None:
            mend = "Leave `tool` out of pilot.toml to have it recognised, or export the file again."
            raise ReadError(f"this is no export of {tool}", where=path, mend=mend)
        return _with_its_structure(reading, tool, source, described)
    fitting, errors = _fitting(source)
    if described and (own := [fitting[name] for name in described if name in fitting]):
        return own[0]
    if len(fitting) > 1:
        raise _either(fitting, path)
    if fitting:
        ((name, reading),) = fitting.items()
        return _with_its_structure(reading, name, source, described)
    if described:
        raise _not_its_own(described, path)
    if errors:
        # what is wrong with the table every reader finds out; what one alone finds, it knows better
        raise min(errors, key=lambda error: sum(error is other for other in errors))
    plain = readers["plain"](source)
    assert plain is not None
    return _with_its_structure(plain, "plain", source, described)


def available_readers() -> dict[str, Reader]:
    """All readers by tool: our own, before them those of other packages."""
    return {**{point.name: point.load() for point in entry_points(group=GROUP)}, **READERS}


def _fitting(source: Source) -> tuple[dict[str, Reading], list[ReadError]]:
    """What the readers of tools make of a file, and what they find wrong with it."""
    readings, errors = {}, []
    for name, reader in available_readers().items():
        try:
            if name != "plain" and (reading := reader(source)) is not None:
                readings[name] = reading
        except NoTableError:
            continue
        except ReadError as error:
            errors.append(error)
    return readings, errors


def _with_its_structure(reading: Reading, tool: str, source: Source, described: Sequence[str]) -> Reading:
    """A reading, if the questionnaire beside it is of the same tool; one that goes unused would be missed by nobody."""
    if source.structure is None:
        return reading
    if described and tool not in described:
        raise _not_its_own(described, source.path)
    if not described and reading.stated is None:
        what = "this is no description of a questionnaire that can be read"
        raise ReadError(what, where=source.structure.path, mend=_LEAVE_OUT)
    return reading


def _not_its_own(described: Sequence[str], path: Path) -> ReadError:
    what = f"the questionnaire beside it is of {described[0]}, but this is no export of {described[0]}"
    return ReadError(what, where=path, mend=_LEAVE_OUT)


def _either(fitting: dict[str, Reading], path: Path) -> ReadError:
    signs = " and ".join(f"of {name} ({reading.sign})" for name, reading in fitting.items())
    said = " or ".join(f'`tool = "{name}"`' for name in fitting)
    mend = f"Say which it is: {said} with its wave in pilot.toml, `--tool {next(iter(fitting))}` (say) on the command line."
    return ReadError(f"this may be an export {signs}", where=path, mend=mend)
