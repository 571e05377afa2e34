"""Writes small Qualtrics surveys and exports, as the tool writes them, for tests."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OWN = ["StartDate", "EndDate", "Finished", "RecordedDate", "ResponseId"]


def question(number: int, kind: str, selector: str, sub: str = "", **payload: Any) -> dict[str, Any]:
    """The payload of a question QID<number>, tagged Q<number>; choices and answers given as labels."""
    for name in ("Choices", "Answers"):
        if isinstance(payload.get(name), list):
            payload[name] = {str(place): {"Display": label} for place, label in enumerate(payload[name], start=1)}
    return {
        "QuestionID": f"QID{number}",
        "DataExportTag": f"Q{number}",
        "QuestionText": f"Vraag {number}",
        "QuestionType": kind,
        "Selector": selector,
        "SubSelector": sub,
        "Language": [],
        **payload,
    }


def write_survey(
    path: Path,
    questions: Sequence[Mapping[str, Any]],
    *,
    unused: Sequence[str] = (),
    options: object = None,
    fields: Sequence[str] = (),
) -> Path:
    """Write a .qsf: one block of questions, one of unused ones, and fields of embedded data."""
    asked = [{"Type": "Question", "QuestionID": q["QuestionID"]} for q in questions if q["QuestionID"] not in unused]
    trash = [{"Type": "Question", "QuestionID": name} for name in unused]
    blocks = [
        {"Type": "Trash", "ID": "BL_0", "BlockElements": trash},
        {"Type": "Standard", "ID": "BL_1", "BlockElements": asked, "Options": options or {}},
    ]
    embedded = [{"Field": field, "Type": "Custom", "VariableType": "String"} for field in fields]
    flow = [{"Type": "EmbeddedData", "FlowID": "FL_2", "EmbeddedData": embedded}, {"Type": "Block", "ID": "BL_1"}]
    survey = {
        "SurveyEntry": {"SurveyName": "Ouders", "SurveyLanguage": "NL"},
        "SurveyElements": [
            {"Element": "BL", "Payload": blocks},
            {"Element": "FL", "Payload": {"Type": "Root", "Flow": flow}},
            *({"Element": "SQ", "PrimaryAttribute": q["QuestionID"], "Payload": q} for q in questions),
        ],
    }
    path.write_text(json.dumps(survey), encoding="utf-8")
    return path


def write_export(
    path: Path, columns: Mapping[str, tuple[str, Sequence[str]]], *, ids: bool = True, delimiter: str = ","
) -> Path:
    """Write an export: by heading the ImportId (which may hold a choiceId after a bar) and the answers."""
    told = [_import_id(name, *found.split("|")) for name, (found, _) in columns.items()]
    own = [["2018-05-02 10:00:00", "2018-05-02 10:05:00", "True", "2018-05-02 10:05:01"]]
    rows = [[*OWN, *columns], [*OWN, *columns]]
    if ids:
        rows.append([*(_import_id(name, name) for name in OWN), *told])
    rows += [
        [*own[0], f"R_{n}", *cells] for n, cells in enumerate(zip(*(said for _, said in columns.values()), strict=True))
    ]
    with path.open("w", encoding="utf-16" if delimiter == "\t" else "utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def _import_id(name: str, found: str, choice: str = "") -> str:
    return json.dumps({"ImportId": found, **({"choiceId": choice} if choice else {})})
