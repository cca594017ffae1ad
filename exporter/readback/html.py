"""Read back: a finished page of HTML as a Document, by what a browser gives to assistive technology.

Pages that exporter made, which say so (``generator``): any other page of HTML is an article to be read. Elements and
roles are those of an EPUB's page (HTML, ARIA in HTML, DPUB-ARIA 1.1); pictures are in the page itself (RFC 2397).
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import partial
from urllib.parse import unquote_to_bytes

from lxml import etree

from exporter.errors import InputError
from exporter.model import Document, Metadata, Person, Resource
from exporter.readback.epub import PICTURES, assembled, page_flow
from exporter.readback.epub.block import blocks
from exporter.readback.epub.state import MATHML, XHTML, Element, Place, Reading, Results, all_text
from exporter.readback.epub.survey import survey
from exporter.readback.sight import OneSense

_PICTURE = re.compile(r"data:(?P<type>[a-z0-9.+/-]+)(?P<base64>;base64)?,", re.IGNORECASE)


def page_root(data: bytes, name: str) -> Element:
    """The page as XHTML, its elements in their namespaces. Raises InputError when it is not HTML."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    if root is None:
        raise InputError(f"{name}: is not a page of HTML that can be read back")
    for made in root.iter(etree.Element):
        parent = made.getparent()
        inside = made.tag == "math" or (parent is not None and str(parent.tag).startswith(MATHML))
        made.tag = (MATHML if inside else XHTML) + str(made.tag)
    return root


def read(data: bytes, name: str) -> Document:
    """The document in a page of HTML. Raises InputError when it is not HTML."""
    return read_both(data, name)[0]


def read_both(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...]]:
    """The document in a page of HTML, and the words of it that are only seen or only heard. Raises as ``read`` does."""
    from exporter.readback.epub.sight import one_sense, rules_of  # noqa: PLC0415  (start-up: only where a page is read)

    root = page_root(data, name)
    metadata = _metadata(root)
    reading = Reading(survey([("", root)], _pictures(root)), Results(), blocks)
    document = assembled(metadata, page_flow(reading, Place(""), root, metadata.lang), reading.results)
    rules = rules_of(root, [made.text or "" for made in root.iter(XHTML + "style")])
    found = one_sense(root, rules, partial(reading.registry.position, Place(""))) if rules is not None else ()
    return document, tuple(found)


def _metadata(root: Element) -> Metadata:
    """What the head says (HTML, 4.2.5.1: standard metadata names)."""
    said: dict[str, list[str]] = {}
    for meta in root.iter(XHTML + "meta"):
        said.setdefault((meta.get("name") or "").lower(), []).append(meta.get("content") or "")
    title = next((all_text(made) for made in root.iter(XHTML + "title")), "")
    return Metadata(
        title=" ".join(title.split()),
        authors=tuple(Person(" ".join(name.split())) for name in said.get("author", ())),
        lang=root.get("lang") or "",
        description=next(iter(said.get("description", ())), ""),
        keywords=tuple(word.strip() for word in ",".join(said.get("keywords", ())).split(",") if word.strip()),
    )


def _pictures(root: Element) -> dict[str, Resource]:
    """The pictures that stand in the page, each under a short name that takes the place of its ``src``."""
    taken: dict[str, Resource] = {}
    names: dict[str, str] = {}
    for made in root.iter(XHTML + "img"):
        address = made.get("src") or ""
        found = _PICTURE.match(address)
        if found is None or found["type"].lower() not in PICTURES:
            continue
        if address not in names:
            data = _decoded(address[found.end() :], encoded=found["base64"] is not None)
            names[address] = f"picture-{len(names) + 1}"
            taken[names[address]] = Resource(name=names[address], media_type=found["type"].lower(), data=data)
        made.set("src", names[address])
    return taken


def _decoded(text: str, *, encoded: bool) -> bytes:
    data = unquote_to_bytes(text)
    try:
        return base64.b64decode(data, validate=True) if encoded else data
    except binascii.Error:
        return b""
