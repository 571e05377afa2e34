"""Who may never be named: everyone whom the pilot's raw data name; and what may be published all the same."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pilots import __version__
from pilots.across import Publication
from pilots.codebook import Codebook
from pilots.context import read_table
from pilots.mixed import quotes
from pilots.pilot import Pilot
from pilots.privacy.folding import plain, tokens
from pilots.privacy.identifiers import find, is_listed_name
from pilots.privacy.identifying import Identifier, identifier
from pilots.privacy.known import Known
from pilots.project import PUBLICATION
from pilots.publish.gate.signatures import signatures_path
from pilots.publish.gate.sources import conversations, identifiers
from pilots.rows import YES, cells

CACHE = "known.json"
_FORM = 7
"""Of the cache: another one is made anew."""
LENGTH = 9
"""So many words in a row are nobody's but who said them."""
_MOST = 6
"""Where so many of them stand in an approved quote, the others are what happens to stand beside it."""
_SENTENCE = re.compile(r"(?<=[a-z,;] )[A-Z]\w+")
_WORD = re.compile(r"[^\W\d_]+")


def find_pilot(name: str, project: Path) -> Pilot:
    """A pilot by name, or what the pilots of a project publish together as one.

    Raises
    ------
    PilotsError
        When there is no such pilot, or its description is wrong.
    """
    return Publication.find("", project).pilot if name == PUBLICATION else Pilot.find(name, project)


def known_identifiers(pilot: Pilot) -> Known:
    """The identifiers of a pilot's raw data, to look for in what leaves.

    From the key files (names, addresses, numbers, link codes, ids and pseudonyms), the registrations, votes, decisions and
    the workbook of findings (codes of people, initials), the qualitative projects (names of documents, cases and coders),
    and the names and numbers that stand in answers and conversations. Authors, funders, partners, sites and
    privacy.allowed_words may be published.

    Parameters
    ----------
    pilot
        Its surveys are processed first where they never were, as this writes the key files.

    Returns
    -------
    Known
        Read again only when a file of the pilot has changed: what was found is kept beside the key files.

    Raises
    ------
    PilotsError
        What is wrong with the raw data.
    """
    if pilot.name == PUBLICATION:
        members = [known_identifiers(one) for one in Publication.find("", pilot.project).members]
        found = [one for known in members for one in known.identifiers]
        published = [*_published(pilot), *(name for known in members for name in known.published)]
        words = _ordinary().union(*(known.ordinary for known in members))
        return Known(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(published)), words)
    if not pilot.folder.name:
        return Known((), _published(pilot), _ordinary())
    missing = [source for source in pilot.surveys if not (pilot.keys / f"{source.name}.csv").is_file()]
    if missing:
        from pilots.survey.store import process

        process(pilot)
    content = _hash(pilot)
    return _known(pilot.folder, tuple(map(tuple, _kept(pilot.folder, content)["found"])), content)


def spoken(pilot: Pilot) -> frozenset[str]:
    """Digests of runs of `LENGTH` words of conversations, open answers and stories, but those in questions and approved quotes."""
    if pilot.name == PUBLICATION:
        return frozenset[str]().union(*(spoken(one) for one in Publication.find("", pilot.project).members))
    return frozenset(_kept(pilot.folder, _hash(pilot))["said"])


def passages(text: str, but: frozenset[str] = frozenset()) -> list[str]:
    """A digest of each run of `LENGTH` words of a text, whatever stands between them; not where most of it is approved (`but`)."""
    runs, parts = _runs(text, LENGTH), _runs(text, _MOST)
    own = [run for at, run in enumerate(runs) if but.isdisjoint(parts[at : at + LENGTH - _MOST + 1])]
    return [hashlib.blake2b(run.encode(), digest_size=8).hexdigest() for run in own]


def _runs(text: str, length: int) -> list[str]:
    words = [token.text for token in tokens(plain(text))]
    return [" ".join(words[at : at + length]) for at in range(len(words) - length + 1)]


@cache
def _known(folder: Path, found: tuple[tuple[str, str], ...], content: str) -> Known:  # noqa: ARG001 - what changed is read again
    pilot = Pilot.read(folder / "pilot.toml")
    names = {word for value, kind in found if kind == "name" for word in _WORD.findall(plain(value).casefold())}
    said = Counter(word for source in pilot.surveys for line in _labels(pilot.path(source.codebook)).split("\n") for word in _small(line))  # fmt: skip
    # somebody's name that stands in one label is no word of everyday by that
    words = {word for word, often in said.items() if word not in names or often > 1 or is_listed_name(word) is None}
    return Known(tuple(Identifier(*one) for one in found), _published(pilot), _ordinary() | words)


@cache
def _kept(folder: Path, content: str) -> dict[str, Any]:
    """What was found in the pilot's files when they were as they are now, kept beside the key files."""
    pilot = Pilot.read(folder / "pilot.toml")
    path = pilot.keys / CACHE
    try:
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        kept = {}
    if kept.get("of") != content:
        texts = list(_spoken(pilot))
        found = dict.fromkeys([*identifiers(pilot), *(one for text in texts for one in _in_text(text, pilot))])
        asked = {run for source in pilot.surveys for run in passages(_labels(pilot.path(source.codebook)))}
        approved = frozenset(part for quote in quotes(pilot)["text"] for part in _runs(quote, _MOST))
        said = {run for text in [*texts, *_withheld(pilot)] for run in passages(text, approved)} - asked
        kept = {"of": content, "found": [[one.value, one.kind] for one in found], "said": sorted(said)}
        if pilot.keys.is_dir():
            path.touch(mode=0o600)
            path.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return kept


def _hash(pilot: Pilot) -> str:
    digest = hashlib.sha256(f"{_FORM} {__version__}".encode())
    for path in [*sorted(pilot.folder.rglob("*")), *sorted(pilot.keys.glob("*.csv"))]:
        if path.is_file() and not path.name.startswith((".", "~$")) and path != signatures_path(pilot):
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _published(pilot: Pilot) -> tuple[str, ...]:
    """Names that may stand in what leaves."""
    signed = [text for author in pilot.authors for text in (author.name, author.affiliation)]
    names = [pilot.town, *signed, *(one.name for one in pilot.funders), *(one.name for one in pilot.partners)]
    names += [text for site in pilot.sites for text in (site.name, site.id)]
    return tuple(dict.fromkeys(filter(None, [*names, *pilot.privacy.allowed_words, pilot.name, *_cited()])))


def _spoken(pilot: Pilot) -> Iterator[str]:
    """Every conversation, and every answer in a respondent's own words, as they were given."""
    from pilots.survey import load_raw

    yield from conversations(pilot).texts.values()
    for source in pilot.surveys:
        raw = load_raw(pilot, source.name)
        roles = raw.codebook.variables["role"]
        own = [name for name in raw.responses if roles.get(name) == "open text"]
        yield from (str(text) for name in own for text in raw.responses[name].dropna().unique())


def _withheld(pilot: Pilot) -> Iterator[str]:
    """The steps of a family's story that may not be told: without consent, or that nobody approved."""
    for source in pilot.registrations:
        if source.kind == "timeline":
            for _, line in read_table(pilot.path(source.file), ()).iterrows():
                row = dict.fromkeys(("consent", "approved_by"), "") | cells(line)
                if row["consent"].casefold() not in YES or not row["approved_by"]:
                    yield from (text for name, text in row.items() if name.startswith("what"))


def _in_text(text: str, pilot: Pilot) -> Iterator[Identifier]:
    """Who is named in what somebody said, and how they can be reached; names that stand beside each other are one."""
    end, name = -1, ""
    allowed = [*pilot.privacy.allowed_words, *(site.name for site in pilot.sites), pilot.town]
    for span in find(text, allowed=filter(None, allowed), capitals=False):
        said = text[span.start : span.end]
        if span.kind == "name":
            beside = name and not text[end : span.start].strip(" -\u00a0")
            name = f"{name} {said}" if beside else said
            end = span.end
            yield Identifier(name, "name")
        elif span.kind in ("e-mail", "phone", "bank account", "national number", "address"):
            yield from filter(None, [identifier(said)])


def _labels(path: Path) -> str:
    book = Codebook.read(path)
    frames = (book.variables, book.choices, book.scales)
    return "\n".join(
        str(cell) for frame in frames for column in frame for cell in frame[column] if isinstance(cell, str | dict)
    )


@cache
def _own() -> str:
    """The package's own texts, in all languages."""
    root = files("pilots")
    paths = [*(root / "locales").iterdir(), *(root / "frameworks" / "data").iterdir()]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths if path.name.endswith((".po", ".toml")))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(_small(_own()))


@cache
def _cited() -> tuple[str, ...]:
    """Words with a capital inside a sentence of the package's own texts, such as whom a method is named after."""
    return tuple(sorted({word for word in _SENTENCE.findall(_own()) if not is_listed_name(word)}))


def _small(text: str) -> set[str]:
    """The words of a text that stand there in small letters."""
    return {word for word in _WORD.findall(plain(text)) if word.islower()}
