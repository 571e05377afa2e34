"""How numbers and names look in a cell, and what is held back because too few people stand behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pilots.exhibits import Provenance, data_hash
from pilots.language import language_name, number, percent, pick, translate
from pilots.pilot import Pilot
from pilots.survey import Survey
from pilots.vocabulary import LANGUAGE, OPTION

NOT_ABOUT_PEOPLE = ("removed: test response", "removed: duplicate", "removed: empty response")
"""Reasons that concern a form and nobody's choice: these counts may be small."""


def alike(row: "pd.Series") -> bool:
    """Whether a row of an estimates frame is a mean without an interval: all answered alike, and it would tell how each of them did."""
    return row.get("statistic") == "mean" and is_missing(row["ci_low"]) and not is_missing(row["estimate"])


@dataclass(frozen=True)
class Cells:
    """Formats cells of one pilot's tables in one language.

    Parameters
    ----------
    pilot
        Gives the names of groups and sites and the threshold below which people are not counted out.
    language
        Of the reader.
    surveys
        Where labels of scales, items and answers are found.
    """

    pilot: Pilot
    language: str
    surveys: Mapping[str, Survey] = field(default_factory=dict)

    def say(self, text: str, **values: object) -> str:
        """A text of the source in the reader's language."""
        return translate(text, self.language, **values)

    def own(self, text: str) -> str:
        """What the team wrote in one language only, in the reader's where pilot.toml has it."""
        return self.pilot.own(text, self.language)

    def number(self, value: float, digits: int = 2) -> str:
        """A number; an en dash where there is none."""
        return number(value, self.language, digits)

    def share(self, value: float, digits: int = 0) -> str:
        """A share of 0 to 1 as a percentage, by default without decimals: groups are too small for more."""
        return percent(value, self.language, digits)

    def interval(self, low: float, high: float, digits: int = 2, *, share: bool = False) -> str:
        """An interval as 'low to high'; an en dash where there is none."""
        if is_missing(low) or is_missing(high):
            return "–"
        form = self.share if share else lambda value: self.number(value, digits)
        return self.say("{low} to {high}", low=form(low), high=form(high))

    def p(self, value: float) -> str:
        """A probability with three decimals; an en dash where there is none."""
        if is_missing(value):
            return "–"
        return "< " + self.number(0.001, 3) if value < 0.001 else self.number(value, 3)

    def n(self, count: float) -> str:
        """How many people: exactly from the threshold up, '< threshold' below it, 0 as it is."""
        if is_missing(count):
            return "–"
        return f"< {self.pilot.privacy.threshold}" if self.rare(count) else self.number(count, 0)

    def rare(self, count: float) -> bool:
        """Whether a count is of some people, but of fewer than may be shown."""
        return bool(0 < count < self.pilot.privacy.threshold)

    def few(self, count: float) -> bool:
        """Whether too few people stand behind a number to show it."""
        return bool(is_missing(count) or count < self.pilot.privacy.threshold)

    def tells(self, count: float, base: float) -> bool:
        """Whether so few of these people are counted, or so few are not, that it tells about someone."""
        return self.few(base) or self.rare(count) or self.rare(base - count)

    def label(self, variable: str, survey: str | None = None) -> str:
        """The label of a scale, an item, an option or one's own name, in the survey named or the first that has it."""
        books = [self.surveys[survey]] if survey and survey in self.surveys else list(self.surveys.values())
        for one in books:
            found = one.codebook.label(variable, self.language)
            if found != variable:
                return found
        return variable

    def group(self, name: str) -> str:
        """The name of a group, survey, site or answer (`variable/code`) as described; 'a - b' for two of them."""
        if " - " in name:
            return " − ".join(self.group(part) for part in name.split(" - "))
        if name.startswith(f"{LANGUAGE}{OPTION}"):
            return language_name(name.removeprefix(f"{LANGUAGE}{OPTION}"), self.language)
        if OPTION in name:
            return self.label(name)
        for source in self.pilot.surveys:
            if name in (source.name, source.group) and source.title:
                return pick(source.title, self.language)
        known = {group: self.say(group) for group in ("all", "parents", "staff", "partners", "pattern")}
        return known.get(name, self.pilot.site_name(name))

    def scale(self, variable: str, between: str = "") -> str:
        """The label of a scale; of `survey.scale` with whose it is before it."""
        survey, dot, scale = variable.partition(".")
        if not dot or survey not in {*self.surveys, *(source.name for source in self.pilot.surveys)}:
            return self.label(variable)
        return f"{self.group(survey)}{between or self.say(': ')}{self.label(scale, survey)}"

    def titled(self, name: str, titles: Mapping[str, str]) -> str:
        """A need, action or finding by its id and title."""
        return self.say("{id}. {title}", id=name, title=pick(titles, self.language))

    def estimate(self, row: "pd.Series", *, signed: bool = False) -> list[str]:
        """The estimate of a row and its interval; en dashes where too few people stand behind it, dots where all of them answered alike."""
        if self.few(row["n"]):
            return ["–", "–"]
        if alike(row):
            return ["·", "·"]
        plus = "+" if signed and row["estimate"] > 0 else ""
        return [plus + self.number(row["estimate"]), self.interval(row["ci_low"], row["ci_high"])]

    def stage(self, name: str) -> str:
        """A stage of the flow from sent to analysed in the reader's words."""
        known = {"sent": self.say("invited"), "received": self.say("received"), "analysed": self.say("analysed")}
        if name in known:
            return known[name]
        return self.say("removed: {reason}", reason=self.say(name.removeprefix("removed:").strip()))

    def stages(self, flow: pd.DataFrame) -> "list[tuple[str, pd.Series[float]]]":
        """Of each survey and wave what it is called and how many reached each stage, schools and languages together."""
        return [
            (
                self.say("{group}, wave {wave}", group=self.group(str(survey)), wave=wave),
                own.groupby("stage", sort=False, observed=True)["n"].sum(min_count=1).dropna(),
            )
            for (survey, wave), own in flow.groupby(["survey", "wave"], sort=False)
        ]

    def hidden_stages(self, counts: "pd.Series[float]") -> set[str]:
        """Stages of so few that they tell about someone, and as many others as keep them from being computed."""
        threshold = self.pilot.privacy.threshold
        reasons = {str(stage): float(n) for stage, n in counts.items() if str(stage).startswith("removed") and n > 0}
        removed = dict(sorted(reasons.items(), key=lambda reason: reason[1]))
        hidden = [stage for stage, n in removed.items() if n < threshold and stage not in NOT_ABOUT_PEOPLE]
        others = [stage for stage in removed if stage not in hidden]
        while hidden and others and (len(hidden) < 2 or sum(removed[stage] for stage in hidden) < threshold):
            hidden.append(others.pop(0))
        if hidden and sum(removed[stage] for stage in hidden) < threshold:
            hidden.append("received")
        small = [stage for stage in ("sent", "received", "analysed") if 0 < counts.get(stage, 0) < threshold]
        # who is analysed is who was received less who was removed
        return {*hidden, *small, *(["received"] if "analysed" in small else [])}

    def people_note(self) -> str:
        """What is said where numbers of too few people are held back."""
        return self.say(
            "Fewer than {threshold} people: not shown, so that nobody can be recognised.",
            threshold=self.pilot.privacy.threshold,
        )

    def held_note(self) -> str:
        """What is said where a dot stands: too few people, or what they could be computed from."""
        return self.say(
            "·: held back, so that no number of people below {threshold} can be read or computed.",
            threshold=self.pilot.privacy.threshold,
        )

    def few_note(self, estimates: pd.DataFrame) -> list[str]:
        """The notes under estimates of which some are held back; none where all are shown."""
        few = [self.few(row["n"]) for _, row in estimates.iterrows()]
        same = any(alike(row) and not hide for hide, (_, row) in zip(few, estimates.iterrows(), strict=True))
        return [*([self.people_note()] if any(few) else []), *([self.alike_note()] if same else [])]

    def alike_note(self) -> str:
        """What is said where a mean of a group that answered alike is held back."""
        return self.say("·: held back, as it would tell how each of a group answered.")

    def methods(self, estimates: pd.DataFrame) -> str:
        """How estimates were computed, each way once; why none could be, where there are none."""
        there = estimates[estimates["estimate"].notna()] if "estimate" in estimates else estimates
        named = dict.fromkeys((there if len(there) else estimates)["method"].dropna())
        return self.say("; ").join(self.say(str(method)) for method in named)

    def provenance(self, method: str, data: pd.DataFrame, *, n: int | None = None) -> Provenance:
        """Where an exhibit came from: its method, the hash of its data, the rows of the cleaning log of its surveys."""
        rows = sum(len(survey.decisions) for survey in self.surveys.values()) if self.surveys else None
        return Provenance(method=method, n=n, data_hash=data_hash(data), log_rows=rows)


def is_missing(value: object) -> bool:
    """Whether a cell of a frame holds nothing."""
    return bool(pd.isna(value))  # type: ignore[call-overload]
