"""Figures as they are published: they draw what was computed, with a text alternative and the numbers behind them."""

from pilots.figures.actions import logic_model, priorities
from pilots.figures.context import context
from pilots.figures.control_chart import control_chart
from pilots.figures.estimates import estimates
from pilots.figures.flow import flow
from pilots.figures.forest import change, groups, strengths
from pilots.figures.likert import likert
from pilots.figures.run_chart import run_chart
from pilots.figures.themes import themes

__all__ = [
    "change",
    "context",
    "control_chart",
    "estimates",
    "flow",
    "groups",
    "likert",
    "logic_model",
    "priorities",
    "run_chart",
    "strengths",
    "themes",
]
