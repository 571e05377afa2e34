"""Findings that join the survey and the conversations, and the quotes that may be shown."""

from pathlib import Path

from pilots.examples.menen.codebooks import texts
from pilots.examples.workbooks import save, sheet


def write_findings(folder: Path) -> None:
    """Write integration/findings.xlsx."""
    source = texts("findings")
    save(folder / "integration" / "findings.xlsx", [sheet(name, source[name]) for name in ("findings", "quotes")])
