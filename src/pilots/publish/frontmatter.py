"""What stands on a title page: which pilot, when, by whom, with whose money, and whether its data are synthetic."""

from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots import __version__
from pilots.errors import PilotsError
from pilots.language import direction, left, translate
from pilots.pilot import Phase, Pilot, find_project
from pilots.project import PUBLICATION, RESEARCHER
from pilots.publish.cells import page_language, parameters, reader_cells, require_edition
from pilots.publish.citations import references
from pilots.publish.gate.people import find_pilot
from pilots.publish.words import edition_name, untranslated, words


class FrontMatter(Preprocessor):
    """Find out about the page before anything else: its edition and language, its words and its title page.

    Writes `resources["pilots"]`: edition, language, direction (ltr or rtl), words, front, references, parameters. The notebook's metadata are believed first
    (see `describe`), then its parameter cells and the pilot they name.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook back as it is."""
        given = nb.metadata.get("pilots", {})
        values = parameters(nb)
        front = given.get("front")
        language = page_language(nb)
        edition = require_edition(given.get("edition", RESEARCHER))
        cited = given.get("references")
        if not front:
            name = given.get("pilot") or values.get("pilot") or (PUBLICATION if "pilots" in values else None)
            pilot = _find(str(name), resources) if name else None
            language = language or (pilot.language if pilot else "nl")
            title = first_heading(nb, language, edition)
            phase = given.get("phase")
            cited = references(pilot) if pilot else None
            front = front_matter(pilot, language, title, phase=phase) if pilot else _only(title, language)
        language = language or front["language"]
        resources["pilots"] = {
            "edition": edition,
            "language": language,
            "direction": direction(language),
            "front": front,
            "references": cited,
            "words": words(language)
            | {"edition": edition_name(edition, language), "untranslated": untranslated(*left(language), language)},
            "parameters": {"pilot": front["pilot"], "language": language},
        }
        return nb, resources


def describe(
    notebook: NotebookNode, pilot: Pilot, language: str, *, phase: int | None = None, edition: str = RESEARCHER
) -> None:
    """Write in an executed notebook's metadata which report it is, so that it can be published anywhere.

    Parameters
    ----------
    notebook
        Changed in place: `metadata["pilots"]` holds pilot, language, edition, phase, front and references afterwards.
    phase
        The phase that the report is about, where it is about one.
    edition
        Who it is for: researcher, student or participant.

    Raises
    ------
    PilotsError
        When there is no such edition, or reports can't be made in this language.
    """
    title = first_heading(notebook, language, require_edition(edition))
    front = front_matter(pilot, language, title, phase=phase)
    about = {"pilot": pilot.name, "language": language, "edition": edition, "phase": phase, "front": front}
    about["references"] = references(pilot)
    notebook.metadata["pilots"] = dict(notebook.metadata.get("pilots", {})) | about


def front_matter(pilot: Pilot, language: str, notebook_title: str, *, phase: int | None = None) -> dict[str, Any]:
    """What the title page says, as plain values that fit in JSON.

    Parameters
    ----------
    notebook_title
        The report's own title: the first heading of the notebook.
    phase
        The phase that the report is about; its period is shown instead of the whole pilot's.

    Returns
    -------
    dict
        pilot (its name), title, report, subtitle, summary, phase (its title), period, authors (name, affiliation,
        orcid), funders (name, grant), partners (name, role), sites, synthetic, version, language.

    Raises
    ------
    PilotsError
        When reports can't be made in this language.
    """
    described = next((part for part in pilot.phases if part.number == phase), None)
    named = translate("Phase {n}", language, n=described.number) if described else ""
    return {
        "pilot": pilot.name,
        "title": pilot.text(pilot.title, language),
        "report": notebook_title,
        "subtitle": pilot.text(pilot.subtitle, language),
        "summary": pilot.text(pilot.summary, language),
        "phase": f"{named}{translate(': ', language)}{pilot.text(described.title, language)}" if described else "",
        "period": _period([described] if described else pilot.phases, language),
        "authors": [one.model_dump() | {"affiliation": pilot.own(one.affiliation, language)} for one in pilot.authors],
        "funders": [one.model_dump() | {"name": pilot.own(one.name, language)} for one in pilot.funders],
        "partners": [
            {"name": pilot.own(one.name, language), "role": pilot.text(one.role, language)} for one in pilot.partners
        ],
        "sites": [site.name for site in pilot.sites],
        "synthetic": pilot.synthetic,
        "version": __version__,
        "language": language,
    }


def first_heading(notebook: NotebookNode, language: str, edition: str = RESEARCHER) -> str:
    """The first heading of level 1 that readers of an edition in `language` see, as typed; empty where there is none.

    Examples
    --------
    >>> from nbformat.v4 import new_markdown_cell, new_notebook
    >>> first_heading(new_notebook(cells=[new_markdown_cell("# Contextanalyse")]), "nl")
    'Contextanalyse'
    """
    for _, cell, _ in reader_cells(notebook, language, edition):
        for line in cell.source.splitlines() if cell.cell_type == "markdown" else ():
            if line.startswith("# "):
                return str(line[2:].strip())
    return ""


def _period(phases: list[Phase], language: str) -> str:
    if not phases:
        return ""
    from babel.dates import format_interval

    locale = "en_GB" if language == "en" else language
    start, end = min(phase.start for phase in phases), max(phase.end for phase in phases)
    return str(format_interval(start, end, skeleton="yMMMM", locale=locale))


def _find(name: str, resources: dict[str, Any]) -> Pilot:
    folder = resources.get("metadata") and resources["metadata"].get("path")
    try:
        return find_pilot(name, find_project())
    except PilotsError:
        # not run from inside the project: the notebook itself may lie there
        return find_pilot(name, find_project(Path(folder or ".")))


def _only(title: str, language: str) -> dict[str, Any]:
    texts = dict.fromkeys(("pilot", "title", "subtitle", "summary", "phase", "period"), "")
    lists: dict[str, Any] = {part: [] for part in ("authors", "funders", "partners", "sites")}
    known = {"report": title, "synthetic": False, "version": __version__, "language": language}
    return {**texts, **lists, **known}
