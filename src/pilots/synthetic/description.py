"""The pilot.toml of a synthetic copy."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import numpy as np

from pilots.pilot import Pilot
from pilots.synthetic.texts import invented

_LANGUAGES = ("nl", "fr", "en")
ANSWERS, CODEBOOK = "surveys/{survey}_{part}.csv", "codebooks/{survey}.xlsx"
PLAN, FINDINGS, CONVERSATIONS = "actions/actions.xlsx", "integration/findings.xlsx", "qualitative/conversations.qdpx"
REGISTRATION, MARGINS = "registrations/{name}.csv", "margins/{survey}.xlsx"


def published(pilot: Pilot) -> dict[str, str]:
    """What others published and the pilot names, such as figures about the town: field to where the copy has it."""
    named = {field: getattr(pilot, field) for field in ("context", "bibliography", "csl")}
    return {field: f"published/{PurePosixPath(file).name}" for field, file in named.items() if file}


def description(pilot: Pilot) -> str:
    """What pilot.toml says of a synthetic copy: who, where and when as they were, files of ours, and that it is one."""
    told = pilot.model_dump(exclude_defaults=True)
    rng = np.random.default_rng(0)
    told |= {"name": pilot.name, "synthetic": True}
    told["title"] = {code: invented("title", code, rng, title=text) for code, text in pilot.title.items()}
    told["summary"] = {code: invented("summary", code, rng) for code in _LANGUAGES}
    told["surveys"] = [
        _survey(source.model_dump(exclude_defaults=True), pilot, source.name) for source in pilot.surveys
    ]
    told["registrations"] = [
        one.model_dump(exclude_defaults=True) | {"file": REGISTRATION.format(name=one.name)}
        for one in pilot.registrations
    ]
    if pilot.qualitative:
        first = pilot.qualitative[0]
        told["qualitative"] = [{"name": first.name, "title": first.title, "file": CONVERSATIONS}]
    files = {"actions": PLAN, "integration": FINDINGS}
    told |= {field: file for field, file in files.items() if told.get(field)} | published(pilot)
    told.pop("authors", None)
    return "".join(_lines(told))


def _survey(source: dict[str, Any], pilot: Pilot, name: str) -> dict[str, Any]:
    waves = []
    for wave, entry in zip(pilot.survey(name).waves, source["waves"], strict=True):
        left_out = {key: value for key, value in entry.items() if key not in ("structure", "tool", "language")}
        waves.append(left_out | {"file": ANSWERS.format(survey=name, part=wave.prefix), "tool": "plain"})
    kept = {key: value for key, value in source.items() if key != "crosswalk"}
    if "margins" in kept:
        kept["margins"] = MARGINS.format(survey=name)
    return kept | {"codebook": CODEBOOK.format(survey=name), "waves": waves}


def _lines(told: Mapping[str, Any]) -> Iterator[str]:
    """TOML: what stands by itself first, then a table for each list of parts."""
    parts = {
        key: value for key, value in told.items() if isinstance(value, list) and value and isinstance(value[0], dict)
    }
    for key, value in told.items():
        if key not in parts:
            yield f"{key} = {_value(value)}\n"
    for key, rows in parts.items():
        for row in rows:
            yield f"\n[[{key}]]\n"
            yield from (f"{name} = {_value(value)}\n" for name, value in row.items())


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(f"{json.dumps(str(key))} = {_value(each)}" for key, each in value.items()) + " }"
        case list() | tuple():
            return "[" + ", ".join(map(_value, value)) + "]"
        case str():
            # JSON writes a text as TOML reads it, but for the control character that TOML does not know
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case _:
            return str(value)
