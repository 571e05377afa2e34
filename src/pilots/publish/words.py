"""What the page itself says, around the text and the exhibits of the notebook."""

from pilots.language import translate
from pilots.project import PARTICIPANT, RESEARCHER, STUDENT


def words(language: str) -> dict[str, str]:
    """The fixed words of a report, by the name the template knows them by.

    Raises
    ------
    PilotsError
        When reports can't be made in this language.

    Examples
    --------
    >>> words("en")["skip"]
    'Skip to the text'
    """
    return {
        "search": translate("Search in this report", language),
        "found": translate("places found: {n}", language),
        "place": translate("place {i} of {n}", language),
        "sort": translate("Sort by this column", language),
        "skip": translate("Skip to the text", language),
        "contents": translate("Contents", language),
        "authors": translate("Authors", language),
        "sites": translate("Sites", language),
        "partners": translate("Partners", language),
        "funders": translate("With the support of", language),
        "version": translate("Made with", language),
        "computed": translate("How this was computed", language),
        "method": translate("Method", language),
        "rests_on": translate("What it rests on", language),
        "all_code": translate("All code", language),
        "all_code_note": translate("The code of this report, in the order in which it ran.", language),
        "table": translate("Table", language),
        "figure": translate("Figure", language),
        "absent_table": translate("Table (not shown)", language),
        "absent_figure": translate("Figure (not shown)", language),
        "not_shown": translate("What is not shown, and why", language),
        "references": translate("References", language),
        "synthetic": translate("Synthetic data", language),
        "colon": translate(": ", language).rstrip(" "),
        "synthetic_notice": translate("no respondent, answer or quote in this report is real.", language),
        "slides": translate("Turn the slides", language),
        "slide_back": translate("Previous slide", language),
        "slide_on": translate("Next slide", language),
        "slides_all": translate("All slides", language),
        "slide_notes": translate("Notes", language),
        "in_report": translate("In the report too", language),
    }


def edition_name(edition: str, language: str) -> str:
    """What a report calls the edition that it is.

    Examples
    --------
    >>> edition_name("participant", "en")
    'Edition for families and everyone who took part'
    """
    names = {
        RESEARCHER: translate("Edition for researchers", language),
        STUDENT: translate("Edition for students", language),
        PARTICIPANT: translate("Edition for families and everyone who took part", language),
    }
    return names[edition]


def untranslated(missing: int, total: int, language: str) -> str:
    """How much of a page that others translate is still in another language; empty where all was translated.

    Examples
    --------
    >>> untranslated(3, 40, "en")
    '3 of 40 texts were not translated yet and stand in another language'
    """
    if not missing:
        return ""
    return translate(
        "{n} of {total} texts were not translated yet and stand in another language", language, n=missing, total=total
    )


def computed(provenance: dict[str, object], language: str) -> list[tuple[str, str]]:
    """An exhibit's provenance as terms and what is said of them, in the order in which one reads it.

    Parameters
    ----------
    provenance
        As `pilots.exhibits.Provenance.to_json` gives it.

    Examples
    --------
    >>> computed({"method": "Wilson interval", "n": 1090}, "en")
    [('Method', 'Wilson interval'), ('Number of observations (n)', '1,090')]
    """
    from pilots.language import number

    terms = {
        "method": translate("Method", language),
        "n": translate("Number of observations (n)", language),
        "filter": translate("Selection", language),
        "log_rows": translate("Rows of the cleaning log", language),
        "data_hash": translate("Fingerprint of the data", language),
    }
    said = {name: provenance[name] for name in terms if provenance.get(name) not in (None, "")}
    texts = [number(value, language, 0) if isinstance(value, int) else str(value) for value in said.values()]
    return list(zip((terms[name] for name in said), texts, strict=True))
