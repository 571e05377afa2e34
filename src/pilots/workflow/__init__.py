"""From raw data to published reports: what is stale is made again, side by side, and nothing half-made is left."""

from pilots.files import replace
from pilots.workflow.check import problems
from pilots.workflow.plan import Step, notebooks, steps
from pilots.workflow.run import run
from pilots.workflow.skeleton import new

__all__ = ["Step", "new", "notebooks", "problems", "replace", "run", "steps"]
