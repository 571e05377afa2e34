"""Release: nothing is written before the gate let it through, and what it found and who decided stays on record."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any

import pandas as pd

from pilots.errors import PilotsError
from pilots.pilot import Pilot
from pilots.publish.gate.files import check_file
from pilots.publish.gate.record import read_record, write_record
from pilots.publish.gate.signatures import DECISIONS, SHEET, Held, sign, signatures, signatures_path
from pilots.workbook import Sheet, read_sheets, rewrite

COLUMNS = ("id", "report", "where", "rule", "what", "decision", "by", "reason", "date")
_FILLED = ["decision", "by", "reason", "date"]
_WIDTHS = {"report": 34, "where": 48, "what": 44, "decision": 14, "by": 20, "reason": 48}
_HOW = (
    ("decision", "Choose one in the list. A finding without a decision holds the report back."),
    ("solve", "It will be taken out or written otherwise; the finding goes when it is gone."),
    ("sign off", "It may leave as it is. Not for what names or reaches a person."),
    ("no person", "Only for the rule identifier: what was found names nobody, such as a word that is a name too."),
    ("by, reason", "Needed with each signature: the name of who decides, and why it harms nobody."),
    ("date", "The day of the decision, for instance 2026-03-31. May stay empty."),
    ("id", "Do not change it: it says which finding in which place the signature is for."),
)
Exported = tuple[str | bytes, dict[str, Any]]


def release(pilot: Pilot, name: str, export: Callable[[], Exported]) -> bytes:
    """Export a file through the gate, look at its bytes too, and write down what was found and decided.

    Parameters
    ----------
    pilot
        Whose report it is.
    name
        The file as it will be called in the reports of the pilot, e.g. "1_context_analysis.fr.pdf".
    export
        Makes it: what `from_notebook_node` of an exporter gives, the content and the resources. The exporter is given
        `resources={"pilot": pilot, ...}`, so that the gate knows whom to look for.

    Returns
    -------
    bytes
        The content, which may be written now.

    Raises
    ------
    Held
        With every finding that nobody signed off; the record then says so.
    PilotsError
        Whatever else is wrong with the report or the signatures.
    """
    try:
        content, resources = export()
    except Held as held:
        write_record(pilot, name, None, signed=held.signed, unsigned=held.findings, about={"report": held.report})
        raise
    data = content.encode() if isinstance(content, str) else content
    page = resources.get("pilots", {})
    if page and page.get("gated") != pilot.name:
        raise PilotsError("this report did not go through the gate of its pilot", where=name)
    gated = page.get("findings", [])
    # what was signed where the notebook says it stands in the file too
    marks = {(one.finding.rule, one.finding.mark) for one in gated if one.finding.mark}
    found = [one for one in check_file(name, data, pilot) if (one.rule, one.mark) not in marks]
    signed, unsigned = sign(found, pilot)
    signed = [*gated, *signed]
    about = {"report": str((resources.get("metadata") or {}).get("name") or "")}
    about |= {part: str(page[part]) for part in ("edition", "language") if part in page}
    write_record(
        pilot,
        name,
        None if unsigned else data,
        signed=signed,
        unsigned=unsigned,
        told=page.get("told", ()),
        about=about,
    )
    if unsigned:
        raise Held(unsigned, signed, pilot.name, about["report"])
    return data


def release_table(pilot: Pilot) -> pd.DataFrame:
    """The findings of a pilot's reports, one a row, with what was decided about each.

    Returns
    -------
    DataFrame
        id, report (the files it is in), where, rule, what, decision, by, reason, date: open findings first. What was not
        decided is empty. Findings in one place that read alike are numbered as they stand there.
    """
    rows: dict[str, dict[str, str]] = {}
    for name, file in read_record(pilot)["files"].items():
        for finding in file.get("findings", []):
            row = rows.setdefault(
                finding["id"], {column: finding.get(column, "") for column in COLUMNS} | {"report": ""}
            )
            row["report"] = ", ".join(filter(None, (row["report"], name)))
    table = pd.DataFrame(list(rows.values()), columns=list(COLUMNS), dtype="str")
    # what reads the same is not the same: in the order in which it was found
    alike = table.groupby(["report", "rule", "where", "what"], sort=False)["id"]
    place, of = alike.cumcount() + 1, alike.transform("size")
    table["what"] = table["what"].where(
        of == 1, table["what"] + " (" + place.astype("str") + " of " + of.astype("str") + ")"
    )
    return table.sort_values(["decision", "report", "where"], kind="stable", ignore_index=True)


def unused(pilot: Pilot) -> list[str]:
    """The ids of signatures whose finding is gone."""
    return sorted(set(signatures(pilot)) - set(release_table(pilot)["id"]))


def write_signatures(pilot: Pilot) -> bool:
    """Write the open findings to decisions/release.xlsx, to be decided about; what was filled in stays.

    Returns
    -------
    bool
        Whether there is such a workbook now: none is made where nothing is open.

    Raises
    ------
    PilotsError
        When the workbook can't be replaced, for instance because it is open in Excel.
    """
    path = signatures_path(pilot)
    sheets = read_sheets(path) if path.is_file() else {}
    before = sheets.get(SHEET, pd.DataFrame()).reindex(columns=list(COLUMNS)).astype("str")
    decided = before.loc[before[_FILLED].notna().any(axis=1)]
    table = release_table(pilot)
    waiting = table.loc[(table["decision"] == "") & ~table["id"].isin(decided["id"])]
    if waiting.empty and not path.is_file():
        return False
    rows = pd.concat([decided, waiting.replace("", pd.NA)], ignore_index=True).astype("str")
    how = Sheet("how to", pd.DataFrame(_HOW, columns=["what", "meaning"]), widths={"meaning": 100})
    sheet = Sheet(SHEET, rows, choices={"decision": DECISIONS}, widths=_WIDTHS)
    rewrite(path, [sheet, how], called="the workbook of signatures")
    return True


def as_text(pilot: Pilot) -> str:
    """The release record as lines to read: each file with its findings and decisions, then signatures that are not used."""
    files, table = read_record(pilot)["files"], release_table(pilot)
    lines = [f"{pilot.name}: nothing was released yet"] if not files else []
    for name, file in files.items():
        found = file.get("findings", [])
        signed = sum("decision" in finding for finding in found)
        state = "held back" if file["held"] else f"released as {str(file['published'])[:12]}"
        lines.append(f"{name}: {state}; findings open: {len(found) - signed}, signed: {signed}")
        lines += [_line(row) for row in table.to_dict("records") if name in row["report"].split(", ")]
    lines += [f"  {name}: this signature is not used; its finding is gone" for name in unused(pilot)]
    return "\n".join(lines)


def _line(row: Mapping[Hashable, Any]) -> str:
    made = f"{row['decision']} by {row['by']}: {row['reason']}" if row["decision"] else "open"
    return f"  {row['id']}  {row['rule']}  {row['where']}: {row['what']} ({made})"
