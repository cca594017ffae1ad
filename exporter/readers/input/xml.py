"""XML that strangers wrote, parsed without entities, without a document type's files, without network, and bounded."""

from __future__ import annotations

from lxml import etree

from exporter.bounds.gate import Limits
from exporter.bounds.safe_xml import not_parsed, refuse_dear, xml_parser
from exporter.errors import InputError

Element = etree._Element


def parse_xml(name: str, data: bytes, limits: Limits) -> Element:
    """The root element of ``data``. Raises InputError naming line and column of what is wrong with it."""
    if b"<!ENTITY" in data:
        raise InputError(f"{name}: declares entities, which are unsafe; write the characters themselves")
    refuse_dear(data, f"{name}: its markup", limits)
    try:
        root = etree.fromstring(_declared_first(data), xml_parser())
    except etree.XMLSyntaxError as error:
        line, column = error.position
        why = not_parsed(error).replace("is not well-formed XML", "is not XML")
        raise InputError.at(name, f"{line}:{max(column, 1)}", f"{why}; correct it") from None
    limits.refuse_above("elements", sum(1 for _ in root.iter()), f"{name}: its markup")
    return root


def _declared_first(data: bytes) -> bytes:
    """``data`` with its XML declaration first, where programs that make feeds put blank lines before it (XML 2.8)."""
    begun = data.lstrip(b" \t\r\n")
    end = begun.find(b"?>") + 2
    if begun is data or len(begun) == len(data) or not begun.startswith(b"<?xml ") or end < 2:
        return data
    return begun[:end] + data[: len(data) - len(begun)] + begun[end:]


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return etree.QName(element).localname


def child(element: Element, *names: str) -> Element | None:
    """The first child with one of these names, whatever their namespace."""
    return next((inner for inner in element if isinstance(inner.tag, str) and local(inner) in names), None)


def words(element: Element | None) -> str:
    """All characters in an element, white space folded; "" if there is none."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


def line_of(element: Element) -> int:
    """The line where an element's content begins, from 1."""
    line = element.sourceline
    return line if isinstance(line, int) else 1
