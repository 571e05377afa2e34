"""What LimeSurvey itself says in an export, in four languages: its own columns, its own answers, and HTML as text."""

import html
import re
from collections.abc import Collection, Mapping

from pilots.survey.read.reading import plain_word

OWN = {
    "respondent_id": ("id", "Response ID", "Respons ID", "Antwoord ID", "ID de la réponse", "Antwort ID"),
    "submitted": ("submitdate", "Date submitted", "Datum verstuurd", "Datum verzonden", "Datum ingediend",
                  "Date de soumission", "Datum Abgeschickt"),
    "last_page": ("lastpage", "Last page", "Laatste pagina", "Dernière page", "Letzte Seite"),
    "language": ("startlanguage", "Start language", "Begin taal", "Starttaal", "Start taal",
                 "Langue de départ", "Langue de début", "Start-Sprache"),
    "seed": ("seed", "Tête de série", "Zufallsstartwert"),
    "started": ("startdate", "Date started", "Startdatum", "Begindatum", "Datum gestart", "Date de lancement",
                "Date de début", "Datum gestartet"),
    "last_action": ("datestamp", "Date last action", "Datum laatste actie", "Date de la dernière action",
                    "Datum letzte Aktivität"),
    "ip_address": ("ipaddr", "IP address", "IP-adres", "Adresse IP", "IP-Adresse"),
    "referrer": ("refurl", "Referrer URL", "Verwijzer-URL", "URL de référence", "URL référente",
                 "Weiterleitungs-URL"),
    "token": ("token", "Access code", "Toegangscode", "Code d'accès", "Jeton", "Zugangscode", "Zugangsschlüssel"),
    "first_name": ("firstname", "First name", "Voornaam", "Prénom", "Vorname"),
    "last_name": ("lastname", "Last name", "Achternaam", "Nom de famille", "Nachname"),
    "recipient_email": ("email", "Email address", "E-mailadres", "Adresse de courriel", "E-Mail-Adresse"),
    "seconds": ("interviewtime", "Total time", "Totaaltijd", "Totale tijd", "Temps total", "Gesamtzeit"),
    "quota_exit": ("quota_exit", "Quota exit"),
}  # fmt: skip
NAMES = {plain_word(heading): name for name, headings in OWN.items() for heading in headings}
TELLING = {"submitted", "last_page", "language", "seed", "started", "last_action"}
NOT_SHOWN = ("N/A", "{question_not_shown}")
"""What stands in a cell whose question was not shown, in full answers and in a VV export."""
NOT_AVAILABLE = frozenset({"N/A", "N.v.t.", "n.v.t.", "NVT", "N.V.T.", "S.O.", "s.o.", "S/O", "k. A.", "k.A."})

Words = Mapping[str, tuple[str, ...]]
SAID: Mapping[str, Words] = {
    "yes": {"en": ("Yes",), "nl": ("Ja",), "fr": ("Oui",), "de": ("Ja",)},
    "no": {"en": ("No",), "nl": ("Nee", "Neen"), "fr": ("Non",), "de": ("Nein",)},
    "uncertain": {"en": ("Uncertain",), "nl": ("Onzeker", "Weet niet", "Weet ik niet", "Twijfel"),
                  "fr": ("Indécis", "Incertain", "Sans opinion"), "de": ("Unentschieden", "Unsicher")},
    "increase": {"en": ("Increase",), "nl": ("Toename", "Meer", "Verhogen", "Vermeerdering", "Toenemen"),
                 "fr": ("Augmenter", "Augmentation", "En hausse"), "de": ("Zunahme", "Zugenommen", "Erhöhen")},
    "same": {"en": ("Same",), "nl": ("Gelijk", "Hetzelfde", "Zelfde", "Gelijk gebleven"),
             "fr": ("Identique", "Sans changement", "Même"), "de": ("Gleich", "Gleich geblieben")},
    "decrease": {"en": ("Decrease",), "nl": ("Afname", "Minder", "Verlagen", "Vermindering", "Afnemen"),
                 "fr": ("Diminuer", "Diminution", "En baisse"), "de": ("Abnahme", "Abgenommen", "Verringern")},
    "female": {"en": ("Female",), "nl": ("Vrouw", "Vrouwelijk"), "fr": ("Féminin", "Femme"), "de": ("Weiblich",)},
    "male": {"en": ("Male",), "nl": ("Man", "Mannelijk"), "fr": ("Masculin", "Homme"), "de": ("Männlich",)},
    "other": {"en": ("Other",), "nl": ("Andere", "Anders", "Overige", "Overig"), "fr": ("Autre",),
              "de": ("Sonstiges", "Anderes", "Andere")},
    "comment": {"en": ("Comment",), "nl": ("Opmerking", "Commentaar", "Toelichting"), "fr": ("Commentaire",),
                "de": ("Kommentar",)},
    "other comment": {"en": ("Other comment", "Other Comment"), "nl": ("Andere opmerking", "Ander commentaar"),
                      "fr": ("Autre commentaire",), "de": ("Sonstiger Kommentar", "Anderer Kommentar")},
    "rank": {"en": ("Rank {}", "Ranking {}"), "nl": ("Rang {}", "Rangschikking {}"), "fr": ("Rang {}", "Classement {}"),
             "de": ("Rang {}",)},
    "scale": {"en": ("Scale {}",), "nl": ("Schaal {}",), "fr": ("Échelle {}",), "de": ("Skala {}",)},
    "files": {"en": ("filecount",), "nl": ("aantal bestanden",), "fr": ("nombre de fichiers",),
              "de": ("Anzahl Dateien",)},
}  # fmt: skip
"""Words of LimeSurvey's own by language; the first is taken where an export tells none."""

_TIMING = re.compile(
    r"(group|question|groeps?|vraag|gruppen|fragen)\s?(time|tijd|zeit)\s*:"
    r"|temps d[ue] (la )?(groupe|question)\s*:|grouptime\d+$",
    re.IGNORECASE,
)
_TAG = re.compile(r"(<[/!A-Za-z][^<>]*>)")
_APART = re.compile(r"</?(?:br|p|div|li|ul|ol|td|th|tr|table|h[1-6])\b", re.IGNORECASE)
_UNSHOWN = re.compile(r"<(script|style)\b", re.IGNORECASE)


def say(word: str, language: str, number: object = "") -> tuple[str, ...]:
    """LimeSurvey's own words for something, those of the language first.

    Examples
    --------
    >>> say("other", "nl")[0], say("rank", "fr", 2)[0], say("yes", "tr")[0]
    ('Andere', 'Rang 2', 'Yes')
    """
    by_language = SAID[word]
    own = by_language.get(language, by_language["en"])
    return tuple(dict.fromkeys(text.format(number) for texts in (own, *by_language.values()) for text in texts))


def is_timing(code: str, codes: Collection[str]) -> bool:
    """Whether a column holds the seconds spent on a group or a question.

    Examples
    --------
    >>> is_timing("groupTime12", []), is_timing("qTime", ["q[a]"]), is_timing("leadTime", [])
    (True, True, False)
    """
    base = code.removesuffix("Time")
    return bool(_TIMING.match(code)) or (
        base != code and any(other == base or other.startswith(f"{base}[") for other in codes)
    )


def plain_text(text: str) -> str:
    """HTML as plain text: no tags, no scripts, entities decoded, spaces single.

    Examples
    --------
    >>> plain_text("<p>Voelt u zich <b>welkom</b>?<br>Op&nbsp;school</p><script>let a;</script>")
    'Voelt u zich welkom? Op school'
    """
    if "<" not in text and "&" not in text:
        return " ".join(text.split())
    kept, hidden = [], ""
    for position, piece in enumerate(_TAG.split(text)):
        if position % 2 == 0:
            kept.append("" if hidden else piece)
        elif hidden:
            hidden = "" if piece.casefold().startswith(f"</{hidden}") else hidden
        else:
            opened = _UNSHOWN.match(piece)
            hidden = opened[1].casefold() if opened else ""
            kept.append(" " if _APART.match(piece) else "")
    return " ".join(html.unescape("".join(kept)).split())


def squash(text: str) -> str:
    """A text reduced to its letters and digits, to find it again however an export laid it out.

    Examples
    --------
    >>> squash("Brood &amp; spelen<br/>vooraf"), squash("+"), squash("-1"), squash("1")
    ('broodspelenvooraf', '+', '-1', '1')
    """
    plain = plain_text(text)
    word = plain_word(plain)
    return plain.casefold() if not word or re.fullmatch(r"[<>≤≥+−-]?\s?[\d.,]+\s?[+%]?", plain) else word
