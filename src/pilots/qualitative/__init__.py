"""Interviews, notes and what was coded in them."""

from pilots.qualitative.agreement import agreement
from pilots.qualitative.co_occurrence import co_occurrence
from pilots.qualitative.code_history import code_history
from pilots.qualitative.code_tree import code_tree
from pilots.qualitative.coder_grid import code_confusion, coder_grid
from pilots.qualitative.coding import decide, disagreements
from pilots.qualitative.load import load
from pilots.qualitative.matrices import case_codes, code_attributes
from pilots.qualitative.network import CodeNetwork, code_network
from pilots.qualitative.project import QualitativeProject, merge
from pilots.qualitative.saturation import Saturation, saturation
from pilots.qualitative.segments import intersections, segments
from pilots.qualitative.theme_change import theme_change
from pilots.qualitative.themes import themes
from pilots.qualitative.words import concordance, keyness, word_counts
from pilots.qualitative.write import write_qdc, write_qdpx

__all__ = [
    "CodeNetwork",
    "QualitativeProject",
    "Saturation",
    "agreement",
    "case_codes",
    "co_occurrence",
    "code_attributes",
    "code_confusion",
    "code_history",
    "code_network",
    "code_tree",
    "coder_grid",
    "concordance",
    "decide",
    "disagreements",
    "intersections",
    "keyness",
    "load",
    "merge",
    "saturation",
    "segments",
    "theme_change",
    "themes",
    "word_counts",
    "write_qdc",
    "write_qdpx",
]
