"""Small pieces of the report's page: elements, places to jump to, and links that lead there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from exporter.checks.structure import Part
from exporter.findings.place import Place
from exporter.position import Position


def text(value: str) -> str:
    """Text as HTML."""
    return escape(value, quote=False)


def tag(name: str, *content: str, **attributes: str) -> str:
    """An element. ``content`` is HTML; ``class_`` stands for ``class``; attributes without a value are left out."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return f"<{name}{said}>{''.join(content)}</{name}>"


def items(name: str, content: Iterable[str], **attributes: str) -> str:
    """A list, ``ul`` or ``ol``, of items that are HTML."""
    return tag(name, "\n", *(tag("li", item) + "\n" for item in content), **attributes)


def words(value: str, lang: str) -> str:
    """Words of the article, in their language and their own direction."""
    return tag("span", text(value), lang=lang, dir="auto")


@dataclass(slots=True)
class Places:
    """Where on the page each place of one file is shown. ``prefix`` keeps the files' ids apart."""

    prefix: str
    known: dict[Position, str] = field(default_factory=dict)
    anchors: dict[tuple[str, str], str] = field(default_factory=dict)
    order: list[tuple[Position, str]] = field(default_factory=list)

    def add(self, number: int, part: Part) -> str:
        """The id of a part, the first at its place being the one that links lead to."""
        name = f"{self.prefix}-part-{number}"
        if part.pos is not None:
            self.known.setdefault(part.pos, name)
            self.order.append((part.pos, name))
            if isinstance(part.pos, Place):
                self.anchors.setdefault((part.pos.part, part.pos.anchor), name)
        return name

    def find(self, pos: Position | None) -> str:
        """The id nearest to a place of the file: there, at the same anchor, or the last one before it; "" if none."""
        if pos is None:
            return ""
        if pos in self.known:
            return self.known[pos]
        if isinstance(pos, Place):
            return self.anchors.get((pos.part, pos.anchor), "")
        before = [name for place, name in self.order if place.line <= pos.line]
        return before[-1] if before else ""
