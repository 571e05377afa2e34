"""The paragraphs of documents: the units that are coded in a workbook."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from pilots.qualitative.project import QualitativeProject
from pilots.vocabulary import Column, frame

LONGEST = 1_500
"""Characters from which on a paragraph is cut at the end of a sentence; a cell of a workbook holds 32,767."""
PARAGRAPHS = (
    Column("row", "str", "Row", "its id in a workbook"),
    Column("document", "str", "Document", "id"),
    Column("label", "str", "Document", "a neutral name: D1, D2 …"),
    Column("paragraph", "Int64", "Paragraph", "its number in the document, from 1"),
    Column("start", "Int64", "Start", "first character, from 0"),
    Column("end", "Int64", "End", "the character after the last"),
    Column("text", "str", "Text", "what it says"),
    Column("language", "str", "Language", "of the document"),
)
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+")


def paragraphs(project: QualitativeProject) -> pd.DataFrame:
    """All paragraphs of the documents that have a text, in order.

    Returns
    -------
    DataFrame
        row, document, label, paragraph, start, end, text, language. A line is a paragraph; empty lines are none, and
        a very long one is cut at the end of a sentence. Its `row` stays the same as long as the text does.

    Examples
    --------
    >>> paragraphs(QualitativeProject()).empty
    True
    """
    rows = []
    languages = dict(zip(project.documents["document"], project.documents["language"].fillna(""), strict=True))
    for document, label in labels(project).items():
        text = project.texts.get(document)
        seen: Counter[str] = Counter()
        for number, (start, end) in enumerate(spans(text) if text else (), start=1):
            said = text[start:end] if text else ""
            about = {"document": document, "label": label, "paragraph": number, "language": languages[document]}
            rows.append(about | {"row": _row(document, said, seen[said]), "start": start, "end": end, "text": said})
            seen[said] += 1
    return frame(PARAGRAPHS, rows)


def labels(project: QualitativeProject) -> dict[str, str]:
    """A neutral name for each document, in the order of the project: names of documents often name people."""
    return {str(document): f"D{number}" for number, document in enumerate(project.documents["document"], start=1)}


def spans(text: str) -> Iterator[tuple[int, int]]:
    r"""Where each paragraph begins and ends, without the blanks around it.

    Examples
    --------
    >>> list(spans("Hello \n\n  there"))
    [(0, 5), (10, 15)]
    """
    for line in re.finditer(r"[^\n\u2029]+", text):
        for start, end in _cut(text, line.start(), line.end()):
            said = text[start:end]
            if said.strip():
                yield start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        ends = [match.end() for match in _SENTENCE.finditer(text, start + 1, start + LONGEST)]
        blank = text.rfind(" ", start + 1, start + LONGEST) + 1
        stop = ends[-1] if ends else blank or start + LONGEST
        yield start, stop
        start = stop
    yield start, end


def _row(document: str, text: str, before: int) -> str:
    """The id of a paragraph: its document, its text, and how often that stood before."""
    return hashlib.sha256(f"{document}\x1f{before}\x1f{text}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
