import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from pilots.errors import PilotsError
from pilots.language import number, percent, pick, require, translate

SOURCES = sorted((Path(__file__).parents[1] / "src" / "pilots").rglob("*.py"))


def said_in(path: Path) -> set[str]:
    """English texts that a file hands to translate(...), say(...) or _table(...)."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in (
            "translate",
            "say",
        ):
            found |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return found


def catalogue(language: str) -> dict[str, str]:
    path = Path(__file__).parents[1] / "src" / "pilots" / "locales" / f"{language}.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_every_text_of_the_source_is_translated(language):
    texts = set().union(*map(said_in, SOURCES))
    assert sorted(texts - {text for text, said in catalogue(language).items() if said}) == []


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_a_translation_fills_in_the_same_values(language):
    wrong = {
        t
        for t, said in catalogue(language).items()
        if set(re.findall(r"\{\w+\}", t)) != set(re.findall(r"\{\w+\}", said))
    }
    assert wrong == set()


def test_values_are_filled_in():
    assert translate("{low} to {high}", "nl", low=1, high=2) == "1 tot 2"


def test_an_unknown_language_is_refused():
    with pytest.raises(PilotsError, match="There is: nl, fr, en"):
        require("de")


def test_what_rounds_to_zero_has_no_sign():
    assert number(-0.001, "nl", 2) == "0,00"


def test_missing_numbers_are_a_dash():
    assert (number(float("nan"), "nl"), percent(float("nan"), "fr")) == ("–", "–")


def test_a_label_falls_back_on_what_there_is():
    assert pick({"ar": "أهل"}, "nl") == "أهل"
