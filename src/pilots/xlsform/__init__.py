"""The workbook of a codebook: an XLSForm with a `scales` sheet, our roles and our missing codes."""

from pilots.xlsform.layout import Question
from pilots.xlsform.read import RECORDED, Foreign, Form, foreign, parse, read, readable
from pilots.xlsform.types import TYPES
from pilots.xlsform.write import sheets

__all__ = ["RECORDED", "TYPES", "Foreign", "Form", "Question", "foreign", "parse", "read", "readable", "sheets"]
