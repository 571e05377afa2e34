"""Every check by name, and the run of all of them. They flag and change nothing; the researcher decides."""

from functools import partial

import pandas as pd

from pilots.pilot import Pilot
from pilots.survey.checks import answers, attention, completion, duplicates, logic, missingness, texts, timing
from pilots.survey.checks.flagging import Check, together
from pilots.survey.survey import Survey

CHECKS: dict[str, Check] = {
    "test response": completion.test_response,
    "consent": completion.consent,
    "incomplete": completion.incomplete,
    "duplicate": duplicates.duplicate,
    "soft duplicate": duplicates.soft_duplicate,
    "too fast": timing.too_fast,
    "impossible time": timing.impossible_time,
    "dates": timing.dates,
    "wave order": timing.wave_order,
    "straight-lining": attention.straight_lining,
    "no variation": attention.no_variation,
    "even-odd": attention.inconsistent,
    "synonyms": attention.synonyms,
    "unusual answers": attention.unusual,
    "invalid answer": answers.invalid,
    "out of range": answers.out_of_range,
    "constraint": logic.constraint,
    "relevant": logic.relevant,
    "outlier": answers.outlying,
    "changed answer": answers.changed,
    "constant question": answers.constant,
    "missing question": missingness.item_missing,
    "other without text": texts.other_without_text,
    "other is a choice": texts.other_is_choice,
    "personal data": texts.personal_data,
}
"""Every check by the name that flags carry."""


def check(survey: Survey, pilot: Pilot) -> pd.DataFrame:
    """Run every check of `CHECKS`.

    Parameters
    ----------
    survey
        The survey as it was read.
    pilot
        Its pilot; gives the words that may stand in texts.

    Returns
    -------
    DataFrame
        Flags (`vocabulary.FLAGS`) in the order of the checks, then of the data: respondent_id (missing for what
        concerns a question or the whole survey), variable (missing for the whole response), check, severity (note,
        doubt, error) and reason. No reason holds an answer.
    """
    checks = CHECKS | {"personal data": partial(texts.personal_data, allowed_words=pilot.privacy.allowed_words)}
    return together([run(survey).assign(check=name) for name, run in checks.items()])
