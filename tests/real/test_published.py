"""The same survey as `pilots run` publishes it: what a reader of the reports sees, against pandas alone."""

from itertools import combinations
from math import sqrt

import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm

from .test_pfi2016 import ITEMS, PEOPLE, hedges_g
from .write_codebook import CHOICES, SCALES

BY = {"grades": "SEGRADES", "enjoy": "SEENJOY"}
NAMES = {scale: f"Ouders: {dutch}" for scale, (*_, dutch) in SCALES.items()}


@pytest.fixture(scope="module")
def ran(pfi_project, command):
    return command(pfi_project, "run")


@pytest.fixture(scope="module")
def page(ran, page_of):
    return page_of(ran.project / "reports" / "pfi2016" / "1_context_analysis.html")


@pytest.fixture(scope="module")
def raw(shared):
    return pd.read_csv(shared / "data" / "parents-pfi2016" / "df_pi.csv")


@pytest.fixture(scope="module")
def groups(raw):
    """Scores by scale and by the name of each group."""
    return {
        scale: {
            CHOICES[list_name][str(code)][1]: own
            for list_name, variable in BY.items()
            for code, own in raw[items].mean(axis=1).groupby(raw[variable])
        }
        for scale, items in ITEMS.items()
    }


def table(page, label: str) -> dict[str, dict[str, list[str]]]:
    """The rows of a table by group of rows and by their first cell."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in page.select(f"#{label} tbody tr"):
        cells = [" ".join(cell.get_text().split()) for cell in row.select("td, th")]
        if len(cells) == 1:
            found[cells[0]] = {}
        else:
            found.setdefault(next(reversed(found), ""), {})[cells[0]] = cells[1:]
    return found


def dutch(value: float, digits: int = 2) -> str:
    """A number as a Dutch reader writes it."""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.-", ".,−"))


def test_three_reports_are_published(ran):
    assert ran.code == 0, ran.err
    assert [path.name[0] for path in ran.reports("pfi2016")] == ["1", "2", "3"]


def test_everyone_is_received_and_analysed(page):
    flow = table(page, "tbl-flow")[""]
    assert flow["ontvangen"] == flow["geanalyseerd"] == [dutch(PEOPLE, 0)]


@pytest.mark.parametrize("scale", SCALES)
def test_shown_reliability_is_cronbachs_formula(page, raw, scale):
    covariance = np.cov(raw[ITEMS[scale]].to_numpy(), rowvar=False)
    k = len(covariance)
    alpha = k / (k - 1) * (1 - np.trace(covariance) / covariance.sum())
    shown = table(page, "tbl-reliability")["Ouders"][NAMES[scale].removeprefix("Ouders: ")]
    assert shown[:4] == [str(k), dutch(PEOPLE, 0), "0", dutch(alpha)]


@pytest.mark.parametrize("scale", SCALES)
def test_shown_means_are_those_of_the_file(page, groups, scale):
    shown = table(page, "tbl-within-means")[NAMES[scale]]
    assert {name: cells[:2] for name, cells in shown.items()} == {
        name: [dutch(len(own), 0), dutch(own.mean())] for name, own in groups[scale].items()
    }


@pytest.mark.parametrize("scale", SCALES)
def test_shown_differences_are_those_of_the_file(page, groups, scale):
    shown = table(page, "tbl-within-differences")[NAMES[scale]]
    pairs = {f"{a} − {b}": (groups[scale][a], groups[scale][b]) for a, b in combinations(groups[scale], 2)}
    assert len(shown) >= 4
    for pair, (n, g, interval, p) in shown.items():
        first, second = pairs[pair]
        expected = hedges_g(first, second)
        assert (n, g) == (dutch(len(first) + len(second), 0), dutch(expected))
        assert p == "< 0,001"
        # thousands answered, so the normal interval of Hedges and Olkin is right to a hundredth
        half = norm.ppf(0.975) * sqrt(1 / len(first) + 1 / len(second) + expected**2 / 2 / (len(first) + len(second)))
        shown_ends = [float(end.replace(",", ".").replace("−", "-")) for end in interval.split(" tot ")]
        assert shown_ends == pytest.approx([expected - half, expected + half], abs=0.011)


def test_the_largest_difference_of_each_question_is_among_those_shown(page, groups):
    for scale in SCALES:
        shown = table(page, "tbl-within-differences")[NAMES[scale]]
        for names in ([labels[1] for labels in CHOICES[list_name].values()] for list_name in BY):
            own = [name for name in names if name in groups[scale]]
            sizes = {f"{a} − {b}": abs(hedges_g(groups[scale][a], groups[scale][b])) for a, b in combinations(own, 2)}
            assert max(sizes, key=sizes.__getitem__) in shown


def test_shown_shares_are_those_of_the_file(page, raw):
    items = [item for items in ITEMS.values() for item in items]
    shares = {f"{(raw[item] == 2).mean():.0%}".replace("%", " %") for item in items}
    shown = [cells[2] for cells in table(page, "fig-strengths")[""].values()]
    assert len(shown) == 12
    assert set(shown) <= shares


def test_the_other_reports_say_what_was_not_collected(ran, page_of):
    pages = [page_of(path) for path in ran.reports("pfi2016")]
    assert all(len(page.select(".exhibit-absent")) >= 4 for page in pages)
    assert not pages[0].select(".synthetic")
