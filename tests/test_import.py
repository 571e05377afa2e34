"""`import pilots` is light, and every room is there when it is asked for."""

import subprocess
import sys

import pytest

import pilots


def loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_loads_no_heavy_library():
    assert not loaded_by("import pilots") & {"pandas", "numpy", "matplotlib", "nbconvert", "pydantic"}


@pytest.mark.parametrize("name", pilots.__all__)
def test_every_name_is_there(name):
    assert getattr(pilots, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        pilots.nothing  # noqa: B018
