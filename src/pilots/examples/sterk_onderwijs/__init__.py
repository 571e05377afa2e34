"""Sterk Onderwijs: a synthetic example of two schools that started at different times, by building block."""

from pilots.examples.sterk_onderwijs.write import write_sterk_onderwijs

__all__ = ["write_sterk_onderwijs"]
