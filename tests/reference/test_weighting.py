"""Our weights against those of the R package survey (../shared/oracle/oracle.json)."""

import pandas as pd
import pytest

from pilots.statistics.weighting import poststratify, rake, trim_weights


def test_raking_with_base_weights_is_that_of_survey(oracle):
    record = oracle["svy.rake.inline12.baseweights"]
    margins = {"sx": {"F": 50, "M": 50}, "ag": {"o": 60, "y": 40}, "rg": {"a": 40, "b": 35, "c": 25}}
    found = rake(pd.DataFrame(record["data"]), margins, weights="bw")
    assert found.weights.tolist() == pytest.approx(record["result"]["weights"], rel=1e-8)
    assert found.design_effect == pytest.approx(record["result"]["kish_deff"], rel=1e-8)


STUDENTS = (39, 10, 10, 1, 50, 8, 47, 18, 8, 4, 34, 6)
"""Respondents of MASS::survey, complete on three answers, by the cells of svy.rake.mass_survey.3 in their order."""


def rows(columns, counts):
    """A row a respondent from a table of counts."""
    return pd.DataFrame([cell for cell, n in counts.items() for _ in range(n)], columns=columns)


def test_raking_to_shares_is_that_of_survey(oracle):
    result = oracle["svy.rake.mass_survey.3"]["result"]
    columns = ["Sex", "Exer", "Smoke2"]
    counts = dict(zip([tuple(cell[:3]) for cell in result["cells"]], STUDENTS, strict=True))
    margins = {
        "Sex": {"Female": 0.55, "Male": 0.45},
        "Exer": {"Freq": 0.35, "None": 0.2, "Some": 0.45},
        "Smoke2": {"Never": 0.75, "Some": 0.25},
    }
    data = rows(columns, counts)
    found = rake(data, margins)
    weights = {tuple(cell[:3]): cell[3] for cell in result["cells"]}
    assert len(data) == result["n"]
    assert found.weights.tolist() == pytest.approx([weights[row] for row in zip(*data.T.values, strict=True)], rel=1e-8)
    assert found.effective_n == pytest.approx(result["n_eff"], rel=1e-8)
    assert found.design_effect == pytest.approx(result["kish_deff"], rel=1e-8)


SCHOOLS = {
    ("No", "E"): 12, ("No", "H"): 3, ("No", "M"): 8, ("Yes", "E"): 132, ("Yes", "H"): 11, ("Yes", "M"): 17,
}  # fmt: skip
"""Schools of apiclus1 by sch.wide and stype: the weighted table of svy.raoscott.apiclus1 over the one base weight."""
STYPE, WIDE = {"E": 4421, "H": 755, "M": 1018}, {"No": 1072, "Yes": 5122}


def schools(oracle):
    table = oracle["svy.raoscott.apiclus1"]["result"]["weighted_table"]["values"]
    assert [n * 33.847 for n in SCHOOLS.values()] == pytest.approx([cell for row in table for cell in row], rel=1e-5)
    return rows(["wide", "stype"], SCHOOLS)


def test_post_stratifying_is_that_of_survey(oracle):
    result = oracle["svy.adjust.apiclus1"]["result"]["poststrat"]
    found = poststratify(schools(oracle), "stype", STYPE).weights
    assert [found.min(), found.max()] == pytest.approx(result["weights_range"], rel=1e-12)
    assert (found**2).sum() == pytest.approx(result["weights_sumsq"], rel=1e-12)


def test_raking_to_counts_is_that_of_survey(oracle):
    result = oracle["svy.rake.apiclus1.tight"]["result"]
    found = rake(schools(oracle), {"stype": STYPE, "wide": WIDE})
    assert [found.weights.min(), found.weights.max()] == pytest.approx(result["weights_range"], rel=1e-9)
    assert found.design_effect == pytest.approx(result["kish_deff"], rel=1e-9)
    assert set(found.weights.round(6)) >= set(pd.Series(result["weights_first20"]).round(6))


def test_raking_and_trimming_loosely_are_those_of_survey(oracle):
    result = oracle["svy.adjust.apiclus1"]["result"]
    raked = rake(schools(oracle), {"stype": STYPE, "wide": WIDE}, tolerance=1e-5).weights
    trimmed = trim_weights(raked, lower=20, upper=45)
    for found, name in ((raked, "rake"), (trimmed, "trim_upper45_lower20_on_rake")):
        assert [found.min(), found.max()] == pytest.approx(result[name]["weights_range"], rel=1e-12)
        assert (found**2).sum() == pytest.approx(result[name]["weights_sumsq"], rel=1e-12)
