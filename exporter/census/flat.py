"""The things in block formats whose items and quotations lie flat: Portable Text, Draft.js, Mobiledoc.

Items are numbered here by their depth: a list ends where something else stands, or another kind of list on its depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from exporter.census.counted import Census, Thing
from exporter.census.gathering import BEFORE, CUT
from exporter.census.keys import folded
from exporter.census.schemas import ONES

NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡§])[\])]?\s*")
"""Words that are only the mark of a note."""
NOTES = frozenset("footnote endnote note sidenote".split())
ORDERED = frozenset("number numbered ordered orderedlistitem decimal ol".split())
ITEMS = frozenset("unorderedlistitem orderedlistitem checkablelistitem".split())
QUOTES = frozenset("blockquote quote pullquote".split())


class _Numbers:
    """The numbers of items that lie flat: for each depth the kind of list, and the last number."""

    def __init__(self) -> None:
        self.open: dict[int, tuple[str, int, int]] = {}
        self.lists = 0

    def end(self) -> None:
        """Something that is not an item ends all lists."""
        self.open.clear()

    def next(self, kind: str, depth: int) -> tuple[int, int] | None:
        """The number of an item and of its list; None in a list without numbers."""
        for deeper in [one for one in self.open if one > depth]:
            del self.open[deeper]
        known, number, held = self.open.get(depth, ("", 0, 0))
        if known != kind:
            self.lists += 1
            number, held = 0, self.lists
        self.open[depth] = (kind, number + 1, held)
        return (number + 1, held) if kind in ORDERED else None


def is_portable(held: list[Any]) -> bool:
    """Whether a list is Portable Text."""
    return any(isinstance(one, Mapping) and one.get("_type") and isinstance(one.get("children"), list) for one in held)


def count_portable(census: Census, blocks: list[Any]) -> None:
    """The things in Portable Text (portabletext.org, ``block``, ``span``, ``markDefs``)."""
    numbers = _Numbers()
    quoted = False
    for block in blocks:
        if not isinstance(block, Mapping) or not isinstance(block.get("children"), list):
            numbers.end()
            quoted = False
            continue
        text = _spans(census, block)
        style = folded(str(block.get("style") or "normal"))
        if listed := block.get("listItem"):
            depth = block.get("level")
            number = numbers.next(folded(str(listed)), depth if isinstance(depth, int) else 1) if text.strip() else None
            census.things.append(Thing("item", text, number))
        else:
            numbers.end()
            quoted = _styled(census, style, text, quoted)


def _styled(census: Census, style: str, text: str, quoted: bool) -> bool:
    """A heading, or a paragraph of a quotation, of which the first is told; whether it is one."""
    level = style.removeprefix("header").removeprefix("heading").removeprefix("h") if style[:1] == "h" else ""
    if level in ONES or (len(level) == 1 and level in "123456"):
        census.things.append(Thing("heading", text, ONES.get(level) or int(level)))
    if style in QUOTES and not quoted:
        census.things.append(Thing("quote", text))
    return style in QUOTES


def _spans(census: Census, block: Mapping[str, Any]) -> str:
    """The words of a block; its links and notes are counted."""
    held = block.get("markDefs")
    marks = {str(one.get("_key")): one for one in held if isinstance(one, Mapping)} if isinstance(held, list) else {}
    parts: list[str] = []
    begun = 0
    address, noted = "", ""
    for span in [*block["children"], {"_type": "span", "text": ""}]:
        if not isinstance(span, Mapping):
            continue
        own = [marks[str(name)] for name in span.get("marks") or () if str(name) in marks]
        target = next((str(one[key]).strip() for one in own for key in ("href", "url") if one.get(key)), "")
        note = next((str(one.get("_key")) for one in own if folded(str(one.get("_type"))) in NOTES), "")
        if noted and note != noted:
            _note(census, marks[noted], "".join(parts))
        if target != address:
            if address:
                census.things.append(Thing("link", "".join(parts[begun:]), address))
            address, begun = target, len(parts)
        noted = note
        words = span.get("text") if span.get("_type", "span") == "span" else None
        is_mark = bool(note) and isinstance(words, str) and NOTE_MARK.fullmatch(words) is not None
        parts.append(words if isinstance(words, str) and not is_mark else CUT if not is_mark else "")
    return "".join(parts)


def _note(census: Census, mark: Mapping[str, Any], before: str) -> None:
    """A note on words; where its own words are not plain, nobody can say here what they are."""
    held = next((mark[key] for key in ("text", "note", "content", "body") if mark.get(key)), "")
    blocks = held if isinstance(held, list) else []
    texts = [
        "".join(str(span.get("text", "")) for span in block["children"] if isinstance(span, Mapping))
        for block in blocks
        if isinstance(block, Mapping) and isinstance(block.get("children"), list)
    ]
    text = held if isinstance(held, str) else "\n".join(texts)
    if text.strip() and "<" not in text:
        census.things.append(Thing("note", text, before[-BEFORE:]))


def is_draft(held: Mapping[str, Any]) -> bool:
    """Whether an object is Draft.js raw content."""
    return isinstance(held.get("blocks"), list) and "entityMap" in held


def count_draft(census: Census, held: Mapping[str, Any]) -> None:
    """The things in Draft.js content (draft-js, ``RawDraftContentBlock``)."""
    numbers = _Numbers()
    quoted = False
    for block in held["blocks"]:
        if not isinstance(block, Mapping):
            continue
        kind, text = folded(str(block.get("type", ""))), str(block.get("text", ""))
        words = _entities(census, text, block, held.get("entityMap"))
        if kind in ITEMS:
            depth = block.get("depth")
            number = numbers.next(kind, depth if isinstance(depth, int) else 0) if text.strip() else None
            census.things.append(Thing("item", words, number))
        else:
            numbers.end()
            quoted = _styled(census, kind, words, quoted) if kind != "atomic" else False


def _entities(census: Census, text: str, block: Mapping[str, Any], entities: Any) -> str:
    """The words of a block; those that an entity stands for may be told otherwise. Its links are counted."""
    cuts: list[tuple[int, int]] = []
    for span in block.get("entityRanges") or ():
        name = span.get("key") if isinstance(span, Mapping) else None
        found = entities.get(str(name)) if isinstance(entities, Mapping) else None
        if isinstance(entities, list) and isinstance(name, int) and 0 <= name < len(entities):
            found = entities[name]
        start, length = (span.get(key) for key in ("offset", "length")) if isinstance(span, Mapping) else (None, None)
        if not isinstance(found, Mapping) or not isinstance(start, int) or not isinstance(length, int):
            continue
        data = found.get("data")
        address = next((data[key] for key in ("url", "href") if data.get(key)), "") if isinstance(data, Mapping) else ""
        if folded(str(found.get("type"))) in ("link", "a"):
            if isinstance(address, str) and address:
                census.things.append(Thing("link", text[start : start + length], address.strip()))
        elif folded(str(found.get("type"))) not in ("mention", "hashtag", *NOTES):
            cuts.append((start, start + length))
    for start, end in sorted(cuts, reverse=True):
        text = text[:start] + CUT + text[end:]
    return text


def is_mobiledoc(held: Mapping[str, Any]) -> bool:
    """Whether an object is a Mobiledoc."""
    return isinstance(held.get("sections"), list) and isinstance(held.get("markups"), list)


def count_mobiledoc(census: Census, held: Mapping[str, Any]) -> None:
    """The things in a Mobiledoc (MOBILEDOC.md): a marker says which markups begin at it and how many end after it."""
    for section in held["sections"]:
        match section:
            case [1, str() as tag, list() as markers, *_]:
                text = _markers(census, held, markers)
                if tag.lower() in ("blockquote", "pull-quote", "aside"):
                    census.things.append(Thing("quote", text))
                elif len(tag) == 2 and tag[0] in "hH" and tag[1] in "123456":
                    census.things.append(Thing("heading", text, int(tag[1])))
            case [3, str() as tag, list() as items, *_]:
                count = 0
                for item in items:
                    text = _markers(census, held, item if isinstance(item, list) else [])
                    count += bool(text.strip())
                    data = (count, id(items)) if tag.lower() == "ol" and text.strip() else None
                    census.things.append(Thing("item", text, data))


def _markers(census: Census, held: Mapping[str, Any], markers: Iterable[Any]) -> str:
    """The words of markers; their links are counted."""
    parts: list[str] = []
    open_ones: list[tuple[str, int]] = []
    for marker in markers:
        match marker:
            case [int() as kind, list() as begun, int() as ended, value, *_]:
                open_ones += [(_address(held["markups"], name), len(parts)) for name in begun]
                parts.append(value if kind == 0 and isinstance(value, str) else CUT)
                for _ in range(min(ended, len(open_ones))):
                    address, start = open_ones.pop()
                    if address:
                        census.things.append(Thing("link", "".join(parts[start:]), address))
    return "".join(parts)


def _address(markups: list[Any], name: Any) -> str:
    held = markups[name] if isinstance(name, int) and 0 <= name < len(markups) else None
    match held:
        case ["a", list() as said, *_]:
            return str(dict(zip(said[::2], said[1::2], strict=False)).get("href") or "").strip()
        case _:
            return ""
