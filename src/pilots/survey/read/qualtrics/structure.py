"""A Qualtrics survey: the questions in the order in which they were asked."""

from collections.abc import Mapping
from dataclasses import dataclass

from pilots.survey.read.qualtrics.flow import Gate


@dataclass(frozen=True)
class Choice:
    """A choice, a row or a point of a scale.

    Parameters
    ----------
    id
        How Qualtrics counts it inside, as in the ImportId `QID5-1`.
    code
        Its recode value, else its id.
    labels
        What the respondent reads, by language.
    naming
        What exports may write in the place of the label; empty for none.
    tag
        What exports call a row; empty for its id.
    missing
        The reason why an answer is none; empty for an answer.
    writes
        Whether a text may be written beside it.
    """

    id: str
    code: str
    labels: Mapping[str, str]
    naming: str = ""
    tag: str = ""
    missing: str = ""
    writes: bool = False


@dataclass(frozen=True)
class Question:
    """A question, or one column of a side-by-side question.

    Parameters
    ----------
    id, tag
        How Qualtrics calls it (`QID5`) and how exports do (`Q4`, `welcome`).
    kind, selector, sub
        Its QuestionType, Selector and SubSelector.
    labels
        Its text by language.
    choices, answers
        The choices of a multiple-choice question are its `choices`; a matrix has rows as `choices`, a scale as `answers`.
    limits
        Least and most of a number, None where there is none.
    content
        What a text must be, e.g. ValidNumber.
    answer_tag
        What exports add to the name of a column of a side-by-side question.
    parts
        The columns of a side-by-side question.
    loops
        In loop and merge: what stands in the first field, by the key of the loop; None for no loop.
    unused
        Whether it lies among the unused questions.
    gates
        The conditions on which it is shown: of the branches of the flow in which it lies, and its own.
    """

    id: str
    tag: str
    kind: str
    selector: str
    sub: str
    labels: Mapping[str, str]
    choices: tuple[Choice, ...] = ()
    answers: tuple[Choice, ...] = ()
    limits: tuple[float | None, float | None] = (None, None)
    content: str = ""
    answer_tag: str = ""
    parts: tuple["Question", ...] = ()
    loops: Mapping[str, str] | None = None
    unused: bool = False
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True)
class Structure:
    """A survey: its title, the language it was made in, its questions in order, and its fields of embedded data."""

    title: str
    language: str
    questions: tuple[Question, ...]
    embedded: tuple[str, ...]
