"""Rules on a finished PDF (ISO 14289-1) as one list; here are those on the file as a whole, and on its fonts.

Each rule is one small generator over the opened file. Positions are pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import pikepdf

from exporter.checks.pdf import elements, links, tagging, targets
from exporter.checks.pdf.claims import claims
from exporter.checks.pdf.file import File, open_tree, page_at
from exporter.checks.pdf.fonts import embedding, fonts, meaning, no_characters
from exporter.checks.pdf.languages import has_title, malformed, unknown
from exporter.checks.pdf.outline import bookmark_targets, bookmarks, bookmarks_and_headings
from exporter.checks.pdf.seen import painted_out_of_order
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Document
from exporter.readback.pdf import Opened, walked
from exporter.readback.pdf.open import opened_pdf, said_of

MAX_SAID = 5
"""How many places of one rule are named; more are counted."""


def check_finished(
    data: bytes, name: str, document: Document, found: Sequence[Finding], opened: Opened | None = None
) -> list[Finding]:
    """The findings on a PDF; ``document`` was read back from it, ``found`` was noticed in that already."""
    try:
        with said_of(name):
            file = open_tree(opened or walked(opened_pdf(data, name)), document, data)
            own = [item for rule in RULES for item in _few(rule(file))]
            return [*own, *claims(file.pdf, file.packet, [*found, *own], _strings(file))]
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise InputError(f"{name}: is damaged: an object has the wrong type ({type(error).__name__})") from None


def _few(found: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings of a rule, and how many more there are."""
    every = list(found)
    yield from every[:MAX_SAID]
    if len(every) > MAX_SAID:
        yield finding(every[0].rule, f"and {len(every) - MAX_SAID} more of the same kind")


def _title(file: File) -> Iterator[Finding]:
    if not file.document.metadata.title.strip():
        yield finding("PDF105", "the metadata has no title")
    elif not has_title(file.packet):  # the information dictionary does not stand for it (ISO 14289-1, 7.1)
        yield finding("PDF105", "the XMP metadata has no title (dc:title); only the information dictionary has one")
    wishes = file.pdf.Root.get("/ViewerPreferences")
    if not (isinstance(wishes, pikepdf.Dictionary) and wishes.get("/DisplayDocTitle", False)):
        yield finding("PDF106", "the window shows the file's name in place of its title (DisplayDocTitle)")


def _languages(file: File) -> Iterator[Finding]:
    for message in malformed(file.pdf, file.tags):
        yield finding("PDF122", message)
    for page, message in unknown(file.pdf, file.packet, file.held) if file.tagged else ():
        yield finding("DOC002", message, page_at(page))


def _strings(file: File) -> Iterator[str]:
    """What is told in place of content, and addresses of links: each is one string of the file."""
    for tag in file.tags:
        yield from filter(None, (tag.alt, tag.actual, tag.expansion))
    for _, annotation in file.annotations:
        action = annotation.get("/A")
        if isinstance(action, pikepdf.Dictionary) and isinstance(address := action.get("/URI"), pikepdf.String):
            yield str(address)


_EXTRACTION = 1 << 9
"""Bit 10 of the permissions: text may be extracted for accessibility (ISO 32000-1, table 22)."""


def _permissions(file: File) -> Iterator[Finding]:
    locked = file.pdf.trailer.get("/Encrypt")
    if isinstance(locked, pikepdf.Dictionary) and not int(locked.get("/P", 0)) & _EXTRACTION:
        yield finding("PDF126", "the permissions deny its text to assistive technology (P, bit 10)")


def _active(file: File) -> Iterator[Finding]:
    names = file.pdf.Root.get("/Names")
    opening = file.pdf.Root.get("/OpenAction")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield finding("PDF119", "the file contains scripts")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) in ACTIVE:
        yield finding("PDF119", f"the file starts an action when it is opened ({str(opening['/S'])[1:]})")
    if "/AA" in file.pdf.Root:
        yield finding("PDF119", "the file starts actions without being asked (additional actions)")
    for page, annotation in file.annotations:
        action = annotation.get("/A")
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIVE:
            yield finding("PDF119", f"an annotation starts an action ({str(action['/S'])[1:]})", page_at(page))


ACTIVE = frozenset(["/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"])


def _painted_order(file: File) -> Iterator[Finding]:
    for page, words in painted_out_of_order(file.tree) if file.tree else ():
        message = f"“{words}” stands above what is told before it; a person decides whether that is right"
        yield finding("PDF125", message, page_at(page))


def _bookmarks(file: File) -> Iterator[Finding]:
    entries = bookmarks(file.pdf)
    for message in bookmarks_and_headings(entries, file.document):
        yield finding("PDF111", message)
    for message in bookmark_targets(entries, file.reader, file.tags):
        yield finding("PDF112", message)


def _fonts(file: File) -> Iterator[Finding]:
    found = list(fonts(file.pdf))
    for name in meaning(found):
        yield finding("PDF117", f"the font “{name}” does not map its glyphs to characters")
    for page, message in no_characters(file.reader.content):
        yield finding("PDF117", message, page_at(page))
    for name in embedding(found):
        yield finding("PDF118", f"the font “{name}” is not embedded")


RULES: tuple[Callable[[File], Iterator[Finding]], ...] = (
    tagging.tagged,
    tagging.marked,
    tagging.parents,
    tagging.roles,
    _title,
    _languages,
    _permissions,
    _active,
    elements.formulas,
    elements.boxes,
    elements.headers,
    tagging.role_maps,
    elements.grammar,
    elements.headings,
    elements.attached,
    elements.newer,
    elements.lists,
    elements.notes,
    links.tabs,
    links.links,
    links.link_words,
    targets.link_areas,
    targets.ways,
    targets.page_labels,
    _painted_order,
    _bookmarks,
    _fonts,
)
