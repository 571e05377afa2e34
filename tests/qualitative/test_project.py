"""The noun: phases, units, merging."""

from pathlib import Path

from pilots.qualitative import QualitativeProject, merge
from pilots.qualitative.project import DETAILS, DOCUMENTS, LINKS, NOTES, SEGMENTS, SELECTIONS, SETS, USERS
from pilots.vocabulary import frame


def test_a_phase_holds_its_documents_only(small):
    assert small.at(3).documents["document"].tolist() == ["d2"]
    assert set(small.at(3).segments["document"]) == {"d2"}


def test_without_phases_every_phase_is_all(small):
    unknown = QualitativeProject(documents=small.documents.assign(phase=""), segments=small.segments)
    assert unknown.at(2) is unknown


def test_cases_and_caseless_documents_are_units(small):
    assert small.all_units() == ["k1", "k2", "d2", "d3"]


def test_every_segment_has_a_unit_that_counts(small):
    assert set(small.units()) <= set(small.all_units())


def test_merging_a_project_with_itself_changes_nothing(small):
    both = merge([small, small])
    assert (len(both.segments), len(both.documents), len(both.codes), len(both.cases)) == (5, 3, 3, 2)


def test_merging_nothing_is_empty():
    assert merge([]).documents.empty


def test_a_phase_keeps_what_is_about_its_documents_only():
    rich = _rich()
    first = rich.at(1)
    assert first.selections["selection"].tolist() == ["s1"]
    assert first.notes["note"].tolist() == ["n1", "n3"]
    assert first.sets["member"].tolist() == ["d1"]
    assert (len(first.links), len(first.details), sorted(first.files)) == (0, 1, ["a.jpg"])


def test_merging_keeps_what_only_one_holds():
    rich = _rich()
    both = merge([rich, QualitativeProject(users=frame(USERS, [{"user": "u2", "coder": "Bo"}]))])
    assert both.users["coder"].tolist() == ["An", "Bo"]
    for name in ("selections", "notes", "sets", "links", "details"):
        assert len(getattr(both, name)) == len(getattr(rich, name)), name


def _rich():
    return QualitativeProject(
        documents=frame(
            DOCUMENTS,
            [
                {"document": "d1", "phase": "1", "path": "internal://a.jpg"},
                {"document": "d2", "phase": "2", "path": "internal://b.jpg"},
            ],
        ),
        segments=frame(SEGMENTS, [{"segment": "g1", "document": "d2", "selection": "s2"}]),
        users=frame(USERS, [{"user": "u1", "coder": "An"}]),
        selections=frame(SELECTIONS, [{"selection": "s1", "document": "d1"}, {"selection": "s2", "document": "d2"}]),
        notes=frame(NOTES, [{"note": "n1", "about": "s1"}, {"note": "n2", "about": "g1"}, {"note": "n3"}]),
        sets=frame(SETS, [{"set": "t1", "member": "d1"}, {"set": "t1", "member": "d2"}]),
        links=frame(LINKS, [{"link": "l1", "origin": "s1", "target": "s2"}]),
        details=frame(DETAILS, [{"owner": "d2", "name": "a"}, {"owner": "", "name": "name"}]),
        files={"a.jpg": (Path("a.jpg"), ""), "b.jpg": (Path("b.jpg"), "")},
    )


def test_a_project_shows_how_much_it_holds_and_no_names(small):
    assert repr(small) == "QualitativeProject(documents=3, codes=3, segments=5, cases=2, coders=2)"
