"""What is in a bundle, as an RO-Crate says it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pilots
from pilots.language import translate
from pilots.pilot import Pilot

PROFILE = "https://w3id.org/ro/crate/1.1"
"""The version that repositories read, whatever version the library writes by itself."""
MEDIA = {
    ".html": "text/html",
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xml": "application/xml",
    ".ipynb": "application/x-ipynb+json",
    ".txt": "text/plain",
    ".md": "text/markdown",
}


def crate_metadata(pilot: Pilot, files: Mapping[str, Path], *, language: str, licence: str, date: str) -> str:
    """The text of `ro-crate-metadata.json`.

    Parameters
    ----------
    pilot
        Whose bundle it is.
    files
        By its path in the bundle, each file.
    language
        Of titles.
    licence
        SPDX identifier of what others may do with it.
    date
        When it is published, as 2019-06-28.

    Returns
    -------
    str
        JSON-LD; the same files give the same text.

    References
    ----------
    Soiland-Reyes et al. (2022), Packaging research artefacts with RO-Crate.
    """
    from rocrate.model.contextentity import ContextEntity
    from rocrate.model.person import Person
    from rocrate.model.softwareapplication import SoftwareApplication
    from rocrate.rocrate import ROCrate

    crate = ROCrate()
    root = crate.root_dataset
    crate.name = pilot.text(pilot.title, language)
    crate.description = _description(pilot, language)
    root["datePublished"] = date
    root["inLanguage"] = language
    root["keywords"] = "synthetic data" if pilot.synthetic else "co-creation, education, parental involvement"
    spdx = f"https://spdx.org/licenses/{licence}"
    root["license"] = crate.add(
        ContextEntity(crate, spdx, properties={"@type": "CreativeWork", "name": licence, "identifier": licence})
    )
    people = []
    for n, author in enumerate(pilot.authors, 1):
        identifier = f"https://orcid.org/{author.orcid}" if author.orcid else f"#author-{n}"
        person = crate.add(Person(crate, identifier, properties={"name": author.name}))
        if author.affiliation:
            where = {"@type": "Organization", "name": author.affiliation}
            person["affiliation"] = crate.add(ContextEntity(crate, f"#affiliation-{n}", properties=where))
        people.append(person)
    if people:
        root["author"] = people
    funders = [
        crate.add(ContextEntity(crate, f"#funder-{n}", properties={"@type": "Organization", "name": funder.name}))
        for n, funder in enumerate(pilot.funders, 1)
    ]
    if funders:
        root["funder"] = funders
    maker = crate.add(
        SoftwareApplication(crate, "#pilots", properties={"name": "pilots", "version": pilots.__version__})
    )
    for place, path in files.items():
        about: dict[str, Any] = {"encodingFormat": MEDIA.get(Path(place).suffix, "application/octet-stream")}
        about |= {"contentSize": str(path.stat().st_size), "name": place}
        crate.add_file(path, dest_path=place, properties=about)
    done = ContextEntity(
        crate, "#made", properties={"@type": "CreateAction", "name": translate("Made with", language) + " pilots"}
    )
    crate.add(done)
    done["instrument"] = maker
    done["result"] = root
    crate.root_dataset["mentions"] = done
    made = crate.metadata.generate() | {"@context": f"{PROFILE}/context"}
    next(one for one in made["@graph"] if one["@id"] == crate.metadata.id)["conformsTo"] = {"@id": PROFILE}
    return json.dumps(made, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _description(pilot: Pilot, language: str) -> str:
    said = [pilot.text(pilot.summary, language)]
    if pilot.synthetic:
        notice = translate("no respondent, answer or quote in this report is real.", language)
        said.insert(0, f"{translate('Synthetic data', language)}: {notice}")
    return " ".join(filter(None, said)) or pilot.text(pilot.title, language)
