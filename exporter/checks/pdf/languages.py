"""Languages of a PDF (ISO 14289-1, 7.2): the form of each, and what has none where the catalogue says none.

Words of the structure tree are judged on the document read back; here it is what no element holds: bookmarks, what is
said of annotations, the title of the metadata.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from lxml import etree

from exporter.checks.pdf.content import each_annotation
from exporter.checks.pdf.outline import bookmarks
from exporter.languages import has_form_of_tag
from exporter.readback.pdf.held import Held
from exporter.readback.pdf.tree import Tag

DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MAX_STEPS = 200


def malformed(pdf: pikepdf.Pdf, tags: Sequence[Tag]) -> Iterator[str]:
    """Languages that do not have the form of a tag; an empty one of the catalogue among them."""
    if "/Lang" in pdf.Root and not str(pdf.Root.Lang):
        yield "the language of the catalogue is empty"
    said = [tag.lang or tag.holds for tag in tags]
    said += [sequence.lang for sequence in tags[0].words()] if tags else []
    for lang in dict.fromkeys(said):
        if lang and not has_form_of_tag(lang):
            yield f"“{lang[:40]}” does not have the form of a language tag"


def unknown(pdf: pikepdf.Pdf, packet: etree._Element | None, held: Held) -> Iterator[tuple[int, str]]:
    """What is in a language that nothing says, each with its page, 0 for none."""
    if str(pdf.Root.get("/Lang", "")):
        return
    if bookmarks(pdf):
        yield 0, "the language of the bookmarks is not known: the catalogue states none (Lang)"
    if not _title_says(packet):
        yield 0, "the language of the title in the metadata is not known: neither it nor the catalogue states one"
    for page, annotation in each_annotation(pdf):
        words = str(annotation.get("/Contents", "")) + str(annotation.get("/TU", ""))
        if words.strip() and "/Lang" not in annotation and not _within(held.annotations.get(annotation.objgen)):
            yield page, f"the language of an annotation's description, “{words[:40]}”, is not known"


def _within(element: Any) -> bool:
    """Whether an element or one that holds it says a language."""
    for _ in range(MAX_STEPS):
        if not isinstance(element, pikepdf.Dictionary):
            break
        if str(element.get("/Lang", "")):
            return True
        element = element.get("/P")
    return False


def has_title(packet: etree._Element | None) -> bool:
    """Whether the XMP packet has a title with words in it."""
    titles = () if packet is None else packet.iter(DC_TITLE)
    return any("".join(str(text) for text in title.itertext()).strip() for title in titles)


def _title_says(packet: etree._Element | None) -> bool:
    """Whether the title of the XMP packet has a language of its own; where there is none, there is nothing to say."""
    titles = () if packet is None else packet.iter(DC_TITLE)
    items = [item.get(XML_LANG) or "" for title in titles for item in title.iter("{*}li")]
    return not items or any(lang not in ("", "x-default") for lang in items)
