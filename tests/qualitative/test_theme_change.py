"""Themes before and after."""

import pytest
from hypothesis import given, settings
from scipy.stats import binomtest
from tests.qualitative.projects import project, projects, rows

from pilots.errors import PilotsError
from pilots.qualitative import theme_change
from pilots.statistics.proportions import newcombe, newcombe_paired


def spoken(before, after, *, same=False):
    """A project of two phases; in each, of so many cases so many speak of the theme. `same`: the same cases, in order."""
    cases = [(n, n, "whole") for n in range(sum(x[1] for x in (before, after)))]
    if same:
        cases = [(n % before[1], n, "whole") for n, _, _ in cases]
    phases = ("1",) * before[1] + ("3",) * after[1]
    codings = [(1, n, 0, 0, 2) for n in range(before[0])] + [(1, before[1] + n, 0, 0, 2) for n in range(after[0])]
    return project([None, 0], len(cases), cases, codings, phases=phases)


def row(found, statistic):
    return found.set_index("statistic").loc[statistic]


def test_shares_and_their_difference_bear_newcombes_interval():
    found = theme_change(spoken((3, 10), (8, 12)))
    change = row(found, "share_change")
    assert row(found, "share_before")["estimate"] == 0.3
    assert change["estimate"] == pytest.approx(8 / 12 - 0.3)
    assert (change["ci_low"], change["ci_high"]) == pytest.approx(newcombe(8, 12, 3, 10))
    assert change["n"] == 22


def test_cases_of_both_phases_are_paired():
    found = theme_change(spoken((3, 10), (8, 10), same=True))
    change = row(found, "share_change")
    assert (change["ci_low"], change["ci_high"]) == pytest.approx(newcombe_paired(3, 5, 0, 2))
    assert row(found, "pairs")["estimate"] == 10
    assert change["p_value"] == pytest.approx(2 * (binomtest(0, 5, 0.5).pvalue / 2 - 0.5**5 / 2))


def test_few_conversations_tell_no_change():
    found = theme_change(spoken((3, 4), (8, 10)))
    assert row(found, "share_change")["method"].startswith("cannot tell")
    assert found.loc[found["statistic"] == "share_change", ["estimate", "ci_low", "p_value"]].isna().all(axis=None)
    assert row(found, "share_before")["estimate"] == 0.75


@settings(max_examples=10)
@given(projects())
def test_shares_are_those_of_a_reader(project):
    for _, told in theme_change(project).iterrows():
        if told["statistic"] in ("share_before", "share_after"):
            phase = project.at(1 if told["statistic"] == "share_before" else 3)
            code = project.codes.set_index("name").loc[told["variable"], "code"]
            cases = {coding["unit"] for coding in rows(phase) if code in coding["codes"]}
            assert told["estimate"] == pytest.approx(len(cases) / len(phase.all_units()))


def test_one_phase_is_no_change():
    assert theme_change(project([None], 3, [], [], phases=("1",))).empty


def test_p_is_corrected_for_the_number_of_themes():
    made = project([None, None], 12, [], [(n % 2, n, 0, 0, 2) for n in range(12)], phases=("1",) * 6 + ("3",) * 6)
    change = theme_change(made).query("statistic == 'share_change'")
    assert (change["p_adjusted"] >= change["p_value"]).all()


def test_a_phase_without_documents_is_told():
    with pytest.raises(PilotsError, match="phase 2"):
        theme_change(spoken((3, 5), (3, 5)), phases=(1, 2))
