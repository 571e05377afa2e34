"""Loading what pilot.toml names."""

import pytest

from pilots.errors import ReadError
from pilots.pilot import Pilot
from pilots.qualitative import load


def test_a_pilot_without_interviews_has_an_empty_project():
    assert load(Pilot(name="a", title="A", synthetic=True)).segments.empty


def test_a_missing_project_is_told():
    pilot = Pilot(name="a", title="A", synthetic=True, qualitative=[{"name": "talks", "file": "none.qdpx"}])
    with pytest.raises(ReadError, match="missing"):
        load(pilot)
