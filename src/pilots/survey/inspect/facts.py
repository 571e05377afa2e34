"""What an export holds: tool, respondents, languages, waves, variables, what is missing, what is odd."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from pilots.survey.answers import chosen, coded
from pilots.survey.headings import fold
from pilots.survey.inspect.columns import SHOWN_FROM, Columns
from pilots.survey.inspect.oddities import find_oddities
from pilots.survey.inspect.oddity import Oddity
from pilots.survey.read import Reading
from pilots.survey.read.guess import moments
from pilots.vocabulary import LANGUAGE, OPTION, STARTED, SUBMITTED

_WAVES = {"wave", "waves", "golf", "meting", "meetmoment", "ronde", "round", "vague", "welle", "messzeitpunkt", "fase"}
_GAP = pd.Timedelta(days=45)
_COUNTED = 9999
"""Numbers that mostly lie above, and are different for nearly everyone, may be somebody's number."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_]\w{2,12})?")


@dataclass(frozen=True)
class Inspection:
    """What an export holds; nothing in it is the answer of fewer than five respondents, or written in their words.

    Parameters
    ----------
    file
        The name of the file.
    tool, sign
        What wrote it, and by what it was recognised (with encoding and delimiter, or sheet).
    respondents, cells
        How many, and how many cells of theirs are filled.
    codebook
        "stated" by the export or its structure, else "guessed" from headings and answers.
    languages
        `responses`: respondents by language; `others`: who answered in a language of fewer than five, or of which the
        code is none; `labels`: languages of the questionnaire.
    waves
        `variable`: the column that tells the wave, if there is one; `values`: respondents by its values;
        `periods`: months in which answers came in, parted by at least 45 days: from, to, n.
    admin, identifiers
        The tool's own columns, and columns that say who answered.
    variables
        One a question: name, heading, label, type, role, answered, missing (empty or no real answer), share_missing, reasons
        (n by missing reason), missing_codes (reason by code, of choices that are no answer), distinct, choices (code, label, n, of five respondents or none), others (answers that are not shown), and for
        numbers median, low and high (leaving out the four lowest and highest).
    repeats
        Tables with several rows a respondent: name, rows, columns.
    oddities
        See `Oddity`.
    """

    file: str
    tool: str
    sign: str
    respondents: int
    cells: int
    codebook: str
    languages: Mapping[str, Any]
    waves: Mapping[str, Any]
    admin: list[str]
    identifiers: list[str]
    variables: list[dict[str, Any]]
    repeats: list[dict[str, Any]]
    oddities: list[Oddity]

    def as_dict(self) -> dict[str, Any]:
        """All of it as plain lists, texts and numbers, as `pilots inspect --json` prints it."""
        return asdict(self)


def inspect(reading: Reading) -> Inspection:
    r"""Tell what an export holds, without anybody's own words and without answers of fewer than five respondents.

    Parameters
    ----------
    reading
        An export that was read.

    Returns
    -------
    Inspection

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from pilots.survey.read import read_survey
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "answers.csv"
    ...     _ = path.write_text("id;welcome" + "".join(f"\n{n};{'nooit' if n < 6 else 'soms'}" for n in range(11)))
    ...     told = inspect(read_survey(path))
    >>> told.respondents, told.variables[0]["choices"]
    (11, [{'code': 'nooit', 'label': 'nooit', 'n': 6}, {'code': 'soms', 'label': 'soms', 'n': 5}])
    >>> told.variables[0]["others"]
    0
    """
    columns = Columns(reading)
    return Inspection(
        file=reading.path.name,
        tool=reading.tool,
        sign=reading.sign,
        respondents=len(reading.responses),
        cells=int(reading.responses.notna().to_numpy().sum()),
        codebook="stated" if reading.stated is not None else "guessed",
        languages=_languages(reading),
        waves=_waves(columns),
        admin=[columns.shown(name) for name in reading.of_kind("admin")],
        identifiers=[columns.shown(name) for name in reading.of_kind("identifier")],
        variables=_variables(columns),
        repeats=[{"name": name, "rows": len(t), "columns": len(t.columns)} for name, t in reading.repeats.items()],
        oddities=find_oddities(columns),
    )


def _languages(reading: Reading) -> dict[str, Any]:
    labels = [language or "unknown" for language in reading.codebook.languages]
    if LANGUAGE not in reading.of_kind("admin"):
        return {"responses": {}, "others": 0, "labels": labels}
    counts = reading.responses[LANGUAGE].str.strip().value_counts()
    # a column called "taal" may hold the language that somebody speaks at home
    shown = {str(code): int(n) for code, n in counts.items() if _LANGUAGE.fullmatch(str(code)) and n >= SHOWN_FROM}
    return {"responses": shown, "others": int(counts.sum()) - sum(shown.values()), "labels": labels}


def _waves(columns: Columns) -> dict[str, Any]:
    told: dict[str, Any] = {"variable": None, "values": {}, "periods": []}
    for name, counts in columns.counts.items():
        if fold(name) in _WAVES and 0 < len(counts) <= 8:
            told["variable"] = name
            told["values"] = {str(v): int(n) for v, n in sorted(counts.items()) if n >= SHOWN_FROM}
            break
    for name in (name for name in (SUBMITTED, STARTED) if name in columns.reading.of_kind("admin")):
        days = moments(columns.reading.responses[name]).dropna().sort_values()
        if len(days):
            periods = days.groupby((days.diff() > _GAP).cumsum())
            told["periods"] = [
                {"from": f"{own.iloc[0]:%Y-%m}", "to": f"{own.iloc[-1]:%Y-%m}", "n": _enough(len(own))}
                for _, own in periods
            ]
            break
    return told


def _variables(columns: Columns) -> list[dict[str, Any]]:
    reading, book = columns.reading, columns.reading.codebook
    match = columns.match
    headings = reading.headings.set_index("variable")["heading"]
    owner = {
        column: target.partition(OPTION)[0] if target not in book.variables.index else target
        for target, column in match.items()
    }
    told = []
    for column in reading.of_kind("question"):
        variable = owner.get(column)
        answers = reading.responses[column]
        reasons = reading.missing.loc[reading.missing["variable"] == column, "reason"].value_counts()
        blank = int(answers.isna().sum()) + int(_filled(reading, column))
        one: dict[str, Any] = {
            "name": columns.shown(column),
            "heading": columns.shown(column, headings.get(column, "")),
            "label": columns.shown(column, book.label(variable, "")) if variable else "",
            "type": book.variables.at[variable, "type"] if variable else "",
            "role": book.variables.at[variable, "role"] if variable else "",
            "answered": len(answers) - blank,
            "missing": blank,
            "share_missing": round(blank / len(answers), 4) if len(answers) else 0.0,
            "reasons": {str(reason): int(n) for reason, n in reasons.items()},
            "missing_codes": dict(book.missing_codes(variable)) if variable else {},
            "distinct": len(columns.counts[column]),
        }
        told.append(one | (_said(columns, column, variable) if variable and match.get(variable) == column else {}))
    return told


def _filled(reading: Reading, column: str) -> int:
    """How many filled cells of a column are no real answer."""
    rows = reading.missing.loc[reading.missing["variable"] == column, "respondent_id"].astype("int64")
    return int(reading.responses.loc[reading.responses.index.isin(rows), column].notna().sum())


def _said(columns: Columns, column: str, variable: str) -> dict[str, Any]:
    """How often each choice was chosen, or where numbers lie: as far as five respondents share it."""
    book, counts = columns.reading.codebook, columns.counts[column]
    kind = book.variables.at[variable, "type"]
    answers = pd.Series(counts.index, dtype="str")
    if kind in ("integer", "decimal"):
        return _lie(counts)
    if kind == "select_one":
        codes = coded(answers, book, variable)
        times = pd.Series(counts.to_numpy(), index=codes).groupby(level=0).sum()
    elif kind == "select_multiple":
        options, _ = chosen(answers, book, variable)
        times = pd.Series(
            {code: int(counts.to_numpy()[(ones == "1").to_numpy()].sum()) for code, ones in options.items()}
        )
    else:
        return {}
    # what nobody chose comes from the questionnaire; what few chose may be in their own words
    choices: list[dict[str, Any]] = [
        {"code": code, "label": label, "n": int(times.get(code, 0))}
        for code, label in book.choice_labels(variable, "").items()
        if _enough(int(times.get(code, 0))) is not None
    ]
    others = int(times.sum()) - sum(one["n"] for one in choices)
    chosen_ones = sorted((one for one in choices if one["n"]), key=lambda one: one["n"], reverse=True)
    while 0 < others < SHOWN_FROM and chosen_ones:  # the rest is the answer of few, whatever it is called
        choices.remove(fewest := chosen_ones.pop())
        others += fewest["n"]
    return {"choices": choices, "others": others}


def _lie(counts: "pd.Series[int]") -> dict[str, Any]:
    numbers = pd.to_numeric(counts.index.str.replace(",", ".", regex=False).to_series(), errors="coerce")
    every = numbers.repeat(counts.to_list()).dropna().sort_values()
    numbers_people = len(counts) > 0.9 * len(every) and every.median() > _COUNTED
    if len(every) < 2 * SHOWN_FROM or numbers_people:
        return {}
    low, high = every.iloc[SHOWN_FROM - 1], every.iloc[-SHOWN_FROM]
    return {"median": float(every.median()), "low": float(low), "high": float(high)}


def _enough(n: int) -> int | None:
    """A count of respondents, None where it is of fewer than five (but for none at all)."""
    return n if n >= SHOWN_FROM or n == 0 else None
