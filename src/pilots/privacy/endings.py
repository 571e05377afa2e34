"""What may follow a name in one word: endings of Dutch, French, Turkish, Romanian and Slavic, and words run together with it."""

import re
from collections.abc import Iterator

_DUTCH = "s ke ken kes je jes tje tjes etje etjes eke ekes kje kjes pje pjes se en er ers"
_TURKISH = "nun nin in un a e ya ye da de ta te dan den tan ten daki deki la le yla yle i u yi yu lar ler lari leri larin lerin gil giller"
_OTHERS = "ova ovi ov eva ev em om owi y ka ko ek ik ei ului ul ii x ette ine"
_TOGETHER = (
    "mama papa moeder vader ouder ouders kind kinderen zoon dochter broer zus oma opa tante nonkel gezin familie dossier casus case "
    "interview gesprek verslag huis klas groep achtig hanim bey abla abi teyze"
)
_VOWELS = frozenset("aeiuyx")
ENDINGS = frozenset(f"{_DUTCH} {_TURKISH} {_OTHERS} {_TOGETHER}".split())
_LONGEST = max(map(len, ENDINGS))
_SHORTEST = 4


def stems(word: str) -> Iterator[str]:
    """What a word may be an inflection of, the longest first; a vowel alone ends only longer names.

    Examples
    --------
    >>> list(stems("fatihaken"))[:2]
    ['fatihak', 'fatiha']
    """
    for at in range(len(word) - 1, max(_SHORTEST, len(word) - _LONGEST) - 1, -1):
        if word[at:] in ENDINGS and (at > _SHORTEST or word[at:] not in _VOWELS):
            yield word[:at]
            # Bram, Brammetje
            if re.search(r"([^aeiou])\1$", word[:at]):
                yield word[: at - 1]
