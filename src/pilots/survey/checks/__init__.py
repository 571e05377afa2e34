"""Checks: what is odd in a survey. They flag and change nothing; the researcher decides."""

from pilots.survey.checks.registry import CHECKS, check

__all__ = ["CHECKS", "check"]
