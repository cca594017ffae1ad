"""The place of a loss that is in only one of two documents: after the last unit before it that both have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from exporter.comparison.facts import Unit
from exporter.position import Position


@dataclass(slots=True)
class Neighbours:
    """For each unit of one document the place, in the other, of the last unit before it that has one there.

    Worked out once, when first asked: most comparisons find nothing lost and never ask.
    """

    units: Sequence[Unit]
    others: Sequence[Unit]
    pairs: Mapping[int, int]
    _known: dict[int, Position | None] = field(default_factory=dict)

    def before(self, unit: Unit) -> Position | None:
        """The place in the other document after which ``unit`` of this one would stand."""
        if not self._known:
            last: Position | None = None
            for index, one in enumerate(self.units):
                self._known[id(one)] = last
                if index in self.pairs:
                    last = self.others[self.pairs[index]].pos or last
        return self._known.get(id(unit))
