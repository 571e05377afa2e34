"""A copy of a pilot's data for teaching: structure, margins and correlations, and no respondent."""

from pilots.synthetic.copy import copy

__all__ = ["copy"]
