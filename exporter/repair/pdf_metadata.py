"""The title in a PDF's XMP packet (ISO 16684-1, 8.3; ISO 14289-1, 7.1): added where there is none, all else kept."""

from __future__ import annotations

from typing import Any

import pikepdf
from lxml import etree

from exporter.bounds.safe_xml import parse_xml
from exporter.errors import InputError

DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EMPTY = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"/></x:xmpmeta>'.encode()
BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
END = b'\n<?xpacket end="w"?>'


def _packet(pdf: pikepdf.Pdf) -> etree._Element | None:
    """The root of the packet, of a new one where there is none; None for one that cannot be read."""
    packet = pdf.Root.get("/Metadata")
    if packet is None:
        return parse_xml(EMPTY, "XMP")
    try:
        return parse_xml(packet.read_bytes(), "XMP") if isinstance(packet, pikepdf.Stream) else None
    except (InputError, pikepdf.PdfError):
        return None


def has_title(pdf: pikepdf.Pdf) -> bool:
    """Whether the packet says a title."""
    root = _packet(pdf)
    titles = () if root is None else root.iter(f"{{{DC}}}title")
    described = () if root is None else root.iter(f"{{{RDF}}}Description")
    return any("".join(map(str, made.itertext())).strip() for made in titles) or any(
        (made.get(f"{{{DC}}}title") or "").strip() for made in described
    )


def with_title(pdf: pikepdf.Pdf, title: str) -> bool:
    """Write the title into the packet; False where that has no place for one."""
    root = _packet(pdf)
    whole = None if root is None else next(root.iter(f"{{{RDF}}}RDF"), None)
    if root is None or whole is None:
        return False
    for old in list(root.iter(f"{{{DC}}}title")):
        if (parent := old.getparent()) is not None:
            parent.remove(old)
    described = next(whole.iterchildren(f"{{{RDF}}}Description"), None)
    if described is None:
        described = etree.SubElement(whole, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    described.attrib.pop(f"{{{DC}}}title", "")
    made: Any = etree.SubElement(described, f"{{{DC}}}title", nsmap={"dc": DC})
    item = etree.SubElement(etree.SubElement(made, f"{{{RDF}}}Alt"), f"{{{RDF}}}li", {XML_LANG: "x-default"})
    try:
        item.text = title
    except ValueError:  # a character that XML cannot hold
        return False
    stream = pdf.make_stream(BEGIN + etree.tostring(root, encoding="utf-8") + END)
    stream["/Type"], stream["/Subtype"] = pikepdf.Name("/Metadata"), pikepdf.Name("/XML")
    pdf.Root["/Metadata"] = stream
    return True
