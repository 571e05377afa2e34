"""Whether a scale is the same scale in every language, as it is published."""

import pytest

from pilots import tables
from pilots.vocabulary import estimates

VERDICT = {"variable": "parents.climate", "group": "language", "statistic": "comparability", "n": 20}
ITEM = {"variable": "parents.heard", "group": "language/nl - language/fr", "statistic": "dif", "estimate": 0.6, "n": 20}


@pytest.fixture
def shown(parents, pilot):
    def make(*rows, language="nl"):
        return tables.comparability(estimates(rows), {"parents": parents}, pilot, language=language)

    return make


@pytest.mark.parametrize(
    ("verdict", "said"), [("comparable", "hetzelfde"), ("not comparable", "niet hetzelfde"), ("cannot tell", "niet te zeggen")]
)  # fmt: skip
def test_the_verdict_is_told_in_words(shown, verdict, said):
    assert shown(VERDICT | {"method": verdict}).data["Hetzelfde in alle groepen"].tolist() == [said]


def test_the_question_that_differs_is_named_with_its_groups(shown):
    table = shown(VERDICT | {"method": "not comparable"}, ITEM)
    assert table.data["Vraag die anders beantwoord wordt"].tolist() == ["Men luistert naar mij (Nederlands − Frans)"]


def test_a_question_that_few_answered_is_not_named(shown):
    table = shown(VERDICT | {"method": "not comparable"}, ITEM | {"n": 4})
    assert table.data["Vraag die anders beantwoord wordt"].tolist() == ["–"]


def test_without_groups_it_says_so(shown):
    assert shown().empty_note == "Geen enkele schaal werd in meerdere talen of groepen beantwoord."
