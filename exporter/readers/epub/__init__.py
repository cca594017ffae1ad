"""The EPUB reader: the pages of somebody's book in reading order, as one article, through the HTML reader.

The package document (EPUB 3.3, 5) gives metadata and order; each page is made HTML (``page``), and what is in the
package is all that may be loaded. What a reading system makes itself (navigation, list of pages, cover page) and what
moves or sounds is left out and told. Lines are those of the page's own source.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from exporter.bounds.gate import Refused
from exporter.bounds.packages import Package, open_package
from exporter.bounds.safe_xml import unread_entities
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Document, Node, transform
from exporter.readers import ReadResult, Source
from exporter.readers.epub.metadata import cover_of, metadata_of
from exporter.readers.epub.names import Names
from exporter.readers.epub.nesting import nesting, with_parts
from exporter.readers.epub.page import Element, Pages, X, has_type
from exporter.readers.html.article import read_tree
from exporter.readers.html.state import Results
from exporter.readers.html.tree import parse
from exporter.readers.pictures import Pictures

CONTAINER = "META-INF/container.xml"
ENCRYPTION = "META-INF/encryption.xml"
FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
"""Ways in which only fonts are obfuscated, which are not read."""
XHTML = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the manifest."""

    part: str
    media_type: str
    properties: tuple[str, ...]


def read(source: Source) -> ReadResult:
    """The document in an EPUB. Raises InputError for what is not one, is damaged, or is encrypted."""
    package = open_package(source.data, source.name)
    path = _package_document(package)
    opf = package.xml(path)
    items = _manifest(opf, path)
    left_out: dict[str, list[str]] = {}
    pages = _pages(package, opf, items, left_out)
    names = Names.of(pages)
    where = next((item.part for item in items.values() if "nav" in item.properties), "")
    nested = nesting(package.xml(where) if where in package else None, where, pages)
    made = Pages(names, left_out, nesting=nested)
    metadata = metadata_of(opf)
    made.rank(pages.values(), metadata.title)
    for part, root in pages.items():
        if unread := unread_entities(root):
            left_out.setdefault("text that stands behind names (entities)", []).extend(unread)
        made.add(part, root)
    gate = replace(source.gate, root=None, folder=None, resources=_Parts(package))
    results = Results(Pictures(gate))
    root, flattened = parse(made.html(metadata.lang, metadata.title))
    text = replace(source, gate=gate, text="", base_url="")
    if metadata.description:  # a blurb, which the text of a book does not have; that of ours is a paragraph of it too
        left_out["the description in the metadata"] = ["dc:description"]
        metadata = replace(metadata, description="")
    read_from = read_tree(text, root, results, flattened=flattened, known=metadata)
    document = with_parts(_placed(read_from.document, made), nested.parts)
    findings = [*(_at(item, made) for item in read_from.findings), *_left_out(left_out)]
    return ReadResult(_with_cover(document, package, opf, items, results), tuple(findings))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the gate may give a page: parts of the package, and nothing else."""

    package: Package

    def __call__(self, reference: str) -> bytes:
        """The part that a reference names. Raises LookupError where there is none, InputError above a bound."""
        if reference not in self.package:
            raise LookupError
        return self.package.read(reference)


def _package_document(package: Package) -> str:
    if CONTAINER not in package:
        raise InputError(f"{package.name}: is not an EPUB: it has no {CONTAINER}")
    if ENCRYPTION in package:
        ways = [made.get("Algorithm") or "" for made in package.xml(ENCRYPTION).iter("{*}EncryptionMethod")]
        if any(way not in FONTS for way in ways):
            raise InputError(f"{package.name}: is encrypted; ask its maker for a copy without protection")
    for rootfile in package.xml(CONTAINER).iter("{*}rootfile"):
        if (path := rootfile.get("full-path")) and path in package:
            return path
    raise InputError(f"{package.name}: {CONTAINER} names no package document that is in the file")


def _manifest(opf: Element, path: str) -> dict[str, Item]:
    folder = posixpath.dirname(path)
    return {
        made.get("id") or "": Item(
            posixpath.normpath("/" + posixpath.join(folder, unquote((made.get("href") or "").strip()))).lstrip("/"),
            made.get("media-type") or "",
            tuple((made.get("properties") or "").split()),
        )
        for made in opf.iter("{*}item")
    }


def _pages(
    package: Package, opf: Element, items: dict[str, Item], left_out: dict[str, list[str]]
) -> dict[str, Element]:
    """The pages of the spine in reading order, without those that a reading system makes itself."""
    pages: dict[str, Element] = {}
    for itemref in opf.iter("{*}itemref"):
        item = items.get(itemref.get("idref") or "", Item("", "", ()))
        if item.media_type != XHTML or item.part not in package:
            left_out.setdefault("pages that are not XHTML, or are not in the package", []).append(item.part or "?")
            continue
        page = package.xml(item.part)
        if itemref.get("linear") == "no" and any(has_type(made, "cover", "doc-cover") for made in page.iter(X + "*")):
            left_out.setdefault("the page of the cover", []).append(item.part)
        elif "nav" in item.properties and itemref.get("linear") != "no" and not _has_text(page):
            left_out.setdefault("navigation", []).append(item.part)
        else:
            pages.setdefault(item.part, page)
    if not pages:
        raise InputError(f"{package.name}: its spine names no page that can be read")
    return pages


def _has_text(page: Element) -> bool:
    """Whether a page has words outside its navigation."""
    body = next(page.iter(X + "body"), page)
    inside = sum(len("".join("".join(map(str, nav.itertext())).split())) for nav in body.iter(X + "nav"))
    return len("".join("".join(map(str, body.itertext())).split())) > inside


def _placed(document: Document, pages: Pages) -> Document:
    """The document with every place in the page that it is from."""

    def place(node: Any) -> Any:
        return replace(node, pos=pages.place(node.pos)) if isinstance(node, Node) and node.pos else node

    return transform(document, place)


def _at(item: Finding, pages: Pages) -> Finding:
    return replace(item, pos=pages.place(item.pos)) if item.pos else item


def _left_out(found: dict[str, list[str]]) -> Iterator[Finding]:
    for what, where in found.items():
        shown = ", ".join(dict.fromkeys(where[:3])) + (f" and {len(where) - 3} more" if len(where) > 3 else "")
        yield finding("IN010", f"{what} of the book: left out ({shown})")


def _with_cover(
    document: Document, package: Package, opf: Element, items: dict[str, Item], results: Results
) -> Document:
    """The document with the picture that the package calls its cover."""
    part = next((item.part for item in items.values() if "cover-image" in item.properties), "") or next(
        (items[name].part for name in cover_of(opf) if name in items), ""
    )
    if part not in package or part.lower().endswith(".svg"):  # a drawing of the title is made again
        return document
    try:
        picture = results.pictures.take(package.read(part), part)
    except Refused:
        return document
    return replace(
        document, metadata=replace(document.metadata, cover=picture.name), resources=results.pictures.resources
    )
