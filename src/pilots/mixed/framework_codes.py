"""Which elements of frameworks people spoke of, code by code and case by case."""

import pandas as pd

from pilots.mixed.read import read_integration
from pilots.mixed.spoken import Spoken
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.vocabulary import PILOT, Column, frame

FRAMEWORK_CODES = (
    PILOT,
    Column("code", "str", "Code", "as sheet codes of the integration workbook calls it"),
    Column("frameworks", "object", "Frameworks", "tuple of ids of elements"),
    Column("case", "str", "Case", "a case in which it comes up; missing where in none; never shown"),
)


def framework_codes(pilot: Pilot, project: QualitativeProject) -> pd.DataFrame:
    """The codes that belong to elements of frameworks, with the cases in which they come up, for `frameworks.adding_up`.

    Parameters
    ----------
    pilot
        Sheet `codes` of its integration workbook tells which element a code belongs to.
    project
        Interviews and notes.

    Returns
    -------
    DataFrame
        A row a code and case: pilot, code, frameworks, case; a code that comes up nowhere has one row without case.

    Raises
    ------
    PilotsError, Problems
        As `joint_display` does for the workbook; when the code book holds codes, but not one of these.

    Examples
    --------
    >>> framework_codes(Pilot(name="a", title="A", synthetic=True), QualitativeProject()).empty
    True
    """
    spoken = Spoken(project)
    rows: list[dict[str, object]] = []
    for row in read_integration(pilot).codes.to_dict("records"):
        about = {"pilot": pilot.name, "code": row["code"], "frameworks": row["framework"]}
        cases = spoken.of([row["code"]])
        rows += [about | {"case": case} for case in cases] or [about]
    return frame(FRAMEWORK_CODES, rows)
