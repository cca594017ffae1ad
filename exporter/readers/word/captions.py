"""Captions: which picture or table each belongs to. Word keeps no tie between them; their place and their label tell.

A caption names what stands beside it. Between two tables the habit of the document decides, which Word's own label
(SEQ Table, SEQ Figure) confirms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from exporter.model import Figure, Image, Inline, Inlines, Paragraph, Table, Text
from exporter.position import Position
from exporter.readers.sections import Flow
from exporter.readers.word.inlines import joined, words

_TABLE = re.compile(
    r"(?:tab(?:le|elle|leau|la|ela|ella|el|lica|\.)?|tabl\.|таблица|表|taulukko|táblázat|tabulka)(?=[\s.:\d])", re.I
)
_FIGURE = re.compile(
    r"(?:fig(?:ure|ura|uur|\.)?|abb(?:ildung|\.)?|bild|foto|photo|illustration|chart|diagram|image|picture|рис|图|図)"
    r"(?=[\s.:\d])",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption that looks for what it names. ``kind`` is "table", "figure", "credit", or "" for nobody knows."""

    content: Inlines
    kind: str = ""
    id: str = ""
    pos: Position | None = None


@dataclass(frozen=True, slots=True)
class Titled:
    """A table with the title that Word keeps among its properties: its caption where no other is found."""

    table: Table
    title: Inlines


Loose: TypeAlias = "Flow | Caption | Titled"


def kind_of(content: Inlines, sequence: str, styled: str) -> str:
    """What a caption says it is of: by its style, by Word's label, by its first word."""
    if styled == "credit":
        return "credit"
    label = sequence or words(content)[:20].casefold()
    if styled == "table caption" or _TABLE.match(f"{label} "):
        return "table"
    return "figure" if _FIGURE.match(f"{label} ") else ""


def settle(loose: Sequence[Loose]) -> list[Flow]:
    """``loose`` with every caption joined to its picture or table; one that finds none stays a caption by itself."""
    titles = {at: item.title for at, item in enumerate(loose) if isinstance(item, Titled)}
    flow: list[Flow | Caption] = [item.table if isinstance(item, Titled) else item for item in loose]
    titled = {id(flow[at]): title for at, title in titles.items()}
    below = _habit_is_below(flow)
    out: list[Flow] = []
    waiting: Caption | None = None
    for at, item in enumerate(flow):
        following = flow[at + 1] if at + 1 < len(flow) else None
        if isinstance(item, Caption):
            last = out[-1] if out else None
            if _takes_before(item, last, following, below):
                assert isinstance(last, Paragraph | Figure | Table)
                out[-1] = _captioned(last, item)
            elif _takes_after(item, following):
                waiting = item
            else:
                out.append(Figure((), item.content, id=item.id, pos=item.pos))
        elif waiting is not None and isinstance(item, Paragraph | Figure | Table):
            out.append(_captioned(item, waiting))
            waiting = None
        else:
            out.append(item)
    return [
        replace(item, caption=titled[id(item)]) if isinstance(item, Table) and id(item) in titled else item
        for item in out
    ]


def _habit_is_below(flow: Sequence[Flow | Caption]) -> bool:
    """Whether this document sets its tables' captions below them, told by those that have one table beside them."""
    above = beneath = 0
    for before, item, after in zip([None, *flow], flow, [*flow[1:], None], strict=False):
        if isinstance(item, Caption) and item.kind in ("table", ""):
            above += isinstance(after, Table) and not isinstance(before, Table)
            beneath += isinstance(before, Table) and not isinstance(after, Table)
    return beneath > above


def _takes_before(caption: Caption, last: Flow | Caption | None, following: Flow | Caption | None, below: bool) -> bool:
    if isinstance(last, Table):
        if last.caption or caption.kind in ("figure", "credit"):
            return False
        return below or not isinstance(following, Table)
    if caption.kind == "credit" and isinstance(last, Figure):
        return True
    if not isinstance(last, Paragraph | Figure) or not _shows(last):
        return False
    if caption.kind == "table":
        return _has_table(last) or not isinstance(following, Table)
    return caption.kind == "credit" or not _is_captioned(last)


def _takes_after(caption: Caption, following: Flow | Caption | None) -> bool:
    if isinstance(following, Table):
        return caption.kind in ("table", "") and not following.caption
    if isinstance(following, Paragraph | Figure) and _shows(following):
        return caption.kind in ("figure", "") and not _is_captioned(following)
    return False


def _is_captioned(block: Flow | Caption) -> bool:
    return isinstance(block, Figure) and bool(block.caption)


def _has_table(block: Flow | Caption) -> bool:
    return isinstance(block, Figure) and any(isinstance(inner, Table) for inner in block.blocks)


def _shows(block: Paragraph | Figure) -> bool:
    """Whether a block is pictures and nothing else, or something shown that may still get a caption."""
    if isinstance(block, Figure):
        return bool(block.blocks)
    shown = [node for node in block.content if not (isinstance(node, Text) and not node.text.strip())]
    return bool(shown) and all(_is_picture(node) for node in shown)


def _is_picture(node: Inline) -> bool:
    return isinstance(node, Image) or getattr(node, "role", "") == "missing-image" or _is_linked_picture(node)


def _is_linked_picture(node: Inline) -> bool:
    content = getattr(node, "content", None)
    return bool(content) and all(isinstance(inner, Image) for inner in content or ())


def _captioned(block: Paragraph | Figure | Table, caption: Caption) -> Paragraph | Figure | Table:
    match block:
        case Table():
            return replace(block, caption=caption.content, id=block.id or caption.id)
        case Paragraph():
            made = Figure((block,), id=block.id or caption.id, pos=block.pos)
            made = replace(made, blocks=(replace(block, id=""),))
        case Figure():
            made = replace(block, id=block.id or caption.id)
    if caption.kind == "credit":
        return replace(made, credit=caption.content)
    if made.caption:
        return replace(made, caption=joined((*made.caption, Text(" ")), caption.content))
    return replace(made, caption=caption.content)
