import pytest

from pilots import figures
from pilots.mixed import Triangulation
from pilots.mixed.convergence import VERDICTS
from pilots.mixed.triangulate import GROUPS, PAIRS
from pilots.vocabulary import frame


def drawn(pilot, *verdicts, n=40, strand="numbers", language="nl"):
    groups = [
        {"strand": strand, "topic": f"t{place}", "group": name, "statistic": "share", "estimate": 0.5, "ci_low": 0.3, "count": 20, "n": n}
        for place in range(len(verdicts))
        for name in ("parents", "staff")
    ]  # fmt: skip
    pairs = [
        {"strand": strand, "topic": f"t{place}", "group": "parents - staff", "verdict": verdict}
        for place, verdict in enumerate(verdicts)
    ]
    return figures.triangulation(
        Triangulation(frame(GROUPS, groups), frame(PAIRS, pairs)), {}, pilot, language=language
    )


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_every_verdict_is_written_too(pilot, language):
    figure = drawn(pilot, *VERDICTS, language=language)
    assert figure.svg
    assert figure.data.iloc[:, 3].nunique() == len(VERDICTS)


def test_the_text_alternative_counts_the_verdicts(pilot):
    assert "eens: 1, oneens: 2" in drawn(pilot, "agree", "disagree", "disagree").alt


def test_verdicts_on_few_people_are_not_drawn(pilot):
    assert drawn(pilot, "disagree", n=4).data.iloc[0, 3] == "niet te zeggen"


def test_themes_of_one_group_are_left_out(pilot):
    assert "niets naast elkaar" in drawn(pilot, "disagree", n=4, strand="words").to_html()


def test_with_one_group_there_is_nothing_to_draw(pilot):
    assert "niets naast elkaar" in drawn(pilot).to_html()
