"""Clean data for colleagues who go on in SPSS, jamovi, Stata, R or Excel."""

from pilots.survey.export.write import FORMATS, export

__all__ = ["FORMATS", "export"]
