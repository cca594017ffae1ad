"""What a comparison of two documents finds: a loss, and the book-keeping of a comparison while it is made.

Apart from ``losses``, which finds them, because the comparisons of parts (tables, marks) add to it as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from exporter.comparison.align import Pair
from exporter.comparison.facts import Facts, Frame, Unit
from exporter.comparison.pictures import Looks
from exporter.comparison.where import Neighbours
from exporter.model import plain_text
from exporter.position import Position

Change = Literal["lost", "changed", "added", "moved"]

KINDS = (
    "article",
    "heading",
    "text",
    "sight",
    "order",
    "quote",
    "attribution",
    "inline quote",
    "list",
    "definition",
    "table",
    "table headers",
    "figure",
    "caption",
    "aside",
    "alt",
    "picture",
    "decorative",
    "language",
    "direction",
    "note",
    "link",
    "emphasis",
    "code",
    "expansion",
    "math",
    "page",
    "break",
    "metadata",
    "added",
)
"""The kinds of loss, in the order in which tables show them."""

NOT_CARRIED: dict[str, dict[str, str]] = {
    "pdf": {
        "page": "a PDF has its own pages; those of the printed edition are page labels, not content",
        "direction": "a tagged PDF keeps words in their logical order and states no base direction",
        "break": "a rule between paragraphs is an artifact in a PDF (semantic map)",
    },
}
"""Format → kind → why the format cannot carry it. These are not compared."""

EXCERPT = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """One fact that differs: of what kind, how, about which words; where in the source, and where in the file.

    ``article`` is the title of the article of a publication that it is in, "" for what stands in none.
    ``place`` counts in the unit of the file's format (``exporter.findings.place``). What is not in one of the two has
    no place there: ``near`` then says that ``pos`` or ``place`` is that of the last thing before it that both have.
    """

    format: str
    kind: str
    change: Change
    message: str
    text: str = ""
    pos: Position | None = None
    place: Position | None = None
    near: Literal["", "pos", "place"] = ""
    article: str = ""


@dataclass(slots=True)
class Comparison:
    """Two documents being compared, and what was found so far."""

    format: str
    before: Facts
    after: Facts
    pairs: list[Pair] = field(default_factory=list)
    to: dict[int, int] = field(default_factory=dict)
    languages: tuple[str, str] = ("", "")
    losses: list[Loss] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)
    frames_back: dict[int, Frame] = field(default_factory=dict)
    where: dict[int, Unit] = field(default_factory=dict)
    lost_after: Neighbours | None = None
    added_after: Neighbours | None = None
    said: set[tuple[str, int, str]] = field(default_factory=set)
    looks: Looks = field(default_factory=Looks)

    def lose(self, kind: str, change: Change, message: str, old: Unit | None, new: Unit | None) -> None:
        """Note a loss, unless it is of a kind that the format does not carry."""
        if kind in NOT_CARRIED.get(self.format, ()):
            return
        unit = old or new
        text = "" if unit is None else excerpt(unit.text)
        pos, place = old.pos if old else None, new.pos if new else None
        near: Literal["", "pos", "place"] = ""
        if old is not None and place is None:
            near, place = "place", self.lost_after.before(old) if self.lost_after else None
        elif new is not None and old is None:
            near, pos = "pos", self.added_after.before(new) if self.added_after else None
        self.losses.append(
            Loss(
                format=self.format,
                kind=kind,
                change=change,
                message=message,
                text=text,
                pos=pos,
                place=place,
                near=near if (place if near == "place" else pos) else "",
                article=self._article(old, new),
            )
        )

    def _article(self, old: Unit | None, new: Unit | None) -> str:
        """The title of the article in which something was lost; of something added, as the copy has it."""
        within = old.article if old is not None else new.article if new is not None else None
        return " ".join(plain_text(within.node.title).split()) if within is not None else ""

    def lose_once(self, kind: str, change: Change, message: str, frame: Frame, old: Unit | None, new: Unit) -> None:
        """Note a loss of something with many units once."""
        key = (kind, frame.number, message)
        if key not in self.said:
            self.said.add(key)
            self.lose(kind, change, message, old, new)


def excerpt(text: str) -> str:
    """The beginning of a text, for messages."""
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
