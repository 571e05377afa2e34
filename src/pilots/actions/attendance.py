"""Weekly attendance, as schools register it."""

from pathlib import Path

import pandas as pd

from pilots.actions.read import parse_date
from pilots.context import number, read_table
from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot
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
    rows: list[dict[str, object]] = []
    seen: set[tuple[str, object]] = set()
    for source in pilot.registrations:
        path = pilot.path(source.file)
        for row, line in read_table(path, ("site", "week", *_COUNTS)).iterrows():
            made, found = _row(pilot, path, row, line)
            problems += found
            if not found:
                if (made["site"], made["week"]) in seen:
                    problems.append(PilotsError("this school and week already stand above", where=f"{path}, row {row}"))
                seen.add((str(made["site"]), made["week"]))
                rows.append(made)
    raise_all(problems)
    table = frame(ATTENDANCE, [row for row in rows if row["possible"]])
    table["share"] = table["present"] / table["possible"]
    return table.sort_values(["site", "week"], ignore_index=True)


def _row(pilot: Pilot, path: Path, row: object, line: pd.Series) -> tuple[dict[str, object], list[PilotsError]]:
    where = f"{path}, row {row}"
    found: list[PilotsError] = []
    sites = [site.id for site in pilot.sites]
    if line["site"] not in sites:
        found.append(PilotsError(f"unknown site '{line['site']}'", where=where, mend=did_you_mean(line["site"], sites)))
    week = parse_date(line["week"])
    if week is pd.NaT:
        found.append(
            PilotsError("'week' is not a date", where=where, mend="Write its Monday, for instance 2017-09-25.")
        )
    counts: dict[str, int] = {}
    for name in _COUNTS:
        value = number(line[name])
        if value is None or value < 0 or value % 1:
            found.append(PilotsError(f"'{name}' is not a whole number of 0 or more", where=where))
        else:
            counts[name] = int(value)
    if len(counts) == len(_COUNTS) and counts["present"] > counts["possible"]:
        found.append(PilotsError("more were present than possible", where=where))
    return {"site": line["site"], "week": week, **counts}, found
