"""One pilot among several, with all that a publication reads of it; nothing is cleaned again."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pilots import actions, context, qualitative, survey
from pilots.across.publication import Publication
from pilots.actions import ActionPlan
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.survey import Survey


def of_several(table: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows of what two pilots or more have in common."""
    several = table.groupby(by)["pilot"].transform("nunique") > 1
    return table.loc[several.astype("bool")]


@dataclass(frozen=True)
class Member:
    """A pilot of a publication.

    Parameters
    ----------
    pilot
        As its own pilot.toml describes it.
    threshold
        The least number of people that the publication may show.
    surveys, flow, changes
        As `survey.load_all`, `survey.load_flow` and `survey.change` give them.
    plan, results
        As `actions.load` and `actions.evaluate` give them.
    conversations
        As `qualitative.load` gives them.
    figures
        As `context.load` gives them.
    """

    pilot: Pilot
    threshold: int
    surveys: Mapping[str, Survey]
    flow: pd.DataFrame
    changes: pd.DataFrame
    plan: ActionPlan
    results: pd.DataFrame
    conversations: QualitativeProject
    figures: pd.DataFrame

    @property
    def name(self) -> str:
        """The name of the pilot."""
        return self.pilot.name

    @property
    def thresholds(self) -> tuple[int, ...]:
        """The pilot's own threshold and the publication's: what either holds back is held back."""
        return tuple(sorted({self.pilot.privacy.threshold, self.threshold}))


def gather(publication: Publication) -> tuple[Member, ...]:
    """Read what the pilots of a publication made of their data, as their own reports do.

    Parameters
    ----------
    publication
        As `Publication.find` gives it.

    Returns
    -------
    tuple of Member
        In the order of the publication.

    Raises
    ------
    PilotsError, Problems
        What is wrong with the data of a pilot; the processed data are made first where they are stale.

    Examples
    --------
    >>> gather(Publication())
    ()
    """
    return tuple(_member(pilot, publication.least) for pilot in publication.members)


def _member(pilot: Pilot, threshold: int) -> Member:
    surveys = survey.load_all(pilot)
    changes = survey.change(surveys, survey.links(pilot))
    plan, registered = actions.load(pilot), actions.registrations(pilot)
    return Member(
        pilot=pilot,
        threshold=threshold,
        surveys=surveys,
        flow=survey.load_flow(pilot),
        changes=changes,
        plan=plan,
        results=actions.evaluate(plan, changes, registered["attendance"], surveys, registered=registered),
        conversations=qualitative.load(pilot, answers=survey.open_answers(pilot)),
        figures=context.load(pilot),
    )
