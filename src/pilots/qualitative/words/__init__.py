"""Words that people use: how many use them, which groups use more, and in what context."""

from pilots.qualitative.words.concordance import concordance
from pilots.qualitative.words.frequency import word_counts
from pilots.qualitative.words.keyness import keyness
from pilots.qualitative.words.publishable import publishable

__all__ = ["concordance", "keyness", "publishable", "word_counts"]
