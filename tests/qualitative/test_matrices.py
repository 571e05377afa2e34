"""Cases by code and shares by group, against counting by hand."""

import pytest
from hypothesis import given, settings
from scipy.stats import binomtest
from tests.qualitative.projects import TEXT, project, projects, rows

from pilots.errors import PilotsError
from pilots.qualitative import case_codes, code_attributes, themes
from pilots.qualitative.matrices import attribute_values


@settings(max_examples=10)
@given(projects())
def test_a_case_has_the_codes_a_reader_finds(project):
    found = case_codes(project)
    expected = {(row["unit"], code) for row in rows(project) for code in row["codes"]}
    ids = dict(zip(found.columns, case_order(project), strict=True))
    assert {(unit, ids[path]) for unit in found.index for path in found.columns if found.loc[unit, path]} == expected


@settings(max_examples=10)
@given(projects())
def test_mentions_count_every_coding(project):
    codings = rows(project)
    for by, owner in (("case", "unit"), ("document", "document")):
        found = case_codes(project, count="mentions", by=by)
        for code, (_, column) in zip(case_order(project), found.items(), strict=True):
            assert column.to_dict() == {
                unit: sum(unit == row[owner] and code in row["codes"] for row in codings) for unit in found.index
            }


@settings(max_examples=10)
@given(projects())
def test_characters_count_once(project):
    found = case_codes(project, count="characters")
    marked = {
        (row["unit"], code, row["document"], at) for row in rows(project) for code in row["codes"] for at in places(row)
    }
    for code, (_, column) in zip(case_order(project), found.items(), strict=True):
        assert column.to_dict() == {
            unit: len({mark for mark in marked if mark[:2] == (unit, code)}) for unit in found.index
        }


@settings(max_examples=10)
@given(projects())
def test_the_matrix_adds_up_to_the_themes(project):
    counted = themes(project)
    assert case_codes(project).sum().tolist() == counted["cases"].tolist()


@settings(max_examples=10)
@given(projects())
def test_shares_by_group_are_those_of_a_reader(project):
    values = attribute_values(project, "group")
    codings = rows(project)
    names = dict(zip(project.codes["name"], project.codes["code"], strict=True))
    for _, row in code_attributes(project, "group").iterrows():
        own = set(values.index) if row["group"] == "all" else set(values.index[values == row["group"]])
        cases = {coding["unit"] for coding in codings if names[row["variable"]] in coding["codes"]} & own
        interval = binomtest(len(cases), len(own)).proportion_ci(method="wilson")
        assert (row["n"], row["estimate"]) == (len(own), pytest.approx(len(cases) / len(own)))
        assert (row["ci_low"], row["ci_high"]) == pytest.approx((interval.low, interval.high), abs=1e-12)


def test_what_a_case_says_goes_before_its_documents():
    made = project([None], 3, [(0, 0, "whole"), (1, 1, "whole")], [])
    spoken = made.cases.assign(language=["ar", None])
    made = type(made)(made.documents, spoken, made.codes, made.segments)
    assert attribute_values(made, "language").to_dict() == {"k0": "ar", "k1": "fr", "d2": "nl"}


def test_a_case_with_different_documents_has_no_value():
    made = project([None], 2, [(0, 0, "whole"), (0, 1, "whole")], [])
    assert attribute_values(made, "phase").isna().all()


def test_unknown_values_are_counted():
    made = project([None], 3, [(0, 0, "whole"), (1, 1, "whole")], [(0, 0, 0, 0, 2)])
    found = code_attributes(made, "group")
    assert found[["group", "n", "n_missing"]].to_numpy().tolist() == [["all", 3, 1], ["g0", 1, 0], ["g1", 1, 0]]


def test_languages_are_groups_that_readers_know():
    made = project([None], 2, [], [(0, 0, 0, 0, 2)])
    assert code_attributes(made, "language")["group"].tolist() == ["all", "language/fr", "language/nl"]


def test_a_slash_in_a_name_makes_no_option():
    made = project([None], 1, [], [])
    made.codes["name"] = "taal/cultuur"
    assert "/" not in code_attributes(made, "language")["variable"].iloc[0]


@pytest.mark.parametrize(("call", "message"), [
    (lambda made: case_codes(made, count="words"), "no way to count"),
    (lambda made: case_codes(made, by="site"), "can't be counted"),
    (lambda made: code_attributes(made, "grup"), "Did you mean 'group'"),
    (lambda made: code_attributes(made, "group", codes=["code 8"]), "holds no code"),
])  # fmt: skip
def test_what_is_not_there_is_told(call, message):
    with pytest.raises(PilotsError) as error:
        call(project([None], 1, [(0, 0, "whole")], []))
    assert message in str(error.value)


def places(row):
    whole = str(row["start"]) in ("<NA>", "None", "nan")
    return range(len(TEXT)) if whole else range(int(row["start"]), int(row["end"]))


def case_order(project):
    return themes(project)["code"].tolist()


def test_a_passage_ends_with_its_document():
    made = project([None], 1, [], [(0, 0, 0, 5, 500)])
    assert case_codes(made, count="characters").iloc[0, 0] == len(TEXT) - 5
