"""What a pilot collected, and in which files it lies."""

from itertools import chain
from typing import Literal

from pydantic import Field, model_validator

from pilots.description import File, Labels, Name, Part

Tool = Literal[
    "limesurvey", "qualtrics", "kobo", "forms", "google", "surveymonkey", "spss", "stata", "parquet", "plain"
]
"""The tools whose exports are read; a reader of another package is found without its name."""


class Wave(Part):
    """One round of a survey: an export file. `sites` names the only schools asked, `sent` counts the invitations.

    Where a round was held with several forms or tools, each has an entry with the same `wave` and its own `source`.
    """

    wave: int = Field(ge=0)
    file: File
    source: Name | None = Field(
        default=None, description="which of several files of this wave it is, e.g. the school or the tool; in the ids"
    )
    phase: int = 1
    date: Labels = Field(default_factory=dict, description="when, in words, e.g. 'maart 2017'")
    tool: Tool | None = Field(default=None, description="the tool that wrote the file; left out, it is recognised")
    structure: File | None = Field(
        default=None, description="the tool's own description of the questionnaire: .lss, .tsv, .sps, .qsf or XLSForm"
    )
    language: str | None = Field(
        default=None, pattern=r"^[a-z]{2,3}$", description="language of all answers, where the file does not tell it"
    )
    sent: int | None = Field(default=None, ge=0, description="how many people were invited")
    sites: list[Name] = Field(default_factory=list, description="sites that were asked in this wave; empty for all")

    @property
    def prefix(self) -> str:
        """How the ids of its respondents begin: w0, or w0-forms for the source forms."""
        return f"w{self.wave}-{self.source}" if self.source else f"w{self.wave}"


class SurveySource(Part):
    """A survey of one group of people, in one or more waves, with one codebook."""

    name: Name
    group: Name = Field(description="who answers, e.g. parents, staff, partners")
    title: Labels = Field(default_factory=dict)
    codebook: File
    crosswalk: File | None = Field(
        default=None, description="workbook or CSV that maps columns and answers of the files to those of the codebook"
    )
    site_variable: str | None = Field(default=None, description="the variable whose codes are site ids")
    compare_by: list[str] = Field(default_factory=list, description="variables whose groups are compared")
    margins: File | None = Field(
        default=None, description="what is known of everyone who could have answered: a workbook to weight by"
    )
    waves: list[Wave] = Field(min_length=1)

    @model_validator(mode="after")
    def _apart(self) -> "SurveySource":
        for wave in self.waves:
            same = [other for other in self.waves if other.wave == wave.wave]
            if len(same) > 1 and not all(other.source for other in same):
                raise ValueError(
                    f"survey '{self.name}' has wave {wave.wave} twice: give each file of it a `source` of its own"
                )
            # else the id 2-5 of source a could be the id 5 of source a-2
            if any(f"{other.prefix}-".startswith(f"{wave.prefix}-") for other in same if other is not wave):
                raise ValueError(
                    f"survey '{self.name}', wave {wave.wave}: the source '{wave.source}' is the same as another, or begins one"
                )
        return self

    @property
    def files(self) -> list[str]:
        """Every file that it rests on: codebook, crosswalk, margins, exports and their structures."""
        exports = [name for wave in self.waves for name in (wave.file, wave.structure)]
        return [name for name in (self.codebook, self.crosswalk, self.margins, *exports) if name]

    @property
    def wave_sites(self) -> dict[int, tuple[str, ...]]:
        """The sites that a wave was limited to, by wave; a wave that was held everywhere is not in it."""
        numbers = dict.fromkeys(wave.wave for wave in self.waves)
        limits = {number: [wave.sites for wave in self.waves if wave.wave == number] for number in numbers}
        return {number: tuple(dict.fromkeys(chain(*own))) for number, own in limits.items() if all(own)}

    @property
    def source_sites(self) -> dict[str, tuple[str, ...]]:
        """The sites that a source of a wave was limited to, by how its ids begin."""
        return {wave.prefix: tuple(wave.sites) for wave in self.waves if wave.source and wave.sites}


class QualitativeSource(Part):
    """Interviews, notes, open answers or other documents, and what was coded in them.

    Either `file`, or the open answers to some `variables` of a `survey`.
    """

    name: Name
    title: Labels = Field(default_factory=dict)
    file: File | None = Field(
        default=None,
        description="a project (.qdpx, .qda, .sqlite3), coded segments (.xlsx, .csv) or a folder of texts (.txt, .docx)",
    )
    survey: Name | None = Field(default=None, description="the survey whose open answers are the documents")
    variables: list[str] = Field(default_factory=list, description="the open questions of that survey")
    codes: File | None = Field(
        default=None, description="the code book: .qdc, or a workbook with code, parent, meaning"
    )
    codings: list[File] = Field(
        default_factory=list, description="the workbooks of `pilots code` as coders filled them in, one a coder"
    )
    phase: int | None = Field(
        default=None, description="the phase that its documents are of, where they do not say so themselves"
    )
    language: str | None = Field(
        default=None, pattern=r"^[a-z]{2,3}$", description="the language of documents that do not say theirs"
    )
    merged: File | None = Field(
        default=None, description="the workbook in which coders decided about what they had coded differently"
    )

    @model_validator(mode="after")
    def _one_origin(self) -> "QualitativeSource":
        if (self.file is None) == (self.survey is None):
            raise ValueError(f"'{self.name}' needs either a file or a survey")
        if (self.survey is None) != (not self.variables):
            raise ValueError(f"'{self.name}' needs both a survey and its variables, or neither")
        return self

    @property
    def files(self) -> list[str]:
        """Every file that it names."""
        return [name for name in (self.file, self.codes, *self.codings, self.merged) if name]


class Registration(Part):
    """Something that is counted or written down all along, such as weekly attendance; `kind` says which table it is."""

    name: Name
    kind: Literal["attendance", "sessions", "participation", "referrals", "network", "costs", "goals", "timeline"] = (
        "attendance"
    )
    title: Labels = Field(default_factory=dict)
    file: File
