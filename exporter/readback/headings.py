"""Heading levels of documents read back from files.

The model gives a heading the level of its depth, so that nobody can write a skipped one. Other people's files (and
broken ones of ours) have skipped and doubled levels, and proof must not mend them: a section whose level in the file
is not its depth says so in its ``role``, as ``level-4``. Only the modules of ``check`` make or read such roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from exporter.model import Block, Blocks, Direction, Inlines, Metadata, Section, Span
from exporter.patterns import pattern
from exporter.position import Position
from exporter.records import record

_LEVEL_ROLE = pattern(r"level-([1-9][0-9]?)\Z")


@record(kw_only=True)
class Heading:
    """A heading as it stands in a file's flow of blocks, before sections are built around it.

    ``metadata`` is what the file says of an article that begins here; None where none does.
    """

    level: int
    title: Inlines
    id: str = ""
    lang: str = ""
    dir: Direction = ""
    role: str = ""
    metadata: Metadata | None = None
    pos: Position | None = None


def level_of(section: Section, depth: int) -> int:
    """The level at which ``section``'s heading is announced: its depth, unless the file said another."""
    stated = _LEVEL_ROLE.match(section.role)
    return int(stated[1]) if stated else depth


def nest(flow: Iterable[Block | Heading], depth: int = 1) -> Blocks:
    """The blocks of ``flow``, what follows each heading put into a Section, below a heading of level ``depth``."""
    root: list[Block] = []
    open_sections: list[tuple[Heading, list[Block]]] = []

    def close(level: int) -> None:
        while open_sections and open_sections[-1][0].level >= level:
            heading, blocks = open_sections.pop()
            parent = open_sections[-1][1] if open_sections else root
            parent.append(_section(heading, tuple(blocks), depth + len(open_sections) + 1))

    for item in flow:
        if isinstance(item, Heading):
            close(item.level)
            open_sections.append((item, []))
        else:
            (open_sections[-1][1] if open_sections else root).append(item)
    close(0)
    return tuple(root)


def _section(heading: Heading, blocks: Blocks, depth: int) -> Section:
    role = heading.role if heading.level == depth else f"level-{heading.level}"
    about = heading.metadata
    return Section(
        heading.title, blocks, role, about, id=heading.id, lang=heading.lang, dir=heading.dir, pos=heading.pos
    )


def opening(
    flow: Sequence[Block | Heading], *, role: str = "", metadata: Metadata | None = None
) -> list[Block | Heading]:
    """``flow``, its first heading that of a part (``role``) or an article (``metadata``) of a publication."""
    at = next((number for number, item in enumerate(flow) if isinstance(item, Heading)), None)
    if at is None:
        return list(flow)
    first = flow[at]
    assert isinstance(first, Heading)
    said = replace(first, role=role or first.role, metadata=metadata)
    return [*flow[:at], said, *flow[at + 1 :]]


def title_of(heading: Heading) -> Inlines:
    """The inlines of a document's title, with what the heading in the file says about them and where it is."""
    if heading.lang or heading.dir or heading.id:
        return (Span(heading.title, id=heading.id, lang=heading.lang, dir=heading.dir, pos=heading.pos),)
    return tuple(replace(node, pos=node.pos or heading.pos) for node in heading.title)


def split_title(flow: list[Block | Heading]) -> tuple[Heading | None, list[Block | Heading]]:
    """The document's title and the rest: a level-1 heading that opens the flow is the title, any other is not."""
    if flow and isinstance(flow[0], Heading) and flow[0].level == 1:
        return flow[0], flow[1:]
    return None, flow
