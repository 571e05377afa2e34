from dataclasses import replace

from tests.qualitative.projects import project

from pilots import qualitative, tables


def spoken(*texts, languages=("nl",)):
    made = project([None], len(texts), [], [], languages=languages)
    return replace(made, texts={f"d{n}": text for n, text in enumerate(texts)})


def test_words_of_enough_conversations_are_shown(pilot):
    made = spoken(*["de kinderen spelen"] * 8, *["wij zingen"] * 8, "een schaap")
    data = tables.words(qualitative.word_counts(made), pilot).data
    assert data[["Taal", "Woord", "Gesprekken"]].to_numpy().tolist() == [
        ["Nederlands", word, "8 van 17"] for word in ("kinderen", "spelen", "zingen")
    ]


def test_names_are_not_shown(pilot):
    made = spoken(*["ik zag Zwaluwina met fatima in Menen"] * 8, *["wij"] * 8)
    shown = tables.words(qualitative.word_counts(made), pilot).data["Woord"].tolist()
    assert shown == ["menen", "zag"]


def test_a_word_that_nearly_all_use_is_not_shown(pilot):
    made = spoken(*["school"] * 14, "wij", "wij")
    assert tables.words(qualitative.word_counts(made), pilot).data.empty
