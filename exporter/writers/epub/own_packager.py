"""The packager of our own: container and package document (EPUB 3.3, 4.2 and 5) without EbookLib, to the same bytes."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from exporter.writers.epub.book import DC, OPF, Book

CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile media-type="application/oebps-package+xml" full-path="EPUB/content.opf"/>
  </rootfiles>
</container>
"""


def pack(book: Book) -> bytes:
    """The book as a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", b"application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("EPUB/content.opf", _package(book))
        for item in book.items:
            archive.writestr(f"EPUB/{item.href}", item.data)
    return target.getvalue()


def _package(book: Book) -> bytes:
    """The package document. Its names are written without a namespace: the root's default, an attribute here, has them
    all, and the metadata's own prefix for the same one would be taken instead.
    """
    root = etree.Element("package", {"xmlns": OPF, "unique-identifier": "id", "version": "3.0"})
    root.set("prefix", "rendition: http://www.idpf.org/vocab/rendition/#")
    metadata = etree.SubElement(root, "metadata", nsmap={"dc": DC, "opf": OPF})
    etree.SubElement(metadata, "meta", property="dcterms:modified").text = f"{book.modified:%Y-%m-%dT%H:%M:%SZ}"
    for line in book.grouped():
        name = f"{{{DC}}}{line.name}" if line.space == DC else line.name
        etree.SubElement(metadata, name, dict(line.attributes)).text = line.text or None
    manifest = etree.SubElement(root, "manifest")
    for item in book.items:
        said = {"href": item.href, "id": item.id, "media-type": item.media_type}
        if item.properties:
            said["properties"] = " ".join(item.properties)
        etree.SubElement(manifest, "item", said)
    order = etree.SubElement(root, "spine", {"toc": "ncx"})
    if book.rtl:
        order.set("page-progression-direction", "rtl")
    for name, linear in book.spine:
        etree.SubElement(order, "itemref", {"idref": name} if linear else {"idref": name, "linear": "no"})
    return etree.tostring(root, pretty_print=True, encoding="utf-8", xml_declaration=True)
