"""Findings that join the survey and the conversations, the quotes that may be shown, and what belongs to what."""

from pathlib import Path

from pilots.examples.menen.codebooks import texts
from pilots.examples.workbooks import save, sheet

_SHEETS = ("findings", "quotes", "cases", "codes")


def write_findings(folder: Path) -> None:
    """Write integration/findings.xlsx."""
    source = texts("findings")
    save(folder / "integration" / "findings.xlsx", [sheet(name, source[name]) for name in _SHEETS])
