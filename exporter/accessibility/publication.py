"""Accessibility metadata of an EPUB (EPUB Accessibility 1.1, 2.2; Schema.org), computed from what is in the book.

The writer computes them from the document that it writes; the check computes the same, by the same rules, from what it
reads back out of the finished file. Each line keeps its reason, also a line that may not be said. A feature is claimed
only where it holds throughout; what nobody has classified is unknown; conformance is for people to claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from exporter.accessibility.needs import EPUB, describes, lacking
from exporter.bounds.safe_xml import xml_parser
from exporter.model import (
    AnyNode,
    Code,
    DisplayMath,
    Document,
    Figure,
    Formula,
    Image,
    Math,
    Note,
    Resource,
    Section,
    Table,
    Text,
    children,
    every_node,
    is_publication,
    sections,
    walk,
)
from exporter.phrases import phrase
from exporter.records import record

CONFORMS_TO = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
FEATURE = "schema:accessibilityFeature"

_TEX = re.compile(r"[\\^_{}]")
_ANIMATION = re.compile(rb"<\s*(?:\w+:)?(?:animate\w*|set|script|image|foreignObject)\b", re.IGNORECASE)


@record
class Claim:
    """One line of metadata: the property, its value, whether it is true of the book, and why it is or is not."""

    property: str
    value: str
    holds: bool
    reason: str


@record(kw_only=True)
class Book:
    """What a book has around its document, as far as its accessibility metadata depend on it.

    ``overridden`` are the declarations of its styles that take a choice from the reader; ``listed_headings`` and
    ``listed_pages`` are the entries of its navigation document, ``listed_depth`` how deep its contents go (0: as deep
    as there are headings), ``pages`` the page breaks in its text, and ``page_source`` the work whose pages these are;
    ``roles`` counts its DPUB-ARIA roles.
    """

    overridden: tuple[str, ...] = ()
    listed_headings: int = 0
    listed_depth: int = 0
    pages: int = 0
    listed_pages: int = 0
    page_source: str = ""
    roles: int = 0
    cover: Resource | None = None
    certified_by: str = ""
    certifier_report: str = ""


@record
class Facts:
    """What the document holds, counted once."""

    words: bool
    titled: bool
    pictures: int
    described: int
    undescribed: int
    long_descriptions: int
    formulas: int
    formulas_in_mathml: int
    formulas_in_words: int
    headings: int
    levels: tuple[int, ...]
    tables: int
    figures: int
    unclassified: int
    lacking: tuple[str, ...]

    @classmethod
    def of(cls, document: Document, cover: Resource | None) -> Facts:
        """Count what every line is computed from."""
        nodes = every_node(document)
        held = {resource.name for resource in document.resources}
        pictures = [node for node in nodes if isinstance(node, Image) and node.resource in held]
        formulas = [node for node in nodes if isinstance(node, Math | DisplayMath)]
        shown = {node.resource for node in pictures}
        stored = [resource for resource in document.resources if resource.name in shown] + ([cover] if cover else [])
        return cls(
            words=any(isinstance(node, Text) and node.text.strip() != "" for node in nodes),
            titled=_says_something(document.title),
            pictures=sum(node.alt != "" for node in pictures),
            described=sum(describes(node.alt or "") for node in pictures),
            undescribed=sum(node.alt != "" and not describes(node.alt or "") for node in pictures),
            long_descriptions=_with_long_description(nodes),
            formulas=len(formulas),
            formulas_in_mathml=sum(mathml_text(node.mathml) is not None for node in formulas),
            formulas_in_words=sum(_said_in_words(node) for node in formulas),
            headings=sum(isinstance(node, Section) and _says_something(node.title) for node in nodes),
            levels=tuple(_levels(document)),
            tables=sum(isinstance(node, Table) for node in nodes),
            figures=sum(isinstance(node, Figure) for node in nodes),
            unclassified=sum(not is_lettering(resource) for resource in stored),
            lacking=tuple(dict.fromkeys(item.message for item in lacking(document, EPUB))),
        )


def _levels(document: Document) -> Iterator[int]:
    """How deep the contents of a publication have each heading: its parts and articles stand beside its title page."""
    if is_publication(document):
        yield from (level - 1 for level, node in sections(document) if _says_something(node.title))


def _says_something(content: Iterable[AnyNode]) -> bool:
    """Whether inlines have words of their own: those of a note that they refer to are not theirs."""
    for node in content:
        match node:
            case Text() | Code() if node.text.strip():
                return True
            case Image() if node.alt:
                return True
            case Math() | DisplayMath():
                return True
            case Note():
                pass
            case _ if _says_something(children(node)):
                return True
            case _:
                pass
    return False


def _with_long_description(nodes: Sequence[AnyNode]) -> int:
    figures = [node for node in nodes if isinstance(node, Figure) and node.description]
    return sum(isinstance(node, Image) and node.alt != "" for figure in figures for node in walk(figure.blocks))


def mathml_text(source: str) -> str | None:
    """The characters of a formula's MathML, white space left out; None when it is not MathML."""
    if not source:
        return None
    try:
        tree = etree.fromstring(source.encode("utf-8", "replace"), xml_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(tree).localname != "math":
        return None
    return "".join("".join(map(str, tree.itertext())).split())


def _said_in_words(node: Formula) -> bool:
    """Whether listeners are given words beside a formula, and not its TeX or its own characters again."""
    said = "".join((node.alt or "").split())
    own = {"".join(node.tex.split()), mathml_text(node.mathml) or ""} - {""}
    return bool(said and own) and said not in own and not _TEX.search(said)


def is_lettering(resource: Resource) -> bool:
    """Whether a picture is a drawing of words and plain shapes that cannot flash, move or sound: a made cover."""
    return resource.media_type == "image/svg+xml" and not _ANIMATION.search(resource.data)


# --- the lines ------------------------------------------------------------------------------------------------------


def claims(document: Document, book: Book) -> list[Claim]:
    """Every line of accessibility metadata that can be said or not, in the order in which they are written."""
    facts = Facts.of(document, book.cover)
    return [
        *_modes(facts),
        *_features(facts, book),
        *_pages(book),
        _hazard(facts),
        Claim(
            "schema:accessibilitySummary",
            _summary(facts, document.metadata.lang, book),
            True,
            "put together from the lines above, in the language of the document",
        ),
        *_conformance(facts, book),
    ]


def _modes(facts: Facts) -> Iterator[Claim]:
    told = f"informative pictures: {facts.pictures}" if facts.pictures else "it has no informative pictures"
    yield Claim("schema:accessMode", "textual", True, "the article is text" if facts.words else "the book has a title")
    yield Claim("schema:accessMode", "visual", facts.pictures > 0, told)
    reason = f"pictures without an alternative text: {facts.undescribed}"
    if not facts.undescribed:
        reason = "all informative pictures have an alternative text" if facts.pictures else told
    yield Claim("schema:accessModeSufficient", "textual", not facts.undescribed, reason)
    both = "text and pictures together hold everything" if facts.pictures else told
    yield Claim("schema:accessModeSufficient", "textual,visual", facts.pictures > 0, both)


def _features(facts: Facts, book: Book) -> Iterator[Claim]:
    yield Claim(FEATURE, "readingOrder", True, "the text is in one order, that of the article")
    taken = f"its styles take choices from the reader: {'; '.join(book.overridden[:3])}"
    free = "sizes are relative; no font, colour or justification is forced"
    yield Claim(FEATURE, "displayTransformability", not book.overridden, taken if book.overridden else free)
    deep = sum(level <= book.listed_depth for level in facts.levels) if facts.levels else facts.headings
    whole = book.listed_headings >= max(deep + facts.titled, 1)
    entries = f"entries in the navigation document: {book.listed_headings}, for the title and headings: {deep}"
    yield Claim(FEATURE, "tableOfContents", whole, entries)
    headings = f"sections with a heading at their level: {facts.headings}" if facts.headings else "it has no sections"
    yield Claim(FEATURE, "structuralNavigation", facts.headings > 0, headings)
    roles = f"elements with a DPUB-ARIA role: {book.roles}" if book.roles else "no element has a DPUB-ARIA role"
    yield Claim(FEATURE, "ARIA", book.roles > 0, roles)
    yield _of_all("alternativeText", facts.described, facts.pictures, "informative pictures", "an alternative text")
    yield _of_all(
        "longDescription", facts.long_descriptions, facts.pictures, "informative pictures", "a long description"
    )
    yield _of_all("MathML", facts.formulas_in_mathml, facts.formulas, "formulas", "a form in MathML")
    yield _of_all("describedMath", facts.formulas_in_words, facts.formulas, "formulas", "a description in words")


def _of_all(feature: str, have: int, count: int, things: str, what: str) -> Claim:
    """A feature that is there only when everything has it."""
    if not count:
        return Claim(FEATURE, feature, False, f"there are no {things}")
    return Claim(FEATURE, feature, have == count, f"{have} of {count} {things} have {what}")


def _pages(book: Book) -> Iterator[Claim]:
    marked = f"page starts marked in the text: {book.pages}" if book.pages else "no page starts are marked"
    yield Claim(FEATURE, "pageBreakMarkers", book.pages > 0, marked)
    listed = f"the navigation document lists {book.listed_pages} of {book.pages} page starts" if book.pages else marked
    yield Claim(FEATURE, "pageNavigation", 0 < book.pages == book.listed_pages, listed)
    named = "the work whose pages these are, so that readers of both can tell" if book.page_source else marked
    yield Claim("pageBreakSource", book.page_source, bool(book.page_source) and book.pages > 0, named)


def _hazard(facts: Facts) -> Claim:
    if not facts.unclassified:
        reason = "the book is text alone: nothing flashes, moves or sounds"
        return Claim("schema:accessibilityHazard", "none", True, reason)
    reason = f"pictures that nobody has classified: {facts.unclassified}"
    return Claim("schema:accessibilityHazard", "unknown", True, reason)


def _summary(facts: Facts, lang: str, book: Book) -> str:
    """The summary that people read, in the language of the document where the table of phrases has it."""
    parts = [phrase("a11y-structure" if facts.headings else "a11y-order", lang)]
    if facts.undescribed:
        parts.append(phrase("a11y-undescribed", lang, count=facts.undescribed))
    elif facts.described:
        parts.append(phrase("a11y-described", lang))
    if not facts.pictures:
        parts.append(phrase("a11y-text-only", lang))
    if 0 < book.pages == book.listed_pages:
        parts.append(phrase("a11y-pages", lang, count=book.pages))
    if not book.certified_by or facts.lacking:
        parts.append(phrase("a11y-not-evaluated", lang))
    return " ".join(parts)


def _conformance(facts: Facts, book: Book) -> Iterator[Claim]:
    """Conformance is for people to claim, and they are believed where nothing in the book speaks against it."""
    nobody = "no evaluator is named; only a person can judge this (--certified-by names one)"
    against = f"{'; '.join(facts.lacking[:3])}, so an evaluator's statement cannot hold" if facts.lacking else ""
    holds = bool(book.certified_by) and not against
    said = against or f"{book.certified_by} has evaluated it, says the maker of the file"
    yield Claim("dcterms:conformsTo", CONFORMS_TO, holds, said if book.certified_by else nobody)
    by = against or "named by the maker of the file"
    yield Claim("a11y:certifiedBy", book.certified_by, holds, by if book.certified_by else nobody)
    report = (
        against or "their report, named by the maker of the file" if book.certifier_report else "no report is named"
    )
    yield Claim("a11y:certifierReport", book.certifier_report, holds and bool(book.certifier_report), report)
