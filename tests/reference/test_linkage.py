"""Our comparison of codes against values of R packages and formulas (../shared/oracle/oracle.json)."""

import numpy as np
import pytest

from pilots.survey.evidence import Evidence, agreement


def test_characters_off_are_those_of_stringdist(oracle):
    strings = [record for name, record in oracle.items() if name.startswith("lnk.string.")]
    assert len(strings) > 10
    for record in strings:
        far = record["result"]["osa"]
        said = agreement((record["data"]["a"],), (record["data"]["b"],), ["code"])
        assert said == ("same code" if not far else "1 character differs" if far == 1 else f"{far} characters differ")


def test_weights_are_those_of_fellegi_and_sunter(oracle):
    result = oracle["lnk.fellegi_sunter"]["result"]
    levels = 1 - np.array([row["pattern"] for row in result["patterns"]])  # 0 is agreement
    u = np.array(result["u"])
    pairs = np.arange(len(levels))
    chance = np.log(np.where(levels == 0, u, 1 - u))
    evidence = Evidence(pairs, pairs, levels, chance, np.zeros(len(pairs)), levels.sum(axis=1), single=False)
    weights = evidence.log_ratio([np.array([m, 1 - m]) for m in result["m"]])
    assert weights / np.log(2) == pytest.approx([row["weight_log2"] for row in result["patterns"]], rel=1e-9)
    odds = np.exp(weights) / 99
    assert odds / (1 + odds) == pytest.approx([row["posterior_prior_1_in_100"] for row in result["patterns"]], rel=1e-9)
