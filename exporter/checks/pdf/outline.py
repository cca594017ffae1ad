"""Bookmarks of a PDF beside its headings (ISO 14289-1, 7.17): the same words, in the same order and nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from exporter.checks.outline import outline
from exporter.comparison.sequences import opcodes
from exporter.model import Document
from exporter.readback.pdf.tree import Spot, Tag, TreeReader

MAX_ENTRIES = 50_000
KNOWN_BY = 40
"""Letters of a bookmark by which its heading is known: more of it may be left out."""
ENOUGH = 3
"""A file with fewer headings is walked through quickly without bookmarks."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """One entry of the document outline (ISO 32000-1, 12.3.3)."""

    depth: int
    title: str
    target: Any
    structured: bool = False
    """Whether its action names a structure element beside the place (ISO 32000-2, 12.6.4.2)."""


def bookmarks(pdf: pikepdf.Pdf) -> list[Bookmark]:
    """The bookmarks in order, each with its depth, 1 for the outermost."""
    root = pdf.Root.get("/Outlines")
    found: list[Bookmark] = []
    stack = [(root.get("/First"), 1)] if isinstance(root, pikepdf.Dictionary) else []
    seen: set[tuple[int, int]] = set()
    while stack and len(found) < MAX_ENTRIES:
        entry, depth = stack.pop()
        if not isinstance(entry, pikepdf.Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        action = entry.get("/A")
        target = entry.get("/Dest", action.get("/D") if isinstance(action, pikepdf.Dictionary) else None)
        structured = isinstance(action, pikepdf.Dictionary) and "/SD" in action
        found.append(Bookmark(depth, " ".join(str(entry.get("/Title", "")).split()), target, structured))
        stack += [(entry.get("/Next"), depth), (entry.get("/First"), depth + 1)]
    return found


def _in_full(title: str, headings: Sequence[str]) -> str:
    """A bookmark; the heading that it is the beginning of, where it says that there is more."""
    if len(title) <= KNOWN_BY or title[-1] != "…":
        return title
    said = title[:-1].rstrip()
    return next((heading for heading in headings if heading.startswith(said)), title)


def bookmarks_and_headings(entries: Sequence[Bookmark], document: Document) -> Iterator[str]:
    """Where bookmarks and headings say different things."""
    headings = [line for line in outline(document) if line.text.strip()]
    if not entries:
        if len(headings) >= ENOUGH:
            yield f"there are {len(headings)} headings and no bookmarks"
        return
    one = [line.text for line in headings]
    two = [_in_full(entry.title, one) for entry in entries]
    for equal, a, b, c, d in opcodes(one, two):
        if not equal and b - a == d - c:
            for heading, title in zip(one[a:b], two[c:d], strict=True):
                yield f"the bookmark for the heading “{heading[:60]}” says “{title[:60]}”"
        elif not equal:
            for heading in one[a:b]:
                yield f"no bookmark leads to the heading “{heading[:60]}”"
            for title in two[c:d]:
                yield f"the bookmark “{title[:60]}” does not match a heading, or is out of order"
    if one == two:
        yield from _nesting([line.level for line in headings], entries)


def _nesting(levels: list[int], entries: Sequence[Bookmark]) -> Iterator[str]:
    """Whether each bookmark lies as deep as its heading, counted from the heading that holds it."""
    open_levels: list[int] = []
    for level, entry in zip(levels, entries, strict=True):
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        if entry.depth != len(open_levels):
            yield f"the bookmark “{entry.title[:60]}” lies at depth {entry.depth}, its heading at {len(open_levels)}"


_HEADING = re.compile(r"H[1-9]?[0-9]*\Z")


def bookmark_targets(entries: Sequence[Bookmark], reader: TreeReader, tags: list[Tag]) -> Iterator[str]:
    """Bookmarks that lead nowhere, or to another page than the heading of the same words is on."""
    pages: dict[str, set[int]] = {}
    for tag in tags:
        if _HEADING.match(tag.role):
            first = next((words.page for words in tag.words() if words.page), tag.page)
            pages.setdefault(tag.text(), set()).add(first)
    for entry in entries:
        place = _place(entry.target, reader)
        if place is None:
            yield f"the bookmark “{entry.title[:60]}” leads nowhere"
        elif entry.title in pages and place[0] not in pages[entry.title]:
            wanted = min(pages[entry.title])
            yield f"the bookmark “{entry.title[:60]}” leads to page {place[0]}; its heading is on page {wanted}"


def _place(target: Any, reader: TreeReader) -> Spot | None:
    if isinstance(target, pikepdf.Array):
        found = reader.place(target)
        return found if found and found[0] else None
    return reader.names.get(str(target).removeprefix("/")) if target is not None else None
