"""What an export holds, told without an answer of anybody."""

from pilots.survey.inspect.columns import SHOWN_FROM
from pilots.survey.inspect.facts import Inspection, inspect
from pilots.survey.inspect.oddities import ODDITIES, find_oddities
from pilots.survey.inspect.oddity import Oddity
from pilots.survey.inspect.text import as_text

__all__ = ["ODDITIES", "SHOWN_FROM", "Inspection", "Oddity", "as_text", "find_oddities", "inspect"]
