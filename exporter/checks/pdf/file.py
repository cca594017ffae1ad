"""An opened PDF with what the rules look at: its structure tree, what is painted, what belongs to what (ISO 32000-1).

Apart from the rules, which all take it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pikepdf
from lxml import etree

from exporter.checks.pdf.claims import claimed
from exporter.checks.pdf.content import each_annotation
from exporter.model import Document
from exporter.position import Position
from exporter.readback.pdf import Opened
from exporter.readback.pdf.held import Held
from exporter.readback.pdf.marks import Paint
from exporter.readback.pdf.state import Registry
from exporter.readback.pdf.tree import Tag, TreeReader


@dataclass(slots=True)
class File:
    """An opened PDF with what the rules look at."""

    pdf: pikepdf.Pdf
    document: Document
    tree: Tag | None
    reader: TreeReader
    paint: Paint
    held: Held
    packet: etree._Element | None
    in_two: bool
    """Whether it claims PDF/UA-2 (ISO 14289-2)."""
    tags: list[Tag] = field(default_factory=list)
    survey: Registry | None = None
    """What is known of the tree, where it was read."""
    data: bytes | None = None
    """The file as it is written; None where it was changed since."""
    annotations: list[tuple[int, Any]] = field(default_factory=list)
    """Every annotation with the number of its page."""

    @property
    def tagged(self) -> bool:
        """Whether there is a structure tree."""
        return self.tree is not None


def open_tree(opened: Opened, document: Document, data: bytes | None = None) -> File:
    """Read what the rules need of the file; ``data`` is what it was opened from, where it is still the same."""
    reader, packet = opened.tree, opened.packet
    in_two = "PDF/UA-2" in claimed(packet)
    file = File(opened.pdf, document, opened.root, reader, reader.content.paint, reader.held, packet, in_two)
    file.data, file.survey = data, opened.survey
    file.annotations += each_annotation(opened.pdf)
    stack = [opened.root] if opened.root else []
    while stack:
        tag = stack.pop()
        file.tags.append(tag)
        stack.extend(reversed(tag.tags()))
    return file


def page_at(number: int) -> Position | None:
    """A page as a position; None where it is not known."""
    return Position(number) if number else None
