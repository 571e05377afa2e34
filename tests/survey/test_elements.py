from dataclasses import replace

import pytest

from pilots import survey
from pilots.survey import Survey


@pytest.fixture
def named(parents: Survey) -> Survey:
    scales = parents.codebook.scales.assign(frameworks=[("involvement.trust",)])
    return replace(parents, codebook=replace(parents.codebook, scales=scales), scores=parents.scores.assign(wave=0))


def test_a_scale_stands_with_its_element_and_what_that_is_part_of(named: Survey) -> None:
    rows = survey.by_element({"parents": named})
    assert rows.groupby("element")["n"].apply(list).to_dict() == {
        "involvement.conditions": [3, 20],
        "involvement.trust": [3, 20],
    }


def test_who_gave_no_score_is_missing(named: Survey) -> None:
    some = replace(named, scores=named.scores.assign(climate=named.scores["climate"].where(named.scores.index > 4)))
    rows = survey.by_element({"parents": some}).query("element == 'involvement.trust'").set_index("site")
    assert rows.loc["vlam", ["n", "n_missing", "mean"]].tolist() == [15, 5, 2.0]


def test_a_school_where_nobody_scored_has_no_mean(named: Survey) -> None:
    empty = replace(named, scores=named.scores.assign(climate=float("nan")))
    assert survey.by_element({"parents": empty})["mean"].isna().all()


def test_a_scale_without_element_is_not_in_it(parents: Survey) -> None:
    scales = parents.codebook.scales.assign(frameworks=[()])
    assert survey.by_element({"parents": replace(parents, codebook=replace(parents.codebook, scales=scales))}).empty
