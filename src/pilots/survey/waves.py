"""Which waves there are over all surveys of a pilot."""

from collections.abc import Mapping

from pilots.survey.survey import Survey


def first_wave(surveys: Mapping[str, Survey]) -> int:
    """The earliest wave of any survey; 0 where there is none."""
    return min((wave for survey in surveys.values() for wave in survey.waves), default=0)


def last_wave(surveys: Mapping[str, Survey]) -> int:
    """The latest wave of any survey; 0 where there is none."""
    return max((wave for survey in surveys.values() for wave in survey.waves), default=0)
