"""Ask pandoc to read a bibliography and to write citations in a style."""

import json
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pilots.errors import PilotsError
from pilots.publish import pandoc

STYLE = Path(__file__).parent / "templates" / "csl" / "author-date.csl"
_LOCALES = {"nl": "nl-NL", "fr": "fr-FR", "en": "en-GB"}
_PLACE = re.compile(r"\(line (\d+)")
_CITATION = re.compile(r'<p><span class="citation"[^>]*>(.*?)</span></p>', re.DOTALL)
_NUMBERED = re.compile(r'<div class="csl-(left-margin|right-inline|indent|block)">(.*?)</div>', re.DOTALL)


def read_references(given: dict[str, str]) -> list[dict[str, Any]]:
    """The sources of a bibliography, as CSL-JSON has them.

    Parameters
    ----------
    given
        name and text of the file: CSL-JSON where its name ends in .json, BibTeX otherwise.

    Raises
    ------
    PilotsError
        When it can't be read, with its line.

    Examples
    --------
    >>> read_references({"name": "a.bib", "text": "@book{vbjk2019, title = {Slotanalyse}, year = 2019}"})[0]["title"]
    'Slotanalyse'
    """
    name, text = given["name"], given["text"]
    if name.endswith(".json"):
        try:
            sources = json.loads(text)
        except json.JSONDecodeError as error:
            raise PilotsError("this bibliography is no JSON", where=f"{name}, line {error.lineno}") from None
        if not isinstance(sources, list) or not all(isinstance(one, dict) and "id" in one for one in sources):
            mend = "Export it as CSL-JSON: a list of sources, each with an id."
            raise PilotsError("this bibliography holds no sources", where=name, mend=mend)
        return sources
    try:
        # were they English, titles would lose their capitals
        return list(json.loads(pandoc.run(text, "--from=biblatex", "--to=csljson", locale="nl_BE")))
    except pandoc.PandocError as error:
        line = _PLACE.search(error.said)
        where = f"{name}, line {min(int(line[1]), len(text.splitlines()))}" if line else name
        mend = "See whether a brace or comma is missing there, or a line earlier."
        raise PilotsError("this bibliography can't be read", where=where, mend=mend) from None


def cite(written: Sequence[str], sources: list[dict[str, Any]], style: str, language: str) -> tuple[list[str], str]:
    """The text of each citation, and the list of what was cited.

    Parameters
    ----------
    written
        Citations as pandoc reads them, in the order in which they are read.
    sources
        As `read_references` gives them; every key cited is among them.
    style
        A CSL style; empty for author and date.
    language
        Which the words of the style are in.

    Returns
    -------
    list of str, str
        Each as HTML in one line that markdown leaves alone: a span of class `citation` each, and one division.

    Raises
    ------
    PilotsError
        When the style can't be read, or puts citations in notes.

    Examples
    --------
    >>> source = {"id": "a", "type": "book", "title": "Ouders", "author": [{"family": "Maes", "given": "An"}]}
    >>> source["issued"] = {"date-parts": [[2019]]}
    >>> cite(["[@a, p. 3]"], [source], "", "nl")[0]
    ['<span class="citation">(<a class="cited" href="#ref-a">Maes, 2019, p. 3</a>)</span>']
    """
    if 'class="note"' in style:
        mend = "Take a style that cites author and date, or numbers."
        raise PilotsError("this style puts citations in notes, which reports don't have", where="csl", mend=mend)
    about = {"references": sources, "lang": _LOCALES[language], "link-citations": True}
    text = "\n\n".join([f"---\n{json.dumps(about)}\n---", *written])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "style.csl"
        path.write_text(style or STYLE.read_text(encoding="utf-8"), encoding="utf-8")
        try:
            html = pandoc.run(text, "--from=markdown", "--to=html", "--wrap=none", "--citeproc", f"--csl={path}")
        except pandoc.PandocError:
            raise PilotsError("this style can't be read", where="csl", mend="See whether it is CSL 1.0.") from None
    body, _, listed = html.partition('<div id="refs"')
    texts = [f'<span class="citation">{_literal(one)}</span>' for one in _CITATION.findall(body)]
    entries = _NUMBERED.sub(r"<span>\2</span> ", listed[listed.index(">") + 1 :])
    return texts, f'<div class="references">{_literal(entries)}'


def _literal(html: str) -> str:
    """HTML in which markdown sees nothing of its own, in one line."""
    html = re.sub(r'<a href="#(ref-[^"]*)"[^>]*>', r'<a class="cited" href="#\1">', html)
    html = re.sub(r' (role|data-entry-spacing|data-line-spacing)="[^"]*"', "", html)
    parts = re.split(r"(<[^>]*>)", " ".join(html.split()))
    return "".join(part if part.startswith("<") else re.sub(r"[*_`\[\]\\@$~]", _entity, part) for part in parts)


def _entity(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
