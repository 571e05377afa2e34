"""What the exporters share: the steps that every report takes first, and pages that need nothing but themselves."""

from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import Exporter
from nbconvert.exporters.templateexporter import TemplateExporter
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from traitlets import default

from pilots.publish.scripts import csp_source, script, tidy
from pilots.publish.selfcontained import require_self_contained
from pilots.publish.steps import Report

TEMPLATES = Path(__file__).parent / "templates"


class ReportExporter(Exporter):
    """An exporter of reports, whatever the format: `steps` come after nbconvert's own, so that --execute comes first."""

    steps: tuple[type[Preprocessor], ...] = (Report,)

    def _init_preprocessors(self) -> None:
        super()._init_preprocessors()  # type: ignore[no-untyped-call]
        for step in self.steps:
            self.register_preprocessor(step, enabled=True)  # type: ignore[no-untyped-call]


class PageExporter(ReportExporter, TemplateExporter):
    """One file of HTML by a template of ours, with one script of ours that stands beside it."""

    folder, script_name = "", ""
    """Of the template, and the name of its script."""

    @default("template_name")
    def _template_name_default(self) -> str:
        return self.folder

    @default("extra_template_basedirs")
    def _default_extra_template_basedirs(self) -> list[str]:
        return [str(TEMPLATES)]

    def default_filters(self) -> Any:
        """Give nbconvert's filters and what a page says of its script."""
        return [*super().default_filters(), ("csp_source", csp_source)]  # type: ignore[no-untyped-call]

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Export a notebook.

        Raises
        ------
        PilotsError
            Where a cell failed or shows what is no exhibit, a reference leads nowhere, a label is used twice, or
            the page would need the network.
        """
        ours = script(TEMPLATES / self.folder / self.script_name)
        page, resources = super().from_notebook_node(nb, (resources or {}) | {"script": ours}, **kw)
        about = resources.get("metadata") or {}
        require_self_contained(page, f"{about['name']}.ipynb" if about.get("name") else "", scripts=[ours])
        return tidy(page), resources
