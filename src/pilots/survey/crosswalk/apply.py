"""A file in the words of the codebook: its columns and answers renamed as the crosswalk says."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import pandas as pd

from pilots.codebook import Codebook
from pilots.errors import CodebookError, PilotsError, did_you_mean, raise_all
from pilots.sources import Wave
from pilots.survey.columns import empty_column
from pilots.survey.crosswalk.rules import OWN, Rule, code_of
from pilots.survey.headings import Match, fold
from pilots.survey.read import Reading
from pilots.survey.read.reading import ADMIN, QUESTION, missing_cells
from pilots.vocabulary import RESPONDENT

_JOINTS = r"[;,|\n]"


@dataclass(frozen=True)
class Mapped:
    """A file in the words of the codebook.

    Parameters
    ----------
    reading
        The file, with columns and answers renamed.
    used
        By the place of a rule: how many cells it changed (for a column: its answers).
    names
        What a renamed column was called, by its name in the codebook.
    problems
        Rules that name what the file lacks, or that can't be carried out.
    """

    reading: Reading
    used: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[PilotsError] = ()


@dataclass(frozen=True)
class Crosswalk:
    """The rules of a survey; one without any changes nothing.

    Parameters
    ----------
    columns
        Rules of the sheet `variables`: a column (its heading or name) becomes a variable, or an option
        (`question/code`). Without `to` the column is left out; without `from` the variable was not asked there.
    answers
        Rules of the sheet `values`: an answer (code or label) becomes a code, or a reason why there is none.
    """

    columns: tuple[Rule, ...] = ()
    answers: tuple[Rule, ...] = ()

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Crosswalk":
        """A crosswalk of rules of both kinds."""
        listed = list(rules)
        return cls(tuple(r for r in listed if not r.variable), tuple(r for r in listed if r.variable))

    def rename(self, reading: Reading, wave: Wave, codebook: Codebook) -> Mapped:
        """Give the columns of a file the names of the codebook; what was not asked is an empty column with that reason.

        Raises
        ------
        CodebookError, Problems
            When a column that stays has the name already, or somebody filled in several columns that become one.
        """
        rules = [rule for rule in self.columns if rule.holds_for(wave)]
        if not rules:
            return Mapped(reading)
        found = {rule: _columns(rule, reading) for rule in rules if rule.old}
        problems = [_not_found(rule, found[rule], reading) for rule in found if _is_wrong(rule, found[rule])]
        there = {rule: columns[0] for rule, columns in found.items() if len(columns) == 1}
        responses, headings = reading.responses.copy(deep=False), reading.headings.copy()
        used = {rule.place: int(responses[column].notna().sum()) for rule, column in there.items()}
        left = [column for rule, column in there.items() if not rule.new]
        headings.loc[headings["variable"].isin(left), "kind"] = ADMIN
        into: dict[str, list[str]] = {}
        for rule, column in there.items():
            into.setdefault(rule.new, []).append(column)
        into.pop("", None)
        conflicts = (_in_the_way(new, columns, reading, there.values(), wave) for new, columns in into.items())
        raise_all(list(chain.from_iterable(conflicts)))
        for columns in into.values():
            for other in columns[1:]:
                responses[columns[0]] = responses[columns[0]].fillna(responses[other])
        joined = [other for columns in into.values() for other in columns[1:]]
        names = {columns[0]: variable for variable, columns in into.items()}
        missing = reading.missing.assign(variable=reading.missing["variable"].replace({**names, **_heads(into)}))
        whole = replace(
            reading,
            responses=responses.drop(columns=joined).rename(columns=names),
            headings=_renamed(headings, names, joined),
            missing=missing,
        )
        absent = [rule.new for rule in rules if not rule.old]
        used |= {rule.place: 0 for rule in rules if not rule.old}
        old = {new: column for column, new in names.items()}
        return Mapped(_without(whole, absent, codebook), used, old, problems)

    def recode(self, reading: Reading, match: Match, wave: Wave, codebook: Codebook) -> Mapped:
        """Give the answers of a file the codes of the codebook."""
        rules = [rule for rule in self.answers if rule.holds_for(wave)]
        if not rules:
            return Mapped(reading)
        responses, used = reading.responses.copy(deep=False), dict.fromkeys((rule.place for rule in rules), 0)
        gone: dict[str, pd.Series[str]] = {}
        mapped: set[tuple[str, str]] = set()
        problems: list[PilotsError] = []
        for variable in dict.fromkeys(rule.variable for rule in rules):
            own = [rule for rule in rules if rule.variable == variable]
            columns = _held_in(variable, match, codebook)
            if not columns:
                problems += [_not_asked(rule, reading) for rule in own if rule.source]
            for column in columns:
                responses[column], reasons, counts = _recoded(reading.responses[column], own, codebook)
                gone[column] = reasons
                changed = reading.responses[column].fillna("") != responses[column].fillna("")
                mapped.update((str(row), column) for row in changed.index[changed])
                for place, n in counts.items():
                    used[place] += n
        told = zip(reading.missing[RESPONDENT], reading.missing["variable"], strict=True)
        before = reading.missing.loc[[cell not in mapped for cell in told]]
        missing = pd.concat([before, missing_cells(gone)], ignore_index=True)
        return Mapped(replace(reading, responses=responses, missing=missing), used, problems=problems)

    def unused(self, used: Mapping[str, int]) -> list[Rule]:
        """Rules that found nothing in any file."""
        return [rule for rule in (*self.columns, *self.answers) if rule.old and not used.get(rule.place)]


def _columns(rule: Rule, reading: Reading) -> list[str]:
    """The columns that a rule can mean: by name, else by heading, else by either or the label, loosely."""
    headings = reading.headings
    for texts in (
        headings["variable"] == rule.old,
        headings["heading"] == rule.old,
        (headings[["variable", "heading", "label"]].fillna("").map(fold) == fold(rule.old)).any(axis=1),
    ):
        if texts.any():
            return list(map(str, headings.loc[texts, "variable"]))
    return []


def _is_wrong(rule: Rule, columns: Sequence[str]) -> bool:
    return len(columns) > 1 or (not columns and bool(rule.source))


def _not_found(rule: Rule, columns: Sequence[str], reading: Reading) -> PilotsError:
    if columns:
        what = f"'{rule.old}' may be any of {len(columns)} columns of {reading.path.name}"
        return CodebookError(what, where=rule.place, mend=f"Write the name of one: {', '.join(columns[:8])}.")
    hint = did_you_mean(rule.old, [*reading.headings["variable"], *reading.headings["heading"].dropna()])
    near = hint if hint.startswith("Did") else "`pilots inspect` shows its columns."
    return CodebookError(f"{reading.path.name} has no column '{rule.old}'", where=rule.place, mend=near)


def _in_the_way(
    variable: str, columns: Sequence[str], reading: Reading, moved: Iterable[str], wave: Wave
) -> Iterator[PilotsError]:
    """A column of that name which stays, and respondents who filled in several of the columns that become one."""
    if variable in reading.responses and variable not in set(moved):
        what = f"'{columns[0]}' can't become '{variable}': {reading.path.name} has a column of that name"
        yield CodebookError(what, where=reading.path, mend="Map that column too, or leave it out with an empty `to`.")
    several = reading.responses[list(columns)].notna().sum(axis=1) > 1
    if several.any():
        rows = ", ".join(map(str, several.index[several][:8]))
        what = (
            f"{len(columns)} columns become '{variable}', but {int(several.sum())} respondents filled in more than one"
        )
        mend = f"See rows {rows}. Only columns of which everyone filled in one can become one variable."
        yield CodebookError(f"{wave.prefix}: {what}", where=reading.path, mend=mend)


def _heads(into: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {other: variable for variable, columns in into.items() for other in columns[1:]}


def _renamed(headings: pd.DataFrame, names: Mapping[str, str], joined: Sequence[str]) -> pd.DataFrame:
    table = headings.loc[~headings["variable"].isin(joined)].reset_index(drop=True)
    moved = table["variable"].isin(list(names))
    table["variable"] = table["variable"].replace(dict(names))
    table["kind"] = table["kind"].mask(moved & (table["kind"] == ADMIN), QUESTION)
    table["kind"] = table["kind"].mask(moved & table["variable"].isin(OWN), ADMIN)
    return table


def _without(reading: Reading, variables: Sequence[str], codebook: Codebook) -> Reading:
    """With an empty column for each variable that was not asked, and that as the reason."""
    columns = [column for variable in variables for column in _columns_of(variable, codebook)]
    fresh = [column for column in columns if column not in reading.responses]
    if not fresh:
        return reading
    empty = pd.DataFrame(dict.fromkeys(fresh, empty_column(reading.responses.index)))
    heads = pd.DataFrame({"variable": fresh, "heading": "", "label": "", "kind": QUESTION}, dtype="str")
    reason = pd.Series("not asked", index=reading.responses.index, dtype="str")
    return replace(
        reading,
        responses=pd.concat([reading.responses, empty], axis=1),
        headings=pd.concat([reading.headings, heads], ignore_index=True),
        missing=pd.concat([reading.missing, missing_cells(dict.fromkeys(fresh, reason))], ignore_index=True),
    )


def _columns_of(variable: str, codebook: Codebook) -> list[str]:
    return codebook.columns(variable) if variable in codebook.variables.index else [variable]


def _held_in(variable: str, match: Match, codebook: Codebook) -> list[str]:
    """The columns of the file that hold a variable, or its options."""
    return list(
        dict.fromkeys(
            match.columns[own] for own in (variable, *_columns_of(variable, codebook)) if own in match.columns
        )
    )


def _not_asked(rule: Rule, reading: Reading) -> PilotsError:
    return CodebookError(
        f"'{rule.variable}' is in no column of {reading.path.name}",
        where=rule.place,
        mend="Correct `source` or `variable`, or map its column in sheet variables.",
    )


def _recoded(
    answers: "pd.Series[str]", rules: Sequence[Rule], codebook: Codebook
) -> "tuple[pd.Series[str], pd.Series[str], dict[str, int]]":
    """Answers with their new codes, the reasons of those that are none, and how many each rule changed."""
    counts = answers.value_counts()
    exact = {rule.old: rule for rule in rules}
    folded = {fold(rule.old): rule for rule in rules}
    new: dict[str, str] = {}
    gone: dict[str, str] = {}
    used = dict.fromkeys((rule.place for rule in rules), 0)
    for answer, n in counts.items():
        text = str(answer)
        rule = exact.get(text) or folded.get(fold(text))
        applied = [rule] if rule else [own for own in rules if own.new and _is_part(own, text, codebook)]
        for own in applied:
            used[own.place] += int(n)
        if rule and rule.missing:
            gone[text] = rule.missing
        elif rule:
            new[text] = code_of(rule, codebook) or ""
        elif applied:
            new[text] = _replaced(text, {own.old: code_of(own, codebook) or "" for own in applied})
    reasons = answers.map(gone).astype("str")
    return answers.replace(new).mask(reasons.notna()).astype("str"), reasons, used


def _is_part(rule: Rule, answer: str, codebook: Codebook) -> bool:
    """Whether it is about one of several answers that stand in a cell."""
    kind = codebook.variables["type"].get(rule.variable, "")
    return kind == "select_multiple" and bool(_part(rule.old).search(answer))


def _replaced(answer: str, codes: Mapping[str, str]) -> str:
    for old, code in codes.items():
        answer = _part(old).sub(r"\g<1>" + code.replace("\\", r"\\"), answer)
    return answer


def _part(text: str) -> re.Pattern[str]:
    """One of several answers in a cell."""
    return re.compile(rf"((?:^|{_JOINTS})\s*){re.escape(text)}(?=\s*(?:{_JOINTS}|$))", re.IGNORECASE)
