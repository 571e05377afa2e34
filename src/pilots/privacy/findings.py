"""What the gate found in something that was about to leave."""

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that may not leave as it is. It says where, and never what stands there.

    Parameters
    ----------
    rule
        Which rule found it, e.g. "identifier", "small count", "derivable count", "quote", "one site".
    where
        The report and the place in it: cell, exhibit, field, file.
    what
        What is wrong, in words, without the value.
    mend
        How to solve it.
    mark
        Tells this value from others at the same place, so that a signature is for this one only: a keyed digest.
    """

    rule: str
    where: str
    what: str
    mend: str = ""
    mark: str = ""

    @property
    def id(self) -> str:
        """What a signature names: the same finding has the same id in every run."""
        return hashlib.sha256("\x1f".join((self.rule, self.where, self.what, self.mark)).encode()).hexdigest()[:10]
