"""Open answers that two people coded (Balash et al. 2023): codes in a hierarchy, several to an answer, and answers that one coder left out."""

from pathlib import Path

import pandas as pd
import pytest

from pilots.qualitative import QualitativeProject, agreement, coder_grid
from pilots.qualitative.project import CODES, DOCUMENTS, SEGMENTS
from pilots.vocabulary import frame

CODERS = ("primary", "secondary")


def table(shared: Path, question: str, coder: str) -> pd.DataFrame:
    path = shared / "data" / "qualtrics-mixed-proctoring" / f"codes_{question}_{coder}.csv"
    return pd.read_csv(path, dtype="str", keep_default_na=False).set_index("ResponseId")


def given(shared: Path, question: str, coder: str) -> dict[str, set[str]]:
    """The codes of each answer that the coder coded."""
    codes = table(shared, question, coder).filter(like="Code ")
    sets = {str(answer): {code.strip() for code in row if code.strip()} for answer, *row in codes.itertuples()}
    return {answer: found for answer, found in sets.items() if found}


def project(shared: Path, question: str) -> QualitativeProject:
    by = {coder: given(shared, question, coder) for coder in CODERS}
    rows = [
        {"document": answer, "coder": coder, "code": code}
        for coder, answers in by.items()
        for answer, codes in answers.items()
        for code in sorted(codes)
    ]
    parts = [code.split("->") for code in {row["code"] for row in rows}]
    book = sorted({"->".join(names[: depth + 1]) for names in parts for depth in range(len(names))})
    return QualitativeProject(
        documents=frame(DOCUMENTS, [{"document": answer} for answer in table(shared, question, "primary").index]),
        codes=frame(
            CODES,
            [
                {"code": c, "parent": c.rpartition("->")[0] or None, "name": c.rpartition("->")[2], "path": c}
                for c in book
            ],
        ),
        segments=frame(SEGMENTS, [row | {"segment": str(n)} for n, row in enumerate(rows)]),
    )


def overall(found: pd.DataFrame, statistic: str = "percent_agreement") -> "pd.Series":
    return found.loc[(found["variable"] == "all") & (found["statistic"] == statistic)].iloc[0]


@pytest.mark.parametrize("question", ["Q8", "Q11", "Q12", "Q14", "Q26", "Q31"])
def test_the_mean_jaccard_likeness_is_that_of_a_count_by_hand(shared, question):
    first, second = (given(shared, question, coder) for coder in CODERS)
    both = sorted(set(first) & set(second))
    likeness = [len(first[a] & second[a]) / len(first[a] | second[a]) for a in both]
    row = overall(agreement(project(shared, question), unit="documents", level="code", sets="jaccard"))
    assert row["estimate"] == pytest.approx(sum(likeness) / len(likeness))
    assert row["n"] == len(both)


def test_an_answer_that_one_coder_left_out_is_missing(shared):
    first, second = (given(shared, "Q5", coder) for coder in CODERS)
    row = overall(agreement(project(shared, "Q5"), unit="documents"))
    both, all_answers = set(first) & set(second), set(table(shared, "Q5", "primary").index)
    assert (row["n"], row["n_missing"]) == (len(both), len(all_answers - both))
    assert row["n"] < 30


def test_the_level_of_the_hierarchy_changes_what_is_compared(shared):
    codes = {level: agreement(project(shared, "Q8"), unit="documents", level=level) for level in ("theme", 1, "code")}
    names = {level: set(found["variable"]) - {"all"} for level, found in codes.items()}
    assert names["theme"] & names[1] == set()
    assert len(names["code"]) > len(names["theme"])


def test_the_grid_shows_every_answer_that_both_coded(shared):
    grid = coder_grid(project(shared, "Q8"), unit="documents")
    assert len(grid) == len(set(given(shared, "Q8", "primary")) & set(given(shared, "Q8", "secondary")))
    assert set(grid["verdict"]) == {"agree", "different"}
