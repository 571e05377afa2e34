"""Our disclosure control against values of sdcMicro, papers and brute force (../shared/oracle/oracle.json)."""

import numpy as np
import pandas as pd
import pytest

from pilots.privacy.anonymity import class_sizes, diversity, individual_risk
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


def test_class_sizes_and_risk_are_those_of_sdcmicro(oracle):
    record = oracle["sdc.kanon.francdat"]
    data = pd.DataFrame(record["data"])
    assert class_sizes(data, KEYS).to_list() == record["result"]["fk"]
    np.testing.assert_allclose(individual_risk(data, KEYS, data["w"]), record["result"]["indiv_risk"], rtol=1e-9)


def test_missing_keys_agree_with_all_or_with_none_as_in_sdcmicro(oracle):
    record = oracle["sdc.kanon.missing_keys"]
    data = pd.DataFrame(record["data"])[["sex", "grade", "school"]]
    assert class_sizes(data, list(data), wildcard=True).to_list() == record["result"]["fk_alpha1"]


@pytest.mark.parametrize(("name", "quasi", "sensitive"), [("sdc.kanon.sweeney_raceonly", ["race", "gender"], "problem"), ("sdc.ldiv.machanavajjhala3div", ["zip3", "age3"], "cond")])  # fmt: skip
def test_diversity_is_that_of_the_papers(oracle, name, quasi, sensitive):
    record = oracle[name]
    found = diversity(pd.DataFrame(record["data"]), quasi, sensitive)
    assert [".".join(key) for key in found.index] == record["result"]["classes"]
    assert found["people"].to_list() == record["result"]["size"]
    assert found["distinct"].to_list() == record["result"]["distinct_l"]
    np.testing.assert_allclose(found["entropy"], record["result"]["entropy_l"], rtol=1e-9)
    np.testing.assert_allclose(found["most"], record["result"]["max_share"], rtol=1e-9)
