"""Words as Word keeps them, stretch beside stretch, each with all that holds for it, made the tree of the model.

What holds for a stretch is a tuple of ``Mark``s in one order (link, quote, change, language, looks), so that
neighbours with the same marks come to lie in one node.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from exporter.model import (
    Abbr,
    Code,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteReference,
    Quote,
    Span,
    Styled,
    StyleKind,
    Text,
    plain_text,
)
from exporter.readers.input.characters import collapsed

ORDER = ("link", "abbr", "quote", "change", "lang", "strong", "emphasis", "mark", "deleted", "sup", "sub", "code")
_DASH = re.compile(r"\s*(?:[—–―]|-+)\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that holds for a stretch of words: its kind (one of ``ORDER``), and what more there is to say."""

    kind: str
    data: str = ""
    title: str = ""
    serial: int = 0


@dataclass(slots=True)
class Piece:
    """A stretch of text, or a single node, with its marks in order."""

    node: Inline
    marks: tuple[Mark, ...] = ()


def ordered(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """``marks`` in the one order, each kind once (the innermost, which comes last, holds)."""
    by_kind = {mark.kind: mark for mark in marks}
    return tuple(by_kind[kind] for kind in ORDER if kind in by_kind)


def merged(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces`` with neighbouring texts of the same marks made one."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if last and isinstance(last.node, Text) and isinstance(piece.node, Text) and last.marks == piece.marks:
            last.node = replace(last.node, text=last.node.text + piece.node.text)
        else:
            out.append(Piece(piece.node, piece.marks))
    return out


def tidied(pieces: Sequence[Piece]) -> list[Piece]:
    """``pieces`` of one paragraph with white space folded as pages show it: none at the ends or beside a break."""
    out: list[Piece] = []
    after_space = True
    for piece in pieces:
        node = piece.node
        if isinstance(node, Text):
            text = collapsed(node.text)
            text = text.removeprefix(" ") if after_space else text
            if not text:
                continue
            after_space = text.endswith(" ")
            out.append(piece if text == node.text else Piece(replace(node, text=text), piece.marks))
            continue
        if isinstance(node, LineBreak):
            _trim(out)
        after_space = isinstance(node, LineBreak)
        out.append(piece)
    while out and isinstance(out[-1].node, LineBreak):
        out.pop()
    _trim(out)
    while out and isinstance(out[0].node, LineBreak):
        out.pop(0)
    return out


def _trim(out: list[Piece]) -> None:
    while out:
        node = out[-1].node
        if isinstance(node, Note):
            return
        if not isinstance(node, Text):
            return
        if text := node.text.rstrip(" "):
            if text != node.text:
                out[-1] = Piece(replace(node, text=text), out[-1].marks)
            return
        out.pop()


def nested(pieces: Sequence[Piece], depth: int = 0) -> Inlines:
    """The nodes that ``pieces`` make, what holds for neighbours round them once."""
    out: list[Inline] = []
    at = 0
    while at < len(pieces):
        marks = pieces[at].marks
        if len(marks) <= depth:
            out.append(pieces[at].node)
            at += 1
            continue
        mark, end = marks[depth], at + 1
        while end < len(pieces) and len(pieces[end].marks) > depth and _is_same(pieces[end].marks[depth], mark):
            end += 1
        out += _wrapped(mark, nested(pieces[at:end], depth + 1))
        at = end
    return tuple(out)


def _is_same(mark: Mark, other: Mark) -> bool:
    """Whether neighbours are in one node: Word splits one link into several wherever its look changes."""
    if mark.kind == "link":
        return (mark.kind, mark.data, mark.title) == (other.kind, other.data, other.title)
    return mark == other


def _wrapped(mark: Mark, content: Inlines) -> list[Inline]:
    match mark.kind:
        case "link":
            return list(content) if is_blank(content) else [Link(content, mark.data, mark.title)]
        case "abbr":
            return [Abbr(content, mark.data)]
        case "quote":
            return [Quote(content)]
        case "lang":
            return [Span(content, lang=mark.data)]
        case "change":
            return [Styled(cast(StyleKind, mark.data), content)]
        case "code":
            return _code(content)
        case _:
            return [Styled(cast(StyleKind, mark.kind), content)]


def _code(content: Inlines) -> list[Inline]:
    """Code holds text alone; what else stands in it stands between two pieces of code."""
    return [Code(node.text) if isinstance(node, Text) and node.text.strip() else node for node in content]


def without_dash(content: Inlines) -> Inlines:
    """``content`` without the dash it begins with, however deep its first words lie."""
    if not content:
        return ()
    first, *rest = content
    match first:
        case Text():
            match = _DASH.match(first.text)
            text = first.text[match.end() :] if match else first.text
            return (replace(first, text=text), *rest) if text else tuple(rest)
        case Styled() | Link() | Span():
            return (cast(Inline, replace(first, content=without_dash(first.content))), *rest)
        case _:
            return content


def unwrapped(content: Inlines, kind: str) -> Inlines:
    """``content`` without a ``Styled`` of ``kind`` that is round all of it: a heading is bold anyway."""
    seen = [node for node in content if not (isinstance(node, Text) and not node.text.strip())]
    if all(isinstance(node, Styled) and node.kind == kind for node in seen if not isinstance(node, Note | Image)):
        out: list[Inline] = []
        for node in content:
            out += node.content if isinstance(node, Styled) and node.kind == kind else (node,)
        return tuple(out)
    return content


def joined(first: Inlines, second: Inlines) -> Inlines:
    """Two contents as one, texts that meet made one."""
    if first and second and type(first[-1]) is Text and type(second[0]) is Text:
        return (*first[:-1], replace(first[-1], text=first[-1].text + second[0].text), *second[1:])
    return (*first, *second)


def is_blank(content: Inlines) -> bool:
    """Whether nothing is said or shown: no word, picture, formula or note."""
    return not any(_shows(node) for node in content)


def _shows(node: Any) -> bool:
    match node:
        case Text() | Code():
            return bool(node.text.strip())
        case Image() | Math() | Note() | NoteReference():
            return True
        case Styled() | Link() | Quote() | Abbr() | Span():
            return any(map(_shows, node.content))
        case LineBreak():
            return False
        case _:
            return True


def words(content: Inlines) -> str:
    """The words of ``content`` on one line."""
    return " ".join(plain_text(content).split())
