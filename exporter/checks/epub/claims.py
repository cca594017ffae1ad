"""The accessibility metadata of an EPUB, compared with its content (EPUB Accessibility 1.1, 2.2 and 3).

A feature that no program can judge here (whether an order is right, say) is left to a person and not contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from exporter.accessibility.needs import EPUB, refutes
from exporter.checks.epub.package import EPUB_TYPE, HEADINGS, Book, elements, words
from exporter.findings import Finding, finding
from exporter.model import DisplayMath, Figure, Image, Math, walk
from exporter.readback.epub.state import MATHML, XHTML, has_role, local
from exporter.rules.rule import Level

MUST = {
    "schema:accessMode": "access modes",
    "schema:accessibilityFeature": "features",
    "schema:accessibilityHazard": "hazards",
}


def metadata_there(book: Book) -> Iterator[Finding]:
    """What every book must state that claims to be accessible; EPUB 3.3 alone does not ask for it."""
    claimed = any(_OF_ACCESSIBILITY.search(item) for item in book.meta("dcterms:conformsTo"))
    for name, said in MUST.items():
        if not any(book.meta(name)):
            message = f"the metadata does not state its {said} ({name})"
            if claimed:
                yield finding("EPUB113", message)
            else:
                message += "; EPUB Accessibility asks for it, EPUB 3.3 does not"
                yield replace(finding("EPUB113", message), level=Level.warning)


def metadata_true(book: Book) -> Iterator[Finding]:
    """Each line that the book itself contradicts."""
    for value in dict.fromkeys(book.meta("schema:accessibilityFeature")):
        judge = FEATURES.get(value)
        if judge is not None and (why := judge(book)):
            yield finding("EPUB114", f"the feature “{value}” is claimed, but {why}")
    if "textual" in book.meta("schema:accessModeSufficient") and (why := alternatives(book)):
        yield finding("EPUB114", f"the metadata says that text alone is sufficient, but {why}")


def alternatives(book: Book) -> str:
    """Why text alone is not sufficient, "" where nothing speaks against it."""
    missing = sum(made.get("alt") is None for root in book.texts().values() for made in root.iter(XHTML + "img"))
    return f"{missing} pictures have no alternative text" if missing else ""


def _described(book: Book) -> str:
    some = any(made.get("alt") for root in book.texts().values() for made in root.iter(XHTML + "img"))
    return alternatives(book) or ("" if some else "no picture has an alternative text")


def _long_descriptions(book: Book) -> str:
    described = any(isinstance(node, Figure) and node.description for node in walk(book.document))
    referred = any(
        made.get("aria-details") or made.get("aria-describedby")
        for root in book.texts().values()
        for made in root.iter(XHTML + "img", XHTML + "figure")
    )
    return "" if described or referred else "no picture has a long description"


def _mathml(book: Book) -> str:
    return "" if _has_mathml(book) else "there is no MathML in it"


def _has_mathml(book: Book) -> bool:
    return any(next(root.iter(MATHML + "math"), None) is not None for root in book.texts().values())


def _described_math(book: Book) -> str:
    formulas = [node for node in walk(book.document) if isinstance(node, Math | DisplayMath)]
    if not formulas and not any(isinstance(node, Image) for node in walk(book.document)):
        return "there is no formula in it"
    silent = sum(node.alt is None for node in formulas)
    return f"{silent} formulas are not described" if silent else ""


def _contents(book: Book) -> str:
    found = book.nav_list("toc", "doc-toc")
    has_links = found is not None and next(found.iter(XHTML + "a"), None) is not None
    return "" if has_links else "there is no table of contents"


def _structure(book: Book) -> str:
    headings = (
        made
        for root in book.texts().values()
        for made in root.iter(etree.Element)
        if local(made) in HEADINGS and words(made)
    )
    return "" if next(headings, None) is not None else "the pages have no headings"


def _page_marks(book: Book) -> str:
    marked = any(
        has_role(made, "doc-pagebreak", "pagebreak")
        for root in book.texts().values()
        for made in root.iter(etree.Element)
    )
    return "" if marked else "no page of a printed edition is marked"


def _page_list(book: Book) -> str:
    return "" if book.nav_list("page-list", "doc-pagelist") is not None else "there is no list of pages"


def _narration(book: Book) -> str:
    spoken = any(item.media_type == "application/smil+xml" for item in book.items.values())
    return "" if spoken else "there is no recording that goes with the text"


def _media(book: Book) -> str:
    """Captions and transcripts belong to something that sounds or moves."""
    listed = any(item.media_type.startswith(("audio/", "video/")) for item in book.items.values())
    shown = any(True for _ in elements(book, "audio", "video", "object", "iframe", "embed"))
    return "" if listed or shown else "there is no audio or video in it"


def _ruby(book: Book) -> str:
    return "" if any(True for _ in elements(book, "ruby")) else "no word has a ruby annotation"


def _aria(book: Book) -> str:
    used = (
        name == "role" or str(name).startswith("aria-") or str(name) == EPUB_TYPE
        for root in (*book.pages.values(), *([book.nav] if book.nav is not None else []))
        for made in root.iter(etree.Element)
        for name in made.attrib
    )
    return "" if any(used) else "no element has a role or another attribute of ARIA"


def _pdf(book: Book) -> str:
    held = any(item.media_type == "application/pdf" for item in book.items.values())
    return "" if held else "there is no PDF in it"


FEATURES: dict[str, Callable[[Book], str]] = {
    "alternativeText": _described,
    "longDescription": _long_descriptions,
    "longDescriptions": _long_descriptions,
    "MathML": _mathml,
    "describedMath": _described_math,
    "tableOfContents": _contents,
    "structuralNavigation": _structure,
    "pageBreakMarkers": _page_marks,
    "printPageNumbers": _page_marks,
    "pageNavigation": _page_list,
    "synchronizedAudioText": _narration,
    "captions": _media,
    "closedCaptions": _media,
    "openCaptions": _media,
    "audioDescription": _media,
    "transcript": _media,
    "signLanguage": _media,
    "rubyAnnotations": _ruby,
    "fullRubyAnnotations": _ruby,
    "ARIA": _aria,
    "taggedPDF": _pdf,
}
"""Feature → what in the book speaks against it, "" when nothing does."""


_OF_ACCESSIBILITY = re.compile(r"wcag|a11y|epub[ -]?accessib", re.IGNORECASE)
"""What a claim of EPUB Accessibility or WCAG says; a book may conform to other things, of which this knows nothing."""


def conformance(book: Book, found: Sequence[Finding]) -> Iterator[Finding]:
    """A claim to conform needs somebody who evaluated it, and nothing that a program can see speaking against it."""
    for claim in dict.fromkeys(item for item in book.meta("dcterms:conformsTo") if _OF_ACCESSIBILITY.search(item)):
        if not any(book.meta("a11y:certifiedBy")):
            yield finding("EPUB115", f"the book claims “{claim}” but names no evaluator")
        broken = dict.fromkeys(f"{item.message} ({item.rule})" for item in found if refutes(EPUB, item))
        if broken:
            yield finding("EPUB115", f"the book claims “{claim}”, but: {'; '.join(list(broken)[:4])}")
