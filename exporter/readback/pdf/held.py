"""Which structure element each marked-content sequence and each annotation belongs to (ISO 32000-1, 14.7.4).

Noted while the tree is read, for the rules on files: apart from the tags, which hold words and not the file's objects.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from exporter.readback.pdf.marks import Key

WRONG = (TypeError, ValueError, AttributeError, KeyError)
"""What is raised by something else where a number must stand: the reader of the tree says so when it comes there."""


@dataclass(slots=True)
class Held:
    """What the structure tree holds: which element each sequence and each annotation belongs to."""

    sequences: dict[Key, Any] = field(default_factory=dict)
    annotations: dict[tuple[int, int], Any] = field(default_factory=dict)
    elements: list[Any] = field(default_factory=list)

    def take(self, element: Any, kids: Iterable[tuple[Any, str | None]], page: Any, number: tuple[int, int]) -> None:
        """Note what an element holds of its own: its kids with their types, the page that it is on and its number."""
        self.elements.append(element)
        for kid, kind in kids:
            if isinstance(kid, int):
                self.sequences[number, kid] = element
            elif kind == "/MCR":
                with suppress(*WRONG):
                    self.sequences[objgen(kid.get("/Stm", kid.get("/Pg", page))), int(kid.get("/MCID", -1))] = element
            elif kind == "/OBJR":
                self.annotations[objgen(kid.get("/Obj"))] = element


def objgen(thing: Any) -> tuple[int, int]:
    """The number of an object of the file; (0, 0) for what is written inside another, and for all else."""
    return thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)
