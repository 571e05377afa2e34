"""The survey read, checked, cleaned and scored by pilots, with a log that undoes it all."""

import sys
from pathlib import Path

from benchmarks.cleaning.outcome import Outcome, run
from pilots import Pilot
from pilots.survey import check, clean, load_raw, score


def outcome(folder: Path) -> Outcome:
    """All checks of `CHECKS`; the codebook's rules; the mean of the answered items."""
    pilot = Pilot.read(folder / "pilot.toml")
    raw = load_raw(pilot, "people")
    flags = check(raw, pilot)
    scored = score(clean(raw))
    people = flags.loc[flags["respondent_id"].notna(), "check"]
    return Outcome(people, scored.missing["reason"], scored.scores)


if __name__ == "__main__":
    run(outcome, Path(sys.argv[1]))
