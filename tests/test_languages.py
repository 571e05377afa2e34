"""Every text that a reader sees is said in Dutch and in French, and said well enough for a machine to find no fault."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from pilots.language import LANGUAGES, translate
from pilots.statistics.methods import Method
from pilots.statistics.names import STATISTICS
from pilots.statistics.rules import RULES

SOURCES = Path(__file__).parents[1] / "src" / "pilots"
SAYING = ("translate", "say", "in_plain_words")
SAME = {
    "nl": """Breusch-Godfrey;Code;Codes;Durbin-Watson;Element;Hedges' g;Hint;Impact;Indicator;Interval;Jaccard;Moment;Partner;
        Partners;Respondent;School;Score;Software;Status;Tau-U;Trend;[account];[e-mail];[website];indicator;intercept;
        log-likelihood;p (Holm);partner;phi""",
    "fr": """Action;Breusch-Godfrey;Code;Codes;Coefficient;Contribution;Date;Dates;Description;Durbin-Watson;Effort;Figure;Impact;
        Jaccard;Licence;Moment;Notes;Option;Phase;Points;Quadrant;Question;Score;Source;Sources;Tau-U;Total;Variable;Verdict;
        Version;action;confirmation;cycle;date;discordance;excellent;parent;participant;points;p (Holm);phi;saturation;total""",
}
"""What is the same word in English and in the other language."""


@cache
def messages(language: str) -> tuple[Message, ...]:
    with (SOURCES / "locales" / f"{language}.po").open("rb") as file:
        return tuple(message for message in read_po(file) if message.id)


def translated(language: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in messages(language) if message.string}


@cache
def said() -> frozenset[str]:
    """The English texts that the source hands to be translated: by themselves, one of two, or one by one."""
    found: set[str] = set()
    sources = (path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    for source in sources:
        for node in ast.walk(ast.parse(source)) if any(f"{name}(" in source for name in SAYING) else ():
            if isinstance(node, ast.Call) and called(node) in SAYING:
                found.update(text for argument in node.args[:1] for text in texts(argument))
            elif isinstance(node, (ast.ListComp, ast.GeneratorExp, ast.DictComp)):
                found.update(said_of_each(node))
    return frozenset(found)


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def texts(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    parts = {ast.IfExp: ("body", "orelse"), ast.Tuple: ("elts",), ast.List: ("elts",)}.get(type(node), ())
    for part in parts:
        inner = getattr(node, part)
        for one in inner if isinstance(inner, list) else [inner]:
            yield from texts(one)


def said_of_each(node: ast.ListComp | ast.GeneratorExp | ast.DictComp) -> Iterator[str]:
    """Of `say(text) for text in ("a", "b")`: a and b."""
    asked = {
        argument.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and called(call) in SAYING
        for argument in call.args[:1]
        if isinstance(argument, ast.Name)
    }
    for loop in node.generators:
        if isinstance(loop.target, ast.Name) and loop.target.id in asked:
            yield from texts(loop.iter)


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def choices(text: str) -> list[str]:
    """The words of which one goes with a number: `one|more`."""
    return [form for _, _, form, _ in Formatter().parse(text) if form]


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_text_of_the_source_is_translated(language):
    assert sorted(said() - set(translated(language)) - set(LANGUAGES)) == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_method_statistic_and_word_of_a_rule_is_translated(language):
    named = {method.value for method in Method} | {statistic.label for statistic in STATISTICS.values()}
    named |= {word for rule in RULES.values() for word in rule.words}
    assert sorted(named - set(translated(language))) == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_nothing_is_left_in_english_but_what_is_the_same_word(language):
    same = {
        re.sub(r"\s*\{[^}]*\}", "", text).strip(" ,") for text, other in translated(language).items() if text == other
    }
    allowed = {word.strip() for word in SAME[language].split(";")}
    assert {text for text in same if re.search("[a-z]{2}", text)} - allowed == set()


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_no_translation_is_a_guess(language):
    assert [message.id for message in messages(language) if message.fuzzy or not message.string] == []


def test_the_catalogues_hold_the_same_texts():
    assert set(translated("nl")) == set(translated("fr"))


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_translation_fills_in_the_same_values(language):
    assert [text for text, other in translated(language).items() if fields(text) != fields(other)] == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_where_words_go_with_a_number_there_are_two(language):
    forms = [form for pair in translated(language).items() for text in pair for form in choices(text)]
    assert forms
    assert [form for form in forms if form.count("|") != 1] == []


def test_french_keeps_a_space_before_its_marks():
    wrong = re.compile(r"[^\s\d(][;?!:»](\s|$)|«\S| [;?!:%»]|« ")
    spoken = (translate(text, "fr") for text in translated("fr"))
    assert [text for text in spoken if wrong.search(text)] == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_decimals_have_a_comma(language):
    assert [text for text in translated(language).values() if re.search(r"(?<!Python )\b\d\.\d{1,2}\b", text)] == []
