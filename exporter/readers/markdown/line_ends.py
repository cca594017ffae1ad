"""Line ends of the source inside a paragraph: a space, and nothing between characters of East Asian scripts.

CSS Text 4, line-break-transform: a line end between two wide characters, neither of them Hangul, is not a space; nor is
one between such a character and a mark that is wide only in Chinese and Japanese (“ ” … ——), in these languages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from unicodedata import category, east_asian_width, name

from exporter.languages import primary
from exporter.model import Code, Document, LineBreak, Math, Note, Text, nodes_of, plain_text, transform


def settled(document: Document, is_line_end: Callable[[Any], bool]) -> Document:
    """``document`` with every break that ``is_line_end`` made a space, or taken away between East Asian characters."""
    if not any(map(is_line_end, nodes_of(document, LineBreak))):
        return document
    marks = primary(document.metadata.lang) in ("", "zh", "ja", "ii")

    def change(node: Any) -> Any:
        for field in ("content", "caption", "title", "attribution"):
            held = getattr(node, field, None)
            if isinstance(held, tuple) and any(is_line_end(item) for item in held):
                node = replace(node, **{field: _settled(held, is_line_end, marks)})
        return node

    return replace(transform(document, change), title=_settled(document.title, is_line_end, marks))


def may_join(char: str) -> bool:
    """Whether a line end beside ``char`` could be no space."""
    return _is_wide(char) or _is_mark(char)


def _settled(content: Sequence[Any], is_line_end: Callable[[Any], bool], marks: bool) -> Any:
    made: list[Any] = []
    for at, node in enumerate(content):
        if not is_line_end(node):
            made.append(node)
            continue
        before = _edge(content[:at], -1)
        after = _edge(content[at + 1 :], 0)
        wide = (_is_wide(before), _is_wide(after))
        if not (all(wide) or (marks and any(wide) and (_is_mark(before) or _is_mark(after)))):
            made.append(Text(" ", pos=node.pos))
    return tuple(made)


def _edge(content: Sequence[Any], place: int) -> str:
    """The character at one end of inlines."""
    order = content if place == 0 else reversed(content)
    for node in order:
        if isinstance(node, Code | Math | Note):
            return ""
        words = plain_text([node])
        if words:
            return words[place]
    return ""


def _is_wide(char: str) -> bool:
    return (
        bool(char) and east_asian_width(char) in "WFH" and not name(char, "").startswith(("HANGUL", "HALFWIDTH HANGUL"))
    )


def _is_mark(char: str) -> bool:
    """Whether a character is a mark or sign as wide as what surrounds it."""
    return bool(char) and east_asian_width(char) == "A" and category(char)[0] in "PS"
