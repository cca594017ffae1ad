"""Block quotations and who said them, in the ways in use (HTML Standard, 4.4.4 and 4.14 of its examples).

A ``figure`` with ``figcaption``, a ``footer`` or ``cite`` in the quote, or a last line that begins with a dash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

from exporter.model import (
    BlockQuote,
    Blocks,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Span,
    Styled,
    Text,
    plain_text,
)
from exporter.patterns import pattern
from exporter.readers.html.inline import inlines
from exporter.readers.html.link import safe_web
from exporter.readers.html.state import Place, Reading, common
from exporter.readers.html.tree import Node, elements, has_class, text_of
from exporter.readers.html.white_space import fold

BlocksOf = Callable[[Reading, Place, Node], Blocks]

DASH = pattern(r"\s*(?:[—–―]{1,3}|⸺|--+)\s*(?=\S)")
"""What attributions begin with. A hyphen alone begins list items, a dash also begins dialogue (see ``_signed``)."""

LEADING_DASH = pattern(r"\s*(?:[—–―]{1,3}|⸺|-+)\s*")
"""East Asian scripts set the dash two characters long."""

LONGEST = 200
"""An attribution is a name and a role, not a paragraph."""


def block_quote(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> BlockQuote:
    """The quotation in a ``blockquote`` element, with the attribution that lies in it."""
    pos = reading.position(node)
    said = common(reading, node, pos)
    cite = safe_web((node.attrs or {}).get("cite"))
    who = _named(node)
    inner = blocks_of(reading, place, _Without(node, who)) if who is not None else blocks_of(reading, place, node)
    attribution: Inlines = ()
    if who is not None:
        attribution = without_dash(fold(tuple(inlines(reading, place, _words_of(who)))))
    else:
        inner, attribution = _signed(inner)
    return BlockQuote(inner, attribution, cite, **said)


def figure_quote(reading: Reading, place: Place, node: Node, blocks_of: BlocksOf) -> BlockQuote | None:
    """The quotation that a ``figure`` holds, its caption being who said it; None when it holds anything else."""
    inside = elements(node)
    quotes = [item for item in inside if item.name == "blockquote"]
    captions = [item for item in inside if item.name == "figcaption"]
    if len(quotes) != 1 or len(quotes) + len(captions) != len(inside) or len(captions) > 1:
        return None
    made = block_quote(reading, place, quotes[0], blocks_of)
    own = common(reading, node, reading.position(node))
    if captions:
        attribution = without_dash(fold(tuple(inlines(reading, place, captions[0].children or ()))))
        made = replace(made, attribution=made.attribution + ((Text(", "),) if made.attribution else ()) + attribution)
    for key in ("id", "lang", "dir"):
        if key in own and not getattr(made, key):
            made = replace(made, **{key: own[key]})
    return made


def _named(node: Node) -> Node | None:
    """The element at a quote's end that names the speaker: ``footer``, ``cite``, or one of a class that says so."""
    inside = [item for item in node.children or () if item.name != "#text" or str(item.data or "").strip()]
    inside = [item for item in inside if item.name != "#comment"]
    if len(inside) < 2:
        return None
    last = inside[-1]
    if last.name.startswith("#") or len(text_of(last)) > LONGEST:
        return None
    if last.name in ("footer", "cite") or has_class(last, "attribution", "quote-author", "quote-source"):
        return last
    only = elements(last)
    words = text_of(last).strip()
    all_cite = len(only) == 1 and only[0].name == "cite" and len(text_of(only[0]).strip()) >= len(words) - 3
    return last if last.name == "p" and all_cite else None


def _words_of(who: Node) -> list[Node]:
    """The inside of an attribution, without the ``cite`` that is all of it: its italics are not an emphasis."""
    parts = [item for item in who.children or () if item.name != "#text" or str(item.data or "").strip()]
    if len(parts) == 1 and parts[0].name in ("cite", "p"):
        return _words_of(parts[0])
    return [part for item in who.children or () for part in (item.children if item.name == "cite" else [item])]


class _Without:
    """An element without one of its children."""

    def __init__(self, node: Node, left_out: Node) -> None:
        self.name, self.attrs, self.parent = node.name, node.attrs, node.parent
        self.origin_line, self.origin_col = node.origin_line, node.origin_col
        self.children = [item for item in node.children if item is not left_out]


def without_dash(content: Inlines) -> Inlines:
    """``content`` without the dash it begins with, however deep its first words lie."""
    if not content:
        return ()
    first, *rest = content
    match first:
        case Text():
            match = LEADING_DASH.match(first.text)
            text = first.text[match.end() :] if match else first.text
            return fold((replace(first, text=text), *rest))
        case Styled() | Link() | Span():
            return (cast(Inline, replace(first, content=without_dash(first.content))), *rest)
        case _:
            return content


def _signed(inner: Blocks) -> tuple[Blocks, Inlines]:
    """A quote whose last line begins with a dash, when no other line does: dialogue begins every line with one."""
    if not inner or not isinstance(inner[-1], Paragraph):
        return inner, ()
    last = inner[-1]
    at = _last_line(last.content)
    before, line = last.content[:at], last.content[at:]
    if not DASH.match(plain_text(line)) or len(plain_text(line)) > LONGEST:
        return inner, ()
    earlier = [*inner[:-1], *([Paragraph(before)] if before else [])]
    if not earlier or any(DASH.match(text) for block in earlier for text in plain_text(block).split("\n")):
        return inner, ()
    body = inner[:-1]
    kept = _without_end(before)
    if kept:
        body = (*body, replace(last, content=kept))
    return body, without_dash(line)


def _last_line(content: Inlines) -> int:
    """Where the last line of a paragraph begins: after its last break."""
    for at in range(len(content) - 1, -1, -1):
        if isinstance(content[at], LineBreak):
            return at + 1
    return 0


def _without_end(content: Inlines) -> Inlines:
    """``content`` without the break and the space at its end."""
    while content and isinstance(content[-1], LineBreak):
        content = content[:-1]
    return fold(content)
