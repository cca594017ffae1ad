"""XML of any origin, parsed so that it can do nothing: no entities, no document type, no network, bounded in depth."""

from __future__ import annotations

import re
from html.entities import name2codepoint

from lxml import etree

from exporter.bounds.gate import Limits, in_force
from exporter.errors import InputError

NODE_BYTES, ATTRIBUTE_BYTES = 130, 230
"""What libxml2 keeps for an element or a text, and for an attribute with its value (measured; xmlNode has 120)."""

SHARE = 0.75
"""The part of the bound on memory that one tree may take: the rest is the program's own, and the parts' bytes."""


def refuse_dear(data: bytes, what: str, limits: Limits | None = None) -> None:
    """Raise InputError for XML whose tree would pass the bound on memory, before it is built.

    The parser builds the whole tree in one call that nothing interrupts, and a few kilobytes, unpacked, can make
    gigabytes of it. Each ``<`` begins or ends an element, so it stands for an element or the text after one.
    """
    limits = limits or in_force()
    if len(data) * (NODE_BYTES + 1) < limits.memory_bytes * SHARE:
        return
    attributes = data.count(b'="') + data.count(b"='") + data.count(b"=\0")
    needed = len(data) + NODE_BYTES * data.count(b"<") + ATTRIBUTE_BYTES * attributes
    if needed > limits.memory_bytes * SHARE:
        raise limits.error("memory_bytes", f"{what}, read as a tree,")


def xml_parser() -> etree.XMLParser:
    """A parser that resolves no entity, loads no document type, asks no network and keeps libxml2's own bounds."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parse_xml(data: bytes, what: str) -> etree._Element:
    """The root element of ``data``. Raises InputError naming ``what`` and the line when it is not well-formed."""
    refuse_dear(data, what)
    try:
        return etree.fromstring(_by_number(data), xml_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"{what} {not_parsed(error)}") from None


_XHTML_1 = re.compile(rb"<!DOCTYPE\s[^>\[]*//DTD XHTML [^>]*", re.IGNORECASE)
_NAMED = re.compile(rb"<!\[CDATA\[.*?\]\]>|&([A-Za-z][A-Za-z0-9]*);", re.DOTALL)
_HEAD = 4096
_XMLS_OWN = frozenset(["amp", "lt", "gt", "quot", "apos"])


def _by_number(data: bytes) -> bytes:
    """A page of XHTML 1 with the characters that its document type names (XHTML 1.0, A.2) named by number.

    EPUB 2 allows those names (OPS 2.0.1, 1.3.4); the document type itself is never loaded.
    """
    if b"&" not in data or not _XHTML_1.search(data, 0, _HEAD):
        return data

    def number(found: re.Match[bytes]) -> bytes:
        name = found[1].decode("ascii") if found[1] else ""
        code = None if name in _XMLS_OWN else name2codepoint.get(name)
        return found[0] if code is None else b"&#%d;" % code

    return _NAMED.sub(number, data)


_TOO_DEEP = re.compile(r"excessive depth|maximum (?:depth|nesting)|nested too deep", re.IGNORECASE)
_TOO_LARGE = re.compile(r"XML_PARSE_HUGE|huge (?:input|text)|too (?:long|large|big)|buffer size limit", re.IGNORECASE)


def not_parsed(error: Exception) -> str:
    """Why the parser did not take something, to be read after its name; its advice to programmers is left out."""
    said = one_line(error)
    if _TOO_DEEP.search(said):
        return "nests elements too deeply to be read"
    if _TOO_LARGE.search(said):
        return "has a text, a name or an attribute too long to be read"
    return f"is not well-formed XML: {said}"


def one_line(error: Exception) -> str:
    """What a library says of an error, without the line breaks that some put into it."""
    return " ".join(str(error).split()).replace(" , line", ", line")
