"""An article whose body is HTML inside something else: a feed, a CMS export, a news item. One mapping serves them all.

The wrapper's reader gives the body and the metadata; places in the body are told by the lines of the wrapper, which is
what a person has open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from exporter.errors import InputError
from exporter.findings import Finding, finding
from exporter.model import Document, Inlines, Metadata, Paragraph, Text, plain_text, transform
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.file_title import of_file
from exporter.readers.html.block import flow
from exporter.readers.html.footnotes import mark_footnotes
from exporter.readers.html.notes import take_notes
from exporter.readers.html.prepare import prepare, survey
from exporter.readers.html.state import Place, Reading, Results
from exporter.readers.html.template_words import named_without_tags, without_tags_below
from exporter.readers.html.tree import find, parse
from exporter.readers.html.typed_structure import settle
from exporter.readers.noted import Noted
from exporter.readers.pictures import Pictures
from exporter.readers.sections import Flow, Heading, nest, resolve_heading_links, shown_title, take_title


def read_body(
    source: Source,
    html: str,
    metadata: Metadata,
    line: int,
    *,
    on_one_line: bool = False,
    found: Sequence[Finding] = (),
    known: Sequence[str] = (),
) -> ReadResult:
    """The document whose body is ``html``, which begins at ``line`` of the source and has its line ends.

    ``on_one_line``: the source holds the whole body in one line, as JSON does. ``found`` was noticed on the way here.
    ``known`` are addresses that relative ones may be resolved against: the first before the article's own, if any.
    Raises InputError when there is nothing to read.
    """
    root, flattened = parse("\n" * (line - 1) + html)
    results = Results(Pictures(source.gate))
    if flattened:
        results.report("IN004", "content nested too deeply was flattened", None)
    body = find(root, "body") or root
    first, *others = (*known, "")
    noted = Noted()
    metadata = named_without_tags(metadata, noted, line)
    without_tags_below(body, noted)
    reading = Reading(survey(source, root, body, first, metadata.source, *others), results)
    place = Place(metadata.lang)
    prepare(reading, body, place.lang)
    try:
        mark_footnotes(reading, body)
        take_notes(reading, place, body)
        title, rest = take_title(settle(reading, flow(reading, place, body.children or ())), metadata.title)
        title, rest = _without_repeated(title, rest, metadata.title)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    blocks = nest(rest, results.findings)
    if not blocks and title is None:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    if title is None and not metadata.title and (name := of_file(source.name)):
        metadata = replace(metadata, title=name)
        results.findings.append(finding("MD010", f"the article has no title; the name of its file is used: “{name}”"))
    document = Document(
        metadata=metadata,
        title=shown_title(title, metadata, Position(line, 1)),
        blocks=blocks,
        resources=results.pictures.resources,
    )
    findings = [*found, *noted.findings(), *results.counted()]
    if on_one_line:
        document = transform(document, lambda node: _at(node, line))
        findings = [replace(item, pos=Position(line, 1)) if item.pos else item for item in findings]
    return ReadResult(resolve_heading_links(document), tuple(findings))


def _without_repeated(title: Heading | None, rest: list[Flow], known: str) -> tuple[Heading | None, list[Flow]]:
    """The flow without a first line that says the headline once more, as wire copy often does."""
    at = next((number for number, item in enumerate(rest) if not isinstance(item, Paragraph) or not item.role), 0)
    first = rest[at] if rest else None
    others = [*rest[:at], *rest[at + 1 :]]
    if title is None and known and isinstance(first, Heading) and _words(first.title) == _words((Text(known),)):
        return first, others
    shown = title.title if title is not None else (Text(known),)
    if isinstance(first, Paragraph) and _words(first.content) and _words(first.content) == _words(shown):
        return title, others
    return title, rest


def with_headline(document: Document, headline: str) -> Document:
    """A document read from plain text under the headline its item has; what was taken for one is its first line."""
    if not headline or _words(document.title) == _words((Text(headline),)):
        return document
    before = (Paragraph(document.title),) if _words(document.title) else ()
    return replace(document, title=(Text(headline),), blocks=(*before, *document.blocks))


def _words(content: Inlines) -> list[str]:
    return re.findall(r"\w+", plain_text(content).casefold())


def _at(node: Any, line: int) -> Any:
    return replace(node, pos=Position(line, 1)) if node.pos else node
