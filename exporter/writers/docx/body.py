"""Block nodes as paragraphs, tables and content controls: one small function a node (semantic map, DOCX column).

Word keeps no tree. What belongs together is held by a block content control (``w:sdt``, 17.5.2) whose tag says what it
is: ``quote``, ``aside:note``, ``item:2`` (goes on in a list item), ``definition``, ``figure``. Neighbouring quotes stay
two, and a list in a quote stays in it, both in Word and when the file is read back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    Blocks,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    DisplayMath,
    Figure,
    Image,
    Inlines,
    List,
    ListItem,
    Node,
    Note,
    PageMarker,
    Paragraph,
    ParagraphRole,
    Section,
    Span,
    Table,
    Text,
    ThematicBreak,
    is_part,
    plain_text,
)
from exporter.writers.docx.controls import control
from exporter.writers.docx.footnotes import reference_mark
from exporter.writers.docx.math import displayed, office_math
from exporter.writers.docx.numbering import LEVELS
from exporter.writers.docx.quoted import DEEPEST
from exporter.writers.docx.runs import Look, described, run_properties, runs, text_runs
from exporter.writers.docx.state import Place, State, page_bookmark
from exporter.writers.docx.styles import quote_indent, style_id
from exporter.writers.docx.table import table
from exporter.writers.docx.xml import Element, W, text_element, w

ROLES: dict[ParagraphRole, str] = {
    "": "",
    "subtitle": "Subtitle",
    "standfirst": "Standfirst",
    "byline": "Byline",
    "dateline": "Dateline",
    "kicker": "Kicker",
}
DEEPEST_HEADING = 9
CODE = "Source Code"
LIST_CODE = 3
"""Code in lists nested deeper than this is indented like this depth."""
DASH = "— "
"""Stands before the speaker of a quote: screen readers announce no style, and listeners would hear a bare name."""

LONG_QUOTE = 2000
"""Characters from which a quote may be too long to be kept on one page whole."""


def blocks(state: State, parent: Element, content: Blocks, place: Place) -> None:
    """Append blocks to a body, cell, note or content control."""
    before: Block | None = None
    for at, node in enumerate(content):
        if _run_into_one(before, node):
            parent.append(_separator())
        after_table = isinstance(before, Table) and isinstance(node, Paragraph) and not (node.role or place.style)
        holder = _kept_apart(parent, before, node, content[at + 1 : at + 2], place)
        block(state, holder, node, replace(place, style="After Table") if after_table else place)
        if not isinstance(node, PageMarker):  # a mark between two blocks keeps nothing apart
            before = _last_of(node)


def _last_of(node: Block) -> Block:
    """What stands last in a part: Word knows parts by their headings, and what follows one stands right after it."""
    while isinstance(node, Section) and node.blocks:
        node = node.blocks[-1]
    return node


def block(state: State, parent: Element, node: Block, place: Place) -> None:  # noqa: C901  (one case per node)
    """Append one block."""
    place = place.within(node.lang, node.dir)
    match node:
        case Section():
            _section(state, parent, node, place)
        case Paragraph():
            made = paragraph(state, node, node.content, place, ROLES[node.role])
            if state.headings is not None and (name := state.headings.add_line(node, place)):
                made[1:1] = state.bookmark(name)
            parent.append(made)
        case BlockQuote():
            _quote(state, parent, node, place)
        case List():
            _list(state, parent, node, place)
        case DefinitionList():
            _definitions(state, parent, node, place)
        case CodeBlock():
            parent.append(_code(state, node, place, place.style if place.style.startswith("List Code") else CODE))
        case Table():
            _table(state, parent, node, place)
        case Figure():
            _figure(state, parent, node, place)
        case Aside():
            _aside(state, parent, node, place)
        case DisplayMath():
            parent.append(_formula(state, node, place))
        case ThematicBreak():
            parent.append(paragraph(state, node, (), place, "Thematic Break"))
        case PageMarker():
            parent.extend(state.bookmark(page_bookmark(node.label)))
        case _:
            assert_never(node)


def paragraph(
    state: State,
    node: Node | None,
    content: Inlines,
    place: Place,
    style: str = "",
    number: tuple[int, int] | None = None,
) -> Element:
    """A paragraph in ``style``, else in that of its place; ``number`` is its list and its level there."""
    made = w("p", _properties(state, style or place.style, place, number))
    if not len(made[0]):
        made.remove(made[0])
    if node is not None and node.id:
        made.extend(state.bookmarks(node.id))
    runs(state, made, content, place)
    return made


def _properties(state: State, style: str, place: Place, number: tuple[int, int] | None = None) -> Element:
    """Paragraph properties in the order of the schema (17.3.1.26)."""
    made = w("pPr")
    if style or place.quotes:
        made.append(w("pStyle", val=style_id(state.paragraph_style(style, place.quotes, rtl=place.rtl))))
    if number is not None:
        made.append(w("numPr", w("ilvl", val=number[1]), w("numId", val=number[0])))
    if place.rtl:
        made.append(w("bidi"))
    return made


# --- sections, quotes, asides ---------------------------------------------------------------------------------------


def _section(state: State, parent: Element, node: Section, place: Place) -> None:
    level = node.level_below(place.level)
    if level > DEEPEST_HEADING:
        state.report("DOCX005", f"a heading of level {level} is written at level {DEEPEST_HEADING}", node.pos)
    inner = replace(place, level=level)
    mark, around = "", None
    if state.sections is not None and (node.metadata is not None or is_part(node)):
        mark, around = state.sections.mark(node), state.sections.around
        state.sections.begin(parent, node, level, place)
        if node.metadata is None:
            state.sections.around = node
    if node.title:
        heading = paragraph(state, node, node.title, place, f"Heading {min(level, DEEPEST_HEADING)}")
        name = mark if state.headings is None else state.headings.add(node, level, place, mark) or mark
        if name:
            heading[1:1] = state.bookmark(name)
        parent.append(heading)
    blocks(state, parent, node.blocks, inner)
    if mark and node.metadata is None:
        state.sections.around = around


def _quote(state: State, parent: Element, node: BlockQuote, place: Place) -> None:
    """A quotation: one control, every paragraph in a Quote style.

    The style keeps a paragraph on the page of the next, so that who said it stays with it. What is too long for that
    may break over pages, all but its end.
    """
    if _is_plain(node, place):
        whole = content = w("sdtContent")  # holds the paragraphs until they go to the parent
    else:
        whole, content = control("quote", place, plain_text(node.attribution))
    content.extend(state.bookmarks(node.id))
    inner = replace(place, quotes=place.quotes + 1, style="")
    loose = replace(inner, style="Long") if len(plain_text(node.blocks)) > LONG_QUOTE else inner
    whole_end = bool(node.attribution)
    blocks(state, content, node.blocks[: -1 if whole_end else None], loose)
    blocks(state, content, node.blocks[-1:] if whole_end else (), inner)
    if node.attribution:
        depth = f" {min(inner.quotes, DEEPEST)}" if inner.quotes > 1 else ""
        outside = replace(inner, quotes=0)
        content.append(paragraph(state, None, _with_dash(node.attribution), outside, f"Quote Attribution{depth}"))
    if not any(True for _ in content.iter(w("p").tag)):
        content.append(w("p", _properties(state, "", inner)))
    if node.cite:
        state.report("DOCX006", f"the quote's address “{node.cite[:80]}” cannot be stored in Word", node.pos)
    parent.extend(list(content) if whole is content else [whole])


def _with_dash(attribution: Inlines) -> Inlines:
    """Who said a quote, behind a dash in the same language and direction."""
    match attribution:
        case (Span() as only,):
            return (replace(only, content=(Text(DASH), *only.content)),)
        case _:
            return (Text(DASH), *attribution)


def _is_plain(node: BlockQuote, place: Place) -> bool:
    """Whether a quote needs no content control: paragraphs alone, which their styles hold together with who said them.

    Word's screen readers tell a control as an edit field, LibreOffice shades it, and its version 7.4 moves the
    reference of a note at its end to its beginning. A control stays where styles do not tell what belongs to the quote.
    """
    loose = place.quotes or place.lists or place.style or node.id or not node.blocks
    return not loose and all(isinstance(block, Paragraph) and not block.role and block.content for block in node.blocks)


def _run_into_one(before: Block | None, node: Block) -> bool:
    """Whether two blocks that follow one another would look like one, or stick to each other."""
    if isinstance(before, BlockQuote):
        return isinstance(node, BlockQuote)
    return isinstance(before, Table) and not isinstance(node, Paragraph | Section | Aside | Figure)


def _kept_apart(parent: Element, before: Block | None, node: Block, after: Blocks, place: Place) -> Element:
    """Where ``node`` is to be written: a content control of its own for a caption without a picture that would be taken
    for its neighbour's, a picture's above it or a table's below; else ``parent``.
    """
    if not isinstance(node, Figure) or node.blocks or not (node.caption or node.credit):
        return parent
    pictures = isinstance(before, Paragraph) and _shows_pictures(before.content)
    if not (pictures or isinstance(before, Figure) or any(isinstance(block, Table) for block in after)):
        return parent
    whole, inside = control("figure", place, plain_text(node.caption))
    parent.append(whole)
    return inside


def _separator() -> Element:
    """What stands between two neighbouring quotes, so that their lines at the side do not run into one.

    No bookmark stands in it: LibreOffice tells each one to a screen reader.
    """
    return w("p", w("pPr", w("pStyle", val="Separator")))


def _aside(state: State, parent: Element, node: Aside, place: Place) -> None:
    whole, content = control(f"aside:{node.kind}", place, plain_text(node.title))
    inner = replace(place, style="Pull Quote" if node.kind == "pullquote" else "Aside")
    if node.title:
        content.append(paragraph(state, None, node.title, inner, "Aside Title"))
    blocks(state, content, node.blocks, inner)
    if not any(True for _ in content.iter(w("p").tag)):
        content.append(w("p", _properties(state, inner.style, inner)))
    _mark(state, content, 0, node.id)
    parent.append(whole)


# --- lists and definitions ------------------------------------------------------------------------------------------


def _list(state: State, parent: Element, node: List, place: Place) -> None:
    numbers = state.numbering.add(node, place.lists, quote_indent(place.quotes))
    level = min(place.lists, LEVELS - 1)
    at = len(parent)
    for item, number in zip(node.items, numbers, strict=True):
        _item(state, parent, item, place.within(item.lang, item.dir), (number, level))
    _mark(state, parent, at, node.id)


def _mark(state: State, parent: Element, at: int, *names: str) -> None:
    """The bookmarks of what has no element of its own, in the first paragraph from the ``at``-th element on.

    A bookmark before a list or in front of a control's first paragraph would belong to what stands before.
    """
    if marks := state.bookmarks(*names):
        first = next((found for part in list(parent)[at:] for found in part.iter(w("p").tag)), None)
        if first is not None:
            begin = 1 if len(first) and first[0].tag == w("pPr").tag else 0
            first[begin:begin] = marks


def _item(state: State, parent: Element, item: ListItem, place: Place, number: tuple[int, int]) -> None:
    """An item: its first paragraph carries the number; what follows goes on under it."""
    depth = place.lists + 1
    style = "List Paragraph"
    inner = replace(place, lists=depth, style=f"List Continue{f' {min(depth, LEVELS)}' if depth > 1 else ''}")
    rest = item.blocks
    first = rest[0] if rest else None
    match first:
        case Paragraph(role=""):
            made = paragraph(state, first, first.content, place.within(first.lang, first.dir), style, number)
            rest = rest[1:]
        case CodeBlock():
            made = _code(state, first, place.within(first.lang, first.dir), CODE, number)
            rest = rest[1:]
        case _:
            made = w("p", _properties(state, style, place, number))
    if item.id:
        made[1:1] = state.bookmarks(item.id)
    parent.append(made)
    before = first if rest is not item.blocks else None
    for at, node in enumerate(rest):
        if isinstance(node, List) or (isinstance(node, Paragraph) and not node.role):
            block(state, parent, node, inner)
        else:
            whole, content = control(f"item:{depth}", place)
            holder = _kept_apart(content, before, node, rest[at + 1 : at + 2], place)
            code = "" if place.quotes else f"List Code{f' {min(depth, LIST_CODE)}' if depth > 1 else ''}"
            block(state, holder, node, replace(inner, style=code if isinstance(node, CodeBlock) else ""))
            parent.append(whole)
        before = node


def _definitions(state: State, parent: Element, node: DefinitionList, place: Place) -> None:
    """Terms and definitions. Their styles hold them together; a control where they do not, or another list is next."""
    said = [definition.blocks for item in node.items for definition in item.definitions]
    simple = all(len(blocks) == 1 and isinstance(blocks[0], Paragraph) and not blocks[0].role for blocks in said)
    loose = place.quotes or place.lists or place.style or node.id or _ends_in_definition(parent)
    styled = simple and not loose and all(item.terms for item in node.items)
    whole, content = (None, w("sdtContent")) if styled else control("definitions", place)
    for item in node.items:
        at = len(content)
        for term in item.terms:
            content.append(paragraph(state, term, term.content, place.within(term.lang, term.dir), "Definition Term"))
        for definition in item.definitions:
            _definition(state, content, definition, place)
        _mark(state, content, at, item.id)
    _mark(state, content, 0, node.id)
    if any(True for _ in content.iter(w("p").tag)):
        parent.extend(list(content) if whole is None else [whole])


def _ends_in_definition(parent: Element) -> bool:
    """Whether what was written last is a definition, by the style of its paragraph or as a control."""
    last = parent[-1] if len(parent) else None
    if last is None or last.tag != w("p").tag:
        return last is not None and last.tag == w("sdt").tag
    style = last.find(f"{w('pPr').tag}/{w('pStyle').tag}")
    return style is not None and (style.get(f"{{{W}}}val") or "").startswith("Definition")


def _definition(state: State, parent: Element, node: Definition, place: Place) -> None:
    inner = replace(place.within(node.lang, node.dir), style="Definition")
    at = len(parent)
    if len(node.blocks) == 1 and isinstance(node.blocks[0], Paragraph):
        blocks(state, parent, node.blocks, inner)
    else:
        holder, inside = control("definition", place)
        blocks(state, inside, node.blocks, inner)
        if not len(inside):
            inside.append(w("p", _properties(state, "Definition", inner)))
        parent.append(holder)
    _mark(state, parent, at, node.id)


# --- code, tables, figures, formulas --------------------------------------------------------------------------------


def _code(state: State, node: CodeBlock, place: Place, style: str, number: tuple[int, int] | None = None) -> Element:
    """One paragraph, its lines parted by breaks, so that the block stays one (17.3.3.1)."""
    place = replace(place, rtl=False)
    made = w("p", _properties(state, style, place, number))
    made.extend(state.bookmarks(node.id))
    pieces = list(state.cut(node))
    for at, (marks, text) in enumerate(pieces, 1):
        made.extend(marks)
        made.append(_code_run(state, text.removesuffix("\n") if at == len(pieces) else text, place))
    return made


def _code_run(state: State, text: str, place: Place) -> Element:
    run = w("r")
    properties = run_properties(state, Look(place))
    if len(properties):
        run.append(properties)
    for at, line in enumerate(text.split("\n")):
        if at:
            run.append(w("br"))
        for column, piece in enumerate(line.split("\t")):
            if column:
                run.append(w("tab"))
            if piece:
                run.append(text_element(piece))
    return run


def _table(state: State, parent: Element, node: Table, place: Place) -> None:
    if len(parent) and parent[-1].tag == w("tbl").tag:
        parent.append(_separator())  # two tables without a paragraph between them are one to Word
    parent.extend(state.bookmarks(node.id))
    if node.caption:
        parent.append(_listed(state, "tables", node.caption, place, "Table Caption"))
    if not any(row.cells for row in [*node.head, *(r for body in node.bodies for r in body.rows), *node.foot]):
        return
    parent.append(table(state, node, place, _cell))


def _cell(state: State, parent: Element, node: Cell, place: Place) -> None:
    parent.extend(state.bookmarks(node.id))
    blocks(state, parent, node.blocks, place)


def _figure(state: State, parent: Element, node: Figure, place: Place) -> None:
    simple = not node.blocks or (
        len(node.blocks) == 1 and isinstance(node.blocks[0], Paragraph) and _shows_pictures(node.blocks[0].content)
    )
    if not simple:
        whole, content = control("figure", place, plain_text(node.caption))
        parent.append(whole)
        parent = content
    parent.extend(state.bookmarks(node.id))
    for child in node.blocks:
        if isinstance(child, Paragraph) and _shows_pictures(child.content):
            inner = place.within(child.lang, child.dir)
            parent.append(paragraph(state, child, child.content, inner, "Figure"))
        else:
            block(state, parent, child, place)
    if node.caption:
        parent.append(_listed(state, "figures", node.caption, place, "Caption"))
    if node.credit:
        parent.append(paragraph(state, None, node.credit, place, "Credit"))
    if node.description:
        whole, content = control("description", place)
        blocks(state, content, node.description, place)
        parent.append(whole)


def _listed(state: State, kind: str, caption: Inlines, place: Place, style: str) -> Element:
    """A caption, and its place in the list of figures or tables, where there is one."""
    made = paragraph(state, None, caption, place, style)
    entries = state.listed.get(kind)
    if entries is not None and not place.in_note:
        made[1:1] = state.bookmark(entries.add_words(caption, place))
    return made


def _shows_pictures(content: Inlines) -> bool:
    return any(isinstance(node, Image) for node in content) and all(
        isinstance(node, Image) or (isinstance(node, Text) and not node.text.strip()) for node in content
    )


def _formula(state: State, node: DisplayMath, place: Place) -> Element:
    """A formula set apart, in a paragraph of its own."""
    made = w("p", _properties(state, place.style, place))
    if not len(made[0]):
        made.remove(made[0])
    made.extend(state.bookmarks(node.id))
    formula = office_math(node)
    if formula is None:
        made.extend(text_runs(state, node.tex or node.alt or "", Look(place, ("Verbatim Char",))))
        return made
    made.append(described(state, node, displayed(formula)))
    return made


# --- notes ----------------------------------------------------------------------------------------------------------


def note_blocks(state: State, node: Note, place: Place) -> int:
    """Write a note's blocks into the footnotes part; its id there. Relationships are then that part's own."""
    number, holder = state.footnotes.reserve()
    inner = Place(level=place.level, style="footnote text", lang=place.lang, rtl=place.rtl, in_note=True)
    blocks(state, holder, node.blocks, inner.within(node.lang, node.dir))
    first = holder.find(w("p").tag)
    if first is None or holder[0] is not first:
        first = w("p", _properties(state, "footnote text", inner))
        holder.insert(0, first)
    at = 1 if first.find(w("pPr").tag) is not None else 0
    first.insert(at, reference_mark())
    first.insert(at + 1, w("r", text_element(" ")))
    return number
