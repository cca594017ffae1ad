"""The DOCX writer: native Word semantics (ECMA-376), every look a style, valid to the validators.

``docx_body`` and ``docx_runs`` write nodes, ``docx_package`` the package around them; each part that python-docx has no
API for has a module named for it. See docs/docx.md.
"""

from __future__ import annotations

import io
from itertools import takewhile
from typing import Any

from exporter.contents import wants_contents
from exporter.model import Document, Paragraph, plain_text
from exporter.phrases import direction, phrase
from exporter.write import WriteOptions, WriteResult
from exporter.write.docx.body import blocks, paragraph
from exporter.write.docx.contents import Entries, contents_list
from exporter.write.docx.package import OFFICE, add_part, new_package, text_area
from exporter.write.docx.state import Place, State
from exporter.write.docx.styles import add_combined_styles, add_quoted_styles
from exporter.write.docx.xml import w, xml_text
from exporter.write.package import repacked


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as a DOCX. Claims nothing: there is no standard that a DOCX file can declare to meet."""
    title = xml_text(" ".join((document.metadata.title or plain_text(document.title)).split()))
    title = title or phrase("untitled", document.metadata.lang)
    package = new_package(document.metadata, title, options.page)
    width, height = text_area(options.page)
    state = State(document, package.part, page_height=height)
    if wants_contents(document, options.contents):
        state.headings = Entries()
    lang = document.metadata.lang
    place = Place(lang=lang, rtl=bool(lang) and direction(lang) == "rtl", width=width)
    _body(state, package.element.body, place)
    _finish(package, state)
    stream = io.BytesIO()
    package.save(stream)
    return WriteResult(repacked(stream.getvalue(), ["[Content_Types].xml", "_rels/.rels"]), tuple(state.findings))


def _body(state: State, body: Any, place: Place) -> None:
    """Fill the body: the title and masthead, the contents list if there is one, and the text."""
    document = state.document
    section = body[-1]
    body.remove(section)
    if document.title:
        body.append(paragraph(state, None, document.title, place, "Heading 1"))
    masthead = tuple(takewhile(lambda node: isinstance(node, Paragraph) and node.role, document.blocks))
    blocks(state, body, masthead, place)
    begins = len(body)
    blocks(state, body, document.blocks[len(masthead) :], place)
    if state.headings is not None and state.headings.found:
        body.insert(begins, contents_list(state, state.headings, place))
    if not len(body) or body[-1].tag != w("p").tag:
        body.append(w("p"))  # Word itself always ends a body with a paragraph
    body.append(section)


def _finish(package: Any, state: State) -> None:
    """Add the parts that only now are known: lists, notes, styles that combine others."""
    part = package.part
    if state.numbering:
        add_part(part, "numbering", state.numbering.part())
    if state.footnotes:
        part.footnotes.content = state.footnotes.part()
        part.relate_to(part.footnotes, f"{OFFICE}/footnotes")
    else:
        settings = part.settings.element
        for found in settings.findall(w("footnotePr").tag):
            settings.remove(found)
    add_quoted_styles(part.styles.element, tuple(state.quoted))
    add_combined_styles(part.styles.element, tuple(state.combined))
