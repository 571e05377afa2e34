"""Reads a .qsf file, which describes a Qualtrics survey."""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pilots.errors import ReadError
from pilots.survey.read.qualtrics.flow import Gate, gates
from pilots.survey.read.qualtrics.objects import table, text
from pilots.survey.read.qualtrics.structure import Choice, Question, Structure
from pilots.survey.read.source import Source, decode

_SILENT = ("Timing", "Meta", "Captcha", "FileUpload")


def is_structure(source: Source) -> bool:
    """Whether a file is a .qsf, by its name."""
    return source.suffix == ".qsf"


def read_structure(source: Source) -> Structure:
    """Read a .qsf file.

    Raises
    ------
    ReadError
        When it is no JSON, or not of a Qualtrics survey.
    """
    mend = "Export the survey again in Qualtrics: Tools, Import/export, Export survey."
    try:
        survey = json.loads(decode(source.content, source.path)[0])
    except (ValueError, RecursionError):
        raise ReadError("this is no .qsf file: it holds no JSON", where=source.path, mend=mend) from None
    elements = list(map(table, table(table(survey).get("SurveyElements")).values()))
    payloads = [(text(element.get("Element")), element.get("Payload")) for element in elements]
    asked = {name: table(p) for kind, p in payloads if kind == "SQ" and (name := text(table(p).get("QuestionID")))}
    if not asked:
        raise ReadError("this .qsf file describes no questions", where=source.path, mend=mend)
    entry = table(table(survey).get("SurveyEntry"))
    language = text(entry.get("SurveyLanguage")).lower() or "en"
    blocks = [block for kind, payload in payloads if kind == "BL" for block in map(table, table(payload).values())]
    flows = [table(payload).get("Flow") for kind, payload in payloads if kind == "FL"]
    flow = [part for parts in flows for part in _flow(parts)]
    placed = dict(_placed(blocks, flow, {block: way for parts in flows for block, way in gates(parts).items()}))
    order = [*placed, *(name for name in asked if name not in placed)]
    return Structure(
        title=plain(entry.get("SurveyName")),
        language=language,
        questions=tuple(
            _question(asked[name], language, asked, **placed.get(name, {})) for name in order if name in asked
        ),
        embedded=tuple(
            dict.fromkeys(
                text(one.get("Field"))
                for part in flow
                for one in map(table, table(part.get("EmbeddedData")).values())
                if text(one.get("Field"))
            )
        ),
    )


def technical(structure: Structure, names: Sequence[str], ids: Sequence[str]) -> list[str]:
    """The columns of questions that ask nothing: timings, captchas, what browser it was."""
    silent = [question for question in structure.questions if question.kind in _SILENT]
    tags = tuple(question.tag for question in silent)
    inside = {question.id for question in silent}
    return [
        name
        for name, import_id in zip(names, ids, strict=True)
        if (re.match(r"QID\d+", import_id) or [""])[0] in inside or (not import_id and _begins(name, tags))
    ]


def _begins(name: str, tags: Sequence[str]) -> bool:
    return any(name == tag or name.startswith(f"{tag}_") for tag in tags)


def plain(value: object) -> str:
    """A text as one reads it: without markup, with [Field] where another answer is filled in.

    Examples
    --------
    >>> plain("<b>Did</b> ${q://QID19/ChoiceGroup/SelectedChoices} help?<br>&nbsp;")
    'Did [QID19] help?'
    """
    spaced = re.sub(r"<(br|/?p|/?div|/?li|/?tr|/?td)\b[^<>]*>", " ", text(value), flags=re.IGNORECASE)
    filled = re.sub(r"\$\{\w+://(?:Field/)?([^/}]+)[^}]*\}", r"[\1]", re.sub(r"<[^<>]+>", "", spaced))
    return " ".join(html.unescape(filled).split())


def _flow(parts: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The elements of the survey flow, those inside branches and groups too."""
    for part in map(table, table(parts).values()):
        yield part
        if depth < 50:
            yield from _flow(part.get("Flow"), depth + 1)


def _placed(
    blocks: list[dict[str, Any]], flow: list[dict[str, Any]], ways: Mapping[str, tuple[Gate, ...]]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The questions in the order of the flow, then those of other blocks: whether unused, in which loops, behind what."""
    named = {text(block.get("ID")): block for block in blocks}
    first = [named[name] for part in flow if (name := text(part.get("ID"))) in named]
    trash = [block for block in blocks if text(block.get("Type")) == "Trash"]
    rest = [block for block in blocks if block not in first and block not in trash]
    for block in [*first, *rest, *trash]:
        options = table(block.get("Options"))
        loops = None
        if text(options.get("Looping")) not in ("", "None", "false"):
            static = table(table(options.get("LoopingOptions")).get("Static"))
            loops = {key: plain(next(iter(table(fields).values()), "")) for key, fields in static.items()}
        for element in map(table, table(block.get("BlockElements")).values()):
            way = ways.get(text(block.get("ID")), ())
            yield text(element.get("QuestionID")), {"unused": block in trash, "loops": loops, "gates": way}


def _question(
    payload: Mapping[str, Any],
    language: str,
    asked: Mapping[str, Mapping[str, Any]],
    *,
    unused: bool = False,
    loops: Mapping[str, str] | None = None,
    gates: tuple[Gate, ...] = (),
) -> Question:
    matrix = "Answers" in payload
    configuration, settings = (
        table(payload.get("Configuration")),
        table(table(payload.get("Validation")).get("Settings")),
    )
    number = table(settings.get("ValidNumber"))
    least = [configuration.get("CSSliderMin"), number.get("Min")]
    most = [configuration.get("CSSliderMax"), number.get("Max")]
    return Question(
        id=text(payload.get("QuestionID")),
        tag=text(payload.get("DataExportTag")) or text(payload.get("QuestionID")),
        kind=text(payload.get("QuestionType")),
        selector=text(payload.get("Selector")),
        sub=text(payload.get("SubSelector")),
        labels=_labels(payload, language, asked),
        choices=tuple(_choices(payload, "Choice", language, asked, recoded=not matrix)),
        answers=tuple(_choices(payload, "Answer", language, asked, recoded=True)),
        limits=(_first_number(least), _first_number(most)),
        content=text(settings.get("ContentType")),
        answer_tag=text(payload.get("AnswerDataExportTag")),
        parts=tuple(
            _question(part, language, asked, unused=unused, loops=loops, gates=gates)
            for part in map(table, table(payload.get("AdditionalQuestions")).values())
            if "AdditionalQuestions" not in part
        ),
        loops=loops,
        unused=unused,
        gates=(*gates, *([Gate(logic, holds=True)] if (logic := table(payload.get("DisplayLogic"))) else [])),
    )


def _labels(payload: Mapping[str, Any], language: str, asked: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The text of a question in every language; an answer that is filled in goes by the name of its question."""
    translated = table(payload.get("Language"))
    texts = {language: payload, **{code.lower(): table(said) for code, said in translated.items()}}
    return {
        code: re.sub(
            r"\[(QID\d+)\]",
            lambda found: f"[{text(asked.get(found[1], {}).get('DataExportTag')) or found[1]}]",
            plain(said.get("QuestionText")),
        )
        for code, said in texts.items()
    }


def _choices(
    payload: Mapping[str, Any], kind: str, language: str, asked: Mapping[str, Mapping[str, Any]], *, recoded: bool
) -> Iterator[Choice]:
    """The choices (or answers) in the order in which they are shown, then those carried over from another question."""
    given = {key: table(choice) for key, choice in table(payload.get(f"{kind}s")).items()}
    order = [key for key in map(text, table(payload.get(f"{kind}Order")).values()) if key in given]
    recodes, names = table(payload.get("RecodeValues")), table(payload.get("VariableNaming"))
    tags, counted = table(payload.get("ChoiceDataExportTags")), table(payload.get("AnalyzeChoices"))
    translated = {
        code.lower(): table(table(said).get(f"{kind}s")) for code, said in table(payload.get("Language")).items()
    }
    for key in dict.fromkeys([*order, *given]):
        shown = given[key].get("Display")
        labels = {language: plain(shown)} | {
            code: said for code, texts in translated.items() if (said := plain(table(texts.get(key)).get("Display")))
        }
        missing = _reason(labels.values(), excluded=text(counted.get(key)).lower() == "no") if recoded else ""
        yield Choice(
            id=key,
            code=(text(recodes.get(key)) if recoded else "") or key,
            labels=labels,
            naming=plain(names.get(key)) if recoded else "",
            tag=text(tags.get(key)) if kind == "Choice" else "",
            missing=missing,
            writes=text(given[key].get("TextEntry")).lower() not in ("", "false"),
        )
    other = re.search(r"QID\d+", text(table(payload.get(f"Dynamic{kind}s")).get("Locator")))
    if other and other[0] in asked and other[0] != payload.get("QuestionID"):
        source = {name: value for name, value in asked[other[0]].items() if not name.startswith("Dynamic")}
        for choice in _choices(source, "Choice", language, asked, recoded=False):
            yield Choice(id=f"x{choice.id}", code=f"x{choice.id}", labels=choice.labels, writes=choice.writes)


def _reason(labels: Iterable[str], *, excluded: bool) -> str:
    """Why a choice is no real answer: what its label says, else that the survey leaves it out of its analysis."""
    from pilots.survey.read.labels import missing_reason

    told = next(filter(None, map(missing_reason, labels)), "")
    return told or ("not applicable" if excluded else "")


def _first_number(values: list[Any]) -> float | None:
    numbers = (re.fullmatch(r"-?\d+(\.\d+)?", text(value)) for value in values)
    return next((float(found[0]) for found in numbers if found), None)
