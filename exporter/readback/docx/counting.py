"""What number Word shows before each numbered paragraph (ECMA-376 part 1, 17.9).

Numberings over one abstract numbering count together; one that overrides the start begins again where it is first
used; a level begins again after a higher one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from exporter.readback.docx.styles import Numbering

LEVELS = 9


@dataclass(slots=True)
class Counting:
    """The counts so far, by abstract numbering and level."""

    counts: dict[str, list[int | None]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, numbering: Numbering, number: str, depth: int) -> int:
        """The number of the next paragraph of list ``number`` at ``depth``."""
        level = numbering.level(number, depth)
        if level.typed or not 0 <= depth < LEVELS:
            return level.start
        counts = self.counts.setdefault(numbering.abstract.get(number, f"num {number}"), [None] * LEVELS)
        before = counts[depth]
        again = (number, depth) in numbering.restarts and (number, depth) not in self.begun
        self.begun.add((number, depth))
        shown = level.start if again or before is None else before + 1
        for higher in range(depth):
            if counts[higher] is None:
                counts[higher] = numbering.level(number, higher).start
        counts[depth:] = [shown, *[None] * (LEVELS - depth - 1)]
        return shown
