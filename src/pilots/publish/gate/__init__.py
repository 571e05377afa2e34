"""The gate: nothing leaves that names somebody, or from which it can be computed what few people said."""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.publish.gate.leaving import collect
from pilots.publish.gate.rules import RULES
from pilots.publish.gate.signatures import Held, sign
from pilots.publish.gate.whose import pilot_of


class Gate(Preprocessor):
    """Look at everything that is about to leave of a report, and stop it where a rule finds what may not.

    Reads `resources["pilot"]`, the pilot that the report is about; left out, it is looked for by name. Writes
    `resources["pilots"]`: findings (those that were signed off), told (the counts) and gated (whose people it looked for;
    empty where the pilot wasn't found, and only rules by form could look).

    Raises
    ------
    Held
        With every finding that nobody signed off: place and rule, never what stands there.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook back as it is."""
        leaving = collect(nb, resources)
        pilot = pilot_of(resources)
        found = {finding.id: finding for rule in RULES for finding in rule(leaving, pilot)}
        signed, unsigned = sign(list(found.values()), pilot)
        gated = pilot.name if pilot else ""
        if unsigned:
            raise Held(unsigned, signed, gated, leaving.report)
        resources["pilots"] |= {"findings": signed, "told": leaving.counts, "gated": gated}
        return nb, resources
