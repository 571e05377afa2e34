"""Tables, figures and sentences of several pilots, made of frames as `across` gives them."""

import pandas as pd
import pytest

from pilots import figures, sentences, tables
from pilots.across import Publication
from pilots.across.alike import ALIKE
from pilots.across.contexts import CONTEXTS
from pilots.across.doing import ADJUSTMENTS, BY_FRAMEWORK, TRAVELLED
from pilots.across.lessons import LESSONS
from pilots.across.methods import CLEANING, MEASUREMENTS, METHODS
from pilots.across.synthesis import SYNTHESIS, together
from pilots.across.themes import THEMES
from pilots.mixed.conversations import told
from pilots.pilot import Pilot
from pilots.vocabulary import frame

NAMES = ("one", "two", "three", "four")


@pytest.fixture
def publication(tmp_path):
    privacy = {"threshold": 5, "reason": "a test"}
    members = [Pilot(name=name, title=name.title(), synthetic=True, privacy=privacy) for name in NAMES]
    return Publication().of(members, tmp_path)


def synthesised(pilots: int, held=()):
    about = {"measure": "trust", "labels": {"nl": "Vertrouwen"}, "kind": "first measurement"}
    each = [
        {"group": name, "survey": "parents", "wave": 0, "variable": "trust", "statistic": "mean", "method": "mean with t interval", "held": name in held}
        | ({} if name in held else {"estimate": 3 + k / 4, "ci_low": 2.7 + k / 4, "ci_high": 3.3 + k / 4, "n": 40 + k, "n_missing": 1})
        for k, name in enumerate(NAMES[:pilots])
    ]  # fmt: skip
    return frame(SYNTHESIS, [about | row for row in [*each, *together(each)]])


def done(**more):
    row = {
        "pilot": "one",
        "action": "a1",
        "titles": {"nl": "Koffie"},
        "status": "loopt",
        "fate": "adapted",
        "adjusted": 1,
    }
    return row | {"reached": 1, "missed": 0, "open": 2, "claims": ("weak",)} | more


def cells(table):
    return table.data.to_numpy().tolist()


def test_below_four_pilots_the_table_refuses_a_mean_once(publication):
    rows = cells(tables.synthesis(synthesised(3), publication))
    assert [row[4] for row in rows].count("niet te zeggen") == 1


def test_from_four_pilots_on_the_table_holds_a_mean_and_what_to_expect(publication):
    rows = {row[1]: row[2:] for row in cells(tables.synthesis(synthesised(4), publication))}
    assert rows["gemiddelde van proeftuinen zoals deze"][0] == "4 proeftuinen"
    assert " tot " in rows["te verwachten in een volgende proeftuin"][3]


def test_of_what_is_held_back_no_number_stands_in_a_table_a_count_or_a_figure(publication):
    found = synthesised(3, held=["two"])
    table = tables.synthesis(found, publication)
    assert next(row for row in cells(table) if row[1] == "Two")[2:] == ["·"] * 4
    assert [(count.low, count.held) for count in table.counts] == [(40, False), (0, True), (42, False)]
    assert "Two" not in figures.synthesis(found, publication).data.to_string()


def test_the_forest_draws_the_pilots_and_from_four_on_what_they_say_together(publication):
    assert len(figures.synthesis(synthesised(3), publication).data) == 3
    assert len(figures.synthesis(synthesised(4), publication).data) == 6


def test_the_sentence_says_why_nothing_is_pooled(publication):
    assert "Met zo weinig proeftuinen" in sentences.synthesised(synthesised(2), publication).text
    assert "gemiddeld" in sentences.synthesised(synthesised(4), publication).text


def test_the_sentence_names_no_pilot_that_is_held_back(publication):
    assert "Two" not in sentences.synthesised(synthesised(3, held=["two"]), publication).text


def test_what_differs_between_scales_is_said(publication):
    row = {"element": "involvement.trust", "pilot": "one", "group": "parents", "scale": "trust", "labels": {"nl": "Vertrouwen"}, "items": 4, "low": 1, "high": 5}  # fmt: skip
    found = frame(ALIKE, [row | {"alike": True, "differs": ()}, row | {"alike": False, "differs": ("other items",)}])
    assert [row[-1] for row in cells(tables.measured_alike(found, publication))] == ["ja", "nee: andere vragen"]
    assert sentences.measured_alike(found, publication).values == {"elements": "1", "alike": "1"}


def test_a_count_of_conversations_that_tells_of_somebody_is_a_range_and_held(publication):
    about = {"element": "involvement.trust", "framework": "involvement", "codes": 1}
    found = frame(
        THEMES, [about | {"pilot": "one", "told": told(7, 14, 5)}, about | {"pilot": "two", "told": told(2, 14, 5)}]
    )
    table = tables.case_themes(found, publication)
    assert cells(table)[0][2:] == ["7 van 14", "< 5 van 14"]
    assert [(count.low, count.high, count.held) for count in table.counts] == [(7, 7, False), (0, 4, True)]


def test_what_became_of_an_action_is_said_under_its_element(publication):
    found = frame(BY_FRAMEWORK, [done(element="blocks.parents", framework="blocks")])
    (table,) = tables.actions_by_framework(found, publication)
    assert cells(table)[0][2:] == ["Koffie", "aangepast", "loopt", "bereikt: 1; niet te zeggen: 2", "zwak"]


def test_an_action_is_drawn_once_though_it_names_two_elements(publication):
    found = frame(BY_FRAMEWORK, [done(element=f"blocks.{part}", framework="blocks") for part in ("parents", "school")])
    assert figures.fates(found, publication).data.to_numpy().tolist() == [["One", "1"]]


def test_what_travelled_says_its_lot_in_each_pilot(publication):
    found = frame(
        TRAVELLED, [done(kind="register", unit="A7"), done(kind="register", unit="A7", pilot="two", fate="dropped")]
    )
    assert [row[:2] + row[3:4] for row in cells(tables.travelled(found, publication))] == [
        ["actie A7 van een register", "One", "aangepast"], ["actie A7 van een register", "Two", "niet uitgevoerd"],
    ]  # fmt: skip
    assert "aangepast: 1; niet uitgevoerd: 1" in sentences.travelled(found, publication).text


def test_a_lesson_says_what_it_rests_on_or_that_nothing_can_be_told(publication):
    rests = {"pilot": "one", "kind": "claim", "item": "k1", "about": {"nl": "Het hielp"}, "verdict": "stands"}
    nothing = {"pilot": "", "kind": "", "item": "", "about": {}, "verdict": ""}
    found = frame(
        LESSONS,
        [
            {"lesson": 1, "titles": {"nl": "Meer tijd."}, "weight": "cannot tell"} | nothing,
            {"lesson": 2, "titles": {"nl": "Begin klein."}, "weight": "measured in one pilot"} | rests,
        ],
    )
    first, second = cells(tables.lessons(found, publication))
    assert first == ["Meer tijd (niet te zeggen)", "–", "–", "niet te zeggen"]
    assert second == ["Begin klein (gemeten in één proeftuin)", "One", "bewering: Het hielp", "houdt stand"]
    assert sentences.lessons(found, publication).text.startswith("Begin klein")


def test_the_flow_that_a_pilot_holds_back_is_held_back_here(publication):
    flow = {"sent": 40.0, "received": 30.0, "removed: refused consent": 2.0, "analysed": 28.0}
    row = {"pilot": "one", "survey": "parents", "group": "parents", "wave": 0, "dates": ({"nl": "maart 2020"},)}
    table = tables.measurements(frame(MEASUREMENTS, [row | {"flow": flow}]), publication)
    assert cells(table)[0][3:] == ["maart 2020", "40", "·", "–", "28"]
    assert [(count.high, count.held) for count in table.counts] == [(40, False), (float("inf"), True), (28, False)]


def test_the_response_is_a_share_of_the_invited(publication):
    row = {"pilot": "one", "survey": "parents", "group": "parents", "wave": 0, "dates": ()}
    found = frame(MEASUREMENTS, [row | {"flow": {"sent": 40.0, "received": 30.0, "analysed": 30.0}}])
    assert cells(tables.measurements(found, publication))[0][6] == "75\N{NO-BREAK SPACE}%"


def test_decisions_of_cleaning_that_are_held_back_are_a_dot(publication):
    rows = [{"pilot": "one", "kind": "corrected after review", "n": 3, "held": True}]
    assert cells(tables.cleaning(frame(CLEANING, rows), publication)) == [["verbeterd na nazicht", "·"]]


def test_published_figures_of_towns_stand_beside_each_other(publication):
    row = {
        "indicator": "poor",
        "labels": {"nl": "Kansarmoede"},
        "unit": "%",
        "period": "2012",
        "source": "Kind en Gezin",
    }
    found = pd.DataFrame([row | {"pilot": "one", "value": 26.4}, row | {"pilot": "two", "value": 11.0}])
    table = tables.shared_figures(found, publication)
    assert list(table.data) == ["Indicator", "Periode", "One", "Two"]
    assert "Kind en Gezin" in " ".join(table.notes)


def test_a_pilot_stands_in_a_row_with_its_source(publication):
    row = {"pilot": "one", "town": "Menen", "sites": 2, "joined_later": 1, "groups": ("parents",), "waves": 2, "conversations": True, "registrations": ("costs",), "chosen": 4, "threshold": 3}  # fmt: skip
    sourced = Publication(sources={"one": "VIVES"}).of(publication.members, publication.pilot.project)
    table = tables.side_by_side(frame(CONTEXTS, [row]), sourced)
    assert cells(table) == [["One", "Menen", "–", "2, waarvan 1 later", "Ouders", "2", "gesprekken, kosten", "4"]]
    assert "One: VIVES" in table.notes
    assert sentences.pilots(frame(CONTEXTS, [row]), sourced).values["places"] == "2"


@pytest.mark.parametrize(
    ("make", "columns"),
    [
        (tables.synthesis, SYNTHESIS),
        (tables.measured_alike, ALIKE),
        (tables.case_themes, THEMES),
        (tables.travelled, TRAVELLED),
        (tables.adjustments, ADJUSTMENTS),
        (tables.lessons, LESSONS),
        (tables.measurements, MEASUREMENTS),
        (tables.cleaning, CLEANING),
        (tables.methods_used, METHODS),
        (figures.synthesis, SYNTHESIS),
        (figures.fates, BY_FRAMEWORK),
        (sentences.synthesised, SYNTHESIS),
        (sentences.measured_alike, ALIKE),
        (sentences.travelled, TRAVELLED),
        (sentences.lessons, LESSONS),
        (sentences.pilots, CONTEXTS),
    ],
)
@pytest.mark.parametrize("language", ["nl", "fr"])
def test_where_there_is_nothing_to_show_it_says_so(publication, make, columns, language):
    assert 'class="exhibit-absent"' in make(frame(columns), publication, language=language).to_html()
