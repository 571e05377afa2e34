"""Weekly attendance, as schools register it."""

import pandas as pd

from pilots.context import read_table
from pilots.errors import PilotsError, raise_all
from pilots.pilot import Pilot
from pilots.rows import RowReader, cells, number
from pilots.vocabulary import Column, frame

ATTENDANCE = (
    Column("site", "str", "School", "id of the school"),
    Column("week", "datetime64[us]", "Week", "a day of the week, usually its Monday"),
    Column("children", "int64", "Children", "enrolled in that week", "n"),
    Column("present", "int64", "Present", "half days, or days, that children were there"),
    Column("possible", "int64", "Possible", "half days, or days, that they could have been there"),
    Column("share", "float64", "Attendance", "present / possible, 0 to 1"),
)
_COUNTS = ("children", "present", "possible")


def attendance(pilot: Pilot) -> pd.DataFrame:
    """The weekly attendance that pilot.toml names; empty where it names none.

    Parameters
    ----------
    pilot
        Its registrations of kind attendance are tables with columns site, week (a date), children, present
        and possible.

    Returns
    -------
    DataFrame
        site, week (datetime), children, present, possible, share; a row a school and week, in order. Weeks in
        which nothing was possible (holidays) are left out.

    Raises
    ------
    ReadError
        When a file is missing or no such table.
    PilotsError, Problems
        With every row that has an unknown site, no date, no whole number, more present than possible, or a
        week that its school already has.
    """
    problems: list[PilotsError] = []
    sites = [site.id for site in pilot.sites]
    rows: list[dict[str, object]] = []
    seen: set[tuple[object, object]] = set()
    for source in (source for source in pilot.registrations if source.kind == "attendance"):
        path = pilot.path(source.file)
        reader = RowReader(path, problems)
        for row, line in read_table(path, ("site", "week", *_COUNTS)).iterrows():
            made = _row(reader, row, cells(line), sites)
            if (made["site"], made["week"]) in seen:
                reader.problem(row, "this school and week already stand above")
            seen.add((made["site"], made["week"]))
            rows.append(made)
    raise_all(problems)
    table = frame(ATTENDANCE, [row for row in rows if row["possible"]])
    table["share"] = table["present"] / table["possible"]
    return table.sort_values(["site", "week"], ignore_index=True)


def _row(reader: RowReader, row: object, week: dict[str, str], sites: list[str]) -> dict[str, object]:
    if week["site"] not in sites:
        # what stands there may be a child's name
        reader.problem(row, "'site' is no school of pilot.toml", f"Write one of: {', '.join(sites)}." if sites else "")
    counts = {name: _count(reader, row, name, week[name]) for name in _COUNTS}
    if counts["present"] > counts["possible"] >= 0:
        reader.problem(row, "more were present than possible")
    if not week["week"]:
        reader.problem(row, "'week' is empty")
    return {"site": week["site"], "week": reader.date(row, "week", week["week"]), **counts}


def _count(reader: RowReader, row: object, name: str, text: str) -> int:
    value = number(text)
    if value is None or value < 0 or value % 1:
        reader.problem(row, f"'{name}' is not a whole number of 0 or more")
        return -1
    return int(value)
