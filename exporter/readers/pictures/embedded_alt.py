"""The alternative text that a picture file carries itself: IPTC's “Alt Text (Accessibility)”, in its XMP packet.

Picture desks write it once, into the picture (IPTC Photo Metadata Standard 2021.1, 12.1). Captions and descriptions in
the file (EXIF ImageDescription, dc:description) say something else and are never taken for it.
"""

from __future__ import annotations

import re

from lxml import etree

from exporter.bounds.safe_xml import xml_parser

LOOKED_AT = 512 * 1024
"""Bytes at the head of a file in which its XMP packet is looked for; programs write it before the pixels."""

_PACKET = re.compile(rb"<x:xmpmeta\b.*?</x:xmpmeta>", re.DOTALL)
_ALT = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"
_ITEM = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def alternative_in(data: bytes) -> str:
    """The alternative text in a picture's own metadata, in its default language; "" if there is none."""
    packet = _PACKET.search(data[:LOOKED_AT])
    if packet is None or b"AltTextAccessibility" not in packet[0] or b"<!ENTITY" in packet[0]:
        return ""
    try:
        root = etree.fromstring(packet[0], xml_parser())
    except etree.XMLSyntaxError:
        return ""
    said = {item.get(_LANG, "x-default"): item.text or "" for held in root.iter(_ALT) for item in held.iter(_ITEM)}
    return " ".join((said.get("x-default") or next(iter(said.values()), "")).split())
