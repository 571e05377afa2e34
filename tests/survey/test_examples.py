"""The example surveys that travel with the project, all the way."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from pilots import Pilot, survey
from pilots.survey.review import read_review, review_path


@pytest.fixture(scope="module")
def menen(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Pilot:
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(project / "data" / "raw" / "menen", folder / "data" / "raw" / "menen")
    return Pilot.find("menen", folder)


@pytest.mark.parametrize("name", ["parents", "staff", "partners"])
def test_every_example_survey_can_be_brought_back(menen: Pilot, name: str) -> None:
    raw = survey.load_raw(menen, name)
    cleaned = survey.clean(raw, read_review(review_path(menen, name)))
    back = survey.revert(cleaned, cleaned.decisions)
    pd.testing.assert_frame_equal(back.responses, raw.responses)
    order = ["respondent_id", "variable"]
    pd.testing.assert_frame_equal(
        back.missing.sort_values(order, ignore_index=True), raw.missing.sort_values(order, ignore_index=True)
    )
    assert survey.reconcile(raw, cleaned, cleaned.decisions).empty


def test_who_is_received_is_removed_or_analysed(menen: Pilot) -> None:
    flow = survey.load_flow(menen)
    people = flow.loc[flow["stage"] != "sent"].assign(end=lambda table: table["stage"] != "received")
    counts = people.pivot_table(index=["survey", "wave"], columns="end", values="n", aggfunc="sum")
    assert (counts[True] == counts[False]).all()
    sent = flow.loc[flow["stage"] == "sent"].groupby(["survey", "wave"])["n"].sum()
    assert (sent >= counts[False]).all()


def test_what_the_key_file_knows_is_not_in_processed_data(menen: Pilot) -> None:
    survey.load_all(menen)
    keys = pd.concat([pd.read_csv(path, dtype="str", keep_default_na=False) for path in menen.keys.glob("*.csv")])
    secret = {value for value in keys["value"] if len(value) > 5}
    files = [path for path in menen.processed.iterdir() if not path.name.endswith("_decisions.csv")]
    said = "\n".join(
        pd.read_parquet(path).to_csv() if path.suffix == ".parquet" else path.read_text(encoding="utf-8")
        for path in files
    )
    assert len(secret) > 50
    assert [value for value in secret if value in said] == []
