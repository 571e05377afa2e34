"""Coding in a workbook: for teams without a program for it, and for deciding together about what differs."""

from pilots.qualitative.coding.copies import read_copies
from pilots.qualitative.coding.decide import DECISIONS, decide
from pilots.qualitative.coding.decisions import counted, read_decisions, write_decisions
from pilots.qualitative.coding.disagreements import disagreements
from pilots.qualitative.coding.workbook import write_workbook

__all__ = [
    "DECISIONS",
    "counted",
    "decide",
    "disagreements",
    "read_copies",
    "read_decisions",
    "write_decisions",
    "write_workbook",
]
