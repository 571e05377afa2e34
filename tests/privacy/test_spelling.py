"""Numbers in words, and names of other scripts in Latin letters."""

import pytest

from pilots.privacy.spelling import in_digits, latin


@pytest.mark.parametrize(
    "said",
    [
        "nul vier zeven acht drie drie twee een nul negen",
        "nul vier achtenzeventig drieendertig eenentwintig nul negen",
        "zero quatre soixante-dix-huit trente-trois vingt et un zero neuf",
        "zero four seventy-eight thirty-three twenty-one zero nine",
        "sifir dort yetmis sekiz otuz uc yirmi bir sifir dokuz",
    ],
)
def test_a_number_in_words_is_read_in_four_languages(said: str) -> None:
    assert in_digits(said).replace(" ", "") == "0478332109"


@pytest.mark.parametrize("said", ["een of twee van de drie", "deux fois sur trois", "vier, vijf en zes"])
def test_a_sentence_that_counts_stays_as_it_is(said: str) -> None:
    assert in_digits(said) == said


def test_names_of_other_scripts_have_a_latin_spelling() -> None:
    spelled = [list(latin(name)) for name in ("Шевчук", "Παπαδόπουλος", "Müller", "Ann")]
    assert spelled == [["shevchuk"], ["papadopoulos"], ["mueller"], []]
