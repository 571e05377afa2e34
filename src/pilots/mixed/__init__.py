"""Where the two strands meet: joint displays, their fit, and quotes that may be shown."""

from pilots.mixed.fit import Evidence, judge
from pilots.mixed.joint_display import JointDisplay, joint_display
from pilots.mixed.quotes import quotes

__all__ = ["Evidence", "JointDisplay", "joint_display", "judge", "quotes"]
