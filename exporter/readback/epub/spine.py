"""What an EPUB's package document names and its spine reads: manifest, fallbacks, the pages in their order.

XHTML and SVG are what every reading system shows (EPUB 3.3, 3.3); for all else the chain of fallbacks is followed to
the first of them (3.5.1). What remains is named with its reason, for the error or the finding.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from exporter.bounds.packages import Package, composed
from exporter.errors import InputError
from exporter.readback.epub.protection import protected
from exporter.readback.epub.state import Element
from exporter.readback.epub.svg import page_of_drawing

OPF = "{http://www.idpf.org/2007/opf}"
OEBPS = "{http://openebook.org/namespaces/oeb-package/1.0/}package"
CONTAINER = "META-INF/container.xml"
PAGE = "application/xhtml+xml"
DRAWING = "image/svg+xml"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the manifest: the part's name in the package, its media type, its properties, its fallback."""

    part: str
    media_type: str
    properties: frozenset[str]
    fallback: str = ""


@dataclass(frozen=True, slots=True)
class Spine:
    """What is read on: pages by name in their order, those outside it too, and why the others cannot be read."""

    pages: Mapping[str, Element]
    linear: frozenset[str]
    drawings: frozenset[str]
    unread: tuple[str, ...]


def package_document(package: Package) -> tuple[str, Element]:
    """The package document's name and root. Raises InputError when the container names none that is an EPUB's."""
    if CONTAINER not in package:
        raise InputError(f"{package.name}: is not an EPUB: it has no {CONTAINER}")
    for rootfile in package.xml(CONTAINER).iter("{*}rootfile"):
        if path := rootfile.get("full-path"):
            found = next((one for one in (path, unquote(path)) if one in package), path)
            root = package.xml(found)
            if root.tag == OEBPS:
                raise InputError(
                    f"{package.name}: its package document is of the Open eBook format that came before EPUB; "
                    "convert it to EPUB",
                    place=found,
                )
            return found, root
    raise InputError(f"{package.name}: {CONTAINER} names no package document")


def is_remote(href: str) -> bool:
    """Whether a reference leads out of the book (EPUB 3.3, 3.6: resources may be remote)."""
    return ":" in href.split("/")[0] or href.startswith("//")


def resolved(folder: str, path: str) -> str:
    """A path in the package, decoded once; none leads above its root (EPUB 3.3, 4.2.5)."""
    return composed(posixpath.normpath("/" + posixpath.join(folder, unquote(path))).lstrip("/"))


def items_of(package: Package, opf: Element, opf_path: str) -> dict[str, Item]:
    """The manifest by id, blanks round ids left out (XML 1.0, 3.3.3: an ID is normalised)."""
    folder = posixpath.dirname(opf_path)
    found: dict[str, Item] = {}
    for item in opf.iter(OPF + "item"):
        href = (item.get("href") or "").strip()
        part = href if is_remote(href) else _located(package, folder, href)
        properties = frozenset((item.get("properties") or "").split())
        made = Item(part, (item.get("media-type") or "").strip(), properties, (item.get("fallback") or "").strip())
        found[(item.get("id") or "").strip()] = made
    return found


def _located(package: Package, folder: str, href: str) -> str:
    """The part that a reference names: it is decoded once, unless a part has the very name that it spells."""
    part = resolved(folder, href)
    typed = composed(posixpath.normpath("/" + posixpath.join(folder, href)).lstrip("/"))
    return typed if part not in package and typed in package else part


def spine_of(package: Package, opf: Element, items: Mapping[str, Item]) -> Spine:
    """The pages of the spine, each once. Raises InputError when a page is missing or is not XML."""
    locked = protected(package)
    pages: dict[str, Element] = {}
    linear: set[str] = set()
    drawings: set[str] = set()
    unread: list[str] = []
    for itemref in opf.iter(OPF + "itemref"):
        item, why = _readable(items, (itemref.get("idref") or "").strip())
        if item is None:
            unread.append(why)
        elif item.part not in pages:
            system = locked.get(package.spelled(item.part) or "", "")
            page = _page(package, item.part, system)
            if page is None:
                unread.append(f"“{item.part}” is encrypted ({system})")
                continue
            if item.media_type == DRAWING:
                page = page_of_drawing(page, posixpath.basename(item.part))
                drawings.add(item.part)
            pages[item.part] = page
            linear |= {item.part} if itemref.get("linear") != "no" else set()
    return Spine(pages, frozenset(linear), frozenset(drawings), tuple(dict.fromkeys(unread)))


def _page(package: Package, part: str, system: str) -> Element | None:
    """The root of a page; None for one that is locked, if it is: some files only say so."""
    try:
        return package.xml(part)
    except InputError:
        if system:
            return None
        raise


def _readable(items: Mapping[str, Item], name: str) -> tuple[Item | None, str]:
    """What is read for an entry of the spine, by its fallbacks; or None, and why nothing is."""
    chain = list(_chain(items, name))
    if not chain:
        return None, f"“{name}” is not in the manifest"
    found = next((item for item in chain if item.media_type in (PAGE, DRAWING)), None)
    if found is None:
        last = f", and its fallback is {chain[-1].media_type}" if len(chain) > 1 else " without a fallback"
        return None, f"“{chain[0].part}” is {chain[0].media_type or 'of no stated type'}{last}"
    return found, ""


def _chain(items: Mapping[str, Item], name: str) -> Iterator[Item]:
    seen: set[str] = set()
    while name in items and name not in seen:
        seen.add(name)
        yield items[name]
        name = items[name].fallback
