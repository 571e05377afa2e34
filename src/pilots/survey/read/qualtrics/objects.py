"""What JSON holds, as objects and texts."""

from typing import Any


def table(value: object) -> dict[str, Any]:
    """An object of JSON; a list becomes one by position, as Qualtrics writes either."""
    if isinstance(value, list):
        return {str(position): item for position, item in enumerate(value)}
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """A text or number of JSON as text."""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
