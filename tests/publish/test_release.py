"""Nothing is released that was not solved or signed by name with a reason; the record says so."""

import json
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from pilots.errors import PilotsError
from pilots.privacy.counts import Count
from pilots.publish import PilotsHTMLExporter, describe
from pilots.publish.gate.leaving import Told
from pilots.publish.gate.record import record_path, told_before, write_record
from pilots.publish.gate.signatures import SHEET, Held, signatures_path
from pilots.publish.release import as_text, release, release_table, unused, write_signatures
from pilots.workbook import Sheet, read_sheets, write


@pytest.fixture
def publish(pilot: Any) -> Any:
    """A function that releases a report of one paragraph."""

    def make(text: str) -> bytes:
        node = new_notebook(cells=[new_markdown_cell(f"# Verslag\n\n{text}", id="one")])
        describe(node, pilot, "nl")
        given = {"metadata": {"name": "1_context"}, "pilot": pilot}
        return release(pilot, "1_context.html", lambda: PilotsHTMLExporter().from_notebook_node(node, given))

    return make


def sign(pilot: Any, **filled: str | None) -> None:
    table = read_sheets(signatures_path(pilot))[SHEET].assign(**filled)
    write(signatures_path(pilot), [Sheet(SHEET, table)])


def test_a_clean_report_is_released_with_its_hash(publish: Any, pilot: Any) -> None:
    import hashlib

    page = publish("Alles is goed.")
    (file,) = json.loads(record_path(pilot).read_text())["files"].values()
    assert (file["published"], file["held"], file["findings"]) == (hashlib.sha256(page).hexdigest(), False, [])


def test_the_same_release_gives_the_same_record(publish: Any, pilot: Any) -> None:
    publish("Alles is goed.")
    before = record_path(pilot).read_bytes()
    publish("Alles is goed.")
    assert record_path(pilot).read_bytes() == before


def test_a_report_with_a_finding_is_held_back_and_the_command_named(publish: Any, pilot: Any) -> None:
    with pytest.raises(Held, match=r"1_context.ipynb, cell \d+: an e-mail address .* pilots release klein"):
        publish("Mail iemand@example.org.")
    assert "held back; findings open: 1" in as_text(pilot)
    assert "iemand" not in record_path(pilot).read_text()


def test_findings_stand_under_their_file_and_two_in_one_cell_read_apart(publish: Any, pilot: Any) -> None:
    with pytest.raises(Held):
        publish("Mail iemand@example.org of ander@example.org.")
    first, *others = as_text(pilot).splitlines()
    assert first == "1_context.html: held back; findings open: 2, signed: 0"
    assert [end for line in others for end in ("(1 of 2)", "(2 of 2)") if end in line] == ["(1 of 2)", "(2 of 2)"]
    assert len(set(others)) == 2


def test_what_was_signed_as_no_person_passes_and_is_told(publish: Any, pilot: Any) -> None:
    held(publish, pilot)
    sign(pilot, decision="no person", by="An Auteur", reason="een voorbeeldadres")
    assert b"iemand@example.org" in publish("Mail iemand@example.org.")
    assert release_table(pilot)[["decision", "by", "reason"]].to_numpy().tolist() == [
        ["no person", "An Auteur", "een voorbeeldadres"]
    ]


@pytest.mark.parametrize(
    ("filled", "message"),
    [
        ({"decision": "no person", "by": "An"}, "needs a name and a reason"),
        ({"decision": "no person", "reason": "mag"}, "needs a name and a reason"),
        ({"decision": "sign off", "by": "An", "reason": "mag"}, "can't be signed off"),
        ({"decision": "ok", "by": "An", "reason": "mag"}, "not known"),
    ],
)
def test_a_signature_that_is_none_is_refused(filled: dict[str, str], message: str, publish: Any, pilot: Any) -> None:
    held(publish, pilot)
    sign(pilot, **filled)
    with pytest.raises(PilotsError, match=message):
        publish("Mail iemand@example.org.")


def test_a_signature_is_for_one_value_only(publish: Any, pilot: Any) -> None:
    held(publish, pilot)
    sign(pilot, decision="no person", by="An Auteur", reason="een voorbeeldadres")
    with pytest.raises(Held):
        publish("Mail iemand.anders@example.org.")


def test_a_signature_whose_finding_is_gone_is_told(publish: Any, pilot: Any) -> None:
    held(publish, pilot)
    sign(pilot, decision="no person", by="An Auteur", reason="een voorbeeldadres")
    publish("Alles is goed.")
    assert len(unused(pilot)) == 1
    assert "this signature is not used" in as_text(pilot)


def test_what_was_filled_in_stays_when_the_workbook_is_written_again(publish: Any, pilot: Any) -> None:
    held(publish, pilot)
    sign(pilot, decision="solve", by="An")
    write_signatures(pilot)
    table = read_sheets(signatures_path(pilot))[SHEET]
    assert table[["decision", "by"]].to_numpy().tolist() == [["solve", "An"]]


def test_no_workbook_is_written_where_nothing_is_open(publish: Any, pilot: Any) -> None:
    publish("Alles is goed.")
    assert not write_signatures(pilot)


def test_a_spoilt_record_is_never_made_anew(publish: Any, pilot: Any) -> None:
    publish("Alles is goed.")
    record_path(pilot).write_text("{")
    with pytest.raises(PilotsError, match="the release record can't be read"):
        publish("Alles is goed.")


def test_a_report_that_did_not_go_through_its_gate_is_refused(pilot: Any) -> None:
    with pytest.raises(PilotsError, match="did not go through the gate"):
        release(pilot, "a.html", lambda: ("<p>x</p>", {"pilots": {"gated": ""}}))


def test_the_counts_of_other_reports_are_told(publish: Any, pilot: Any) -> None:
    publish("Alles is goed.")
    assert isinstance(told_before(pilot), list)
    assert told_before(pilot, "1_context") == []


def test_participants_are_told_nothing_beside_what_researchers_were_told(pilot: Any) -> None:
    told = [Told("", "fig-a", Count("p/0", {}, 30, 30))]
    write_record(pilot, "1_context.html", b"x", told=told, about={"report": "1_context", "edition": "researcher"})
    assert told_before(pilot, "1_context") == []
    assert [one.label for one in told_before(pilot, "1_context", "participant")] == ["fig-a"]


def held(publish: Any, pilot: Any) -> None:
    """Let the gate find something, and write the workbook."""
    with pytest.raises(Held):
        publish("Mail iemand@example.org.")
    write_signatures(pilot)
