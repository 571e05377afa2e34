"""What the reference tests share: the values that others computed."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="session")
def oracle(shared: Path) -> dict[str, dict[str, Any]]:
    """The records of ../shared/oracle/oracle.json, by their id. Look, and change nothing."""
    records = json.loads((shared / "oracle" / "oracle.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in records}
