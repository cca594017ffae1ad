"""Read back: a finished EPUB as a Document, by what a reading system gives to assistive technology.

The package (EPUB 3.3, 5), the pages of its spine in order, their XHTML with DPUB-ARIA roles or ``epub:type``. Notes go
back to the place that refers to them; navigation lists are furniture. ``pos`` is the line within a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from typing import Any

from exporter.bounds.packages import Package, open_package
from exporter.errors import InputError
from exporter.model import (
    Block,
    Document,
    Identifier,
    Link,
    Metadata,
    PageMarker,
    Person,
    Resource,
    Subject,
    run_of_notes,
    transform,
)
from exporter.readback.epub.block import blocks, flow
from exporter.readback.epub.protection import ADVICE, encrypted, protected
from exporter.readback.epub.publication import articles_said, deeper, levels_of_pages
from exporter.readback.epub.spine import OPF, Item, items_of, package_document, spine_of
from exporter.readback.epub.state import (
    XHTML,
    Element,
    Flow,
    Place,
    Reading,
    Results,
    effective_lang,
    has_role,
    key_of,
    local,
)
from exporter.readback.epub.survey import survey
from exporter.readback.headings import Heading, nest, split_title, title_of
from exporter.readback.numbers import numbered
from exporter.readback.sight import OneSense

DC = "{http://purl.org/dc/elements/1.1/}"
PICTURES = frozenset(["image/png", "image/jpeg", "image/gif", "image/svg+xml", "image/webp"])


@dataclass(frozen=True, slots=True)
class Opened:
    """A book that is open: its parts, its package document, its manifest."""

    package: Package
    opf: Element
    items: Mapping[str, Item]


def read(data: bytes, name: str) -> Document:
    """The document in an EPUB file. Raises InputError when it is not an EPUB, is damaged, or was refused."""
    return read_both(data, name)[0]


def read_both(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...]]:
    """The document in an EPUB file, and the words of it that are only seen or only heard. Raises as ``read`` does."""
    return read_open(data, name)[:2]


def opened_book(data: bytes, name: str) -> Opened:
    """The book in ``data``. Raises InputError when its package document is missing or damaged."""
    package = open_package(data, name)
    path, opf = package_document(package)
    return Opened(package, opf, items_of(package, opf, path))


def read_open(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...], Opened]:
    """What ``read_both`` gives, and the book as it was opened, for rules that go on with it. Raises as ``read``."""
    opened = opened_book(data, name)
    package, opf, items = opened.package, opened.opf, opened.items
    metadata = _metadata(opf)
    pages = _pages(package, opf, items)
    known = survey(pages, _pictures(package, items), articles_said(opf, items))
    reading = Reading(replace(known, lists=_list_styles(package, pages)), Results(), blocks)
    shifts = levels_of_pages(package, items, pages)
    whole: Flow = []
    place = Place("")
    for file, root in pages:
        place = replace(place, file=file)
        found = page_flow(reading, place, root, metadata.lang)
        whole += deeper(found, shifts.get(file, 0))
        place = place.after(found)
    return assembled(metadata, whole, reading.results), tuple(_one_sense(package, reading, pages)), opened


def _list_styles(package: Package, pages: list[tuple[str, Element]]) -> dict[Element, str]:
    """The styles that sheets give to lists, for pages that have any."""
    from exporter.readback.epub.list_styles import list_styles  # noqa: PLC0415  (start-up: only where a book is read)

    found: dict[Element, str] = {}
    for file, root in pages:
        if next(root.iter(XHTML + "ol", XHTML + "ul"), None) is not None:
            found |= list_styles(root, list(_sheets(package, file, root)))
    return found


def _one_sense(package: Package, reading: Reading, pages: list[tuple[str, Element]]) -> Iterator[OneSense]:
    """What of the pages only one of two senses gets, by their style sheets."""
    from exporter.readback.epub.sight import one_sense, rules_of  # noqa: PLC0415  (start-up: only where a book is read)

    for file, root in pages:
        rules = rules_of(root, _sheets(package, file, root))
        if rules is not None:
            yield from one_sense(root, rules, partial(reading.registry.position, Place(file)))


def _sheets(package: Package, file: str, root: Element) -> Iterator[str]:
    """The style sheets of a page in the order of its head, those that are in the book."""
    for made in root.iter(XHTML + "link", XHTML + "style"):
        if local(made) == "style":
            yield made.text or ""
        elif "stylesheet" in (made.get("rel") or "").split() and "alternate" not in (made.get("rel") or ""):
            key = key_of(file, made.get("href") or "")
            if key is not None and key[0] in package:
                yield package.read(key[0]).decode("utf-8", "replace")


def assembled(metadata: Metadata, whole: Flow, results: Results) -> Document:
    """The document of everything that stands on the pages."""
    before = list(takewhile(lambda item: isinstance(item, PageMarker), whole))
    title, rest = split_title(whole[len(before) :])
    rest = [*before, *rest]  # a page of the print begins with the title
    title_nodes = title_of(title) if title else ()
    document = Document(
        metadata=metadata, title=title_nodes, blocks=nest(rest, 1), resources=tuple(results.resources.values())
    )
    document = replace(document, notes_run=run_of_notes(document, results.labels))
    return _follow_aliases(document, results.aliases) if results.aliases else document


def _follow_aliases(document: Document, aliases: dict[str, str]) -> Document:
    def follow(node: Any) -> Any:
        if isinstance(node, Link) and node.target[1:] in aliases and node.target.startswith("#"):
            return replace(node, target="#" + aliases[node.target[1:]])
        return node

    return transform(document, follow)


def _metadata(opf: Element) -> Metadata:
    """Dublin Core and EPUB metadata. The language ``und`` says that nobody knows."""

    def texts(tag: str) -> list[str]:
        return [" ".join((found.text or "").split()) for found in opf.iter(DC + tag)]

    def first(tag: str) -> str:
        return next(iter(texts(tag)), "")

    refined, said = _refined(opf)
    titles = zip(texts("title"), (refined(made, "title-type") for made in opf.iter(DC + "title")), strict=True)
    lang = first("language")
    return Metadata(
        title=first("title"),
        subtitle=next((text for text, kind in titles if kind == "subtitle"), ""),
        authors=tuple(
            Person(
                " ".join((made.text or "").split()),
                refined(made, "role") or "aut",
                refined(made, "schema:identifier").removeprefix("https://orcid.org/"),
                refined(made, "schema:affiliation"),
                refined(made, "file-as"),
            )
            for tag in ("creator", "contributor")
            for made in opf.iter(DC + tag)
            if made.text
        ),
        publisher=first("publisher"),
        published=first("date"),
        modified=said.get("dcterms:modified", ""),
        source=next((text for text in texts("source") if not text.startswith("urn:isbn:")), ""),
        lang="" if lang.lower() == "und" else lang,
        identifier=first("identifier"),
        description=first("description"),
        keywords=tuple(texts("subject")),
        rights=first("rights"),
        identifiers=(
            *(numbered(value) for value in texts("identifier") if numbered(value).scheme),
            *(Identifier(text[9:], "isbn", "print") for text in texts("source") if text.startswith("urn:isbn:")),
        ),
        subjects=tuple(
            Subject(term, refined(made, "authority"), " ".join((made.text or "").split()))
            for made in opf.iter(DC + "subject")
            if (term := refined(made, "term"))
        ),
        series=said.get("belongs-to-collection", ""),
        number=said.get("group-position", ""),
        imprint=said.get("schema:publisherImprint", ""),
        place=said.get("schema:locationCreated", ""),
        edition=said.get("schema:bookEdition", ""),
        licence=said.get("dcterms:license", ""),
    )


def _refined(opf: Element) -> tuple[Callable[[Element, str], str], dict[str, str]]:
    """What refines an element, by its property; and what is said by any meta, the first of its property."""
    about: dict[tuple[str, str], str] = {}
    said: dict[str, str] = {}
    for meta in opf.iter(OPF + "meta"):
        name, text = meta.get("property") or "", " ".join((meta.text or "").split())
        about.setdefault(((meta.get("refines") or "").removeprefix("#"), name), text)
        said.setdefault(name, text)
    return lambda made, name: about.get((made.get("id") or "?", name), ""), said


def _pictures(package: Package, items: Mapping[str, Item]) -> dict[str, Resource]:
    taken: dict[str, Resource] = {}
    locked = encrypted(package)
    for item in items.values():
        part = item.part
        if item.media_type in PICTURES and part in package and package.spelled(part) not in locked:
            name = part.replace("/", "-")
            taken[part] = Resource(name=name, media_type=item.media_type, data=package.read(part))
    return taken


def _pages(package: Package, opf: Element, items: Mapping[str, Item]) -> list[tuple[str, Element]]:
    """The pages of the spine in reading order, each once. A cover outside that order is not reached by reading on."""
    spine = spine_of(package, opf, items)
    pages = [(part, page) for part, page in spine.pages.items() if part in spine.linear or not _is_cover(page)]
    if not pages:
        why = spine.unread[0] if spine.unread else "it is empty"
        if spine.unread and protected(package):
            raise InputError(f"{package.name}: is protected: {why}; {ADVICE}", code="encrypted")
        raise InputError(f"{package.name}: its spine has no page that can be read: {why}")
    return pages


def _is_cover(page: Element) -> bool:
    return any(has_role(made, "doc-cover", "cover") for made in page.iter(XHTML + "body", XHTML + "img"))


def page_flow(reading: Reading, place: Place, root: Element, book_lang: str) -> Flow:
    """The flow of one page. A page in another language than the book's hands its own to its blocks."""
    body = next(root.iter(XHTML + "body"), None)
    if body is None:
        return []
    found = flow(reading, place, body)
    lang = effective_lang(body) or ("und" if book_lang else "")
    if lang.lower() != book_lang.lower():
        found = [_in_language(item, lang) for item in found]
    if (name := reading.registry.id_of(place, body)) and found:
        if found[0].id:
            reading.results.aliases[name] = found[0].id
        else:
            found[0] = replace(found[0], id=name)
    return found


def _in_language(item: Block | Heading, lang: str) -> Block | Heading:
    return item if item.lang else replace(item, lang=lang)
