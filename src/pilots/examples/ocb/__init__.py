"""Partnerschap met ouders (OCB): constructs as scales, a training evaluated three times, translations compared."""

from pilots.examples.ocb.write import write_ocb

__all__ = ["write_ocb"]
