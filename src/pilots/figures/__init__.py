"""Figures as they are published: they draw what was computed, with a text alternative and the numbers behind them."""

from pilots.figures.actions import logic_model, priorities
from pilots.figures.by_theme import by_theme
from pilots.figures.coding import theme_change
from pilots.figures.context import context
from pilots.figures.control_chart import control_chart
from pilots.figures.estimates import estimates
from pilots.figures.flow import flow
from pilots.figures.forest import change, groups, strengths
from pilots.figures.joint_display import joint_display
from pilots.figures.likert import likert
from pilots.figures.network import network
from pilots.figures.run_chart import run_chart
from pilots.figures.saturation import saturation
from pilots.figures.themes import themes
from pilots.figures.triangulation import triangulation

__all__ = [
    "by_theme",
    "change",
    "context",
    "control_chart",
    "estimates",
    "flow",
    "groups",
    "joint_display",
    "likert",
    "logic_model",
    "network",
    "priorities",
    "run_chart",
    "saturation",
    "strengths",
    "theme_change",
    "themes",
    "triangulation",
]
