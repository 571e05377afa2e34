"""A questionnaire as LimeSurvey describes it: questions with their subquestions and answers, in several languages."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pilots.survey.read.limesurvey.words import plain_text

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A subquestion or an answer of a question: its code, the scale (or axis) it belongs to, its texts by language."""

    code: str
    scale: int
    texts: Texts


@dataclass(frozen=True)
class Question:
    """One question.

    Parameters
    ----------
    code
        Its code (LimeSurvey's `title`).
    kind
        LimeSurvey's letter for its type.
    texts
        The question by language, as plain text.
    subquestions, answers
        In the order of the questionnaire.
    other
        Whether it has an option "other".
    required
        Whether an answer is mandatory.
    relevance
        The expressions that must hold for it to be shown, its group's first.
    attributes
        Settings by name, and by name and language.
    ids
        Numbers of the survey, the group and the question, which name its columns in the database.
    """

    code: str
    kind: str
    texts: Texts
    subquestions: tuple[Part, ...] = ()
    answers: tuple[Part, ...] = ()
    other: bool = False
    required: bool = False
    relevance: tuple[str, ...] = ()
    attributes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    ids: tuple[str, str, str] = ("", "", "")

    def setting(self, name: str) -> str:
        """A setting that is the same in all languages; empty where it is not set."""
        return self.attributes.get((name, ""), "").strip()

    def texts_of(self, name: str) -> dict[str, str]:
        """A setting that is a text in several languages."""
        return {
            language: plain_text(text)
            for (own, language), text in self.attributes.items()
            if own == name and language and plain_text(text)
        }


@dataclass(frozen=True)
class Questionnaire:
    """A whole survey, group or question.

    Parameters
    ----------
    sid
        Its number.
    titles
        By language.
    languages
        Code to name (`nl-informal` to `nl`), the base language first.
    questions
        In order.
    """

    sid: str
    titles: Texts
    languages: Mapping[str, str]
    questions: tuple[Question, ...]


def language_names(codes: Iterable[str]) -> dict[str, str]:
    """What each language of a survey is called: `nl-informal` is Dutch, unless the survey has plain Dutch too.

    Examples
    --------
    >>> language_names(["nl-informal", "fr"]), language_names(["de", "de-informal"])
    ({'nl-informal': 'nl', 'fr': 'fr'}, {'de': 'de', 'de-informal': 'de-informal'})
    """
    known = [code for code in dict.fromkeys(codes) if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,12})*", code)]
    names: dict[str, str] = {}
    for code in sorted(known, key=len):
        short = code.partition("-")[0].casefold()
        names[code] = code if short in names.values() else short
    return {code: names[code] for code in known}
