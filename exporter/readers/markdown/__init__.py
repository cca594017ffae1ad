"""The Markdown reader: CommonMark, the dialects in use, front matter, quotes that are signed, formulas, notes.

The conventions are in docs/reference/markdown.md. The dialects' features are modules of ``readers.markdown``; structure
comes from ``markdown_render`` and the HTML reader; here all is put together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import PurePath
from typing import Any

from exporter.errors import InputError
from exporter.findings import finding
from exporter.model import Document, Inlines, LineBreak, Metadata, Paragraph, Span, Text
from exporter.patterns import pattern
from exporter.position import Position
from exporter.readers import ReadResult, Source
from exporter.readers.file_title import of_file
from exporter.readers.html.addresses import address_of
from exporter.readers.html.block import flow
from exporter.readers.html.inline import SIGNATURE
from exporter.readers.html.notes import settle_notes, take_notes
from exporter.readers.html.state import Cursor, Place, Reading, Registry, Results
from exporter.readers.html.tree import find
from exporter.readers.markdown import (
    abbreviations,
    front_matter,
    line_ends,
    note_marks,
    slugs,
    table_captions,
    titles,
)
from exporter.readers.markdown.dialects import DIALECTS, Dialect, guessed
from exporter.readers.markdown.render import to_tree
from exporter.readers.markdown.typed_marks import read_marks
from exporter.readers.noted import Noted
from exporter.readers.pictures import Pictures
from exporter.readers.pictures.cover import named_cover
from exporter.readers.sections import Flow, Heading, nest, shown_title


def dialect_of(source: Source) -> Dialect:
    """The dialect that the user names, or else the one that the text shows."""
    return DIALECTS.get(source.dialect) or guessed(source.text, PurePath(source.name).suffix).dialect


def read(source: Source) -> ReadResult:
    """The document in a Markdown article. Raises InputError when its front matter is not plain data, or it is empty."""
    block = front_matter.split(source.text)
    front = front_matter.read(source.name, block) if block.text.strip() else front_matter.FrontMatter()
    metadata, noted, dialect = front.metadata, Noted(), dialect_of(source)
    lines = source.text.split("\n")
    results, place = Results(Pictures(source.gate)), Place(metadata.lang or source.lang)
    results.findings.extend(front.findings)
    text, expansions = abbreviations.taken(lines[block.lines :])
    if any(mark in text for mark in ("[/", '"]', "']", '" /]', '"/]', "[gallery", "[playlist")):
        from exporter.readers.markdown.wordpress_tags import without_wordpress  # noqa: PLC0415  (start-up: few have any)

        text = without_wordpress(text, noted, block.lines)
    text = note_marks.without_spaces(text)
    if dialect.bracket_is_caption:  # pandoc reads an address over two lines as one; every line stays
        text = _ADDRESS_OVER_LINES.sub(r"\1\2\n", text)
    if "{" in text or dialect.mdx or "--8<--" in text:
        from exporter.readers.markdown.template_tags import without_tags  # noqa: PLC0415  (start-up: few have any)

        text = without_tags(text, noted, dialect, _values(front.data), block.lines)
    if dialect.name != "commonmark":
        text = read_marks(text, noted, block.lines, lettered=dialect.fancy_lists)
    environment = _environment(source, front.data, noted, dialect, place.lang, block.lines)
    root, flattened = to_tree(text, environment)
    if flattened:
        results.report("IN004", "content nested too deeply was flattened", None)
    metadata, unfit = named_cover(metadata, results.pictures, front_matter.place_of("cover", block.text))
    results.findings.extend(unfit)
    body = find(root, "body") or root
    reading = Reading(_registry(source, metadata), results, Cursor(lines))
    try:
        take_notes(reading, place, body)
        title, rest = titles.opening(flow(reading, place, body.children or ()), metadata.title)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    document = _document(
        source, results, front, replace(metadata), title, rest, front_matter.place_of("title", block.text)
    )
    document = abbreviations.expanded(document, expansions)
    return ReadResult(slugs.resolve(document), (*results.counted(), *noted.findings()))


def _registry(source: Source, metadata: Metadata) -> Registry:
    """What is known before the HTML is read that was made of an article."""
    return Registry(
        limits=source.gate.limits,
        source_has_replacement="\ufffd" in source.text,
        addresses=address_of(source.base_url, metadata.source),
    )


def _environment(
    source: Source, data: dict[str, Any], noted: Noted, dialect: Dialect, lang: str, shift: int
) -> dict[str, Any]:
    """What the parser and renderer are told of an article."""
    env: dict[str, Any] = {"shift": shift, "noted": noted, "dialect": dialect, "lang": lang}
    env["labels_at"] = source.labels_at
    named = data.get("bibliography")
    files = [str(item) for item in (named if isinstance(named, list) else [named]) if item]
    held = data.get("references")
    inline = held if isinstance(held, list) else []
    if dialect.citations or files or inline:
        from exporter.readers.markdown.bibliography import library, settle  # noqa: PLC0415  (start-up: few cite)

        works = library(source.gate, files, inline, str(data.get("csl") or ""), noted)
        env["works"] = works.works
        env["set_citations"] = partial(settle, works, lang=lang)
        env["references_title"] = data.get("reference-section-title")
    return env


def _values(data: dict[str, Any]) -> dict[str, str]:
    """What a template could put in of the front matter: its plain texts."""
    known = {key: " ".join(value.split()) for key, value in data.items() if isinstance(value, str) and value.strip()}
    held = data.get("substitutions") or (data.get("myst") if isinstance(data.get("myst"), dict) else {})
    held = held.get("substitutions", held) if isinstance(held, dict) else {}
    said = {str(key).lower(): value for key, value in held.items() if isinstance(value, str)}  # of MyST
    short = {key: value for key, value in said.items() if len(value) < SHORT}

    def of_another(match: re.Match[str]) -> str:
        return _VALUE.sub("", short.get(match[1].lower(), ""))

    said = {key: _VALUE.sub(of_another if key in short else "", value) for key, value in said.items()}
    return {**said, **known}


_ADDRESS_OVER_LINES = pattern(r"(\]\(https?://[^()\s]{0,500})\n[ \t]*([^()\s]{1,500}\))")
SHORT = 500
"""A longer substitution is put into no other, so that few words cannot become many."""
_VALUE = pattern(r"\{\{\s*([\w.-]+)\s*\}\}")


def _document(
    source: Source,
    results: Results,
    front: front_matter.FrontMatter,
    metadata: Any,
    title: Heading | None,
    rest: list[Flow],
    place: Position,
) -> Document:
    """The document of what was read. Raises InputError when there is nothing in it."""
    blocks = table_captions.taken(nest(rest, results.findings, base=title.level if title else 1))
    if not blocks and title is None and not metadata.title:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    if front.date_words:
        said: Inlines = (Span((Text(front.date_words),), datetime=metadata.published),)
        blocks = (Paragraph(said if metadata.published else (Text(front.date_words),), role="dateline"), *blocks)
    shown = shown_title(title, metadata, place)
    if not shown and (name := of_file(source.name)):
        metadata = replace(metadata, title=name)  # what is shown of it, the pass over mastheads adds
        results.findings.append(finding("MD010", f"the article has no title; the name of its file is used: “{name}”"))
    document = Document(
        metadata=metadata,
        title=shown,
        blocks=blocks,
        resources=results.pictures.resources,
    )
    document = table_captions.taken_everywhere(line_ends.settled(document, _is_line_end))
    return settle_notes(document, results)


def _is_line_end(node: Any) -> bool:
    """Whether a break is only there to be looked at (``html_inline``): where nothing was signed it is a line end."""
    return isinstance(node, LineBreak) and node.id == SIGNATURE
