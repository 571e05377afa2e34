"""The gate: nothing leaves that names somebody, or from which it can be computed what few people said."""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.errors import PilotsError
from pilots.pilot import Pilot, find_project
from pilots.publish.gate.leaving import collect
from pilots.publish.gate.rules import RULES
from pilots.publish.gate.signatures import Held, sign


class Gate(Preprocessor):
    """Look at everything that is about to leave of a report, and stop it where a rule finds what may not.

    Writes `resources["pilots"]`: findings (that were signed off, each with its signature) and told (the counts).

    Raises
    ------
    Held
        With every finding that nobody signed off: place and rule, never what stands there.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook back as it is."""
        leaving = collect(nb, resources)
        pilot = _pilot(resources)
        found = {finding.id: finding for rule in RULES for finding in rule(leaving, pilot)}
        signed, unsigned = sign(list(found.values()), pilot)
        resources["pilots"] |= {"findings": signed, "told": leaving.counts}
        if unsigned:
            raise Held(unsigned, signed, pilot.name if pilot else "")
        return nb, resources


def _pilot(resources: dict[str, Any]) -> Pilot | None:
    """The pilot that a report is about, where its description can be read."""
    name = resources["pilots"]["front"].get("pilot")
    folder = (resources.get("metadata") or {}).get("path")
    for project in (None, folder):
        try:
            return Pilot.find(str(name), find_project(project)) if name else None
        except PilotsError:
            continue
    return None
