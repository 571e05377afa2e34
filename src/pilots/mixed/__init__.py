"""Where the two strands meet: joint displays, their fit, triangulation, and quotes that may be shown."""

from pilots.mixed.by_group import by_group
from pilots.mixed.by_theme import by_theme
from pilots.mixed.cases import ByCase, by_case
from pilots.mixed.fit import Evidence, judge
from pilots.mixed.framework_codes import framework_codes
from pilots.mixed.joint_display import JointDisplay, joint_display
from pilots.mixed.pick import pick_cases
from pilots.mixed.quoted import check_quotes
from pilots.mixed.quotes import quotes
from pilots.mixed.spoken import intensity
from pilots.mixed.triangulate import Triangulation, triangulate

__all__ = [
    "ByCase",
    "Evidence",
    "JointDisplay",
    "Triangulation",
    "by_case",
    "by_group",
    "by_theme",
    "check_quotes",
    "framework_codes",
    "intensity",
    "joint_display",
    "judge",
    "pick_cases",
    "quotes",
    "triangulate",
]
