"""What a pilot hands to a repository: anonymised data, what they mean, and a description of all that is in it."""

from pilots.publish.bundle.crate import crate_metadata
from pilots.publish.bundle.dataset import anonymity, left_out, publishable
from pilots.publish.bundle.ddi import File, ddi

__all__ = ["File", "anonymity", "crate_metadata", "ddi", "left_out", "publishable"]
