"""A column of an export; and those that KoboToolbox, ODK and SurveyCTO write beside the questions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pilots.survey.read.reading import ADMIN, IDENTIFIER, QUESTION

_NAMES = (
    "_id", "_uuid", "_status", "_validation_status", "_notes", "_tags", "_index", "_submitted_by", "__version__", "_version_",
    "_version", "_xform_id_string", "_attachments", "_geolocation", "_bamboo_dataset_id", "_duration", "_media_count",
    "_total_media", "_media_all_received", "formhub/uuid", "meta/instanceID", "meta/instanceName", "meta/rootUuid",
    "meta/deprecatedID", "meta/audit", "instanceID", "instanceName", "today", "deviceid", "username", "subscriberid", "simserial",
    "simid", "phonenumber", "devicephonenum", "imei", "audit", "KEY", "CompletionDate", "SubmitterID", "SubmitterName",
    "FormVersion", "AttachmentsPresent", "AttachmentsExpected", "ReviewState", "EditsCount", "Edits",
    "formdef_version", "review_quality", "review_status", "review_comments", "review_corrections", "isValidated", "device_info",
)  # fmt: skip
_RENAMED = {"start": "started", "starttime": "started", "end": "ended", "endtime": "ended",
            "_submission_time": "submitted", "submissiondate": "submitted"}  # fmt: skip
_OWN = {name.casefold(): name.rpartition("/")[2] for name in _NAMES} | {
    "formhub/uuid": "formhub_uuid",
    "_status": "status",
}
_OWN |= _RENAMED
_PERSONAL = frozenset(
    {"_submitted_by", "_geolocation", "_attachments", "instanceName", "deviceid", "username", "subscriberid", "simserial",
     "simid", "phonenumber", "devicephonenum", "imei", "email", "SubmitterID", "SubmitterName", "device_info",
     "start geopoint", "background geopoint"}
)  # fmt: skip
RESPONDENTS = ("_id", "_uuid", "KEY", "instanceID")
"""What tells respondents apart, the best first."""


@dataclass(frozen=True)
class Column:
    """One column of an export.

    Parameters
    ----------
    name
        What it is called in `Reading.responses`: a question by its name without its groups, an option `question/code`.
    kind
        question, admin or identifier.
    label
        The text of the question; empty where only the heading tells.
    owner, option, option_label
        The question whose answers (or one option of it) it holds, if a form or the other headings tell; else empty.
    """

    name: str
    kind: str = QUESTION
    label: str = ""
    owner: str = ""
    option: str = ""
    option_label: str = ""

    @property
    def text(self) -> str:
        """The text of the question with that of the option."""
        return f"{self.label} [{self.option_label}]" if self.option else self.label


def own_column(heading: str) -> Column | None:
    """A column of the tool's own; None where it is none.

    Examples
    --------
    >>> own_column("_submission_time").name, own_column("meta-instanceID").name, own_column("age")
    ('submitted', 'instanceID', None)
    """
    plain = re.sub(r"^(meta|formhub)[-.:|]", r"\1/", heading.strip().casefold())
    name = _OWN.get(plain)
    return Column(name, IDENTIFIER if name in _PERSONAL else ADMIN) if name else None


def recorded_column(records: str, name: str) -> Column:
    """A column of what a form records by itself, whatever it calls it."""
    return Column(_RENAMED.get(records, name), IDENTIFIER if records in _PERSONAL else ADMIN)


def signs(headings: Sequence[str]) -> list[str]:
    """The headings that Kobo (`_uuid`) or ODK (`KEY` with `SubmissionDate`) write; empty where too few stand there.

    Examples
    --------
    >>> signs(["age", "_id", "_uuid", "_submission_time"]), signs(["id", "age"])
    (['_id', '_uuid', '_submission_time'], [])
    """
    plain = {heading.strip().casefold() for heading in headings}
    if plain & {"parent_key", "_parent_index"}:
        return []
    kobo = [name for name in (*_NAMES[:9], "_submission_time") if name in plain]
    odk = [name for name in ("SubmissionDate", "KEY", "meta-instanceID", "instanceID") if name.casefold() in plain]
    return kobo if len(kobo) > 2 and {"_id", "_uuid"} & plain else odk if len(odk) > 1 and "key" in plain else []
