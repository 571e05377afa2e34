"""Which estimates are held back: those of few people, and those from which such a one could be computed.

The rules, with "few" for fewer people than the pilot's threshold:

1. What rests on few people is held back, and so are the groups that would give it away by subtraction from everyone (`few`).
2. An answer that few gave, or all but few, or everybody in a group (a share of 1, no spread), is held back with all that is told of it
   in that group. A mean of two neighbouring values (0 and 1) is a share.
3. A difference "a - b" needs both groups in the frame, and a share's difference or a residual their counts: none may be held back.
4. What sums up a table or a comparison of groups (V, F, eta squared) goes where it would give a held-back group or cell away.
5. A coefficient of a category needs the counts of all its categories (with the base, and with the outcome where that is yes or no);
   where one is held back, all coefficients of that column, the intercepts and what tells of the whole model are held back; where
   few said yes or few said no, all coefficients.
6. Two estimates of the same whose numbers of people differ by few are held back: they differ by what these few answered.
7. Levels of a question are told all or none beside its mean or the share agreeing (and its spread not beside both); patterns of gaps
   all or none.
8. A statistic of one's own may be one person's answer, and a single case is one person unless the frame has more: held back.
9. Where all but few people are linked between two waves, the waves by themselves are held back, as their numbers of people would tell.
10. A point of a chart of shares is a share.
"""

import pandas as pd

from pilots.cells import is_missing
from pilots.counted import AGREEING, ALONE, COUNT_CHARTS, MOVES, OUTSIDE, PATTERN, SHARE_CHARTS, Row, answers, question
from pilots.few import Key, few_answers, few_groups, few_missing
from pilots.statistics.names import STATISTICS
from pilots.statistics.samples import EVERYONE
from pilots.told import BETWEEN
from pilots.vocabulary import OPTION

_PRODUCT = ":"
_TWO = 2
_OF_GROUP = ("mean", "sd", "median", "count", "share", "total")
_ADDED = (
    "count",
    "share",
    "mean",
    "mean_before",
    "mean_after",
    "share_before",
    "share_after",
    "total",
    "ratio",
    *AGREEING,
)
_OF_CELLS = ("share_difference", "risk_ratio", "odds_ratio", "odds_ratio_conditional", "adjusted_residual")
_OF_TABLE = ("cramers_v", "cramers_v_corrected", "phi", "chi_squared", "likelihood_ratio")
_OF_GROUPS = (
    "eta_squared", "omega_squared", "anova_f", "welch_f", "epsilon_squared", "eta_squared_h", "kruskal_wallis_h", "icc",
)  # fmt: skip
_OF_CATEGORY = ("coefficient", "odds_ratio", "degrees_of_freedom")
_OF_MODEL = ("intercept", "threshold", "log_likelihood", "aic", "mcfadden_r2")
_OF_MOVES = ("share_change", "discordant_odds_ratio", "share_higher", *MOVES)
_OF_ONE = ("nap", "tau", "tau_u", "tau_u_all", "tau_bc", "pnd", "pem")
_OF_WAVES = ("mean_before", "mean_after", "share_before", "share_after", "pairs")
_OF_POINT = ("point", "centre_line", "lower_limit", "upper_limit", "beyond_limits")


def hold_back(estimates: pd.DataFrame, threshold: int) -> list[bool]:
    """Which estimates may not be shown, as too few people stand behind them.

    Parameters
    ----------
    estimates
        An estimates frame.
    threshold
        The least number of people that may be shown.

    Returns
    -------
    list of bool
        Row by row, whether one of the rules of this module holds it back.
    """
    told = _Frame(estimates, threshold)
    return [told.held(row) for row in told.rows.to_dict("records")]


def hide_missing(estimates: pd.DataFrame, threshold: int) -> list[bool]:
    """Of which rows the number of missing answers may not be shown, as it would give away one of few."""
    own = estimates.loc[_people(estimates) & ~estimates["group"].str.contains(BETWEEN, regex=False)]
    found = own.drop_duplicates(["variable", "group"]).dropna(subset=["n_missing"])
    counts = dict(
        zip(zip(found["variable"], found["group"], strict=True), found["n_missing"].astype("float64"), strict=True)
    )
    held = few_missing(counts, threshold)
    return [key in held for key in zip(estimates["variable"], estimates["group"], strict=True)]


def _people(estimates: pd.DataFrame) -> "pd.Series[bool]":
    return estimates["statistic"].map(lambda name: name not in STATISTICS or STATISTICS[name].people).astype("bool")


class _Frame:
    """What a frame tells of groups and answers, and which of them are held back."""

    def __init__(self, estimates: pd.DataFrame, threshold: int) -> None:
        self.threshold = threshold
        point = estimates["statistic"].eq("point") & estimates["method"].isin((*SHARE_CHARTS, *COUNT_CHARTS))
        self.rows = estimates.assign(people=_people(estimates) | point, point=point)
        numbers = self.rows["n"].astype("float64").fillna(0.0)
        between = self.rows["group"].str.contains(BETWEEN, regex=False) & ~self.rows["statistic"].isin(_OF_GROUP)
        self.own = self.rows.assign(n=numbers).loc[
            self.rows["people"] & ~between & ~self.rows["statistic"].eq("adjusted_residual")
        ]
        least = self.own.groupby(["variable", "group"], sort=False)["n"].min()
        self.sizes: dict[Key, float] = {
            (str(key[0]), str(key[1])): float(n) for key, n in zip(least.index, least, strict=True)
        }
        self.cells = answers(self.own)
        agreeing = self.own.loc[self.own["statistic"].isin(AGREEING)]
        self.agreeing = set(zip(agreeing["variable"], agreeing["group"], strict=True))
        self.partly: set[Key] = set()
        self.few = few_groups(self.sizes, threshold) | self._apart()
        self.unlinked = self._unlinked()
        self.answers = few_answers(self.cells, threshold) | self._of_few(self.cells)
        self.answers |= self._with_levels()
        self.known = set(zip(self.cells["variable"], self.cells["group"], strict=True))
        self.two_by_two = set(self.rows.loc[self.rows["statistic"] == "phi", "variable"])
        effects = self.rows["statistic"].isin(_OF_CATEGORY) & (self.rows["group"] == EVERYONE)
        self.effects = {part for name in self.rows.loc[effects, "variable"] for part in name.split(_PRODUCT)}
        self.columns = self._held_columns()
        self.few_events = self._few_events()

    def held(self, row: Row) -> bool:
        """Whether a row is held back."""
        variable, group, name = str(row["variable"]), str(row["group"]), str(row["statistic"])
        if is_missing(row["estimate"]):
            parts = {(variable, part) for part in (group, *group.split(BETWEEN))}
            some = bool(row["people"]) and not is_missing(row["n"]) and row["n"] > 0
            return some and (bool(row["n"] < self.threshold) or bool(parts & (self.few | self.answers)))
        if name in _OF_ONE:
            return (variable, group) not in self.sizes or (variable, group) in self.few
        if not row["people"]:
            return (variable, group) in self.answers or (name in _OF_POINT and (variable, group) in self.few)
        if is_missing(row["n"]) or row["n"] < self.threshold or name == "own_statistic":
            return True
        if name in ALONE:
            return (variable, group) in self.few or (f"{variable}{OPTION}{name}", group) in self.answers
        if name in _OF_WAVES and (variable, group) in self.unlinked:
            return True
        if name == "sd" and (variable, group) in self.partly & self.agreeing:
            return True
        if name in _OF_MOVES and any((f"{variable}{OPTION}{move}", group) in self.answers for move in MOVES):
            return True
        return self._of_held(variable, group, name) or self._sums_up(variable, group, name)

    def _of_held(self, variable: str, group: str, name: str) -> bool:
        """Whether a group, or an answer in it, is held back or unknown."""
        whole = BETWEEN not in group or name in _OF_GROUP
        parts = [(variable, part) for part in ([group] if whole else group.split(BETWEEN)) if part != OUTSIDE]
        if any(part in self.few or part in self.answers for part in parts):
            return True
        if name in _OF_CELLS and (not whole or name == "adjusted_residual"):
            return any(part not in self.known for part in parts)
        return not whole and any(part not in self.sizes for part in parts)

    def _sums_up(self, variable: str, group: str, name: str) -> bool:
        """Whether it sums up a table, groups or a model of which something is held back."""
        if name in _OF_TABLE:
            cells = {key for key in self.known if variable in (key[0], question(key[0]))}
            return bool(cells & self.answers) or (not cells and variable in self.two_by_two)
        if name == "adjusted_residual":
            return any(question(key[0]) == question(variable) for key in self.answers)
        if name in _OF_GROUPS and group == EVERYONE:
            return any(key[0] == variable for key in self.few)
        if name in _OF_MODEL:
            levels = {key for key in self.known if key[0].startswith(f"{question(variable)}{OPTION}")}
            return bool(self.columns) or bool(levels & self.answers) or (name == "threshold" and not levels)
        return (
            name in _OF_CATEGORY
            and group == EVERYONE
            and (self.few_events or any(question(part) in self.columns for part in variable.split(_PRODUCT)))
        )

    def _held_columns(self) -> set[str]:
        """The columns of predictors of which a category, or a category with an answer, is held back or not counted."""
        if not self.effects:
            return set()
        uncounted = {(part, EVERYONE) for part in self.effects if OPTION in part} - self.known
        small = self.answers | self.few | uncounted
        return {question(part) for key in small for side in key for part in side.split(_PRODUCT) if OPTION in part}

    def _few_events(self) -> bool:
        """Whether an outcome of two values has too few people in one of them."""
        told = [name for name, group in self.known if group == EVERYONE and OPTION in name]
        asked = {question(name) for name in told} - {question(part) for part in self.effects}
        two = [column for column in asked if sum(question(name) == column for name in told) <= _TWO]
        return any((name, EVERYONE) in self.answers for name in told if question(name) in two)

    def _apart(self) -> set[Key]:
        """Rows of the same whose numbers of people differ by few."""
        held = set()
        added = self.own.loc[self.own["statistic"].isin(_ADDED)]
        for (variable, group, _), n in added.groupby(["variable", "group", "statistic"], sort=False)["n"]:
            steps = n.drop_duplicates().sort_values().diff()
            if steps.between(1, self.threshold - 1).any():
                held.add((str(variable), str(group)))
        return held

    def _unlinked(self) -> set[Key]:
        """Of whose change all but few people are linked between the waves."""
        people = self.own.groupby(["variable", "group"], sort=False)["n"].max()
        pairs = self.own.loc[self.own["statistic"] == "pairs"].dropna(subset=["estimate"])
        linked = zip(pairs["variable"], pairs["group"], pairs["estimate"], strict=True)
        return {
            (str(variable), str(group))
            for variable, group, n in linked
            if 0 < people[variable, group] - n < self.threshold
        }

    def _of_few(self, cells: pd.DataFrame) -> set[Key]:
        """Patterns of gaps, all of them where one is held back."""
        patterns = cells.loc[cells["group"] == PATTERN]
        small = patterns["count"].between(1, self.threshold - 1) | (patterns["n"] - patterns["count"]).between(
            1, self.threshold - 1
        )
        return {(str(name), PATTERN) for name in patterns["variable"]} if small.any() else set()

    def _with_levels(self) -> set[Key]:
        """All levels of a question where one is held back beside its mean, or the share agreeing."""
        beside = self.own.loc[self.own["statistic"].isin((*AGREEING, "mean", "sd", "median"))]
        told = set(zip(beside["variable"], beside["group"], strict=True))
        levels = self.cells.loc[
            self.cells["variable"].str.contains(OPTION, regex=False) & ~self.cells["kind"].isin(AGREEING)
        ]
        keys = list(zip(levels["variable"], levels["group"], strict=True))
        self.partly = partly = {(question(name), group) for name, group in keys if (name, group) in self.answers} & told
        return {(name, group) for name, group in keys if (question(name), group) in partly}
