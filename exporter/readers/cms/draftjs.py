"""Draft.js raw content: flat blocks, styles and entities as ranges of their text (draft-js, ``RawDraftContentState``).

Ranges count code points; ``atomic`` blocks show an entity; neighbouring ``code-block``s are one code; items nest
by depth.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exporter.readers.cms import inlines, named, parts, runs
from exporter.readers.cms.fields import Fields, string_in
from exporter.readers.cms.flat_lists import Flat, nested_lists
from exporter.readers.cms.inlines import unknown_inline
from exporter.readers.cms.json_places import listed
from exporter.readers.cms.names import first, folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.runs import Mark, Run
from exporter.readers.cms.tree import Nodes

EMPTY_ALT: EmptyAlt = "doubtful"
LEVELS = {name: at for at, name in enumerate(("one", "two", "three", "four", "five", "six"), start=1)}
ITEMS = {
    "unorderedlistitem": False,
    "orderedlistitem": True,
    "checkablelistitem": False,
    "todo": False,
    "checklistitem": False,
}


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of Draft.js content."""
    entities = value.get("entityMap") or {}
    made: list[Flat] = []
    code: list[Mapping[str, Any]] = []
    for block in [*value["blocks"], {}]:
        if folded(str(block.get("type", ""))) in ("codeblock", "code"):
            code.append(block)
            continue
        if code:
            with r.at(code[0]):
                made.append(Flat(_code(r, code), pos=r.pos))
            code = []
        if block:
            with r.at(block):
                made.append(_block(r, block, entities))
    return nested_lists(r, made)


def _code(r: Reading, blocks: list[Mapping[str, Any]]) -> Nodes:
    language = string_in(first(_data(blocks[0]), ("language", "syntax", "lang")))
    return parts.code(r, "\n".join(str(block.get("text", "")) for block in blocks), language)


def _data(block: Mapping[str, Any]) -> Mapping[str, Any]:
    held = block.get("data")
    return held if isinstance(held, Mapping) else {}


def _block(r: Reading, block: Mapping[str, Any], entities: Any) -> Flat:
    kind = str(block.get("type", "unstyled"))
    name = folded(kind)
    if name == "atomic":
        return Flat(_atomic(r, block, entities), pos=r.pos)
    inner = runs.nested(_runs(r, block, entities))
    data = _data(block)
    if name in ITEMS:
        depth = block.get("depth")
        box = parts.task(r, data.get("checked") is True) if name not in ("unorderedlistitem", "orderedlistitem") else []
        return Flat([*box, *inner], (depth if isinstance(depth, int) else 0) + 1, ITEMS[name], pos=r.pos)
    if name == "blockquote":
        return Flat(parts.paragraph(r, inner), quoted=True, who=Fields(r, data).speaker(), pos=r.pos)
    if name.startswith("header") and (level := LEVELS.get(name.removeprefix("header"))):
        return Flat(parts.heading(r, level, inner), pos=r.pos)
    if name in ("unstyled", "paragraph"):
        role, lang = first(data, ("role", "style")), first(data, ("lang",))
        made = parts.paragraph(
            r, inner, role if isinstance(role, str) else "", lang=lang if isinstance(lang, str) else ""
        )
        return Flat(made, pos=r.pos)
    return Flat(named.block(r, kind, data, parts.paragraph(r, inner)), pos=r.pos)


def _atomic(r: Reading, block: Mapping[str, Any], entities: Any) -> Nodes:
    """What an atomic block shows: its entity; some editors keep it in the block's own data."""
    made: Nodes = []
    for span in listed(block.get("entityRanges")):
        entity = _entity(entities, span.get("key") if isinstance(span, Mapping) else None)
        if entity is not None:
            with r.at(entity):
                made.extend(named.block(r, _name(entity), _data(entity)))
    data = _data(block)
    if not made and data:
        made = named.block(
            r, str(data.get("type", "atomic")), {key: held for key, held in data.items() if key != "type"}
        )
    if made or listed(block.get("entityRanges")):
        return made  # the text is what the entity is tied to: a space, a sign
    return parts.paragraph(r, r.text(str(block.get("text", "")).strip()))


def _name(entity: Mapping[str, Any]) -> str:
    return str(entity.get("type", "entity"))


def _entity(entities: Any, key: Any) -> Mapping[str, Any] | None:
    if isinstance(entities, Mapping):
        found = entities.get(str(key))
    else:
        found = entities[key] if isinstance(entities, list) and isinstance(key, int) and key < len(entities) else None
    return found if isinstance(found, Mapping) else None


def _runs(r: Reading, block: Mapping[str, Any], entities: Any) -> list[Run]:
    """The text cut wherever a style or entity begins or ends."""
    text = str(block.get("text", ""))
    styles = [(span, _style(r, str(span.get("style", "")))) for span in _ranges(block, "inlineStyleRanges")]
    spans: list[tuple[int, int, Mark]] = [(*_ends(span), mark) for span, mark in styles if mark]
    inserted: list[tuple[int, int, Nodes]] = []
    for span in _ranges(block, "entityRanges"):
        entity = _entity(entities, span.get("key"))
        if entity is not None:
            start, end = _ends(span)
            _add_entity(r, entity, text[start:end], (start, end), spans, inserted)
    return _cut(r, text, spans, inserted)


def _cut(
    r: Reading, text: str, spans: list[tuple[int, int, Mark]], inserted: list[tuple[int, int, Nodes]]
) -> list[Run]:
    cuts = sorted({0, len(text), *(at for span in [*spans, *inserted] for at in span[:2])})
    made: list[Run] = []
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        marks = tuple(dict.fromkeys(mark for begin, stop, mark in spans if begin <= start < stop))
        for begin, stop, held in inserted:
            if begin == start:
                made.append(Run("", marks, tuple(held), r.pos))
            if begin <= start < stop:
                end = start
        if start < end <= len(text):
            made.append(Run(text[start:end], marks, pos=r.pos))
    return made


def _ranges(block: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    held = block.get(name)
    return [span for span in held if isinstance(span, Mapping)] if isinstance(held, list) else []


def _ends(span: Mapping[str, Any]) -> tuple[int, int]:
    start, length = span.get("offset"), span.get("length")
    begin = max(start, 0) if isinstance(start, int) else 0
    return begin, begin + (max(length, 0) if isinstance(length, int) else 0)


def _style(r: Reading, style: str) -> Mark | None:
    name = style.lower()
    if name.startswith(("color", "bgcolor", "fontsize", "fontfamily", "font", "text-", "background", "customstyle")):
        return None
    known = runs.by_name(style)
    if known == "":
        unknown_inline(r, style)
    return known if isinstance(known, Mark) else None


def _add_entity(
    r: Reading,
    entity: Mapping[str, Any],
    words: str,
    at: tuple[int, int],
    spans: list[tuple[int, int, Mark]],
    inserted: list[tuple[int, int, Nodes]],
) -> None:
    """An entity in running text: a mark on its words, a note after them, or something that stands in their place."""
    kind, held = folded(_name(entity)), _data(entity)
    address = first(held, ("url", "href"))
    if kind in ("link", "a") and isinstance(address, str):
        title = held.get("title")
        spans.append((*at, runs.link(address, title if isinstance(title, str) else "")))
    elif kind in ("language", "lang", "textlanguage"):
        tag = first(held, ("lang", "language", "code"))
        if isinstance(tag, str):
            spans.append((*at, runs.language(tag)))
    elif kind in ("abbr", "abbreviation"):
        spans.append((*at, Mark("abbr", (("title", string_in(first(held, ("title", "expansion")))),))))
    elif kind in ("footnote", "endnote", "note"):
        inserted.append((at[1], at[1], inlines.inline(r, "footnote", held, [])))
    elif kind in ("image", "img", "picture", "emoji", "latex", "math", "inlinemath"):
        inserted.append((*at, inlines.inline(r, kind, held, [])))
    elif kind not in ("mention", "hashtag", "user", "document", "date") and words.strip():
        unknown_inline(r, _name(entity))
