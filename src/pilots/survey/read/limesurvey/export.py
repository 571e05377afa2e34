"""A file of responses: codes or full answers, under question codes, full texts or both, with a structure or without."""

import re

from pilots.survey.read.limesurvey.columns import columns_of
from pilots.survey.read.limesurvey.match import match_columns, split_codes
from pilots.survey.read.limesurvey.questionnaire import Questionnaire
from pilots.survey.read.limesurvey.table import Heads, read_table
from pilots.survey.read.limesurvey.words import NAMES, TELLING
from pilots.survey.read.reading import Reading, plain_word
from pilots.survey.read.source import Source

_SUBQUESTION = re.compile(r"[A-Za-z]\w*(\[\w+\])+")


def read_export(source: Source, questionnaire: Questionnaire | None) -> Reading | None:
    """Read a table of responses.

    In a VV export ("verified voting") a row of texts stands above the row of codes.

    Returns
    -------
    A reading, or None where neither the tool's own columns nor codes such as `q[a]` nor the structure know the table.
    """
    rows = source.grid.rows
    double = len(_own(rows[0])) < 2 <= len(_own(rows[1]))
    written = rows[1] if double else rows[0]
    codes, texts = (rows[1], rows[0]) if double else split_codes(rows[0])
    telling = _own(codes)
    columns = match_columns(codes, texts, columns_of(questionnaire)) if questionnaire else [None] * len(codes)
    known = sum(map(bool, columns))
    shaped = sum(bool(_SUBQUESTION.fullmatch(code)) for code in codes)
    if len(telling) < 2 and shaped < 2 and 2 * known <= len(codes):
        return None
    signs = [f"LimeSurvey's own columns: {', '.join(sorted(telling))}"] if telling else []
    signs += [f"{known} columns of the structure"] if known else []
    said = "; ".join(signs) or "LimeSurvey's own columns: none, but codes as question[answer]"
    heads = Heads(written, codes, texts, columns)
    return read_table(source, source.grid, heads, questionnaire, sign=said, skip=2 if double else 1)


def _own(headings: list[str]) -> set[str]:
    return TELLING.intersection(NAMES.get(plain_word(heading), "") for heading in headings)
