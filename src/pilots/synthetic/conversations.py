"""Conversations that nobody had: invented passages with the same codes, about as many people for each."""

from typing import Any

import numpy as np
import pandas as pd

from pilots.pilot import Pilot
from pilots.qualitative import QualitativeProject, load
from pilots.qualitative.project import CASES, DOCUMENTS, SEGMENTS, VARIABLES
from pilots.survey import open_answers
from pilots.synthetic.margins import small_again
from pilots.synthetic.texts import invented
from pilots.vocabulary import frame

CODERS = ("coder A", "coder B")
_CREATED = "2020-01-01T12:00:00Z"


def conversations(pilot: Pilot, rng: np.random.Generator) -> QualitativeProject:
    """As many documents by phase as the pilot has, all invented.

    The code tree is the pilot's. Each code is given to as many cases of a phase; fewer than the threshold are drawn anew. A second coder agrees
    as often as the real ones do. What is known of cases is dealt out again, what few of them are is drawn anew.
    """
    real = load(pilot, answers=open_answers(pilot))
    people, documents = _people(real, pilot.privacy.threshold, rng)
    given = _codings(real, documents, pilot.privacy.threshold, rng)
    share, both = _agreement(real)
    texts: dict[str, str] = {}
    segments: list[dict[str, Any]] = []
    names = real.codes.set_index("code")["name"]
    second = set(rng.permutation(documents["document"])[: round(both * len(documents))])
    for document, language in zip(documents["document"], documents["language"], strict=True):
        text = invented("opening", language, rng) + "\n\n"
        for code in given.get(document, []):
            passage = invented("passage", language, rng, code=names[code])
            start, end = len(text), len(text) + len(passage)
            text += f"{passage} {invented('between', language, rng)}\n\n"
            who = [CODERS[0], *([CODERS[1]] if document in second and rng.uniform() < share else [])]
            for coder in who:
                segments.append({"document": document, "code": code, "coder": coder, "selected_by": coder,
                                 "start": start, "end": end, "characters": end - start})  # fmt: skip
        texts[document] = text
    kinds = [str(name) for name in people.columns if name not in ("case", "name", "document")]
    documents["characters"] = documents["document"].map(lambda document: len(texts[document]))
    numbered = [
        {"segment": f"s{n}", "selection": f"p{n}", "created": _CREATED} | row for n, row in enumerate(segments, 1)
    ]
    whole = frame(CASES, _rows(people.drop(columns=kinds).assign(part="whole")))
    cases = whole.assign(**{name: people[name].to_numpy(dtype=object) for name in kinds})
    variables = [{"variable": f"v{n}", "name": name, "column": name, "type": "Text"} for n, name in enumerate(kinds, 1)]
    about = [{"variable": f"d{name}", "name": name, "column": name, "type": "Text"} for name in ("phase", "language")]
    return QualitativeProject(
        documents=frame(DOCUMENTS, _rows(documents.assign(kind="text"))),
        cases=cases,
        codes=real.codes,
        segments=frame(SEGMENTS, numbered),
        variables=frame(VARIABLES, [*variables, *(row for row in about if row["name"] not in kinds)]),
        texts=texts,
    )


def _people(real: QualitativeProject, threshold: int, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """New cases with what is known of them, and new documents with phase and language."""
    documents = real.documents[["document", "phase", "language"]].copy()
    order = rng.permutation(len(documents))
    fresh = {old: f"D{place + 1:02d}" for old, place in zip(documents["document"], order, strict=True)}
    documents["document"] = documents["document"].map(fresh)
    documents["language"] = _again(documents["language"].fillna(""), threshold, rng)
    documents = documents.assign(name=documents["document"]).sort_values("document", ignore_index=True)
    known = [str(name) for name in real.cases.columns if name not in {column.name for column in CASES}]
    cases = real.cases.dropna(subset=["document"])[["case", "document", *known]].copy()
    numbers = {case: place + 1 for place, case in enumerate(rng.permutation(cases["case"].unique()))}
    for name in known:
        first = cases.groupby("case")[name].first().fillna("")
        cases[name] = cases["case"].map(dict(zip(first.index, _again(first, threshold, rng), strict=True)))
    cases["case"] = cases["case"].map(lambda case: f"C{numbers[case]:02d}")
    cases = cases.assign(name=cases["case"].str.replace("C", "case "), document=cases["document"].map(fresh))
    return cases.sort_values(["case", "document"], ignore_index=True), documents


def _again(values: "pd.Series[str]", threshold: int, rng: np.random.Generator) -> Any:
    """What at least so many are stays with them; what fewer are is dealt out again among these."""
    cells = values.to_numpy(dtype=object).copy()
    few = np.flatnonzero((values.map(values.value_counts()) < threshold).to_numpy())
    cells[few] = rng.choice(np.unique(cells[few]), len(few)) if len(few) else cells[few]
    return cells


def _codings(
    real: QualitativeProject, documents: pd.DataFrame, threshold: int, rng: np.random.Generator
) -> dict[str, list[str]]:
    """By new document the codes of its passages, in an order of chance."""
    coder = real.segments["coder"].mode()
    mine = real.segments.loc[real.segments["coder"].isin(coder[:1])]
    phase = dict(zip(real.documents["document"], real.documents["phase"].fillna(""), strict=True))
    seen = pd.DataFrame({"code": mine["code"], "phase": mine["document"].map(phase), "document": mine["document"]})
    places = {
        str(kind): own["document"].to_numpy(dtype=object)
        for kind, own in documents.fillna({"phase": ""}).groupby("phase")
    }
    talk = {kind: rng.gamma(4.0, 0.25, len(own)) for kind, own in places.items()}
    given: dict[str, list[str]] = {}
    for (code, phase_of), own in seen.groupby(["code", "phase"]):
        kind, each = str(phase_of), own.groupby("document").size()
        many = int(small_again(pd.Series([len(each)]), threshold, rng).to_numpy("int64")[0])
        chosen = rng.choice(places[kind], min(many, len(places[kind])), replace=False, p=talk[kind] / talk[kind].sum())
        for document in chosen:
            given.setdefault(str(document), []).extend([str(code)] * int(rng.choice(each.to_numpy())))
    return {document: [str(code) for code in rng.permutation(codes)] for document, codes in given.items()}


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): cell for name, cell in row.items()} for row in table.to_dict("records")]


def _agreement(real: QualitativeProject) -> tuple[float, float]:
    """How often a passage of the first coder has the same code of a second one, and in what share of the documents two coded."""
    segments = real.segments.dropna(subset=["start", "end"])
    coders = segments["coder"].value_counts().index
    if len(coders) < 2:
        return 0.0, 0.0
    first, second = (segments.loc[segments["coder"] == coder] for coder in coders[:2])
    both = set(first["document"]) & set(second["document"])
    pairs = first.loc[first["document"].isin(both)].merge(second, on=["document", "code"])
    met = pairs.loc[(pairs["start_x"] < pairs["end_y"]) & (pairs["start_y"] < pairs["end_x"]), "segment_x"].nunique()
    total = int(first["document"].isin(both).sum())
    return met / total if total else 0.0, len(both) / max(len(real.documents), 1)
