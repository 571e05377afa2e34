"""What several pilots say together: side by side, measured alike, tried, travelled, learned, and how it was done."""

from pilots.across.alike import alike
from pilots.across.contexts import contexts, shared_figures
from pilots.across.doing import adjustments, by_framework, travelled
from pilots.across.lessons import lessons
from pilots.across.members import Member, gather
from pilots.across.methods import cleaning, measurements, methods, software
from pilots.across.publication import Lesson, Publication
from pilots.across.synthesis import synthesise
from pilots.across.themes import themes

__all__ = [
    "Lesson",
    "Member",
    "Publication",
    "adjustments",
    "alike",
    "by_framework",
    "cleaning",
    "contexts",
    "gather",
    "lessons",
    "measurements",
    "methods",
    "shared_figures",
    "software",
    "synthesise",
    "themes",
    "travelled",
]
