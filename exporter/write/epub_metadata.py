"""Accessibility metadata of an EPUB (EPUB Accessibility 1.1, 2.2; Schema.org), each line computed from the document.

Every line keeps its reason, so that it can be shown why it is there. A feature is claimed only where it holds
throughout; what nobody has classified is unknown. Conformance is claimed only when the user names who evaluated it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exporter.model import (
    AnyNode,
    Document,
    Figure,
    Image,
    Math,
    PageMarker,
    Resource,
    Section,
    Table,
    walk,
)
from exporter.phrases import phrase
from exporter.write import WriteOptions
from exporter.write.xhtml_math import parse_mathml

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of metadata: the property, its value, and why it is there."""

    property: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the document holds, as far as its accessibility metadata depend on it."""

    pictures: int
    described: int
    undescribed: int
    long_descriptions: int
    formulas: int
    formulas_in_mathml: int
    formulas_in_words: int
    pages: int
    headings: int
    tables: int

    @classmethod
    def of(cls, document: Document) -> Facts:
        """Count once what every line is computed from."""
        nodes = tuple(walk(document))
        held = {resource.name for resource in document.resources}
        pictures = [node for node in nodes if isinstance(node, Image) and node.resource in held]
        formulas = [node for node in nodes if isinstance(node, Math)]
        return cls(
            pictures=sum(node.alt != "" for node in pictures),
            described=sum(bool(node.alt) for node in pictures),
            undescribed=sum(node.alt is None for node in pictures),
            long_descriptions=_with_long_description(nodes),
            formulas=len(formulas),
            formulas_in_mathml=sum(parse_mathml(node.mathml) is not None for node in formulas),
            formulas_in_words=sum(node.alt is not None for node in formulas),
            pages=sum(isinstance(node, PageMarker) for node in nodes),
            headings=sum(isinstance(node, Section) for node in nodes),
            tables=sum(isinstance(node, Table) for node in nodes),
        )


def _with_long_description(nodes: tuple[AnyNode, ...]) -> int:
    figures = [node for node in nodes if isinstance(node, Figure) and node.description]
    return sum(isinstance(node, Image) and node.alt != "" for figure in figures for node in walk(figure.blocks))


def accessibility_lines(document: Document, options: WriteOptions) -> list[Line]:
    """The document's accessibility metadata, in the order in which they are written."""
    facts = Facts.of(document)
    lang = document.metadata.lang
    return [
        *_modes(facts),
        *_features(facts, own_styles=bool(options.styles)),
        _hazard(document.resources),
        Line("schema:accessibilitySummary", _summary(facts, lang, options), "put together from the lines above"),
        *_conformance(options),
    ]


def _modes(facts: Facts) -> Iterator[Line]:
    yield Line("schema:accessMode", "textual", "the article is text")
    if facts.pictures:
        yield Line("schema:accessMode", "visual", f"{facts.pictures} pictures tell something")
    if not facts.undescribed:
        reason = (
            "all pictures that tell something have a text alternative" if facts.pictures else "there are no pictures"
        )
        yield Line("schema:accessModeSufficient", "textual", reason)
    if facts.pictures:
        yield Line("schema:accessModeSufficient", "textual,visual", "text and pictures together hold everything")


def _features(facts: Facts, *, own_styles: bool) -> Iterator[Line]:
    name = "schema:accessibilityFeature"
    yield Line(name, "readingOrder", "the text is in one order, that of the article")
    if not own_styles:  # nobody has looked at what a house's own style sheet forces
        yield Line(name, "displayTransformability", "sizes are relative; no font, colour or justification is forced")
    yield Line(name, "tableOfContents", "the navigation document lists the title and every heading")
    if facts.headings:
        yield Line(name, "structuralNavigation", f"{facts.headings} sections have headings at their level")
    if facts.described and not facts.undescribed:
        yield Line(name, "alternativeText", f"all {facts.described} pictures that tell something have alternative text")
    if facts.pictures and facts.long_descriptions == facts.pictures:
        yield Line(name, "longDescription", "every picture that tells something has a long description")
    if facts.formulas and facts.formulas_in_mathml == facts.formulas:
        yield Line(name, "MathML", f"all {facts.formulas} formulas are MathML")
    if facts.formulas and facts.formulas_in_words == facts.formulas:
        yield Line(name, "describedMath", f"all {facts.formulas} formulas are described in words")
    if facts.pages:
        yield Line(name, "pageBreakMarkers", f"{facts.pages} page starts of the printed edition are marked")
        yield Line(name, "pageNavigation", "the navigation document lists them")


def _hazard(resources: tuple[Resource, ...]) -> Line:
    if not resources:
        return Line("schema:accessibilityHazard", "none", "the book is text alone: nothing flashes, moves or sounds")
    return Line("schema:accessibilityHazard", "unknown", f"nobody has classified its {len(resources)} pictures")


def _summary(facts: Facts, lang: str, options: WriteOptions) -> str:
    """The summary that people read, in the language of the document where the table of phrases has it."""
    parts = [phrase("a11y-structure", lang)]
    if facts.undescribed:
        parts.append(phrase("a11y-undescribed", lang, count=facts.undescribed))
    elif facts.described:
        parts.append(phrase("a11y-described", lang))
    if not facts.pictures:
        parts.append(phrase("a11y-text-only", lang))
    if not options.certified_by:
        parts.append(phrase("a11y-not-evaluated", lang))
    return " ".join(parts)


def _conformance(options: WriteOptions) -> Iterator[Line]:
    if not options.certified_by:
        return
    yield Line("dcterms:conformsTo", CONFORMS_TO, f"{options.certified_by} has evaluated it, says the user")
    yield Line("a11y:certifiedBy", options.certified_by, "named by the user")
