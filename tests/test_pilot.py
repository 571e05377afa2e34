from pathlib import Path

import pytest

from pilots.errors import PilotError, PilotsError
from pilots.pilot import Pilot
from pilots.project import find_project, names

LEAST = 'name = "small"\ntitle = "Klein"\nsynthetic = true\n'


def described(tmp_path: Path, text: str, folder: str = "small") -> Path:
    path = tmp_path / "data" / "raw" / folder / "pilot.toml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_pilot_needs_little(tmp_path):
    pilot = Pilot.read(described(tmp_path, LEAST))
    assert (pilot.title, pilot.surveys, pilot.privacy.threshold) == ({"nl": "Klein"}, [], 10)


def test_folders_follow_from_where_the_description_stands(tmp_path):
    pilot = Pilot.read(described(tmp_path, LEAST))
    assert pilot.project == tmp_path
    assert pilot.reports == tmp_path / "reports" / "small"


def test_malformed_toml_names_its_line(tmp_path):
    with pytest.raises(PilotError, match="line 2"):
        Pilot.read(described(tmp_path, 'name = "small"\ntitle = Klein\n'))


def test_every_wrong_field_is_told_at_once(tmp_path):
    with pytest.raises(PilotsError) as caught:
        Pilot.read(described(tmp_path, 'name = "small"\nthreshold = 3\n'))
    assert [place in str(caught.value) for place in ("title", "synthetic", "threshold")] == [True] * 3


def test_a_problem_never_repeats_what_was_written(tmp_path):
    with pytest.raises(PilotsError) as caught:
        Pilot.read(described(tmp_path, LEAST + '[[authors]]\nname = "An"\nphone = "0474 12 34 56"\n'))
    assert "0474" not in str(caught.value)


@pytest.mark.parametrize("threshold", [3, 9])
def test_a_threshold_below_ten_needs_a_reason(tmp_path, threshold):
    with pytest.raises(PilotError, match="reason"):
        Pilot.read(described(tmp_path, LEAST + f"[privacy]\nthreshold = {threshold}\n"))


def test_a_folder_must_bear_the_pilots_name(tmp_path):
    with pytest.raises(PilotError, match="same name"):
        Pilot.read(described(tmp_path, LEAST, folder="other"))


def test_an_unknown_pilot_is_answered_with_the_nearest(tmp_path):
    described(tmp_path, LEAST)
    assert names(tmp_path) == ["small"]
    with pytest.raises(PilotError, match="Did you mean 'small'"):
        Pilot.find("smal", tmp_path)


def test_a_wave_at_an_unknown_site_is_refused(tmp_path):
    wrong = LEAST + (
        '[[sites]]\nid = "vlam"\nname = "VLAM"\n[[surveys]]\nname = "parents"\ngroup = "parents"\ncodebook = "c.xlsx"\n'
        'waves = [{ wave = 0, file = "a.csv", sites = ["vlaam"] }]\n'
    )
    with pytest.raises(PilotError, match="Did you mean 'vlam'"):
        Pilot.read(described(tmp_path, wrong))


def test_the_project_is_found_upwards(tmp_path):
    path = described(tmp_path, LEAST)
    assert find_project(path.parent) == tmp_path


def test_outside_a_project_one_is_told_so(tmp_path):
    with pytest.raises(PilotError, match="data/raw"):
        find_project(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('tittle = "A"', "tittle: unknown field. Did you mean 'title'"),
        ('sites = [{ id = "a", name = "A", joint = 2020-01-01 }]', "joint: unknown field. Did you mean 'joined'"),
        ('sites = [{ id = "School A", name = "A" }]', "only small letters, digits, - and _"),
        ('sites = [{ id = "a", name = "A", joined = "in september" }]', "Write a date without quotes"),
        ('context = "data\\cijfers.csv"', "folders with /"),
        ('town = "Menen', "ends on its own line, with a double quote"),
    ],
)
def test_a_slip_in_a_description_is_told_in_plain_words(tmp_path, text, said):
    path = tmp_path / "a" / "pilot.toml"
    path.parent.mkdir()
    path.write_text(f'name = "a"\ntitle = "A"\nsynthetic = true\n{text}\n', encoding="utf-8")
    with pytest.raises(PilotsError) as error:
        Pilot.read(path)
    assert said in str(error.value)


WAVES = 'name = "menen"\ntitle = "Menen"\nsynthetic = true\n[[surveys]]\nname = "p"\ngroup = "p"\ncodebook = "b.xlsx"\n'


@pytest.mark.parametrize(
    ("sources", "what"),
    [
        (["", ""], "survey 'p' has wave 0 twice: give each file of it a `source` of its own"),
        (["a", ""], "survey 'p' has wave 0 twice: give each file of it a `source` of its own"),
        (["a", "a"], "survey 'p', wave 0: the source 'a' is the same as another, or begins one"),
        (["a", "a-2"], "survey 'p', wave 0: the source 'a' is the same as another, or begins one"),
    ],
)
def test_files_of_one_wave_need_sources_that_can_be_told_apart(tmp_path: Path, sources: list[str], what: str) -> None:
    waves = [
        f'[[surveys.waves]]\nwave = 0\nfile = "{n}.csv"\n' + (f'source = "{s}"\n' if s else "")
        for n, s in enumerate(sources)
    ]
    path = tmp_path / "menen" / "pilot.toml"
    path.parent.mkdir()
    path.write_text(WAVES + "".join(waves), encoding="utf-8")

    with pytest.raises(PilotError) as error:
        Pilot.read(path)
    assert error.value.what == what


def test_sites_of_a_wave_are_those_of_its_sources(tmp_path: Path) -> None:
    sites = 'sites = [{ id = "a", name = "A" }, { id = "b", name = "B" }]\n'
    text = WAVES.replace("[[surveys]]", sites + "[[surveys]]")
    for name in ("a", "b"):
        text += f'[[surveys.waves]]\nwave = 0\nfile = "{name}.csv"\nsource = "{name}"\nsites = ["{name}"]\n'
    path = tmp_path / "menen" / "pilot.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    survey = Pilot.read(path).surveys[0]

    assert (survey.wave_sites, survey.source_sites) == ({0: ("a", "b")}, {"w0-a": ("a",), "w0-b": ("b",)})


def test_conversations_name_a_survey_that_is_described(tmp_path):
    said = '[[qualitative]]\nname = "antwoorden"\nsurvey = "ouders"\nvariables = ["wens"]\n'
    with pytest.raises(PilotsError, match="'antwoorden' names survey 'ouders'"):
        Pilot.read(described(tmp_path, LEAST + said))


def test_conversations_come_from_a_file_or_a_survey_and_not_from_both(tmp_path):
    said = '[[qualitative]]\nname = "gesprekken"\nfile = "a.qdpx"\nsurvey = "ouders"\nvariables = ["wens"]\n'
    with pytest.raises(PilotsError, match="either a file or a survey"):
        Pilot.read(described(tmp_path, LEAST + said))
