"""The words of a source while a census goes through it: the stretch that is open, and the things open round it.

Shared by the modules that count markup: each says where something begins and ends, and here it gets its words.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

from exporter.census.counted import Census, Kind, Stretch, Thing
from exporter.records import record

BEFORE = 60
"""So many characters before the reference to a note tell where it stands."""
AGAIN = "\0"
"""What parts the words before the first reference to a note from those before the others."""
EDGE = "\u2027"
"""What stands between words that may be one or two: nobody knows whether what stood there is a space."""
CUT = " \0 "
"""What stands where doubtful words were taken out of a stretch."""


@record(frozen=False)
class Gathering:
    """What was gathered so far. ``apart`` is above 0 while what is gathered is not part of the running text."""

    census: Census
    parts: list[str] = field(default_factory=list)
    apart: int = 0
    line: int = 0
    _link: int = -1
    _all: list[str] = field(default_factory=list)
    _open: list[tuple[Kind, Any, int, int, int]] = field(default_factory=list)

    def add(self, text: str, line: int = 0) -> None:
        """Words that belong to the stretch at hand."""
        if not self.parts:
            self.line = line
        self.parts.append(text)

    def close(self) -> str:
        """End the stretch; its words."""
        text = "".join(self.parts)
        self.parts.clear()
        self._link = min(self._link, 0)
        if text and not text.isspace():
            self.census.stretches.append(Stretch(text, self.line, self.apart > 0))
            self.tell(text)
        return text

    def begin_link(self) -> None:
        """A link begins in the stretch at hand."""
        self._link = len(self.parts)

    def end_link(self, target: str, line: int = 0) -> None:
        """A link ends; one that holds blocks does not belong to the stretch at hand."""
        if 0 <= self._link <= len(self.parts):
            self.census.things.append(Thing("link", "".join(self.parts[self._link :]), target, line))
        self._link = -1

    def tell(self, text: str) -> None:
        """Words of the things that are open."""
        if self._open:
            self._all += (text.replace("\n", " "), "\n")

    def begin(self, kind: Kind, data: Any = None, line: int = 0) -> None:
        """Something begins."""
        self._open.append((kind, data, len(self._all), line, len(self.census.things)))

    def forget(self, kind: Kind) -> None:
        """What began last of a kind is not one of it."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == kind:
                del self._open[at]
                return

    def end(self, kind: Kind) -> None:
        """The last thing of a kind ends."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == kind:
                _, data, start, line, before = self._open.pop(at)
                # What stands in a quotation, an item or a cell has no sections; a cell with a table in it is layout.
                inner = kind == "cell" and any(one.kind in ("cell", "header") for one in self.census.things[before:])
                if not (inner or (kind == "heading" and self._open)):
                    self.census.things.append(Thing(kind, "".join(self._all[start:]), data, line))
                break
        if not self._open:
            self._all.clear()
