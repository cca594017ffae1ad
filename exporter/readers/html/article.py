"""The HTML reader: fragments from a content management system and whole pages, by a safe mapping onto the model.

What is taken is listed in docs/reference/html.md. Of a whole page the ``article`` or ``main`` is read; what lies
outside is left out and reported. Metadata come from ``title``, ``meta`` and ``html lang``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from exporter.errors import InputError
from exporter.languages import corrected, is_tag
from exporter.model import Document, Metadata, plain_text
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.file_title import of_file
from exporter.readers.html.block import flow
from exporter.readers.html.colours import report_colours
from exporter.readers.html.content import content_of
from exporter.readers.html.footnotes import mark_footnotes
from exporter.readers.html.head_matter import head_of
from exporter.readers.html.metadata import metadata_of
from exporter.readers.html.notes import settle_notes, take_notes
from exporter.readers.html.prepare import prepare, survey
from exporter.readers.html.shortcodes import without_shortcodes
from exporter.readers.html.state import Place, Reading, Results, common
from exporter.readers.html.template_tags import without_tags
from exporter.readers.html.tree import Node, attribute, descendants, elements, find, parse
from exporter.readers.html.typed_structure import settle
from exporter.readers.noted import Noted
from exporter.readers.pictures import Pictures
from exporter.readers.sections import Flow, Heading, nest, resolve_heading_links, shown_title, take_title

KICKERS = 2
"""So many short lines may stand above the headline of a page."""
LANGUAGE_NAMES = frozenset(["og:locale", "content-language", "language", "dc.language", "dcterms.language"])
"""What ``meta`` elements call the language of a page."""


def read(source: Source) -> ReadResult:
    """The document in a page or fragment of HTML. Raises InputError when there is nothing in it to read."""
    noted = Noted()
    head = head_of(source.name, source.text)
    text = without_tags(without_shortcodes(head.rest, noted), noted, head.values)
    root, flattened = parse(text)
    results = Results(Pictures(source.gate), [*head.findings])
    made = read_tree(source, root, results, flattened=flattened, known=head.metadata)
    return replace(made, findings=(*made.findings, *noted.findings()))


def read_tree(
    source: Source, root: Node, results: Results, *, flattened: bool, known: Metadata | None = None
) -> ReadResult:
    """The document in a parsed page; ``results`` may hold findings already. Raises InputError when it is empty.

    ``known`` is what else than the page says about it, and goes before.
    """
    body = find(root, "body") or root
    reading = Reading(survey(source, root, body), results)
    lang = _language(reading, root)
    prepare(reading, body, (known.lang if known else "") or lang or source.lang)
    _report_head(reading, root)
    metadata = _joined(metadata_of(root, lang), known)
    if flattened:
        reading.report("IN004", "content nested too deeply was flattened", None)
    content = content_of(reading, body)
    if not metadata.lang:
        metadata = replace(metadata, lang=_only_language(body))
    mark_footnotes(reading, body)
    report_colours(reading, content)
    place = Place(metadata.lang or source.lang)
    try:
        take_notes(reading, place, body)
        title, rest = opening(settle(reading, flow(reading, place, content.children or ())), metadata.title)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    if title is None and not metadata.title and (name := of_file(source.name)):
        metadata = replace(metadata, title=name)
        reading.report("MD010", f"the article has no title; the name of its file is used: “{name}”", None)
    document = Document(
        metadata=metadata,
        title=shown_title(title, metadata, _title_place(reading, root)),
        blocks=nest(rest, results.findings, base=title.level if title else 1),
        resources=results.pictures.resources,
    )
    if not document.blocks and title is None:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    return ReadResult(settle_notes(resolve_heading_links(document), results), tuple(results.counted()))


def _language(reading: Reading, root: Node) -> str:
    """The language that the page declares: its element, else Open Graph or a header said so (``en_GB`` for en-GB)."""
    for page in (find(root, "html"), find(root, "body")):
        if page is not None and (attribute(page, "lang") or attribute(page, "xml:lang")):
            return str(common(reading, page, reading.position(page)).get("lang", ""))
    for node in descendants(root):
        if node.name == "meta":
            names = (attribute(node, name) or "" for name in ("property", "http-equiv", "name"))
            tag = corrected((attribute(node, "content") or "").split(",")[0].strip())
            if LANGUAGE_NAMES & {name.lower() for name in names} and is_tag(tag):
                reading.report(
                    "HTML015", f"the page's language, {tag}, was taken from its head element", reading.position(node)
                )
                return tag
    return ""


def _joined(said: Metadata, known: Metadata | None) -> Metadata:
    """The metadata of a page, with those that go before in their places."""
    values = {item.name: getattr(known, item.name) for item in fields(Metadata)} if known is not None else {}
    return replace(said, **{name: value for name, value in values.items() if value})


def opening(flow: Sequence[Flow], known: str) -> tuple[Heading | None, list[Flow]]:
    """The title and the rest: a heading of level 1, else the one heading above all others with which the text opens."""
    title, rest = take_title(flow, "", KICKERS)
    if title is not None:
        return title, rest
    headings = [item for item in flow if isinstance(item, Heading)]
    first = headings[0] if headings else None
    at = next((number for number, item in enumerate(flow) if item is first), 0)
    if first is None or any(item.level <= first.level for item in headings[1:]) or at > KICKERS:
        return None, list(flow)
    if known and not _same_words(plain_text(first.title), known):
        return None, list(flow)
    return take_title([replace(item, level=1) if item is first else item for item in flow], "", KICKERS)


def _same_words(heading: str, known: str) -> bool:
    """Whether a heading is a page's title, or the part of it before the name of the site."""
    one, two = (" ".join(re.findall(r"\w+", text.casefold())) for text in (heading, known))
    return bool(one) and (two == one or two.startswith(one + " "))


def _title_place(reading: Reading, root: Node) -> Position | None:
    element = find(root, "title")
    return reading.position(element) if element is not None else None


def _only_language(body: Node) -> str:
    """The language of a fragment whose one element says it for all: ``<article lang="fr">`` and nothing beside it."""
    inside = elements(body)
    has_words = any(item.name == "#text" and str(item.data or "").strip() for item in body.children or ())
    if len(inside) != 1 or has_words:
        return ""
    return (attribute(inside[0], "lang") or "").strip()


def _report_head(reading: Reading, root: Node) -> None:
    """Say what of a page's head would act, fetch or change what follows: none of it is carried."""
    head = find(root, "head")
    for node in descendants(head) if head is not None else ():
        relation = (attribute(node, "rel") or "").lower() if node.name == "link" else ""
        refresh = node.name == "meta" and (attribute(node, "http-equiv") or "").lower() == "refresh"
        if node.name == "script" or refresh:
            message = f"a “{node.name}” element of the page's head was left out"
            reading.report("HTML001", message, reading.position(node), cause=node.name + " in the head")
        elif relation.split() and set(relation.split()) & {"stylesheet", "attachment", "import", "preload", "prefetch"}:
            message = f"a link to a {relation} was not followed"
            reading.report("HTML001", message, reading.position(node), cause=relation)
    if reading.registry.styles.generated:
        words = ", ".join(f"“{text[:40]}”" for text in reading.registry.styles.generated[:5])
        reading.report(
            "HTML016",
            f"words that only the page's style sheet adds before or after elements were left out: {words}",
            None,
        )
