"""Checks of what was written: at "other", and about people."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from pilots.survey.checks.flagging import as_flags, flags, limit, together
from pilots.survey.headings import fold, other_option, other_text
from pilots.survey.survey import Survey
from pilots.vocabulary import OPTION, RESPONDENT


def other_without_text(survey: Survey) -> pd.DataFrame:
    """An option "other" was chosen and the text beside it stayed empty, or the reverse."""
    found = []
    for question, option, text in _others(survey):
        multiple = survey.codebook.variables.at[question, "type"] == "select_multiple"
        column, value = (f"{question}{OPTION}{option}", "1") if multiple else (question, option)
        chosen, written = survey.responses[column] == value, survey.responses[text].notna()
        found.append(
            flags(survey, chosen.fillna(False) & ~written, "note", "'other' was chosen without saying what", text)
        )
        found.append(
            flags(survey, written & ~chosen.fillna(False), "note", "a text at 'other', which was not chosen", text)
        )
    return together(found)


def other_is_choice(survey: Survey) -> pd.DataFrame:
    """A text at "other" that says what a choice of the question says, in any language of the codebook.

    Likeness is that of rapidfuzz's `ratio` (0 to 100), without regard to capitals; from `other_match` on it is flagged.
    """
    from rapidfuzz.process import cdist

    found = []
    for question, option, text in _others(survey):
        choices = survey.codebook.choices_of(question)
        labels = {
            fold(label): str(code)
            for code, own in zip(choices["name"], choices["labels"], strict=True)
            for label in (code, *own.values())
            if code != option and not fold(str(label)).isdigit()
        }
        labels.pop("", None)
        answers = survey.distinct(text)
        if not labels or not len(answers.texts):
            continue
        scores = cdist([fold(said) for said in answers.texts], list(labels), score_cutoff=limit(survey, "other_match"))
        best = np.array(list(labels.values()), dtype=object)[scores.argmax(axis=1)]
        reason = pd.Series(answers.take([f"looks like choice '{code}' of '{question}'" for code in best], ""))
        found.append(flags(survey, answers.take(scores.max(axis=1) > 0, False), "note", reason, text))
    return together(found)


def personal_data(survey: Survey, allowed_words: Iterable[str] = ()) -> pd.DataFrame:
    """An open answer holds what looks like a name, address, number or e-mail."""
    from pilots.privacy.identifiers import find

    allowed = {word.casefold() for word in allowed_words}
    variables = survey.codebook.variables
    texts = variables.index[(variables["type"] == "text") & ~variables["role"].isin(["identifier", "link code"])]
    found = []
    for column in map(str, texts):
        answers = survey.distinct(column)
        kinds = [
            ", ".join(sorted({s.kind for s in find(text) if text[s.start : s.end].casefold() not in allowed}))
            for text in answers.texts
        ]
        said = pd.Series(answers.take(np.array(kinds, dtype=object), ""), dtype="str")
        who = survey.responses.loc[said.to_numpy() != "", RESPONDENT]
        reason = "looks like personal data: " + said.loc[who.index]
        found.append(as_flags(pd.DataFrame({RESPONDENT: who, "variable": column}), "doubt", reason))
    return together(found)


def _others(survey: Survey) -> list[tuple[str, str, str]]:
    """Questions with an option "other" and a variable for the text beside it: question, code of the option, variable."""
    kinds = survey.codebook.variables["type"]
    found = []
    for question in map(str, kinds.index[kinds.str.startswith("select")]):
        text, option = other_text(survey.codebook, question), other_option(survey.codebook, question)
        if text is not None and option is not None:
            found.append((question, option, text))
    return found
