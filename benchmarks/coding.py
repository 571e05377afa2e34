"""How fast matrices, co-occurrence and saturation are, against what one would write by hand in pandas."""

import gc
import resource
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

INTERVIEWS, SEGMENTS, CODES, THEMES = 200, 50_000, 300, 30
LENGTH, GROUPS = 60_000, ("parents", "staff", "partners")
DRAWS = 1_000


def main() -> None:
    """200 interviews, 50,000 segments, 300 codes: seconds, and the memory that the process reached at its peak."""
    from pilots import qualitative

    project = invented()
    steps: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "themes": (lambda: qualitative.themes(project), lambda: pandas_themes(project)),
        "case × code": (lambda: qualitative.case_codes(project), lambda: pandas_matrix(project)),
        "case × code, characters": (
            lambda: qualitative.case_codes(project, count="characters"),
            lambda: pandas_characters(project),
        ),
        "code × attribute, with intervals": (
            lambda: qualitative.code_attributes(project, "group"),
            lambda: pandas_attributes(project),
        ),
        "co-occurrence in a case": (lambda: qualitative.co_occurrence(project), lambda: pandas_together(project)),
        "co-occurrence in a passage": (
            lambda: qualitative.co_occurrence(project, within="passage"),
            lambda: pandas_passages(project),
        ),
        "saturation, 1,000 orders": (
            lambda: qualitative.saturation(project, orders=DRAWS),
            lambda: pandas_saturation(project),
        ),
    }
    before = peak()
    for side, word in enumerate(("", ", by hand")):
        total = 0.0
        for name, sides in steps.items():
            total += (took := seconds(sides[side]))
            print(f"    {name + word:<44} {took:7.3f} s", flush=True)
        print(
            f"    {'all together' + word:<44} {total:7.3f} s; memory {peak():.0f} MB at its peak, {before:.0f} MB before"
        )


def invented():
    """A project of that size: codes under themes, uneven as codes are, two coders."""
    from pilots.qualitative import QualitativeProject
    from pilots.qualitative.project import CASES, DOCUMENTS
    from pilots.qualitative.project import CODES as BOOK
    from pilots.qualitative.project import SEGMENTS as CODINGS

    rng = np.random.default_rng(5)
    names = [f"d{n}" for n in range(INTERVIEWS)]
    parents = [None if n < THEMES else f"c{n % THEMES}" for n in range(CODES)]
    weights = 1 / np.arange(1, CODES + 1)
    start = rng.integers(0, LENGTH - 500, SEGMENTS)
    length = rng.integers(40, 500, SEGMENTS)
    document = rng.integers(0, INTERVIEWS, SEGMENTS)

    def shaped(columns: tuple, **values: object) -> pd.DataFrame:
        n = len(next(iter(values.values())))  # type: ignore[arg-type]
        return pd.DataFrame({c.name: pd.Series(values.get(c.name, [None] * n), dtype=c.dtype) for c in columns})

    cases = shaped(
        CASES, case=[f"k{n}" for n in range(INTERVIEWS)], name=names, document=names, part=["whole"] * INTERVIEWS
    )
    code = rng.permutation(CODES)[rng.choice(CODES, SEGMENTS, p=weights / weights.sum())]
    return QualitativeProject(
        documents=shaped(DOCUMENTS, document=names, name=names, phase=[str(1 + 2 * (n % 2)) for n in range(INTERVIEWS)],
                         characters=[LENGTH] * INTERVIEWS),
        cases=cases.assign(group=[GROUPS[n % 3] for n in range(INTERVIEWS)]),
        codes=shaped(BOOK, code=[f"c{n}" for n in range(CODES)], parent=parents, name=[f"code {n}" for n in range(CODES)],
                     path=[f"code {n}" if n < THEMES else f"code {n % THEMES} > code {n}" for n in range(CODES)]),
        segments=shaped(CODINGS, segment=[f"s{n}" for n in range(SEGMENTS)], document=[names[n] for n in document],
                        case=[f"k{n}" for n in document], code=[f"c{n}" for n in code], coder=[f"u{n % 2}" for n in range(SEGMENTS)],
                        start=start, end=start + length, characters=length),
    )  # fmt: skip


def seconds(run: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def upwards(project) -> pd.DataFrame:
    """Each coding for its code and for the theme above it."""
    own = project.segments[["segment", "case", "document", "code", "start", "end"]]
    parent = project.codes.set_index("code")["parent"]
    above = own.assign(code=own["code"].map(parent)).dropna(subset=["code"])
    return pd.concat([own, above], ignore_index=True)


def pandas_themes(project) -> object:
    from statsmodels.stats.proportion import proportion_confint

    counted = upwards(project).groupby("code")["case"].nunique()
    return [proportion_confint(int(n), INTERVIEWS, method="wilson") for n in counted]


def pandas_matrix(project) -> pd.DataFrame:
    rows = upwards(project)
    return (pd.crosstab(rows["case"], rows["code"]) > 0).astype(int)


def pandas_characters(project) -> object:
    """Passages of a case and code joined where they overlap, group by group."""

    def length(own: pd.DataFrame) -> int:
        total = reached = 0
        for start, end in own.sort_values("start")[["start", "end"]].itertuples(index=False):
            total += max(end - max(start, reached), 0)
            reached = max(reached, end)
        return total

    return upwards(project).groupby(["case", "code"])[["start", "end"]].apply(length)


def pandas_attributes(project) -> object:
    from statsmodels.stats.proportion import proportion_confint

    group = project.cases.set_index("case")["group"]
    table = pandas_matrix(project)
    counts = table.groupby(table.index.map(group)).agg(["sum", "size"])
    return [
        proportion_confint(counts.loc[g, (c, "sum")], counts.loc[g, (c, "size")], method="wilson")
        for g in counts.index
        for c in table.columns
    ]


def pandas_together(project) -> pd.DataFrame:
    table = pandas_matrix(project)
    return table.T @ table


def pandas_passages(project) -> pd.DataFrame:
    """All pairs of codings of a document, then those that overlap: document by document, else memory would not hold them."""
    parts = []
    for _, own in upwards(project).groupby("document"):
        pairs = own.merge(own, on=["document", "case"])
        met = pairs.loc[(pairs["start_x"] < pairs["end_y"]) & (pairs["start_y"] < pairs["end_x"])]
        parts.append(met.loc[met["segment_x"] != met["segment_y"], ["case", "code_x", "code_y"]].drop_duplicates())
    return pd.concat(parts).groupby(["code_x", "code_y"])["case"].nunique()


def pandas_saturation(project) -> list[list[int]]:
    """Codes so far over random orders of the interviews, with sets."""
    codes = project.segments.groupby("case")["code"].agg(set)
    rng, curves = np.random.default_rng(0), []
    for _ in range(DRAWS):
        seen: set[str] = set()
        curve = []
        for at in rng.permutation(len(codes)):
            seen |= codes.iloc[at]
            curve.append(len(seen))
        curves.append(curve)
    return curves


if __name__ == "__main__":
    main()
