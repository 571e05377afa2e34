"""Nobody of the raw data is named in what leaves, wherever and however; clean reports pass."""

from typing import Any

import pytest

from pilots.privacy.counts import Count
from pilots.publish.gate.identifiers import by_form, identifiers
from pilots.publish.gate.leaving import collect

PLANTED = [
    "Fatima zei het.", "F. El Amrani zei het.", "<b>Fa</b>tima zei het.", "**Fa**tima zei het.", "Bel 0474/123456.", "J. Peeters",
    "Peeters Joris", "<!-- el amrani -->", '<i title="F001">x</i>', '<a href="mailto:iemand@example.org">x</a>', "[x](https://x.org/F%61tima)",
    '<img alt="x" src="data:image/svg+xml;base64,PHN2Zz48dGl0bGU+RmF0aW1hPC90aXRsZT48L3N2Zz4=">', "R_9zK3abcdEFG", "KVD keurde het goed",
    "BE68 5390 0754 7034", "93.05.18-223.61", "G12", '<i data-fatima="1">x</i>', "<x-fatima>x</x-fatima>", '<bdo dir="rtl">amitaF</bdo> zei het.',
    "Bel nul vier vierenzeventig twaalf drie vier vijf zes.",
]  # fmt: skip


@pytest.mark.parametrize("text", PLANTED)
def test_whoever_is_planted_in_the_prose_is_found(text: str, named, stepped) -> None:
    assert identifiers(collect(*stepped(text)), named)


def test_a_clean_report_passes(named, stepped) -> None:
    assert identifiers(collect(*stepped("An Peeters schreef dit voor VBS VLAM in Menen.")), named) == []


@pytest.mark.parametrize("part", ["caption", "alt", "notes", "columns", "rows"])
def test_whoever_is_planted_in_a_part_of_an_exhibit_is_found_there(part: str, named, stepped) -> None:
    nb, resources = stepped()
    blocks = [block for cell in nb.cells for block in cell.metadata["pilots"].get("blocks", []) if block["label"]]
    (block,) = blocks
    put: dict[str, Any] = {"rows": [["Fatima", "1"]], "columns": ["Fatima", "%"], "notes": ["Fatima"]}
    block["data"][part] = put.get(part, "Fatima")
    assert block["label"] in identifiers(collect(nb, resources), named)[0].where


def test_a_finding_never_says_what_stands_there(named, stepped) -> None:
    (found,) = identifiers(collect(*stepped("Fatima zei het.")), named)
    assert "atima" not in repr(found)


def test_a_finding_does_not_say_it_where_a_heading_does(named, stepped) -> None:
    nb, resources = stepped()
    (block,) = [part for cell in nb.cells for part in cell.metadata["pilots"].get("blocks", []) if part["label"]]
    block["data"] |= {"columns": ["Fatima", "%"], "rows": [["Joris", "1"]]}
    found = identifiers(collect(nb, resources), named)
    assert len({one.id for one in found}) == len(found)
    assert not any("Fatima" in one.where or "Joris" in one.where for one in found)


def test_whoever_is_in_a_count_is_found(named, stepped) -> None:
    nb, resources = stepped()
    (block,) = [part for cell in nb.cells for part in cell.metadata["pilots"].get("blocks", []) if part["label"]]
    block["counts"] = [Count("parents/0", {"who": "Fatima"}, 12, 12).to_json()]
    assert [one.where for one in identifiers(collect(nb, resources), named)]


def test_another_name_at_the_same_place_is_another_finding(named, stepped) -> None:
    first, second = (identifiers(collect(*stepped(text)), named)[0].mark for text in ("Fatima", "Joris"))
    assert first != second


def test_without_a_pilot_what_is_known_by_its_form_is_found(stepped) -> None:
    found = identifiers(collect(*stepped("Fatima, fatima@example.org")), None)
    assert [one.what for one in found] == ["an e-mail address stands in the prose"]


@pytest.mark.parametrize(
    "text", ["0,12 0,34 0,56 78", "2017-2018 2019", "n = 1 090 012 345", "@media print", "12.05.18-223.99", "a @ b"]
)
def test_numbers_of_a_report_are_no_telephone(text: str) -> None:
    assert by_form(text) == []
