"""What a structure element may hold and lie in (ISO 32000-1, 14.8.4; ISO/TS 32005 for PDF 2.0: ``relations``).

Where a type's content is closed (tables, lists, contents, ruby) a breach is an error: the standards say what it must
hold, and ISO 14289-1, 7.2, asks for it. Blocks inside words are advice in PDF 1.7, whose standard only describes them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from exporter.checks.pdf.relations import HOLDS, LIES_IN, NO_CONTENT, ONLY_IN, SEQUENCES, allows, types
from exporter.readback.pdf.tree import Tag, Words


@dataclass(frozen=True, slots=True)
class Breach:
    """What is wrong in the tree: the rule, the message, the page, and whether no standard forbids it."""

    rule: str
    message: str
    page: int
    advice: bool = False


THROUGH = types("NonStruct Private Artifact")
"""Types without a meaning of their own, and what is marked as no content: what holds them is looked through."""
GROUPING = THROUGH | {"Div"}
"""Types that a part may lie in as well as in what they lie in themselves."""

HEADING = re.compile(r"H[1-9][0-9]*")
BLOCKS = types("Document Part Art Sect P H BlockQuote TOC TOCI Index L LI Table")
WORDS = types("Span Em Strong Quote Code Sub Reference P H")


def breaches(tags: Sequence[Tag], tree: Tag | None) -> Iterator[Breach]:
    """Every breach of the grammar, in the order of the tree."""
    yield from _places(tree)
    for tag in tags:
        yield from _held_newer(tag) if tag.newer else _held(tag)
        yield from _blocks_in_words(tag)
        if tag.role == "Table":
            yield from _parts_of_table(tag)
            yield from _rows(tag)
        if tag.newer or tag.role in ("Table", "L", "TOC"):
            yield from _caption(tag)


def _places(tree: Tag | None) -> Iterator[Breach]:
    stack = [(tree, "")] if tree else []
    while stack:
        tag, holder = stack.pop()
        allowed = (ONLY_IN if tag.newer else LIES_IN).get(tag.role)
        if allowed and holder not in allowed:
            yield Breach("PDF121", f"“{tag.role}” lies in “{holder}”", tag.page)
        if kids := tag.tags():
            inside = holder if tag.role in GROUPING else tag.role
            stack += [(kid, inside) for kid in reversed(kids)]


def _held(tag: Tag) -> Iterator[Breach]:
    allowed = HOLDS.get(tag.role)
    for kid in tag.through(THROUGH) if allowed else ():
        if allowed is not None and kid.role not in allowed and kid.role not in LIES_IN:  # those are said by their place
            yield _lies_in(tag, kid)


def _lies_in(tag: Tag, kid: Tag, advice: bool = False) -> Breach:
    rule = "PDF110" if tag.role in ("L", "LI") else "PDF121"
    return Breach(rule, f"“{kid.role}” lies directly in “{tag.role}”", kid.page or tag.page, advice)


def _held_newer(tag: Tag) -> Iterator[Breach]:
    """ISO/TS 32005, table 5: of elements in the namespace of PDF 2.0."""
    for kid in tag.through(THROUGH):
        if kid.newer and kid.role not in ONLY_IN and not allows(_kind(tag), _kind(kid)):
            yield _lies_in(tag, kid)
    if tag.role in NO_CONTENT and any(isinstance(kid, Words) and kid.text.strip() for kid in tag.kids):
        yield Breach("PDF121", f"words lie directly in “{tag.role}”, in no element of their own", tag.page)
    kinds = [kid.role for kid in tag.through(THROUGH)]
    if tag.role in SEQUENCES and kinds not in SEQUENCES[tag.role]:
        wanted = " or ".join(" ".join(one) for one in SEQUENCES[tag.role])
        yield Breach("PDF121", f"“{tag.role}” holds {' '.join(kinds) or 'nothing'}, not {wanted}", tag.page)


def _kind(tag: Tag) -> str:
    return "Hn" if is_heading(tag.role) else tag.role


@lru_cache(maxsize=512)
def is_heading(role: str) -> bool:
    """Whether a type is a heading with a level."""
    return HEADING.fullmatch(role) is not None


def _blocks_in_words(tag: Tag) -> Iterator[Breach]:
    """ISO 32000-1, 14.8.4.3 and 14.8.4.4, describe what words hold and do not forbid the rest: advice."""
    if _kind(tag) != "Hn" and tag.role not in WORDS:
        return
    for kid in tag.through(THROUGH) if tag.tags() else ():
        if (_kind(kid) == "Hn" or kid.role in BLOCKS) and not (tag.newer and kid.newer):
            yield _lies_in(tag, kid, advice=True)


def _parts_of_table(table: Tag) -> Iterator[Breach]:
    kinds = [kid.role for kid in table.through(THROUGH)]
    for kind in ("THead", "TFoot"):
        if kinds.count(kind) > 1:
            yield Breach("PDF121", f"a table has {kinds.count(kind)} parts of the kind “{kind}”", table.page)
        if kind in kinds and "TBody" not in kinds:
            yield Breach("PDF121", f"a table has a “{kind}” and no “TBody”", table.page)


def _caption(holder: Tag) -> Iterator[Breach]:
    kinds = [kid.role for kid in holder.through(THROUGH)]
    found = [at for at, kind in enumerate(kinds) if kind == "Caption"]
    if len(found) > 1:
        yield Breach("PDF121", f"“{holder.role}” has {len(found)} captions", holder.page)
    elif found and not holder.newer:
        may_be_last = holder.role == "Table"  # ISO 32000-1, table 337; a list and a contents have theirs first
        if found[0] != 0 and not (may_be_last and found[0] == len(kinds) - 1):
            where = "first or last" if may_be_last else "first"
            yield Breach("PDF121", f"the caption of “{holder.role}” does not stand {where}", holder.page)


# --- tables as grids ------------------------------------------------------------------------------------------------

MAX_CELLS = 200_000
MAX_SPAN = 1_000


def _rows(table: Tag) -> Iterator[Breach]:
    """Rows that are longer or shorter than the others, spans counted: then a cell has no header, or a wrong one."""
    parts = [kid for kid in table.through(THROUGH) if kid.role in ("THead", "TBody", "TFoot")]
    rows = [row for row in table.through(THROUGH) if row.role == "TR"]
    rows = rows or [row for part in parts for row in part.through(THROUGH) if row.role == "TR"]
    taken: dict[int, set[int]] = {}
    covered = 0
    for number, row in enumerate(rows):
        column = 0
        for cell in (one for one in row.through(THROUGH) if one.role in ("TH", "TD")):
            filled = taken.setdefault(number, set())
            while column in filled:
                column += 1
            down, across = _span(cell, "RowSpan"), _span(cell, "ColSpan")
            if covered + down * across > MAX_CELLS:
                return
            covered += down * across  # of no two cells that cover one place
            for below in range(number, number + down):
                at = taken.setdefault(below, set())
                if at & set(range(column, column + across)):
                    yield Breach("PDF127", "two cells of a table cover the same place", cell.page or table.page)
                    return
                at.update(range(column, column + across))
            column += across
    yield from _unequal(table, rows, taken)


def _unequal(table: Tag, rows: Sequence[Tag], taken: dict[int, set[int]]) -> Iterator[Breach]:
    if any(number >= len(rows) for number in taken):
        yield Breach("PDF127", "a cell spans more rows than its table has", table.page)
    lengths = [len(taken.get(number, ())) for number in range(len(rows))]
    if lengths and len(set(lengths)) > 1:
        usual = Counter(lengths).most_common(1)[0][0]
        number = next(at for at, length in enumerate(lengths) if length != usual)
        message = f"row {number + 1} of a table has {lengths[number]} columns where others have {usual}"
        yield Breach("PDF127", message, rows[number].page or table.page)


def _span(cell: Tag, name: str) -> int:
    try:
        return max(1, min(MAX_SPAN, int(cell.attributes.get(name, 1))))
    except (TypeError, ValueError):
        return 1
