"""Whose report it is that is about to leave."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pilots.errors import PilotsError
from pilots.pilot import Pilot, find_project
from pilots.publish.gate.people import find_pilot


def pilot_of(resources: Mapping[str, Any]) -> Pilot | None:
    """The pilot that a report is about, given or where its description can be read; None where it can't be found.

    Parameters
    ----------
    resources
        Of the exporter: `pilot`, where one is given, or its name in `resources["pilots"]["front"]`.
    """
    if resources.get("pilot"):
        given: Pilot = resources["pilot"]
        return given
    name = resources["pilots"]["front"].get("pilot")
    folder = (resources.get("metadata") or {}).get("path")
    for place in (None, folder):
        try:
            return find_pilot(str(name), find_project(Path(place) if place else None)) if name else None
        except PilotsError:
            continue
    return None
