"""What is stale and why: a report is made again when anything it was made from has changed.

Beside the reports of a pilot, `.manifest.json` holds the content hashes of what each was made from. What the pilots of a
project publish together is planned like the reports of one, under the name `publication`. Nothing here loads pandas,
pydantic or nbconvert: finding out that nothing is stale must cost next to nothing.
"""

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pilots import __version__
from pilots.errors import WorkflowError, did_you_mean
from pilots.files import content_hash, folder_hashes, read_json, replace
from pilots.project import EDITIONS, PUBLICATION, RESEARCHER, nameless, names

MANIFEST = ".manifest.json"
ENDINGS = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "slides": ".slides.html"}
"""How the file of each format ends."""
_NOTEBOOK = re.compile(r"(\d)_[a-z0-9_]+\.ipynb")
_PROCESSED = "processed data: "
_DATA = "data: "
_FILES = ("file", "codebook", "context", "actions", "integration", "bibliography", "csl")
_DEPENDENCIES = ("great_tables", "ipykernel", "krippendorff", "matplotlib", "nbconvert", "numpy", "pandas", "pingouin",
                 "pyarrow", "pypandoc_binary", "scipy", "seaborn", "statsmodels", "typst")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One report to make: a notebook, run for a pilot in a language and an edition, in a format.

    Parameters
    ----------
    pilot, phase, language
        What it is about.
    notebook
        Its notebook.
    report
        Where it goes.
    inputs
        What it is made from: a name to a content hash.
    reasons
        Why it must be made, in words; empty where it is up to date.
    edition, format
        For whom, and as what; one of `EDITIONS` and of `ENDINGS`.
    """

    pilot: str
    phase: int
    language: str
    notebook: Path
    report: Path
    inputs: Mapping[str, str]
    reasons: tuple[str, ...]
    edition: str = RESEARCHER
    format: str = "html"

    @property
    def execution(self) -> tuple[Path, str, str]:
        """What reports have in common that come from one run of a notebook."""
        return self.notebook, self.language, self.edition


def steps(
    project: Path, pilot: str, *, phase: int | None = None, language: str | None = None, force: bool = False,
    to: Sequence[str] = ("html",), edition: str = RESEARCHER,
) -> list[Step]:  # fmt: skip
    """The reports of a pilot, each with the reasons why it is stale.

    Parameters
    ----------
    project
        The folder that holds data/ and reports/.
    phase, language
        Only this phase; this language instead of the pilot's own.
    force
        Make them whatever they are.
    to, edition
        In which formats, and for whom.

    Raises
    ------
    WorkflowError
        When there is no notebook for the phase.
    """
    together = pilot == PUBLICATION
    found = {
        n: some for n, paths in notebooks(project).items() if (some := [p for p in paths if _shared(p) == together])
    }
    if phase is not None and phase not in found:
        raise WorkflowError(f"there is no notebook for phase {phase}", mend=did_you_mean(str(phase), map(str, found)))
    own = own_language(project, pilot)
    asked = language or own
    folder = project / "reports" / pilot
    shared = _data(project, pilot) | _processed(project, pilot) | {"library": _library()} | _versions()
    known = read_json(folder / MANIFEST)
    for_whom = ("" if edition == RESEARCHER else f".{edition}") + ("" if asked == own else f".{asked}")
    made = []
    for number, notebook in ((n, path) for n, paths in found.items() if phase in (None, n) for path in paths):
        parameters = f"{pilot} {asked}" + ("" if edition == RESEARCHER else f" {edition}")
        inputs = shared | {f"notebook: {notebook.name}": content_hash(notebook), "parameters": parameters}
        for kind in to:
            report = folder / f"{notebook.stem}{for_whom}{ENDINGS[kind]}"
            reasons = ("asked for with --force",) if force else _reasons(inputs, known.get(report.name), report)
            made.append(Step(pilot, number, asked, notebook, report, inputs, reasons, edition, kind))
    return made


def notebooks(project: Path) -> dict[int, list[Path]]:
    """The notebooks of each phase: the project's own folder notebooks/, else those that travel with the package.

    Examples
    --------
    >>> sorted(notebooks(Path("no-such-project")))[:3]
    [1, 2, 3]
    """
    places = (project, Path(__file__).parents[1], Path(__file__).parents[3])
    return next(filter(None, (_numbered(place / "notebooks") for place in places)), {})


def record(project: Path, step: Step) -> None:
    """Remember what a report was made from, now that it is made."""
    path = step.report.with_name(MANIFEST)
    made_from = {_kept(name): value for name, value in step.inputs.items() if not name.startswith(_PROCESSED)}
    known = read_json(path) | {
        step.report.name: {"inputs": made_from | _processed(project, step.pilot), "report": content_hash(step.report)}
    }
    replace(path, json.dumps(known, indent=1, sort_keys=True) + "\n")


def description(project: Path, pilot: str) -> dict[str, Any]:
    """A pilot.toml (or publication.toml) as it stands, unchecked; empty where it can't be read."""
    raw = project / "data" / "raw"
    path = raw / f"{pilot}.toml" if pilot == PUBLICATION else raw / pilot / "pilot.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}


def own_language(project: Path, pilot: str) -> str:
    """The language of a pilot's reports where no other is asked for."""
    said = description(project, pilot).get("language", "nl")
    return said if isinstance(said, str) else "nl"


def variants(project: Path, pilot: str) -> list[tuple[str, str, str]]:
    """The languages, editions and formats that a pilot has reports in, its own language for researchers in HTML first.

    Examples
    --------
    >>> variants(Path("no-such-project"), "menen")
    [('nl', 'researcher', 'html')]
    """
    own = own_language(project, pilot)
    made = {variant(name, own) for name in read_json(project / "reports" / pilot / MANIFEST)}
    first = (own, RESEARCHER, "html")
    return [first, *sorted(made - {first})]


def variant(name: str, own: str) -> tuple[str, str, str]:
    """Language, edition and format of a report, by its file's name and the pilot's own language.

    Examples
    --------
    >>> variant("1_context_analysis.participant.fr.pdf", "nl")
    ('fr', 'participant', 'pdf')
    """
    kind = next(kind for kind, ending in reversed(ENDINGS.items()) if name.endswith(ending))
    parts = name.removesuffix(ENDINGS[kind]).split(".")[1:]
    edition = next((part for part in parts if part in EDITIONS), RESEARCHER)
    return next((part for part in parts if part not in EDITIONS), own), edition, kind


def _shared(notebook: Path) -> bool:
    """Whether a notebook is about all pilots together."""
    return notebook.stem.endswith(f"_{PUBLICATION}")


def _numbered(folder: Path) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = {}
    for path in sorted(folder.glob("*.ipynb")):
        if name := _NOTEBOOK.fullmatch(path.name):
            found.setdefault(int(name[1]), []).append(path)
    return found


def _reasons(inputs: Mapping[str, str], known: Any, report: Path) -> tuple[str, ...]:
    if not known:
        return ("not made yet",)
    now = content_hash(report)
    reasons = [] if now == known.get("report") else ["the report was changed by hand" if now else "the report is gone"]
    before: Mapping[str, str] = known.get("inputs", {})
    here = {_kept(name): name for name in inputs}
    gone = {kept: _DATA.rstrip(": ") if kept.startswith(_DATA) else kept for kept in before.keys() - here.keys()}
    for kept, name in sorted({**here, **gone}.items(), key=lambda pair: pair[1]):
        if inputs.get(name) != before.get(kept):
            reasons.append(_said(name, kept in before, inputs.get(name, "") != ""))
    return tuple(reasons)


def _kept(name: str) -> str:
    """The name of an input as the manifest, which lies among the reports, may hold it."""
    return f"{_DATA}{nameless(name.removeprefix(_DATA))}" if name.startswith(_DATA) else name


def _said(name: str, before: bool, now: bool) -> str:
    kind, _, place = name.partition(": ")
    change = "changed" if before and now else "added" if now else "gone"
    return f"{kind} {change}: {place}" if place else f"{kind} {change}"


def _data(project: Path, pilot: str) -> dict[str, str]:
    if pilot == PUBLICATION:
        raw = project / "data" / "raw"
        named = [f"{PUBLICATION}.toml", *sorted(set(_named(description(project, pilot))))]
        return {f"{_DATA}{name}": content_hash(raw / name) for name in named} | {
            name.replace(_DATA, f"{_DATA}{one}/", 1): value
            for one in names(project)
            for name, value in _data(project, one).items()
        }
    folder = project / "data" / "raw" / pilot
    found = {f"{_DATA}{name}": value for name, value in folder_hashes(folder).items()}
    for name in set(_named(description(project, pilot))):
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            found[f"{_DATA}{name}"] = content_hash(path)
    return found


def _processed(project: Path, pilot: str) -> dict[str, str]:
    processed = project / "data" / "processed"
    folders = (
        {f"{one}/": processed / one for one in names(project)} if pilot == PUBLICATION else {"": processed / pilot}
    )
    return {
        f"{_PROCESSED}{before}{name}": value
        for before, folder in folders.items()
        for name, value in folder_hashes(folder).items()
    }


def _named(part: Any) -> Iterator[str]:
    """The files that a description names, wherever it names them."""
    if isinstance(part, Mapping):
        for key, value in part.items():
            if key in _FILES and isinstance(value, str):
                yield value
            else:
                yield from _named(value)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for value in part:
            yield from _named(value)


@cache
def _library() -> str:
    digest = hashlib.sha256(__version__.encode())
    for name, value in folder_hashes(Path(__file__).parents[1]).items():
        if not name.startswith("notebooks/"):
            digest.update(f"{name} {value}\n".encode())
    return digest.hexdigest()


@cache
def _versions() -> dict[str, str]:
    # names of folders: importlib.metadata would cost as much as all the rest
    found = {"version: python": ".".join(map(str, sys.version_info[:3]))}
    for place in filter(None, reversed(sys.path)):
        for folder in Path(place).glob("*.dist-info"):
            name, _, version = folder.name.removesuffix(".dist-info").partition("-")
            if name.lower() in _DEPENDENCIES:
                found[f"version: {name.lower()}"] = version
    return found
