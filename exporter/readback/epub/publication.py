"""Books of several articles, read back: what the package says of each, and how deep the contents have its headings.

Each article is a page that begins with a level-1 heading; where it stands among parts and articles, the navigation says
(EPUB 3.3, 7.4.2). Only books whose pages are articles (``article``) or parts (``doc-part``) are read so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from exporter.bounds.packages import Package
from exporter.model import Metadata, Person
from exporter.readback.epub.spine import OPF, Item
from exporter.readback.epub.state import XHTML, Element, Flow, has_role, key_of, local
from exporter.readback.headings import Heading

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
TEXTS = {
    "dcterms:title": "title",
    "dcterms:language": "lang",
    "dcterms:date": "published",
    "dcterms:source": "source",
    "dcterms:description": "description",
}
PEOPLE = {"dcterms:creator": "aut", "dcterms:contributor": "ctb"}


def articles_said(opf: Element, items: Mapping[str, Item]) -> dict[str, Metadata]:
    """What the package says of the article on each page."""
    held: dict[str, list[tuple[str, str]]] = {}
    for meta in opf.iter(OPF + "meta"):
        page = items.get((meta.get("refines") or "").removeprefix("#"))
        if page is not None:
            held.setdefault(page.part, []).append((meta.get("property") or "", " ".join((meta.text or "").split())))
    return {part: _metadata(said) for part, said in held.items()}


def _metadata(said: Sequence[tuple[str, str]]) -> Metadata:
    rights = [value for name, value in said if name == "dcterms:rights"]
    texts: dict[str, Any] = {TEXTS[name]: value for name, value in reversed(said) if name in TEXTS}
    return Metadata(
        authors=tuple(Person(value, PEOPLE[name]) for name, value in said if name in PEOPLE),
        rights=next((value for value in rights if "://" not in value), ""),
        licence=next((value for value in rights if "://" in value), ""),
        **texts,
    )


def deeper(found: Flow, levels: int) -> Flow:
    """A page's flow with its headings so many levels deeper."""
    if not levels:
        return found
    return [replace(item, level=item.level + levels) if isinstance(item, Heading) else item for item in found]


def levels_of_pages(
    package: Package, items: Mapping[str, Item], pages: Sequence[tuple[str, Element]]
) -> dict[str, int]:
    """How many levels deeper the headings of each page are than they say, for those of parts and articles."""
    if not any(_is_piece(root) for _, root in pages):
        return {}
    depths = dict(_depths(package, items))
    made: dict[str, int] = {}
    levels, begun = 0, False
    for file, root in pages:
        begun = begun or _is_piece(root)
        first = next(_headings(root), None)
        if begun and first is not None:
            depth = next((depths[key] for key in _keys(file, first) if key in depths), None)
            if depth is not None:
                levels = max(depth + 1 - int(first.get("aria-level") or local(first)[1]), 0)
        if begun:
            made[file] = levels
    return made


def _is_piece(root: Element) -> bool:
    """Whether a page is an article or a part of a book: it begins with its own level-1 heading."""
    first = next(_headings(root), None)
    if first is None or local(first) != "h1":
        return False
    holder = first.getparent()
    return holder is not None and (local(holder) == "article" or has_role(holder, "doc-part", "part"))


def _headings(root: Element) -> Iterator[Element]:
    for made in root.iter(*(XHTML + name for name in HEADINGS)):
        if not any(local(around) in ("nav", "aside") for around in made.iterancestors()):
            yield made


def _keys(file: str, heading: Element) -> Iterator[tuple[str, str]]:
    """The places by which an entry can name a heading: it, what holds it, its page."""
    yield file, heading.get("id") or ""
    for holder in heading.iterancestors():
        if name := holder.get("id"):
            yield file, name
    yield file, ""


def _depths(package: Package, items: Mapping[str, Item]) -> Iterator[tuple[tuple[str, str], int]]:
    """Each place that the contents name, with how deep its entry lies."""
    for item in items.values():
        if "nav" not in item.properties or item.part not in package:
            continue
        for nav in package.xml(item.part).iter(XHTML + "nav"):
            if has_role(nav, "doc-toc", "toc"):
                for link in nav.iter(XHTML + "a"):
                    key = key_of(item.part, link.get("href") or "")
                    if key is not None:
                        yield key, sum(local(around) == "ol" for around in link.iterancestors())
