"""Editor.js: blocks ``{type, data}`` of its tools, text as inline HTML (codex-team's tools and their READMEs).

The image tool has no field for an alternative text: its caption stays a caption. Lists are of version 1 (strings) and 2
(``content``, ``items``, ``meta``); footnotes and columns are tunes and tools in wide use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exporter.readers.cms import builders, named, parts, pictures
from exporter.readers.cms.fields import Fields, inline_of, string_in
from exporter.readers.cms.json_places import listed, objects
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import EmptyAlt, Reading
from exporter.readers.cms.tree import Nodes
from exporter.readers.html.plain_tree import Element

EMPTY_ALT: EmptyAlt = "unsaid"
Data = Mapping[str, Any]


def nodes(r: Reading, value: Mapping[str, Any]) -> Nodes:
    """The blocks of Editor.js output."""
    return _blocks(r, [block for block in value["blocks"] if isinstance(block, Mapping)])


def _blocks(r: Reading, blocks: Sequence[Mapping[str, Any]]) -> Nodes:
    made: Nodes = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        kind = str(block.get("type", ""))
        data = block.get("data")
        data = data if isinstance(data, Mapping) else {}
        at += 1
        with r.at(block):
            held = data.get("items")
            if folded(kind) == "toggle" and isinstance(held, int) and held > 0:  # the blocks after it are what it holds
                made.extend(parts.details(r, r.inline(string_in(data.get("text"))), _blocks(r, blocks[at : at + held])))
                at += held
                continue
            made.extend(_noted(r, _block(r, kind, data, block.get("tunes")), block.get("tunes")))
    return made


def _block(r: Reading, kind: str, data: Data, tunes: Any) -> Nodes:
    build = _TOOLS.get(folded(kind)) if r.own.of(kind) is None else None
    if build is None:
        return named.block(r, kind, data)
    made = build(r, data)
    variant = tunes.get("textVariant") if isinstance(tunes, Mapping) else None
    if variant == "call-out":
        return parts.aside(r, "sidebar", [], made)
    return parts.quote(r, made, []) if variant == "citation" else made


def _noted(r: Reading, made: Nodes, tunes: Any) -> Nodes:
    """Blocks with the notes of the footnotes tune at the numbers that stand for them."""
    held = tunes.get("footnotes") if isinstance(tunes, Mapping) else None
    if not isinstance(held, list):
        return made
    waiting = [parts.paragraph(r, r.inline(item)) for item in held if isinstance(item, str)]
    for node in made:
        _put_notes(r, node, waiting)
    return [*made, *(node for note in waiting for node in note)]


def _put_notes(r: Reading, node: Element, waiting: list[Nodes]) -> None:
    for at, child in enumerate(list(node.children)):
        if child.name == "sup" and child.attrs.get("data-tune") == "footnotes" and waiting:
            node.children[at] = r.note(waiting.pop(0))
            node.children[at].parent = node
        else:
            _put_notes(r, child, waiting)


def _html(data: Data, *names: str) -> str:
    return next((str(data[name]) for name in names if isinstance(data.get(name), str)), "")


def _paragraph(r: Reading, data: Data) -> Nodes:
    return parts.paragraph(r, r.inline(_html(data, "text")))


def _header(r: Reading, data: Data) -> Nodes:
    return parts.heading(r, builders.level_of(data.get("level")), r.inline(_html(data, "text")))


def _list(r: Reading, data: Data) -> Nodes:
    style = str(data.get("style", "unordered"))
    meta = data.get("meta")
    start = meta.get("start") if isinstance(meta, Mapping) else None
    counter = str(meta.get("counterType", "")) if isinstance(meta, Mapping) else ""
    return _items(r, data.get("items"), style, start if isinstance(start, int) else 1, counter)


def _items(r: Reading, held: Any, style: str, start: int, counter: str) -> Nodes:
    items: list[Nodes] = []
    for item in held if isinstance(held, list) else ():
        with r.at(item):
            if isinstance(item, str):
                items.append(r.inline(item))
            elif isinstance(item, Mapping):
                meta = item.get("meta")
                done = meta.get("checked") if isinstance(meta, Mapping) else item.get("checked")
                box = parts.task(r, done is True) if style == "checklist" else []
                inner = _items(r, item.get("items"), style, 1, counter)
                items.append([*box, *r.inline(_html(item, "content", "text")), *inner])
    return parts.list_of(r, items, ordered=style == "ordered", start=start, style=counter)


def _checklist(r: Reading, data: Data) -> Nodes:
    return _items(r, data.get("items"), "checklist", 1, "")


def _quote(r: Reading, data: Data) -> Nodes:
    return parts.quote(r, r.inline(_html(data, "text")), r.inline(_html(data, "caption")))


def _image(r: Reading, data: Data) -> Nodes:
    return pictures.figure_of(r, data, data.get("file") or data.get("url"))


def _table(r: Reading, data: Data) -> Nodes:
    rows = [[r.inline(str(cell)) for cell in row] for row in listed(data.get("content")) if isinstance(row, list)]
    caption = inline_of(r, data.get("caption"))
    return parts.table(r, rows, row=data.get("withHeadings") is True, column=False, caption=caption)


def _code(r: Reading, data: Data) -> Nodes:
    return parts.code(r, _html(data, "code"), _html(data, "language", "languageCode", "mode"))


def _embed(r: Reading, data: Data) -> Nodes:
    return parts.embed(r, _html(data, "source", "embed"), _html(data, "title"), r.inline(_html(data, "caption")))


def _link(r: Reading, data: Data) -> Nodes:
    meta = data.get("meta")
    about = Fields(r, meta if isinstance(meta, Mapping) else {})
    made = parts.embed(r, _html(data, "link", "url"), about.string("title", "title"), [])
    return [*made, *parts.paragraph(r, r.inline(string_in(about.held.get("description"))))]


def _attached(r: Reading, data: Data) -> Nodes:
    file = data.get("file")
    about = file if isinstance(file, Mapping) else {}
    return parts.embed(r, _html(about, "url"), _html(data, "title") or _html(about, "title", "name"), [])


def _warning(r: Reading, data: Data) -> Nodes:
    return parts.aside(r, "warning", r.inline(_html(data, "title")), [r.e("p", r.inline(_html(data, "message")))])


def _columns(r: Reading, data: Data) -> Nodes:
    held = data.get("cols") or data.get("columns")
    made: Nodes = []
    for column in held if isinstance(held, list) else ():
        blocks = column.get("blocks") if isinstance(column, Mapping) else column
        made.extend(_blocks(r, objects(blocks)))
    return made


def _person(r: Reading, data: Data) -> Nodes:
    photo = pictures.figure_of(r, {}, data.get("photo")) if data.get("photo") else []
    words = [*parts.paragraph(r, r.inline(_html(data, "description")))]
    return parts.aside(
        r,
        "sidebar",
        r.inline(_html(data, "name")),
        [*photo, *words, *parts.button(r, r.text(_html(data, "link")), _html(data, "link"))],
    )


def _raw(r: Reading, data: Data) -> Nodes:
    return r.html(_html(data, "html"))


_TOOLS: dict[str, Callable[[Reading, Data], Nodes]] = {
    "paragraph": _paragraph,
    "header": _header,
    **dict.fromkeys(("list", "nestedlist", "editorjslist"), _list),
    "checklist": _checklist,
    "quote": _quote,
    **dict.fromkeys(("image", "simpleimage", "inlineimage"), _image),
    "table": _table,
    **dict.fromkeys(("code", "codetool", "codebox"), _code),
    "embed": _embed,
    "delimiter": lambda r, data: parts.rule(r),
    **dict.fromkeys(("linktool", "link"), _link),
    **dict.fromkeys(("attaches", "attachment"), _attached),
    "warning": _warning,
    "columns": _columns,
    "personality": _person,
    **dict.fromkeys(("raw", "rawtool"), _raw),
}
"""The tools that CodeX publishes, and the columns that many add."""
