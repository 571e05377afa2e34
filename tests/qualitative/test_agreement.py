"""Agreement of coders over characters, passages, sentences, paragraphs and documents."""

from collections.abc import Hashable

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilots.errors import PilotsError
from pilots.qualitative import QualitativeProject, agreement
from pilots.qualitative.project import CODES, DOCUMENTS, SEGMENTS
from pilots.vocabulary import frame

SPAN = st.tuples(st.integers(0, 19), st.integers(1, 20)).map(lambda pair: (min(pair), max(pair) + 1))
CODING = st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), SPAN)
TEXT = "Een zin. Nog een!\nTweede alinea."


def project(codings, *, characters=20, others=(), text="", codes=None):
    """A project of codings (coder, code, (start, end) or None) in one document, and of others in a second."""
    rows = [("d1", *coding) for coding in codings] + [("d2", *coding) for coding in others]
    book = codes or [{"code": code, "name": code.upper()} for code in "xyz"]
    segments = [
        {"segment": str(n), "document": d, "coder": who, "code": code}
        | ({} if span is None else {"start": span[0], "end": span[1]})
        for n, (d, who, code, span) in enumerate(rows)
    ]
    return QualitativeProject(
        documents=frame(DOCUMENTS, [{"document": d, "characters": len(text) or characters} for d in ("d1", "d2")]),
        codes=frame(CODES, book),
        segments=frame(SEGMENTS, segments),
        texts={"d1": text, "d2": text} if text else {},
    )


def told(found: pd.DataFrame, statistic: str = "krippendorff_alpha") -> pd.DataFrame:
    return found.loc[found["statistic"] == statistic].set_index("variable")


def alphas(codings, **parts):
    return told(agreement(project(codings, **parts)))


def by_name(found: pd.DataFrame) -> dict[Hashable, float]:
    return found["estimate"].to_dict()


def test_perfect_agreement_is_one():
    assert alphas([("A", "x", (0, 5)), ("B", "x", (0, 5))])["estimate"].tolist() == [1.0, 1.0]


def test_alpha_equals_a_count_by_hand():
    result = alphas([("A", "x", (0, 10)), ("B", "x", (5, 10))])
    by_hand = np.zeros((2, 20))
    by_hand[0, :10] = by_hand[1, 5:10] = 1
    assert result.loc["X", "estimate"] == pytest.approx(krippendorff.alpha(by_hand, level_of_measurement="nominal"))


def test_percent_stands_beside_alpha_with_how_many_coded():
    found = agreement(project([("A", "x", (0, 10)), ("B", "x", (5, 10))]))
    assert by_name(told(found, "percent_agreement")) == {"X": 0.75, "all": 0.75}
    assert told(found, "coders").loc["all", ["estimate", "n"]].tolist() == [2, 1]


@given(st.lists(CODING, min_size=2, max_size=10))
def test_characters_taken_together_count_as_each_by_itself(codings):
    codings = [*codings, ("A", "x", (0, 2)), ("B", "y", (1, 3))]
    marks = {code: np.zeros((2, 20)) for code in "xy"}
    for who, code, (start, end) in codings:
        marks[code]["AB".index(who), start : min(end, 20)] = 1
    result = by_name(alphas(codings))
    sets = marks["x"] + 2 * marks["y"]
    for name, values in {"X": marks["x"], "Y": marks["y"], "all": sets}.items():
        if len(np.unique(values)) > 1:
            assert result[name] == pytest.approx(krippendorff.alpha(values, level_of_measurement="nominal"))
        else:
            assert np.isnan(result[name])


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
    row = told(agreement(copies(5))).iloc[0]
    assert row["ci_low"] == pytest.approx(row["estimate"], abs=1e-12)
    assert row["ci_high"] == pytest.approx(row["estimate"], abs=1e-12)


def test_few_documents_give_no_interval():
    assert agreement(copies(4))["ci_low"].isna().all()


def test_text_that_nobody_coded_counts_only_if_asked():
    parts = project([("A", "x", (0, 10)), ("B", "x", (5, 10))])
    assert told(agreement(parts, uncoded=False), "percent_agreement").loc["X", ["estimate", "n"]].tolist() == [0.5, 10]


def test_passages_that_overlap_by_nine_tenths_are_the_same():
    parts = project([("A", "x", (0, 10)), ("B", "x", (1, 10)), ("A", "y", (12, 16)), ("B", "y", (14, 18))])
    found = agreement(parts, unit="segments")
    assert told(found, "percent_agreement").loc["X", ["estimate", "n"]].tolist() == [1.0, 3]
    assert by_name(told(agreement(parts, unit="segments", overlap=0.3), "percent_agreement"))["all"] == 1.0


def test_a_sentence_has_the_code_of_a_passage_that_fills_half_of_it():
    parts = project([("A", "x", (0, 8)), ("B", "x", (0, 12))], text=TEXT)
    assert told(agreement(parts, unit="sentences"), "percent_agreement").loc["X", ["estimate", "n"]].tolist() == [
        1.0,
        3,
    ]
    assert told(agreement(parts, unit="paragraphs"), "percent_agreement").loc["X", ["estimate", "n"]].tolist() == [
        1.0,
        2,
    ]


def test_codes_of_whole_documents_need_no_place():
    answers = project([("A", "x", None), ("B", "x", None)], others=[("A", "x", None), ("B", "y", None)])
    found = told(agreement(answers, unit="documents"), "percent_agreement")
    assert by_name(found) == {"X": 0.5, "Y": 0.5, "all": 0.5}


TREE = [
    {"code": "t", "name": "T"},
    {"code": "x", "name": "X", "parent": "t"},
    {"code": "y", "name": "Y", "parent": "t"},
]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("theme", {"T": 1.0, "all": 1.0}),
        (1, {"X": 0.5, "Y": 0.5, "all": 0.5}),
        ("code", {"X": 0.5, "Y": 0.5, "all": 0.5}),
    ],
)
def test_the_level_of_the_code_tree_can_be_chosen(level, expected):
    parts = project([("A", "x", (0, 10)), ("B", "y", (0, 10))], codes=TREE)
    assert by_name(told(agreement(parts, level=level), "percent_agreement")) == expected


def test_a_code_above_the_level_does_not_count():
    parts = project([("A", "t", (0, 10)), ("B", "y", (0, 10))], codes=TREE)
    assert by_name(told(agreement(parts, level=1), "percent_agreement")) == {"Y": 0.5, "all": 0.5}


def masi_alpha(units):
    """By brute force over all pairs of values, as Passonneau (2006) defines the distance."""

    def distance(a, b):
        if a == b:
            return 0.0
        jaccard = len(a & b) / len(a | b)
        return 1 - jaccard * (2 / 3 if a <= b or b <= a else 1 / 3 if a & b else 0)

    values = [value for unit in units for value in unit]
    within = np.mean([distance(a, b) for a, b in units])
    over_all = sum(distance(a, b) for a in values for b in values) / (len(values) * (len(values) - 1))
    return 1 - within / over_all


def test_sets_of_codes_by_masi_distance():
    given_by = [("xy", "x"), ("y", "y"), ("z", "x"), ("xyz", "yz")]
    codings = [
        (who, code, (5 * place, 5 * place + 5))
        for place, pair in enumerate(given_by)
        for who, codes in zip("AB", pair, strict=True)
        for code in codes
    ]
    found = told(agreement(project(codings), sets="masi", unit="segments"))
    expected = masi_alpha([tuple(map(frozenset, pair)) for pair in given_by])
    assert found.loc["all", "estimate"] == pytest.approx(expected)


def test_three_coders_are_told_pair_by_pair_without_their_names():
    codings = [("ann", "x", (0, 10)), ("bo", "x", (0, 10)), ("cy", "x", (0, 5))]
    found = agreement(project(codings), pairs=True)
    rows = found.loc[(found["statistic"] == "percent_agreement") & (found["variable"] == "X")]
    assert dict(zip(rows["group"], rows["estimate"], strict=True)) == pytest.approx(
        {"all": 5 / 6, "A & B": 1.0, "A & C": 0.75, "B & C": 0.75}
    )


def test_other_coefficients_are_those_of_statistics():
    from pilots.statistics import agreement as of_ratings

    codings = [("A", "x", (0, 10)), ("B", "x", (5, 12)), ("B", "y", (15, 18))]
    names = ["cohen_kappa", "gwet_ac", "brennan_prediger"]
    found = agreement(project(codings), coefficients=names)
    ratings = pd.DataFrame({"A": [1] * 10 + [0] * 10, "B": [0] * 5 + [1] * 7 + [0] * 8})
    expected = of_ratings(ratings, ["A", "B"], coefficients=names).set_index("statistic")["estimate"]
    rows = found.loc[found["variable"] == "X"].set_index("statistic")["estimate"]
    assert rows[names].tolist() == pytest.approx(expected[names].tolist())


@pytest.mark.parametrize(
    "wrong", [{"unit": "words"}, {"level": "deep"}, {"sets": "dice"}, {"coefficients": ["kappa"]}, {"overlap": 0}]
)
def test_what_is_not_there_is_refused(wrong):
    with pytest.raises(PilotsError):
        agreement(project([("A", "x", (0, 5)), ("B", "x", (0, 5))]), **wrong)
