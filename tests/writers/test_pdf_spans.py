"""Spans in the structure tree: each says something, for pdf.js makes a node of every one (ISO 32000-1, 14.8.4.4)."""

from __future__ import annotations

from exporter.model import Abbr, Document, Link, Metadata, Paragraph, Span, Text
from exporter.writers.pdf import structure_tree
from exporter.writers.pdf.structure import Structure, walk
from tests.checks.rich import rich, words


def silent(document: Document) -> list[Structure]:
    """The Spans that say nothing: no language, no expansion, no words in place of the painted ones, no name."""
    found = (here for here in walk(structure_tree(document)) if here.type == "Span")
    return [
        here for here in found if not (here.lang or here.expansion or here.actual or here.identifier or here.attributes)
    ]


def test_no_span_stands_without_need() -> None:
    assert silent(rich()) == []


def test_what_means_nothing_is_no_span() -> None:
    """An abbreviation without its words, a link's words and a span about nothing are text and no more."""
    held = (
        Abbr(words("HCT")),
        Span(words("plain")),
        Link(words("there"), "https://example.org/"),
        Text(" and an end."),
    )
    assert silent(Document(metadata=Metadata(title="T", lang="en"), title=words("T"), blocks=(Paragraph(held),))) == []
