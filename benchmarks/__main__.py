"""Run every benchmark: `make benchmark`, or name some: `python -m benchmarks report importing`."""

import sys

from benchmarks import (
    agreement,
    bootstrap,
    change,
    cleaning,
    coding,
    coverage,
    design,
    disclosure,
    false_alarms,
    importing,
    linking,
    models,
    permutation,
    publishing,
    reliability,
    report,
    synthesis,
)

BENCHMARKS = {
    "importing": importing.main,
    "report": report.main,
    "publishing": publishing.main,
    "cleaning": cleaning.main,
    "linking": linking.main,
    "permutation": permutation.main,
    "synthesis": synthesis.main,
    "change": change.main,
    "false_alarms": false_alarms.main,
    "bootstrap": bootstrap.main,
    "coverage": coverage.main,
    "design": design.main,
    "reliability": reliability.main,
    "models": models.main,
    "agreement": agreement.main,
    "coding": coding.main,
    "disclosure": disclosure.main,
}


def main() -> int:
    """Run the benchmarks that are named, or all."""
    unknown = [name for name in sys.argv[1:] if name not in BENCHMARKS]
    if unknown:
        print(f"no benchmark '{unknown[0]}'. There is: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    for name in sys.argv[1:] or BENCHMARKS:
        print(f"\n{name}: {BENCHMARKS[name].__doc__}")
        BENCHMARKS[name]()
    return 0


sys.exit(main())
