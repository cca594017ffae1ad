"""Read back: a finished PDF as a Document, by its structure tree, as assistive technology would (ISO 14289-1).

Only what is tagged is read: text, in the order of the tree, through ToUnicode and ActualText. Artifacts are not there.
``pos`` is the number of the page. An untagged PDF gives a document without content.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from lxml import etree

from exporter.errors import InputError
from exporter.model import (
    Block,
    Blocks,
    Document,
    Identifier,
    Metadata,
    Node,
    Paragraph,
    Person,
    run_of_notes,
    transform,
)
from exporter.readback.headings import nest, split_title, title_of
from exporter.readback.pdf.block import blocks_of, flow
from exporter.readback.pdf.content import Reader, TooMuch
from exporter.readback.pdf.one_sense import one_sense
from exporter.readback.pdf.open import open_pdf, opened_pdf, said_of
from exporter.readback.pdf.pictures import pictures_in
from exporter.readback.pdf.sight import layers_off
from exporter.readback.pdf.state import Flow, Place, Reading, Registry, Results, survey
from exporter.readback.pdf.tree import Tag, TreeReader
from exporter.readback.pdf.xmp import packet_of, properties
from exporter.readback.sight import OneSense

_ADDRESS = re.compile(r"stream <[^>]*>:? ?")
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(slots=True)
class Opened:
    """A PDF that is open, with what its pages paint and its structure tree (None: it has none)."""

    pdf: pikepdf.Pdf
    tree: TreeReader
    root: Tag | None
    packet: etree._Element | None
    """Its XMP packet, where it has one that can be read."""
    survey: Registry | None = None
    """What is known of the tree before it is read, once it has been."""


def read(data: bytes, name: str) -> Document:
    """The document in a PDF file. Raises InputError when it is not a PDF, is damaged, or is encrypted."""
    return read_both(data, name)[0]


def read_both(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...]]:
    """The document in a PDF file, and the words of it that are only seen or only heard. Raises as ``read`` does."""
    return read_open(data, name)[:2]


def read_open(data: bytes, name: str) -> tuple[Document, tuple[OneSense, ...], Opened]:
    """What ``read_both`` gives, and the file as it was opened, for rules that go on with it. Raises as ``read``."""
    try:
        with said_of(name):
            opened = walked(opened_pdf(data, name))
            return *_read(opened), opened
    except TooMuch as error:
        raise InputError(f"{name}: {error}; it is refused") from None
    except pikepdf.PasswordError:
        raise InputError(
            f"{name}: is encrypted: without its password no program opens it, and no screen reader gets a word of it; "
            "save a copy without a password",
            code="encrypted",
        ) from None
    except pikepdf.PdfError as error:
        raise InputError(f"{name}: is not a PDF that can be read: {_plain(error)}") from None
    except (TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        # pikepdf's objects have no types: in a damaged file any of them may be another thing than it should be
        raise InputError(f"{name}: is damaged: an object has the wrong type ({type(error).__name__})") from None


def page_labels(data: bytes) -> list[str]:
    """The labels of a PDF's pages in order (ISO 32000-1, 12.4.2). Raises InputError as ``read`` does."""
    try:
        with open_pdf(data, "the PDF") as pdf:
            return [str(page.label) for page in pdf.pages]
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError):
        return []


def _plain(error: Exception) -> str:
    """What a library says, on one line and without where in memory it was said."""
    return _ADDRESS.sub("", " ".join(str(error).split()))


def walked(pdf: pikepdf.Pdf) -> Opened:
    """What the pages of an opened PDF paint, and its structure tree."""
    reader, pages = Reader(off=layers_off(pdf)), {}
    for number, page in enumerate(pdf.pages, 1):
        pages[page.obj.objgen] = number
        reader.page(page, number)
    tree = TreeReader(pdf, reader, pages)
    tree.read_names()
    return Opened(pdf, tree, tree.read(), packet_of(pdf))


def _read(opened: Opened) -> tuple[Document, tuple[OneSense, ...]]:
    pdf, root = opened.pdf, opened.root
    metadata = _metadata(pdf, opened.packet)
    if root is None:
        return Document(metadata=metadata), ()
    opened.survey = survey(root)
    reading = Reading(opened.survey, Results(), blocks_of)
    flat, whole = _content(reading, root)
    if reading.results.targets:  # once more, now that the places which links lead to have their names
        known = replace(reading.registry, ids=reading.results.targets)
        reading = replace(reading, registry=known, results=Results())
        flat, whole = _content(reading, root)
    title, _ = split_title(flat)
    document = Document(
        metadata=metadata,
        title=title_of(title) if title else (),
        blocks=whole,
        resources=tuple(pictures_in(root)),
    )
    document = replace(document, notes_run=run_of_notes(document, reading.results.labels))
    return document, tuple(one_sense(pdf, root, opened.tree.content))


def _content(reading: Reading, root: Tag) -> tuple[Flow, Blocks]:
    """What the tree holds, as it follows one another and as a document without its title."""
    flat = flow(reading, Place(), root.kids)
    _, rest = split_title(flat)
    return flat, _with_lost_notes(reading, Place().after(flat), root, nest(rest, 1))


def _with_lost_notes(reading: Reading, place: Place, root: Tag, blocks: Blocks) -> Blocks:
    """Notes that nothing refers to stay where they stand; the others have been read at their references."""
    waiting: dict[str, Tag] = {}
    stack = [root]
    while stack:
        tag = stack.pop()
        if tag.role in ("Note", "FENote"):
            waiting[f"\0note-{id(tag)}"] = tag
        stack.extend(tag.tags())
    if not waiting:
        return blocks

    def settle(node: Any) -> Node | list[Block]:
        if isinstance(node, Paragraph) and node.id in waiting:
            tag = waiting[node.id]
            return [] if id(tag) in reading.results.referred else list(blocks_of(reading, place, tag.kids))
        return node if isinstance(node, Node) else []

    return transform(Document(blocks=blocks), settle).blocks


def _metadata(pdf: pikepdf.Pdf, packet: etree._Element | None) -> Metadata:
    """XMP, else the information dictionary; the language of the catalogue, which is the one that is heard."""
    xmp = properties(packet)
    info = pdf.trailer.get("/Info") or pikepdf.Dictionary()
    authors = xmp["dc:creator"] or ([str(info["/Author"])] if "/Author" in info else [])

    def first(name: str) -> str:
        return next(iter(xmp.get(name, ())), "")

    numbers = [(xmp.get(f"prism:{scheme}", [])[:1], scheme) for scheme in ("isbn", "issn", "doi")]
    orcids = {name: value.removeprefix("https://orcid.org/") for name, value in _by_name(xmp["schema:identifier"])}
    institutions = dict(_by_name(xmp["schema:affiliation"]))
    return Metadata(
        title=first("dc:title") or str(info.get("/Title", "")),
        subtitle=first("prism:subtitle"),
        authors=tuple(
            replace(one, orcid=orcids.get(one.name, ""), affiliation=institutions.get(one.name, ""))
            for one in (*(Person(one) for one in authors if one), *map(_contributor, xmp.get("dc:contributor", ())))
        ),
        publisher=first("dc:publisher"),
        imprint=first("schema:publisherImprint"),
        place=first("schema:locationCreated"),
        description=first("dc:description"),
        lang=str(pdf.Root.get("/Lang", "")),
        identifier=first("dc:identifier"),
        rights=first("dc:rights"),
        identifiers=(
            *(Identifier(value, scheme) for found, scheme in numbers for value in found),
            *(Identifier(value[9:], "isbn", "print") for value in xmp["dc:relation"] if value.startswith("urn:isbn:")),
        ),
        series=first("prism:seriesTitle"),
        number=first("prism:seriesNumber"),
        edition=first("prism:bookEdition"),
        licence=first("xmpRights:WebStatement"),
    )


def _contributor(said: str) -> Person:
    """A name with its role behind it, as our writer says it; anybody else's stay as they are."""
    match = re.fullmatch(r"(.+) \(([a-z]{3})\)", said)
    return Person(match[1], match[2]) if match else Person(said, "ctb")


def _by_name(said: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What is said of each person, as our writer says it: name, colon, value."""
    for one in said:
        name, colon, value = one.partition(": ")
        if colon:
            yield name, value
