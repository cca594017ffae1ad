"""Edits in the markup of an XML part, so that every other byte of it stays: comments, entities, line ends, spelling.

Where an element stands in the bytes is told by expat, what it is by the tree that lxml made of the same bytes: both
meet the elements in one order. Nothing is parsed here that was not parsed with all bounds before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

Element = etree._Element

_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}encoding\s*=\s*["']([^"']+)""")
_TAG = re.compile(rb"""(<[^\s/>]+)(?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*(/?)>""")


class NotEditable(Exception):
    """The part is in another encoding than UTF-8, or declares entities: its bytes cannot be matched with its tree."""


@dataclass(slots=True)
class Markup:
    """A part being edited: its bytes, its tree, and what is put in where."""

    data: bytes
    root: Element
    starts: dict[Element, int] = field(default_factory=dict)
    ends: dict[Element, int] = field(default_factory=dict)
    put: list[tuple[int, int, bytes]] = field(default_factory=list)
    gone: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes, root: Element) -> Markup:
        """The markup of a part that has been parsed. Raises NotEditable."""
        said = _ENCODING.search(data[:200])
        if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (said and said[1].lower() not in (b"utf-8", b"us-ascii")):
            raise NotEditable
        made = cls(data, root)
        starts, ends = _places(data)
        elements = list(root.iter(etree.Element))
        if len(elements) != len(starts):
            raise NotEditable
        made.starts = dict(zip(elements, starts, strict=True))
        made.ends = dict(zip(elements, ends, strict=True))
        return made

    def _tag(self, made: Element) -> re.Match[bytes]:
        match = _TAG.match(self.data, self.starts[made])
        if match is None:
            raise NotEditable
        return match

    def attribute(self, made: Element, name: str, value: str) -> None:
        """Add an attribute to an element that has none of this name."""
        self._put(self._tag(made).end(1), f" {name}={quoteattr(value)}".encode())

    def inside(self, made: Element, markup: str) -> None:
        """Add markup at the end of an element, whether it has an end tag or is ``<head/>``."""
        tag = self._tag(made)
        if not tag[2]:
            self._put(self.ends[made], markup.encode())
            return
        self._put(tag.start(2), b">" + markup.encode() + b"</" + tag[1][1:] + b">")
        self.gone[tag.start(2)] = tag.end()

    def first(self, made: Element, markup: str) -> None:
        """Add markup at the beginning of an element that has an end tag."""
        tag = self._tag(made)
        if tag[2]:
            raise NotEditable
        self._put(tag.end(), markup.encode())

    def _put(self, at: int, markup: bytes) -> None:
        self.put.append((at, len(self.put), markup))

    def done(self) -> bytes:
        """The bytes with everything put in."""
        parts: list[bytes] = []
        at = 0
        for place, _, text in sorted(self.put):
            parts += [self.data[at:place], text]
            at = self.gone.get(place, place)
        return b"".join([*parts, self.data[at:]])


def _places(data: bytes) -> tuple[list[int], list[int]]:
    """Where the tag of each element begins, and its end tag, in the order of the elements."""
    parser = expat.ParserCreate()
    starts: list[int] = []
    ends: list[int] = []
    open_: list[int] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        open_.append(len(starts))
        starts.append(parser.CurrentByteIndex)
        ends.append(0)

    def end(name: str) -> None:
        ends[open_.pop()] = parser.CurrentByteIndex

    def declares(*declared: object) -> None:
        raise NotEditable

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.EntityDeclHandler = declares
    parser.UseForeignDTD(True)
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise NotEditable from None
    return starts, ends


def text(words: str) -> str:
    """Words as text of markup."""
    return escape(words)
