"""Menen: a synthetic example on published facts about the town."""

from pilots.examples.menen.write import write_menen

__all__ = ["write_menen"]
