"""The conditions of a form (`relevant`, `constraint`), read once and worked out over whole columns."""

from pilots.xlsform.expression.evaluate import Columns, holds
from pilots.xlsform.expression.tree import Expression, ExpressionError, parse_expression
from pilots.xlsform.expression.values import Words, words

__all__ = ["Columns", "Expression", "ExpressionError", "Words", "holds", "parse_expression", "words"]
