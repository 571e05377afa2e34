"""Who answered, and who could be linked, in sentences."""

from collections.abc import Mapping

import pandas as pd

from pilots.cells import Cells
from pilots.exhibits import Sentence
from pilots.language import listed
from pilots.pilot import Pilot
from pilots.privacy.counts import Count
from pilots.privacy.gathered import LINKED
from pilots.survey import Survey
from pilots.told import base, told
from pilots.vocabulary import RESPONDENT, WAVE


def analysed(surveys: Mapping[str, Survey], pilot: Pilot, *, wave: int | None = None, language: str = "nl") -> Sentence:
    """How many answers of each group are analysed."""
    cell = Cells(pilot, language, surveys)
    counts = {
        survey.group: len(survey.responses if wave is None else survey.at(wave).responses)
        for survey in surveys.values()
    }
    counts = {group: n for group, n in counts.items() if n}
    if not counts:
        return Sentence(cell.say("No survey was held in this part of the pilot."), language, absent=True)
    said = [cell.say("{group}: {n}", group=cell.group(group), n=cell.n(n)) for group, n in counts.items()]
    text = cell.say("Answers analysed: {groups}.", groups=listed(said, language))
    return Sentence(
        text,
        language,
        values={group: cell.n(n) for group, n in counts.items()},
        provenance=cell.provenance(
            cell.say("Counted from the cleaned answers; small cells and as many others as needed are held back."),
            pd.concat([survey.responses[[RESPONDENT, WAVE]] for survey in surveys.values()]),
        ),
        counts=_told(surveys, wave, pilot),
    )


def _told(surveys: Mapping[str, Survey], wave: int | None, pilot: Pilot) -> tuple[Count, ...]:
    """How many of each survey, of one wave or of all together; surveys of one group are told together."""
    groups: dict[str, list[Survey]] = {}
    for survey in surveys.values():
        if len(survey.responses if wave is None else survey.at(wave).responses):
            groups.setdefault(survey.group, []).append(survey)
    alone = [own[0] for own in groups.values() if len(own) == 1]
    return tuple(
        told(
            base(one.name, "+".join(map(str, one.waves)) if wave is None else wave),
            {},
            len(one.responses if wave is None else one.at(wave).responses),
            pilot.privacy.threshold,
        )
        for one in alone
    )


def linked(
    links: Mapping[str, pd.DataFrame], surveys: Mapping[str, Survey], pilot: Pilot, *, language: str = "nl"
) -> Sentence:
    """How many people could be linked between the first and the last wave."""
    cell = Cells(pilot, language, surveys)
    repeated = {name: survey for name, survey in surveys.items() if name in links and len(survey.waves) > 1}
    lines, counts = [], list[Count]()
    for name, survey in repeated.items():
        if links[name].empty and not survey.codebook.with_role("link code"):
            lines.append(
                cell.say(
                    "{group}: no code was asked, so nobody is linked to an earlier answer.", group=cell.group(name)
                )
            )
            continue
        answers = survey.at(survey.waves[-1]).responses[RESPONDENT]
        found, last = int(links[name]["respondent_1"].isin(answers).sum()), len(answers)
        counts += _told_links(name, survey.waves[-1], found, last, pilot.privacy.threshold)
        nearly_all = f"> {max(last - pilot.privacy.threshold, 0)}"  # so that the few unlinked can't be counted
        lines.append(
            cell.say(
                "{group}: {linked} of the {last} answers of the last wave could be linked to the first; the others count as unlinked.",
                group=cell.group(name),
                linked=nearly_all if cell.rare(last - found) else cell.n(found),
                last=cell.n(last),
            )
        )
    none = cell.say("No survey was repeated, so no answers can be linked.")
    method = cell.say("Answers of two waves linked by the codes that people made themselves.")
    frame = pd.concat(list(links.values())) if links else pd.DataFrame()
    return Sentence(
        "\n".join(lines) or none,
        language,
        absent=not lines,
        provenance=cell.provenance(method, frame),
        counts=tuple(counts),
    )


def _told_links(name: str, wave: int, found: int, last: int, threshold: int) -> list[Count]:
    """How many of the last wave are linked, and how many are not."""
    of, apart = base(name, wave), last - found
    if 0 < apart < threshold:
        few = told(of, {LINKED: "no"}, apart, threshold)
        nearly = Count(of, {LINKED: "yes"}, max(last - threshold + 1, 0), last - 1, held=True)
        return [few, nearly, told(of, {}, last, threshold)]
    return [told(of, {LINKED: "yes"}, found, threshold), told(of, {}, last, threshold)]
