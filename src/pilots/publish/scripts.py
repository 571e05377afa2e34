"""A script of ours that a page may run: read from beside its template, and known to the browser by its hash."""

import base64
import hashlib
from pathlib import Path


def script(path: Path) -> str:
    """A script as it stands in a page: without the empty lines and spaces at the end that a page loses too.

    Parameters
    ----------
    path
        The file that holds it.
    """
    return tidy(path.read_text(encoding="utf-8")).rstrip("\n")


def tidy(text: str) -> str:
    r"""A page without the empty lines and the spaces at the end that its template leaves.

    Examples
    --------
    >>> tidy("<p>  \n\n</p>")
    '<p>\n</p>\n'
    """
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) + "\n"


def csp_source(text: str) -> str:
    """What `script-src` of a Content-Security-Policy says, so that a page may run this script and no other.

    Parameters
    ----------
    text
        All that stands between `<script>` and `</script>`.

    References
    ----------
    W3C (2018). Content Security Policy Level 3, section 2.3.1, hash-source.

    Examples
    --------
    >>> csp_source("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
