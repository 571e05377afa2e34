"""The record of what left: for each file of a pilot's reports what was found, who decided, and how many it tells of."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pilots import __version__, files
from pilots.across import Publication
from pilots.errors import ReadError
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.findings import Finding
from pilots.project import PARTICIPANT, PUBLICATION, RESEARCHER
from pilots.publish.gate.leaving import Told
from pilots.publish.gate.signatures import Signed

RECORD = "release.json"


def record_path(pilot: Pilot) -> Path:
    """Where the record lies: reports/<pilot>/release.json, beside the reports."""
    return pilot.reports / RECORD


def read_record(pilot: Pilot) -> dict[str, Any]:
    """The record of a pilot; one without files where nothing left yet.

    Raises
    ------
    ReadError
        When it can't be read. It is never made anew in silence: it says what earlier reports told.
    """
    path = record_path(pilot)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        said = {}
    except (OSError, ValueError):
        said = None
    if not isinstance(said, dict) or not isinstance(said.get("files", {}), dict):
        raise ReadError("the release record can't be read", where=path, mend="Put back a copy.")
    return {"pilot": pilot.name, "files": {}} | said


def told_before(pilot: Pilot, report: str = "", edition: str = RESEARCHER) -> list[Told]:
    """The counts that the pilot's other reports told or held back, to check a new one against them.

    Of what several pilots publish together, those that each of them told by itself too.

    Parameters
    ----------
    report
        The notebook that is about to be published: what its own files told is left out, as they are made anew.
    edition
        Which of its editions. That for participants is made after that for researchers, and checked against what it told.
    """
    found: dict[str, Told] = {}
    read: list[Any] = []
    for name, file in read_record(pilot)["files"].items():
        counts = file.get("counts", [])
        # the formats of a report tell the same
        earlier = edition == PARTICIPANT and file.get("edition", RESEARCHER) == RESEARCHER
        if file.get("published") and (earlier or file.get("report") != report) and counts not in read:
            read.append(counts)
            for told in counts:
                one = Told(name, told["label"], Count.from_json(told["count"]))
                found.setdefault(json.dumps(told, sort_keys=True), one)
    members = Publication.find("", pilot.project).members if pilot.name == PUBLICATION else ()
    return [*found.values(), *(told for member in members for told in _of_member(member))]


def _of_member(pilot: Pilot) -> Iterator[Told]:
    """What one of several pilots told by itself, under the names that their publication gives it."""
    for told in told_before(pilot):
        yield replace(
            told, place=f"{pilot.name}/{told.place}", count=replace(told.count, of=f"{pilot.name}: {told.count.of}")
        )


def told_then(pilot: Pilot) -> list[Told]:
    """The counts of every version of a report that was sent out; see `mark_sent`."""
    return [
        Told(file["name"], told["label"], Count.from_json(told["count"]))
        for file in read_record(pilot).get("sent", [])
        for told in file["counts"]
    ]


def mark_sent(pilot: Pilot) -> list[str]:
    """Write down that the reports went out as they are now, so that a later version is checked against them too.

    Returns
    -------
    list of str
        The files of which this version was not marked yet.
    """
    known = read_record(pilot)
    sent = known.get("sent", [])
    marked = {(file["name"], file["published"]) for file in sent}
    new = [
        {"name": name, "published": file["published"], "counts": file["counts"]}
        for name, file in known["files"].items()
        if file["published"] and not file["held"] and (name, file["published"]) not in marked
    ]
    _write(pilot, known | {"sent": [*sent, *new]})
    return [str(file["name"]) for file in new]


def write_record(
    pilot: Pilot,
    name: str,
    content: bytes | None,
    *,
    signed: Sequence[Signed] = (),
    unsigned: Sequence[Finding] = (),
    told: Sequence[Told] = (),
    about: Mapping[str, str] | None = None,
) -> None:
    """Write down one file: that it left, with the hash of its bytes, or was held back (`content` None).

    Of a file that is held back, what its earlier form told stays: that has left.
    """
    known = read_record(pilot)
    before = known["files"].get(name, {})
    counts = [{"label": one.label, "count": one.count.to_json()} for one in told]
    counts = list({json.dumps(one, sort_keys=True): one for one in counts}.values())
    left = content is not None
    known["files"][name] = {
        **(about or {}),
        "published": hashlib.sha256(content).hexdigest() if content is not None else before.get("published"),
        "held": bool(unsigned),
        "version": __version__ if left else before.get("version", __version__),
        "findings": [_kept(one, None) for one in unsigned] + [_kept(one.finding, one) for one in signed],
        "counts": counts if left else before.get("counts", []),
    }
    _write(pilot, known | {"files": dict(sorted(known["files"].items()))})


def data_marked(pilot: Pilot, data: Mapping[str, Mapping[str, Any]]) -> str:
    """The record with what `pilots bundle` checked of each file of answers: who is alike in it, and how many answers it holds.

    Parameters
    ----------
    data
        By name of the file, as `publish.bundle.anonymity` gives it.
    """
    return _text(read_record(pilot) | {"data": data})


def _write(pilot: Pilot, known: Mapping[str, Any]) -> None:
    files.replace(record_path(pilot), _text(known))


def _text(known: Mapping[str, Any]) -> str:
    return f"{json.dumps(known, ensure_ascii=False)}\n"


def _kept(finding: Finding, signed: Signed | None) -> dict[str, str]:
    """A finding as the record holds it: what and where, and never the value."""
    kept = {"id": finding.id, "rule": finding.rule, "where": finding.where, "what": finding.what, "mend": finding.mend}
    if signed is None:
        return kept
    made = signed.signature
    return kept | {"decision": made.decision, "by": made.by, "reason": made.reason, "date": made.date}
