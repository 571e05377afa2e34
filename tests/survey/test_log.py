from collections.abc import Callable
from dataclasses import replace

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
from pilots.survey.log import apply, reconcile, revert
from pilots.survey.review import COLUMNS
from pilots.survey.survey import Survey

TEXT = st.one_of(
    st.none(), st.sampled_from(["1", "2", "9", "99", " 4", "3,5", "007", "nee", "other", "Survey Preview", "2017-03-01", "none", "NL"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5).filter(str.strip),
)  # fmt: skip


@st.composite
def surveys(draw: st.DrawFn, book: Codebook) -> Survey:
    """Messy answers in any order, double ids excepted, and reasons for some empty cells."""
    count = draw(st.integers(0, 6))
    columns = [*vocabulary.ADMIN[2:], *book.all_columns]
    ids = [f"w0-{n}" for n in draw(st.permutations(range(count)))]
    answers = [*draw(st.lists(TEXT, min_size=count, max_size=3 * len(columns))), None]
    random = draw(st.randoms(use_true_random=False))
    cells = {column: pd.Series([random.choice(answers) for _ in range(count)], dtype="str") for column in columns}
    frame = pd.DataFrame(
        {
            "respondent_id": pd.Series(ids, dtype="str"),
            "wave": pd.Series([0, 1, 0, 1, 0, 1][:count], dtype="int64"),
            **cells,
        }
    )
    empty = [
        (who, column)
        for who, row in frame.set_index("respondent_id").iterrows()
        for column in columns
        if pd.isna(row[column])
    ]
    known = sorted(draw(st.sets(st.sampled_from(empty), max_size=4)), key=empty.index) if empty else []
    missing = vocabulary.missing(
        {"respondent_id": who, "variable": column, "reason": "not asked"} for who, column in known
    )
    return Survey("parents", "parents", frame, book, missing=missing, site_variable="school")


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
