"""Write a codebook as a workbook that people go on with."""

import pandas as pd

from pilots.vocabulary import MISSING_REASONS, ROLES
from pilots.workbook import Sheet
from pilots.xlsform.read import Form

_WIDE = {"label": 40} | {f"label::{code}": 40 for code in ("nl", "fr", "en", "ar", "tr")}


def sheets(form: Form) -> list[Sheet]:
    """The sheets of a codebook, with drop-downs, as `read` reads them back."""
    scales = _labelled(form.scales.reset_index())
    scales["items"] = [" ".join(items) for items in scales["items"]]
    named = pd.Series([" ".join(elements) or None for elements in scales.pop("frameworks")], scales.index, dtype="str")
    if named.notna().any():
        scales["framework"] = named
    return [
        Sheet("survey", _survey_sheet(form.variables), choices={"role": ROLES}, widths=_WIDE),
        Sheet("choices", _labelled(form.choices), choices={"missing": MISSING_REASONS}, widths=_WIDE),
        Sheet("scales", scales, choices={"score": ("mean", "sum")}, widths=_WIDE | {"items": 40}),
        Sheet("settings", pd.DataFrame([dict(form.settings)], dtype="str")),
    ]


def _survey_sheet(variables: pd.DataFrame) -> pd.DataFrame:
    survey = _labelled(variables.reset_index())
    survey["type"] = (survey["type"] + " " + survey["list_name"]).str.strip()
    survey["reverse"] = survey["reverse"].map({True: "yes", False: None})
    survey["required"] = survey["required"].map({True: "yes", False: None})
    survey["fixed"] = survey["fixed"].map({True: "yes", False: None})
    survey["missing"] = ["; ".join(f"{code}={reason}" for code, reason in codes.items()) for codes in survey["missing"]]
    survey["wave"] = [" ".join(map(str, waves)) for waves in survey.pop("waves")]
    for bound in ("minimum", "maximum"):
        survey[bound] = [None if value != value else f"{value:g}" for value in survey[bound]]
    return survey.drop(columns="list_name")


def _labelled(table: pd.DataFrame) -> pd.DataFrame:
    """With a column a language in the place of `labels`."""
    codes = dict.fromkeys(code for labels in table["labels"] for code in labels)
    wide = {f"label::{code}" if code else "label": [labels.get(code) for labels in table["labels"]] for code in codes}
    return pd.concat([table.drop(columns="labels"), pd.DataFrame(wide, index=table.index, dtype="str")], axis=1)
