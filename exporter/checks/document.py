"""Rules on the document model, whatever it was read from: an article, or a finished file that was read back.

Each rule is one small generator over the walked document; ``check`` runs them all. Their sources: ``exporter/rules``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import unescape
from typing import TypeVar

from exporter import plugins
from exporter.accessibility.needs import ADDRESS, describes, folded, shortcomings
from exporter.checks.outline import outline
from exporter.comparison.table_grid import Placed, grid
from exporter.findings import Finding, finding
from exporter.model import (
    AnyNode,
    Aside,
    BlockQuote,
    Cell,
    Code,
    DisplayMath,
    Document,
    Figure,
    Image,
    Link,
    Math,
    Note,
    NoteReference,
    Paragraph,
    Styled,
    Table,
    Text,
    every_node,
    nodes_of,
    plain_text,
    spoken,
    walk,
)
from exporter.patterns import pattern
from exporter.position import Position
from exporter.records import record

VAGUE_LINK_TEXTS = frozenset(
    " ".join(part.split())
    for part in """click here|here|this|this link|link|more|read more|learn more|find out more|details|continue
    |continue reading|ici|cliquez ici|lire la suite|en savoir plus|plus|lien|hier|hier klicken|mehr|mehr erfahren
    |weiterlesen|aquí|haga clic aquí|más|leer más|seguir leyendo|enlace""".split("|")
)
HEADING_LENGTH = 90
N = TypeVar("N", bound=AnyNode)


@record
class _Walked:
    """A document with all its nodes in reading order, walked once for all rules."""

    document: Document
    nodes: tuple[AnyNode, ...]

    def of(self, kind: type[N]) -> Sequence[N]:
        """The nodes of one kind, in reading order."""
        return nodes_of(self.document, kind)


def check(document: Document) -> list[Finding]:
    """Every finding of every rule on ``document``, in the order of the text where it has a place."""
    walked = _Walked(document, every_node(document))
    found = [*shortcomings(document), *(item for rule in _RULES for item in rule(walked))]
    for name in plugins.names("exporter.checks"):
        found += plugins.load("exporter.checks", name)(document)
    return sorted(found, key=lambda item: (item.pos.line, item.pos.column) if item.pos else (0, 0))


def _links(walked: _Walked) -> Iterator[Finding]:
    if not walked.of(Link) and not walked.of(NoteReference):
        return
    anchors = {node.id for node in walked.nodes if node.id}
    notes = {node.id for node in walked.of(Note)}
    dead: dict[str, list[Position | None]] = {}
    for node in walked.nodes:
        if isinstance(node, NoteReference) and node.note not in notes:
            yield finding("DOC011", f"there is no note “{node.note}” in the article", node.pos, subject=node.note)
        if not isinstance(node, Link):
            continue
        text = " ".join(spoken(node).split())
        if text.casefold().rstrip(" .…>»→") in VAGUE_LINK_TEXTS:
            yield finding("DOC004", f"the link text “{text}” does not say where it leads", node.pos)
        elif ADDRESS.fullmatch(text):
            yield finding("DOC014", f"the link text is the URL “{text}”", node.pos)
        if node.target.startswith("#") and node.target[1:] not in anchors:
            dead.setdefault(node.target, []).append(node.pos)
    for target, places in dead.items():
        message = f"there is no “{target}” in the article{_how_often(places)}"
        yield finding("DOC011", message, places[0], subject=target)


def _how_often(places: Sequence[Position | None]) -> str:
    """How often one cause was met, and on which lines first; "" for once."""
    if len(places) < 2:
        return ""
    lines = list(dict.fromkeys(place.line for place in places if place is not None))
    named = ", ".join(str(line) for line in lines[:5]) + (" and more" if len(lines) > 5 else "")
    where = f", on line{'s' if len(lines) > 1 else ''} {named}" if lines else ""
    return f" ({len(places)} links{where})"


def _anchors(walked: _Walked) -> Iterator[Finding]:
    seen: set[str] = set()
    for node in [node for node in walked.nodes if node.id]:
        if node.id in seen:
            yield finding("DOC012", f"the anchor “{node.id}” is used more than once", node.pos)
        seen.add(node.id)


PRIVATE = pattern("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
"""The characters to which Unicode gives no meaning (The Unicode Standard, 23.5)."""


def _private_use(walked: _Walked) -> Iterator[Finding]:
    met = [
        (char, node.pos)
        for node in walked.nodes
        if isinstance(node, Text | Code) and not node.text.isprintable()
        for char in PRIVATE.findall(node.text)
    ]
    if met:
        names = ", ".join(f"U+{ord(char):04X}" for char in list(dict.fromkeys(char for char, _ in met))[:3])
        count = "1 character of private use means nothing without its font"
        if len(met) > 1:
            count = f"{len(met)} characters of private use mean nothing without their font"
        yield finding("DOC026", f"{count}: {names}", met[0][1])


def _tables(walked: _Walked) -> Iterator[Finding]:
    spans = any(cell.rowspan > 1 or cell.colspan > 1 for cell in walked.of(Cell))
    for node in walked.of(Table):
        cells = [cell for cell in walk(node) if isinstance(cell, Cell)] if spans else []
        name = plain_text(node.caption).strip() or "without a caption"
        if not node.caption:
            yield finding("DOC009", "the table has no caption", node.pos)
        if any(cell.rowspan > 1 or cell.colspan > 1 for cell in cells):
            yield finding("DOC010", f"the table “{name}” has cells that span rows or columns", node.pos)


def _header_cells(walked: _Walked) -> Iterator[Finding]:
    """A cell names header cells of its own table that stand in its row or column (HTML 4.9.12.2; WCAG F90)."""
    if not any(cell.headers for cell in walked.of(Cell)):
        return
    for node in walked.of(Table):
        cells = list(grid(node))
        known = {one.cell.id: one for one in cells if one.cell.id}
        for one in (one for one in cells if one.cell.headers):
            heads = [known.get(name) for name in one.cell.headers]
            words = " ".join(plain_text(one.cell.blocks).split())[:30]
            if any(head is None or not head.cell.header for head in heads):
                yield finding("DOC025", f"“{words}” names a header that is not a header cell of its table", node.pos)
            for head in heads:
                if head is not None and head.cell.header and not _in_line(head, one):
                    name = " ".join(plain_text(head.cell.blocks).split())[:30]
                    message = f"“{words}” names the header “{name}”, which is not in its row or column"
                    yield finding("DOC025", message, node.pos)


def _in_line(head: Placed, cell: Placed) -> bool:
    """Whether a header cell shares a row or a column with another cell, or heads the group of rows that it is in."""
    rows = head.row < cell.row + cell.cell.rowspan and cell.row < head.row + head.cell.rowspan
    columns = head.column < cell.column + cell.cell.colspan and cell.column < head.column + head.cell.colspan
    return rows or columns or (head.scope.endswith("group") and head.row <= cell.row)


def _quotes(walked: _Walked) -> Iterator[Finding]:
    repeated = {  # a pull quote repeats words whose speaker the text names where they stand
        id(inner) for node in walked.of(Aside) if node.kind == "pullquote" for inner in walk(node)
    }
    for node in walked.of(BlockQuote):
        if id(node) not in repeated and not plain_text(node.attribution).strip():
            words = " ".join(plain_text(node.blocks).split())
            yield finding("DOC006", f"no speaker is named for the quote “{words[:40]}…”", node.pos)


def _headings(walked: _Walked) -> Iterator[Finding]:
    for node in walked.of(Paragraph):
        if _all_bold(node):
            text = plain_text(node).strip()
            yield finding("DOC017", f"“{text}” is entirely bold; is it a heading?", node.pos)


def _levels(walked: _Walked) -> Iterator[Finding]:
    """Only finished files can skip a level: in the model a heading's level is its depth."""
    before = 0
    for line in outline(walked.document):
        if before and line.level > before + 1:
            message = f"the heading “{line.text[:60]}” has level {line.level} after level {before}"
            yield finding("DOC020", message)
        before = line.level


def _all_bold(node: Paragraph) -> bool:
    if not any(isinstance(item, Styled) for item in node.content):
        return False
    seen = [item for item in node.content if not (isinstance(item, Text) and not item.text.strip())]
    if len(seen) != 1 or not isinstance(seen[0], Styled) or seen[0].kind != "strong":
        return False
    text = plain_text(node).strip()
    return 0 < len(text) <= HEADING_LENGTH and text[-1] not in ".:;,"


def _formulas(walked: _Walked) -> Iterator[Finding]:
    if not walked.of(Math) and not walked.of(DisplayMath):
        return
    for node in walked.nodes:
        if isinstance(node, Math | DisplayMath) and node.alt is None:
            yield finding("DOC015", f"the formula “{_formula_shown(node)}” has no description in words", node.pos)


_TAG = pattern(r"<annotation[^>]*>.*?</annotation>|<[^>]*>", re.DOTALL)


def _formula_shown(node: Math | DisplayMath) -> str:
    """A formula as a person finds it in the source: its TeX, or the characters of its MathML."""
    shown = node.tex or " ".join(unescape(_TAG.sub(" ", node.mathml)).split())
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _pictures(walked: _Walked) -> Iterator[Finding]:
    captions = _captions(walked)
    described = 0
    first = None
    for node in walked.of(Image):
        if not node.alt or not describes(node.alt):
            continue
        if folded(node.alt) == captions.get(id(node)):
            yield finding("IMG004", "the alternative text repeats the caption", node.pos)
        described += 1
        first = first or node.pos
    if described:
        message = f"{described} alternative text{'s' if described > 1 else ''} must be read by a person"
        yield finding("IMG005", message, first)


def _captions(walked: _Walked) -> dict[int, str]:
    return {
        id(image): folded(plain_text(figure.caption))
        for figure in walked.of(Figure)
        for image in walk(figure)
        if isinstance(image, Image)
    }


_RULES: tuple[Callable[[_Walked], Iterator[Finding]], ...] = (
    _headings,
    _levels,
    _links,
    _anchors,
    _private_use,
    _tables,
    _header_cells,
    _quotes,
    _formulas,
    _pictures,
)
