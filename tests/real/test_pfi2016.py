"""A real survey of 11,344 parents from end to end, against values computed here with pandas alone."""

from math import exp, lgamma, log, sqrt

import numpy as np
import pandas as pd
import pytest

from pilots import survey
from pilots.survey.comparisons import compare_within
from pilots.survey.summary import agreement_shares, likert, reliability

from .conftest import RAW
from .write_codebook import HOME, SCALES, SCHOOL, WORKBOOK, write

PEOPLE = 11_344
ITEMS = {"school_involvement": list(SCHOOL), "home_involvement": list(HOME)}


@pytest.fixture(scope="module")
def surveys(pfi):
    return survey.load_all(pfi)


@pytest.fixture(scope="module")
def raw(shared):
    return pd.read_csv(shared / "data" / "parents-pfi2016" / "df_pi.csv")


def hedges_g(first, second):
    df = len(first) + len(second) - 2
    pooled = sqrt(
        ((first**2).sum() - len(first) * first.mean() ** 2 + (second**2).sum() - len(second) * second.mean() ** 2) / df
    )
    return exp(lgamma(df / 2) - log(df / 2) / 2 - lgamma((df - 1) / 2)) * (first.mean() - second.mean()) / pooled


def test_the_codebook_is_what_its_script_writes(tmp_path):
    write(tmp_path / "parents.xlsx")
    assert (tmp_path / "parents.xlsx").read_bytes() == WORKBOOK.read_bytes()


def test_the_answers_are_read_where_they_lie(shared):
    description = (RAW / "raw" / "pfi2016" / "pilot.toml").read_text(encoding="utf-8")
    assert "../../../../../../shared/data/parents-pfi2016/df_pi.csv" in description
    assert (RAW / "raw" / "pfi2016" / "../../../../../../shared").resolve() == shared.resolve()


def test_nobody_is_lost_and_no_code_changes(surveys, raw):
    answers = surveys["parents"].responses
    assert len(answers) == PEOPLE
    for item in ("SEENJOY", "SEGRADES", *SCHOOL, *HOME):
        assert answers[item].astype("int64").tolist() == raw[item].tolist()


def test_weights_keep_every_digit(surveys, raw):
    assert surveys["parents"].numbers(["FPWT"])["FPWT"].tolist() == raw["FPWT"].tolist()


@pytest.mark.parametrize("scale", SCALES)
def test_reliability_is_cronbachs_formula(surveys, raw, scale):
    covariance = np.cov(raw[ITEMS[scale]].to_numpy(), rowvar=False)
    k = len(covariance)
    expected = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    found = reliability(surveys, wave=0).set_index(["variable", "statistic"]).loc[(scale, "cronbach_alpha")]
    assert (found["n"], found["n_missing"]) == (PEOPLE, 0)
    assert found["estimate"] == pytest.approx(expected, rel=1e-9)
    assert found["ci_low"] < expected < found["ci_high"]


@pytest.fixture(scope="module")
def within(surveys):
    return compare_within(surveys, wave=0).set_index(["variable", "group", "statistic"])


@pytest.mark.parametrize("by", ["SEGRADES", "SEENJOY"])
@pytest.mark.parametrize("scale", SCALES)
def test_means_of_groups_are_those_of_the_file(within, raw, scale, by):
    scores = raw[ITEMS[scale]].mean(axis=1)
    for code, group in scores.groupby(raw[by]):
        found = within.loc[(f"parents.{scale}", f"{by}/{code}", "mean")]
        assert (found["estimate"], found["n"]) == (pytest.approx(group.mean(), rel=1e-9), len(group))


@pytest.mark.parametrize("by", ["SEGRADES", "SEENJOY"])
@pytest.mark.parametrize("scale", SCALES)
def test_differences_between_groups_are_those_of_the_file(within, raw, scale, by):
    scores = dict(list(raw[ITEMS[scale]].mean(axis=1).groupby(raw[by])))
    pairs = [(a, b) for a in scores for b in scores if a < b]
    assert len(pairs) == 6
    for a, b in pairs:
        found = within.loc[(f"parents.{scale}", f"{by}/{a} - {by}/{b}", "hedges_g")]
        expected = hedges_g(scores[a], scores[b])
        assert found["estimate"] == pytest.approx(expected, rel=1e-9)
        assert found["ci_low"] < expected < found["ci_high"]


def test_parents_of_pupils_with_better_grades_take_part_more_at_school(within):
    found = within.loc[("parents.school_involvement", "SEGRADES/1 - SEGRADES/4", "hedges_g")]
    assert found["ci_low"] > 0
    assert found["p_adjusted"] < 0.001


def test_shares_who_did_something_are_those_of_the_file(surveys, raw):
    found = agreement_shares(surveys, wave=0).set_index("variable")["estimate"]
    expected = (raw[[*SCHOOL, *HOME]] == 2).mean()
    assert found.to_dict() == pytest.approx(expected.to_dict(), rel=1e-12)


def test_counts_of_answers_are_those_of_the_file(surveys, raw):
    counts = likert(surveys, wave=0).set_index(["variable", "code"])["n"]
    assert all(counts[(item, str(code))] == (raw[item] == code).sum() for item in (*SCHOOL, *HOME) for code in (1, 2))
