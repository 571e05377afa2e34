"""One linear programme, asked for many extremes: each starts from where the last one ended."""

from math import inf

import highspy
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]


class ContradictionError(ValueError):
    """No people fit what is told."""


class Simplex:
    """The points between limits, and how far they reach in a direction.

    HiGHS through its own interface, by the simplex method and on one core: the same question has the same answer. The same
    programme is asked again and again, which scipy.optimize would start from nothing each time.

    Parameters
    ----------
    rows
        What is limited: sums over the variables.
    low, high
        The limits of the rows.
    least, most
        The limits of the variables.

    Raises
    ------
    ContradictionError
        When no point lies between the limits.
    """

    def __init__(self, rows: csr_array, low: Floats, high: Floats, least: Floats, most: Floats) -> None:
        columns = rows.tocsc()
        programme = highspy.HighsLp()
        programme.num_row_, programme.num_col_ = rows.shape
        programme.col_cost_ = np.zeros(rows.shape[1])
        programme.col_lower_, programme.col_upper_ = least, most
        programme.row_lower_, programme.row_upper_ = low, high
        programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        programme.a_matrix_.start_ = columns.indptr
        programme.a_matrix_.index_ = columns.indices
        programme.a_matrix_.value_ = columns.data
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        options: dict[str, bool | int | str] = {"output_flag": False, "presolve": "off"}
        for option, value in (options | {"simplex_strategy": 4, "threads": 1}).items():
            self._solver.setOptionValue(option, value)
        self._solver.passModel(programme)
        self._aim = np.zeros(0, dtype="int64")
        self.farthest(np.zeros(rows.shape[1]))

    def farthest(self, aim: Floats) -> float:
        """The greatest value of a weighted sum of the variables."""
        for column in self._aim:
            self._solver.changeColCost(int(column), 0.0)
        self._aim = np.flatnonzero(aim)
        for column in self._aim:
            self._solver.changeColCost(int(column), -float(aim[column]))
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kUnbounded:
            return inf
        if status != highspy.HighsModelStatus.kOptimal:
            raise ContradictionError(str(status))
        return -float(self._solver.getInfo().objective_function_value)

    def point(self) -> Floats:
        """Where the value found last is reached."""
        return np.array(self._solver.getSolution().col_value)

    def prices(self) -> Floats:
        """What one more of each row's limits would add to the value found last: above 0 for its upper limit."""
        return -np.array(self._solver.getSolution().row_dual)

    def limit(self, row: int, low: float, high: float) -> None:
        """Give a row other limits."""
        self._solver.changeRowBounds(row, low, high)
