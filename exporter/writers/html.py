"""The HTML writer: one page that stands alone, style and pictures inside it. Nothing in it acts or is fetched."""

from __future__ import annotations

import base64

from lxml import etree

from exporter.model import Document, Metadata, Resource, plain_text
from exporter.phrases import phrase
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.epub.navigation import set_page_language
from exporter.writers.epub.styles import book_style
from exporter.writers.xhtml import Profile, render
from exporter.writers.xhtml.elements import XHTML, XML_LANG, Element, xml_text


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as a page of HTML."""
    rendered = render(document, Profile(picture_href=_data_address, notes="end", interactive=True))
    style, unfit = book_style(options.styles)
    root = etree.Element(f"{{{XHTML}}}html")
    set_page_language(root, document.metadata.lang)
    head = etree.SubElement(root, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}meta", charset="utf-8")
    etree.SubElement(head, f"{{{XHTML}}}meta", name="generator", content="exporter")  # read back by (readback.html)
    title = xml_text(" ".join((document.metadata.title or plain_text(document.title)).split()))
    etree.SubElement(head, f"{{{XHTML}}}title").text = xml_text(title or phrase("untitled", document.metadata.lang))
    _add_metadata(head, document.metadata)
    viewport = etree.SubElement(head, f"{{{XHTML}}}meta", name="viewport")
    viewport.set("content", "width=device-width, initial-scale=1")
    etree.SubElement(head, f"{{{XHTML}}}style").text = _style(style)
    etree.SubElement(root, f"{{{XHTML}}}body").append(rendered.root)
    _without_namespaces(root)
    data = etree.tostring(root, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")
    return WriteResult(data + b"\n", (*unfit, *rendered.findings))


def _add_metadata(head: Element, metadata: Metadata) -> None:
    """Who wrote the article and what it is about (HTML, 4.2.5.1: standard metadata names)."""
    said = [("author", person.name) for person in metadata.authors]
    said += [("description", metadata.description), ("keywords", ", ".join(metadata.keywords))]
    for name, value in said:
        if value.strip():
            etree.SubElement(head, f"{{{XHTML}}}meta", name=name, content=xml_text(" ".join(value.split())))


def _without_namespaces(root: Element) -> None:
    """HTML's own syntax knows no namespaces (HTML Standard, 13.1.2); ``lang`` says what ``xml:lang`` said too."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
            element.attrib.pop(XML_LANG, "")
    etree.cleanup_namespaces(root)


def _data_address(resource: Resource) -> str:
    return f"data:{resource.media_type};base64,{base64.b64encode(resource.data).decode('ascii')}"


GROUND = ":root { background-color: Canvas; color: CanvasText; }\n"
"""A page of the web says its ground, the browser's own, for programs that judge contrast; an EPUB leaves it to them."""


def _style(style: bytes) -> str:
    """The style sheets as text that cannot end the element they stand in."""
    return GROUND + style.decode("utf-8", errors="replace").replace("</", "<\\/")
