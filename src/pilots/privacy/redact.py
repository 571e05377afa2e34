"""Take out of a text what could identify a person."""

from collections.abc import Iterable

from pilots.language import translate
from pilots.privacy.identifiers import Span, find


def redact(
    text: str,
    names: Iterable[str] = (),
    *,
    allowed: Iterable[str] = (),
    capitals: bool = True,
    language: str = "nl",
) -> str:
    """Replace what could identify a person by a neutral word in square brackets.

    Parameters
    ----------
    text
        The text.
    names, allowed, capitals
        As in `find`.
    language
        Of the neutral words: nl, fr or en.

    Returns
    -------
    str
        The text; two names in a row become one word.

    Examples
    --------
    >>> redact("Écris à Ann Peeters, ann@example.org", language="en")
    'Écris à [name], [e-mail]'
    """
    words = _neutral(language)
    said, end = [], 0
    for span in _joined(find(text, names, allowed=allowed, capitals=capitals), text):
        said += [text[end : span.start], words[span.kind]]
        end = span.end
    return "".join([*said, text[end:]])


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Make one span of names that only a space or hyphen parts."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and last.kind == span.kind == "name" and not text[last.end : span.start].strip(" -\u00a0"):
            joined[-1] = Span(last.start, span.end, "name")
        else:
            joined.append(span)
    return joined


def _neutral(language: str) -> dict[str, str]:
    return {
        "e-mail": translate("[e-mail]", language),
        "account": translate("[account]", language),
        "url": translate("[website]", language),
        "bank account": translate("[bank account]", language),
        "national number": translate("[national number]", language),
        "phone": translate("[phone]", language),
        "address": translate("[address]", language),
        "name": translate("[name]", language),
        "script": translate("[text in another script]", language),
    }
