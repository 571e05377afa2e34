"""Open answers to a survey as documents: one for each respondent and question."""

import pandas as pd

from pilots.qualitative.project import CASES, DOCUMENTS, VARIABLES, QualitativeProject
from pilots.qualitative.read.ids import guid
from pilots.qualitative.read.shape import shape
from pilots.vocabulary import RESPONDENT

_TOLD = ("survey", "variable", RESPONDENT, "text", "language", "phase")


def from_answers(answers: pd.DataFrame) -> QualitativeProject:
    """A document for each answer, a case for each respondent.

    Parameters
    ----------
    answers
        As `survey.open_answers` gives them: survey, variable, respondent_id, text, language, phase, then the attributes of
        who answered.

    Returns
    -------
    QualitativeProject
        Documents question by question; cases with their attributes. What its `text` holds is in memory only.

    Examples
    --------
    >>> said = {"survey": "parents", "variable": "why", "respondent_id": "w0-1", "text": "Omdat.", "language": "nl", "phase": "1"}
    >>> from_answers(pd.DataFrame([said])).documents["characters"].tolist()
    [6]
    """
    table = answers.reset_index(drop=True)
    who = [guid("respondent", *key) for key in table[["survey", RESPONDENT]].itertuples(index=False, name=None)]
    ids = [guid("answer", *key) for key in table[["survey", RESPONDENT, "variable"]].itertuples(index=False, name=None)]
    documents = pd.DataFrame(
        {
            "document": ids,
            "name": table["variable"] + " " + table[RESPONDENT],
            "kind": "text",
            "language": table["language"].fillna(""),
            "phase": table["phase"].fillna(""),
            "characters": table["text"].str.len(),
        }
    )
    attributes = [str(name) for name in table.columns if name not in _TOLD]
    cases = pd.DataFrame({"case": who, "name": table[RESPONDENT], "document": ids, "part": "whole"})
    known = [
        {"variable": guid("variable", "case", name), "name": name, "column": name, "type": "Text"}
        for name in attributes
    ]
    return QualitativeProject(
        documents=shape(DOCUMENTS, documents),
        cases=shape(CASES, pd.concat([cases, table[attributes]], axis=1)),
        texts=dict(zip(ids, table["text"], strict=True)),
        variables=shape(VARIABLES, pd.DataFrame(known)),
    )
