"""What follows from how many spoke of any of some codes, where it is told too how many spoke of each of them."""

from collections.abc import Sequence

import numpy as np

from pilots.mixed.conversations import told, told_under
from pilots.mixed.spoken import Spoken


class Beside:
    """Counts of conversations that are told beside each other.

    Parameters
    ----------
    spoken
        Who spoke of what.
    threshold
        The least number of people that may be shown.
    cases
        Of whom the conversations are counted; left out, all.
    """

    def __init__(self, spoken: Spoken, threshold: int, cases: Sequence[str] | None = None) -> None:
        self.spoken, self.threshold = spoken, threshold
        self.counts = spoken.counts(cases)
        self.base = len(spoken.cases if cases is None else cases)
        self._told: list[tuple[set[int], int]] = []

    def apart(self, names: Sequence[str], cases: int) -> int | None:
        """The least number of people that follows from `cases`, how many spoke of any of some codes, and counts that are told.

        Those who spoke of any, but not of one of the codes or one under it; of a code above, but not of any; of several of the codes;
        and of any, but not of the codes asked of before. None where there is no such number above 0.
        """
        places = self.spoken.places(names)
        if not places:
            return None
        tree = self.spoken.tree
        inside = {under for place in places for under in range(place, int(tree.ends[place]))}
        above = {higher for place in places for higher in tree.above(place)}
        found = [abs(cases - int(self.counts[place])) for place in inside | above if self._exact(place)]
        tops = [place for place in places if not {*tree.above(place)} & {*places}]
        if all(self._exact(place) for place in tops):
            found.append(int(self.counts[tops].sum()) - cases)
        found += [abs(cases - before) for codes, before in self._told if codes <= inside or inside <= codes]
        apart = min((n for n in found if n > 0), default=None)
        if told(cases, self.base, self.threshold, counted=apart is None or apart >= self.threshold).exact:
            self._told.append((inside, cases))
        return apart

    def _exact(self, place: int) -> bool:
        above = np.asarray(self.counts)[self.spoken.tree.above(place)]
        return told_under(int(self.counts[place]), above.tolist(), self.base, self.threshold).exact
