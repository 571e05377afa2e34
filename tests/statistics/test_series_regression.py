import numpy as np
import pytest
from scipy import stats

from pilots.statistics.series_regression import autoregression, durbin_watson, least_squares, newey_west

N = 40
X = np.column_stack([np.ones(N), np.arange(N)])


def following(rho, seed=1):
    """Errors that each keep a share of the one before."""
    generator = np.random.default_rng(seed)
    errors = generator.normal(size=N)
    for k in range(1, N):
        errors[k] += rho * errors[k - 1]
    return errors


def test_least_squares_are_those_of_scipy():
    y = following(0)
    theirs = stats.linregress(np.arange(N), y)
    ours = least_squares(y, X)
    assert (ours.estimate[1], ours.se[1], ours.se[0]) == pytest.approx(
        (theirs.slope, theirs.stderr, theirs.intercept_stderr)
    )


def test_the_share_that_is_kept_is_found():
    assert autoregression(following(0.8, seed=3), X).rho == pytest.approx(0.8, abs=0.2)


def test_errors_that_swing_are_taken_as_independent():
    y = following(-0.7)
    ours, plain = autoregression(y, X), least_squares(y, X)
    assert ours.rho == pytest.approx(0, abs=1e-5)
    assert ours.se == pytest.approx(plain.se, rel=1e-4)


def test_errors_that_follow_each_other_leave_fewer_degrees_of_freedom():
    assert autoregression(following(0.6), X).df < N - 2


def test_no_lag_and_no_correction_are_whites_errors():
    y = following(0)
    bread = np.linalg.inv(X.T @ X)
    residuals = y - X @ least_squares(y, X).estimate
    white = bread @ (X.T * residuals**2) @ X @ bread
    assert newey_west(y, X, lags=0, adjust=False).se == pytest.approx(np.sqrt(np.diag(white)))


@pytest.mark.parametrize(("rho", "low", "high"), [(0.8, 0, 0.01), (-0.8, 0.99, 1)])
def test_durbin_watson_tells_what_follows_each_other(rho, low, high):
    assert low <= durbin_watson(following(rho), X)[1] <= high


def test_the_exact_and_the_normal_law_of_durbin_watson_are_near(monkeypatch):
    y = following(0.3)
    exact = durbin_watson(y, X)[1]
    monkeypatch.setattr("pilots.statistics.series_regression.EXACT_BELOW", 0)
    assert durbin_watson(y, X)[1] == pytest.approx(exact, abs=0.005)
