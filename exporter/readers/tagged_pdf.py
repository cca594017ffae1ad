"""A tagged PDF as an article: what assistive technology receives of it, by its structure tree, nothing by its looks.

The tree is read back by code of another room, which the caller hands in (``Source.read_back``): readers import no
read-back. Here that becomes an article: pictures pass the gate, headings are nested, and what is left out is told.
Places are pages. A PDF without tags is refused: what its pages mean would be a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from exporter.bounds.gate import Refused
from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.languages import corrected, is_tag
from exporter.model import Document, Figure, Image, Resource, Section, Span, Text, plain_text, sections, transform, walk
from exporter.position import Position
from exporter.readers import ReadBack, ReadResult, Source
from exporter.readers.pictures import Pictures

UNTAGGED = (
    "has no tags with words in them, so what its pages mean would be a guess; "
    "give the article itself, or export the PDF again with tags (in Word: “Document structure tags for accessibility”)"
)
MOST_SAID = 5
LONGEST = 60


def read(source: Source) -> ReadResult:
    """The article in a tagged PDF. Raises InputError for one without tags, damaged, encrypted, or above a bound."""
    if source.read_back is None:
        raise InputError(f"{source.name}: a PDF can be read only by the program itself, not by its reader alone")
    found = source.read_back(source.data, source.name)
    if not found.document.blocks and not found.document.title:
        raise InputError(f"{source.name}: {UNTAGGED}")
    findings: list[Finding] = []
    document = _levels(found.document, findings)
    document = _pictures(source, found, document, findings)
    return ReadResult(_titled(document), (*findings, *_left_out(found)))


def _titled(document: Document) -> Document:
    """The document with a title where only its metadata have one, and a language that is one."""
    metadata = document.metadata
    lang = corrected(metadata.lang)
    metadata = replace(metadata, lang=lang if is_tag(lang) else "")
    title = document.title or ((Text(metadata.title),) if metadata.title.strip() else ())
    return replace(document, metadata=replace(metadata, title=metadata.title or plain_text(title)), title=title)


def _levels(document: Document, findings: list[Finding]) -> Document:
    """Sections at their depth: the levels that a file states otherwise are told, and not kept."""
    for depth, section in sections(document):
        stated = section.role.removeprefix("level-") if section.role.startswith("level-") else ""
        if stated and int(stated) > depth:
            message = f"the heading is of level {stated} where {depth} is expected; it was nested"
            findings.append(finding("DOC008", message, section.pos))

    def settle(node: Any) -> Any:
        return replace(node, role="") if isinstance(node, Section) and node.role.startswith("level-") else node

    return transform(document, settle)


@dataclass(slots=True)
class _Shown:
    """The pictures of a document by the names that read-back has for them."""

    taken: dict[str, Resource] = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


def _pictures(source: Source, found: ReadBack, document: Document, findings: list[Finding]) -> Document:
    """The document with its pictures, taken through the gate; words stand for those that are not there."""
    images = [node for node in walk(document) if isinstance(node, Image)]
    wanted = list(dict.fromkeys(node.resource for node in images if node.resource))
    pictures, shown = Pictures(source.gate), _Shown()
    for name, data in found.pictures(wanted):
        try:
            shown.taken[name] = pictures.take(data, name)
        except Refused as why:
            shown.why[name] = str(why)

    def settle(node: Any) -> Any:
        if isinstance(node, Figure) and not node.blocks and not node.caption:
            return ()
        if not isinstance(node, Image):
            return node
        if node.resource in shown.taken:
            return replace(node, resource=shown.taken[node.resource].name)
        why = shown.why.get(node.resource, "it is not one picture in the file, or in a form that is not read")
        said = f"“{node.alt[:LONGEST]}”" if node.alt else "without alternative text"
        if node.alt != "":
            findings.append(finding("IMG002", f"the picture {said} could not be taken: {why}", node.pos))
        return (
            Span((Text(node.alt, pos=node.pos),), role="missing-image", lang=node.lang, pos=node.pos)
            if node.alt
            else ()
        )

    return replace(transform(replace(document, resources=()), settle), resources=pictures.resources)


def _left_out(found: ReadBack) -> Iterator[Finding]:
    for what in found.left_out:
        yield finding("IN010", f"{what}: left out")
    for words, page in found.unheard[:MOST_SAID]:
        shown = " ".join(words.split())[:LONGEST]
        message = f"“{shown}” is seen on the page and not in the tags: left out"
        yield replace(finding("IN010", message, page), left_out=words)
    rest: dict[Position | None, list[str]] = {}
    for words, page in found.unheard[MOST_SAID:]:
        rest.setdefault(page, []).append(" ".join(words.split()))
    for page, more in rest.items():  # a line for each page, with all its pieces
        shown = "; ".join(f"“{words[:LONGEST]}”" for words in more)
        message = f"{len(more)} more of the same kind: left out ({shown})"
        yield replace(finding("IN010", message, page), left_out=" ".join(more))
