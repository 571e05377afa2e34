from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from pilots import vocabulary
from pilots.codebook import Codebook
from pilots.errors import CleaningError
from pilots.survey.clean import clean
from pilots.survey.csvfile import read_csv, write_csv
from pilots.survey.log import apply, reconcile, revert
from pilots.survey.review import COLUMNS
from pilots.survey.survey import Survey

ODD = ["", " ", "\t", "\n", "\r\n", "\0", "\ufeff", '"', "NA", "nan", "None", "(row)", "x" * 1_000_000]
TEXT = st.one_of(
    st.none(), st.sampled_from(["1", "2", "9", "99", " 4", "3,5", "007", "nee", "other", "Survey Preview", "2017-03-01", "none", "NL"]),
    st.sampled_from(ODD), st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=5),
)  # fmt: skip


@st.composite
def surveys(draw: st.DrawFn, book: Codebook) -> Survey:
    """Messy answers, rows and columns in any order, an index of any kind, and reasons for some cells in any order."""
    count = draw(st.integers(0, 6))
    columns = draw(st.permutations([*vocabulary.ADMIN, *book.all_columns]))
    answers = [*draw(st.lists(TEXT, min_size=count, max_size=3 * len(columns))), None]
    random = draw(st.randoms(use_true_random=False))
    cells = {column: pd.Series([random.choice(answers) for _ in range(count)], dtype="str") for column in columns}
    kinds = draw(st.sampled_from(["str", "object", "category"]))
    frame = pd.DataFrame(cells).astype(kinds)
    frame["respondent_id"] = [f"w0-{n}" for n in draw(st.permutations(range(count)))]
    frame["wave"] = pd.Series([0, 1, 0, 1, 0, 1][:count]).astype(
        draw(st.sampled_from(["int64", "int8", "Int64", "str", "float64"]))
    )
    frame.index = pd.Index(draw(st.lists(st.sampled_from(["a", "b"]), min_size=count, max_size=count)), dtype="str")
    known = draw(st.lists(st.tuples(st.sampled_from([*frame["respondent_id"], "w0-77"]), st.sampled_from(columns), st.sampled_from(vocabulary.MISSING_REASONS)), max_size=4))  # fmt: skip
    missing = vocabulary.missing(
        {"respondent_id": who, "variable": column, "reason": reason} for who, column, reason in known
    )
    return Survey("parents", "parents", frame[columns], book, missing=missing, site_variable="school")


@st.composite
def reviews(draw: st.DrawFn, survey: Survey) -> pd.DataFrame:
    """Decisions about some cells and responses."""
    rows = []
    for who in survey.responses["respondent_id"]:
        decision = draw(st.sampled_from(["none", "correct", "blank", "remove"]))
        variable = draw(st.sampled_from(["remark", "help_other"]))
        old = survey.responses.set_index("respondent_id").at[who, variable]
        if decision != "none":
            rows.append(
                {
                    "respondent_id": who,
                    "variable": variable,
                    "old": old,
                    "decision": decision,
                    "new": "anders",
                    "initials": "AB",
                    "why": "nagekeken",
                    "where": "row",
                }
            )
    return pd.DataFrame(rows, columns=[*COLUMNS, "where"], dtype="str")


def same(left: Survey, right: Survey) -> None:
    assert_frame_equal(left.responses, right.responses)
    assert_frame_equal(left.missing, right.missing)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_revert_undoes_apply_and_apply_redoes_it(book: Codebook, data: st.DataObject) -> None:
    raw = data.draw(surveys(book))
    cleaned = clean(raw, data.draw(reviews(raw)))
    same(revert(cleaned, cleaned.decisions), raw)
    same(apply(raw, cleaned.decisions), cleaned)
    assert reconcile(raw, cleaned, cleaned.decisions).empty


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_the_log_leads_back_from_a_file_too(book: Codebook, tmp_path: Path, data: st.DataObject) -> None:
    raw = data.draw(surveys(book))
    cleaned = clean(raw, data.draw(reviews(raw)))
    write_csv(tmp_path / "log.csv", cleaned.decisions)
    log = read_csv(tmp_path / "log.csv")
    assert_frame_equal(log, cleaned.decisions)
    same(revert(cleaned, log), raw)
    same(apply(raw, log), cleaned)


@pytest.mark.parametrize("answer", ODD)
def test_an_odd_answer_that_is_emptied_comes_back(make: Callable[..., Survey], answer: str) -> None:
    raw = make({"q1": answer, "children": answer}, {"consent": "2", "remark": answer})
    cleaned = clean(raw)
    assert cleaned.responses[["q1", "children"]].isna().all(axis=None)
    same(revert(cleaned, cleaned.decisions), raw)


def test_known_reasons_come_back_in_their_order(make: Callable[..., Survey]) -> None:
    known = [("w0-2", "q1"), ("w0-1", "q4"), ("w0-2", "children"), ("w0-1", "q1"), ("w0-9", "q1")]
    missing = tuple({"respondent_id": who, "variable": what, "reason": "not asked"} for who, what in known)
    raw = make({"q1": None, "q4": "9"}, {"q1": None, "consent": "2"}, missing=missing)
    cleaned = clean(raw)
    assert cleaned.missing["reason"].tolist() == ["not asked", "not asked", "don't know"]
    same(revert(cleaned, cleaned.decisions), raw)


def test_reasons_changed_by_hand_do_not_revert(make: Callable[..., Survey]) -> None:
    cleaned = clean(make({"children": "99"}))
    tampered = replace(cleaned, missing=cleaned.missing.assign(reason="invalid"))
    with pytest.raises(CleaningError, match="not those that the log gives"):
        revert(tampered, cleaned.decisions)


@pytest.mark.parametrize("old", [None, "-1", "2", "x"])
def test_a_removed_row_needs_a_place_to_return_to(make: Callable[..., Survey], old: str | None) -> None:
    cleaned = clean(make({}, {"consent": "2"}))
    log = cleaned.decisions.copy()
    log.loc[log["variable"] == "(row)", "old"] = old
    with pytest.raises(CleaningError, match="positions in the log"):
        revert(cleaned, log)


@pytest.mark.parametrize("rows", [3, 0])
def test_a_frame_of_other_types_comes_back_too(book: Codebook, rows: int) -> None:
    nothing = dict.fromkeys([*vocabulary.ADMIN, *book.all_columns])
    people = [
        nothing | {"respondent_id": who, "wave": 0, "consent": who, "q1": 9.0, "children": 99}
        for who in ("1", "2", "3")
    ]
    frame = pd.DataFrame(people[:rows], columns=list(nothing)).set_axis(range(4, 4 + rows))
    raw = Survey("parents", "parents", frame, book)
    cleaned = clean(raw)
    same(revert(cleaned, cleaned.decisions), raw)


def test_a_change_by_hand_does_not_revert(make: Callable[..., Survey]) -> None:
    cleaned = clean(make({"children": "99"}))
    tampered = replace(cleaned, responses=cleaned.responses.assign(children=pd.Series(["4"], dtype="str")))
    with pytest.raises(CleaningError, match="line 1: the new value"):
        revert(tampered, cleaned.decisions)


def test_a_stale_old_value_is_refused_and_not_printed(make: Callable[..., Survey]) -> None:
    log = clean(make({"children": "99"})).decisions
    with pytest.raises(CleaningError) as refused:
        apply(make({"children": "88"}), log)
    assert "children" in str(refused.value)
    assert "88" not in str(refused.value)
    assert "99" not in str(refused.value)


def test_a_removed_respondent_must_be_whole_in_the_log(make: Callable[..., Survey]) -> None:
    raw = make({"consent": "2"})
    with pytest.raises(CleaningError, match="lacks"):
        apply(raw, clean(raw).decisions.query("variable != 'q1'"))


def test_two_changes_of_one_cell_are_refused(make: Callable[..., Survey]) -> None:
    raw = make({"children": "99"})
    log = clean(raw).decisions
    with pytest.raises(CleaningError, match="same cell"):
        apply(raw, pd.concat([log, log]))


def test_an_unknown_respondent_is_refused(make: Callable[..., Survey]) -> None:
    log = clean(make({"children": "99"})).decisions.assign(respondent_id="w0-77")
    with pytest.raises(CleaningError, match="not in the data"):
        apply(make({"children": "99"}), log)


@pytest.mark.parametrize(
    ("spoil", "difference"),
    [
        (lambda frame: frame.assign(q1="1"), "changed"),
        (lambda frame: frame.iloc[:1], "removed"),
        (lambda frame: frame.assign(children="99"), "not carried out"),
        (lambda frame: frame.drop(columns="q1"), "column removed"),
        (lambda frame: frame.assign(extra="1"), "column added"),
    ],
)  # fmt: skip
def test_reconcile_finds_what_no_decision_explains(
    make: Callable[..., Survey], spoil: Callable[[pd.DataFrame], pd.DataFrame], difference: str
) -> None:
    raw = make({"children": "99"}, {"children": "99"})
    cleaned = clean(raw)
    spoiled = replace(cleaned, responses=spoil(cleaned.responses))
    assert set(reconcile(raw, spoiled, cleaned.decisions)["difference"]) == {difference}


def test_a_large_survey_is_brought_back(make: Callable[..., Survey]) -> None:
    small = make({})
    random = np.random.default_rng(1)
    frame = pd.concat([small.responses] * 11_344, ignore_index=True)
    frame["respondent_id"] = pd.Series([f"w0-{n}" for n in range(len(frame))], dtype="str")
    frame["code"] = frame["respondent_id"]
    for item in ("q1", "q2", "q3", "q4", "q5", "children"):
        frame[item] = pd.Series(random.choice(["1", "2", "9", "99"], len(frame)), dtype="str")
    large = replace(small, responses=frame)
    cleaned = clean(large)
    assert len(cleaned.decisions) > 15_000
    pd.testing.assert_frame_equal(revert(cleaned, cleaned.decisions).responses, frame)
