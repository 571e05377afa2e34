"""Personal data: columns that say who answered, and what people wrote about themselves or others."""

from collections.abc import Iterator

import pandas as pd

from pilots.privacy.identifiers import find
from pilots.survey.inspect.columns import Columns
from pilots.survey.inspect.oddity import Oddity, count, listed

_LOOKED_AT = 400
"""So many different texts of a column are searched for names; for addresses and telephone numbers, all are."""
_ADDRESS = r"@|\bat\b|apenstaartje|arobase|https?:|www\."
_NUMBER = r"\d(?:[ ./()-]{0,3}\d){7}"


def identifying(columns: Columns) -> Iterator[Oddity]:
    """Columns that say who answered."""
    book = columns.reading.codebook
    named = [*columns.reading.of_kind("identifier"), *book.with_role("identifier"), *book.with_role("link code")]
    if named:
        shown = [columns.shown(name) if name in columns.reading.responses else name for name in named]
        what = f"{count(named, 'column')} about who answered, kept apart from the answers at reading: {listed(shown)}"
        yield Oddity("personal columns", what, n=len(named))


def in_texts(columns: Columns) -> Iterator[Oddity]:
    """Names, addresses and numbers in open text, by kind."""
    personal = set(columns.reading.codebook.with_role("identifier"))
    for name in (name for name in columns.names if columns.types[name] == "text" and name not in personal):
        counts = columns.counts[name]
        if counts.empty:
            continue
        texts = pd.Series(counts.index, dtype="str")
        suspect = texts.str.contains(_ADDRESS, case=False, regex=True) | texts.str.contains(_NUMBER, regex=True)
        spread = texts[:: max(len(texts) // _LOOKED_AT, 1)].head(_LOOKED_AT)
        found: dict[str, set[str]] = {}
        for text in dict.fromkeys([*texts[suspect].head(20 * _LOOKED_AT), *spread]):
            for span in find(text, capitals=False):
                found.setdefault(span.kind, set()).add(text)
        for kind, holding in sorted(found.items()):
            rows = columns.rows(name, pd.Index(sorted(holding)))
            looked = (
                ""
                if len(spread) == len(texts) or kind not in ("name", "address", "script")
                else f" of {len(spread)} texts that were looked at"
            )
            yield Oddity.at("personal data", f"{count(rows, 'answer')} that may hold: {kind}{looked}", name, rows)
