"""Menen's texts, and the codebooks that are made of them."""

from pilots.examples.texts import Texts

TEXTS = Texts("pilots.examples.menen")
texts = TEXTS.read
"""The texts of one part of the example: a TOML file of the package."""
codebook = TEXTS.codebook
"""The codebook of parents, staff or partners."""
