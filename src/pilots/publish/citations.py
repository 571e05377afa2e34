r"""Citations in the notebooks' prose, and the list of what was cited: written once, read the same in every format.

They are written as pandoc reads them: `[@vives2018]`, `[see @vives2018, p. 12; @vbjk2019]`, or `@vbjk2019` as part of
a sentence. The pilot names where the sources stand (`bibliography`: BibTeX, or CSL-JSON) and may name a style (`csl`).
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.pilot import Pilot
from pilots.publish.citeproc import cite, read_references

_KEY = r"(?<![\w@.+/:&=%~-])-?@(\w(?:[\w:.#$%&+?<>~/-]*\w)?)"
_CITED = re.compile(_KEY)
_BRACKETS = rf"\[(?=[^\[\]]*{_KEY})[^\[\]]*\](?!\()"
_CODE = r"(?P<code>^(?P<fence>```+|~~~+).*?^(?P=fence)|`+.*?`+|\\.|<[^<>]+>|\]\([^()]*\)|\[\]\(#[\w-]+\))"
_PART = re.compile(
    rf"{_CODE}|(?P<bracketed>{_BRACKETS})|(?P<said>{_KEY}(?: \[[^\[\]@]+\](?!\())?)", re.DOTALL | re.MULTILINE
)


class Citations(Preprocessor):
    """Put the text of each citation in its place, and what was cited at the end under a heading of its own.

    Reads `resources["pilots"]["references"]`; see `references`. Where nothing is cited nothing happens.

    Raises
    ------
    PilotsError
        Where a key stands for nothing in the bibliography, there is none, or it can't be read: all at once, each
        with its cell.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with its citations in HTML, in its markdown cells."""
        page = resources["pilots"]
        given = page.get("references")
        cells = [cell for cell in nb.cells if cell.cell_type == "markdown" and "@" in cell.source]
        written = [(cell, part) for cell in cells for part in citations(cell.source, bare=bool(given))]
        if not written:
            return nb, resources
        if not given:
            mend = 'Write bibliography = "references.bib" in its pilot.toml.'
            where = sorted({cell.metadata["pilots"]["where"] for cell, _ in written})
            raise_all(
                [PilotsError("a source is cited, but the pilot has no bibliography", where=w, mend=mend) for w in where]
            )
        sources = read_references(given)
        _require_known(written, {str(source["id"]) for source in sources}, given["name"])
        texts, listed = cite([part for _, part in written], sources, given["csl"], page["language"])
        said = iter(texts)
        for cell in cells:
            cell.source = _PART.sub(lambda match: next(said) if _cites(match, True) else match[0], cell.source)
        about = {"where": "the references", "language": page["language"], "folded": ""}
        source = f"## {page['words']['references']}\n\n{listed}"
        nb.cells.append(new_markdown_cell(source, metadata={"pilots": about}))  # type: ignore[no-untyped-call]
        return nb, resources


def references(pilot: Pilot) -> dict[str, str] | None:
    """The bibliography of a pilot and its style, as they stand in their files; None where it has none.

    Returns
    -------
    dict or None
        name (of the bibliography's file), text, and csl (a style, or empty).

    Raises
    ------
    PilotsError
        When one of the files can't be read.
    """
    if not pilot.bibliography:
        return None
    style = _read(pilot.folder / pilot.csl) if pilot.csl else ""
    return {"name": pilot.bibliography, "text": _read(pilot.folder / pilot.bibliography), "csl": style}


def citations(text: str, *, bare: bool = True) -> Iterator[str]:
    r"""The citations in a text, as written; none in code, links, HTML, addresses, or where `\@` stands.

    Parameters
    ----------
    bare
        Whether `@key` outside brackets is one too.

    Examples
    --------
    >>> list(citations("Ouders [zie @vives2018, p. 12] en @vbjk2019 [p. 3]; `@x`, info@school.be en \\@school."))
    ['[zie @vives2018, p. 12]', '@vbjk2019 [p. 3]']
    """
    return (match[0] for match in _PART.finditer(text) if _cites(match, bare))


def _cites(match: re.Match[str], bare: bool) -> bool:
    return bool(match["bracketed"] or (bare and match["said"]))


def _require_known(written: list[tuple[NotebookNode, str]], known: set[str], name: str) -> None:
    problems = {}
    for cell, part in written:
        for key in _CITED.findall(part):
            if key not in known:
                what = f"'@{key}' stands for nothing in {Path(name).name}"
                hint = f"{did_you_mean(key, known)} Where no source is meant, write \\@."
                where = cell.metadata["pilots"]["where"]
                problems[where, key] = PilotsError(what, where=where, mend=hint)
    raise_all(list(problems.values()))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError:
        raise PilotsError("this file can't be read", where=path, mend="See what pilot.toml calls it.") from None
    except UnicodeDecodeError:
        raise PilotsError("this file is no text in UTF-8", where=path, mend="Save it as UTF-8.") from None
