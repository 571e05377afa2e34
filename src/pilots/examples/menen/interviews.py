"""Interviews and notes of coffee moments, coded by two people who mostly agree."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pilots.examples.draws import Draws
from pilots.examples.formats.qdpx import Case, Document, Segment, write_project
from pilots.examples.menen.codebooks import texts

SEED = 2021
CODERS = ("codeur A", "codeur B")
_ALONE = ("P05", "P09", "P10")
"""Documents that only the first coder read."""
_SAME, _OTHER_CODE, _SHIFTED, _ADDED = 0.83, 0.08, 0.35, 0.06
_MARK = re.compile(r"\[([A-Z]{3}(?:\+[A-Z]{3})*)\|([^\]]*)\]")
_SENTENCE = re.compile(r"[^.!?»]+[.!?»]+\s*")


def write_interviews(folder: Path) -> None:
    """Write qualitative/interviews.qdpx."""
    source = texts("interviews")
    draws = Draws(SEED, "interviews")
    write_project(
        folder / "qualitative" / "interviews.qdpx",
        "Menen: interviews en koffiemomenten (synthetisch voorbeeld)",
        "Synthetische data: alle gesprekken en namen zijn verzonnen.",
        coders=CODERS,
        codes={
            theme: {code: about["means"] for code, about in under.items()} for theme, under in source["codes"].items()
        },
        documents=[_document(about, draws) for about in source["documents"]],
        cases=[_case(about) for about in source["cases"]],
        when="2018-06-29T10:00:00Z",
    )


@cache
def read_interview(name: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The plain text of an interview and its passages: start, end, code."""
    marked = (files("pilots.examples.menen") / "texts" / "interviews" / f"{name}.txt").read_text(encoding="utf-8")
    marks = {about["mark"]: code for under in texts("interviews")["codes"].values() for code, about in under.items()}
    plain, passages, last = "", [], 0
    for found in _MARK.finditer(marked):
        plain += marked[last : found.start()]
        passages += [(len(plain), len(plain) + len(found[2]), marks[mark]) for mark in found[1].split("+")]
        plain += found[2]
        last = found.end()
    return plain + marked[last:], tuple(passages)


def _document(about: dict[str, str], draws: Draws) -> Document:
    text, passages = read_interview(about["name"])
    segments = [Segment(*passage, CODERS[0], "2018-06-20T14:00:00Z") for passage in passages]
    if about["name"] not in _ALONE:
        again = _second(text, passages, draws)
        segments += [Segment(*passage, CODERS[1], "2018-06-27T09:30:00Z") for passage in again]
    return Document(about["name"], text, {"taal": about["taal"], "fase": about["fase"]}, segments)


def _case(about: dict[str, Any]) -> Case:
    own = {name: value for name, value in about.items() if name not in ("name", "documents")}
    return Case(about["name"], about["documents"], own)


def _second(text: str, passages: tuple[tuple[int, int, str], ...], draws: Draws) -> list[tuple[int, int, str]]:
    """What the second coder makes of the same text: mostly the same, sometimes less, more or something else."""
    every = list(dict.fromkeys(code for _, _, code in passages))
    found = []
    for start, end, code in passages:
        fate = draws.uniform()
        if fate < _SAME:
            found.append((*(_shift(text, start, end, draws) if draws.chance(_SHIFTED) else (start, end)), code))
        elif fate < _SAME + _OTHER_CODE:
            found.append((start, end, draws.choice(every)))
        if draws.chance(_ADDED):
            found.append((start, end, draws.choice([other for other in every if other != code])))
    return list(dict.fromkeys(found))


def _shift(text: str, start: int, end: int, draws: Draws) -> tuple[int, int]:
    """The same passage without its first sentence, or with the rest of its paragraph."""
    sentence = _SENTENCE.match(text, start, end)
    if sentence and sentence.end() < end - 20 and draws.chance(0.5):
        return sentence.end(), end
    rest = text.find("\n", end)
    return start, rest if 0 <= rest - end < 120 else end
