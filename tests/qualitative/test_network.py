"""Codes around a circle."""

import numpy as np
import pytest
from hypothesis import given, settings
from tests.qualitative.projects import project, projects

from pilots.qualitative import code_network


@settings(max_examples=10)
@given(projects())
def test_ties_join_codes_that_are_drawn(project):
    found = code_network(project, least=1)
    assert set(found.edges["code_a"]) | set(found.edges["code_b"]) <= set(found.nodes["code"])
    assert (found.edges["together"] >= 1).all()


@settings(max_examples=10)
@given(projects())
def test_every_code_has_a_place_of_its_own_on_the_circle(project):
    places = code_network(project).nodes[["x", "y"]]
    assert np.allclose(np.hypot(*places.to_numpy().T), 1)
    assert not places.round(6).duplicated().any()


def test_only_codes_without_codes_under_them_unless_asked():
    made = project([None, 0, None], 1, [], [(1, 0, 0, 0, 2), (2, 0, 0, 0, 2)])
    assert code_network(made).nodes["code"].tolist() == ["c1", "c2"]
    assert code_network(made, codes=["code 0"]).nodes[["code", "theme"]].to_numpy().tolist() == [["c0", "code 0"]]


@pytest.mark.parametrize("most", [1, 2])
def test_the_codes_of_most_cases_are_drawn(most):
    made = project([None, None, None], 2, [], [(0, 0, 0, 0, 2), (2, 0, 0, 0, 2), (2, 1, 0, 0, 2)])
    assert code_network(made, most=most).nodes["code"].tolist() == (["c2"] if most == 1 else ["c0", "c2"])
