"""The workbook of a codebook: an XLSForm with a `scales` sheet, our roles and our missing codes."""

from pilots.xlsform.read import TYPES, Form, parse, read
from pilots.xlsform.write import sheets

__all__ = ["TYPES", "Form", "parse", "read", "sheets"]
