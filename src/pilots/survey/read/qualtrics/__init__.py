"""Qualtrics: its exports, and the survey itself as a .qsf file describes it."""

from pilots.survey.read.qualtrics.export import read_qualtrics

__all__ = ["read_qualtrics"]
