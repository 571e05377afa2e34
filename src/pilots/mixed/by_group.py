"""Joint display by group: each finding's number beside its conversations, for parents, staff and partners, or site by site."""

from collections.abc import Mapping

import pandas as pd

from pilots.errors import PilotsError, did_you_mean, raise_all
from pilots.mixed.beside import Beside
from pilots.mixed.cases import by_case, groups_of
from pilots.mixed.joint_display import changes_of
from pilots.mixed.numbers import Number, Numbers
from pilots.mixed.read import CHANGE, placed, read_integration
from pilots.mixed.spoken import Spoken
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.survey.survey import Survey
from pilots.vocabulary import LANGUAGE, SITE, Column, frame

WAYS = ("survey", SITE, LANGUAGE)
BY_GROUP = (
    Column("finding", "str", "Finding", "its id"),
    Column("titles", "object", "Finding", "by language"),
    Column("by", "str", "Groups", "survey, site or language"),
    Column("group", "str", "Group", "a survey's name, a site's id, a language's code"),
    Column("survey", "str", "Survey", "where the number is from"),
    Column("variable", "str", "Variable", "scale, item or option; empty where the survey of the group has none of it"),
    Column("statistic", "str", "Statistic", "mean, share or mean_difference; empty without a number"),
    Column("estimate", "float64", "Estimate", "the number"),
    Column("ci_low", "float64", "Lower limit", "lower limit of its 95% interval"),
    Column("ci_high", "float64", "Upper limit", "upper limit of its 95% interval"),
    Column("n", "Int64", "n", "respondents it rests on", "n"),
    Column("n_least", "Int64", "n at least", "of a change, in the wave in which fewest answered; else n"),
    Column("cases", "Int64", "Cases", "conversations of the group with one of the finding's codes"),
    Column("base", "Int64", "Base", "conversations of the group"),
    Column(
        "apart", "Int64", "Apart", "the least that follows from cases and what is told of its codes; see beside", "n"
    ),
)


def by_group(
    pilot: Pilot,
    surveys: Mapping[str, Survey],
    project: QualitativeProject,
    *,
    phase: int,
    by: str = "survey",
    attribute: str = "",
    changes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The findings of a phase, group by group: the number in the group beside how many of its conversations speak of it.

    No case needs to be linked to a response: groups are compared, not persons.

    Parameters
    ----------
    pilot, surveys, project, phase, changes
        As for `joint_display`.
    by
        "survey": parents, staff, partners, each by its own survey where that has the variable too; "site" or "language": the
        respondents of the finding's survey at each site, or who answered in each language.
    attribute
        The attribute of the cases that tells their group, in the same words (a survey's name, a site's id, a language's code).
        Left out: the survey that sheet `cases` of the integration workbook gives, the site of the linked response, the language
        of the conversation.

    Returns
    -------
    DataFrame
        A row a finding and group: finding, titles, by, group, survey, variable, statistic, estimate, ci_low, ci_high, n,
        n_least, cases, base, apart. It remembers in `attrs` the phase, and of each finding the wave and the codes. Groups come in the order of pilot.toml, languages as they come up.

    Raises
    ------
    PilotsError, Problems
        As `joint_display`; when there is no such attribute or way to divide.

    Examples
    --------
    >>> by_group(Pilot(name="a", title="A", synthetic=True), {}, QualitativeProject(), phase=1).empty
    True
    """
    if by not in WAYS:
        raise PilotsError(f"cases are not grouped by '{by}'", mend=did_you_mean(by, WAYS))
    findings = read_integration(pilot).findings
    wanted = findings.loc[findings["phase"] == phase]
    numbers = Numbers(surveys, changes_of(pilot, surveys, wanted) if changes is None else changes)
    cases = by_case(pilot, surveys, project, phase=phase, variables=(), codes=()).cases
    groups = groups_of(cases, project, by, attribute)
    spoken = Spoken(project.at(phase))
    rows: list[dict[str, object]] = []
    problems: list[PilotsError] = []
    order = _order(pilot, surveys, by, groups)
    members = {group: [str(case) for case in groups.index[groups.eq(group)]] for group in order}
    beside = {group: Beside(spoken, pilot.privacy.threshold, own) for group, own in members.items()}
    for _, finding in wanted.iterrows():
        try:
            spoke = groups.reindex(spoken.of(finding["codes"]))
            for group in order:
                number, about = _number(finding, group, numbers, by)
                mine = int(spoke.eq(group).sum())
                apart = beside[group].apart(finding["codes"], mine)
                said = {"cases": mine, "base": len(members[group]), "apart": apart}
                rows.append(
                    {"finding": finding["finding"], "titles": finding["titles"], "by": by, "group": group, **about}
                    | {name: getattr(number, name) for name in ("statistic", "estimate", "n", "n_least")}
                    | {"ci_low": number.low, "ci_high": number.high}
                    | (said if finding["codes"] else {})
                )
        except PilotsError as error:
            problems.append(placed(error, pilot, "findings", finding["row"]))
    raise_all(problems)
    shown = frame(BY_GROUP, rows)
    # so that who shows it can say whom it counts
    shown.attrs |= {"phase": phase} | {
        name: dict(zip(wanted["finding"], wanted[name], strict=True)) for name in ("wave", "codes")
    }
    return shown


def _order(pilot: Pilot, surveys: Mapping[str, Survey], by: str, groups: "pd.Series[str]") -> list[str]:
    """The groups that somebody answered or spoke for, in the order of the pilot."""
    spoke = [str(group) for group in groups.dropna().unique()]
    if by == "survey":
        return [source.name for source in pilot.surveys if source.name in {*surveys, *spoke}]
    known = [site.id for site in pilot.sites] if by == SITE else []
    answered = [survey.site() if by == SITE else survey.responses[LANGUAGE] for survey in surveys.values()]
    there = [str(group) for own in answered for group in sorted(own.dropna().unique())]
    found = dict.fromkeys([*there, *spoke])
    return [*(name for name in known if name in found), *(name for name in found if name not in known)]


def _number(finding: "pd.Series[str]", group: str, numbers: Numbers, by: str) -> tuple[Number, dict[str, str]]:
    """The number of a finding in a group; of another survey where that has a variable of the same name."""
    if by != "survey":
        there = finding["survey"] in numbers.surveys and numbers.groups(finding["survey"], by).eq(group).any()
        asked = finding.copy()
        asked["group"] = group
        # a change is told by site only
        number = numbers.of(asked, by=by) if there and (by == SITE or finding["wave"] != CHANGE) else Number()
        return number, {"survey": finding["survey"], "variable": finding["variable"]}
    survey = numbers.surveys.get(group)
    book = survey.codebook if survey else None
    if not finding["variable"] or not book or finding["variable"] not in {*book.scales.index, *book.all_columns}:
        return Number(), {"survey": group, "variable": ""}
    asked = finding.copy()
    asked["survey"], asked["group"] = group, finding["group"] if group == finding["survey"] else ""
    return numbers.of(asked), {"survey": group, "variable": finding["variable"]}
