"""Captions of a DOCX: which picture or table each belongs to, by what stands beside it.

Word has a style for captions but no tie between a caption and what it names (ECMA-376 has none); only its place tells.
Our writer puts a content control around what its place would give to the wrong neighbour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from exporter.model import Block, Figure, Image, Inline, Paragraph, Table, Text
from exporter.readback.headings import Heading
from exporter.readback.text import fold

TABLE_CAPTION = "\0table caption "
"""Before the id of a caption that can only be a table's, until the table is found."""
WHOLE = "\0whole "
"""Before the id of a figure that a content control holds: it takes no caption from outside, and is not one."""


def with_captions(flow: Iterable[Block | Heading]) -> list[Block | Heading]:
    """Captions joined to what they belong to: a picture or table before them, else a table after them."""
    out: list[Block | Heading] = []
    waiting: Figure | None = None
    for item in flow:
        last = out[-1] if out else None
        if isinstance(item, Table) and waiting is not None and not item.caption:
            item = replace(item, caption=waiting.caption, id=item.id or waiting.id.removeprefix(TABLE_CAPTION))
            out.pop()
        elif isinstance(item, Figure) and _is_loose(item) and isinstance(last, Paragraph | Figure) and _shows(last):
            out[-1] = _captioned(last, item)
            continue
        out.append(item)
        waiting = item if isinstance(item, Figure) and item.caption and _may_wait(item) else None
    return [_unmarked(item) for item in out]


def _unmarked(item: Block | Heading) -> Block | Heading:
    for mark in (TABLE_CAPTION, WHOLE):
        if item.id.startswith(mark):
            return replace(item, id=item.id.removeprefix(mark))
    return item


def _is_loose(figure: Figure) -> bool:
    """Whether this is a caption, credit or description that looks for its picture."""
    return not figure.blocks and not figure.id.startswith((TABLE_CAPTION, WHOLE))


def _may_wait(figure: Figure) -> bool:
    """Whether this may turn out to be the caption of a table below it."""
    return not figure.blocks and not figure.id.startswith(WHOLE)


def _shows(block: Paragraph | Figure) -> bool:
    """Whether a block is pictures and nothing else, or a figure that may still get a credit."""
    if isinstance(block, Figure):
        return not block.id.startswith((TABLE_CAPTION, WHOLE)) and not block.description
    return bool(block.content) and all(
        isinstance(node, Image) or (isinstance(node, Text) and not node.text.strip()) for node in block.content
    )


def _captioned(last: Paragraph | Figure, caption: Figure) -> Figure:
    if isinstance(last, Paragraph):
        return replace(caption, blocks=(last,))
    if caption.description:
        return replace(last, description=caption.description)
    if caption.caption:
        joined: list[Inline] = [*last.caption, Text(" ")] if last.caption else []
        return replace(last, caption=fold([*joined, *caption.caption]))
    return replace(last, credit=caption.credit)
