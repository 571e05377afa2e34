"""The noun: phases, units, merging."""

from pilots.qualitative import QualitativeProject, merge


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
