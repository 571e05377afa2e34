"""Invented projects: nested codes, several coders, cases of passages, texts of several cases; and what a reader counts by hand."""

from hypothesis import strategies as st

from pilots.qualitative import QualitativeProject
from pilots.qualitative.project import CASES, CODES, DOCUMENTS, SEGMENTS
from pilots.vocabulary import frame

TEXT = "ja nee\nkoffie in de klas\n\nde juf zingt\n"


def project(
    parents: list[int | None],
    documents: int,
    owners: list[tuple[int, int, str]],
    codings: list[tuple[int, int, int, int, int]],
    *,
    languages: tuple[str, ...] = ("nl", "fr"),
    phases: tuple[str, ...] = ("1", "3"),
) -> QualitativeProject:
    """A project of codes c0, c1 … (by their parents), documents d0 …, owners (case, document, part) and codings.

    A coding is code, document, coder, start and length; a negative start is the whole document.
    """
    names = [f"d{n}" for n in range(documents)]
    whole: dict[int, set[int]] = {}
    for case, document, part in owners:
        if part == "whole":
            whole.setdefault(document, set()).add(case)
    passages = {document: case for case, document, part in owners if part == "passages"}

    def case_of(document: int) -> str | None:
        mine = whole.get(document, set())
        if len(mine) == 1:
            return f"k{min(mine)}"
        return f"k{passages[document]}" if not mine and document in passages else None

    return QualitativeProject(
        documents=frame(DOCUMENTS, [
            {"document": name, "name": name, "kind": "text", "language": languages[n % len(languages)],
             "phase": phases[n % len(phases)], "characters": len(TEXT)}
            for n, name in enumerate(names)
        ]),
        cases=frame(CASES, [
            {"case": f"k{case}", "name": f"case {case}", "document": f"d{document}", "part": part}
            for case, document, part in dict.fromkeys(owners)
        ]).assign(group=[f"g{case % 2}" for case, _, _ in dict.fromkeys(owners)]),
        codes=frame(CODES, [
            {"code": f"c{n}", "parent": None if parent is None else f"c{parent}", "name": f"code {n}", "path": path(parents, n)}
            for n, parent in enumerate(parents)
        ]),
        segments=frame(SEGMENTS, [
            {"segment": f"s{n}", "document": f"d{document}", "case": case_of(document), "code": f"c{code}", "coder": f"u{coder}",
             "start": None if start < 0 else start, "end": None if start < 0 else start + length,
             "characters": None if start < 0 else length}
            for n, (code, document, coder, start, length) in enumerate(codings)
        ]),
        texts=dict.fromkeys(names, TEXT),
    )  # fmt: skip


def path(parents: list[int | None], code: int) -> str:
    """Names from the top down; in a ring only its own."""
    above = chain(parents, code)
    return " > ".join(f"code {n}" for n in reversed(above))


def chain(parents: list[int | None], code: int) -> list[int]:
    """A code and those above it."""
    found: list[int] = []
    at: int | None = code
    while at is not None and at not in found:
        found.append(at)
        at = parents[at]
    return found


@st.composite
def projects(draw, **options):
    codes = draw(st.integers(1, 6))
    parents = [draw(st.none() | st.integers(0, n - 1)) if n else None for n in range(codes)]
    documents = draw(st.integers(1, 4))
    owner = st.tuples(st.integers(0, 3), st.integers(0, documents - 1), st.sampled_from(["whole", "whole", "passages"]))
    coding = st.tuples(
        st.integers(0, codes - 1), st.integers(0, documents - 1), st.integers(0, 1), st.integers(-1, 30), st.integers(1, 9)
    )  # fmt: skip
    owners = draw(st.lists(owner, max_size=5))
    # two parts of one case in one document would be one
    owners = list({(case, document): (case, document, part) for case, document, part in owners}.values())
    return project(parents, documents, owners, draw(st.lists(coding, max_size=12)), **options)


def above(found: QualitativeProject) -> dict[str, set[str]]:
    """Each code with itself and all above it, by walking up."""
    parents = {row["code"]: row["parent"] for _, row in found.codes.iterrows()}
    sets: dict[str, set[str]] = {}
    for code in parents:
        at, seen = code, set()
        while isinstance(at, str) and at in parents and at not in seen:
            seen.add(at)
            at = parents[at]
        sets[code] = seen
    return sets


def rows(found: QualitativeProject) -> list[dict]:
    """The codings, each with its unit and all codes that it counts for."""
    sets = above(found)
    return [
        {**row, "unit": row["case"] if isinstance(row["case"], str) else row["document"], "codes": sets[row["code"]]}
        for row in found.segments.to_dict("records")
    ]
