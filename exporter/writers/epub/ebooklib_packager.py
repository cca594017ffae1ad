"""The packager that uses EbookLib (AGPL-3.0-or-later): the one module that imports it (docs/licence.md).

It makes the package document, the container and the zip. What is done beside it, and which of its behaviours (0.20)
forced that:

* chapters are handed over as plain items: its ``EpubHtml.get_content`` parses a page again as HTML, writes a head of
  its own, drops the attributes of ``html`` and ``body``, and gives an empty page where the parser fails;
* navigation and NCX (``epub.navigation``): its ``_get_nav`` has the book's title where the list's name belongs, gives
  entries no language, names no list for assistive technology, and takes its page list from ``epub:type`` alone;
* the cover page (``epub.cover``): its ``EpubCoverHtml`` says "Cover" of every picture and nothing else;
* metadata are emptied first: a new ``EpubBook`` has a random identifier and a generator line.
"""

from __future__ import annotations

import io

from ebooklib import epub

from exporter.writers.epub.book import DC, OPF, Book

SPACES = {DC: "DC", OPF: "OPF", "": None}


def pack(book: Book) -> bytes:
    """The book as a zip file, by EbookLib."""
    made = epub.EpubBook()
    made.metadata = {}  # EbookLib puts a generator line and a random identifier there
    made.set_identifier(book.identifier)
    made.set_title(book.title)
    made.set_language(book.lang)
    if book.rtl:
        made.direction = "rtl"
    for line in book.lines:
        made.add_metadata(SPACES[line.space], line.name, line.text or None, dict(line.attributes))
    for item in book.items:
        held = epub.EpubItem(item.id, item.href, item.media_type, item.data)
        held.properties = list(item.properties)
        made.add_item(held)
    made.spine = [name if linear else (name, "no") for name, linear in book.spine]
    target = io.BytesIO()
    epub.EpubWriter(target, made, {"mtime": book.modified}).write()
    return target.getvalue()
