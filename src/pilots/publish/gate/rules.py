"""The rules of the gate, in the order in which they are told: each looks at everything that leaves."""

from collections.abc import Callable

from pilots.pilot import Pilot
from pilots.privacy.findings import Finding
from pilots.publish.gate.counts import counts
from pilots.publish.gate.identifiers import identifiers
from pilots.publish.gate.leaving import Leaving
from pilots.publish.gate.quotes import quotes
from pilots.publish.gate.versions import versions

Rule = Callable[[Leaving, Pilot | None], list[Finding]]
"""What leaves of a report, and the pilot it is about (None where that isn't found), to what may not leave."""

RULES: tuple[Rule, ...] = (identifiers, quotes, counts, versions)
