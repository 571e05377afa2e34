"""Pilots in memory, each with a survey of parents, a plan and nothing else."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from pilots import survey
from pilots.across import Member, Publication
from pilots.actions import ActionPlan
from pilots.actions.indicators import RESULTS
from pilots.actions.plan import ACTIONS, CLAIMS, CYCLES, EVIDENCE, INDICATORS
from pilots.codebook import build
from pilots.context import FIGURES
from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject
from pilots.survey import Survey
from pilots.survey.flow import no_flow
from pilots.vocabulary import frame

WAVES = [{"wave": 0, "file": "w0.csv", "date": {"nl": "maart 2020"}, "sent": 50}]
ITEMS = {"good": "Ik heb vertrouwen", "tell": "Ik durf iets te vertellen"}


def make_survey(*, n: int = 40, waves=(0,), items=ITEMS, codes="12345", group="parents", sites=("a", "b"), seed=0):
    book = build(
        pd.DataFrame({"type": "select_one agree", "name": list(items), "label::nl": list(items.values())}),
        pd.DataFrame({"list_name": "agree", "name": list(codes), "label::nl": list(codes)}),
        pd.DataFrame(
            {
                "scale": ["trust"],
                "items": [" ".join(items)],
                "label::nl": ["Vertrouwen"],
                "framework": ["involvement.trust"],
            }
        ),
    )
    random = np.random.default_rng(seed)
    wave = np.repeat(waves, n)
    responses = pd.DataFrame(
        {"respondent_id": [f"w{w}-{k}" for k, w in enumerate(wave)], "wave": wave, "language": "nl"}
    )
    site = np.resize(sites, len(wave))
    scores = pd.DataFrame(
        {
            "respondent_id": responses["respondent_id"],
            "wave": wave,
            "site": site,
            "trust": random.uniform(1, 5, len(wave)),
        }
    )
    return Survey("parents", group, responses, book, scores=scores.astype({"site": "str"}))


def make_member(name: str = "one", *, threshold: int = 5, surveys=None, plan=None, figures=None, results=None, **about):
    pilot = Pilot(
        name=name, title=name.title(), synthetic=True, privacy={"threshold": threshold, "reason": "a test"},
        surveys=[{"name": "parents", "group": "parents", "codebook": "parents.xlsx", "waves": WAVES}] if surveys else [],
        **about,
    )  # fmt: skip
    given = surveys or {}
    return Member(
        pilot=pilot,
        threshold=threshold,
        surveys=given,
        flow=no_flow(),
        changes=survey.change(given, {}),
        plan=plan or ActionPlan(),
        results=frame(RESULTS, results or []),
        conversations=QualitativeProject(),
        figures=frame(FIGURES, figures or []),
    )


@pytest.fixture(scope="session")
def surveyed() -> Callable[..., Survey]:
    """See `make_survey`."""
    return make_survey


@pytest.fixture(scope="session")
def member() -> Callable[..., Member]:
    """See `make_member`."""
    return make_member


@pytest.fixture
def published(tmp_path) -> Callable[..., Publication]:
    """A publication of some members."""

    def publish(*members: Member, **about) -> Publication:
        return Publication.model_validate(about).of([one.pilot for one in members], tmp_path)

    return publish


@pytest.fixture
def tried() -> ActionPlan:
    """An action that was adjusted, one that was followed up, one that nobody followed up, one that was not chosen."""
    actions = [
        {"action": "a1", "titles": {"nl": "Koffie"}, "chosen": True, "catalogue": ("catalogue.ubuntu",), "frameworks": ("involvement.trust",)},
        {"action": "a2", "titles": {"nl": "Bellen"}, "chosen": True, "frameworks": ("themes.coffee", "involvement.trust")},
        {"action": "a3", "titles": {"nl": "Tolk"}, "chosen": True, "register": "A7"},
        {"action": "a4", "titles": {"nl": "Bezoek"}, "chosen": False, "related": ("a1", "A7")},
    ]  # fmt: skip
    cycles = [
        {"cycle": "c1", "action": "a1", "date": pd.Timestamp("2020-01-06"), "step": "act", "what": {"nl": "Later"}, "adjusted": True, "reason": {"nl": "Weinig volk"}},
        {"cycle": "c2", "action": "a2", "date": pd.Timestamp("2020-02-03"), "step": "study", "what": {"nl": "Geteld"}, "adjusted": False},
    ]  # fmt: skip
    evidence = [
        {"evidence": "e1", "claim": "k1", "direction": "supports", "source": "x", "answers": {}},
        {"evidence": "e2", "claim": "k1", "direction": "supports", "source": "y", "answers": {}},
        {"evidence": "e3", "claim": "k1", "direction": "alternative", "source": "z", "answers": {"nl": "Nee"}},
    ]
    return ActionPlan(
        actions=frame(ACTIONS, actions),
        cycles=frame(CYCLES, cycles),
        indicators=frame(
            INDICATORS, [{"indicator": "i1", "action": "a1", "titles": {"nl": "Ouders"}, "measure": "count"}]
        ),
        claims=frame(CLAIMS, [{"claim": "k1", "action": "a1", "titles": {"nl": "Het hielp"}}]),
        evidence=frame(EVIDENCE, evidence),
    )


@pytest.fixture
def reached() -> list[dict[str, object]]:
    """A result of the indicator of `tried`."""
    return [{"indicator": "i1", "action": "a1", "measure": "count", "result": 20.0, "verdict": "reached"}]
