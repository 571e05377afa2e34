"""What tests share: the data of others, where they lie."""

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with other people's data and reference values, beside the project."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        reason = "the data of others lie beside the project, not in it: ../shared is missing"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project itself."""
    return PROJECT
