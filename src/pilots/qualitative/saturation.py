"""Do further interviews still bring new codes? Base size, run length and threshold after Guest, Namey and Chen."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError
from pilots.qualitative.incidence import Incidence
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.themes import of_phases
from pilots.vocabulary import Column, frame

SATURATION = (
    Column("interview", "Int64", "Interview", "which, counted from 1, in the order of the interviews"),
    Column("new", "Int64", "New codes", "codes that occur for the first time"),
    Column("codes", "Int64", "Codes so far", "codes that occurred up to here"),
    Column("run_new", "Int64", "New codes in the run", "in the run that ends here; missing where none ends here"),
    Column("run_share", "float64", "New information", "run_new / codes of the base"),
    Column("expected", "float64", "Expected", "codes so far, the mean over random orders"),
    Column("low", "float64", "Lower limit", "codes so far, lower limit of the middle 95% of random orders"),
    Column("high", "float64", "Upper limit", "codes so far, upper limit"),
)
NAMED = "Guest, Namey and Chen (2020)"


@dataclass(frozen=True)
class Saturation:
    """How codes add up over interviews, and where the rule says that they no longer do.

    Parameters
    ----------
    curve
        A row an interview: interview, new, codes, run_new, run_share, expected, low, high.
    base_size, run_length, threshold
        Of the rule.
    reached
        The interview after which a run brought no more new codes than the threshold; None where that did not happen.
    told
        Whether there were interviews enough for a base and a run, and codes in the base.
    reached_in
        Share of random orders in which it is reached; missing where it can't be told.
    """

    base_size: int
    run_length: int
    threshold: float
    curve: pd.DataFrame = field(default_factory=lambda: frame(SATURATION))
    reached: int | None = None
    told: bool = False
    reached_in: float = float("nan")

    @property
    def interviews(self) -> int:
        """How many there are."""
        return len(self.curve)

    @property
    def verdict(self) -> str:
        """Reached at 6+2 (after the sixth, with a run of two behind it), not reached, or cannot tell."""
        if not self.told:
            return "cannot tell"
        return f"reached at {self.reached}+{self.run_length}" if self.reached else "not reached"


def saturation(
    project: QualitativeProject,
    *,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
    order: Sequence[str] | None = None,
    orders: int = 1_000,
    seed: int = 0,
) -> Saturation:
    """See after which interview hardly any new codes came.

    Parameters
    ----------
    base_size
        How many first interviews make the base; the source tried 4, 5 and 6.
    run_length
        How many interviews in a row are looked at for new codes; the source tried 2 and 3.
    threshold
        The largest share of new codes, of those of the base, that counts as saturated: 0.05, or 0 for none at all.
    order
        Ids of the cases (or documents of no case) in the order in which they were held; left out, that of the documents of the
        project. It is for the researcher to say whether that is the order of the interviews.
    orders, seed
        How many random orders give the band, and their seed.

    Returns
    -------
    Saturation

    Raises
    ------
    PilotsError
        When base or run is below 1, the threshold no share, or `order` does not name each case once.

    Notes
    -----
    Codes as they were given, not those above them; an interview is a case. Of each run, the codes that occur in it for the first
    time are divided by the number of codes in the base. Runs slide by one interview. Saturation is reached at the interview before
    the first run whose share does not exceed the threshold, written 6+2 [1]_. It is a matter of codes, not of meaning, and it depends on
    the order: the band shows how much, `reached_in` in how many of the random orders.

    References
    ----------
    .. [1] Guest, G., Namey, E. & Chen, M. (2020). A simple method to assess and report thematic saturation in qualitative research.
       *PLOS ONE* 15(5), e0232076.

    Examples
    --------
    >>> saturation(QualitativeProject()).verdict
    'cannot tell'
    """
    if base_size < 1 or run_length < 1 or not 0 <= threshold <= 1:
        raise PilotsError("base and run need one interview at least, and the threshold is a share from 0 to 1")
    given = Incidence.of(project)
    found = (given.own() > 0)[:, _in_order(given, project, order)]
    found = found[found.any(axis=1)]
    n = found.shape[1]
    if not n:
        return Saturation(base_size, run_length, threshold)
    new = _new(found, np.arange(n))
    shares = _shares(new, base_size, run_length)
    rng = np.random.default_rng(seed)
    drawn = [_new(found, rng.permutation(n)) for _ in range(orders if len(found) else 0)]
    sums = np.cumsum(drawn, axis=1) if drawn else np.full((1, n), np.nan)
    low, high = np.quantile(sums, [0.025, 0.975], axis=0)
    runs = np.convolve(new, np.ones(run_length, "int64"))[:n].astype("float64")
    runs[: base_size + run_length - 1] = np.nan
    curve = pd.DataFrame(
        {"interview": np.arange(1, n + 1), "new": new, "codes": np.cumsum(new), "run_new": runs,
         "run_share": np.r_[np.full(n - len(shares), np.nan), shares], "expected": sums.mean(axis=0), "low": low, "high": high}
    ).astype({column.name: column.dtype for column in SATURATION})  # fmt: skip
    reached = _reached(shares, base_size, threshold)
    ends = [_reached(_shares(one, base_size, run_length), base_size, threshold) for one in drawn]
    told = bool(len(shares) and np.isfinite(shares).all())
    known = float(np.mean([end is not None for end in ends])) if told and ends else float("nan")
    return Saturation(base_size, run_length, threshold, of_phases(curve, project), reached, told, known)


def _in_order(given: Incidence, project: QualitativeProject, order: Sequence[str] | None) -> NDArray[np.int64]:
    """Places of the units as the interviews were held: by their first document."""
    if order is not None:
        if sorted(order) != sorted(given.units):
            raise PilotsError(
                f"the order names {len(set(order))} of {len(given.units)} cases, or others", mend="Name each case once."
            )
        return np.asarray(given.units.get_indexer(pd.Index(list(order), dtype="str")), "int64")
    place = {document: place for place, document in enumerate(project.documents["document"])}
    owned = project.cases.assign(at=project.cases["document"].map(place)).groupby("case")["at"].min().to_dict()
    first = [float(owned.get(unit, place.get(unit, len(place)))) for unit in given.units]
    return np.argsort(first, kind="stable").astype("int64")


def _new(found: NDArray[np.bool_], order: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many codes (rows) come up for the first time in each interview of an order."""
    if not found.size:
        return np.zeros(found.shape[1], "int64")
    return np.bincount(found[:, order].argmax(axis=1), minlength=found.shape[1]).astype("int64")


def _shares(new: NDArray[np.int64], base_size: int, run_length: int) -> NDArray[np.float64]:
    """New codes of each run as a share of those of the base; none where there are too few interviews or no codes."""
    base = int(new[:base_size].sum())
    if len(new) < base_size + run_length or not base:
        return np.empty(0)
    return np.convolve(new[base_size:], np.ones(run_length, "int64"), "valid") / base


def _reached(shares: NDArray[np.float64], base_size: int, threshold: float) -> int | None:
    low = np.flatnonzero(shares <= threshold)
    return base_size + int(low[0]) if len(low) else None
