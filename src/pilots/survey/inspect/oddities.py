"""What is odd about an export: one small function an oddity, listed in `ODDITIES`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from pilots.survey.inspect import of_answers, of_files, of_people
from pilots.survey.inspect.columns import Columns
from pilots.survey.inspect.oddity import Oddity

ODDITIES: Mapping[str, Callable[[Columns], Iterator[Oddity]]] = {
    "repeated text": of_files.repeated_texts,
    "rows of headings": of_files.heading_rows,
    "no headings": of_files.no_headings,
    "markup": of_files.markup,
    "index columns": of_files.index_columns,
    "nobody answered": of_files.blank_columns,
    "constants": of_answers.constant,
    "duplicate rows": of_files.duplicate_rows,
    "no answers": of_files.empty_rows,
    "not submitted": of_files.unsubmitted,
    "time zones": of_files.zones,
    "dates out of order": of_files.backwards,
    "durations": of_files.durations,
    "repeats": of_files.sheets_and_repeats,
    "spoilt letters": of_files.spoilt_headings,
    "spellings": of_answers.spellings,
    "leading zeros": of_answers.leading_zeros,
    "dates": of_answers.date_forms,
    "may be missing": of_answers.sentinels,
    "none in words": of_answers.no_answer_in_words,
    "joined answers": of_answers.joined,
    "true and false": of_answers.truth_words,
    "unknown choices": of_answers.unknown_choices,
    "personal columns": of_people.identifying,
    "personal data": of_people.in_texts,
}
"""By name: what looks for it. Each gets the columns of an export and tells what it finds without an answer."""


def find_oddities(columns: Columns) -> list[Oddity]:
    """Everything odd about an export: what reading it survived, then what stands in it."""
    told = [
        Oddity(remark.kind, remark.what, remark.variable, len(remark.rows), remark.rows)
        for remark in columns.reading.remarks
    ]
    found = chain.from_iterable(look(columns) for look in ODDITIES.values())
    return [replace(one, variable=columns.shown(one.variable)) if one.variable else one for one in (*told, *found)]
