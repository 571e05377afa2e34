"""A word in its context, wherever it is used: for the researcher, in the notebook.

It holds what people said. A DataFrame is no exhibit, so a report can't show it.
"""

from fnmatch import fnmatchcase

import pandas as pd

from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.words.texts import texts
from pilots.qualitative.words.tokens import plain, tokens
from pilots.vocabulary import Column, frame

CONCORDANCE = (
    Column("document", "str", "Document", "its id"),
    Column("case", "str", "Case", "the one case of the document; missing where that is none or not one"),
    Column("left", "str", "Before", "what goes before"),
    Column("word", "str", "Word", "as it is written"),
    Column("right", "str", "After", "what comes after"),
    Column("start", "Int64", "Start", "first character of the word in the text, from 0"),
    Column("end", "Int64", "End", "the character after the last"),
)


def concordance(
    project: QualitativeProject, word: str, *, width: int = 40, language: str | None = None, otherwise: str = ""
) -> pd.DataFrame:
    """Every place where a word is used, with what stands around it.

    Parameters
    ----------
    word
        A word, or several after each other; capitals make no difference, `*` stands for any letters: `school*`.
    width
        How many characters before and after.
    language
        Only documents in this language.
    otherwise
        The language of documents of which the project does not say it.

    Returns
    -------
    DataFrame
        A row a place, in the order of the documents: document, case, left, word, right, start, end. Ends of lines are spaces.

    Examples
    --------
    >>> concordance(QualitativeProject(), "school").empty
    True
    """
    rows: list[dict[str, object]] = []
    for document, case, spoken_in, text in texts(project, language, otherwise):
        spoken = list(tokens(text, spoken_in))
        sought = [plain(part) for part in word.split()] if "*" in word else [t.word for t in tokens(word, spoken_in)]
        for place in range(len(spoken) - len(sought) + 1 if sought else 0):
            if all(fnmatchcase(spoken[place + step].word, part) for step, part in enumerate(sought)):
                start, end = spoken[place].start, spoken[place + len(sought) - 1].end
                around = (text[max(start - width, 0) : start], text[start:end], text[end : end + width])
                left, written, right = (" ".join(part.splitlines()) for part in around)
                rows.append(
                    {"document": document, "case": case, "left": left, "word": written, "right": right}
                    | {"start": start, "end": end}
                )
    return frame(CONCORDANCE, rows)
