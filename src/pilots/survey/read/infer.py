"""A codebook to start from, where an export states none: what its headings and answers suggest."""

from typing import TYPE_CHECKING

import pandas as pd

from pilots import codebook

if TYPE_CHECKING:
    from pilots.survey.read.reading import Reading


def infer(reading: "Reading") -> codebook.Codebook:
    """Describe the questions of an export by what stands in them.

    Parameters
    ----------
    reading
        An export that holds no description of its questions.

    Returns
    -------
    Codebook
        A variable a question column, named as the column; its label is the text of the heading.
    """
    questions = reading.headings.loc[reading.headings["kind"] == "question"]
    survey = pd.DataFrame({"type": "text", "name": questions["variable"], "label": questions["label"]}, dtype="str")
    return codebook.build(survey, pd.DataFrame(columns=["list_name", "name"], dtype="str"))
