"""Which code was given in which case, or in which document."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pilots.errors import PilotsError, did_you_mean
from pilots.qualitative.project import QualitativeProject
from pilots.qualitative.tree import Counts, Tree

COUNTS = ("cases", "mentions", "characters")


@dataclass(frozen=True)
class Incidence:
    """The segments of a project as places in a table of codes and units.

    Parameters
    ----------
    tree
        Its code tree.
    units
        All that counts as one (cases, or documents), also with no code.
    segments
        Those with a code of the book in one of these units, with their places `at_code` and `at_unit`.
    """

    tree: Tree
    units: pd.Index
    segments: pd.DataFrame

    @classmethod
    def of(cls, project: QualitativeProject, *, by: str = "case") -> "Incidence":
        """Find the places of all segments; `by` is case or document."""
        if by not in ("case", "document"):
            raise PilotsError(f"codes can't be counted by '{by}'", mend=did_you_mean(by, ("case", "document")))
        tree = Tree.of(project.codes)
        documents = project.documents["document"]
        units = pd.Index(project.all_units() if by == "case" else documents, dtype="str").unique()
        owner = project.units() if by == "case" else project.segments["document"]
        placed = project.segments.assign(
            at_code=tree.places(project.segments["code"]), at_unit=units.get_indexer(pd.Index(owner))
        )
        known = (placed["at_code"] >= 0) & (placed["at_unit"] >= 0)
        return cls(tree, units, placed.loc[known].reset_index(drop=True))

    def mentions(self) -> Counts:
        """How often each code (a row), or one under it, was given in each unit (a column)."""
        return self.tree.add_up(self.own())

    def own(self) -> Counts:
        """How often each code itself was given in each unit."""
        shape = (len(self.tree), len(self.units))
        flat = self.segments["at_code"].to_numpy() * shape[1] + self.segments["at_unit"].to_numpy()
        return np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape).astype("int64")

    def cases(self) -> NDArray[np.bool_]:
        """Whether each code (a row), or one under it, was given in each unit (a column)."""
        return self.mentions() > 0

    def characters(self, documents: pd.DataFrame) -> Counts:
        """How many characters bear each code, or one under it; what is coded twice counts once.

        A coding without place counts as the whole document, where that has a text.
        """
        rows = with_all_above(self.segments, self.tree)
        lengths = rows["document"].map(documents.drop_duplicates("document").set_index("document")["characters"])
        start = rows["start"].fillna(0).to_numpy("int64")
        end = rows["end"].fillna(lengths).fillna(0).to_numpy("int64")
        end = np.minimum(end, lengths.fillna(end.max(initial=0)).to_numpy("int64"))
        owners = rows["at_code"].to_numpy() * len(self.units) + rows["at_unit"].to_numpy()
        text = pd.factorize(rows["document"])[0].astype("int64")
        found = np.zeros((len(self.tree), len(self.units)), "int64")
        np.add.at(found.reshape(-1), *covered(owners, text, start, end))
        return found


def with_all_above(segments: pd.DataFrame, tree: Tree) -> pd.DataFrame:
    """Segments once for their own code, and once for each code above it."""
    parents = tree.places(tree.codes["parent"])
    parents[tree.levels == 0] = -1
    parts, level = [segments], segments
    while len(level):
        level = level.assign(at_code=parents[level["at_code"].to_numpy()])
        level = level.loc[level["at_code"] >= 0]
        parts.append(level)
    return pd.concat(parts, ignore_index=True)


def covered(owners: Counts, text: Counts, start: Counts, end: Counts) -> tuple[Counts, Counts]:
    """What each passage adds to those of its owner before it, in characters: owners, and characters."""
    order = np.lexsort((start, text, owners))
    owners, text, start, end = (values[order] for values in (owners, text, start, end))
    if not len(owners):
        return owners, end
    opens = np.r_[True, (owners[1:] != owners[:-1]) | (text[1:] != text[:-1])]
    shift = np.cumsum(opens) * (int(end.max()) + 1)
    reached = np.r_[0, np.maximum.accumulate(end + shift)[:-1]]
    added = end + shift - np.maximum(start + shift, np.where(opens, 0, reached))
    return owners, np.maximum(added, 0)
