"""Krippendorff's alpha over characters."""

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.qualitative import QualitativeProject, agreement
from pilots.qualitative.project import CODES, DOCUMENTS, SEGMENTS
from pilots.vocabulary import frame

SPAN = st.tuples(st.integers(0, 19), st.integers(1, 20)).map(lambda pair: (min(pair), max(pair) + 1))
CODING = st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), SPAN)


def project(codings, characters=20, others=()):
    """A project of codings (coder, code, (start, end)) in one document, and of others in a second."""
    rows = [("d1", *coding) for coding in codings] + [("d2", *coding) for coding in others]
    return QualitativeProject(
        documents=frame(DOCUMENTS, [{"document": d, "characters": characters} for d in ("d1", "d2")]),
        codes=frame(CODES, [{"code": code, "name": code.upper()} for code in "xy"]),
        segments=frame(
            SEGMENTS,
            [
                {
                    "segment": str(n),
                    "document": d,
                    "coder": who,
                    "code": code,
                    "start": span[0],
                    "end": span[1],
                }
                for n, (d, who, code, span) in enumerate(rows)
            ],
        ),
    )


def alphas(codings, **parts):
    return agreement(project(codings, **parts)).set_index("variable")


def test_perfect_agreement_is_one():
    assert alphas([("A", "x", (0, 5)), ("B", "x", (0, 5))])["estimate"].tolist() == [1.0, 1.0]


def test_alpha_equals_a_count_by_hand():
    result = alphas([("A", "x", (0, 10)), ("B", "x", (5, 10))])
    by_hand = np.zeros((2, 20))
    by_hand[0, :10] = by_hand[1, 5:10] = 1
    assert result.loc["X", "estimate"] == pytest.approx(krippendorff.alpha(by_hand, level_of_measurement="nominal"))


def test_one_single_value_is_not_defined_and_says_so():
    result = alphas([("A", "x", (0, 20)), ("B", "x", (0, 20))]).loc["X"]
    assert np.isnan(result["estimate"])
    assert "not defined" in result["method"]


def test_a_document_that_one_coder_left_out_is_missing_not_uncoded():
    codings = [("A", "x", (0, 5)), ("B", "x", (0, 5))]
    result = alphas(codings, others=[("A", "x", (0, 9))]).loc["X"]
    assert (result["estimate"], result["n"], result["n_missing"]) == (1.0, 20, 20)


def test_without_two_coders_there_is_no_agreement():
    assert agreement(project([("A", "x", (0, 5))])).empty


@given(st.lists(CODING, min_size=1, max_size=8))
def test_order_of_segments_and_names_of_coders_are_irrelevant(codings):
    renamed = [("B" if who == "A" else "A", code, span) for who, code, span in reversed(codings)]
    first, second = agreement(project(codings)), agreement(project(renamed))
    assert first["estimate"].tolist() == pytest.approx(second["estimate"].tolist(), nan_ok=True)


def copies(number):
    """The same two codings in several documents."""
    rows = [(f"d{n}", who, span) for n in range(number) for who, span in (("A", (0, 10)), ("B", (0, 8)))]
    return QualitativeProject(
        documents=frame(DOCUMENTS, [{"document": f"d{n}", "characters": 20} for n in range(number)]),
        codes=frame(CODES, [{"code": "x", "name": "X"}]),
        segments=frame(
            SEGMENTS,
            [
                {"segment": str(n), "document": d, "coder": who, "code": "x", "start": span[0], "end": span[1]}
                for n, (d, who, span) in enumerate(rows)
            ],
        ),
    )


def test_documents_that_are_alike_leave_no_uncertainty():
    row = agreement(copies(5)).iloc[0]
    assert row["ci_low"] == pytest.approx(row["estimate"], abs=1e-12)
    assert row["ci_high"] == pytest.approx(row["estimate"], abs=1e-12)


def test_few_documents_give_no_interval():
    assert agreement(copies(4))["ci_low"].isna().all()
