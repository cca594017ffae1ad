"""How a long document is split into the files of an EPUB: at headings, and nowhere else.

A short one stays one chapter. A reading system loads a chapter whole, and old ones refuse large files, so a long one is
split at its top sections, and a section that alone is too long at its own subsections (EPUB 3.3 asks for no size).
A publication is split at its parts and articles, whatever their length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from exporter.model import Block, Blocks, Document, PageMarker, Section, is_part, is_publication, plain_text
from exporter.writers.xhtml import Chapter

CHAPTER_CHARACTERS = 200_000
"""A document longer than this is split; chapters are of this size or less where its headings allow."""


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks that stay together: their level, their size in characters, whether a chapter may begin with them."""

    blocks: Blocks
    level: int
    size: int
    opens: bool


def chapters(document: Document) -> list[Chapter]:
    """The document's blocks as one chapter or several; at least one. Of a publication, one for each article."""
    if is_publication(document):
        return list(_of_publication(document))
    if _size(document.blocks) <= CHAPTER_CHARACTERS:
        return [Chapter(document.blocks)]
    return list(_grouped(_parts(document.blocks, 1)))


def _grouped(parts: Iterable[_Part]) -> Iterator[Chapter]:
    """Chapters of as many parts as have room in one."""
    groups: list[list[_Part]] = [[]]
    size = 0
    for part in parts:
        last = groups[-1]
        full = part.opens and size + part.size > CHAPTER_CHARACTERS
        if last and (full or part.level != last[0].level):
            groups.append([])
            size = 0
        groups[-1].append(part)
        size += part.size
    for group in groups:
        yield Chapter(tuple(block for part in group for block in part.blocks), group[0].level)


# --- publications ---------------------------------------------------------------------------------------------------


def _of_publication(document: Document) -> Iterator[Chapter]:
    """The title page, then a page for each part and article; each begins with a level-1 heading of its own."""
    at = _first_section(document.blocks)
    yield Chapter(document.blocks[:at], name="title-page")
    yield from _pieces(document.blocks[at:], 0, "")


def _first_section(blocks: Blocks) -> int:
    """Where the first section begins; a page of the print that begins with it belongs to it."""
    at = next((number for number, block in enumerate(blocks) if isinstance(block, Section)), 0)
    while at and isinstance(blocks[at - 1], PageMarker):
        at -= 1
    return at


def _pieces(blocks: Blocks, above: int, lang: str) -> Iterator[Chapter]:
    waiting: list[Block] = []
    for block in blocks:
        if not isinstance(block, Section):
            waiting.append(block)
            continue
        before, waiting = tuple(waiting), []
        if is_part(block):
            at = _first_section(block.blocks)
            head = (*before, replace(block, blocks=block.blocks[:at]))
            yield Chapter(head, 0, above=above, lang=block.lang or lang, name=_named("part", block.id))
            yield from _pieces(block.blocks[at:], above + 1, block.lang or lang)
        else:
            yield from _article(before, block, above, lang)
    if waiting:
        yield Chapter(tuple(waiting), lang=lang)


def _article(before: Blocks, section: Section, above: int, lang: str) -> Iterator[Chapter]:
    """An article as one page, or several where it is too long: the later ones begin with a section of it."""
    lang, whole = section.lang or lang, (*before, section)
    split = _size(whole) > CHAPTER_CHARACTERS
    pages = _grouped(_section_parts(whole, section, 0)) if split else iter([Chapter(whole, 0)])
    name = _named("article", section.id)
    for number, page in enumerate(pages, 1):
        said = f"{name}--{number}" if name and number > 1 else name
        about = section.metadata if number == 1 else None
        yield replace(page, above=above, lang=lang, name=said, article=about)


def _named(kind: str, id: str) -> str:
    """A name for a page's file that stays when others are added; "" where its id cannot be one."""
    plain = id.replace("_", "-").removeprefix(f"{kind}-")
    return f"{kind}-{plain}" if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,80}", plain) else ""


# --- the parts of a long document -----------------------------------------------------------------------------------


def _parts(blocks: Blocks, level: int) -> Iterator[_Part]:
    """The smallest parts that may be chapters. A page marker before a section goes with it: the page begins there."""
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if isinstance(block, PageMarker):
            continue
        if isinstance(block, Section):
            yield from _section_parts(tuple(waiting), block, level)
        else:
            yield _Part(tuple(waiting), level, _size(tuple(waiting)), opens=False)
        waiting = []
    if waiting:
        yield _Part(tuple(waiting), level, 0, opens=False)


def _section_parts(blocks: Blocks, section: Section, level: int) -> Iterator[_Part]:
    """A section whole, or when it is too long its beginning, then its subsections one level down."""
    size = _size(blocks)
    inner = next((at for at, block in enumerate(section.blocks) if isinstance(block, Section)), None)
    if size <= CHAPTER_CHARACTERS or inner is None:
        yield _Part(blocks, level, size, opens=True)
        return
    while inner and isinstance(section.blocks[inner - 1], PageMarker):
        inner -= 1
    head = (*blocks[:-1], replace(section, blocks=section.blocks[:inner]))
    yield _Part(head, level, _size(head), opens=True)
    yield from _parts(
        tuple(_in_language(block, section) for block in section.blocks[inner:]), section.level_below(level)
    )


def _in_language(block: Block, section: Section) -> Block:
    """A block that leaves its section takes along the language and direction that it had from there."""
    return replace(block, lang=block.lang or section.lang, dir=block.dir or section.dir)


def _size(blocks: Blocks) -> int:
    return len(plain_text(blocks, notes=True))
