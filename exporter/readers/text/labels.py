"""What each piece of a plain text was read as, how certain that is, and why. The steps of the reader share it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from exporter.readers.text.lines import Layout, Piece

Kind = Literal[
    "", "title", "heading", "paragraph", "quote", "attribution", "item", "caption", "furniture", "table", "code",
    "kicker", "byline", "dateline", "standfirst", "subtitle", "break", "underline",
    "time",
]  # fmt: skip


Headers = Literal["", "columns", "columns and rows"]


@dataclass(frozen=True, slots=True)
class Label:
    """One decision: the kind, its certainty from 0 to 1, the reason in words, and the group of a quote or list.

    ``cut`` is the offset in the piece's text where an attribution begins that shares a line with its quote, or where a
    heading begins after its typed mark. ``level`` is that of a heading whose level somebody has said, else 0.
    ``headers`` says on the first row of a table that it names the columns, and whether first cells name their rows.
    ``rule`` names the rule that decided; ``otherwise`` is the other reading where it is not the usual one of the kind.
    """

    kind: Kind
    certainty: float
    reason: str
    group: int = 0
    cut: int = 0
    level: int = 0
    headers: Headers = ""
    rule: str = ""
    otherwise: str = ""


UNDECIDED = Label("", 0.0, "")


@dataclass(slots=True)
class Draft:
    """The pieces of a text and the labels they have so far; each step fills in some, none changes another's."""

    pieces: Sequence[Piece]
    layout: Layout
    labels: list[Label] = field(default_factory=list)
    groups: int = 0
    size: int = 0

    def __post_init__(self) -> None:
        self.size = len(self.pieces)
        self.labels = [UNDECIDED] * self.size

    def text(self, index: int) -> str:
        """The text of piece ``index``."""
        return self.pieces[index].text

    def kind(self, index: int) -> Kind:
        """The kind of piece ``index``; "" also for an index outside the text."""
        return self.labels[index].kind if 0 <= index < self.size else ""

    def undecided(self, index: int) -> bool:
        """Whether piece ``index`` exists and has no label."""
        return 0 <= index < self.size and self.labels[index].kind == ""

    def set(self, index: int, label: Label) -> None:
        """Label piece ``index``."""
        self.labels[index] = label

    def new_group(self) -> int:
        """A number for the next quote or list."""
        self.groups += 1
        return self.groups

    def adjacent(self, index: int) -> bool:
        """Whether piece ``index`` follows the one before it without a blank line."""
        return 0 < index < self.size and self.pieces[index].blanks == 0

    def runs(self, member: Callable[[int], bool]) -> list[tuple[int, int]]:
        """Runs of undecided pieces without a blank line between them that ``member`` accepts, as (start, end)."""
        runs: list[tuple[int, int]] = []
        start = -1
        for index in range(len(self.pieces) + 1):
            inside = self.undecided(index) and member(index)
            if start >= 0 and not (inside and self.adjacent(index)):
                runs.append((start, index))
                start = -1
            if inside and start < 0:
                start = index
        return runs
