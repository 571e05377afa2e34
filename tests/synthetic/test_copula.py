import numpy as np
import pandas as pd
import pytest

from pilots.synthetic.copula import draw, fit, stability


def two(rho, n=4000, cuts=(-1.2, -0.3, 0.4, 1.1)):
    z = np.random.default_rng(7).multivariate_normal([0, 0], [[1, rho], [rho, 1]], n)
    return pd.DataFrame(np.digitize(z, cuts) * 1.0, columns=["a", "b"])


def fitted(values, groups=None, within=None):
    empty = pd.DataFrame(index=values.index)
    return fit(
        values, empty if groups is None else groups, pd.Series(0 if within is None else within, index=values.index)
    )


@pytest.mark.parametrize("rho", [-0.7, 0.0, 0.3, 0.8])
def test_the_latent_correlation_of_cut_normal_variables_is_found(rho):
    assert fitted(two(rho)).correlation.loc["a", "b"] == pytest.approx(rho, abs=0.04)


def test_what_waves_explain_is_no_correlation():
    values = two(0.0)
    wave = np.arange(len(values)) % 2
    moved = values.add(2 * wave, axis=0)
    assert fitted(moved, within=wave).correlation.loc["a", "b"] == pytest.approx(0, abs=0.05)


def test_a_group_that_lies_higher_is_drawn_higher():
    group = pd.DataFrame({"g": (np.arange(4000) % 2) * 1.0})
    found = fitted(two(0.3).add(group["g"], axis=0), group)
    latent = draw(found, group, np.arange(4000), np.random.default_rng(1))
    assert (latent[1::2] - latent[::2]).mean() > 0.5


def test_the_matrix_has_no_negative_eigenvalue_where_few_answered():
    values = pd.DataFrame(np.random.default_rng(3).integers(0, 5, (6, 12)) * 1.0).add_prefix("i")
    assert np.linalg.eigvalsh(fitted(values).correlation).min() > -1e-9


def test_rows_of_one_person_are_as_alike_as_real_ones():
    rng = np.random.default_rng(5)
    trait = np.tile(rng.standard_normal(3000), 2)
    items = pd.DataFrame({name: trait + rng.standard_normal(6000) for name in "abcd"})
    pairs = np.arange(3000), np.arange(3000) + 3000
    found = fit(items, pd.DataFrame(index=items.index), pd.Series(0, index=items.index), pairs)
    latent = draw(found, pd.DataFrame(index=range(6000)), np.tile(np.arange(3000), 2), rng)
    alike = [[np.corrcoef(x[:3000], x[3000:])[0, 1] for x in (rows[:, 0], rows.sum(axis=1))]
             for rows in (items.to_numpy(), latent)]  # fmt: skip
    assert alike[1] == pytest.approx(alike[0], abs=0.05)


def test_stability_is_that_of_the_latent_values():
    values = two(0.5)
    column = pd.DataFrame({"a": pd.concat([values["a"], values["b"]], ignore_index=True)})
    first = np.arange(4000)
    assert stability(column, first, first + 4000) == pytest.approx(0.5, abs=0.05)
