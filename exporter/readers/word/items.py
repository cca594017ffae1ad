"""What a paragraph, table or content control of Word is, before neighbours are put together.

Word keeps no tree: a list is a run of paragraphs with one number, a quotation a run of paragraphs in one style. Who has
all of them side by side can see what belongs together.
"""

from __future__ import annotations

from dataclasses import dataclass

from exporter.model import Block, Direction, Inlines
from exporter.position import Position
from exporter.readers.word.numbering import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One paragraph (``content``), finished block (``block``) or content control (``inner``), and what it is.

    ``kind``: text, heading, title, subtitle, quote, attribution, code, caption, table caption, figure, credit, term,
    definition, byline, dateline, kicker, standfirst, aside:KIND, aside title, break, empty, block, table, group.
    ``level`` is a heading's level or a quote's depth; ``indent`` is in twentieths of a point. ``joins``: the next
    paragraph goes on in this one; ``spaced``: its words begin or end with a space, which counts
    only then. ``bold`` and ``size`` are how the whole paragraph looks.
    """

    kind: str
    content: Inlines = ()
    level: int = 0
    label: Label | None = None
    indent: int = 0
    hanging: int = 0
    continues: int = -1
    block: Block | None = None
    inner: tuple[Item, ...] = ()
    tag: str = ""
    alias: str = ""
    sequence: str = ""
    task: bool = False
    drop_cap: bool = False
    joins: bool = False
    spaced: tuple[bool, bool] = (False, False)
    bold: bool = False
    size: int = 0
    id: str = ""
    lang: str = ""
    dir: Direction = ""
    pos: Position | None = None
