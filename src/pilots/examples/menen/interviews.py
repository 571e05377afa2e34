"""Interviews and notes of coffee moments, coded by two people who mostly agree."""

from pathlib import Path

from pilots.examples.draws import Draws
from pilots.examples.interviews import write_conversations
from pilots.examples.menen.codebooks import TEXTS

SEED = 2021
CODERS = ("codeur A", "codeur B")


def write_interviews(folder: Path) -> None:
    """Write qualitative/interviews.qdpx."""
    write_conversations(
        folder / "qualitative" / "interviews.qdpx",
        TEXTS,
        Draws(SEED, "interviews"),
        title="Menen: interviews en koffiemomenten (synthetisch voorbeeld)",
        coders=CODERS,
        dates=("2018-06-20T14:00:00Z", "2018-06-27T09:30:00Z", "2018-06-29T10:00:00Z"),
    )
