"""One change of a finished file, and what a format's module hands back: the copy and all changes in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

LONGEST = 80

Touches = Literal["title", "lang", "scope", "headers", "modified", "alt", "role", "nothing"]
"""What of the document that is read back a change may make another: all else must be as it was."""


@dataclass(frozen=True, slots=True)
class Change:
    """``what`` was ``old`` ("": it was not there) and is ``new``, for ``rule``; ``where``: "" for the whole."""

    rule: str
    where: str
    what: str
    old: str
    new: str
    why: str
    touches: Touches = "nothing"

    @property
    def line(self) -> str:
        """The change as one line."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.rule} {self.what}: {_shown(self.old) or 'nothing'} → {_shown(self.new)}: {self.why}"


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= LONGEST else words[: LONGEST - 1] + '…'}”" if words else ""


@dataclass(slots=True)
class Made:
    """A copy, what was changed in it, what a person would have to decide, and the parts of a package that changed."""

    data: bytes = field(repr=False)
    changes: tuple[Change, ...] = ()
    open: tuple[str, ...] = ()
    parts: frozenset[str] = frozenset()
