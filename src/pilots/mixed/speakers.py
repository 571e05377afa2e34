"""How the speaker of a quote is called: never so precisely that few people could be meant."""

import re
from collections.abc import Iterator

from pilots.language import translate
from pilots.pilot import Pilot

_MANY = {
    "parents": "mama mamma moeder maman mere mum mom mother papa vader pere dad father ouder ouders parent parents",
    "staff": "leerkracht leerkrachten leraar lerares kleuteronderwijzer kleuterleidster kleuterjuf juf meester enseignant enseignante institutrice instituteur teacher schoolteam equipe team personeel",
    "partners": "partner partners partenaire partenaires organisatie organisation",
    "pupils": "leerling leerlingen eleve eleves pupil pupils jongere jongeren jeune jeunes kind child",
}
"""Words for roles that many have, by group; other roles (a head, a bridge builder, a grandmother) are few people's."""
_GROUPS = {"parents": "parent", "staff": "member of the school team", "partners": "partner", "pupils": "pupil"}
_NOBODY = "participant"
_ACCENTS = str.maketrans("àâäáçéèêëîïíôöóûüùú", "aaaaceeeeiiiooouuuu")


def speaker_label(speaker: str, pilot: Pilot) -> str:
    """Who said a quote, as coarsely as it takes that at least as many people as the pilot's threshold share it.

    A role that many have stays where enough of its group were asked, and a school beside it where enough of them were asked
    there; else only the group is told. Any other characteristic goes, such as a language or a class, and so does a role that
    one or two people have. In a pilot with one site everybody knows each other: there, too, only the group is told.

    Parameters
    ----------
    speaker
        As the researchers wrote it, e.g. "mama" or "leerkracht, VBS VLAM".
    pilot
        Its surveys say how many were asked (`sent`), its sites which names are those of schools.

    Returns
    -------
    str
        The label; empty where there was none.
    """
    if not speaker.strip():
        return ""
    parts = [part.strip() for part in re.split(r"[,;()/]| - ", speaker) if part.strip()]
    known = [(part, group) for part in parts for group in [_group(part)] if group]
    if not known:
        return translate(_NOBODY, pilot.language)
    part, group = known[0]
    site = next(
        (one.id for one in pilot.sites for text in parts if text.casefold() in (one.id, one.name.casefold())), ""
    )
    coarse = translate(_GROUPS[group], pilot.language)
    least = pilot.privacy.threshold
    if len(pilot.sites) == 1 or not _is_plain(part) or _asked(group, pilot) < least:
        return coarse
    return f"{part}, {pilot.site_name(site)}" if site and _asked(group, pilot, site) >= least else part


def called(label: str, pilot: Pilot, language: str) -> str:
    """How `speaker_label` calls a speaker, in a reader's language as far as that is known."""
    for group in (*_GROUPS.values(), _NOBODY):
        if label == translate(group, pilot.language):
            return translate(group, language)
    return pilot.own(label, language)


def _group(part: str) -> str:
    words = _words(part)
    return next((group for group, roles in _MANY.items() if set(roles.split()).intersection(words)), "")


def _is_plain(part: str) -> bool:
    """Whether a part says no more than a role that many have: "mama", "lid van het schoolteam"."""
    fillers = {"lid", "van", "het", "de", "een", "member", "of", "the", "school", "membre", "l", "ecole", "scolaire", "du", "un", "une", "a"}  # fmt: skip
    roles = {word for known in _MANY.values() for word in known.split()}
    return all(word in roles | fillers for word in _words(part))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold().translate(_ACCENTS))


def _asked(group: str, pilot: Pilot, site: str = "") -> int:
    """How many of a group were asked in one wave, at one site where one is named; 0 where nobody wrote it down."""
    return max(_counted(group, pilot, site), default=0)


def _counted(group: str, pilot: Pilot, site: str) -> Iterator[int]:
    for source in pilot.surveys:
        if source.group == group:
            for number in {wave.wave for wave in source.waves}:
                waves = [wave for wave in source.waves if wave.wave == number and (not site or wave.sites == [site])]
                yield sum(wave.sent or 0 for wave in waves)
