"""Published figures: every row with source and period, all problems at once."""

import pytest

from pilots import context
from pilots.errors import PilotsError, Problems, ReadError
from pilots.pilot import Pilot

HEAD = "indicator,label::nl,label::fr,area,level,value,unit,period,source,url\n"
ROW = "deprivation,Kansarmoede,Précarité,Menen,town,26.4,%,2010-2012,Kind en Gezin,https://example.org\n"


def pilot_with(tmp_path, text, *, encoding="utf-8", name="figures.csv"):
    (tmp_path / "a").mkdir(exist_ok=True)
    (tmp_path / "a" / name).write_bytes(text.encode(encoding))
    (tmp_path / "a" / "pilot.toml").write_text(f'name = "a"\ntitle = "A"\nsynthetic = true\ncontext = "{name}"\n')
    return Pilot.read(tmp_path / "a" / "pilot.toml")


def test_a_pilot_without_figures_has_an_empty_frame():
    assert context.load(Pilot(name="a", title="A", synthetic=True)).empty


def test_a_figure_has_its_labels_and_value(tmp_path):
    row = context.load(pilot_with(tmp_path, HEAD + ROW)).iloc[0]
    assert (row["labels"], row["value"]) == ({"nl": "Kansarmoede", "fr": "Précarité"}, 26.4)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_a_csv_of_excel_in_belgium_reads_the_same(tmp_path, encoding):
    plain = context.load(pilot_with(tmp_path, HEAD + ROW))
    belgian = (HEAD + ROW).replace(",", ";").replace("26.4", "26,4")
    assert context.load(pilot_with(tmp_path, belgian, encoding=encoding)).equals(plain)


def test_all_problems_are_told_at_once_with_their_rows(tmp_path):
    bad = ROW.replace("town", "twon").replace("26.4", "many").replace("Kind en Gezin", "").replace("2010-2012", "")
    with pytest.raises(Problems) as error:
        context.load(pilot_with(tmp_path, HEAD + ROW + "\n" + bad))
    assert len(error.value.problems) == 4
    assert all("row 4" in problem.where for problem in error.value.problems)


def test_a_figure_that_stands_twice_is_told(tmp_path):
    with pytest.raises(PilotsError, match="row 2"):
        context.load(pilot_with(tmp_path, HEAD + ROW + ROW))


def test_a_missing_column_is_told(tmp_path):
    with pytest.raises(ReadError, match="'source'"):
        context.load(pilot_with(tmp_path, "indicator,area,level,value,unit,period\n"))


def test_a_row_with_too_many_cells_is_told(tmp_path):
    with pytest.raises(ReadError, match="row 2 has more cells"):
        context.load(pilot_with(tmp_path, HEAD + ROW.strip() + ",extra\n"))


@pytest.mark.parametrize("text", ["", "\n\n", "\0\0"])
def test_what_is_no_table_is_told(tmp_path, text):
    with pytest.raises(ReadError):
        context.load(pilot_with(tmp_path, text))


def test_a_missing_file_is_told(tmp_path):
    pilot = pilot_with(tmp_path, HEAD)
    (tmp_path / "a" / "figures.csv").unlink()
    with pytest.raises(ReadError, match="missing"):
        context.load(pilot)
