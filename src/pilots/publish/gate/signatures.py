"""Signatures: who decided that something the gate found may leave, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pilots.errors import PilotsError, Problems, raise_all
from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.rows import cells
from pilots.workbook import read_sheets

SHEET = "findings"
SOLVE, SIGN_OFF, NO_PERSON = "solve", "sign off", "no person"
DECISIONS = (SOLVE, SIGN_OFF, NO_PERSON)
IDENTIFIER = "identifier"
"""The rule whose findings nobody may sign off, unless as a false alarm: it names no person."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody decided about one finding.

    Parameters
    ----------
    finding
        Its id.
    decision
        "sign off", or "no person" for what only looks like an identifier.
    by, reason, date
        Who, why and, where it was written down, when.
    """

    finding: str
    decision: str
    by: str
    reason: str
    date: str = ""


class Held(Problems):
    """A report that the gate holds back, with all it found; `pilots release` is how one decides about it."""

    def __init__(
        self, findings: Sequence[Finding], signed: "Sequence[Signed]" = (), pilot: str = "", report: str = ""
    ) -> None:
        self.findings, self.signed, self.report = tuple(findings), tuple(signed), report
        decide = f" Or decide about it: pilots release {pilot}" if pilot else ""
        super().__init__(
            [
                PilotsError(f"{one.what} (rule {one.rule}, finding {one.id})", where=one.where, mend=f"{one.mend}{decide}".strip())
                for one in self.findings
            ]
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signed:
    """A finding and the signature with which it may leave."""

    finding: Finding
    signature: Signature


def signatures_path(pilot: Pilot) -> Path:
    """Where signatures are written: decisions/release.xlsx in the pilot's folder."""
    return pilot.folder / "decisions" / "release.xlsx"


def signatures(pilot: Pilot) -> dict[str, Signature]:
    """The signatures of a pilot, by the id of the finding; none where the workbook is not there.

    Raises
    ------
    ReadError
        When it is no workbook.
    PilotsError, Problems
        With every row that decides without a name, a reason or a known word, or signs off an identifier.
    """
    path = signatures_path(pilot)
    if not path.is_file():
        return {}
    where, problems = f"{path}, sheet {SHEET}", list[PilotsError]()
    table = read_sheets(path).get(SHEET)
    if table is None:
        raise PilotsError(f"there is no sheet '{SHEET}'", where=path, mend="Write it anew with pilots release.")
    found: dict[str, Signature] = {}
    for row, line in table.iterrows():
        text = dict.fromkeys(("id", "rule", "decision", "by", "reason", "date"), "") | cells(line)
        decision = text["decision"].casefold()
        wrong = _wrong(text, decision)
        if wrong:
            problems.append(PilotsError(wrong[0], where=f"{where}, row {row}", mend=wrong[1]))
        elif decision in (SIGN_OFF, NO_PERSON):
            found[text["id"]] = Signature(text["id"], decision, text["by"], text["reason"], text["date"])
    raise_all(problems)
    return found


def sign(findings: Sequence[Finding], pilot: Pilot | None) -> tuple[list[Signed], list[Finding]]:
    """Part what was found into what somebody signed off and what nobody did."""
    known = signatures(pilot) if pilot and findings else {}
    signed = [Signed(one, known[one.id]) for one in findings if _covers(known.get(one.id), one)]
    names = {one.finding.id for one in signed}
    return signed, [one for one in findings if one.id not in names]


def _covers(signature: Signature | None, finding: Finding) -> bool:
    """Whether a signature is for this finding; the sheet's own word for the rule is not believed."""
    return signature is not None and (finding.rule == IDENTIFIER) == (signature.decision == NO_PERSON)


def _wrong(text: dict[str, str], decision: str) -> tuple[str, str] | None:
    if decision and decision not in DECISIONS:
        return "'decision' holds a word that is not known", f"Write one of: {', '.join(DECISIONS)}."
    if decision in ("", SOLVE):
        return None
    if not text["by"] or not text["reason"]:
        return "a signature needs a name and a reason", "Fill in 'by' and 'reason', or empty 'decision'."
    if text["rule"] == IDENTIFIER and decision == SIGN_OFF:
        return (
            "what names or reaches a person can't be signed off",
            f"Solve it, or write '{NO_PERSON}' if it names nobody.",
        )
    if text["rule"] != IDENTIFIER and decision == NO_PERSON:
        return f"'{NO_PERSON}' is for identifiers only", f"Write '{SIGN_OFF}' or '{SOLVE}'."
    return None
