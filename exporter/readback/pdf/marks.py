"""What a PDF paints, mark by mark: as content, as an artifact, or not marked at all (ISO 32000-1, 14.8.2.2).

Apart from ``content``, which reads the words of marks. What counts here is that something is painted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

Key = tuple[tuple[int, int], int]
"""A marked-content sequence: the object of the page or form that holds it, and its MCID there."""
ARTIFACT = "artifact"


@dataclass(slots=True)
class Paint:
    """What was painted where: pages with unmarked paint, sequences by key, and sequences wrongly inside others."""

    unmarked: list[tuple[int, str]] = field(default_factory=list)
    sequences: dict[Key, int] = field(default_factory=dict)
    mixed: set[int] = field(default_factory=set)


class Inside(NamedTuple):
    """Where paint falls: the nearest mark, ``ARTIFACT`` or a key, and whether artifacts and content are around it."""

    nearest: Key | str | None = None
    artifact: bool = False
    content: bool = False


@dataclass(slots=True)
class Marks:
    """The marks that are open in one stream of a page; ``owner`` is the object that its sequences belong to."""

    paint: Paint
    page: int
    owner: tuple[int, int]
    open: list[Inside] = field(default_factory=lambda: [Inside()])
    last: Key | str = ""
    """The sequence that something was painted in last."""

    def begin(self, tag: str, properties: Any) -> None:
        """BMC and BDC: a mark is opened; one that says neither of the two is as the one around it."""
        around = self.open[-1]
        number = properties.get("/MCID") if isinstance(properties, (dict, pikepdf.Dictionary)) else None
        if tag == "/Artifact":
            if around.content:
                self.paint.mixed.add(self.page)
            around = Inside(ARTIFACT, True, around.content)
        elif isinstance(number, int):
            self.begin_content((self.owner, number))
            return
        self.open.append(around)

    def begin_content(self, key: Key) -> None:
        """BDC with a number: the content that belongs to an element."""
        around = self.open[-1]
        if around.artifact:
            self.paint.mixed.add(self.page)
        self.open.append(Inside(key, around.artifact, True))

    def end(self) -> None:
        """EMC: a mark of this stream is closed."""
        if len(self.open) > 1:
            self.open.pop()

    def painted(self, what: str) -> None:
        """Something is painted: ``what`` is said of it where it has no mark."""
        nearest = self.open[-1].nearest
        if nearest is self.last:  # most marks hold several pieces
            return
        if nearest is None:
            self.paint.unmarked.append((self.page, what))
        elif not isinstance(nearest, str):
            self.paint.sequences.setdefault(nearest, self.page)
            self.last = nearest

    def inner(self, owner: tuple[int, int]) -> Marks:
        """The marks of a form that is painted here: those that are open are around it, and it cannot close them."""
        return Marks(self.paint, self.page, owner, self.open[-1:])
