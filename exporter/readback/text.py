"""White space and loose ends of inlines read back from files, by the rules all three formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from exporter.model import (
    Abbr,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteReference,
    PageMarker,
    Quote,
    Span,
    Styled,
    Text,
)

WHITE = " \t\r\n\f"
_RUN = re.compile(r" [ \t\r\n\f]+|[\t\r\n\f][ \t\r\n\f]*")
"""White space that is another after folding."""
_DASH = re.compile(r"^[ \u00a0]*(?:[—–―⸺]{1,3}|-{1,2})[ \u00a0]*")


def fold(nodes: Iterable[Inline]) -> Inlines:
    """``nodes`` with runs of white space folded to one space (CSS white-space: normal) and none at either end."""
    every = tuple(nodes)
    if every and (plain := _plain_text(every)) is not None:
        return plain
    folded, _ = _fold(every, after_space=True)
    return _strip_end(folded)


def _plain_text(nodes: Inlines) -> Inlines | None:
    """The same of nothing but text that nothing sets apart, as most lines are; None of what else."""
    head: Any = nodes[0]
    if len(nodes) == 1 and isinstance(head, Text) and not head.id and head.text.isprintable() and "  " not in head.text:
        whole = head.text.strip(" ")  # no white space but single spaces
        return () if not whole else nodes if whole == head.text else (replace(head, text=whole),)
    texts: list[str] = []
    for node in nodes:
        if not isinstance(node, Text) or node.id or node.lang != head.lang or node.dir != head.dir:
            return None
        texts.append(node.text)
    whole = _RUN.sub(" ", "".join(texts)).strip(" ")
    if not whole:
        return ()
    first: Any = next(node for node, text in zip(nodes, texts, strict=True) if text.strip(WHITE))
    return (first,) if first.text == whole else (Text(whole, lang=head.lang, dir=head.dir, pos=first.pos),)


def _fold(nodes: Iterable[Inline], after_space: bool) -> tuple[Inlines, bool]:
    out: list[Inline | list[Text]] = []
    for node in nodes:
        match node:
            case Text():
                text = _RUN.sub(" ", node.text)
                if after_space:
                    text = text.removeprefix(" ")
                if text:
                    after_space = text.endswith(" ")
                    _append(out, node if text == node.text else replace(node, text=text))
            case Styled() | Link() | Quote() | Abbr() | Span():
                content, after_space = _fold(node.content, after_space)
                if content or node.id:
                    out.append(replace(node, content=content))
            case LineBreak():
                out.append(node)
                after_space = True
            case PageMarker() | Note() | NoteReference():
                out.append(node)
            case _:
                out.append(node)
                after_space = False
    return tuple(_joined(item) if isinstance(item, list) else item for item in out), after_space


def _append(out: list[Inline | list[Text]], node: Text) -> None:
    """Add ``node``, to the texts before it if nothing sets them apart; those are joined once, at the end."""
    last = out[-1] if out else None
    if isinstance(last, list) and (last[0].lang, last[0].dir) == (node.lang, node.dir) and not node.id:
        last.append(node)
    else:
        out.append([node])


def _joined(texts: list[Text]) -> Text:
    return texts[0] if len(texts) == 1 else replace(texts[0], text="".join(node.text for node in texts))


def _strip_end(nodes: Inlines) -> Inlines:
    left = len(nodes)
    while left:
        last: Any = nodes[left - 1]
        match last:
            case Text():
                if text := last.text.rstrip(" "):
                    if text == last.text:
                        return nodes[:left]
                    return (*nodes[: left - 1], replace(last, text=text))
            case LineBreak():
                pass
            case Styled() | Link() | Quote() | Abbr() | Span() if last.content:
                return (*nodes[: left - 1], replace(last, content=_strip_end(last.content)))
            case _:
                break
        left -= 1
    return nodes[:left]


def without_dash(nodes: Inlines) -> Inlines:
    """An attribution without the dash that some files type before it (in Chinese, one of two characters)."""
    match nodes:
        case (Text() as first, *rest):
            text = _DASH.sub("", first.text)
            return (replace(first, text=text), *rest) if text else tuple(rest)
        case (Span() as first, *rest):  # a language or direction of its own
            return (replace(first, content=without_dash(first.content)), *rest)
        case _:
            return nodes
