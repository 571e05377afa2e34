"""Multiple-choice questions that an export shows without a structure beside it: columns of nothing but Y."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pilots.codebook import Codebook
from pilots.survey.read.complete import complete
from pilots.survey.read.limesurvey.book import safe_name
from pilots.survey.read.limesurvey.words import NOT_SHOWN, SAID, squash
from pilots.survey.read.reading import QUESTION, Reading

_OTHER, _COMMENTS = (
    {squash(word), *(squash(text) for texts in SAID[word].values() for text in texts)}
    for word in ("other", "other comment")
)


def find_boxes(reading: Reading) -> Codebook | None:
    """Make a codebook in which the boxes of an export with codes belong together; None where there are none.

    At least two columns `q[a]` and `q[b]` (or `Question? [Option]`) that hold Y or nothing are the boxes of one
    question; of the same question are the text of "other" and the comments. What stands in the other columns
    suggests what they are.
    """
    survey: list[dict[str, str]] = []
    choices: list[dict[str, str]] = []
    owners: dict[str, str] = {}
    for question in _questions(reading):
        name = safe_name(question.stem)
        if name in reading.responses or any(row["name"] == name for row in survey):
            continue
        survey.append(
            {"type": f"select_multiple {name}", "name": name, "heading": question.stem, "label": question.label}
        )
        for column, code, label in zip(question.columns, question.codes, question.labels, strict=True):
            choices.append({"list_name": name, "name": code, "label": label})
            owners[column] = name
        if question.other:
            label = question.other_label
            choices.append({"list_name": name, "name": "other", "label": label})
            text = {"type": "text", "name": f"{name}_other", "heading": question.other}
            survey.append({**text, "label": f"{question.label} [{label}]"})
            owners[question.other] = f"{name}_other"
    return complete(reading, survey, choices, owners) if survey else None


@dataclass(frozen=True)
class _Boxes:
    """The columns of one question, the codes and texts of its options, and its column for "other"."""

    stem: str
    label: str
    columns: Sequence[str]
    codes: Sequence[str]
    labels: Sequence[str]
    other: str
    other_label: str


def _questions(reading: Reading) -> Iterator[_Boxes]:
    texts = dict(zip(reading.headings["variable"], reading.headings["label"], strict=True))
    parts: dict[str, dict[str, str]] = {}
    for column in reading.of_kind(QUESTION):
        stem, bracket, end = column.rpartition("[")
        if bracket and end.endswith("]") and stem.strip() and not stem.endswith("]"):
            parts.setdefault(stem, {})[column] = end[:-1]
    for stem, inside in parts.items():
        other = next((column for column, own in inside.items() if squash(own) in _OTHER), "")
        comments = {c for c, own in inside.items() if own.endswith("comment") or squash(own) in _COMMENTS}
        boxes = [c for c in inside if c != other and c not in comments]
        held = {answer for column in boxes for answer in reading.responses[column].dropna().unique()}
        if len(boxes) > 1 and "Y" in held and held <= {"Y", *NOT_SHOWN}:
            codes = [inside[c] if stem == stem.strip() else safe_name(inside[c]) for c in boxes]
            labels = [_inside(texts[c]) or inside[c] for c in boxes]
            if len({code.casefold() for code in codes}) == len(codes):
                label = texts[boxes[0]].rpartition(" [")[0] or stem.strip()
                said = (_inside(texts[other]) or inside[other]) if other else ""
                yield _Boxes(stem.strip(), " ".join(label.split()), boxes, codes, labels, other, said)


def _inside(heading: str) -> str:
    return heading.rpartition(" [")[2].removesuffix("]") if " [" in heading else ""
