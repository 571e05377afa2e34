"""What the pilots of a project publish together, as `data/raw/publication.toml` describes it."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr, ValidationError

from pilots.description import Author, File, Funder, Labels, Name, Part, Privacy
from pilots.errors import PilotError, did_you_mean, raise_all
from pilots.language import pick
from pilots.pilot import Pilot, _problem, _toml, find_project
from pilots.project import PUBLICATION, names

_TITLE = {
    "nl": "Wat de proeftuinen samen vertellen",
    "fr": "Ce que les projets pilotes racontent ensemble",
    "en": "What the pilots tell together",
}
_METHODS = Path(__file__).with_name("methods.bib")


class Lesson(Part):
    """What was learned, and what it rests on: `pilot.id` of claims, indicators and cycles of the pilots."""

    title: Labels
    rests_on: list[str] = Field(default_factory=list, description="e.g. menen.k1, connect.i2, ocb.c1")


class Publication(Part):
    """What several pilots publish together; every field may be left out.

    Paths are relative to data/raw, where publication.toml lies.
    """

    title: Labels = Field(default_factory=lambda: dict(_TITLE))
    subtitle: Labels = Field(default_factory=dict)
    summary: Labels = Field(default_factory=dict)
    language: Literal["nl", "fr", "en"] = "nl"
    pilots: list[Name] = Field(default_factory=list, description="in which order; left out, all by name")
    names: dict[Name, Labels] = Field(default_factory=dict, description="short names of pilots, for headings")
    threshold: int | None = Field(default=None, ge=3, description="left out, the highest of the pilots'")
    authors: list[Author] = Field(default_factory=list, description="left out, those of the pilots")
    funders: list[Funder] = Field(default_factory=list, description="left out, those of the pilots")
    sources: dict[Name, Labels] = Field(default_factory=dict, description="where each pilot is described")
    bibliography: File | None = Field(
        default=None,
        description="BibTeX or CSL-JSON; keep the sources in it that the notebook cites. Left out, just those",
    )
    csl: File | None = Field(default=None, description="style of the citations; left out, author and date")
    lessons: list[Lesson] = Field(default_factory=list)

    _members: tuple[Pilot, ...] = PrivateAttr(default=())
    _project: Path = PrivateAttr(default=Path())

    @classmethod
    def find(cls, pilots: str = "", project: Path | None = None) -> "Publication":
        """Read what a project publishes together; without publication.toml, all that can be known without it.

        Parameters
        ----------
        pilots
            Names with spaces between; empty: those that publication.toml names, else all of the project.
        project
            The project's folder; left out, as for `Pilot.find`.

        Raises
        ------
        PilotError, Problems
            What is wrong with publication.toml or the description of a pilot, or when there is no such pilot.
        """
        root = Path(project).absolute() if project else find_project()
        path = root / "data" / "raw" / f"{PUBLICATION}.toml"
        data = _toml(path) if path.is_file() else {}
        try:
            publication = cls.model_validate(data)
        except ValidationError as error:
            raise_all([_wrong(path, detail) for detail in error.errors(include_url=False, include_input=False)])
            raise
        known = names(root)
        asked = pilots.split() or publication.pilots or known
        where: Path = root / "data" / "raw" if pilots.split() else path
        strange = [name for name in [*asked, *publication.names, *publication.sources] if name not in known]
        raise_all(
            [PilotError(f"there is no pilot '{name}'", where=where, mend=did_you_mean(name, known)) for name in strange]
        )
        return publication.of([Pilot.find(name, root) for name in dict.fromkeys(asked)], root)

    def of(self, members: Sequence[Pilot], project: Path) -> "Publication":
        """The same publication, of these pilots of a project."""
        made = self.model_copy()
        made._members, made._project = tuple(members), Path(project)
        return made

    @property
    def members(self) -> tuple[Pilot, ...]:
        """The pilots that publish together, in their order."""
        return self._members

    @cached_property
    def least(self) -> int:
        """The least number of people that may be shown: at least what the most careful of the pilots asks."""
        return max([self.threshold or 3, *(pilot.privacy.threshold for pilot in self.members)])

    @cached_property
    def pilot(self) -> Pilot:
        """The publication as exhibits and title pages take a pilot: synthetic where one of the pilots is."""
        made = Pilot(
            name=PUBLICATION,
            title=self.title,
            subtitle=self.subtitle,
            summary=self.summary,
            synthetic=any(pilot.synthetic for pilot in self.members),
            language=self.language,
            privacy=self._privacy(),
            authors=self.authors or _once([one for pilot in self.members for one in pilot.authors]),
            funders=self.funders or _once([one for pilot in self.members for one in pilot.funders]),
            bibliography=self._beside(self.bibliography) if self.bibliography else _METHODS.as_posix(),
            csl=self._beside(self.csl) if self.csl else None,
        )
        made._folder = self._project / "data" / "raw" / PUBLICATION
        return made

    def called(self, name: str, language: str) -> str:
        """What a pilot is called in a heading: its short name, else its title."""
        if name in self.names:
            return pick(self.names[name], language)
        titles: Mapping[str, Mapping[str, str]] = {pilot.name: pilot.title for pilot in self.members}
        return pick(titles.get(name, {}), language) or name

    def _privacy(self) -> Privacy:
        allowed = _once([word for pilot in self.members for word in pilot.privacy.allowed_words])
        reasons = _once([pilot.privacy.reason for pilot in self.members if pilot.privacy.reason])
        return Privacy(threshold=self.least, reason=" ".join(reasons) or PUBLICATION, allowed_words=allowed)

    def _beside(self, file: str) -> str:
        """A file that publication.toml names; whole, as the folder of a pilot of this name need not be there."""
        return (self._project / "data" / "raw" / file).absolute().as_posix()


def _wrong(path: Path, detail: Any) -> PilotError:
    if detail["type"] != "extra_forbidden":
        return _problem(path, detail)
    part = Lesson if "lessons" in detail["loc"] else Publication
    mend = did_you_mean(str(detail["loc"][-1]), part.model_fields)
    return PilotError(f"unknown field '{detail['loc'][-1]}'", where=path, mend=mend)


def _once(things: Sequence[Any]) -> list[Any]:
    return [thing for place, thing in enumerate(things) if thing not in things[:place]]
