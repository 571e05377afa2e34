"""What a notebook shows: tables, figures and sentences, each with its caption, its notes and where it came from.

An exhibit holds only what may be seen: suppressed cells are gone before it is made. In JupyterLab it shows itself;
in a report the exporter numbers it and folds its provenance under it, reading the JSON that travels with it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pilots import markup
from pilots.errors import PilotsError
from pilots.language import require, translate
from pilots.privacy.counts import Count
from pilots.written import mark

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure as Drawing

MIME = "application/vnd.pilots.exhibit+json"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How something shown was computed.

    Parameters
    ----------
    method
        How, in a sentence the reader understands, in the exhibit's language.
    n
        How many respondents (or units) it rests on, where that is one number.
    filter
        Which of them, e.g. "wave 0".
    data_hash
        Of the rows it was computed from; see `data_hash`.
    log_rows
        How many rows of the cleaning log touch these data.
    """

    method: str = ""
    n: int | None = None
    filter: str = ""
    data_hash: str = ""
    log_rows: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As a dict of what is known."""
        return {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) not in ("", None)}


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is published: every cell is text, in the language of the reader, suppressed where it must be.

    Parameters
    ----------
    data
        Text cells under the headings as they are shown. No rows: the table shows `empty_note` instead.
    caption, label
        What it shows; the name for cross-references, e.g. "tbl-needs".
    notes
        Lines under the table: abbreviations, suppression, tests.
    numeric
        The headings of columns that are aligned as numbers.
    row_groups
        A heading whose values group the rows under each other.
    counts
        How many people it tells of or holds back; the gate computes with them.
    """

    data: "pd.DataFrame"
    caption: str
    label: str
    language: str = "nl"
    notes: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()
    row_groups: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    empty_note: str = ""
    counts: tuple[Count, ...] = ()

    def __post_init__(self) -> None:
        _check(self, "tbl-")

    def to_html(self) -> str:
        """As HTML: a figure with its caption, the table, and the notes."""
        if self.data.empty:
            return markup.absent(self.empty_note or translate("No data were collected for this table.", self.language))
        body = markup.table(self.data, self.label, self.caption, self.numeric, self.row_groups)
        return mark(markup.framed("table", self.label, self.caption, body, self.notes), self.language)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.to_html(), "text/plain": _plain(self), MIME: _json(self, "table")}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it is published, with a text alternative and the numbers it was drawn from.

    Parameters
    ----------
    svg
        The picture; see `Figure.draw`. Empty: the figure shows `empty_note` instead; see `Figure.absent`.
    data
        The published numbers behind it, text cells; shown as an accessible table under the figure.
    alt
        What one sees, in one or two sentences, with its main finding.
    """

    svg: str
    data: "pd.DataFrame"
    caption: str
    label: str
    alt: str
    language: str = "nl"
    notes: tuple[str, ...] = ()
    provenance: Provenance = field(default_factory=Provenance)
    empty_note: str = ""
    counts: tuple[Count, ...] = ()

    def __post_init__(self) -> None:
        _check(self, "fig-")
        if self.svg and not self.alt.strip():
            raise PilotsError("a figure needs a text alternative", where=self.label, mend="Say in `alt` what one sees.")

    @classmethod
    def draw(cls, drawing: "Drawing", **parts: Any) -> "Figure":
        """Make a figure of a matplotlib drawing."""
        return cls(svg=markup.svg(drawing, parts.get("label", "")), **parts)

    @classmethod
    def absent(cls, note: str, *, caption: str, label: str, language: str) -> "Figure":
        """A figure that there is nothing to draw for, and why."""
        import pandas as pd

        return cls("", pd.DataFrame(), caption, label, alt="", language=language, empty_note=note)

    def to_html(self) -> str:
        """As HTML: a figure with its caption, the picture, its numbers folded, and the notes."""
        if not self.svg:
            return markup.absent(self.empty_note or translate("No data were collected for this figure.", self.language))
        told = markup.numbers(self.data, self.language)
        framed = mark(markup.framed("figure", self.label, self.caption, told, self.notes), self.language)
        return framed.replace("</figcaption>", f"</figcaption>{markup.picture(self.svg, self.alt)}", 1)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"text/html": self.to_html(), "text/plain": _plain(self), MIME: _json(self, "figure")}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A computed sentence or paragraph in the language of the reader; `values` are the numbers it holds.

    `absent` where it only says that there is nothing to tell.
    """

    text: str
    language: str = "nl"
    values: Mapping[str, str] = field(default_factory=dict)
    provenance: Provenance = field(default_factory=Provenance)
    absent: bool = False
    counts: tuple[Count, ...] = ()

    def to_html(self) -> str:
        """As HTML: a paragraph a line."""
        return mark(markup.absent(self.text) if self.absent else markup.paragraphs(self.text), self.language)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        about = {
            "kind": "sentence",
            "text": self.text,
            "absent": self.absent,
            "values": dict(self.values),
            "language": self.language,
            "provenance": self.provenance.to_json(),
            "counts": [count.to_json() for count in self.counts],
        }
        return {"text/html": self.to_html(), "text/plain": self.text, MIME: about}


def show(*exhibits: Table | Figure | Sentence) -> None:
    """Show exhibits under each other, for functions that give several, e.g. `show(*figures.likert(...))`."""
    from IPython.display import display

    for exhibit in exhibits:
        display(exhibit)  # type: ignore[no-untyped-call]


def data_hash(*tables: "pd.DataFrame") -> str:
    """A short hash of the content of tables: the same cells, columns and order give the same hash.

    Examples
    --------
    >>> import pandas as pd
    >>> data_hash(pd.DataFrame({"a": [1]})) == data_hash(pd.DataFrame({"a": [1]}))
    True
    """
    import pandas as pd

    digest = hashlib.sha256()
    for table in tables:
        digest.update("\x1f".join(map(str, table.columns)).encode())
        digest.update(pd.util.hash_pandas_object(table.astype("str"), index=False).to_numpy().tobytes())
    return digest.hexdigest()[:12]


def _check(exhibit: Table | Figure, prefix: str) -> None:
    require(exhibit.language)
    if not exhibit.label.startswith(prefix) or not exhibit.label[len(prefix) :].replace("-", "").isalnum():
        raise PilotsError(
            f"the label '{exhibit.label}' can't be referred to",
            mend=f"Write {prefix} and letters, digits and -.",
        )


def _plain(exhibit: Table | Figure) -> str:
    shown = exhibit.data.to_string(index=False) if len(exhibit.data) else exhibit.empty_note
    return f"{exhibit.caption}\n\n{shown}"


def _json(exhibit: Table | Figure, kind: str) -> dict[str, Any]:
    data = exhibit.data.astype("str")
    return {
        "kind": kind,
        "label": exhibit.label,
        "caption": exhibit.caption,
        "notes": list(exhibit.notes),
        "alt": exhibit.alt if isinstance(exhibit, Figure) else "",
        "language": exhibit.language,
        "absent": not exhibit.svg if isinstance(exhibit, Figure) else data.empty,
        "columns": [str(name) for name in data.columns],
        "rows": [[None if cell != cell else str(cell) for cell in row] for row in data.to_numpy().tolist()],
        "numeric": list(exhibit.numeric) if isinstance(exhibit, Table) else [],
        "row_groups": exhibit.row_groups if isinstance(exhibit, Table) else "",
        "provenance": exhibit.provenance.to_json(),
        "counts": [count.to_json() for count in exhibit.counts],
    }
