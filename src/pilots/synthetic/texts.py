"""Words for what people said: short, neutral, and by us; each says that it is invented."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from pilots.language import LANGUAGES


def invented(kind: str, language: str, rng: np.random.Generator, **values: str) -> str:
    """A text of a kind: answer, passage, quote, event, opening, between, finding, title, summary or reason.

    Examples
    --------
    >>> invented("opening", "en", np.random.default_rng(1))
    'This conversation is invented. Nobody said what stands below.'
    """
    texts = _texts(language if language in LANGUAGES else "en")
    drawn = {"answer": str(rng.choice(texts["answers"])), "moment": str(rng.choice(texts["moments"]))}
    return str(texts[kind]).format(**drawn | values)


@cache
def _texts(language: str) -> dict[str, Any]:
    return tomllib.loads(files("pilots.synthetic").joinpath("texts", f"{language}.toml").read_text(encoding="utf-8"))
