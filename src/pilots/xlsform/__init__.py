"""The workbook of a codebook: an XLSForm with a `scales` sheet, our roles and our missing codes."""

from pilots.xlsform.layout import Question
from pilots.xlsform.read import Foreign, Form, foreign, parse, read
from pilots.xlsform.types import TYPES
from pilots.xlsform.write import sheets

__all__ = ["TYPES", "Foreign", "Form", "Question", "foreign", "parse", "read", "sheets"]
