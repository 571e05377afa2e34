"""The words everyone shares: columns, roles, reasons, each with one name and one meaning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

RESPONDENT = "respondent_id"
WAVE = "wave"
SITE = "site"
LANGUAGE = "language"
STARTED = "started"
SUBMITTED = "submitted"
SECONDS = "seconds"
LAST_PAGE = "last_page"
STATUS = "status"
ADMIN = (RESPONDENT, WAVE, LANGUAGE, STARTED, SUBMITTED, SECONDS, LAST_PAGE, STATUS)
"""Columns about the answering itself, first in every `Survey.responses` (text, but for the integer `wave`)."""

ROW = "(row)"
"""Stands for a whole row where a decision names a variable; its old value is the row's position in the raw table."""

OPTION = "/"
"""Joins a multiple-choice question and an option: `barriers/language` holds 1, 0 or nothing."""

UNKNOWN = ""
"""The value of people of whom a characteristic is not known, in counts."""

ROLES = (
    "item",
    "identifier",
    "quasi-identifier",
    "link code",
    "open text",
    "consent",
    "weight",
    "date",
    "technical",
)
MISSING_REASONS = ("not asked", "refused", "don't know", "not applicable", "invalid")
SEVERITIES = ("note", "doubt", "error")


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it is called everywhere.

    Parameters
    ----------
    name
        Its name in every frame.
    dtype
        pandas dtype.
    label
        The English heading, a key of the gettext catalogues.
    meaning
        What a cell holds, with its unit.
    symbol
        The statistician's symbol, if there is one.
    """

    name: str
    dtype: str
    label: str
    meaning: str
    symbol: str = ""


PILOT = Column("pilot", "str", "Pilot", "its name")
FLAGS = (
    Column(RESPONDENT, "str", "Respondent", "who"),
    Column("variable", "str", "Variable", "which variable; empty for the whole response"),
    Column("check", "str", "Check", "name of the check that raised the flag"),
    Column("severity", "str", "Severity", "note, doubt or error"),
    Column("reason", "str", "Reason", "what is odd, without the answer itself"),
)
DECISIONS = (
    Column(RESPONDENT, "str", "Respondent", "who"),
    Column("variable", "str", "Variable", "which variable, or '(row)'"),
    Column(
        "old",
        "str",
        "Old value",
        "what stood there; where a response or a known reason goes, its place in the raw table",
    ),
    Column("new", "str", "New value", "what stands there now; missing where it was blanked or removed"),
    Column("reason", "str", "Reason", "why"),
    Column("rule", "str", "Rule", "rule of the codebook, or 'review'"),
    Column("author", "str", "Author", "initials, or 'codebook'"),
    Column("date", "str", "Date", "ISO date of the decision; empty for a rule"),
)
ESTIMATES = (
    Column("variable", "str", "Variable", "scale, item, indicator or code"),
    Column("group", "str", "Group", "whom the estimate is about; 'a - b' for a difference"),
    Column("statistic", "str", "Statistic", "what is estimated, e.g. mean, share, cronbach_alpha, hedges_g"),
    Column("estimate", "float64", "Estimate", "the value, unrounded"),
    Column("ci_low", "float64", "Lower limit", "lower limit of the interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of the interval"),
    Column("ci_level", "float64", "Level", "level of the interval, 0 to 1"),
    Column("p_value", "float64", "p", "probability under the null hypothesis", "p"),
    Column("p_adjusted", "float64", "Adjusted p", "p corrected for the number of tests", "p"),
    Column("n", "Int64", "n", "respondents (or units) the estimate rests on", "n"),
    Column("n_missing", "Int64", "Missing", "respondents asked who gave no usable answer"),
    Column("method", "str", "Method", "how it was computed, with the reason where it could not be"),
)
MISSING = (
    Column(RESPONDENT, "str", "Respondent", "who"),
    Column("variable", "str", "Variable", "which variable"),
    Column("reason", "str", "Reason", "one of the missing reasons"),
)


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that checks use, which the settings sheet of a codebook may set otherwise.

    Parameters
    ----------
    name
        Its column in the settings sheet.
    default
        Its value where the sheet says nothing; None where the check then works it out, or stays silent.
    meaning
        What it limits, with its unit.
    """

    name: str
    default: float | None
    meaning: str


THRESHOLDS = {
    limit.name: limit
    for limit in (
        Threshold("minimum_answered", 0.5, "least share of the closed questions of the wave that a response answers"),
        Threshold("too_fast", 1 / 3, "least time of a response, as a share of the median time of its wave"),
        Threshold("too_slow", 10, "most time of a response, as a multiple of the median time of its wave"),
        Threshold("late_edit", 30, "most days from the submission of a response to its last change"),
        Threshold(
            "soft_duplicate", 0.15, "most questions on which two responses differ and still are alike, as a share"
        ),
        Threshold(
            "longstring",
            None,
            "equal answers in a row from which on they are flagged; left out, a whole list of at least five items",
        ),
        Threshold("irv", 0, "most standard deviation of the answers to a list of items that counts as none"),
        Threshold("even_odd", 0.3, "most even-odd inconsistency of a response, from -1 (none) to 1"),
        Threshold("synonym_r", 0.6, "least correlation of items that count as synonyms, and, negative, as antonyms"),
        Threshold("synonyms", -0.4, "least agreement of a response on synonyms, and, turned round, on antonyms"),
        Threshold("mahalanobis", 0.001, "probability of a Mahalanobis distance so large or larger"),
        Threshold("outlier", 0.05, "share of normal samples without any error in which a number counts as far off"),
        Threshold("other_match", 85, "least likeness of a text at 'other' to a choice, from 0 to 100"),
        Threshold("item_missing", 0.25, "most respondents who leave a question open, as a share"),
    )
}
"""The thresholds of checks, by name."""


def frame(columns: Iterable[Column], rows: Iterable[Mapping[str, Any]] = ()) -> "pd.DataFrame":
    """Make a frame with just these columns, in this order, with these types.

    Parameters
    ----------
    columns
        What the frame holds, e.g. `FLAGS`.
    rows
        A mapping a row; a column left out is missing.

    Raises
    ------
    KeyError
        When a row holds a column that the frame does not know.

    Examples
    --------
    >>> frame(FLAGS, [{"respondent_id": "w0-1", "check": "test"}]).columns.tolist()
    ['respondent_id', 'variable', 'check', 'severity', 'reason']
    """
    import pandas as pd

    known = {column.name: column.dtype for column in columns}
    table = list(rows)
    strange = {key for row in table for key in row} - set(known)
    if strange:
        raise KeyError(f"unknown columns: {sorted(strange)}")
    types: dict[str, Any] = {name: pd.api.types.pandas_dtype(dtype) for name, dtype in known.items()}
    return pd.DataFrame(
        {name: pd.array([row.get(name) for row in table], dtype=dtype) for name, dtype in types.items()}
    )


def flags(rows: Iterable[Mapping[str, Any]] = ()) -> "pd.DataFrame":
    """A flags frame: respondent_id, variable, check, severity, reason."""
    return frame(FLAGS, rows)


def decisions(rows: Iterable[Mapping[str, Any]] = ()) -> "pd.DataFrame":
    """A decisions frame: respondent_id, variable, old, new, reason, rule, author, date."""
    return frame(DECISIONS, rows)


def estimates(rows: Iterable[Mapping[str, Any]] = ()) -> "pd.DataFrame":
    """An estimates frame: variable, group, statistic, estimate, interval, p, n, n_missing, method."""
    return frame(ESTIMATES, rows)


def missing(rows: Iterable[Mapping[str, Any]] = ()) -> "pd.DataFrame":
    """A frame of known reasons for empty cells: respondent_id, variable, reason."""
    return frame(MISSING, rows)
