"""Where coders differ."""

from dataclasses import replace

import pytest

from pilots.qualitative.coding import disagreements, read_copies
from pilots.qualitative.project import QualitativeProject


def said(project: QualitativeProject) -> list[tuple[int, list[str], dict[str, list[str]]]]:
    """Start, what all gave and what each gave beyond that, unit by unit."""
    names = dict(zip(project.codes["code"], project.codes["name"], strict=True))
    rows = disagreements(project)[["start", "agreed", "given"]].itertuples(index=False)
    return [
        (start, [names[c] for c in agreed], {coder: [names[c] for c in codes] for coder, codes in given.items()})
        for start, agreed, given in rows
    ]


def test_units_that_coders_coded_differently_are_listed_in_order(coded):
    assert said(coded) == [
        (0, ["Welkom"], {"AN": ["Onthaal"]}),
        (21, ["Koffie"], {"BO": ["Welkom"]}),
        (42, [], {"AN": ["Taal"]}),
        (0, [], {"AN": ["Koffie"]}),
        (18, [], {"BO": ["Taal"]}),
    ]


def test_what_all_gave_needs_no_decision(talks, fill):
    both = [fill(coder, {0: ["Taal"], 1: ["Koffie", "Taal"]}) for coder in ("AN", "BO")]
    assert disagreements(read_copies(talks, both)).empty


def test_who_coded_nothing_in_a_document_did_not_judge_it(talks, fill):
    project = read_copies(talks, [fill("AN", {0: ["Taal"], 3: ["Taal"]}), fill("BO", {0: ["Taal"]})])
    assert disagreements(project).empty


def test_of_three_coders_all_must_agree(talks, fill):
    project = read_copies(
        talks, [fill(c, {0: ["Taal", *more]}) for c, more in (("A", ["Koffie"]), ("B", ["Koffie"]), ("C", []))]
    )
    assert said(project) == [(0, ["Taal"], {"A": ["Koffie"], "B": ["Koffie"]})]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_segments_does_not_matter(coded, order):
    turned = replace(coded, segments=coded.segments.iloc[::order])
    assert disagreements(turned)[["unit", "fingerprint"]].equals(disagreements(coded)[["unit", "fingerprint"]])


def test_segments_without_a_coder_are_not_compared(coded):
    nobody = replace(
        coded, segments=coded.segments.assign(coder=coded.segments["coder"].where(coded.segments["coder"] == "AN"))
    )
    assert disagreements(nobody).empty


def test_codings_of_whole_documents_are_compared_too(coded):
    whole = coded.segments.assign(start=None, end=None, selection=None)
    found = disagreements(replace(coded, segments=whole.astype(coded.segments.dtypes)))
    assert found["document"].tolist() == coded.documents["document"].tolist()
