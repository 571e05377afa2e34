"""Who is who: identifiers leave the answers at reading and stay in a key file of their own."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pilots.errors import ReadError
from pilots.pilot import Pilot
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.vocabulary import RESPONDENT

COLUMNS = [RESPONDENT, "variable", "value", "pseudonym"]


def read_keys(pilot: Pilot, name: str) -> pd.DataFrame:
    """Read the key file of a survey: what identifies its respondents, and their link codes as they wrote them.

    Parameters
    ----------
    pilot
        The pilot.
    name
        The survey's name.

    Returns
    -------
    DataFrame
        respondent_id, variable, value (raw), pseudonym (what stands in `Survey.responses` instead). Never publish it.

    Raises
    ------
    ReadError
        When the survey was not read yet.
    """
    path = pilot.keys / f"{name}.csv"
    try:
        return pd.read_csv(path, dtype="str", keep_default_na=False)
    except OSError as error:
        mend = "Read the survey again with `load_raw`, which writes it."
        raise ReadError(f"the key file can't be read ({error.strerror})", where=path, mend=mend) from None


def key_rows(
    respondents: "pd.Series[str]", values: "Mapping[str, pd.Series[str]]", give: Pseudonymiser
) -> pd.DataFrame:
    """Make the rows of a key file.

    Parameters
    ----------
    respondents
        respondent_id, a row a respondent.
    values
        By variable: what identifies, aligned with `respondents`.
    give
        Gives the pseudonyms.

    Returns
    -------
    DataFrame
        respondent_id, variable, value, pseudonym; a row a filled cell.
    """
    tables = [pd.DataFrame(columns=COLUMNS, dtype="str")]
    for variable, value in values.items():
        columns = (respondents, variable, value, give.of(value, variable))
        tables.append(pd.DataFrame(dict(zip(COLUMNS, columns, strict=True))).loc[value.notna()])
    return pd.concat(tables, ignore_index=True)


def write_keys(pilot: Pilot, name: str, keys: pd.DataFrame) -> None:
    """Replace the key file of a survey, readable by its owner alone; an unchanged one is left alone.

    Raises
    ------
    ReadError
        When it can't be written.
    """
    path, text = pilot.keys / f"{name}.csv", keys.to_csv(index=False, lineterminator="\n")
    try:
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            path.chmod(0o600)
            return
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.chmod(0o700)
        _replace(path, text)
    except OSError as error:
        raise ReadError(f"the key file can't be written ({error.strerror})", where=path) from None


def _replace(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # made 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
