"""Connect: five schools in Brussels, several methods, families led to welfare services."""

from pilots.examples.connect.write import write_connect

__all__ = ["write_connect"]
