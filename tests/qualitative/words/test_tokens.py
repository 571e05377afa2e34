"""Words in Dutch and French."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative.words.tokens import plain, stop_words, tokens


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "L’école n'est-ce pas", ["l'", "école", "n'", "est", "ce", "pas"]),
        ("fr", "aujourd’hui quelqu’un s'est-il levé", ["aujourd'hui", "quelqu'un", "s'", "est", "il", "levé"]),
        ("fr", "Y a-t-il jusqu'à la grand-mère ?", ["y", "a", "il", "jusqu'", "à", "la", "grand-mère"]),
        ("fr", "c'est-à-dire peut-être un rendez-vous", ["c'est-à-dire", "peut-être", "un", "rendez-vous"]),
        ("fr", "arc-en-ciel, celui-ci", ["arc-en-ciel", "celui", "ci"]),
        ("fr", "ma sœur, mon cœur", ["ma", "soeur", "mon", "coeur"]),
        ("nl", "'s Avonds en ’s morgens", ["'s", "avonds", "en", "'s", "morgens"]),
        ("nl", "auto's, zo'n foto’s van mama's", ["auto's", "zo'n", "foto's", "van", "mama's"]),
        ("nl", "ik heb 't één-op-één geleerd", ["ik", "heb", "'t", "één-op-één", "geleerd"]),
        ("nl", "3 kinderen, de 5de klas, 12u30", ["kinderen", "de", "klas"]),
        ("nl", "'koffie' en \"thee\" (melk)", ["koffie", "en", "thee", "melk"]),
        ("nl", "geïnteresseerd\u00adheid re\u0308e\u0308el", ["geïnteresseerdheid", "rëëel".replace("ëë", "ëë")]),
        ("", "L'école", ["l'école"]),
    ],
)
def test_words_are_those_of_a_reader(language, text, expected):
    if "re\u0308" in text:
        expected = ["geïnteresseerdheid", "rëëel"]
    assert [token.word for token in tokens(text, language)] == expected


@given(st.text(alphabet="abéœ'’- \n19st", max_size=40), st.sampled_from(["nl", "fr", ""]))
def test_a_word_stands_where_it_is_said_to_stand(text, language):
    found = list(tokens(text, language))
    assert all(plain(text[start:end]) == word for word, start, end in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.text(alphabet="abéœ' ", max_size=30))
def test_capitals_make_no_other_words(text):
    assert [t.word for t in tokens(text.upper(), "nl")] == [t.word for t in tokens(text, "nl")]


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "de het een niet maar ik wij 's één"), ("fr", "l' qu' le pas nous est aujourd'hui")]
)
def test_function_words_are_listed(language, words):
    assert set(words.split()) <= stop_words(language)


@pytest.mark.parametrize("language", ["nl", "fr"])
def test_listed_words_are_as_texts_give_them(language):
    for word in stop_words(language):
        assert plain(word) == word


@pytest.mark.parametrize(("language", "word"), [("nl", "school"), ("nl", "kind"), ("fr", "école"), ("fr", "enfant")])
def test_words_with_a_meaning_are_not_listed(language, word):
    assert word not in stop_words(language)
