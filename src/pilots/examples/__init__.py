"""Example pilots: synthetic, seeded, as messy as real life, in the formats the tools write."""

from pilots.examples.write import EXAMPLES, write_example

__all__ = ["EXAMPLES", "write_example"]
