import re

import pandas as pd
import pytest
from tests.statistics.calls import CALLS, ITEMS, people

from pilots import figures, sentences, statistics, tables
from pilots.errors import PilotsError


def shown(pilot, found, **more):
    return tables.estimates(found, {}, pilot, caption="Proef", **more)


def test_a_table_holds_a_row_an_estimate(pilot):
    found = statistics.means(people(60), ["score", "other"])
    assert shown(pilot, found).data["Wat"].tolist() == ["score", "score", "other", "other"]


def test_columns_that_would_be_empty_are_left_out(pilot):
    heads = list(shown(pilot, statistics.means(people(60), "score"), language="en").data)
    assert heads == ["What", "Statistic", "Estimate", "95% interval", "n", "Missing"]


def test_a_rule_is_named_with_its_source(pilot):
    table = shown(pilot, statistics.cronbach_alpha(people(60), ITEMS), rule="cotan2010", language="en")
    assert table.data["Reading"].tolist() == ["good"]
    assert "COTAN" in table.notes[-1]


def test_an_unknown_rule_is_refused(pilot):
    with pytest.raises(PilotsError, match="there is no rule 'cotan'"):
        shown(pilot, statistics.cronbach_alpha(people(60), ITEMS), rule="cotan")


def test_groups_of_few_are_held_back_with_their_differences(pilot):
    data = people(60).assign(group=["a"] * 40 + ["b"] * 17 + ["c"] * 3)
    found = pd.concat([statistics.means(data, "score", by="group"), statistics.compare(data, "score", by="group")])
    table = shown(pilot, found, language="en").data
    assert set(table.loc[table["Estimate"] == "·", "Group"]) == {"c", "a − c", "b − c"}


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("name", sorted(CALLS))
def test_whatever_statistics_gives_can_be_published(name, language, pilot):
    found = CALLS[name](people())
    table = shown(pilot, found, language=language)
    assert len(table.data) == len(found)
    assert not re.search(r"\bnan\b", table.to_html())
    assert sentences.estimates(found, {}, pilot, language=language).to_html()


@pytest.mark.parametrize("name", ["means", "compare", "comparability"])
def test_what_is_drawn_stands_in_the_numbers(name, pilot):
    data = people()
    found = pd.concat([statistics.means(data, "score", by="group"), CALLS[name](data)])
    figure = figures.estimates(found, {}, pilot, caption="Proef")
    assert 0 < len(figure.data) <= len(found)
    assert figure.data.iloc[0].tolist()[0] == "score"
