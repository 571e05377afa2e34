"""What a pilot collected, and in which files it lies."""

from typing import Literal

from pydantic import Field

from pilots.description import File, Labels, Name, Part

Tool = Literal[
    "limesurvey", "qualtrics", "kobo", "forms", "google", "surveymonkey", "spss", "stata", "parquet", "plain"
]
"""The tools whose exports are read; a reader of another package is found without its name."""


class Wave(Part):
    """One round of a survey: an export file. `sites` names the only schools asked, `sent` counts the invitations."""

    wave: int = Field(ge=0)
    file: File
    phase: int = 1
    date: Labels = Field(default_factory=dict, description="when, in words, e.g. 'maart 2017'")
    tool: Tool | None = Field(default=None, description="the tool that wrote the file; left out, it is recognised")
    structure: File | None = Field(
        default=None, description="the tool's own description of the questionnaire: .lss, .tsv, .sps, .qsf or XLSForm"
    )
    sent: int | None = Field(default=None, ge=0, description="how many people were invited")
    sites: list[Name] = Field(default_factory=list, description="sites that were asked in this wave; empty for all")


class SurveySource(Part):
    """A survey of one group of people, in one or more waves, with one codebook."""

    name: Name
    group: Name = Field(description="who answers, e.g. parents, staff, partners")
    title: Labels = Field(default_factory=dict)
    codebook: File
    site_variable: str | None = Field(default=None, description="the variable whose codes are site ids")
    compare_by: list[str] = Field(default_factory=list, description="variables whose groups are compared")
    waves: list[Wave] = Field(min_length=1)


class QualitativeSource(Part):
    """Interviews, notes or other documents with codings: a REFI-QDA project."""

    name: Name
    title: Labels = Field(default_factory=dict)
    file: File


class Registration(Part):
    """Something that is counted all along, such as weekly attendance."""

    name: Name
    kind: Literal["attendance"] = "attendance"
    title: Labels = Field(default_factory=dict)
    file: File
