"""The texts of a project, each with its case and its language."""

from collections.abc import Iterator
from typing import NamedTuple

from pilots.qualitative.project import QualitativeProject


class Text(NamedTuple):
    """A text, the one case that it is wholly of (None where that is none, or several), and its language."""

    document: str
    case: str | None
    language: str
    text: str


def texts(project: QualitativeProject, language: str | None = None, otherwise: str = "") -> Iterator[Text]:
    """The texts in the order of the documents; those in one language only where it is named.

    `otherwise` is the language of documents of which the project does not say it.

    Examples
    --------
    >>> list(texts(QualitativeProject()))
    []
    """
    whole = project.cases.loc[project.cases["part"] == "whole"].drop_duplicates(["case", "document"])
    alone = whole.loc[~whole["document"].duplicated(keep=False)].set_index("document")["case"].to_dict()
    spoken = project.documents["language"].fillna("").replace("", otherwise)
    for document, said_in in zip(project.documents["document"], spoken, strict=True):
        text = project.texts.get(document)
        if text and language in (None, said_in):
            yield Text(document, alone.get(document), said_in, text)
