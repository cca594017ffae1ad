"""WordprocessingML elements, and how they are made (ECMA-376 part 1, 17)."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ADEC = "http://schemas.microsoft.com/office/drawing/2017/decorative"
NAMESPACES: Any = {"w": W, "r": R, "m": M, "wp": WP, "a": A, "pic": PIC}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element: TypeAlias = etree._Element

_NAME = f"{{{W}}}"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """``text`` with what XML 1.0 cannot hold replaced by U+FFFD; nothing of that is printable."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)


def w(tag: str, *children: Element, **attributes: str | int) -> Element:
    """A ``w:`` element with ``w:`` attributes.

    It declares no prefix of its own, which is five times as quick: the part it goes into declares it.
    """
    said = {_NAME + name: xml_text(str(value)) for name, value in attributes.items()}
    made = etree.Element(_NAME + tag, said)
    for child in children:
        made.append(child)
    return made


def part_bytes(root: Element) -> bytes:
    """A part's XML as bytes, with the declaration and the prefixes that Word writes."""
    part = etree.Element(root.tag, nsmap=NAMESPACES)
    part.attrib.update(root.attrib)
    part.extend(list(root))
    etree.cleanup_namespaces(part, keep_ns_prefixes=["w", "r"])
    return etree.tostring(part, encoding="UTF-8", xml_declaration=True, standalone=True)


def text_element(text: str, tag: str = "t") -> Element:
    """A ``w:t`` whose spaces count (17.3.3.31)."""
    made = w(tag)
    made.text = xml_text(text)
    if text != text.strip() or "  " in text:
        made.set(XML_SPACE, "preserve")
    return made
