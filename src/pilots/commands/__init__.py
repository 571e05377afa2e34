"""The commands of `pilots`, a file for each kind of work; `pilots.cli` gathers them."""
