"""The Markdown reader: CommonMark and the usual additions, front matter, quotes that are signed, formulas, notes.

The conventions are in docs/reference/markdown.md. Structure comes from ``markdown_render`` and the HTML reader; here
are the metadata, the abbreviations and the captions of tables.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from exporter.errors import InputError
from exporter.model import (
    Abbr,
    Block,
    Blocks,
    Document,
    Inline,
    Inlines,
    LineBreak,
    Metadata,
    Paragraph,
    Section,
    Table,
    Text,
    plain_text,
    transform,
    walk,
)
from exporter.readers import ReadResult, Source
from exporter.readers.html import shown_title
from exporter.readers.html.block import flow
from exporter.readers.html.inline import SIGNATURE
from exporter.readers.html.notes import take_notes
from exporter.readers.html.state import State
from exporter.readers.html.tree import find, parse
from exporter.readers.html.white_space import fold
from exporter.readers.markdown import front_matter
from exporter.readers.markdown.render import to_html
from exporter.readers.pictures import Pictures
from exporter.readers.pictures.cover import named_cover
from exporter.readers.sections import nest, resolve_heading_links, take_title

_ABBREVIATION = re.compile(r"\*\[([^\]\n]{1,60})\]:[ \t]*(\S[^\n]*)")
_TABLE_CAPTION = re.compile(r"(?:Table:|:)\s+")


def read(source: Source) -> ReadResult:
    """The document in a Markdown article. Raises InputError when its front matter is not plain YAML, or it is empty."""
    yaml_text, taken = front_matter.split(source.text)
    metadata, findings = front_matter.read(source.name, yaml_text) if yaml_text.strip() else (Metadata(), [])
    lines = source.text.split("\n")
    text, expansions = _take_abbreviations(lines[taken:])
    root, flattened = parse(to_html(text, taken))
    state = State(Pictures(source.gate), source.gate.limits, lines=lines, lang=metadata.lang)
    state.source_has_replacement = "\ufffd" in source.text
    state.findings.extend(findings)
    if flattened:
        state.report("IN004", "what is nested too deeply was flattened", None)
    metadata, unfit = named_cover(metadata, state.pictures, front_matter.place_of("cover", yaml_text))
    state.findings.extend(unfit)
    body = find(root, "body") or root
    try:
        take_notes(state, body)
        title, rest = take_title(flow(state, body.children or ()), metadata.title)
    except InputError as error:
        raise InputError(f"{source.name}: {error}") from None
    blocks = _with_captions(nest(rest, state.findings))
    if not blocks and title is None and not metadata.title:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    document = Document(
        metadata=metadata,
        title=shown_title(title, metadata, front_matter.place_of("title", yaml_text)),
        blocks=blocks,
        resources=state.pictures.resources,
    )
    document = transform(transform(document, _settled), _captions_in_sections)
    return ReadResult(resolve_heading_links(_expanded(document, expansions)), tuple(state.findings))


# --- abbreviations --------------------------------------------------------------------------------------------------


def _take_abbreviations(lines: list[str]) -> tuple[str, dict[str, str]]:
    """The text without lines like ``*[WHO]: World Health Organization``, their places left empty, and what they say."""
    found: dict[str, str] = {}
    fence = ""
    for at, line in enumerate(lines):
        mark = re.match(r" {0,3}(`{3,}|~{3,})", line)
        if mark and (not fence or (line.strip().startswith(fence) and not line.strip().strip(fence[0]))):
            fence = "" if fence else mark[1]
        match = _ABBREVIATION.fullmatch(line) if not fence else None
        if match:
            found.setdefault(match[1], " ".join(match[2].split()))
            lines[at] = ""
    return "\n".join(lines), found


def _expanded(document: Document, expansions: dict[str, str]) -> Document:
    """The document with every use of an abbreviation made an Abbr, outside of code and of other abbreviations."""
    if not expansions:
        return document
    words = "|".join(re.escape(word) for word in sorted(expansions, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)")
    inside = {id(text) for node in walk(document) if isinstance(node, Abbr) for text in walk(node)}

    def expand(node: Any) -> Any:
        if not isinstance(node, Text) or id(node) in inside or not pattern.search(node.text):
            return node
        return _split(node, pattern, expansions)

    return transform(document, expand)


def _split(node: Text, pattern: re.Pattern[str], expansions: dict[str, str]) -> list[Inline]:
    made: list[Inline] = []
    at = 0
    for match in pattern.finditer(node.text):
        if match.start() > at:
            made.append(replace(node, text=node.text[at : match.start()]))
        made.append(Abbr((Text(match[0], pos=node.pos),), expansions[match[0]], pos=node.pos))
        at = match.end()
    if at < len(node.text):
        made.append(replace(node, text=node.text[at:]))
    return made


def _settled(node: Any) -> Any:
    """A line end kept for the sake of a signature, where nothing was signed, is the space it always was."""
    return Text(" ", pos=node.pos) if isinstance(node, LineBreak) and node.id == SIGNATURE else node


# --- captions of tables ---------------------------------------------------------------------------------------------


def _captions_in_sections(node: Any) -> Any:
    if isinstance(node, Section):
        blocks = _with_captions(node.blocks)
        return replace(node, blocks=blocks) if blocks is not node.blocks else node
    return node


def _with_captions(blocks: Blocks) -> Blocks:
    """A paragraph “Table: …” (or “: …”) beside a table without a caption is its caption, as pandoc writes it."""
    made: list[Block] = []
    waiting = list(blocks)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Table) and not node.caption:
            after = waiting[0] if waiting else None
            before = made[-1] if made else None
            if (caption := _caption(after)) is not None:
                waiting.pop(0)
                node = replace(node, caption=caption)
            elif (caption := _caption(before, spelled_out=True)) is not None:
                made.pop()
                node = replace(node, caption=caption)
        made.append(node)
    return blocks if len(made) == len(blocks) else tuple(made)


def _caption(node: Block | None, *, spelled_out: bool = False) -> Inlines | None:
    if not isinstance(node, Paragraph) or not node.content or not isinstance(node.content[0], Text):
        return None
    match = _TABLE_CAPTION.match(plain_text(node.content))
    if match is None or (spelled_out and not match[0].startswith("Table:")):
        return None
    first = node.content[0]
    kept = cast(Inlines, (replace(first, text=first.text[match.end() :]), *node.content[1:]))
    return fold(kept)
