"""Reading REFI-QDA projects."""

import re
from zipfile import ZipFile

from pilots.qualitative.read import read_qdpx


def test_a_real_nvivo_project_is_read_whole(shared):
    path = shared / "data" / "qda-projects-masked" / "refi_nvivo_two_coders.qdpx"
    project = read_qdpx(path)
    with ZipFile(path) as archive:
        xml = archive.read("project.qde").decode("utf-8-sig")
    count = {tag: len(re.findall(rf"<{tag}[ >]", xml)) for tag in ("TextSource", "Code", "Coding")}
    assert (len(project.documents), len(project.codes), len(project.segments)) == tuple(count.values())
    coders = set(re.findall(r'<Coding guid="[^"]+" creatingUser="([^"]+)"', xml))
    markers = set(re.findall(r'<PlainTextSelection[^>]+creatingUser="([^"]+)"', xml))
    assert (len(project.coders), project.segments["selected_by"].nunique()) == (len(coders), len(markers)) == (1, 2)


def test_nvivo_counts_utf16_units_which_is_corrected(shared):
    project = read_qdpx(shared / "data" / "qda-projects-masked" / "refi_nvivo_two_coders.qdpx")
    rows = project.segments[["document", "start", "end"]].itertuples(index=False)
    passages = [(project.texts[document], start, end) for document, start, end in rows]
    whole = sum(
        not (text[end - 1 : end + 1].isalnum() or text[start - 1 : start + 1].isalnum())
        for text, start, end in passages
    )
    assert whole >= 0.9 * len(passages)


def test_coder_is_who_made_the_coding(small):
    first = small.segments.set_index("segment").loc["g1"]
    assert (first["coder"], first["selected_by"]) == ("An", "Bo")


def test_byte_order_mark_is_no_character(small):
    segment = small.segments.set_index("segment").loc["g1"]
    assert small.texts["d1"][segment["start"] : segment["end"]] == "hallo"


def test_text_may_stand_in_the_xml(small):
    segment = small.segments.set_index("segment").loc["g3"]
    assert small.texts["d2"][segment["start"] : segment["end"]] == "met"


def test_missing_texts_are_missing_not_fatal(small):
    assert small.documents["characters"].isna().tolist() == [False, False, True]
    assert "d3" not in small.texts


def test_cases_have_their_variables(small):
    mother = small.cases.set_index("case").loc["k1"]
    assert (mother["group"], mother["document"], mother["part"]) == ("parents", "d1", "whole")


def test_segments_belong_to_the_case_of_the_passage_or_the_document(small):
    cases = small.segments.set_index("segment")["case"]
    assert cases["g1"] == "k1"
    assert cases["g4"] == "k2"
    assert cases[["g3", "g5"]].isna().all()


def test_language_and_phase_come_from_document_or_case(small):
    assert small.documents["language"].tolist() == ["nl", "", ""]
    assert small.documents["phase"].tolist() == ["1", "3", ""]


def test_codes_form_a_tree(small):
    assert small.codes["path"].tolist() == ["Welcome", "Welcome > Coffee", "Language"]


def test_a_code_for_a_whole_document_has_no_position(small):
    assert small.segments.set_index("segment").loc[["g5"], ["start", "end"]].isna().all(axis=None)
