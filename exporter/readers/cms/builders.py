"""Named blocks, each a small function from its fields to elements: what ``named`` has in its tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from exporter.readers.cms import parts, pictures
from exporter.readers.cms.fields import Fields, inline_of, is_address, item_of, string_in
from exporter.readers.cms.markdown_text import markdown
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import Reading, flat
from exporter.readers.cms.shapes import shape_of
from exporter.readers.cms.tree import Nodes, shows_something, strings_in, words_of
from exporter.readers.cms.unknown import words_in

Builder = Callable[[Fields, Nodes], Nodes]


def _body(f: Fields, children: Nodes, *more: str) -> Nodes:
    """The words of a block: what its format has read inside it, else its field for words."""
    return children if shows_something(children) else f.blocks("words", *more)


def quote_block(f: Fields, children: Nodes, *, pull: bool = False) -> Nodes:
    body = _body(f, children, "quote")
    cite = next((str(f.held[key]) for key in ("cite_url", "cite") if is_address(str(f.held.get(key)))), "")
    return parts.quote(f.reading, body, f.speaker() or f.inline("", "title"), cite, pull=pull)


def pull_quote_block(f: Fields, children: Nodes) -> Nodes:
    return quote_block(f, children, pull=True)


def picture_block(f: Fields, children: Nodes) -> Nodes:
    made = pictures.block(f)
    if any(node.name == "figure" for node in children):
        return children
    return made or _shown_without_file(f, children) if not shows_something(children) else [*made, *children]


def _shown_without_file(f: Fields, children: Nodes) -> Nodes:
    return [*parts.figure(f.reading, [], f.inline("caption"), f.inline("credit")), *children]


def media_block(f: Fields, children: Nodes) -> Nodes:
    """A file of a media library: a picture, or what is played."""
    value = f.reading.resolve(f.value("picture"))
    if pictures.looks_like_picture(value):
        return picture_block(f, children)
    f.used.clear()
    return embed_block(f, children)


def date_block(f: Fields, children: Nodes) -> Nodes:
    shown = f.string("words", "date", "time", "datetime")
    moment = shown if shown[:4].isdigit() else ""
    return [*children, *parts.paragraph(f.reading, [f.reading.e("time", f.reading.text(shown), datetime=moment)])]


def gallery_block(f: Fields, children: Nodes) -> Nodes:
    """Pictures one after another, each with its caption; the caption of them all comes after them."""
    held = f.value("items", "images", "pictures", "photos", "slides", "gallery")
    made: Nodes = []
    for item in held if isinstance(held, list) else []:
        item = item_of(f.reading, item)
        with f.reading.at(item):
            nested = item if isinstance(item, Mapping) else {}
            value = Fields(f.reading, nested).value("picture") if nested else item
            made.extend(pictures.figure_of(f.reading, nested, value if value is not None else item))
    title = f.inline("title", "title", "heading", "headline") if _has_title(f) else []
    return [*parts.paragraph(f.reading, title), *made, *children, *parts.paragraph(f.reading, f.inline("caption"))]


def embed_block(f: Fields, children: Nodes) -> Nodes:
    r = f.reading
    address = f.string("address", "url", "source")
    if address and not address.startswith(("http:", "https:", "//", "mailto:", "tel:")):
        address = ""
    address = "https:" + address if address.startswith("//") else address or _numbered(f)
    markup = f.value("", "html", "embedcode", "code", "embed")
    from_html, titled = _framed(r, markup) if isinstance(markup, str) and "<" in markup else ("", "")
    metadata = f.value("", "metadata", "meta", "oembed")
    known = metadata if isinstance(metadata, Mapping) else {}
    title = f.string("title", "alt") or string_in(known.get("title")) or titled
    caption = f.inline("caption", "text", "note") or inline_of(r, known.get("description"))
    shown = _posted(r, markup) if isinstance(markup, str) else []
    if not (address or known.get("url") or from_html or title or shown or shows_something([*caption, *children])):
        named = ", ".join(f"“{name}”" for name in f.held)[:60]
        r.report("CMS006", f"an embed has no usable address ({named}); it was left out")
    made = parts.embed(r, address or string_in(known.get("url")) or from_html, title, caption)
    return [*shown, *made, *children] if shows_something(children) or shown else made


def _numbered(f: Fields) -> str:
    """The address of a film that is known by its service's number alone; "" where there is none."""
    number = f.string("", "videoid", "youtubeid", "vimeoid", "videocode")
    if re.fullmatch(r"[\w-]{11}", number):
        return "https://www.youtube.com/watch?v=" + number
    return "https://vimeo.com/" + number if re.fullmatch(r"\d{6,12}", number) else ""


def _framed(r: Reading, markup: str) -> tuple[str, str]:
    """Where the frame of an embed's own HTML leads, and its title."""
    stack = list(r.html(markup))
    while stack:
        node = stack.pop(0)
        if node.name in ("iframe", "video", "audio", "embed") and node.attrs.get("src"):
            return node.attrs.get("src") or "", node.attrs.get("title") or ""
        stack.extend(node.children)
    return "", ""


def _posted(r: Reading, markup: str) -> Nodes:
    """The quotation that a post's own HTML holds, as X and Bluesky write it."""
    return [node for node in r.html(markup) if node.name == "blockquote" and shows_something([node])]


def code_block(f: Fields, children: Nodes) -> Nodes:
    text = words_of(children).strip("\n") if shows_something(children) else as_typed(f.value("code"))
    return parts.code(f.reading, text, f.string("language"), f.inline("caption", "filename", "title"))


def as_typed(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return as_typed(value.get("code") or value.get("value"))
    return ""


def rule_block(f: Fields, children: Nodes) -> Nodes:
    return [*parts.rule(f.reading), *children]


def aside_block(kind: str) -> Builder:
    def build(f: Fields, children: Nodes) -> Nodes:
        named = folded(string_in(f.value("", "kind", "type", "variant", "style", "level", "calloutvariant", "tone")))
        title = f.inline("title")
        return parts.aside(f.reading, ASIDES.get(named, kind), title, _body(f, children))

    return build


ASIDES = {
    **dict.fromkeys("note info information neutral".split(), "note"),
    **dict.fromkeys("tip hint success check idea".split(), "tip"),
    **dict.fromkeys("warning danger caution error important alert attention critical".split(), "warning"),
}


def details_block(f: Fields, children: Nodes) -> Nodes:
    items = f.value("items", "panels", "accordions", "questions", "faqs", "entries")
    made = _body(f, children, "answer", "content")
    title = f.inline("title", "summary", "question", "heading")
    if isinstance(items, list) and not shows_something(made):
        held = [item_of(f.reading, item) for item in items]
        inner = [node for item in held if isinstance(item, Mapping) for node in _item(f.reading, item)]
        return [*parts.paragraph(f.reading, title), *inner]
    return parts.details(f.reading, title, made)


def _item(r: Reading, item: Mapping[str, Any]) -> Nodes:
    with r.at(item):
        f = Fields(r, item)
        made = parts.details(
            r, f.inline("title", "question", "heading", "summary"), f.blocks("words", "answer", "content")
        )
        return [*made, *words_in(r, f.rest())]


def table_block(f: Fields, children: Nodes) -> Nodes:
    if shows_something(children):
        return children
    held, headers = f.value("rows", "rows", "content", "data", "table", "body", "cells"), None
    if isinstance(held, Mapping):
        inner = Fields(f.reading, {**f.held, **held})
        held, headers = inner.value("rows", "rows", "content", "data", "tbody", "body"), inner.value("headers", *HEADS)
    if isinstance(held, str):
        return f.reading.blocks(held)
    rows = [_row(f.reading, row) for row in held] if isinstance(held, list) else []
    first = held[0] if isinstance(held, list) and held and isinstance(held[0], Mapping) else {}
    row = Fields(f.reading, first).flag("isheader", "header", "isheaderrow") or f.flag(
        "hasheaderrow", "withheadings", "headerrow", "hasheader", "firstrowistableheader", "firstrowisheader"
    )
    column = f.flag("hasheadercolumn", "headercolumn", "firstcolisheader", "firstcolumnisheader")
    headers = headers or f.value("headers", *HEADS)
    if isinstance(headers, list):
        rows, row = [*(_row(f.reading, one) for one in (headers if _nested(headers) else [headers])), *rows], True
    return parts.table(f.reading, rows, row=row, column=column, caption=f.inline("caption", "tablecaption", "title"))


HEADS = ("headers", "header", "head", "thead")


def _nested(headers: list[Any]) -> bool:
    return bool(headers) and isinstance(headers[0], list)


def _row(r: Reading, row: Any) -> list[Nodes]:
    if isinstance(row, Mapping):
        row = next((value for value in row.values() if isinstance(value, list)), [])
    cells = row if isinstance(row, list) else [row]
    return [_cell(r, cell) for cell in cells]


def _cell(r: Reading, cell: Any) -> Nodes:
    if isinstance(cell, Mapping) and r.rich(cell) is None:
        cell = next((cell[key] for key in ("value", "text", "content", "html", "body") if key in cell), "")
    return (
        r.inline(cell)
        if isinstance(cell, str)
        else inline_of(r, cell)
        if not isinstance(cell, list)
        else r.blocks(cell)
    )


def button_block(f: Fields, children: Nodes) -> Nodes:
    named_so = any(folded(key) in BUTTONS for key in f.held)
    words = flat(children) if shows_something(children) else f.inline("button")
    button = parts.button(f.reading, words, f.string("address", "buttonurl", "buttonlink", "ctaurl", "href", "link"))
    if not named_so:
        return button
    title = f.inline("title", "title", "heading", "headline") if _has_title(f) else []
    return [*parts.paragraph(f.reading, title), *f.blocks("words"), *button]


BUTTONS = frozenset("buttontext ctatext linktext buttonlabel".split())
"""Fields that name the button's words, so that the block's other words are not the button's."""


def through_block(f: Fields, children: Nodes) -> Nodes:
    """What only groups or only holds text: a heading of its own, then what is in it, in order."""
    title = f.inline("title", "title", "heading") if _has_title(f) else []
    made = [*children, *f.blocks("words"), *f.blocks("items")]
    for key, value in f.rest().items():  # a column each: ``left``, ``right``
        if isinstance(value, list | dict) and shape_of(value) is not None:
            f.used.add(key)
            made.extend(f.reading.blocks(value))
    return [*parts.heading(f.reading, 2, title), *made]


def _has_title(f: Fields) -> bool:
    return any(folded(key) in ("title", "heading", "headline") for key in f.held)


def heading_block(f: Fields, children: Nodes) -> Nodes:
    words = (
        flat(children) if shows_something(children) else f.inline("title", "text", "headingtext", "content", "value")
    )
    words = words or f.inline("words")
    return parts.heading(f.reading, level_of(f.value("level", "level", "size", "tag", "headinglevel", "as")), words)


def level_of(value: Any) -> int:
    """A heading's level from a number, ``h3`` or ``heading-3``; 2 where none is given."""
    digits = [char for char in str(value) if char.isdigit() and char.isascii()] if value is not None else []
    return min(max(int(digits[-1]), 1), 6) if digits else 2


def list_block(f: Fields, children: Nodes) -> Nodes:
    if shows_something(children):
        return children
    held = f.value("items")
    ordered = folded(string_in(f.value("style", "type", "format", "liststyle"))) in (
        "ordered",
        "ol",
        "number",
        "numbered",
    )
    items = held if isinstance(held, list) else []
    return parts.list_of(f.reading, [f.reading.blocks(item) for item in items], ordered=ordered)


def masthead_block(role: str) -> Builder:
    def build(f: Fields, children: Nodes) -> Nodes:
        words = flat(children) if shows_something(children) else f.inline("words", role)
        return parts.paragraph(f.reading, words, role)

    return build


def paragraph_block(f: Fields, children: Nodes) -> Nodes:
    return children if shows_something(children) else f.blocks("words")


def markdown_block(f: Fields, children: Nodes) -> Nodes:
    """A block whose words are Markdown."""
    value = f.value("words", "markdown", "text")
    return [*children, *(markdown(f.reading, value) if isinstance(value, str) else f.reading.blocks(value))]


def nothing_block(f: Fields, children: Nodes) -> Nodes:
    f.used.update(f.held)
    return children


def left_out_block(f: Fields, children: Nodes) -> Nodes:
    """A block that its publisher or its format keeps out of the article: said, never silent."""
    shown = " ".join(words_of([*words_in(f.reading, f.held), *children]).split())
    f.used.update(f.held)
    if shown:
        message = f"a block that is not part of the article was left out: “{shown[:60]}”"
        f.reading.report("CMS005", message, left_out=strings_in(f.held))
    return []


def footnote_block(f: Fields, children: Nodes) -> Nodes:
    body = _body(f, children, "note", "text")
    return [f.reading.e("p", f.reading.note(body))] if shows_something(body) else []


FORMULAS = ("latex", "tex", "formula", "equation", "math", "expression", "texexpression", "body")
"""Fields that hold a formula's TeX."""


def formula_block(f: Fields, children: Nodes) -> Nodes:
    tex = words_of(children) or f.string("words", *FORMULAS)
    return parts.formula(f.reading, tex, display=True)


def html_block(f: Fields, children: Nodes) -> Nodes:
    value = f.value("words", "html", "code", "content")
    return [*children, *(f.reading.html(value) if isinstance(value, str) else f.reading.blocks(value))]
