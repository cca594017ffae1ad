"""The DOCX writer: native Word semantics (ECMA-376), every look a style, valid to the validators.

``docx_body`` and ``docx_runs`` write nodes, ``docx_package`` the package around them; each part that python-docx has no
API for has a module named for it. See docs/docx.md.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Any

from exporter.model import Document, PageMarker, Paragraph, is_publication, nodes_of, plain_text
from exporter.phrases import direction, phrase
from exporter.writers import PageStart, WriteOptions, WriteResult
from exporter.writers.book_options import BookOptions
from exporter.writers.contents_list import levels_listed, wants_contents
from exporter.writers.docx.body import blocks, note_blocks, paragraph
from exporter.writers.docx.contents import Entries, contents_list
from exporter.writers.docx.edition import add_paper, dress
from exporter.writers.docx.headers_footers import text_area
from exporter.writers.docx.numbering import Numbering
from exporter.writers.docx.opc import OFFICE, entries_of
from exporter.writers.docx.package import add_part, new_package
from exporter.writers.docx.publication import Sections
from exporter.writers.docx.state import Place, State
from exporter.writers.docx.styles import add_combined_styles, add_quoted_styles, add_turned_styles, own_styles
from exporter.writers.docx.template import Template, load
from exporter.writers.docx.template_styles import adopt, house_numbering
from exporter.writers.docx.xml import w, xml_text
from exporter.writers.package import packed
from exporter.writers.page_starts import Paged, with_pages

FURNITURE = (f"{OFFICE}/header", f"{OFFICE}/footer")


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as a DOCX. Claims nothing: there is no standard that a DOCX file can declare to meet."""
    title = xml_text(" ".join((document.metadata.title or plain_text(document.title)).split()))
    title = title or phrase("untitled", document.metadata.lang)
    template = load(options.docx_template) if options.docx_template else None
    edition = options.edition or ""
    book = BookOptions.for_document(document, options.book) if is_publication(document) else None
    paper, when = options.page, options.timestamp
    package = new_package(document.metadata, title, paper, template, when, edition, book=book is not None)
    width, height = text_area(package.element.body[-1])
    paged = _with_pages(document, options.pages)
    state = State(paged.document, package.part, note_blocks, page_height=height, breaks=paged.breaks)
    if template is not None:
        state.numbering = Numbering(house_numbering(template))
    if wants_contents(document, options.contents):
        levels = levels_listed(document, book)
        state.headings = Entries(levels=levels, whole=book is not None, lines=book is not None and book.contents_lines)
        state.listed = {kind: Entries(kind=kind) for kind in (book.lists if book is not None else ())}
    if book is not None:
        house = template is not None and bool(template.furniture)
        state.sections = Sections(package.part, package.element.body[-1], book, title, house)
    lang = document.metadata.lang
    place = Place(lang=lang, rtl=bool(lang) and direction(lang) == "rtl", width=width)
    _body(state, package.element.body, place, paged.opening)
    _finish(package, state, template)
    if edition:
        dress(package.part.styles.element, edition)
        add_paper(package.element, package.part.settings.element, edition)
    return WriteResult(packed(entries_of(package.part.package)), tuple(state.findings))


def _with_pages(document: Document, pages: tuple[PageStart, ...]) -> Paged:
    """The document with markers where the pages of its PDF begin, unless it has pages of a printed edition itself."""
    if not pages or nodes_of(document, PageMarker):
        return Paged(document)
    return with_pages(document, pages)


def _body(state: State, body: Any, place: Place, opening: tuple[PageMarker, ...]) -> None:
    """Fill the body: the title and masthead, the contents list if there is one, and the text."""
    document = state.document
    section = body[-1]
    body.remove(section)
    if document.title:
        body.append(paragraph(state, None, (*opening, *document.title), place, "Heading 1"))
    masthead = tuple(takewhile(lambda node: isinstance(node, Paragraph) and node.role, document.blocks))
    blocks(state, body, masthead, place)
    begins = len(body)
    blocks(state, body, document.blocks[len(masthead) :], place)
    for entries in (state.headings, *state.listed.values()):
        if entries is not None and entries.found:
            body.insert(begins, contents_list(state, entries, place))
            begins += 1
    if state.sections is not None:
        section = state.sections.last()
    if not len(body) or body[-1].tag != w("p").tag:
        body.append(w("p"))  # Word itself always ends a body with a paragraph
    body.append(section)


def _finish(package: Any, state: State, template: Template | None) -> None:
    """Add the parts that only now are known: styles that combine others, lists, notes."""
    part = package.part
    if template is None:
        _add_styles(part.styles.element, state)
    else:
        _use_house_styles(part, state, template)
    if state.numbering:
        add_part(part, "numbering", state.numbering.part())
    if state.footnotes:
        part.own_notes.content = state.footnotes.part()
        part.relate_to(part.own_notes, f"{OFFICE}/footnotes")
    else:
        settings = part.settings.element
        for found in settings.findall(w("footnotePr").tag):
            settings.remove(found)


def _add_styles(styles: Any, state: State) -> None:
    add_quoted_styles(styles, tuple(state.quoted), rtl=bool(state.bidi))
    add_turned_styles(styles, state.turned, rtl=bool(state.bidi))
    add_combined_styles(styles, tuple(state.combined))


def _use_house_styles(part: Any, state: State, template: Template) -> None:
    """Let all that was written use the template's styles, and say which it lacks."""
    own = own_styles(state.bidi)
    _add_styles(own, state)
    written = [part.element, *state.footnotes.elements()]
    if not template.furniture:
        written += [one.target_part.element for one in part.rels.values() if one.reltype in FURNITURE]
    added = adopt(part.styles.element, own, written)
    if added:
        names = ", ".join(f"“{name}”" for name in added)
        state.report("DOCX007", f"the template {template.name} lacks these styles, which were added: {names}", None)
