"""XML of any origin, parsed so that it can do nothing: no document type, no network, plain entities alone, bounded."""

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
        return etree.fromstring(_by_number(_declared(data)), xml_parser())
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


_SUBSET = re.compile(rb"<!DOCTYPE\s[^>\[]*\[((?:[^\]\"']|\"[^\"]*\"|'[^']*')*)\]\s*>")
_ENTITY = re.compile(rb"<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_SIMPLE = re.compile(rb"(?:[^&<%]|&#(?:\d{1,7}|x[0-9A-Fa-f]{1,6});)*")
_REFERRED = re.compile(rb"<!\[CDATA\[.*?\]\]>|&([A-Za-z_][\w.-]*);", re.DOTALL)
MOST_ENTITIES = 1_000
LONGEST_ENTITY = 1_000
"""Bytes that one entity stands for at most."""
GROWTH = 1 << 20
"""Bytes that all references of one part may add."""


def _declared(data: bytes) -> bytes:
    """A page with the entities that its own document type declares written out, where each stands for plain text.

    Text alone, without markup and without other entities, cannot grow by itself; its references are counted. What is
    declared in any other way (markup, nested, external, in an encoding with other bytes for a bracket) stays as it is.
    """
    subset = _SUBSET.search(data, 0, _HEAD * 16) if b"<!ENTITY" in data and b"\0" not in data[:_HEAD] else None
    if subset is None:
        return data
    declared: dict[bytes, bytes] = {}
    for name, one, two in _ENTITY.findall(subset[1])[:MOST_ENTITIES]:
        value = one or two
        plain = len(value) <= LONGEST_ENTITY and _SIMPLE.fullmatch(value) is not None
        if plain and name.decode("ascii", "replace") not in _XMLS_OWN:
            declared.setdefault(name, value.replace(b'"', b"&#34;").replace(b"'", b"&#39;").replace(b">", b"&#62;"))
    left = GROWTH

    def written(found: re.Match[bytes]) -> bytes:
        nonlocal left
        value = declared.get(found[1]) if found[1] else None
        if value is None or left < len(value):
            return found[0]
        left -= len(value)
        return value

    return data[: subset.end()] + _REFERRED.sub(written, data[subset.end() :])


def unread_entities(root: etree._Element) -> list[str]:
    """The references to entities that were not written out, each once: ``&name;``."""
    return list(dict.fromkeys(str(made.text) for made in root.iter(etree.Entity)))


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
    return re.sub(r" \(<string>, line \d+\)$", "", " ".join(str(error).split()).replace(" , line", ", line"))
