"""Exports of survey tools, read without loss."""

from pilots.survey.read.grid import Remark
from pilots.survey.read.reading import Reading
from pilots.survey.read.registry import READERS, Reader, available_readers, read_survey
from pilots.survey.read.source import Source

__all__ = ["READERS", "Reader", "Reading", "Remark", "Source", "available_readers", "read_survey"]
