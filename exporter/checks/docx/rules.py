"""Rules on the OOXML of a finished DOCX: those of Word's own Accessibility Checker.

Each rule is one small generator over the opened file (Microsoft, “Rules for the Accessibility Checker”). What the
document that is read back shows already, such as a picture without alternative text, is left to the rules on documents.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from exporter.bounds.packages import open_package
from exporter.checks.docx.contrast import low_contrast
from exporter.findings import Finding, finding
from exporter.position import Position
from exporter.readback.docx.state import Relations, relations
from exporter.readback.docx.styles import Element, Styles, W, is_on, value

V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 – the prefix that the format uses
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
SHAPES = frozenset(V + name for name in ("shape", "rect", "oval", "roundrect", "line", "polyline", "curve", "group"))
MAX_SAID = 5
"""How many places of one rule are named; more are counted."""
LONG = 5_000
"""Characters of a document that ought to have a heading: two pages."""
BLANKS = re.compile("[ \u00a0\t]{4,}|\t{3,}")
EMPTY_IN_A_ROW = 3


@dataclass(slots=True)
class File:
    """An opened DOCX: the body, headers and footers, styles, the title among the properties."""

    body: Element
    furniture: list[Element]
    styles: Styles
    style_root: Element | None
    title: str
    places: dict[Element, int] = field(default_factory=dict)

    def place(self, made: Element) -> Position | None:
        """The number of the paragraph that ``made`` is in or begins with, as the read-back counts them."""
        at: Element | None = made if made.tag == W + "p" else next(made.iter(W + "p"), None)
        while at is not None and at not in self.places:
            at = at.getparent()
        if at is None:
            at = made.getparent()
            while at is not None and at not in self.places:
                at = at.getparent()
        return None if at is None else Position(self.places[at])


def check_docx(data: bytes) -> tuple[Finding, ...]:
    """What Word's checker would find in a DOCX. Raises InputError when it is not a DOCX file."""
    opened = _opened(data)
    return tuple(item for rule in CHECKS for item in _few(rule(opened)))


def _opened(data: bytes) -> File:
    package = open_package(data, "file")
    own = relations(package, "")
    main = next((target for kind, target in own.values() if kind == "officeDocument"), "")
    root = package.xml(main)
    theirs: Relations = relations(package, main)
    there = [(kind, part) for kind, part in theirs.values() if part in package]
    furniture = [package.xml(part) for kind, part in there if kind in ("header", "footer")]
    part = next((part for kind, part in there if kind == "styles"), "")
    core = next((part for kind, part in own.values() if kind == "core-properties" and part in package), "")
    style_root = package.xml(part) if part else None
    title = package.xml(core).find(DC_TITLE) if core else None
    body = root.find(W + "body")
    body = root if body is None else body
    places = {paragraph: number for number, paragraph in enumerate(body.iter(W + "p"), 1)}
    said = "" if title is None else (title.text or "").strip()
    return File(body, furniture, Styles.load(style_root), style_root, said, places)


def _few(found: Iterator[Finding]) -> Iterator[Finding]:
    every = list(found)
    yield from every[:MAX_SAID]
    if len(every) > MAX_SAID:
        yield finding(every[0].rule, f"and {len(every) - MAX_SAID} more of the same kind")


def text_of(made: Element) -> str:
    """The words of an element, tabs as tabs."""
    return "".join("\t" if one.tag == W + "tab" else one.text or "" for one in made.iter(W + "t", W + "tab"))


def _short(made: Element) -> str:
    said = " ".join(text_of(made).split())
    return said if len(said) <= 40 else said[:39] + "…"


# --- objects --------------------------------------------------------------------------------------------------------


def _is_fallback(made: Element) -> bool:
    """What is there only for readers that do not know the choice beside it (ISO/IEC 29500-3, 7.6)."""
    fallback = next(made.iterancestors("{*}Fallback"), None)
    choice = fallback.getprevious() if fallback is not None else None
    return choice is not None and len(choice) > 0


def _objects(opened: File) -> Iterator[Finding]:
    for made in opened.body.iter(*SHAPES):
        parent = made.getparent()
        is_inner = (parent is not None and parent.tag in SHAPES) or _is_fallback(made)
        if is_inner or made.get(O + "hr") or any(True for _ in made.iter(W + "txbxContent")):
            continue
        if not (made.get("alt") or "").strip():
            embedded = any(one.tag == W + "object" for one in made.iterancestors())
            what = "an embedded object" if embedded else "a drawing"
            yield finding("DOCX101", f"{what} has no alternative text", opened.place(made))


def _floating(opened: File) -> Iterator[Finding]:
    for made in opened.body.iter(WP + "anchor"):
        properties = made.find(WP + "docPr")
        name = "" if properties is None else properties.get("name") or ""
        yield finding("DOCX103", f"the object “{name}” floats", opened.place(made))
    for made in opened.body.iter(*SHAPES):
        if "position:absolute" in (made.get("style") or "").replace(" ", ""):
            yield finding("DOCX103", "a drawing floats", opened.place(made))
    for made in opened.body.iter(W + "framePr"):
        if made.get(W + "dropCap") in (None, "none"):
            yield finding("DOCX103", "a paragraph floats in a frame", opened.place(made))
    for made in opened.body.iter(W + "tblpPr"):
        yield finding("DOCX103", "a table floats", opened.place(made))


def _watermark(opened: File) -> Iterator[Finding]:
    for root in opened.furniture:
        if any("watermark" in (made.get("id") or "").lower() for made in root.iter(*SHAPES)):
            yield finding("DOCX108", "a header has a watermark")
            return


# --- tables ---------------------------------------------------------------------------------------------------------


def _rows(table: Element) -> list[Element]:
    return [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row.iter(W + "tc") if next(cell.iterancestors(W + "tr")) is row]


def _header_rows(opened: File) -> Iterator[Finding]:
    """A table with no header at all is reported by DOC005; this one has headers that Word does not know of."""
    for table in opened.body.iter(W + "tbl"):
        rows = _rows(table)
        if len(rows) < 2 or is_on(value(rows[0], "trPr", "tblHeader")):
            continue
        styles = [value(one, "pPr", "pStyle") or "" for one in table.iter(W + "p")]
        named = any("heading" in name for style in styles for name in opened.styles.resolve(style).names[:1])
        look = table.find(f"{W}tblPr/{W}tblLook")
        if named or (look is not None and is_on(look.get(W + "firstColumn"))):
            message = f"the table that begins with “{_short(rows[0])}” has no header row"
            yield finding("DOCX102", message, opened.place(table))


def _nested(opened: File) -> Iterator[Finding]:
    for table in opened.body.iter(W + "tbl"):
        if any(True for _ in table.iterancestors(W + "tc")):
            yield finding("DOCX105", f"the table “{_short(table)}” is nested in a cell", opened.place(table))


def _empty_lines(opened: File) -> Iterator[Finding]:
    for table in opened.body.iter(W + "tbl"):
        grid = [[_says_something(cell) for cell in _cells(row)] for row in _rows(table)]
        whole = len({len(line) for line in grid}) == 1 and len(grid) > 1
        empty_row = any(not any(line) for line in grid if line)
        empty_column = whole and any(not any(column) for column in zip(*grid, strict=True))
        if any(any(line) for line in grid) and (empty_row or empty_column):
            what = "row" if empty_row else "column"
            yield finding("DOCX110", f"the table “{_short(table)}” has an empty {what}", opened.place(table))


def _says_something(cell: Element) -> bool:
    if value(cell, "tcPr", "vMerge") not in (None, "restart"):
        return True
    return bool(text_of(cell).strip()) or _shows(cell)


def _shows(made: Element) -> bool:
    """Whether something stands there that is not words."""
    return any(True for _ in made.iter(W + "drawing", W + "pict", W + "object", "{*}oMath"))


# --- the document ---------------------------------------------------------------------------------------------------


def _title(opened: File) -> Iterator[Finding]:
    if not opened.title:
        yield finding("DOCX106", "the file's properties have no title")


def _headings(opened: File) -> Iterator[Finding]:
    if len(text_of(opened.body)) < LONG:
        return
    for paragraph in opened.body.iter(W + "p"):
        style = opened.styles.resolve(value(paragraph, "pPr", "pStyle") or "")
        level = value(paragraph, "pPr", "outlineLvl")
        found = style.paragraph_property("outlineLvl") if level is None else None
        level = level if found is None else found.get(W + "val")
        if (level or "9") < "9" or any(name.startswith("heading ") for name in style.names):
            return
    yield finding("DOCX107", "the document has no heading")


def _blanks(opened: File) -> Iterator[Finding]:
    empty = 0
    for paragraph in opened.body.iter(W + "p"):
        said = text_of(paragraph)
        in_cell = any(True for _ in paragraph.iterancestors(W + "tc"))
        empty = empty + 1 if not (said.strip() or _shows(paragraph) or in_cell) else 0
        if empty == EMPTY_IN_A_ROW:
            yield finding("DOCX109", f"{EMPTY_IN_A_ROW} empty paragraphs in a row", opened.place(paragraph))
        if BLANKS.search(said) and not _is_code(opened, paragraph):
            yield finding("DOCX109", f"“{_short(paragraph)}” has several spaces in a row", opened.place(paragraph))


def _is_code(opened: File, paragraph: Element) -> bool:
    """Code, where blanks mean something: what is not to be proofread is not prose."""
    style = opened.styles.resolve(value(paragraph, "pPr", "pStyle") or "")
    runs = [run for run in paragraph.iter(W + "r") if text_of(run)]
    marked = [opened.styles.resolve(value(run, "rPr", "rStyle") or "-").run_value("noProof") for run in runs]
    return is_on(style.run_value("noProof")) or any(is_on(one) for one in marked)


def _contrast(opened: File) -> Iterator[Finding]:
    for run, ratio in low_contrast(opened.body, opened.styles, opened.style_root):
        yield finding("DOCX104", f"“{_short(run)}” has a contrast of {ratio:.1f} to 1", opened.place(run))


CHECKS: tuple[Callable[[File], Iterator[Finding]], ...] = (
    _objects,
    _header_rows,
    _floating,
    _contrast,
    _nested,
    _title,
    _headings,
    _watermark,
    _blanks,
    _empty_lines,
)
"""Every rule, in the order of their ids."""
