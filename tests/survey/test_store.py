import errno
import json
import subprocess
import sys
from collections.abc import Callable
from itertools import product

import pandas as pd
import pytest

from pilots import Pilot, survey
from pilots.codebook import Codebook
from pilots.errors import PilotsError
from pilots.survey import store
from pilots.survey.clean import clean
from pilots.survey.load import load_raw
from pilots.survey.log import apply, reconcile, revert
from pilots.survey.package import digest
from pilots.survey.score import score

PLANTED = ("Zebedeus Quackelbeen {}", "0470 98 {:02} 54", "047098{:02}54", "zebedeus{}@quackelbeen.example")


def files(pilot: Pilot) -> dict[str, str]:
    return {path.name: digest(path) for path in sorted(pilot.processed.iterdir())}


def everything(pilot: Pilot) -> str:
    """All that stands in processed data, decision logs aside."""
    said = []
    for path in sorted(pilot.processed.iterdir()):
        if path.suffix == ".parquet":
            said.append(pd.read_parquet(path).to_csv())
        if not path.name.endswith("_decisions.csv"):
            said.append(path.read_bytes().decode("latin-1"))
    return "\n".join(said)


def test_processing_gives_what_the_steps_give(whole: Pilot) -> None:
    survey.process(whole)
    cleaned = score(clean(load_raw(whole, "parents")))
    kept = survey.load_all(whole)["parents"]
    closed = ["respondent_id", "wave", "language", "q1", "children", "help/talk"]
    pd.testing.assert_frame_equal(kept.responses[closed], cleaned.responses[closed])
    pd.testing.assert_frame_equal(kept.scores, cleaned.scores)
    pd.testing.assert_frame_equal(kept.missing, cleaned.missing)


def test_the_log_on_disk_leads_from_raw_to_clean_and_back(whole: Pilot) -> None:
    raw, log = load_raw(whole, "parents"), survey.load(whole, "parents").decisions
    cleaned = apply(raw, log)
    assert reconcile(raw, cleaned, log).empty
    pd.testing.assert_frame_equal(revert(cleaned, log).responses, raw.responses)


def test_open_text_is_withheld(whole: Pilot) -> None:
    remarks = survey.load(whole, "parents").responses["remark"]
    assert set(remarks.dropna()) == {"[withheld]"}


def test_links_flow_and_flags_can_be_read(whole: Pilot) -> None:
    assert survey.links(whole)["parents"].attrs["same"] == 5
    assert survey.load_flow(whole).groupby("stage")["n"].sum()["analysed"] == 17
    assert "consent" in set(survey.load_flags(whole)["check"])


def test_the_same_data_give_the_same_bytes(whole: Pilot) -> None:
    survey.process(whole)
    before = files(whole)
    survey.process(whole)
    assert files(whole) == before


def test_the_package_describes_every_file(whole: Pilot) -> None:
    survey.process(whole)
    package = json.loads((whole.processed / "datapackage.json").read_text(encoding="utf-8"))
    described = {resource["path"]: resource for resource in package["resources"]}
    assert set(described) == {name for name in files(whole) if not name.startswith(".") and name != "datapackage.json"}
    for name, resource in described.items():
        assert resource["hash"] == f"sha256:{digest(whole.processed / name)}"
    assert [name for name, resource in described.items() if resource.get("pilots:publish") == "never"] == [
        "parents_decisions.csv"
    ]


def test_who_is_named_anywhere_in_the_data_is_not_found(whole: Pilot) -> None:
    path = whole.folder / "w0.csv"
    table = pd.read_csv(path, dtype="str")
    table = pd.concat([table.iloc[[0]]] * (len(PLANTED) * len(table.columns)), ignore_index=True)
    table["respondent_id"] = [str(n) for n in range(len(table))]
    table["code"] = [f"MA{n}" for n in range(len(table))]
    planted = {}
    columns = table.columns.drop(["help/talk", "help/none"])  # these are refused at reading
    for row, (column, text) in enumerate(product(columns, PLANTED)):
        planted[column, text] = table.loc[row, column] = text.format(row)
    table.to_csv(path, index=False)
    survey.process(whole)
    said = everything(whole)
    assert [where for where, text in planted.items() if text in said] == []
    assert "Quackelbeen" not in said


def test_nothing_is_made_twice(whole: Pilot) -> None:
    survey.load_all(whole)
    made = (whole.processed / "parents.parquet").stat().st_mtime_ns
    survey.load_all(whole)
    assert (whole.processed / "parents.parquet").stat().st_mtime_ns == made


@pytest.mark.parametrize("file", ["w1.csv", "pilot.toml", "decisions/parents.xlsx"])
def test_a_changed_file_makes_processed_data_stale(whole: Pilot, file: str) -> None:
    survey.process(whole)
    path = whole.folder / file
    if path.suffix == ".xlsx":
        survey.write_review(whole, "parents")
    else:
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert survey.stale(whole) == f"{file} changed"


def test_who_a_file_is_named_after_is_not_found(whole: Pilot) -> None:
    note = whole.folder / "gesprek met Zebediah Quackelbeen.txt"
    note.write_text("kort", encoding="utf-8")
    survey.process(whole)
    assert survey.stale(whole) == ""
    assert not [path.name for path in whole.processed.iterdir() if b"Quackelbeen" in path.read_bytes()]
    note.unlink()
    assert survey.stale(whole) == "a raw file is gone"


def test_a_lost_file_makes_processed_data_stale(whole: Pilot) -> None:
    survey.process(whole)
    (whole.processed / "flow.parquet").unlink()
    assert survey.stale(whole) == "flow.parquet is gone"


@pytest.mark.parametrize(
    "failure", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), RuntimeError("bug")]
)
def test_earlier_data_stay_whole_on_any_failure(
    whole: Pilot, failure: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey.process(whole)
    before = files(whole)

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(store, "write_package", fail)
    with pytest.raises((PilotsError, KeyboardInterrupt, RuntimeError)):
        survey.process(whole)
    assert files(whole) == before
    assert [path.name for path in whole.processed.parent.iterdir() if path.is_dir()] == ["klein"]


def test_a_full_disk_is_called_that(whole: Pilot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", fail)
    with pytest.raises(PilotsError, match="disk is full"):
        survey.process(whole)
    assert not whole.processed.exists()


def test_data_that_stepped_aside_come_back(whole: Pilot) -> None:
    survey.process(whole)
    before = files(whole)
    whole.processed.rename(whole.processed.with_name(".klein-old"))
    with pytest.raises(RuntimeError), store._replacing(whole.processed):
        raise RuntimeError
    assert files(whole) == before


def test_two_makers_at_once_do_no_harm(whole: Pilot) -> None:
    code = "import sys; from pathlib import Path; from pilots import Pilot, survey; survey.load_all(Pilot.read(Path(sys.argv[1])))"
    command = [sys.executable, "-c", code, str(whole.folder / "pilot.toml")]
    makers = [subprocess.Popen(command) for _ in range(2)]
    assert [maker.wait() for maker in makers] == [0, 0]
    assert survey.stale(whole) == ""


def test_a_stale_decision_names_its_row_and_keeps_earlier_data(whole: Pilot) -> None:
    survey.process(whole)
    before = files(whole)
    path = survey.write_review(whole, "parents")
    table = survey.read_review(path).drop(columns="where")
    from pilots.workbook import Sheet, write

    write(
        path,
        [
            Sheet(
                "decisions",
                table.assign(variable="children", old="7", decision="blank", initials="AB", why="x").iloc[:1],
            )
        ],
    )
    with pytest.raises(PilotsError, match=r"row 2.*no longer"):
        survey.load_all(whole)
    assert files(whole) == before


def test_a_pilot_without_surveys_has_none(pilot: Pilot) -> None:
    toml = pilot.folder / "pilot.toml"
    toml.write_text('name = "klein"\ntitle = "Klein"\nsynthetic = true\n', encoding="utf-8")
    bare = Pilot.read(toml)
    assert survey.load_all(bare) == {}
    assert survey.links(bare) == {}
    assert survey.load_flow(bare).empty
    assert survey.load_flags(bare).empty


def test_one_wave_links_nobody(whole: Pilot) -> None:
    toml = whole.folder / "pilot.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace(', { wave = 1, file = "w1.csv" }', ""), encoding="utf-8")
    links = survey.links(Pilot.read(toml))["parents"]
    assert links.columns.tolist() == ["respondent_0", "respondent_1", "confidence", "how", "wave"]
    assert links.empty
    assert survey.link_quality(links).empty


def test_up_to_date_data_are_not_made_again(whole: Pilot) -> None:
    survey.load_all(whole)
    made = {path: path.stat().st_mtime_ns for path in whole.processed.rglob("*")}
    survey.load_all(whole)
    assert {path: path.stat().st_mtime_ns for path in whole.processed.rglob("*")} == made


def test_problems_of_all_surveys_are_told_at_once(
    whole: Pilot, book: Codebook, make: Callable[..., survey.Survey]
) -> None:
    toml = whole.folder / "pilot.toml"
    second = '\n[[surveys]]\nname = "staff"\ngroup = "staff"\ncodebook = "none.xlsx"\nwaves = [{ wave = 0, file = "w0.csv" }]\n'
    toml.write_text(toml.read_text(encoding="utf-8") + second, encoding="utf-8")
    (whole.folder / "w1.csv").unlink()
    with pytest.raises(PilotsError, match="2 problems"):
        survey.process(Pilot.read(toml))
