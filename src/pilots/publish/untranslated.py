"""What stands on the participants' pages in another language than theirs: each exhibit says so."""

import re
from html import escape
from typing import Any

from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from pilots.language import language_name, translate
from pilots.project import PARTICIPANT

_MARKED = re.compile(r'<span lang="([a-z-]+)">')
_TAG = re.compile(r"<[^>]+>")


class Untranslated(Preprocessor):
    """Add to each exhibit of the participants' edition in which language it has words that nobody translated.

    Reads and changes the blocks that `ExhibitsOnly` left; an exhibit that names the language already stays as it is.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Give the notebook with what its exhibits say of their languages."""
        if resources["pilots"]["edition"] == PARTICIPANT:
            for cell in nb.cells:
                for block in cell.metadata["pilots"].get("blocks", []):
                    block["html"] = _told(block["html"], block["language"])
        return nb, resources


def _told(html: str, language: str) -> str:
    """An exhibit that says of each language in it that is not its own which it is.

    Examples
    --------
    >>> _told('<p>“<span lang="nl">Dag</span>”</p>', "en").removeprefix('<p>“<span lang="nl">Dag</span>”</p>')
    '<p class="exhibit-note">What stands here in Dutch was not translated.</p>'
    >>> _told('<p>“<span lang="nl">Dag</span>” (in Dutch)</p>', "en").endswith("(in Dutch)</p>")
    True
    """
    text = _TAG.sub("", html)
    for spoken in dict.fromkeys(_MARKED.findall(html)):
        name = language_name(spoken, language)
        if spoken != language and name not in text:
            said = escape(translate("What stands here in {language} was not translated.", language, language=name))
            end = html.rfind("</figure>")
            place = end if end >= 0 else len(html)
            html = f'{html[:place]}<p class="exhibit-note">{said}</p>{html[place:]}'
    return html
