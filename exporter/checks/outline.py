"""The outline of a document and its quotations with their speakers: what a person checks first."""

from __future__ import annotations

from exporter.model import BlockQuote, Document, plain_text, sections, walk
from exporter.readback.headings import level_of
from exporter.records import record


@record
class OutlineLine:
    """A heading: its level and its words."""

    level: int
    text: str

    def __str__(self) -> str:
        return f"{'  ' * (self.level - 1)}{self.level} {self.text}"


@record
class QuoteLine:
    """A block quotation and who said it ("" when nobody is named)."""

    text: str
    speaker: str

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 70 else self.text[:69] + "…"
        return f"{shown} — {self.speaker or '(nobody named)'}"


def outline(document: Document) -> list[OutlineLine]:
    """The headings of a document in order, the title first."""
    lines = [OutlineLine(1, _words(plain_text(document.title)))] if document.title else []
    for depth, section in sections(document):
        if section.title:
            lines.append(OutlineLine(level_of(section, depth), _words(plain_text(section.title))))
    return lines


def quotes(document: Document) -> list[QuoteLine]:
    """The block quotations of a document in order, each with its speaker."""
    return [
        QuoteLine(_words(plain_text(node.blocks)), _words(plain_text(node.attribution)))
        for node in walk(document)
        if isinstance(node, BlockQuote)
    ]


def _words(text: str) -> str:
    return " ".join(text.split())
