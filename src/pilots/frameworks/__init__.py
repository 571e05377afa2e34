"""Frameworks as data: what constructs, capitals, building blocks and materials are called, and by whom."""

from pilots.frameworks.adding_up import adding_up
from pilots.frameworks.catalogue import catalogue, suggest
from pilots.frameworks.elements import elements, known, label, require, unknown, within
from pilots.frameworks.scales import scales

__all__ = [
    "adding_up",
    "catalogue",
    "elements",
    "known",
    "label",
    "require",
    "scales",
    "suggest",
    "unknown",
    "within",
]
