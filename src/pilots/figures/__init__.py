"""Figures as they are published: they draw what was computed, with a text alternative and the numbers behind them."""

from pilots.figures.across import fates, synthesis
from pilots.figures.by_theme import by_theme
from pilots.figures.coding import theme_change
from pilots.figures.context import context
from pilots.figures.control_chart import control_chart
from pilots.figures.estimates import estimates
from pilots.figures.flow import flow
from pilots.figures.forest import change, groups, strengths
from pilots.figures.funnel import funnel
from pilots.figures.impact_effort import impact_effort
from pilots.figures.joint_display import joint_display
from pilots.figures.likert import likert
from pilots.figures.logic_model import logic_model
from pilots.figures.network import network
from pilots.figures.priorities import priorities
from pilots.figures.run_chart import run_chart
from pilots.figures.saturation import saturation
from pilots.figures.sessions import sessions
from pilots.figures.spread import growth
from pilots.figures.themes import themes
from pilots.figures.timeline import timeline
from pilots.figures.triangulation import triangulation

__all__ = [
    "by_theme",
    "change",
    "context",
    "control_chart",
    "estimates",
    "fates",
    "flow",
    "funnel",
    "groups",
    "growth",
    "impact_effort",
    "joint_display",
    "likert",
    "logic_model",
    "network",
    "priorities",
    "run_chart",
    "saturation",
    "sessions",
    "strengths",
    "synthesis",
    "theme_change",
    "themes",
    "timeline",
    "triangulation",
]
