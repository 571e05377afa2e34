"""The columns that LimeSurvey makes of a questionnaire: what they are called, and what stands in them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from pilots.survey.read.limesurvey.questionnaire import Part, Question, Questionnaire
from pilots.survey.read.limesurvey.words import say

Said = Mapping[str, Sequence[str]]
"""By language the texts that a heading may show for one thing; the first is the best."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A code with the texts that an export may show for it, by language."""

    code: str
    said: Said


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Parameters
    ----------
    question
        The question it belongs to.
    code
        As exports with codes head it: `q`, `q[SQ1]`, `q[SQ1][2]`, `q[other]`.
    kind
        Type of an XLSForm, or "display" where nothing is asked.
    option
        The code of the box it is, in a multiple-choice question.
    brackets
        What stands between brackets behind the question in headings with full texts.
    choices
        What can be answered, in order.
    aliases
        Other codes by which exports head it: with underscores, as in the database, as in SPSS syntax.
    minimum, maximum
        Bounds of a number; empty for none.
    """

    question: Question
    code: str
    kind: str
    option: str = ""
    brackets: tuple[Said, ...] = ()
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    def headings(self) -> Iterator[str]:
        """Every full text that may head it, in any language."""
        for language, text in self.question.texts.items():
            for between in product(*(said.get(language, ()) for said in self.brackets)):
                yield " ".join([text, *(f"[{part}]" for part in between)])
            if self.code.endswith("[filecount]"):
                yield f"filecount - {text}"

    @property
    def choice_list(self) -> str:
        """The name of its list of choices."""
        scale = re.search(r"\]\[(\d)\]$", self.code)
        return f"{self.question.code}_{scale[1]}" if scale else self.question.code


def columns_of(questionnaire: Questionnaire) -> list[Column]:
    """List the columns of an export, in its order.

    Text displays have a column too, always empty.
    """
    return [column for question in questionnaire.questions for column in _Maker(question, questionnaire).columns()]


_NUMBERED = {"5": 5, "A": 5, "B": 10}
_FIXED = {
    "Y": (("Y", "yes"), ("N", "no")),
    "G": (("F", "female"), ("M", "male")),
    "C": (("Y", "yes"), ("U", "uncertain"), ("N", "no")),
    "E": (("I", "increase"), ("S", "same"), ("D", "decrease")),
}


class _Maker:
    """Makes the columns of one question."""

    def __init__(self, question: Question, questionnaire: Questionnaire) -> None:
        self.question = question
        self.codes = tuple(questionnaire.languages)
        self.languages = tuple(questionnaire.languages.values())
        self.rows = [part for part in question.subquestions if part.scale == 0]
        self.across = [part for part in question.subquestions if part.scale == 1]

    def columns(self) -> Iterator[Column]:
        question = self.question
        match question.kind:
            case "M" | "P":
                yield from self._boxes()
            case "L" | "!" | "O":
                yield self._column("", self._kind(), choices=self._answers(0, other=question.other))
                if question.kind == "O":
                    yield self._column("comment", "text", brackets=(self._word("comment"),))
                elif question.other:
                    yield self._column("other", "text", brackets=(self._word("other"),))
            case "R":
                yield from self._ranks()
            case "1":
                for part in self.rows:
                    for scale in (0, 1):
                        brackets = (self._texts(part), self._scale(scale))
                        choices = self._answers(scale)
                        yield self._column(
                            part.code, self._kind(choices), brackets=brackets, choices=choices, scale=scale
                        )
            case ":" | ";":
                for row, column in product(self.rows, self.across):
                    brackets = (self._texts(row), self._texts(column))
                    yield self._cell(f"{row.code}_{column.code}", brackets)
            case "|":
                yield self._column("", "text")
                yield self._column("filecount", "integer", brackets=(self._word("files"),), joined="_filecount")
            case "A" | "B" | "C" | "E" | "F" | "H" | "K" | "Q" if self.rows:
                for part in self.rows:
                    yield self._cell(part.code, (self._texts(part),))
            case _:
                yield self._cell("", ())

    def _cell(self, suffix: str, brackets: tuple[Said, ...]) -> Column:
        """A column of a question that holds the same in all its columns."""
        question = self.question
        kind, minimum, maximum = "text", "", ""
        choices: tuple[Choice, ...] = ()
        match question.kind:
            case "5" | "A" | "B" | "Y" | "G" | "C" | "E" | "F" | "H" | "I":
                choices = self._answers(0)
                kind = self._kind(choices)
            case "N" | "K":
                kind = "integer" if question.setting("num_value_int_only") == "1" else "decimal"
                minimum, maximum = question.setting("min_num_value_n"), question.setting("max_num_value_n")
            case ":" if question.setting("multiflexible_checkbox") == "1":
                choices = tuple(Choice(code, self._word(word)) for code, word in (("1", "yes"), ("0", "no")))
                kind = "select_one"
            case ":":
                kind = "decimal"
                minimum, maximum = question.setting("multiflexible_min"), question.setting("multiflexible_max")
            case "D":
                kind = "datetime" if re.search("[HM]", question.setting("date_format")) else "date"
            case "X":
                kind = "display"
        return self._column(suffix, kind, brackets=brackets, choices=choices, minimum=minimum, maximum=maximum)

    def _boxes(self) -> Iterator[Column]:
        comments = self.question.kind == "P"
        options = [Choice(part.code, self._texts(part)) for part in self.rows]
        if self.question.other:
            options.append(Choice("other", self._other()))
        if not options:
            return
        choices = tuple(options)
        for choice in choices:
            brackets = (choice.said,)
            yield self._column(choice.code, "select_multiple", brackets=brackets, choices=choices, option=choice.code)
            if comments:
                word = "other comment" if choice.code == "other" else "comment"
                between = {
                    language: [*(f"{own}][{said}" for own in choice.said[language][:1] for said in words), *words]
                    for language, words in self._word(word).items()
                }
                yield self._column(f"{choice.code}comment", "text", brackets=(between,))

    def _ranks(self) -> Iterator[Column]:
        choices = self._answers(0)
        most = self.question.setting("max_subquestions")
        places = min(int(most), len(choices)) if most.isdecimal() and int(most[:6]) > 0 else len(choices)
        for place in range(1, places + 1):
            yield self._column(str(place), "select_one", brackets=(self._word("rank", place),), choices=choices)

    def _column(
        self,
        suffix: str,
        kind: str,
        *,
        brackets: tuple[Said, ...] = (),
        choices: tuple[Choice, ...] = (),
        option: str = "",
        scale: int | None = None,
        joined: str = "",
        minimum: str = "",
        maximum: str = "",
    ) -> Column:
        question = self.question
        title, stem = question.code, "X".join(question.ids)
        code = title + (f"[{suffix}]" if suffix else "") + ("" if scale is None else f"[{scale + 1}]")
        plain = title + (f"_{suffix}" if suffix else "")
        aliases = [plain] if scale is None else [f"{plain}_{scale}", f"{plain}#{scale}", f"{plain}-{scale}"]
        own = joined or suffix
        if all(question.ids):
            aliases += [stem + own] if scale is None else [f"{stem}{own}#{scale}", f"{stem}{own}-{scale}"]
        return Column(
            question, code, kind, option, brackets, choices, tuple(aliases), minimum, maximum, self._label(brackets)
        )

    def _label(self, brackets: tuple[Said, ...]) -> dict[str, str]:
        """The question with what stands between brackets, by language."""
        labels = {}
        for language in self.languages:
            text = self.question.texts.get(language, "")
            between = [said[language][0] for said in brackets if said.get(language)]
            if text or between:
                labels[language] = " ".join([*filter(None, [text]), *(f"[{part}]" for part in between)])
        return labels

    def _kind(self, choices: tuple[Choice, ...] | None = None) -> str:
        """A closed question without any choice can only be read as text."""
        given = self._answers(0, other=self.question.other) if choices is None else choices
        return "select_one" if given else "text"

    def _answers(self, scale: int, *, other: bool = False) -> tuple[Choice, ...]:
        kind = self.question.kind
        if kind in _NUMBERED:
            numbers = map(str, range(1, _NUMBERED[kind] + 1))
            return tuple(Choice(number, dict.fromkeys(self.languages, (number,))) for number in numbers)
        if kind in _FIXED:
            return tuple(Choice(code, self._word(word)) for code, word in _FIXED[kind])
        if kind == "I":
            return tuple(Choice(code, {}) for code in self.codes)
        choices = [Choice(part.code, self._texts(part)) for part in self.question.answers if part.scale == scale]
        if other:
            choices.append(Choice("-oth-", self._other()))
        return tuple(choices)

    def _other(self) -> Said:
        """The text of "other" may be replaced on screen, while exports go on saying "Other"."""
        own = self.question.texts_of("other_replace_text")
        return {
            language: tuple(filter(None, (own.get(language), *words)))
            for language, words in self._word("other").items()
        }

    def _scale(self, scale: int) -> Said:
        own = self.question.texts_of(f"dualscale_header{'AB'[scale]}")
        words = self._word("scale", scale + 1)
        return {language: tuple(filter(None, (own.get(language), *words[language]))) for language in words}

    def _word(self, word: str, number: object = "") -> Said:
        return {language: say(word, language, number) for language in self.languages}

    def _texts(self, part: Part) -> Said:
        return {language: (part.texts.get(language, ""),) for language in self.languages}
