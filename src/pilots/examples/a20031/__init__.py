"""A20031: an action register, one family at home, and a homework class that was opened to all."""

from pilots.examples.a20031.write import write_a20031

__all__ = ["write_a20031"]
