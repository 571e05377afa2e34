"""Who spoke of what, and how much."""

from dataclasses import replace

import pytest

from pilots.errors import PilotsError
from pilots.mixed import intensity
from pilots.mixed.spoken import Spoken
from pilots.qualitative import QualitativeProject, themes
from pilots.qualitative.project import CODES, SEGMENTS
from pilots.vocabulary import frame

CODED = frame(
    SEGMENTS,
    [
        {"segment": "1", "document": "d1", "code": "c1", "start": 0, "end": 10},
        {"segment": "2", "document": "d1", "code": "c1", "start": 4, "end": 12},
        {"segment": "3", "document": "d1", "code": "c1", "start": 12, "end": 15},
        {"segment": "4", "document": "d2", "code": "c1", "start": 0, "end": 10},
        {"segment": "5", "document": "d2", "code": "c2"},
    ],
)


def test_cases_are_counted_as_everywhere(project):
    counted = themes(project)
    assert [len(Spoken(project).of([code])) for code in counted["code"]] == counted["cases"].tolist()
    assert set(counted["base"]) == {len(Spoken(project).cases)}


def test_a_case_with_any_of_some_codes_is_counted_once(project):
    spoken = Spoken(project)
    assert spoken.of(["Warm", "cold"]) == sorted({*spoken.of(["warm"]), *spoken.of(["c2"])})


def test_a_code_stands_for_those_under_it(project):
    tree = frame(CODES, [{"code": "top", "name": "School"}, *project.codes.assign(parent="top").to_dict("records")])
    assert Spoken(replace(project, codes=tree)).of(["School"]) == ["d1", "d2"]


def test_a_case_that_did_not_speak_of_it_has_nought(project):
    assert Spoken(project).flags(["cold"])["Cold"].to_dict() == {"d1": 0, "d2": 1, "d3": 0, "d4": 0}


def test_codes_of_one_name_are_told_apart_by_their_path(project):
    twice = project.codes.assign(name="Taal", path=["Thuis > Taal", "School > Taal"])
    assert Spoken(replace(project, codes=twice)).flags().columns.tolist() == ["Thuis > Taal", "School > Taal"]


def test_an_unknown_code_is_told(project):
    with pytest.raises(PilotsError, match="no code 'hot'"):
        Spoken(project).of(["hot"])


def test_passages_of_two_coders_that_overlap_are_one_mention(project):
    said = intensity(replace(project, segments=CODED, texts={"d1": "a b c d", "d2": "e f g h i j"}))
    assert said[["name", "cases", "mentions", "words"]].to_numpy().tolist() == [["Warm", 2, 3, 10], ["Cold", 1, 1, 10]]


def test_intensity_is_told_per_thousand_words(project):
    said = intensity(replace(project, segments=CODED, texts={"d1": "a b c d", "d2": "e f g h i j"}), ["warm"])
    assert said["per_1000"].tolist() == [300.0]


def test_without_texts_there_is_no_intensity(project):
    assert intensity(project)["per_1000"].isna().all()


def test_without_conversations_nobody_spoke():
    assert Spoken(QualitativeProject()).of(["warm"]) == []
