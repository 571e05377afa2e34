"""One proeftuin, as `pilot.toml` describes it."""

import tomllib
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import Field, PrivateAttr, ValidationError, model_validator

from pilots.description import Author, File, Funder, Labels, Name, Part, Partner, Phase, Privacy, Site
from pilots.errors import PilotError, did_you_mean, raise_all
from pilots.language import pick
from pilots.project import find_project
from pilots.project import names as pilot_names
from pilots.sources import QualitativeSource, Registration, SurveySource, Wave

__all__ = ["Phase", "Pilot", "QualitativeSource", "Registration", "Site", "SurveySource", "Wave", "find_project"]


class Pilot(Part):
    """One proeftuin: sites, partners, phases, surveys and the rest of what it collected; loads nothing of it.

    See `pilots schema` for every field. Paths are relative to the folder of pilot.toml.
    """

    name: Name
    title: Labels
    subtitle: Labels = Field(default_factory=dict)
    summary: Labels = Field(default_factory=dict)
    town: str = ""
    nis: str = Field(default="", pattern=r"^(\d{5})?$", description="NIS code of the town, as text")
    synthetic: bool = Field(description="true where no respondent is real; every report then says so")
    language: Literal["nl", "fr", "en"] = "nl"
    sites: list[Site] = Field(default_factory=list)
    partners: list[Partner] = Field(default_factory=list)
    phases: list[Phase] = Field(default_factory=list)
    surveys: list[SurveySource] = Field(default_factory=list)
    qualitative: list[QualitativeSource] = Field(default_factory=list)
    registrations: list[Registration] = Field(default_factory=list)
    context: File | None = Field(default=None, description="table of published figures about the town")
    actions: File | None = Field(default=None, description="workbook of needs, actions, votes, indicators, cycles")
    integration: File | None = Field(default=None, description="workbook of findings and approved quotes")
    bibliography: File | None = Field(
        default=None, description="sources that reports cite: BibTeX, or CSL-JSON (.json)"
    )
    csl: File | None = Field(default=None, description="style of the citations; left out, author and date")
    licence: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9.+-]*$",
        description="SPDX identifier of what others may do with it, e.g. CC-BY-4.0",
    )
    words: list[Labels] = Field(
        default_factory=list,
        description="what the team wrote in one language only (codes, statuses, units), by language",
    )
    privacy: Privacy = Field(default_factory=Privacy)
    authors: list[Author] = Field(default_factory=list)
    funders: list[Funder] = Field(default_factory=list)

    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="after")
    def _consistent(self) -> "Pilot":
        _once([site.id for site in self.sites], "site")
        _once([survey.name for survey in self.surveys], "survey")
        _once([phase.number for phase in self.phases], "phase")
        _once([source.name for source in self.qualitative], "qualitative project")
        _once([registration.name for registration in self.registrations], "registration")
        known = [survey.name for survey in self.surveys]
        for conversations in self.qualitative:
            if conversations.survey and conversations.survey not in known:
                hint = did_you_mean(conversations.survey, known)
                raise ValueError(f"'{conversations.name}' names survey '{conversations.survey}'. {hint}")
        for source in self.surveys:
            for wave in source.waves:
                self._known(wave, f"survey '{source.name}' wave {wave.wave}")
        return self

    def _known(self, wave: Wave, named: str) -> None:
        """Raise where a wave was held at a site or in a phase that is not described."""
        sites, phases = [site.id for site in self.sites], [phase.number for phase in self.phases]
        for site in wave.sites:
            if site not in sites:
                raise ValueError(f"{named} names site '{site}'. {did_you_mean(site, sites)}")
        if phases and wave.phase not in phases:
            raise ValueError(f"{named} names phase {wave.phase}, which is not described")

    @classmethod
    def read(cls, path: Path) -> "Pilot":
        """Read a pilot.toml.

        Raises
        ------
        PilotError, Problems
            With the line where the TOML is malformed, or every field that is wrong.
        """
        path = Path(path)
        data = _toml(path)
        try:
            pilot = cls.model_validate(data)
        except ValidationError as error:
            raise_all([_problem(path, detail) for detail in error.errors(include_url=False, include_input=False)])
            raise
        if pilot.name != path.parent.name:
            raise PilotError(
                f"the pilot is called '{pilot.name}' but its folder '{path.parent.name}'",
                where=path,
                mend="Give both the same name.",
            )
        pilot._folder = path.parent.absolute()
        return pilot

    @classmethod
    def find(cls, name: str, project: Path | None = None) -> "Pilot":
        """Read a pilot by name from `data/raw` of a project.

        Parameters
        ----------
        name
            Folder name under data/raw.
        project
            The project's folder; left out, $PILOTS_PROJECT, or the nearest folder upwards that holds data/raw.
        """
        root = Path(project).absolute() if project else find_project()
        available = pilot_names(root)
        if name not in available:
            raise PilotError(
                f"there is no pilot '{name}'", where=root / "data" / "raw", mend=did_you_mean(name, available)
            )
        return cls.read(root / "data" / "raw" / name / "pilot.toml")

    @property
    def folder(self) -> Path:
        """Where pilot.toml stands: data/raw/<name>."""
        return self._folder

    @property
    def project(self) -> Path:
        """The folder that holds data/ and reports/."""
        return self._folder.parents[2]

    @property
    def processed(self) -> Path:
        """Where cleaned data go: data/processed/<name>."""
        return self.project / "data" / "processed" / self.name

    @property
    def keys(self) -> Path:
        """Where identifiers and the key of the pseudonyms stay: data/keys/<name>. Never published, never committed."""
        return self.project / "data" / "keys" / self.name

    @property
    def reports(self) -> Path:
        """Where reports go: reports/<name>."""
        return self.project / "reports" / self.name

    def path(self, file: str) -> Path:
        """A file that pilot.toml names."""
        return self._folder / file

    def survey(self, name: str) -> SurveySource:
        """The description of one survey."""
        for source in self.surveys:
            if source.name == name:
                return source
        raise PilotError(
            f"there is no survey '{name}'",
            where=self.folder / "pilot.toml",
            mend=did_you_mean(name, [s.name for s in self.surveys]),
        )

    def site_name(self, site: str) -> str:
        """The name of a site; its id where it is not described."""
        return next((place.name for place in self.sites if place.id == site), site)

    def text(self, labels: dict[str, str], language: str) -> str:
        """A text of the description in one language."""
        return pick(labels, language)

    def own(self, text: str, language: str) -> str:
        """What the team wrote in one language only, in another as `words` has it; as written where it does not.

        Examples
        --------
        >>> pilot = Pilot(name="p", title="P", synthetic=True, words=[{"nl": "warm onthaal", "en": "warm welcome"}])
        >>> pilot.own("warm onthaal", "en"), pilot.own("warm onthaal", "fr"), pilot.own("alleen staan", "en")
        ('warm welcome', 'warm welcome', 'alleen staan')
        """
        if not isinstance(text, str) or not text:
            return text
        unknown: dict[str, str] = {self.language: text}
        return pick(next((labels for labels in self.words if text in labels.values()), unknown), language)


def _once(names: Sequence[Hashable], what: str) -> None:
    twice = {str(name) for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"the {what} '{min(twice)}' is described twice")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        what, mend = "the file is missing", "`pilots new NAME` writes one to start from."
    except UnicodeDecodeError:
        what, mend = "this is not UTF-8 text", "Save it again as UTF-8."
    except OSError as error:
        what, mend = f"it can't be read ({error.strerror})", ""
    except tomllib.TOMLDecodeError as error:
        what, mend = f"malformed TOML: {error}", _hint(str(error))
    raise PilotError(what, where=path, mend=mend)


def _hint(said: str) -> str:
    """What usually is behind a fault in TOML."""
    if "escape" in said or "Unescaped" in said:
        return "Write folders with / and not with \\."
    if "Illegal character" in said or "Unterminated" in said:
        return "A text ends on its own line, with a double quote."
    return "Texts stand in double quotes, lists in [ ]."


def _problem(path: Path, detail: Any) -> PilotError:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    what, mend = detail["msg"].removeprefix("Value error, "), ""
    if detail["type"] == "extra_forbidden":
        what, mend = "unknown field", did_you_mean(str(detail["loc"][-1]), _fields(detail["loc"][:-1]))
    elif detail["type"] == "missing":
        what = "this field is needed"
    elif detail["type"] == "string_pattern_mismatch":
        nis = detail["loc"][-1] == "nis"
        what = "a NIS code has five digits" if nis else "only small letters, digits, - and _ can stand here"
    elif detail["type"].startswith("date"):
        what, mend = "this is no date", "Write a date without quotes, for instance 2017-09-25."
    return PilotError(what[0].lower() + what[1:], where=f"{path}, {place}" if place else path, mend=mend)


def _fields(place: Sequence[str | int]) -> list[str]:
    """The fields of the part of a description that stands at a place."""
    part: type[Part] = Pilot
    for name in (name for name in place if isinstance(name, str)):
        annotation = part.model_fields[name].annotation
        part = next((kind for kind in (annotation, *get_args(annotation)) if _is_part(kind)), part)
    return list(part.model_fields)


def _is_part(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Part)
