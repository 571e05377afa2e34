import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from pilots.errors import PilotsError
from pilots.statistics import false_discovery_rate, holm, with_correction, with_holm

P_VALUES = st.lists(st.integers(0, 100).map(lambda p: p / 100 if p else float("nan")), max_size=12)


@settings(max_examples=8)  # statsmodels collects garbage at every call
@given(P_VALUES)
@pytest.mark.parametrize(("ours", "theirs"), [(holm, "holm"), (false_discovery_rate, "fdr_bh")])
def test_corrections_are_what_statsmodels_says(ours, theirs, p_values):
    p = np.array(p_values)
    known = ~np.isnan(p)
    expected = np.full(len(p), np.nan)
    if known.any():
        expected[known] = multipletests(p[known], method=theirs)[1]
    assert ours(p_values) == pytest.approx(expected, nan_ok=True)


def test_each_statistic_is_corrected_apart():
    frame = pd.DataFrame({"statistic": ["a", "b", "a"], "p_value": [0.01, 0.02, 0.03]})
    assert with_holm(frame)["p_adjusted"].tolist() == pytest.approx([0.02, 0.02, 0.03])


def test_an_unknown_correction_is_named_with_its_like():
    with pytest.raises(PilotsError, match="fdr_bh"):
        with_correction(pd.DataFrame({"statistic": [], "p_value": []}), "fdr_by")
