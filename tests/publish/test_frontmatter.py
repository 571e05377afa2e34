"""The title page."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from pilots.errors import PilotsError
from pilots.publish import describe, front_matter, to_html


def unnamed(name="klein"):
    given = new_code_cell(f'pilot = "{name}"\nlanguage = "fr"', metadata={"tags": ["parameters"]})
    return new_notebook(cells=[given, new_markdown_cell("# Contextanalyse")])


def test_the_period_is_that_of_all_phases(pilot):
    assert front_matter(pilot, "nl", "Verslag")["period"] == "januari 2017\u2009–\u2009juni 2018"


def test_a_report_about_one_phase_shows_its_period(pilot):
    front = front_matter(pilot, "nl", "Verslag", phase=2)
    assert (front["period"], "Actieplan" in front["phase"]) == ("september 2017\u2009–\u2009juni 2018", True)


def test_texts_are_in_the_language_of_the_report(pilot):
    assert front_matter(pilot, "fr", "")["title"] == "Petit projet"


def test_a_described_notebook_needs_no_project(pilot, monkeypatch, tmp_path_factory):
    notebook = unnamed()
    describe(notebook, pilot, "nl", phase=1)
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert "Kleine proeftuin" in to_html(notebook)


def test_describing_keeps_what_the_notebook_says_of_itself(pilot):
    notebook = unnamed()
    notebook.metadata["pilots"] = {"prose_language": "en"}
    describe(notebook, pilot, "nl")
    assert notebook.metadata["pilots"]["prose_language"] == "en"


def test_without_description_the_parameters_name_the_pilot(pilot, monkeypatch):
    monkeypatch.chdir(pilot.project)
    page = to_html(unnamed())
    assert ("Petit projet" in page, '<html lang="fr">' in page) == (True, True)


def test_the_pilot_is_found_from_the_notebooks_folder_too(pilot, monkeypatch, tmp_path_factory):
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    monkeypatch.delenv("PILOTS_PROJECT", raising=False)
    assert "Petit projet" in to_html(unnamed(), folder=pilot.project)


def test_a_pilot_that_is_nowhere_fails(pilot, monkeypatch):
    monkeypatch.chdir(pilot.project)
    with pytest.raises(PilotsError, match="no pilot 'groot'"):
        to_html(unnamed("groot"))


def test_a_notebook_of_no_pilot_has_its_heading_for_a_title():
    page = to_html(new_notebook(cells=[new_markdown_cell("# Nota\n\nTekst")]))
    assert "<title>Nota</title>" in page


def test_synthetic_data_are_named_on_the_title_page_in_the_metadata_the_footer_and_print(notebook):
    page = to_html(notebook)
    assert page.count('class="synthetic') == 2
    assert '<meta name="pilots:synthetic" content="true">' in page
    assert "@bottom-left { content: " in page.split("</style>")[0]


def test_real_data_are_not_called_synthetic(notebook):
    notebook.metadata["pilots"]["front"]["synthetic"] = False
    assert 'class="synthetic' not in to_html(notebook)


def test_texts_of_the_pilot_are_escaped(notebook):
    notebook.metadata["pilots"]["front"]["title"] = 'Ouders & "team" <samen>'
    assert "Ouders &amp; &#34;team&#34; &lt;samen&gt;" in to_html(notebook)


def test_a_page_says_which_edition_it_is(notebook):
    notebook.metadata["pilots"]["edition"] = "student"
    assert '<p class="edition">Uitgave voor studenten</p>' in to_html(notebook)


def test_each_edition_has_a_title_of_its_own(pilot):
    titles = new_markdown_cell("# Verslag"), new_markdown_cell("# Voor u", metadata={"tags": ["edition:participant"]})
    notebook = new_notebook(cells=list(titles))
    describe(notebook, pilot, "nl", edition="participant")
    about = notebook.metadata["pilots"]
    assert (about["edition"], about["front"]["report"]) == ("participant", "Voor u")
