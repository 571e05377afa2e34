"""What protects people: find and take out what identifies them, give pseudonyms, hold back small counts."""

from pilots.privacy.identifiers import Span, find
from pilots.privacy.linked import derivable, hold_back
from pilots.privacy.merge import merge_small
from pilots.privacy.pseudonym import Pseudonymiser
from pilots.privacy.redact import redact
from pilots.privacy.suppress import suppress

__all__ = ["Pseudonymiser", "Span", "derivable", "find", "hold_back", "merge_small", "redact", "suppress"]
