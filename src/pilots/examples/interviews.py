"""Conversations with marked passages, and what a second coder makes of the same texts."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pilots.examples.draws import Draws
from pilots.examples.formats.qdpx import Case, Document, Segment, write_project
from pilots.examples.texts import Texts

_SAME, _OTHER_CODE, _SHIFTED, _ADDED = 0.83, 0.08, 0.35, 0.06
_MARK = re.compile(r"\[([A-Z]{3}(?:\+[A-Z]{3})*)\|([^\]]*)\]")
_SENTENCE = re.compile(r"[^.!?»]+[.!?»]+\s*")

Passage = tuple[int, int, str]
"""Start, end (not included) and code."""


def write_conversations(
    path: Path, texts: Texts, draws: Draws, *, title: str, coders: tuple[str, str], dates: tuple[str, str, str]
) -> None:
    """Write a qdpx project of what stands in interviews.toml and the folder interviews, coded by two people.

    Parameters
    ----------
    path
        Where to.
    texts
        `interviews.toml` holds codes (by theme: mark and meaning), documents (name, `alone` where only the first
        coder read it, variables) and cases (name, documents, variables); `interviews/<name>.txt` a marked text.
    draws
        Chance, for what the second coder does otherwise.
    title
        Of the project.
    coders
        Their names in it.
    dates
        When the first and the second coder coded, and when the project was saved: ISO, ending in Z.
    """
    source = texts.read("interviews")
    write_project(
        path,
        title,
        "Synthetische data: alle gesprekken en namen zijn verzonnen.",
        coders=coders,
        codes={
            theme: {code: about["means"] for code, about in under.items()} for theme, under in source["codes"].items()
        },
        documents=[_document(about, texts, draws, coders, dates) for about in source["documents"]],
        cases=[Case(about["name"], about["documents"], _variables(about)) for about in source["cases"]],
        when=dates[2],
    )


def read_conversation(texts: Texts, name: str) -> tuple[str, tuple[Passage, ...]]:
    """The plain text of a document of `interviews.toml` and its passages."""
    codes = texts.read("interviews")["codes"].values()
    marks = {about["mark"]: code for under in codes for code, about in under.items()}
    return read_marked(texts.text(f"interviews/{name}.txt"), marks)


def read_marked(marked: str, codes: Mapping[str, str]) -> tuple[str, tuple[Passage, ...]]:
    """The plain text of a conversation and its passages.

    Parameters
    ----------
    marked
        A text in which passages stand in brackets, after the marks of their codes.
    codes
        Name of each code by its mark of three capitals.

    Examples
    --------
    >>> read_marked("Hij helpt. [KIN|Hij zingt.]", {"KIN": "kind bloeit open"})
    ('Hij helpt. Hij zingt.', ((11, 21, 'kind bloeit open'),))
    """
    plain, passages, last = "", list[Passage](), 0
    for found in _MARK.finditer(marked):
        plain += marked[last : found.start()]
        passages += [(len(plain), len(plain) + len(found[2]), codes[mark]) for mark in found[1].split("+")]
        plain += found[2]
        last = found.end()
    return plain + marked[last:], tuple(passages)


def code_again(text: str, passages: Sequence[Passage], draws: Draws) -> list[Passage]:
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


def _document(
    about: Mapping[str, Any], texts: Texts, draws: Draws, coders: tuple[str, str], dates: tuple[str, str, str]
) -> Document:
    text, passages = read_conversation(texts, about["name"])
    segments = [Segment(*passage, coders[0], dates[0]) for passage in passages]
    if not about.get("alone"):
        segments += [Segment(*passage, coders[1], dates[1]) for passage in code_again(text, passages, draws)]
    return Document(about["name"], text, _variables(about), segments)


def _variables(about: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in about.items() if name not in ("name", "documents", "alone")}


def _shift(text: str, start: int, end: int, draws: Draws) -> tuple[int, int]:
    """The same passage without its first sentence, or with the rest of its paragraph."""
    sentence = _SENTENCE.match(text, start, end)
    if sentence and sentence.end() < end - 20 and draws.chance(0.5):
        return sentence.end(), end
    rest = text.find("\n", end)
    return start, rest if 0 <= rest - end < 120 else end
