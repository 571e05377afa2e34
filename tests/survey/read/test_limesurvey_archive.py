"""LimeSurvey's archive: responses, times and participants with the structure; and what is not what it seems."""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pytest
from tests.survey.read.limesurvey_writer import cells, document, lsa, lss

from pilots.errors import ReadError
from pilots.survey.coding import code_answers
from pilots.survey.headings import match_headings
from pilots.survey.read import Reading, read_survey
from pilots.survey.read.limesurvey import archive as limits


@pytest.fixture
def archive(tmp_path: Path) -> Reading:
    return read_survey(lsa(tmp_path / "survey.lsa"))


def test_responses_are_read_with_their_codes(archive: Reading) -> None:
    asked = [cell for cell in cells() if cell.code != "intro"]
    assert archive.responses.iloc[0][[cell.code for cell in asked]].fillna("").tolist() == [c.value for c in asked]
    assert archive.responses.index.tolist() == [1, 2]
    assert archive.sign.startswith("a LimeSurvey archive with the structure, responses, timings, tokens")


def test_the_codebook_fits_an_archive(archive: Reading) -> None:
    match = match_headings(archive, archive.codebook, 0, archive.path)
    answers = code_answers(archive, match, archive.codebook, 0)
    assert [*match.problems, *answers.problems] == []
    assert answers.answers.loc[1, ["why/a", "why/b", "why/other", "dual_SQ1_2"]].tolist() == ["1", "0", "1", "B1"]


def test_null_was_not_shown_and_empty_was_skipped(archive: Reading) -> None:
    missing = archive.missing.loc[archive.missing["reason"] == "not asked"]
    assert set(missing["respondent_id"]) == {"2"}
    assert {"child", "why[a]", "order[1]"} <= set(missing["variable"])
    assert not {"age", "born", "parts[SQ1]", "file"} & set(missing["variable"])


def test_times_and_participants_are_joined(archive: Reading) -> None:
    first = archive.responses.iloc[0]
    assert first[["seconds", "groupTime7", "childTime"]].tolist() == ["61.5", "60", "5.25"]
    assert archive.of_kind("identifier") == ["token", "first_name", "last_name", "recipient_email"]
    assert first[["first_name", "attribute_1"]].tolist() == ["An", "1A"]
    assert pd.isna(archive.responses.at[2, "first_name"])


def test_participants_of_an_anonymous_survey_stay_out(tmp_path: Path) -> None:
    reading = read_survey(lsa(tmp_path / "survey.lsa", anonymous=True))
    assert "first_name" not in reading.responses
    assert "participants left out" in [remark.kind for remark in reading.remarks]


def test_responses_out_of_an_archive(tmp_path: Path) -> None:
    with ZipFile(lsa(tmp_path / "survey.lsa")) as packed:
        (tmp_path / "r.lsr").write_bytes(packed.read("survey_123456_responses.lsr"))
    (tmp_path / "survey.lss").write_text(lss(), encoding="utf-8")
    assert read_survey(tmp_path / "r.lsr").responses.shape[0] == 2
    assert "why" in read_survey(tmp_path / "r.lsr", structure=tmp_path / "survey.lss").codebook.variables.index


def test_an_archive_without_responses_is_a_structure(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "survey.lsa", "w") as packed:
        packed.writestr("survey.lss", lss())
    assert len(read_survey(tmp_path / "survey.lsa").responses) == 0


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as packed:
        packed.writestr("survey.lss", b"<document>" + b" " * 20_000_000 + b"</document>")
    return buffer.getvalue()


def _locked() -> bytes:
    buffer = io.BytesIO()
    with ZipFile(buffer, "w") as packed:
        packed.writestr("survey.lss", lss())
    content = bytearray(buffer.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    return bytes(content)


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><document><LimeSurveyDocType>&b;</LimeSurveyDocType></document>'
HOSTILE = {
    "bomb.lsa": (_bomb(), "zip bomb"),
    "locked.lsa": (_locked(), "damaged"),
    "none.lsa": (b"PK\x03\x04 and no more", "no archive"),
    "cut.lss": (lss().encode()[:5000], "cut off"),
    "entities.lss": (ENTITIES.encode(), "declares entities"),
    "letters.lss": (b'<?xml version="1.0" encoding="klingon"?><document/>', "letters|damaged"),
    "other.lss": (b"<html><body/></html>", "no structure of LimeSurvey"),
    "empty.lss": (document("Survey", {}).encode(), "no questions"),
    "empty.lsr": (document("Responses", {}).encode(), "no responses"),
    "deep.lss": (b"<document>" + b"<a>" * 50_000 + b"</a>" * 50_000 + b"</document>", "no questions"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_can_not_be_trusted_is_refused(tmp_path: Path, name: str) -> None:
    content, what = HOSTILE[name]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=what):
        read_survey(tmp_path / name)


def test_a_member_that_lies_about_its_size_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    with pytest.raises(ReadError, match="zip bomb"):
        read_survey(lsa(tmp_path / "survey.lsa"))
