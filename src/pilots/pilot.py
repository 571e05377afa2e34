"""One proeftuin, as `pilot.toml` describes it."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    ValidationError,
    model_validator,
)

from pilots.errors import PilotError, did_you_mean, raise_all
from pilots.language import pick
from pilots.project import find_project as find_project
from pilots.project import names as pilot_names

Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$", description="lower case letters, digits, - and _")]


def _as_labels(value: Any) -> Any:
    return {"nl": value} if isinstance(value, str) else value


Labels = Annotated[dict[str, str], BeforeValidator(_as_labels, json_schema_input_type=str | dict[str, str])]
"""A text, or a table of texts by language: `title = { nl = "Ouders", fr = "Parents" }`."""


def _relative(path: str) -> str:
    if "\\" in path:
        raise ValueError("write folders with / and not with \\")
    return path


File = Annotated[str, AfterValidator(_relative), Field(description="path, seen from the folder of pilot.toml")]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(_Part):
    """A school or other place that takes part; `joined` where it came later than the rest."""

    id: Name
    name: str
    joined: date | None = None
    left: date | None = None


class Partner(_Part):
    """An organisation that takes part."""

    name: str
    role: Labels = Field(default_factory=dict)


class Phase(_Part):
    """A phase of the pilot: 1 context analysis, 2 action plan, 3 evaluation."""

    number: int = Field(ge=1, le=9)
    title: Labels
    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> "Phase":
        if self.end < self.start:
            raise ValueError(f"phase {self.number} ends before it starts")
        return self


class Wave(_Part):
    """One round of a survey: an export file. `sites` names the only schools asked, `sent` counts the invitations."""

    wave: int = Field(ge=0)
    file: File
    phase: int = 1
    date: Labels = Field(default_factory=dict, description="when, in words, e.g. 'maart 2017'")
    tool: Literal["limesurvey", "qualtrics", "forms", "spss", "plain"] | None = Field(
        default=None, description="the tool that wrote the file; left out, it is recognised"
    )
    sent: int | None = Field(default=None, ge=0, description="how many people were invited")
    sites: list[Name] = Field(default_factory=list, description="sites that were asked in this wave; empty for all")


class SurveySource(_Part):
    """A survey of one group of people, in one or more waves, with one codebook."""

    name: Name
    group: Name = Field(description="who answers, e.g. parents, staff, partners")
    title: Labels = Field(default_factory=dict)
    codebook: File
    site_variable: str | None = Field(default=None, description="the variable whose codes are site ids")
    compare_by: list[str] = Field(default_factory=list, description="variables whose groups are compared")
    waves: list[Wave] = Field(min_length=1)


class QualitativeSource(_Part):
    """Interviews, notes or other documents with codings: a REFI-QDA project."""

    name: Name
    title: Labels = Field(default_factory=dict)
    file: File


class Registration(_Part):
    """Something that is counted all along, such as weekly attendance."""

    name: Name
    kind: Literal["attendance"] = "attendance"
    title: Labels = Field(default_factory=dict)
    file: File


class Privacy(_Part):
    """What may leave: cells of fewer than `threshold` people are suppressed. Below 10 a reason is needed."""

    threshold: int = Field(default=10, ge=3)
    reason: str = ""
    allowed_words: list[str] = Field(
        default_factory=list,
        description="names that may stand in texts, e.g. of the organisations that take part",
    )

    @model_validator(mode="after")
    def _reasoned(self) -> "Privacy":
        if self.threshold < 10 and not self.reason.strip():
            raise ValueError("a threshold below 10 needs a reason")
        return self


class Author(_Part):
    """Who signs the reports."""

    name: str
    affiliation: str = ""
    orcid: str = ""


class Funder(_Part):
    """Who pays."""

    name: str
    grant: str = ""


class Pilot(_Part):
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
    privacy: Privacy = Field(default_factory=Privacy)
    authors: list[Author] = Field(default_factory=list)
    funders: list[Funder] = Field(default_factory=list)

    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="after")
    def _consistent(self) -> "Pilot":
        sites = [site.id for site in self.sites]
        for names, what in ((sites, "site"), ([s.name for s in self.surveys], "survey"), ([p.number for p in self.phases], "phase"),
                            ([q.name for q in self.qualitative], "qualitative project"), ([r.name for r in self.registrations], "registration")):  # fmt: skip
            twice = {str(name) for name in names if names.count(name) > 1}  # type: ignore[arg-type]
            if twice:
                raise ValueError(f"the {what} '{min(twice)}' is described twice")
        for source in self.surveys:
            waves = [wave.wave for wave in source.waves]
            if len(set(waves)) < len(waves):
                raise ValueError(f"survey '{source.name}' has the same wave twice")
            for wave in source.waves:
                for site in wave.sites:
                    if site not in sites:
                        raise ValueError(
                            f"survey '{source.name}' wave {wave.wave} names site '{site}'. {did_you_mean(site, sites)}"
                        )
                if self.phases and wave.phase not in [phase.number for phase in self.phases]:
                    raise ValueError(
                        f"survey '{source.name}' wave {wave.wave} names phase {wave.phase}, which is not described"
                    )
        return self

    @classmethod
    def read(cls, path: Path) -> "Pilot":
        """Read a pilot.toml.

        Raises
        ------
        PilotError, Problems
            With the line where the TOML is malformed, or every field that is wrong.
        """
        path = Path(path)
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            raise PilotError(
                "the file is missing", where=path, mend="`pilots new NAME` writes one to start from."
            ) from None
        except UnicodeDecodeError:
            raise PilotError("this is not UTF-8 text", where=path, mend="Save it again as UTF-8.") from None
        except OSError as error:
            raise PilotError(f"it can't be read ({error.strerror})", where=path) from None
        except tomllib.TOMLDecodeError as error:
            raise PilotError(
                f"malformed TOML: {error}", where=path, mend="Texts stand in double quotes, lists in [ ]."
            ) from None
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


def _problem(path: Path, detail: Any) -> PilotError:
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in detail["loc"])
    what = detail["msg"].removeprefix("Value error, ")
    if detail["type"] == "extra_forbidden":
        what = "unknown field"
    elif detail["type"] == "missing":
        what = "this field is needed"
    return PilotError(what[0].lower() + what[1:], where=f"{path}, {place}" if place else path)
