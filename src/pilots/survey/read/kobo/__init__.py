"""KoboToolbox and ODK: exports as CSV or workbook, and the XLSForm behind them."""

from pilots.survey.read.kobo.export import read_kobo

__all__ = ["read_kobo"]
