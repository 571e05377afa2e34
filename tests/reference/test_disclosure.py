"""Our disclosure control against values of sdcMicro, papers and brute force (../shared/oracle/oracle.json)."""

import numpy as np
import pandas as pd
import pytest

from pilots.privacy.anonymity import class_sizes, diversity
from pilots.privacy.dominance import p_percent
from pilots.privacy.joint import joint
from pilots.privacy.pattern import NoPatternError, Secrets, least_loss

KEYS = ["Key1", "Key2", "Key3", "Key4"]
TABLES = ["fischetti_salazar", "likert4x5", "two_in_row_same_col", "zero_trap", "margin_needed"]


def lost(result, cost, need):
    """What the cheapest pattern of a table costs, and its cells."""
    table = np.array(result["table"], dtype="float64")
    rows, columns = ([str(at) for at in range(size)] for size in table.shape)
    cells = [(("column", column), ("row", row)) for row in rows for column in columns]
    wheres = [*cells, *((("row", row),) for row in rows), *((("column", column),) for column in columns)]
    people = np.concatenate([table.ravel(), table.sum(axis=1), table.sum(axis=0)])
    price = np.concatenate(
        [np.where(table > 0, cost(table), np.inf).ravel(), np.full(len(rows) + len(columns), np.inf)]
    )
    must = np.zeros(len(people), dtype="bool")
    must[[row * len(columns) + column for row, column in result["primary"]]] = True
    held = least_loss(
        Secrets(
            tables=joint(wheres, {"row": rows, "column": columns}),
            low=people,
            high=people,
            least=np.zeros(len(people)),
            most=np.full(len(people), np.inf),
            must=must,
            need=np.full(len(people), float(need)),
            cost=price,
        )
    )
    return price[held].sum()


@pytest.mark.parametrize("name", TABLES)
def test_the_cheapest_pattern_is_that_of_brute_force(oracle, name):
    result = oracle[f"sdc.suppress.{name}"]["result"]
    assert lost(result, lambda table: table, 1) == result["min_value__exact"]["cost_total"]
    assert lost(result, np.ones_like, 1) == result["min_count__exact"]["cost_total"]
    # one more and one less than there are
    assert lost(result, lambda table: table, 2) == result["min_value__plusminus1"]["cost_total"]
    assert lost(result, np.ones_like, 2) == result["min_count__plusminus1"]["cost_total"]


def test_the_cheapest_pattern_keeps_a_width_of_the_threshold(oracle):
    result = oracle["sdc.suppress.likert4x5"]["result"]
    assert lost(result, lambda table: table, 5) == result["min_value__width_thr"]["cost_total"]
    assert lost(result, np.ones_like, 5) == result["min_count__width_thr"]["cost_total"]


def test_what_no_pattern_protects_is_said(oracle):
    with pytest.raises(NoPatternError):
        lost(oracle["sdc.suppress.nosolution"]["result"], np.ones_like, 1)


def test_dominance_is_that_of_the_handbook(oracle):
    for cell in oracle["sdc.primary_rules"]["result"]["cells"]:
        assert p_percent(cell["contributions"]) == cell["sensitive_p10"]


def test_class_sizes_are_those_of_sdcmicro(oracle):
    record = oracle["sdc.kanon.francdat"]
    assert class_sizes(pd.DataFrame(record["data"]), KEYS).to_list() == record["result"]["fk"]


@pytest.mark.parametrize(("name", "quasi", "sensitive"), [("sdc.kanon.sweeney_raceonly", ["race", "gender"], "problem"), ("sdc.ldiv.machanavajjhala3div", ["zip3", "age3"], "cond")])  # fmt: skip
def test_classes_and_their_diversity_are_those_of_the_papers(oracle, name, quasi, sensitive):
    record = oracle[name]
    data = pd.DataFrame(record["data"])
    found = data.assign(people=class_sizes(data, quasi), answers=diversity(data, quasi, sensitive))
    classes = found.drop_duplicates(quasi).sort_values(quasi)
    assert [".".join(key) for key in classes[quasi].to_numpy()] == record["result"]["classes"]
    assert classes["people"].to_list() == record["result"]["size"]
    assert classes["answers"].to_list() == record["result"]["distinct_l"]
