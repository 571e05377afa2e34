"""Write the codebook of the real survey: `python tests/real/write_codebook.py`.

Variables are those of the National Household Education Survey 2016, Parent and Family Involvement (NCES, public
domain), as the file at hand codes them: what was done is 1 no, 2 yes, the reverse of NCES. The labels are ours.
"""

from pathlib import Path

import pandas as pd

from pilots.codebook import build

WORKBOOK = Path(__file__).parent / "data" / "raw" / "pfi2016" / "codebooks" / "parents.xlsx"

SCHOOL = {
    "FSSPORTX": ("Attended a school or class event", "Ging naar een activiteit van de school of de klas"),
    "FSVOL": ("Served as a volunteer at school", "Hielp als vrijwilliger op school"),
    "FSMTNG": ("Attended a general school meeting", "Ging naar een algemene vergadering van de school"),
    "FSPTMTNG": ("Attended a meeting of the parent organisation", "Ging naar een vergadering van het oudercomité"),
    "FSFUNDRS": ("Took part in fundraising for the school", "Werkte mee aan een actie ten voordele van de school"),
    "FSCOMMTE": ("Served on a school committee", "Zat in een werkgroep van de school"),
    "FSATCNFN": ("Attended a parent-teacher conference", "Ging naar een oudercontact"),
    "FSCOUNSLR": ("Met with a guidance counselor", "Had een gesprek met een leerlingbegeleider"),
}
HOME = {
    "FOSTORY2X": ("Told the child a story", "Vertelde het kind een verhaal"),
    "FOCRAFTS": ("Did arts and crafts with the child", "Knutselde met het kind"),
    "FOGAMES": (
        "Played games or did puzzles with the child",
        "Speelde gezelschapsspelen of maakte puzzels met het kind",
    ),
    "FOBUILDX": ("Built, made or fixed something together", "Bouwde, maakte of herstelde iets samen met het kind"),
    "FOSPORT": ("Played sports with the child", "Sportte of bewoog met het kind"),
    "FOHISTX": (
        "Talked about family history or heritage",
        "Praatte over de geschiedenis of de herkomst van de familie",
    ),
    "FORESPON": ("Talked about how to manage time", "Praatte over hoe je je tijd indeelt"),
    "FOLIBRAYX": ("Visited a library together", "Bezocht samen een bibliotheek"),
    "FOBOOKSTX": ("Visited a bookstore together", "Bezocht samen een boekhandel"),
    "FOCONCRTX": (
        "Went to a play, concert or show together",
        "Ging samen naar een toneelstuk, concert of voorstelling",
    ),
    "FOMUSEUMX": ("Visited a museum or historical site together", "Bezocht samen een museum of een historische plaats"),
    "FOZOOX": ("Visited a zoo or aquarium together", "Bezocht samen een dierentuin of aquarium"),
    "FOGROUPX": (
        "Attended an event of a community, religious or ethnic group together",
        "Ging samen naar een activiteit van een buurt-, geloofs- of herkomstgroep",
    ),
    "FOSPRTEVX": (
        "Attended a sporting event outside school together",
        "Ging samen naar een sportwedstrijd buiten de school",
    ),
}
OTHER = [
    ("select_one enjoy", "SEENJOY", "item", "Child enjoys school", "Het kind gaat graag naar school", None, None),
    ("select_one grades", "SEGRADES", "item", "Grades across all subjects", "Punten over alle vakken samen", None, None),
    ("integer", "SEABSNT", "item", "Days absent this school year", "Dagen afwezig dit schooljaar", 0, 200),
    ("select_one yes_no", "SEREPEAT", "item", "Ever repeated a grade", "Is ooit blijven zitten", None, None),
    ("select_one yes_no", "SESUSPIN", "item", "Ever suspended from school", "Werd ooit geschorst", None, None),
    ("integer", "FSFREQ", "item", "Times at a meeting or activity of the school", "Keren op een vergadering of activiteit van de school", 0, 99),
    ("select_one check", "FHCHECKX", "item", "How often homework is checked", "Hoe vaak het huiswerk wordt nagekeken", None, None),
    ("select_one help", "FHHELP", "item", "Days a week someone helps with homework", "Dagen per week dat iemand helpt met het huiswerk", None, None),
    ("integer", "FODINNERX", "item", "Days in the past week the family ate together", "Dagen in de voorbije week dat het gezin samen at", 0, 7),
    ("decimal", "FPWT", "weight", "Weight of the household survey", "Gewicht van de huishoudenquête", 0, None),
    ("integer", "pi_pro_schl_feats_comp", "technical", "Sum of six school items", "Som van zes schoolitems", 6, 12),
    ("integer", "pi_pro_hm_feats_comp", "technical", "Sum over home items", "Som over thuisitems", 0, 99),
    ("select_one grade_letters", "grades", "technical", "Grades as a letter", "Punten als letter", None, None),
    ("select_one grade_halves", "grades_comp", "technical", "Grades in two groups", "Punten in twee groepen", None, None),
    ("select_one low_high", "schl_comp", "technical", "School involvement in two groups", "Schoolbetrokkenheid in twee groepen", None, None),
    ("select_one low_high", "hm_comp", "technical", "Home involvement in two groups", "Thuisbetrokkenheid in twee groepen", None, None),
    ("select_one where", "schl_hm_comp", "technical", "Where the parent is more involved", "Waar de ouder meer betrokken is", None, None),
]  # fmt: skip
CHOICES = {
    "no_yes": {"1": ("No", "Nee"), "2": ("Yes", "Ja")},
    "yes_no": {"1": ("Yes", "Ja"), "2": ("No", "Nee")},
    "enjoy": {
        "1": ("Strongly agree", "Helemaal eens"),
        "2": ("Agree", "Eens"),
        "3": ("Disagree", "Oneens"),
        "4": ("Strongly disagree", "Helemaal oneens"),
    },
    "grades": {"1": ("Mostly A", "Vooral A"), "2": ("Mostly B", "Vooral B"), "3": ("Mostly C", "Vooral C"), "4": ("Mostly D or lower", "Vooral D of lager")},
    "check": {"1": ("Never", "Nooit"), "2": ("Rarely", "Zelden"), "3": ("Sometimes", "Soms"), "4": ("Always", "Altijd")},
    "help": {
        "1": ("Less than once a week", "Minder dan eens per week"),
        "2": ("1 to 2 days", "1 tot 2 dagen"),
        "3": ("3 to 4 days", "3 tot 4 dagen"),
        "4": ("5 or more days", "5 dagen of meer"),
        "5": ("Never", "Nooit"),
    },
    "grade_letters": {letter: (letter, letter) for letter in ("A", "B", "C")} | {"D or lower": ("D or lower", "D of lager")},
    "grade_halves": {"A or B": ("A or B", "A of B"), "C or lower": ("C or lower", "C of lager")},
    "low_high": {"Low": ("Low", "Laag"), "High": ("High", "Hoog")},
    "where": {
        "More involved at home": ("More involved at home", "Meer betrokken thuis"),
        "More involved at school": ("More involved at school", "Meer betrokken op school"),
    },
}  # fmt: skip
SCALES = {
    "school_involvement": (SCHOOL, "Involvement at school", "Schoolbetrokkenheid"),
    "home_involvement": (HOME, "Involvement at home", "Thuisbetrokkenheid"),
}


def write(path: Path) -> None:
    """Write the workbook."""
    done = [("select_one no_yes", name, "item", *labels, None, None) for name, labels in (SCHOOL | HOME).items()]
    columns = ["type", "name", "role", "label::en", "label::nl", "minimum", "maximum"]
    survey = pd.DataFrame([*OTHER[:2], *done, *OTHER[2:]], columns=columns)
    survey[["minimum", "maximum"]] = survey[["minimum", "maximum"]].map(
        lambda bound: None if pd.isna(bound) else f"{bound:g}"
    )
    choices = [(name, code, *labels) for name, codes in CHOICES.items() for code, labels in codes.items()]
    scales = [
        (name, " ".join(items), str(len(items)), "NCES, NHES: PFI 2016", *labels)
        for name, (items, *labels) in SCALES.items()
    ]
    build(
        survey,
        pd.DataFrame(choices, columns=["list_name", "name", "label::en", "label::nl"]),
        pd.DataFrame(scales, columns=["scale", "items", "minimum_items", "citation", "label::en", "label::nl"]),
        {"form_title": "NHES 2016: Parent and Family Involvement", "form_id": "pfi2016", "default_language": "en"},
    ).write(path)


if __name__ == "__main__":
    write(WORKBOOK)
