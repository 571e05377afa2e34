import pytest

from pilots.across import Publication
from pilots.errors import PilotsError, Problems
from pilots.project import names

PILOT = 'name = "{name}"\ntitle = "{name}"\nsynthetic = {synthetic}\n[privacy]\nthreshold = {least}\nreason = "x"\n'


@pytest.fixture
def project(tmp_path):
    for name, synthetic, least in (("one", "false", 10), ("two", "true", 5)):
        folder = tmp_path / "data" / "raw" / name
        folder.mkdir(parents=True)
        (folder / "pilot.toml").write_text(PILOT.format(name=name, synthetic=synthetic, least=least))
    return tmp_path


def write(project, text):
    (project / "data" / "raw" / "publication.toml").write_text(text)
    return project


def test_without_a_description_all_pilots_publish_together(project):
    assert [pilot.name for pilot in Publication.find(project=project).members] == ["one", "two"]


def test_the_description_is_no_pilot(project):
    assert names(write(project, "")) == ["one", "two"]


def test_pilots_stand_in_the_order_asked_for(project):
    assert [pilot.name for pilot in Publication.find("two one two", project).members] == ["two", "one"]


def test_it_is_synthetic_where_one_of_the_pilots_is(project):
    assert Publication.find(project=project).pilot.synthetic
    assert not Publication.find("one", project).pilot.synthetic


@pytest.mark.parametrize(("asked", "least"), [(3, 10), (12, 12)])
def test_the_most_careful_threshold_holds(project, asked, least):
    publication = Publication.find(project=write(project, f"threshold = {asked}"))
    assert publication.pilot.privacy.threshold == least


def test_reports_go_to_a_folder_of_their_own(project):
    made = Publication.find(project=project).pilot
    assert (made.reports, made.project) == (project / "reports" / "publication", project)


def test_a_bibliography_is_found_beside_the_description(project):
    made = Publication.find(project=write(project, 'bibliography = "all.bib"')).pilot
    assert made.folder / made.bibliography == project / "data" / "raw" / "all.bib"


def test_without_a_bibliography_the_sources_of_the_notebook_are_there(project):
    made = Publication.find(project=project).pilot
    assert "@article{mayne" in (made.folder / made.bibliography).read_text(encoding="utf-8")


def test_a_pilot_is_called_by_its_short_name_else_by_its_title(project):
    publication = Publication.find(project=write(project, '[names]\none = { nl = "Eén" }'))
    assert (publication.called("one", "nl"), publication.called("two", "nl")) == ("Eén", "two")


@pytest.mark.parametrize("asked", ["thre", "one thre"])
def test_an_unknown_pilot_is_told(project, asked):
    with pytest.raises(PilotsError, match="there is no pilot 'thre'"):
        Publication.find(asked, project)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("treshold = 5", "unknown field 'treshold'. Did you mean 'threshold'"),
        ('[[lessons]]\ntitle = "x"\nrest_on = []', "Did you mean 'rests_on'"),
        ("threshold = 1", "publication.toml, threshold: input should be greater than or equal to 3"),
        ("threshold =", "malformed TOML"),
        ('[names]\nfour = "x"', "there is no pilot 'four'"),
    ],
)
def test_what_is_wrong_in_the_description_is_told_with_its_place(project, text, said):
    with pytest.raises(PilotsError) as told:
        Publication.find(project=write(project, text))
    assert said in str(told.value)


def test_several_faults_are_told_at_once(project):
    with pytest.raises(Problems, match="2 problems"):
        Publication.find(project=write(project, "threshold = 1\ntitel = 3"))
