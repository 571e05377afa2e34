"""The page on which all reports of a project are found: `reports/index.html`."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from jinja2 import Environment, FileSystemLoader

from pilots import __version__
from pilots.files import content_hash, read_json, replace
from pilots.language import LANGUAGES, language_name, pick, translate
from pilots.project import EDITIONS, PUBLICATION, RESEARCHER, names, reportable
from pilots.publish.exporter import TEMPLATES
from pilots.publish.frontmatter import first_heading
from pilots.publish.gate.files import check_file
from pilots.publish.gate.people import find_pilot
from pilots.publish.gate.record import read_record
from pilots.publish.scripts import csp_source, script, tidy
from pilots.publish.sections import Contents, contents
from pilots.publish.selfcontained import require_self_contained
from pilots.publish.words import edition_name
from pilots.workflow.plan import ENDINGS, MANIFEST, description, notebooks, own_language, variant

FORMATS = {"html": "Web page", "pdf": "PDF", "docx": "Word document", "slides": "Slides"}


def write_front_page(project: Path) -> Path:
    """Write `reports/index.html`: every report that stands in the project, in all its forms, and a search in all of them.

    Parameters
    ----------
    project
        The folder that holds reports/.

    Returns
    -------
    Path
        The page: one file that needs no other and no network. Its language is that of publication.toml, else Dutch. A
        report that is not as the gate let it through is looked at again, and not shown where something is found in it.
    """
    path = project / "reports" / "index.html"
    replace(path, front_page(project))
    return path


def front_page(project: Path) -> str:
    """The page as HTML; see `write_front_page`."""
    language = own_language(project, PUBLICATION)
    code = script(TEMPLATES / "front_page" / "search.js")
    shelves = list(_shelves(project, language))
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "front_page"), autoescape=True, trim_blocks=True)
    environment.filters["csp_source"] = csp_source
    page = environment.get_template("index.html.j2").render(
        language=language,
        version=__version__,
        words=_words(language),
        pilots=shelves,
        sections=[section for shelf in shelves for section in shelf["sections"]],
        script=code,
        css="\n".join(
            (TEMPLATES / name).read_text(encoding="utf-8")
            for name in ("pilots/report.css", "pilots/exhibits.css", "front_page/shelf.css")
        ),
    )
    page = tidy(page)
    require_self_contained(page, "index.html", scripts=[code])
    return page


def _shelves(project: Path, language: str) -> Iterator[dict[str, Any]]:
    """The reports of each pilot that has some, and what all pilots published together first."""
    names = reportable(project)
    for name in sorted(names, key=lambda one: (one != PUBLICATION, one)):
        folder = project / "reports" / name
        made = sorted(file for file in read_json(folder / MANIFEST) if (folder / file).is_file())
        files = list(_let_through(project, name, made)) if made else []
        if files:
            yield _shelf(project, name, files, language)


def _let_through(project: Path, name: str, made: list[str]) -> Iterator[str]:
    """The files that stand as the gate let them through, or in which it finds nothing."""
    pilot = find_pilot(name, project)
    released = read_record(pilot)["files"]
    for file in made:
        path = project / "reports" / name / file
        as_released = content_hash(path) == released.get(file, {}).get("published")
        if as_released or not check_file(file, path.read_bytes(), pilot):
            yield file


def _called(project: Path, name: str, title: str) -> str:
    """What a pilot is called; its short name where the title would name somebody."""
    return name if check_file(f"{name}.txt", title, find_pilot(name, project)) else title


def _shelf(project: Path, name: str, files: list[str], language: str) -> dict[str, Any]:
    about, own = description(project, name), own_language(project, name)
    pages = {file: contents(_read(project, name, file)) for file in files if variant(file, own)[2] == "html"}
    reports: list[dict[str, Any]] = []
    sections: list[dict[str, str]] = []
    for stem, group in groupby(files, key=lambda file: file.split(".")[0]):
        forms = [(file, *variant(file, own)) for file in group]
        known = Contents(_heading(project, stem, own), own)
        first = next((page for file, page in pages.items() if file.split(".")[0] == stem), known)
        reports.append({"title": first.title, "language": first.language, "variants": _variants(name, forms, language)})
        for file, said, edition, _ in forms:
            if file in pages:
                # what others translated is known only while such a page is made
                called = edition_name(edition, said if said in LANGUAGES else own) if edition != RESEARCHER else ""
                sections += _sections(name, file, pages[file], called)
    title = about.get("title") or translate("What the pilots tell together", language)
    return {
        "name": name,
        "title": _called(project, name, pick(title, language) if isinstance(title, dict) else str(title)),
        "language": language if isinstance(title, dict) and title.get(language) else own,
        "synthetic": _synthetic(project, name),
        "reports": reports,
        "sections": sections,
    }


def _heading(project: Path, stem: str, language: str) -> str:
    """What a report is called of which there is no page: the first heading of its notebook."""
    path = next((path for paths in notebooks(project).values() for path in paths if path.stem == stem), None)
    if path is None:
        return stem
    return first_heading(nbformat.read(path, as_version=4), language) or stem  # type: ignore[no-untyped-call]


def _synthetic(project: Path, name: str) -> bool:
    """Whether a pilot is synthetic, or one of those that publish together."""
    return any(
        description(project, one).get("synthetic") for one in (names(project) if name == PUBLICATION else [name])
    )


def _read(project: Path, name: str, file: str) -> str:
    return (project / "reports" / name / file).read_text(encoding="utf-8")


def _variants(name: str, forms: list[tuple[str, str, str, str]], language: str) -> Iterator[dict[str, Any]]:
    """The forms of a report, an edition and language each, the edition for researchers first."""
    ordered = sorted(forms, key=lambda form: (EDITIONS.index(form[2]), form[1], list(ENDINGS).index(form[3])))
    for (edition, said), group in groupby(ordered, key=lambda form: (form[2], form[1])):
        called = [language_name(said, language)] + ([edition_name(edition, language)] if edition != RESEARCHER else [])
        files = [{"path": f"{name}/{file}", "format": translate(FORMATS[kind], language)} for file, _, _, kind in group]
        yield {"name": ", ".join(called), "language": said, "files": files}


def _sections(name: str, file: str, page: Contents, edition: str) -> Iterator[dict[str, str]]:
    for section in page.sections:
        parts = [page.title, edition, section.heading]
        yield {
            "path": f"{name}/{file}" + (f"#{section.anchor}" if section.anchor else ""),
            "name": " › ".join(filter(None, parts)),
            "language": page.language,
            "text": section.text,
        }


def _words(language: str) -> dict[str, str]:
    return {
        "title": translate("All reports", language),
        "search": translate("Search in all reports", language),
        "found": translate("sections found: {n}", language),
        "sections": translate("All sections of all reports", language),
        "skip": translate("Skip to the text", language),
        "version": translate("Made with", language),
        "synthetic": translate("Synthetic data", language),
        "synthetic_notice": translate("no respondent, answer or quote in these reports is real.", language),
    }
