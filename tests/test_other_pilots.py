"""Pilots quite unlike Menen, described as README tells, run without touching the code."""

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from pilots.codebook import build
from pilots.workbook import Sheet, write

LABELS = {"1": "helemaal oneens", "2": "oneens", "3": "tussenin", "4": "eens", "5": "helemaal eens"}
ITEMS = [f"q{n}" for n in range(1, 5)]
SITES = ("noord", "zuid", "west")
HEAD = """
name = "{name}"
title = "{title}"
synthetic = true
language = "{language}"
"""
SURVEY = """
[[surveys]]
name = "{name}"
group = "{name}"
title = "{title}"
codebook = "codebook.xlsx"
{more}
"""
WAVE = '[[surveys.waves]]\nwave = {wave}\nphase = {phase}\nfile = "{file}"\n'


def _describe(folder: Path, *parts: str, title: str = "Een andere pilot", language: str = "nl") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    head = HEAD.format(name=folder.name, title=title, language=language)
    (folder / "pilot.toml").write_text(head + "\n".join(parts), encoding="utf-8")


def _survey(name: str, *files: str, title: str = "Iedereen", more: str = "") -> str:
    waves = [WAVE.format(wave=n, phase=1 + 2 * n, file=file) for n, file in enumerate(files)]
    return "".join([SURVEY.format(name=name, title=title, more=more), *waves])


def _sites(*sites: str) -> str:
    return "".join(f'[[sites]]\nid = "{site}"\nname = "School {site.title()}"\n' for site in sites)


def _codebook(folder: Path, *more: Sequence[str], language: str = "nl") -> None:
    """Four items that make a scale, and what else a survey asked."""
    rows = [("select_one agree", item, "", f"Uitspraak {item}") for item in ITEMS]
    choices = [("agree", code, label) for code, label in LABELS.items()]
    choices += [("site", site, f"School {site.title()}") for site in SITES]
    choices += [("help", code, code.title()) for code in ("tolk", "koffie", "huisbezoek")]
    label = f"label::{language}"
    build(
        pd.DataFrame([*rows, *more], columns=["type", "name", "role", label], dtype="str"),
        pd.DataFrame(choices, columns=["list_name", "name", label], dtype="str"),
        pd.DataFrame([("trust", " ".join(ITEMS), "3", "Vertrouwen")], columns=["scale", "items", "minimum_items", label]),
        {"default_language": language},
    ).write(folder / "codebook.xlsx")  # fmt: skip


def _answers(seed: int, n: int) -> pd.DataFrame:
    """Items that hang together: 1 to 5, a few of them empty."""
    rng = np.random.default_rng(seed)
    trait = rng.normal(3.4, 0.9, n)
    table = pd.DataFrame({item: (trait + rng.normal(0, 0.7, n)).round().clip(1, 5).astype(int) for item in ITEMS})
    return table.astype("str").mask(pd.DataFrame(rng.random((n, len(ITEMS))) < 0.03, columns=ITEMS))


def staff_only(folder: Path) -> None:
    """25 members of a team, one wave, a plain CSV and nothing else."""
    answers = '[[qualitative]]\nname = "opmerkingen"\nsurvey = "staff"\nvariables = ["remark"]\n'
    _describe(folder, _survey("staff", "team.csv", title="Team"), answers)
    _codebook(folder, ("integer", "years", "quasi-identifier", "Jaren dienst"), ("text", "remark", "", "Nog iets?"))
    _answers(1, 25).assign(years=range(1, 26), remark="Bel Fatima Benali op 0470 12 34 56").to_csv(
        folder / "team.csv", index=False
    )


def attendance_only(folder: Path) -> None:
    """Weekly attendance of two schools."""
    _describe(folder, _sites("noord", "zuid"), '[[registrations]]\nname = "weken"\nfile = "weken.csv"\n')
    weeks = pd.date_range("2024-09-02", periods=30, freq="7D").strftime("%Y-%m-%d")
    rows = [(site, week, 40, 150 + n % 20, 200) for site in ("noord", "zuid") for n, week in enumerate(weeks)]
    pd.DataFrame(rows, columns=["site", "week", "children", "present", "possible"]).to_csv(
        folder / "weken.csv", index=False
    )


def two_qualtrics_waves(folder: Path) -> None:
    """Two waves of Qualtrics with a link code, no conversations."""
    _describe(folder, _survey("ouders", "voor.csv", "na.csv", title="Ouders"))
    _codebook(folder, ("text", "code", "link code", "Uw code"))
    own = ["StartDate", "EndDate", "Status", "Progress", "Duration (in seconds)", "Finished", "RecordedDate", "ResponseId",
           "UserLanguage"]  # fmt: skip
    for wave, file in enumerate(("voor.csv", "na.csv")):
        answers = _answers(2 + wave, 40).assign(
            code=[f"{chr(65 + n % 26)}{n * 37 % 100:02}{chr(90 - n % 26)}" for n in range(40)]
        )
        day = f"202{4 + wave}-03-04 10:0"
        tool = [
            [
                f"{day}0:00",
                f"{day}6:00",
                "IP Address",
                "100",
                f"{300 + n}",
                "True",
                f"{day}6:01",
                f"R_{wave}{n:014}",
                "NL",
            ]
            for n in range(40)
        ]
        table = pd.concat([pd.DataFrame(tool, columns=own), answers], axis=1)
        heads = pd.DataFrame(
            [
                [*own, *(f"Vragen - Uitspraak {item}" for item in ITEMS), "Uw code"],
                [json.dumps({"ImportId": name}) for name in table],
            ],
            columns=table.columns,
        )
        pd.concat([heads, table]).to_csv(folder / file, index=False)


def conversations_only(folder: Path) -> None:
    """Twelve conversations, coded by one person."""
    _describe(folder, '[[qualitative]]\nname = "gesprekken"\nfile = "gesprekken.qdpx"\n')
    guid = "00000000-0000-4000-8000-{:012}".format
    sources = "".join(
        f'<TextSource guid="{guid(100 + n)}" name="Gesprek {n}" plainTextPath="internal://{guid(100 + n)}.txt">'
        f'<PlainTextSelection guid="{guid(200 + n)}" startPosition="0" endPosition="10">'
        f'<Coding guid="{guid(300 + n)}" creatingUser="{guid(1)}"><CodeRef targetGUID="{guid(2 + n % 2)}"/></Coding>'
        "</PlainTextSelection></TextSource>"
        for n in range(12)
    )
    project = (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="x"><Users><User guid="{guid(1)}" name="A"/></Users>'
        f'<CodeBook><Codes><Code guid="{guid(2)}" name="onthaal" isCodable="true"/><Code guid="{guid(3)}" name="brieven" isCodable="true"/></Codes></CodeBook>'
        f"<Sources>{sources}</Sources></Project>"
    )
    with zipfile.ZipFile(folder / "gesprekken.qdpx", "w") as archive:
        archive.writestr("project.qde", project)
        for n in range(12):
            archive.writestr(f"sources/{guid(100 + n)}.txt", f"Ik voel mij hier thuis, zegt {n}.")


def labels_in_excel(folder: Path) -> None:
    """A plain workbook that holds what people chose in words."""
    _describe(folder, _survey("ouders", "antwoorden.xlsx", title="Ouders"))
    _codebook(folder, ("select_multiple help", "help", "", "Wat zou u helpen?"))
    chosen = ["Tolk;Koffie", "Koffie", "Huisbezoek; Tolk"]
    said = _answers(5, 30).apply(lambda column: column.map(LABELS)).assign(help=[chosen[n % 3] for n in range(30)])
    write(folder / "antwoorden.xlsx", [Sheet("Blad1", said.rename(columns={i: f"Uitspraak {i}" for i in ITEMS}))])


def spss(folder: Path) -> None:
    """An SPSS file with value labels of its own."""
    import pyreadstat

    _describe(folder, _survey("ouders", "ouders.sav", title="Ouders"))
    _codebook(folder, ("integer", "children", "", "Kinderen"))
    table = _answers(6, 35).astype("float64").assign(children=[float(n % 4 + 1) for n in range(35)])
    labels = {item: {float(code): label for code, label in LABELS.items()} for item in ITEMS}
    pyreadstat.write_sav(table, folder / "ouders.sav", variable_value_labels=labels)


def three_schools(folder: Path) -> None:
    """A question for the school, and schools that are compared."""
    more = 'site_variable = "school"\ncompare_by = ["school"]'
    _describe(folder, _sites(*SITES), _survey("ouders", "ouders.csv", title="Ouders", more=more))
    _codebook(folder, ("select_one site", "school", "quasi-identifier", "Welke school?"))
    where = ["noord"] * 30 + ["zuid"] * 26 + ["west"] * 4
    _answers(7, 60).assign(school=where).to_csv(folder / "ouders.csv", index=False, sep=";")


def eight_people(folder: Path) -> None:
    """Fewer people than may be shown."""
    _describe(folder, _survey("partners", "partners.csv", title="Partners"))
    _codebook(folder, ("select_multiple help", "help", "", "Wat zou u helpen?"))
    options = {f"help/{code}": ["1", "0"] * 4 for code in ("tolk", "koffie", "huisbezoek")}
    _answers(8, 8).assign(**options).to_csv(folder / "partners.csv", index=False)


def in_french(folder: Path) -> None:
    """LimeSurvey in French, with published figures about the town."""
    _describe(folder, 'town = "Mouscron"\ncontext = "chiffres.csv"', _survey("parents", "parents.csv", title="Parents"),
              title="Un autre pilote", language="fr")  # fmt: skip
    _codebook(folder, language="fr")
    day = "2024-05-06 09:00:00"
    own = pd.DataFrame(
        {
            "id": range(1, 31),
            "submitdate": day,
            "lastpage": 3,
            "startlanguage": "fr",
            "startdate": day,
            "datestamp": day,
        }
    )
    pd.concat([own, _answers(9, 30)], axis=1).to_csv(folder / "parents.csv", index=False)
    rows = [
        ("a", "Un indicateur", "Mouscron", "town", "12.5", "%", "2022", "Statbel"),
        ("a", "Un indicateur", "Wallonie", "region", "10.1", "%", "2022", "Statbel"),
    ]
    names = ["indicator", "label::fr", "area", "level", "value", "unit", "period", "source"]
    pd.DataFrame(rows, columns=names).to_csv(folder / "chiffres.csv", index=False)


def plan_only(folder: Path) -> None:
    """Needs and actions, some of them without follow-up, and votes of a few."""
    _describe(folder, 'actions = "plan.xlsx"')
    sheets = {
        "needs": {"need": ["n1"], "title": ["Elkaar leren kennen"], "kind": ["strength"], "findings": [None]},
        "actions": {"action": ["a1", "a2"], "needs": ["n1", "n1"], "title": ["Koffie", "Tolk"], "chosen": ["ja", "nee"],
                    "impact": ["4", "3"], "effort": ["2", "5"], "responsible": ["brugfiguur", None]},
        "votes": {"voter": [f"v{n}" for n in range(12)], "group": ["ouders"] * 10 + ["team"] * 2, "action": ["a1", "a2"] * 6, "points": ["3"] * 12},
    }  # fmt: skip
    write(folder / "plan.xlsx", [Sheet(name, pd.DataFrame(table, dtype="str")) for name, table in sheets.items()])


PILOTS: dict[str, Callable[[Path], None]] = {
    "staff": staff_only, "weeks": attendance_only, "twice": two_qualtrics_waves, "talks": conversations_only,
    "labels": labels_in_excel, "spss": spss, "schools": three_schools, "eight": eight_people, "french": in_french,
    "plan": plan_only,
}  # fmt: skip
PHASES = ("1_context_analysis", "2_action_plan", "3_evaluation")


@pytest.fixture(scope="module")
def ran(copy, command, tmp_path_factory):
    """All of them, run together."""
    project = copy(tmp_path_factory.mktemp("others"))
    for name, describe in PILOTS.items():
        (project / "data" / "raw" / name).mkdir()
        describe(project / "data" / "raw" / name)
    return command(project, "run", "--all")


@pytest.fixture(scope="module")
def pages(ran, page_of) -> dict[tuple[str, int], BeautifulSoup]:
    """The reports by pilot and phase."""
    return {(name, int(path.name[0])): page_of(path) for name in PILOTS for path in ran.reports(name)}


def absent(page: BeautifulSoup) -> list[str]:
    return [note.get_text().strip() for note in page.select(".exhibit-absent")]


def test_they_are_all_published(ran):
    assert ran.code == 0, ran.err
    made = {name: tuple(path.stem for path in ran.reports(name)) for name in PILOTS}
    assert made == dict.fromkeys(PILOTS, PHASES)


@pytest.mark.parametrize("name", PILOTS)
def test_nothing_is_wrong_with_them(ran, command, name):
    from pilots.workflow import problems

    assert list(map(str, problems(ran.project, name))) == []


ABSENT = {
    "figures": "Voor deze proeftuin werden geen gepubliceerde cijfers over de gemeente verzameld.",
    "survey": "In deze proeftuin was er geen bevraging.",
    "second wave": "Geen enkele schaal werd meer dan één keer gemeten; er is dus geen verandering te berekenen.",
    "conversations": "In deze proeftuin werden geen interviews of andere gesprekken gecodeerd.",
    "quotes": "Er zijn geen citaten goedgekeurd voor publicatie.",
    "actions": "Er zijn nog geen voorgestelde acties genoteerd.",
    "votes": "In deze proeftuin werd niet gestemd.",
    "chain": "In deze proeftuin zijn nog geen noden of acties genoteerd.",
    "follow-up": "Er is nog geen opvolging van acties genoteerd.",
    "attendance": "In deze proeftuin werd geen aanwezigheid geregistreerd.",
    "targets": "Er werden geen doelen gesteld.",
}
COLLECTED = {
    "weeks": ("attendance",),
    "twice": ("survey", "second wave"),
    "talks": ("conversations",),
    "plan": ("actions", "votes", "chain"),
} | dict.fromkeys(("staff", "labels", "spss", "schools", "eight"), ("survey",))
SMALL = 10


@pytest.mark.parametrize("name", COLLECTED)
def test_the_reports_say_what_was_not_collected_and_only_that(pages, name):
    said = [note for phase in (1, 2, 3) for note in absent(pages[name, phase])]
    assert {what for what, note in ABSENT.items() if note in said} == set(ABSENT) - set(COLLECTED[name])


def test_a_french_report_says_so_in_french(pages):
    assert "Aucun entretien n'a été codé dans ce projet." in absent(pages["french", 1])
    assert "Aucune échelle n'a été mesurée plus d'une fois\xa0; aucune évolution ne peut donc être calculée." in absent(
        pages["french", 3]
    )


def rows(page: BeautifulSoup) -> list[tuple[str, dict[str, str]]]:
    """Every row of every table: the exhibit it stands in, and its cells by heading."""
    found = []
    for exhibit in page.select("figure.exhibit"):
        heads = [" ".join(head.get_text().split()) for head in exhibit.select("thead th")]
        for row in exhibit.select("tbody tr"):
            cells = [" ".join(cell.get_text().split()) for cell in row.select("td")]
            if len(cells) == len(heads):
                found.append((exhibit["id"], dict(zip(heads, cells, strict=True))))
    return found


def counts_of_people(exhibit: str, row: dict[str, str]) -> list[float]:
    """The cells of a row that count people, and the people that its share stands for."""
    if row.get("Onder wie") == "de groepen":
        return []  # it counts groups
    everything = exhibit in ("tbl-flow", "tbl-respondents")
    counting = [
        cell
        for head, cell in row.items()
        if everything or head in ("n", "Ontbrekend", "Manquants", "Antwoorden", "Gekozen")
    ]
    counts = [float(cell.replace(".", "")) for cell in counting if re.fullmatch(r"[\d.]+", cell)]
    share = re.fullmatch(r"(\d+)\s%", row.get("Aandeel", row.get("Part", "")))
    if share and row.get("n", "").isdigit():
        n = int(row["n"])
        # a share without decimals is right to half a percent
        counts += [(part + 0.5) / 100 * n + 0.5 for part in (int(share[1]), 100 - int(share[1])) if part]
    return counts


@pytest.mark.parametrize("name", PILOTS)
def test_no_number_of_people_below_the_threshold_is_shown(pages, name):
    every = [(exhibit, row) for phase in (1, 2, 3) for exhibit, row in rows(pages[name, phase])]
    assert [(at, row) for at, row in every if any(0 < n < SMALL for n in counts_of_people(at, row))] == []
    texts = " ".join(pages[name, phase].main.get_text() for phase in (1, 2, 3))
    assert [n for n in re.findall(r"n = (\d+)", texts) if 0 < int(n) < SMALL] == []


def test_of_eight_people_nothing_is_told(pages):
    cells = [cell for phase in (1, 2, 3) for _, row in rows(pages["eight", phase]) for cell in row.values()]
    assert "8" not in cells
    assert [cell for cell in cells if "%" in cell] == []


@pytest.mark.parametrize(("name", "n"), [("staff", 25), ("labels", 30), ("spss", 35), ("schools", 60), ("french", 30)])
def test_everyone_is_counted(pages, name, n):
    received = [row for exhibit, row in rows(pages[name, 1]) if exhibit == "tbl-flow"]
    assert [list(row.values())[1] for row in received][-2:] == [str(n), str(n)]


def test_what_people_chose_in_words_is_counted(pages):
    said = [row for exhibit, row in rows(pages["labels", 1]) if exhibit == "tbl-multiple-response"]
    assert {row["Antwoord"]: (row["Gekozen"], row["Antwoorden"]) for row in said} == {
        "Tolk": ("20", "30"), "Koffie": ("20", "30"), "Huisbezoek": ("10", "30"),
    }  # fmt: skip


def test_who_gave_the_same_code_twice_is_linked(pages):
    assert "40 van de 40 antwoorden van de laatste meting" in pages["twice", 3].main.get_text()


def test_schools_are_compared_only_where_they_are_large_enough(pages):
    means = {row["Groep"]: row["n"] for exhibit, row in rows(pages["schools", 1]) if exhibit == "tbl-within-means"}
    assert means == {"School Noord": "30", "School Zuid": "·", "School West": "·"}


@pytest.mark.parametrize("language", ["nl", "fr"])
@pytest.mark.parametrize("name", ["weeks", "talks", "plan", "twice", "eight", "schools"])
def test_every_text_is_in_the_catalogues(ran, heard, catalogue, name, language):
    assert sorted(heard(ran.project, name) - set(catalogue(language))) == []
