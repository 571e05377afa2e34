"""LimeSurvey: response exports, structures (.lss, .lsg, .lsq, tab-separated), archives (.lsa) and SPSS syntax (.sps)."""

from pilots.survey.read.limesurvey.archive import read_archive, read_responses
from pilots.survey.read.limesurvey.export import read_export
from pilots.survey.read.limesurvey.structure import read_structure
from pilots.survey.read.limesurvey.syntax import find_syntax, read_data, read_syntax
from pilots.survey.read.limesurvey.table import empty_table
from pilots.survey.read.reading import Reading
from pilots.survey.read.source import STATISTICS, Source

__all__ = ["read_limesurvey"]


def read_limesurvey(source: Source, /) -> Reading | None:
    """Read what LimeSurvey exports.

    - A table of responses (CSV or workbook), with codes or full answers, under codes, full texts or both. With a
      structure beside it, headings in any language become codes, and `codebook` holds the labels of all languages.
      The tool's own columns are known by their codes and by their Dutch, French, English and German texts.
    - A structure alone (.lss, .lsg, .lsq, or tab-separated): a reading without rows.
    - An archive (.lsa), or the responses out of it (.lsr).
    - SPSS syntax (.sps) with the data file (.dat) that it names; either finds the other when it lies beside it.

    A cell "N/A", which LimeSurvey writes where a question was not shown, is listed in `missing` as "not asked".

    Returns
    -------
    A reading, or None when the file is not LimeSurvey's: fewer than two of its own columns, fewer than two
    headings such as `barriers[time]`, and no structure that knows most of its columns.

    Raises
    ------
    ReadError
        When it is LimeSurvey's and damaged.
    """
    if source.suffix in STATISTICS:
        return None
    if source.suffix == ".lsa":
        return read_archive(source)
    if source.suffix == ".sps" or (source.suffix == ".dat" and find_syntax(source)):
        return _syntax(source)
    if (questionnaire := read_structure(source)) is not None:
        return empty_table(source, questionnaire, sign=f"a structure of LimeSurvey ({source.suffix})")
    questionnaire = read_structure(source.structure) if source.structure else None
    if source.suffix == ".lsr":
        return read_responses(source, questionnaire)
    return read_export(source, questionnaire)


def _syntax(source: Source) -> Reading | None:
    """The syntax with its data, whichever of both is the file."""
    syntax = source if source.suffix == ".sps" else find_syntax(source)
    described = read_syntax(syntax) if syntax else None
    if described is None:
        return None
    data = source if source.suffix == ".dat" else described.data
    sign = f"SPSS syntax of LimeSurvey with {len(described.names)} variables"
    if data is None:
        return empty_table(source, described.questionnaire, sign=sign)
    return read_data(data, described, sign)
