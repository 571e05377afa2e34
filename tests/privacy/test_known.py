"""Known identifiers are found however they are written, and ordinary words are not."""

import base64
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.privacy import identifying
from pilots.privacy.identifying import Identifier, identifier
from pilots.privacy.known import Known

VALUES = {
    "name": [
        "Fatima El Amrani",
        "Jan Claes",
        "Roos Peeters",
        "Ilse D'Hondt",
        "Li Wei",
        "May Bakkers",
        "Müller",
        "محمد",
        "Олена Шевчук",
    ],
    "phone": ["+32 474 12 34 56"],
    "email": ["fatima.elamrani@example.org"],
    "code": ["OTG05", "J01", "R_iVEjVPXqGXFZ7qU", "R_cEuTGhCPBgKoqSj"],
    "birth": ["2011-03-04"],
    "ip": ["203.0.113.235"],
    "account": ["BE68 5390 0754 7034"],
    "address": ["Rijselstraat 12", "Rue des Tanneurs 12"],
    "case": ["ouder 1"],
}
KNOWN = Known(
    tuple(one for variable, values in VALUES.items() for value in values if (one := identifier(value, variable))),
    published=("Ann Peeters", "De Kleine Prins"),
    ordinary=frozenset({"ouders", "wij", "en", "de", "ander", "elke"}),
)
WRITTEN = [
    "Fatima El Amrani", "FATIMA EL AMRANI", "fatima el amrani", "Fàtïma Ël Ämrani", "Fаtimа El Аmrani", "El Amrani Fatima",
    "El Amrani, Fatima", "F. El Amrani", "El Amrani F.", "Fatima's mama", "Fatimake", "het Fatimadossier", "El-Amrani", "fatima_el_amrani",
    "FatimaElAmrani", "F a t i m a", "Fa\u00adti\u200bma", "Fatima\u00a0El Amrani", "F-a-t-i-m-a", "Fa-\ntima kwam", "met fatima mee",
    "interview_fatimaelamrani_2017.docx", "%46atima El Amrani", "F&#97;tima", "\\u0046atima", "Ｆａｔｉｍａ", "Jans fiets",
    "Claes zei", "Roos Peeters", "toen zei Roos iets", "D'Hondt", "Dhondt", "D’HONDT", "Wei Li",
    "0474 12 34 56", "0474/12.34.56", "0032474123456", "+32 (0)474-12-34-56", "0 4 7 4 1 2 3 4 5 6", "٠٤٧٤ ١٢ ٣٤ ٥٦",
    "fatima.elamrani@example.org", "fatima.elamrani (at) example [dot] org", "fatima elamrani at example dot org",
    "mailto:fatima.elamrani%40example.org", "https://x.org/fatima.elamrani", "OTG05", "otg-05", "code=OTG05", "(J01)",
    "R_iVEjVPXqGXFZ7qU", "4/3/2011", "4 maart 2011", "04.03.11", "20110304", "203.0.113.235", "BE68539007547034", "be68-5390-0754-7034",
    "Rijselstr. 12", "RIJSELSTRAAT 12", "Ouder 1 zei", "Rijselstraat nr. 12", "Rijselstraat 12b", "12, rue des Tanneurs", "O·T·G·0·5",
    "R_cEuTGhCPBgKoqSj", "toen zei محمد iets", "Olena Shevchuk", "mevrouw Mueller", "nul vier vierenzeventig twaalf drie vier vijf zes",
    "\u202einarmA lE amitaF\u202c", "46 61 74 69 6d 61".replace(" ", ""), "Fat=69ma", "\\0046 atima", "https://xn--mller-kva.be",
    "Fa\U000e0041tima", "Mu\u0308ller", "M%FCller", "ꜰᴀᴛɪᴍᴀ", "\\U00000046atima", "\\106\\141\\164\\151\\155\\141", "U+0046 U+0061tima",
    "46 61 74 69 6d 61", "0x46,0x61,0x74,0x69,0x6d,0x61", "70, 97, 116, 105, 109, 97", "01000110 01100001 01110100 01101001 01101101 01100001",
    "IZQXI2LNME======", "RgBhAHQAaQBtAGEA", "fig-x-RmF0aW1h", "H4sIAAAAAAACA3NLLMnMTQQAb5UshQYAAAA=", "F4t1ma", "F@tim@", "Fatimaaaa", "Фатима", "O474 I2 34 56",
    "kwam Fatimaken", "kwam El Amrani's", "de Fatima'nın", "metFatimamama", "kwam Claesova", "amitaF", "Sngvzn",
    "felamrani", "0474 en dan 12 en 34 56", "0474\n12 34\n56", "6543214740", "04741234562017", "0474 | 12 | 34 | 56",
    "OTG\n05", "O+T+G+0+5", "50GTO", "OTGO5", "203 0 113 235", "203.000.113.235", "3405804011", "235.113.0.203.in-addr.arpa",
    "🅕🅐🅣🅘🅜🅐", "\x1b[1mFa\x1b[0mtima",
]  # fmt: skip
CLEAN = [
    "Roos is een bloem en roos een kleur", "In May 2018 kwamen wij", "Peeters en De Kleine Prins", "Ann Peeters schreef het", "roos en wit",
    "ouder 1,5 keer", "ouders 12 van 34", "12", "0,474 12,34 56", "2011-03-05", "203.0.113.2", "het weiland", "jan. 2017", "janken",
    "Rijselstraat", "Rijselstraat 12bis", "nul vier of zes", "OTG", "J012", "tien, elf, twaalf", "een ander en de rest", "kaliber",
    "0 | 474 | 12,34 | 56", "203\n0\n1\n13235", "Jansen", "J\n0\n1", "staff\n12",
]  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN)
def test_an_identifier_is_found_however_it_is_written(text: str) -> None:
    assert KNOWN.find(f"Daar staat: {text} .")


@pytest.mark.parametrize("text", CLEAN)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not KNOWN.find(f"Daar staat: {text} .")


@pytest.mark.parametrize("write", [lambda text: base64.b64encode(text.encode()).decode(), quote])
@pytest.mark.parametrize("text", ["Fatima El Amrani", "0474 12 34 56", "OTG05x OTG05"])
def test_an_identifier_in_a_code_is_found(text: str, write) -> None:
    assert KNOWN.find(write(text))


def test_a_published_word_does_not_exempt_another_who_bears_it() -> None:
    assert [one.value for one in KNOWN.find("Roos Peeters en Ann Peeters")] == ["Roos Peeters"]


def test_who_may_be_published_as_a_whole_is_no_finding() -> None:
    known = Known(tuple(filter(None, [identifier("Ann Peeters", "name")])), published=("Ann Peeters",))
    assert not known.find("Ann Peeters")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz .,", max_size=40), st.sampled_from(["Fatima El Amrani", "OTG05"]))
def test_whatever_stands_around_it_hides_no_identifier(around: str, value: str) -> None:
    assert KNOWN.find(f"{around} {value} {around}")


@pytest.mark.parametrize(
    ("value", "variable"), [("12", "day"), ("LI", "code_mother"), ("3.12", "latitude"), ("x", "name")]
)
def test_what_is_many_peoples_is_no_identifier(value: str, variable: str) -> None:
    assert identifier(value, variable) is None


def test_a_place_before_a_number_with_decimals_is_no_code() -> None:
    known = Known((identifying.Identifier("machelen-3", "code"),))
    assert known.find("Landen en Machelen 3,05") == []
    assert known.find("Gezin machelen 3.")


@pytest.mark.parametrize("text", ["68 5390 0754 7034", "rekening 68539007547034."])
def test_a_bank_account_is_found_without_its_country(text: str) -> None:
    account = identifier("BE68 5390 0754 7034")
    assert account is not None
    assert Known((account,)).find(text)


@pytest.mark.parametrize("numbers", ["69 69 69 70 70 70 69 69", "101 69 70 69 32 40", "45 46 45 20 45 66 65 31"])
def test_a_column_of_numbers_spells_no_short_name(numbers: str) -> None:
    assert Known((Identifier("Efe", "name"),)).find(numbers) == []


@pytest.mark.parametrize(
    "numbers", [" ".join(str(ord(sign)) for sign in "Fatima"), "46 61 74 69 6d 61", "46\n41\n54\n49\n4d\n41"]
)
def test_numbers_that_spell_a_name_are_found(numbers: str) -> None:
    assert [one.value for one in Known((Identifier("Fatima", "name"),)).find(numbers)] == ["Fatima"]
