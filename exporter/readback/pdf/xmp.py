"""The XMP packet of a PDF (ISO 16684-1), read once for its metadata, its claims and the rules on both."""

from __future__ import annotations

from collections import defaultdict

import pikepdf
from lxml import etree

from exporter.bounds.safe_xml import parse_xml
from exporter.errors import InputError

_SPACES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://prismstandard.org/namespaces/basic/3.0/": "prism",
    "http://ns.adobe.com/xap/1.0/rights/": "xmpRights",
    "http://schema.org/": "schema",
}


def packet_of(pdf: pikepdf.Pdf) -> etree._Element | None:
    """The packet; None where there is none that can be read."""
    packet = pdf.Root.get("/Metadata")
    if not isinstance(packet, pikepdf.Stream):
        return None
    try:
        return parse_xml(packet.read_bytes(), "XMP")
    except (InputError, pikepdf.PdfError):
        return None


def properties(packet: etree._Element | None) -> dict[str, list[str]]:
    """Its values by property, of the schemas that say what a document is; nothing where there is no packet."""
    found: dict[str, list[str]] = defaultdict(list)
    for element in packet.iter("{*}*") if packet is not None else ():
        space, _, name = str(element.tag)[1:].rpartition("}")
        if space in _SPACES:
            items = list(element.iter("{*}li")) or [element]
            found[f"{_SPACES[space]}:{name}"] += [" ".join((item.text or "").split()) for item in items]
    return found
