"""The parts of a description: who takes part, where, when, and what may leave."""

from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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


class Part(BaseModel):
    """Part of a description: it may not be changed, and knows every field it has."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Site(Part):
    """A school or other place that takes part; `joined` where it came later than the rest."""

    id: Name
    name: str
    joined: date | None = None
    left: date | None = None


class Partner(Part):
    """An organisation that takes part."""

    name: str
    role: Labels = Field(default_factory=dict)


class Phase(Part):
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


class Privacy(Part):
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


class Author(Part):
    """Who signs the reports."""

    name: str
    affiliation: str = ""
    orcid: str = ""


class Funder(Part):
    """Who pays."""

    name: str
    grant: str = ""
