"""Which column of a coded table holds what, by the headings that programs and people give them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pilots.rows import NO, YES

COLUMNS: Mapping[str, Sequence[str]] = {
    "document": (
        "document", "document name", "documentnaam", "naam document", "nom du document", "dokumentname", "dokument",
        "file", "file name", "filename", "bestand", "bestandsnaam", "fichier", "nom du fichier", "source", "bron",
        "source name", "media title", "interview", "gesprek", "entretien", "transcript", "file/case name", "files",
    ),
    "text": (
        "segment", "text", "tekst", "texte", "fragment", "passage", "content", "inhoud", "contenu", "quote", "citaat",
        "citation", "quotation", "quotation content", "text content", "excerpt", "excerpt copy", "extrait", "coded text",
        "gecodeerde tekst", "texte codé", "snippet", "verbatim", "antwoord", "answer", "réponse", "seltext", "reference text",
        "coded segment", "segment codé", "gecodeerd segment", "codiertes segment", "zitat", "zitatinhalt",
    ),
    "code": (
        "code", "codes", "code(s)", "tag", "tags", "code name", "codename", "codenaam", "nom du code", "node", "nodes",
        "thema", "thema's", "theme", "themes", "thème", "thèmes", "codering", "coderingen", "codage", "hierarchical name",
    ),
    "parent": ("category", "categorie", "catégorie", "parent", "parent code", "bovenliggende code", "code parent", "kategorie"),
    "coder": (
        "coder", "coder name", "codeur", "codeerder", "created by", "gecodeerd door", "codé par", "créé par", "gemaakt door",
        "aangemaakt door", "erstellt von", "excerpt creator", "owner", "initialen", "initials", "initiales", "rater",
        "beoordelaar", "coded by", "coder initials",
    ),
    "case": (
        "case", "cases", "geval", "cas", "casus", "fall", "respondent", "respondent id", "response id", "responseid",
        "respondent_id", "participant", "deelnemer", "participant id", "case name",
    ),
    "question": ("question", "vraag", "varname", "variable", "variabele"),
    "start": ("begin", "start", "anfang", "début", "start position", "startpositie", "pos0", "position début", "van"),
    "end": ("end", "ende", "einde", "eind", "fin", "end position", "eindpositie", "pos1", "position fin", "tot"),
    "memo": ("memo", "comment", "comments", "commentaar", "opmerking", "commentaire", "kommentar", "coded memo", "note"),
    "id": ("id", "nr", "nummer", "number", "no", "quotation id", "numéro", "rij", "row"),
    "language": ("language", "taal", "langue", "sprache"),
    "phase": ("phase", "fase", "wave", "golf"),
    "created": ("created", "date", "datum", "created on", "excerpt date", "erstellt", "gemaakt op", "créé le"),
}  # fmt: skip
"""What a column holds, to the headings it may have."""

UNUSED = frozenset(
    (
        "color", "colour", "kleur", "couleur", "farbe", "document group", "documentgroep", "groupe de documents",
        "dokumentgruppe", "weight score", "weight", "gewicht", "poids", "modified by", "modified", "area", "coverage %",
        "coverage", "fläche", "abdeckungsgrad %", "reference", "density", "quotation name", "document groups",
        "codes applied combined", "excerpt range", "resource creator", "resource date", "bearbeitet von", "bearbeitet am",
    )
)  # fmt: skip
"""Headings of programs that tell nothing about codes or people."""

_HEADINGS = frozenset(UNUSED.union(*COLUMNS.values()))
_LANGUAGES = frozenset(
    (
        "nederlands", "frans", "engels", "duits", "arabisch", "turks", "pools", "spaans", "italiaans", "roemeens", "bulgaars",
        "portugees", "russisch", "oekraïens", "berber", "vlaams", "dutch", "french", "english", "german", "arabic", "turkish",
        "polish", "spanish", "italian", "romanian", "bulgarian", "portuguese", "russian", "ukrainian", "néerlandais", "français",
        "anglais", "allemand", "arabe", "turc", "polonais", "espagnol", "italien", "roumain", "bulgare", "portugais", "russe",
        "ukrainien", "berbère", "niederländisch", "französisch", "englisch", "deutsch", "türkisch",
    )
)  # fmt: skip
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,4})?")

_NUMBERED = re.compile(r"(?:code|codes|tag|thema|theme|thème|codering)\s*[_-]?\d+")
_APPLIED = re.compile(r"code:\s*(?P<code>.+?)\s+applied", re.IGNORECASE)
_BESIDE = re.compile(r"code:\s*.+\s+(?:range|weight)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a coded table.

    Parameters
    ----------
    columns
        What a column holds, to its heading.
    codes
        Headings of the columns that name codes.
    marks
        Headings of the columns that mark a code with 1 or 0, to the code.
    others
        Headings of the rest.
    """

    columns: Mapping[str, str]
    codes: tuple[str, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    others: tuple[str, ...] = ()

    @property
    def coded(self) -> bool:
        """Whether there are columns for codes."""
        return bool(self.codes or self.marks)


def recognise(table: pd.DataFrame) -> Layout:
    """Which column holds what.

    A column of 1 and 0 (or yes and no, true and false, x and nothing) is a code where no column names codes; among others of
    the kind it is one whatever its heading. A column is a language only where its cells say one. Where no heading tells
    which column is the text, it is the one with the longest texts.

    Examples
    --------
    >>> recognise(pd.DataFrame({"Documentnaam": ["a"], "Segment": ["b"], "Code": ["c"]})).columns
    {'document': 'Documentnaam', 'text': 'Segment'}
    """
    folded = {str(name): fold(str(name)) for name in table.columns}
    marks = {name: match["code"] for name in folded if (match := _APPLIED.fullmatch(name.strip()))}
    named = [name for name, short in folded.items() if short in COLUMNS["code"] or _NUMBERED.fullmatch(short)]
    grid = [] if marks else _grid(table, folded)
    grid = grid if set(named) <= set(grid) else []
    named = [name for name in named if name not in grid]
    columns: dict[str, str] = {}
    for role, known in COLUMNS.items():
        found = [
            name
            for name, short in folded.items()
            if short in known
            and name not in (*columns.values(), *grid)
            and (role != "language" or _speaks(table[name]))
        ]
        if found and role != "code":
            columns[role] = min(found, key=lambda name: known.index(folded[name]))
    taken = {*columns.values(), *named, *marks}
    rest = [
        name
        for name, short in folded.items()
        if name in grid or (name not in taken and short not in UNUSED and not _BESIDE.fullmatch(name))
    ]
    if not named and not marks:
        marks = {name: name for name in rest if is_mark(table[name])}
        rest = [name for name in rest if name not in marks]
    if "text" not in columns and rest and (named or marks):
        lengths = {name: table[name].str.len().mean() for name in rest}
        columns["text"] = max(rest, key=lambda name: lengths[name] if lengths[name] == lengths[name] else 0)
        rest.remove(columns["text"])
    return Layout(columns, tuple(named), marks, tuple(rest))


def fold(heading: str) -> str:
    """A heading without what people write differently.

    Examples
    --------
    >>> fold("  Document_Name: ")
    'document name'
    """
    return re.sub(r"[\s_]+", " ", heading.casefold()).strip(" :*")


def is_mark(column: "pd.Series[str]") -> bool:
    """Whether a column only says yes or no, and yes at least once."""
    said = set(column.dropna().str.strip().str.casefold())
    return bool(said & set(YES)) and said <= {*YES, *NO}


def _grid(table: pd.DataFrame, folded: Mapping[str, str]) -> list[str]:
    """The columns that only say yes or no, where at least one of them has a heading that is of no other kind of column.

    One with such a heading that says 1 everywhere may as well be the number of a phase or a document.
    """
    found = [name for name in folded if is_mark(table[name])]
    if all(folded[name] in _HEADINGS for name in found):
        return []
    return [name for name in found if folded[name] not in _HEADINGS or not table[name].str.strip().eq("1").all()]


def _speaks(column: "pd.Series[str]") -> bool:
    """Whether the cells of a column say a language, or nothing."""
    said = set(column.dropna().str.strip().str.casefold())
    return not said or any(word in _LANGUAGES or _LANGUAGE.fullmatch(word) for word in said - {*YES, *NO})
