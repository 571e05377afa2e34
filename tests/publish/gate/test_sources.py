"""The raw data say who is in them: also where a code stands in several columns."""

from pilots.privacy.identifying import Identifier
from pilots.publish.gate.sources import identifiers

CODES = """respondent_id,variable,value,pseudonym
w0-7,code_mother,LI,p-0123456789abcdef
w0-7,code_day,06,p-1123456789abcdef
w0-7,code_town,AN,p-2123456789abcdef
w0-8,code_mother,HA,p-3123456789abcdef
"""


def test_a_code_in_several_columns_is_one_too(named) -> None:
    (named.keys / "staff.csv").write_text(CODES, encoding="utf-8")
    found = list(identifiers(named))
    assert Identifier("LI06AN", "code") in found
    assert not any(one.value in ("LI", "06", "HA") for one in found)


def test_a_name_in_two_columns_is_one_in_any_order(named) -> None:
    found = list(identifiers(named))
    assert {Identifier("Joris Peeters", "name"), Identifier("Peeters Joris", "name")} <= set(found)
