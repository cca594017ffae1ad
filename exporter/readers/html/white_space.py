"""White space as HTML folds it (CSS Text 3, 4.1): runs become one space, none at the ends of a block or beside a break.

Code keeps its spaces. Works across nodes: the space at the end of an emphasis counts for what follows it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

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
    Text,
)
from exporter.readers.input.characters import collapsed


def fold(content: Inlines) -> Inlines:
    """``content`` of one block with its white space folded; text that vanishes takes its node with it."""
    if len(content) == 1 and isinstance(only := content[0], Text):  # as most blocks have it
        text = collapsed(only.text).strip(" ")
        if not text and not only.id:
            return ()
        return content if text == only.text else (replace(only, text=text),)
    folder = _Folder()
    made = folder.nodes(content)
    return _without_trailing_space(made)


def without_outer_breaks(content: Inlines) -> Inlines:
    """``content`` without the line breaks at its ends, which end nothing (a break that is named stays)."""
    if not (content and (isinstance(content[0], LineBreak) or isinstance(content[-1], LineBreak))):
        return content
    made = list(content)
    while made and isinstance(made[0], LineBreak) and not made[0].id:
        del made[0]
    while made and isinstance(made[-1], LineBreak) and not made[-1].id:
        del made[-1]
    return fold(tuple(made)) if len(made) != len(content) else content


class _Folder:
    """Goes through the inlines of a block, remembering whether a space may follow."""

    def __init__(self) -> None:
        self.after_space = True

    def nodes(self, content: Inlines) -> Inlines:
        made: list[Inline] = []
        for node in content:
            kept = self.node(node)
            if kept is None:
                continue
            if isinstance(kept, LineBreak):
                _trim(made)
            made.append(kept)
        return tuple(made)

    def node(self, node: Inline) -> Inline | None:
        match node:
            case Text():
                text = collapsed(node.text)
                if self.after_space:
                    text = text.removeprefix(" ")
                if not text:
                    return replace(node, text="") if node.id else None
                self.after_space = text.endswith(" ")
                return node if text == node.text else replace(node, text=text)
            case LineBreak():
                self.after_space = True
                return node
            case Styled() | Link() | Quote() | Abbr() | Span():
                return cast(Inline, replace(node, content=self.nodes(node.content)))
            case Code() | Image() | Math() | Note() | NoteReference():
                self.after_space = False
                return node
            case _:
                return node


def _without_trailing_space(content: Inlines) -> Inlines:
    """``content`` without a space at its end, however deep it lies."""
    made = list(content)
    _trim(made)
    return tuple(made)


def _trim(made: list[Inline]) -> None:
    """Take the space at the end of ``made`` away, however deep it lies; nothing before it is looked at."""
    for at in range(len(made) - 1, -1, -1):
        node = made[at]
        match node:
            case Text():
                text = node.text.removesuffix(" ")
                if text or node.id:
                    made[at] = node if text == node.text else replace(node, text=text)
                    break
                del made[at]
            case Styled() | Link() | Quote() | Abbr() | Span() if node.content:
                made[at] = cast(Inline, replace(node, content=_without_trailing_space(node.content)))
                break
            case _:
                break
