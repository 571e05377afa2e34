"""Qualtrics' response export: CSV with three rows of headings, numbers or texts as answers."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pilots.codebook import Codebook

_ADMIN = {
    "StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address",
    "Progress": "Progress", "Duration (in seconds)": "Duration (in seconds)", "Finished": "Finished",
    "RecordedDate": "Recorded Date", "ResponseId": "Response ID", "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name", "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference", "LocationLatitude": "Location Latitude",
    "LocationLongitude": "Location Longitude", "DistributionChannel": "Distribution Channel",
    "UserLanguage": "User Language",
}  # fmt: skip
_IMPORT = {"Duration (in seconds)": "duration", "ResponseId": "_recordId", "ExternalReference": "externalDataReference"}
_DATES = ("StartDate", "EndDate", "RecordedDate")
_STATUS = {"IP Address": "0", "Survey Preview": "1"}
_FINISHED = {"True": "1", "False": "0"}


@dataclass
class Response:
    """One response as Qualtrics stores it.

    Parameters
    ----------
    admin
        Qualtrics' own columns by name.
    answers
        Code by variable; the set of ticked codes for a multiple-choice question.
    """

    admin: dict[str, str]
    answers: dict[str, str | set[str]]


def write_responses(
    path: Path,
    codebook: Codebook,
    responses: Iterable[Response],
    *,
    wave: int,
    numeric: bool,
    stem: str,
    embedded: Sequence[str] = (),
) -> None:
    """Write responses as Qualtrics exports them.

    Parameters
    ----------
    path
        Where to.
    codebook
        Order, headings and labels of the questions.
    responses
        What was answered.
    wave
        Leaves out the questions that were not asked in it.
    numeric
        Answers as numbers; else as the texts of the choices, in the first language of the codebook.
    stem
        The question above statements that are rated together.
    embedded
        Variables that came with the link and were not asked.
    """
    variables = [str(n) for n, line in codebook.variables.iterrows() if wave in (line["waves"] or (wave,))]
    headings = {name: str(codebook.variables.at[name, "heading"] or name) for name in variables}
    language = codebook.languages[0]
    titles = {
        name: (name if name in embedded else _title(codebook.label(name, language), headings[name], stem))
        for name in variables
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_ADMIN, *headings.values()])
    writer.writerow([*_ADMIN.values(), *titles.values()])
    writer.writerow(
        [json.dumps(_import_id(name), separators=(",", ":")) for name in _ADMIN]
        + [
            json.dumps(
                {"ImportId": heading if name in embedded else _question_id(codebook, name, heading)},
                separators=(",", ":"),
            )
            for name, heading in headings.items()
        ]
    )
    for response in responses:
        own = dict(response.admin)
        if numeric:
            own |= {"Status": _STATUS[own["Status"]], "Finished": _FINISHED[own["Finished"]]}
        writer.writerow(
            [own.get(name, "") for name in _ADMIN]
            + [_answer(codebook, name, response.answers, numeric or name in embedded, language) for name in variables]
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode())


def _title(label: str, heading: str, stem: str) -> str:
    return f"{stem} - {label}" if "_" in heading and not heading.endswith("_TEXT") else label


def _import_id(name: str) -> dict[str, str]:
    found = {"ImportId": _IMPORT.get(name, name[0].lower() + name[1:] if name != "IPAddress" else "ipAddress")}
    return found | ({"timeZone": "Europe/Brussels"} if name in _DATES else {})


def _question_id(codebook: Codebook, name: str, heading: str) -> str:
    kind = codebook.variables.at[name, "type"]
    number = heading.removeprefix("Q")
    return f"QID{number}" + ("_TEXT" if kind in ("text", "integer") and not number.endswith("_TEXT") else "")


def _answer(codebook: Codebook, name: str, answers: Mapping[str, str | set[str]], numeric: bool, language: str) -> str:
    given = answers.get(name, "")
    labels = codebook.choice_labels(name, language)
    chosen = [code for code in labels if code in given] if isinstance(given, set) else [given]
    return ",".join(code if numeric else labels.get(code, code) for code in chosen)
