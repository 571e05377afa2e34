"""One codebook for many files: which of their columns and answers mean what the codebook calls otherwise."""

from pilots.survey.crosswalk.apply import Crosswalk, Mapped
from pilots.survey.crosswalk.rules import Rule, read_rules

__all__ = ["Crosswalk", "Mapped", "Rule", "read_rules"]
