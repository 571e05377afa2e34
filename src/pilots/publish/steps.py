"""The way of every report, whatever its format: from an executed notebook to prose and exhibits that may leave."""

from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.publish.absent_references import AbsentReferences
from pilots.publish.basis import Basis
from pilots.publish.cells import SelectCells
from pilots.publish.citations import Citations
from pilots.publish.empty_sections import EmptySections
from pilots.publish.frontmatter import FrontMatter
from pilots.publish.gate import Gate
from pilots.publish.numbering import Numbering
from pilots.publish.outputs import ExhibitsOnly
from pilots.publish.prose import Prose
from pilots.publish.suppression import Suppression
from pilots.publish.untranslated import Untranslated

STEPS = (
    FrontMatter,
    SelectCells,
    ExhibitsOnly,
    Suppression,
    Basis,
    Untranslated,
    EmptySections,
    AbsentReferences,
    Citations,
    Prose,
    Numbering,
    Gate,
)
"""The preprocessors, in order; each leaves what it found in `resources["pilots"]` or in the cells' metadata."""


class Report(Preprocessor):
    """All steps; none where they were taken before, so that several formats can share one preparation."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook as it may leave."""
        if "gated" in resources.get("pilots", {}):
            return nb, resources
        for step in STEPS:
            nb, resources = step(parent=self, enabled=True)(nb, resources)
        return nb, resources
