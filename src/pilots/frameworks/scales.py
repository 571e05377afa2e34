"""Scales on parental involvement that any questionnaire for parents can use, as sheets of an XLSForm."""

from typing import TYPE_CHECKING, Any, TypedDict

from pilots.errors import PilotsError, did_you_mean
from pilots.frameworks.elements import read, within

if TYPE_CHECKING:
    import pandas as pd


class Sheets(TypedDict):
    """The sheets of a codebook, as `codebook.build` takes them."""

    survey: "pd.DataFrame"
    choices: "pd.DataFrame"
    scales: "pd.DataFrame"
    settings: dict[str, str]


def scales(*ids: str) -> Sheets:
    """Items and scales for elements of a framework, to paste into the sheets of a codebook.

    Each is answered by parents, 1 to 5, in Dutch, French, English, Arabic and Turkish. The constructs are those of
    Onderwijscentrum Brussel; **the items are of this package and were not validated**: report their reliability,
    and don't compare them with other questionnaires.

    Parameters
    ----------
    ids
        Elements, with what is part of them, or frameworks; left out, all scales there are.

    Returns
    -------
    dict
        survey (type, name, reverse, label::nl and so on), choices (list_name, name, missing, labels), scales
        (scale, items, score, minimum_items, construct, framework, citation, labels), settings. `codebook.build`
        makes a codebook of them.

    Raises
    ------
    PilotsError
        When there is no such element, or no scale for it.

    Examples
    --------
    >>> sheets = scales("involvement.home")
    >>> sheets["scales"]["framework"].tolist(), len(sheets["survey"])
    (['involvement.parenting', 'involvement.teaching'], 8)
    """
    import pandas as pd

    data = read("scales")
    chosen = _chosen(data["scales"], ids)
    items = [
        {"type": f"select_one {scale['answers']}", **_labelled(item)} for scale in chosen for item in scale["items"]
    ]
    answers = dict.fromkeys(scale["answers"] for scale in chosen)
    choices = [
        {"list_name": name, "name": code, **_labelled(row)}
        for name in answers
        for code, row in data["choices"][name].items()
    ]
    rows = [_scale(scale, data["citation"]) for scale in chosen]
    settings = {"form_title": "Ouders en school", "form_id": "parents", "version": "1", "default_language": "nl"}
    survey, offered, described = (pd.DataFrame(table, dtype="str") for table in (items, choices, rows))
    return {"survey": survey, "choices": offered, "scales": described, "settings": settings}


def _chosen(every: list[dict[str, Any]], ids: tuple[str, ...]) -> list[dict[str, Any]]:
    wanted = {element for name in ids for element in within(name)}
    chosen = [scale for scale in every if not ids or scale["framework"] in wanted]
    if not chosen:
        there = [scale["framework"] for scale in every]
        raise PilotsError(f"there is no scale for '{' '.join(ids)}'", mend=did_you_mean(" ".join(ids), there))
    return chosen


def _scale(scale: dict[str, Any], citation: str) -> dict[str, str]:
    return {
        "scale": scale["scale"],
        "items": " ".join(item["name"] for item in scale["items"]),
        "score": "mean",
        "minimum_items": str(len(scale["items"]) - 1),
        "construct": scale["nl"],
        "framework": scale["framework"],
        "citation": citation,
        **{name: text for name, text in _labelled(scale).items() if name.startswith("label::")},
    }


def _labelled(row: dict[str, Any]) -> dict[str, str]:
    return {f"label::{key}" if len(key) == 2 else key: text for key, text in row.items()}
