"""Whether quotes really stand in the conversation that they are said to be from."""

import re
from typing import TYPE_CHECKING

from pilots.errors import PilotsError, raise_all
from pilots.mixed.read import read_integration
from pilots.pilot import Pilot
from pilots.privacy.folding import plain, tokens

if TYPE_CHECKING:
    from pilots.qualitative import QualitativeProject

_LEFT_OUT = re.compile(r"\[[^\]]*\]|…|\.\.\.")
"""What an editor put in the place of words: "[...]", "[onze taal]"."""


def check_quotes(pilot: Pilot, conversations: "QualitativeProject") -> None:
    """Hold each quote that may be shown against the document it names; one that names none is not held against any.

    Parameters
    ----------
    conversations
        With the texts of the documents; a pilot without texts has nothing to hold quotes against.

    Raises
    ------
    PilotsError, Problems
        For every quote whose document is not there, or that does not stand in it word for word: capitals, accents,
        punctuation, and words in square brackets, make no difference. The quote is not told.
    """
    found = read_integration(pilot).quotes
    documents = conversations.documents
    ids = dict(zip(documents["name"], documents["document"], strict=True))
    problems = []
    for finding, document, text in zip(found["finding"], found["document"], found["text"], strict=True):
        where = f"{pilot.path(pilot.integration or '')}, sheet quotes, a quote of finding {finding}"
        said = conversations.texts.get(ids.get(document, document))
        if document and len(documents) and document not in ids and document not in set(documents["document"]):
            mend = "Name one as the conversations call it."
            problems.append(PilotsError("the document of this quote is not there", where=where, mend=mend))
        elif document and said is not None and not stands_in(text, said):
            mend = "Quote it word for word, with [...] for what is left out, or name the right document."
            problems.append(PilotsError("this quote does not stand in its document", where=where, mend=mend))
    raise_all(problems)


def stands_in(quote: str, text: str) -> bool:
    """Whether the parts of a quote stand in a text, in their order.

    Examples
    --------
    >>> stands_in("Zij gaf mij [...] een jas", "Ja. Zij gaf mij, toen het koud was, een jas!")
    True
    >>> stands_in("Zij gaf mij geen jas", "Zij gaf mij een jas")
    False
    """
    rest = f" {_words(text)} "
    for part in filter(None, map(_words, _LEFT_OUT.split(quote))):
        _, there, rest = rest.partition(f" {part} ")
        if not there:
            return False
        rest = f" {rest}"
    return True


def _words(text: str) -> str:
    return " ".join(token.text for token in tokens(plain(text)))
