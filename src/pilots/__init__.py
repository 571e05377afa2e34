"""From the raw data of a co-creation pilot in education to a published, privacy-safe report.

Rooms, in the order of the data's way: `survey` and `qualitative` read and clean, `statistics` computes, `mixed` and
`actions` bring the strands together, `tables`, `figures` and `sentences` show, `publish` and `workflow` make reports.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pilots import (
        across,
        actions,
        context,
        examples,
        exhibits,
        figures,
        frameworks,
        mixed,
        privacy,
        publish,
        qualitative,
        sentences,
        statistics,
        survey,
        tables,
        workflow,
    )
    from pilots.codebook import Codebook
    from pilots.errors import PilotsError, Problems
    from pilots.exhibits import show
    from pilots.pilot import Pilot
    from pilots.plain import in_plain_words

__version__ = "0.1.0"

_NAMES = {
    "Codebook": "pilots.codebook",
    "Pilot": "pilots.pilot",
    "PilotsError": "pilots.errors",
    "Problems": "pilots.errors",
    "in_plain_words": "pilots.plain",
    "show": "pilots.exhibits",
}
_ROOMS = (
    "across",
    "actions",
    "context",
    "examples",
    "exhibits",
    "figures",
    "frameworks",
    "mixed",
    "privacy",
    "publish",
    "qualitative",
    "sentences",
    "statistics",
    "survey",
    "tables",
    "workflow",
)

__all__ = [
    "Codebook",
    "Pilot",
    "PilotsError",
    "Problems",
    "across",
    "actions",
    "context",
    "examples",
    "exhibits",
    "figures",
    "frameworks",
    "in_plain_words",
    "mixed",
    "privacy",
    "publish",
    "qualitative",
    "sentences",
    "show",
    "statistics",
    "survey",
    "tables",
    "workflow",
]


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"pilots.{name}")
    if name in _NAMES:
        return getattr(import_module(_NAMES[name]), name)
    raise AttributeError(f"module 'pilots' has no attribute '{name}'")


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
