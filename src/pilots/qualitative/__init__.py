"""Interviews, notes and what was coded in them."""

from pilots.qualitative.agreement import agreement
from pilots.qualitative.load import load
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.themes import count_cases, themes
from pilots.qualitative.write import write_qdc, write_qdpx

__all__ = ["QualitativeProject", "agreement", "count_cases", "load", "merge", "themes", "write_qdc", "write_qdpx"]
