"""Rules on a finished PDF (ISO 14289-1): tagging, marking, navigation, annotations, fonts; and what the file claims.

Each rule is one small generator over the opened file. Positions are pages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from exporter.checks.pdf.annotations import attachments, each_said, layers, outside
from exporter.checks.pdf.claims import claimed, claims
from exporter.checks.pdf.content import Held, Paint, each_annotation, held, painted
from exporter.checks.pdf.fonts import embedding, meaning, no_characters
from exporter.checks.pdf.grammar import breaches
from exporter.checks.pdf.headings import headings, role_maps
from exporter.checks.pdf.languages import has_title, malformed, unknown
from exporter.checks.pdf.newer import newer
from exporter.checks.pdf.outline import bookmark_targets, bookmarks_and_headings
from exporter.checks.pdf.seen import painted_out_of_order, says_something_else
from exporter.errors import InputError
from exporter.findings import Finding, advice, finding
from exporter.model import Document
from exporter.position import Position
from exporter.readback.pdf import Opened, walked
from exporter.readback.pdf.open import opened_pdf, said_of
from exporter.readback.pdf.tree import STANDARD, Tag, TreeReader
from exporter.rules.rule import Level

MAX_SAID = 5
"""How many places of one rule are named; more are counted."""


@dataclass(slots=True)
class File:
    """An opened PDF with what the rules look at."""

    pdf: pikepdf.Pdf
    document: Document
    tree: Tag | None
    reader: TreeReader
    paint: Paint
    held: Held
    tags: list[Tag] = field(default_factory=list)
    headings: list[Tag] = field(default_factory=list)

    @property
    def tagged(self) -> bool:
        """Whether there is a structure tree."""
        return self.tree is not None


def check_finished(
    data: bytes, name: str, document: Document, found: Sequence[Finding], opened: Opened | None = None
) -> list[Finding]:
    """The findings on a PDF; ``document`` was read back from it, ``found`` was noticed in that already."""
    try:
        with said_of(name):
            file = open_tree(opened or walked(opened_pdf(data, name)), document)
            own = [item for rule in RULES for item in _few(rule(file))]
            return [*own, *claims(file.pdf, [*found, *own])]
    except (pikepdf.PdfError, TypeError, ValueError, AttributeError, KeyError, IndexError) as error:
        raise InputError(f"{name}: is damaged: an object has the wrong type ({type(error).__name__})") from None


def open_tree(opened: Opened, document: Document) -> File:
    """Read what the rules need of the file."""
    file = File(opened.pdf, document, opened.root, opened.tree, painted(opened.pdf), held(opened.pdf))
    stack = [opened.root] if opened.root else []
    while stack:
        tag = stack.pop()
        file.tags.append(tag)
        stack.extend(reversed(list(tag.tags())))
    return file


def _few(found: Iterator[Finding]) -> Iterator[Finding]:
    """The first findings of a rule, and how many more there are."""
    every = list(found)
    yield from every[:MAX_SAID]
    if len(every) > MAX_SAID:
        yield finding(every[0].rule, f"and {len(every) - MAX_SAID} more of the same kind")


def _page(number: int) -> Position | None:
    return Position(number) if number else None


# --- tagging --------------------------------------------------------------------------------------------------------


def _tagged(file: File) -> Iterator[Finding]:
    marks = file.pdf.Root.get("/MarkInfo")
    marks = marks if isinstance(marks, pikepdf.Dictionary) else pikepdf.Dictionary()
    if not file.tagged:
        yield finding("PDF101", "the file has no structure tree: listeners get unconnected words at best")
    elif not marks.get("/Marked", False):
        yield finding("PDF101", "the file has a structure tree but does not say that it is tagged (MarkInfo)")
    if marks.get("/Suspects", False):
        yield finding("PDF101", "the file itself says that its tags may be wrong (Suspects)")


def _marked(file: File) -> Iterator[Finding]:
    if not file.tagged:
        return
    for page, what in dict.fromkeys(file.paint.unmarked):
        yield finding("PDF102", f"{what} is painted but is neither tagged nor an artifact", _page(page))
    loose = sorted({page for key, page in file.paint.sequences.items() if key not in file.held.sequences})
    for page in loose:
        yield finding("PDF102", "marked content belongs to no structure element", _page(page))
    for page in sorted(file.paint.mixed):
        yield finding("PDF102", "an artifact lies inside content, or content inside an artifact", _page(page))
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages, 1)}
    for owner, mcid in file.held.sequences:
        if (owner, mcid) not in file.paint.sequences and owner in pages and not _is_marked(file, owner, mcid):
            message = f"an element refers to marked content {mcid}, which paints nothing"
            yield advice("PDF102", message, _page(pages[owner]))


def _is_marked(file: File, owner: tuple[int, int], mcid: int) -> bool:
    """A sequence may be there and paint nothing: an empty line of code, say."""
    return (owner, mcid) in file.reader.content.sequences


def _parents(file: File) -> Iterator[Finding]:
    """ISO 32000-1, 14.7.4.4: a screen reader goes from a place on the page to its element by the parent tree."""
    if not file.tagged or not file.held.sequences:  # of artifacts alone nothing leads back
        return
    tree = file.pdf.Root.StructTreeRoot.get("/ParentTree")
    if not isinstance(tree, pikepdf.Dictionary):
        yield finding("PDF103", "the structure tree has no parent tree")
        return
    numbers = dict(pikepdf.NumberTree(tree).items())
    owners = {page.obj.objgen: (page.obj, number) for number, page in enumerate(file.pdf.pages, 1)}
    wrong: dict[int, int] = {}
    for (owner, mcid), element in file.held.sequences.items():
        if owner not in owners:
            continue
        page, number = owners[owner]
        row = numbers.get(int(page.get("/StructParents", -1)))
        listed = list(row)[mcid] if isinstance(row, pikepdf.Array) and mcid < len(row) else None
        if not isinstance(listed, pikepdf.Dictionary) or listed.objgen != element.objgen:
            wrong[number] = wrong.get(number, 0) + 1
    for number, count in sorted(wrong.items()):
        yield finding(
            "PDF103", f"{count} sequences of marked content do not link back to their structure element", _page(number)
        )


def _roles(file: File) -> Iterator[Finding]:
    for kind in sorted({tag.type for tag in file.tags if not _is_standard(tag)}):
        yield finding("PDF104", f"“{kind}” is neither a standard structure type nor mapped to one")


def _role_maps(file: File) -> Iterator[Finding]:
    for message in role_maps(file.pdf):
        yield finding("PDF129", message)


def _is_standard(tag: Tag) -> bool:
    """Standard, a heading deeper than H6, or an element of MathML (ISO 32000-2, 14.8.6.3)."""
    return tag.role in STANDARD or tag.mathml or re.fullmatch(r"H[1-9][0-9]*", tag.role) is not None


# --- the document as a whole ----------------------------------------------------------------------------------------


def _title(file: File) -> Iterator[Finding]:
    if not file.document.metadata.title.strip():
        yield finding("PDF105", "the metadata has no title")
    elif not has_title(file.pdf):  # the information dictionary does not stand for it (ISO 14289-1, 7.1)
        yield finding("PDF105", "the XMP metadata has no title (dc:title); only the information dictionary has one")
    wishes = file.pdf.Root.get("/ViewerPreferences")
    if not (isinstance(wishes, pikepdf.Dictionary) and wishes.get("/DisplayDocTitle", False)):
        yield finding("PDF106", "the window shows the file's name in place of its title (DisplayDocTitle)")


def _languages(file: File) -> Iterator[Finding]:
    for message in malformed(file.pdf, file.tags):
        yield finding("PDF122", message)
    for page, message in unknown(file.pdf, file.held) if file.tagged else ():
        yield finding("DOC002", message, _page(page))


_EXTRACTION = 1 << 9
"""Bit 10 of the permissions: text may be extracted for accessibility (ISO 32000-1, table 22)."""


def _permissions(file: File) -> Iterator[Finding]:
    locked = file.pdf.trailer.get("/Encrypt")
    if isinstance(locked, pikepdf.Dictionary) and not int(locked.get("/P", 0)) & _EXTRACTION:
        yield finding("PDF126", "the permissions deny its text to assistive technology (P, bit 10)")


def _active(file: File) -> Iterator[Finding]:
    names = file.pdf.Root.get("/Names")
    opening = file.pdf.Root.get("/OpenAction")
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        yield finding("PDF119", "the file contains scripts")
    if isinstance(opening, pikepdf.Dictionary) and str(opening.get("/S", "")) in ACTIVE:
        yield finding("PDF119", f"the file starts an action when it is opened ({str(opening['/S'])[1:]})")
    if "/AA" in file.pdf.Root:
        yield finding("PDF119", "the file starts actions without being asked (additional actions)")
    for page, annotation in each_annotation(file.pdf):
        action = annotation.get("/A")
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) in ACTIVE:
            yield finding("PDF119", f"an annotation starts an action ({str(action['/S'])[1:]})", _page(page))


ACTIVE = frozenset(["/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound"])


# --- elements -------------------------------------------------------------------------------------------------------


def _formulas(file: File) -> Iterator[Finding]:
    for tag in file.tags:
        if tag.role == "Formula" and not (tag.alt or tag.actual is not None or _has_mathml(tag)):
            yield finding("PDF107", "a formula has no description in words (Alt)", _page(tag.page))


def _has_mathml(formula: Tag) -> bool:
    """MathML in the tree or in an associated file says a formula (ISO 14289-2, 8.2.5.29)."""
    return formula.mathml or any(kid.mathml for kid in formula.tags())


def _boxes(file: File) -> Iterator[Finding]:
    for tag in file.tags:
        if tag.role == "Figure" and "BBox" not in tag.attributes:
            yield finding("PDF108", "a figure does not state its position (BBox)", _page(tag.page))


def _headers(file: File) -> Iterator[Finding]:
    for table in (tag for tag in file.tags if tag.role == "Table"):
        cells = [tag for tag in _below(table) if tag.role in ("TH", "TD")]
        named = {str(name) for cell in cells for name in _listed(cell.attributes.get("Headers"))}
        if all("Headers" in cell.attributes for cell in cells if cell.role == "TD"):
            continue  # each cell names its headers, which then need no scope
        for cell in cells:
            if cell.role == "TH" and "Scope" not in cell.attributes and cell.id not in named and cell.kids:
                said = cell.text()[:30] or "without words"
                yield finding(
                    "PDF109",
                    f"the header cell “{said}” has no scope: it may head a row or a column (Scope)",
                    _page(cell.page),
                )


def _below(tag: Tag) -> Iterator[Tag]:
    for kid in tag.tags():
        yield kid
        if kid.role != "Table":
            yield from _below(kid)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _grammar(file: File) -> Iterator[Finding]:
    for breach in breaches(file.tags, file.tree):
        made = finding(breach.rule, breach.message, _page(breach.page))
        yield advice(breach.rule, breach.message, _page(breach.page)) if breach.advice else made


_NUMBERED = re.compile(r"\W*(?:\d+|[ivxlcdm]+|[A-Za-z])\b", re.IGNORECASE)


def _lists(file: File) -> Iterator[Finding]:
    strict = "PDF/UA-2" in claimed(file.pdf)  # ISO 14289-2, 8.2.5.25: where there is any label
    for tag in file.tags:
        labels = [one for item in tag.tags() for one in item.tags() if one.role == "Lbl"] if tag.role == "L" else []
        stated = str(tag.attributes.get("ListNumbering", ""))
        if not labels or (stated and not (strict and stated == "/None")):
            continue
        if strict:
            yield finding("PDF110", "a list with labels does not state its numbering", _page(labels[0].page))
        elif any(_NUMBERED.match(label.text()) for label in labels):
            message = "a list with numbers does not state its numbering; a person decides whether it must"
            yield replace(finding("PDF110", message, _page(labels[0].page)), level=Level.warning)


def _headings(file: File) -> Iterator[Finding]:
    for page, message in headings(file.tags, newer="PDF/UA-2" in claimed(file.pdf)):
        yield finding("PDF128", message, _page(page))


def _attached(file: File) -> Iterator[Finding]:
    of_two = "PDF/UA-2" in claimed(file.pdf)
    found = [*attachments(file.pdf, newer=of_two), *layers(file.pdf, newer=of_two), *outside(file.pdf)]
    if file.tagged:
        owners, role_of = file.held.annotations, file.reader.role_of
        found += each_said(file.pdf, owners, role_of, newer=of_two)
    for rule, page, message in dict.fromkeys(found):
        yield finding(rule, message, _page(page))


def _newer(file: File) -> Iterator[Finding]:
    if "PDF/UA-2" in claimed(file.pdf):
        for rule, page, message in newer(file.pdf, file.tree, file.reader, file.held.annotations):
            yield finding(rule, message, _page(page))


def _notes(file: File) -> Iterator[Finding]:
    seen: set[str] = set()
    for tag in file.tags:
        if tag.role != "Note":
            continue
        if not tag.id or tag.id in seen:
            message = "a note has the identifier of another note" if tag.id else "a note has no identifier (ID)"
            yield finding("PDF116", message, _page(tag.page))
        seen.add(tag.id)


# --- getting about --------------------------------------------------------------------------------------------------


def _tabs(file: File) -> Iterator[Finding]:
    for number, page in enumerate(file.pdf.pages, 1):
        if page.obj.get("/Annots") and str(page.obj.get("/Tabs", "")) != "/S":
            yield finding("PDF113", "the tab key does not follow the structure (Tabs)", _page(number))


def _has_content(element: Any) -> bool:
    """Whether an element holds anything but annotations."""
    kids = _listed(element.get("/K")) if isinstance(element, pikepdf.Dictionary) else []
    return any(isinstance(kid, int) or str(kid.get("/Type", "")) != "/OBJR" for kid in kids)


def _links(file: File) -> Iterator[Finding]:
    in_two = file.pdf.pdf_version.startswith("2") or "PDF/UA-2" in claimed(file.pdf)  # ISO 14289-2, 8.2.5.20
    for page, annotation in each_annotation(file.pdf):
        if str(annotation.get("/Subtype", "")) != "/Link":
            continue
        owner = file.held.annotations.get(annotation.objgen)
        if not str(annotation.get("/Contents", "")).strip() and not (in_two and _has_content(owner)):
            yield finding("PDF114", "a link annotation does not say where it leads (Contents)", _page(page))
        if file.tagged and (owner is None or file.reader.role_of(owner) != "Link"):
            yield finding("PDF114", "a link annotation belongs to no Link element", _page(page))
        target = _inner_target(annotation)
        if target is not None and not _is_there(file, target):
            shown = "a page" if isinstance(target, pikepdf.Array) else f"“{str(target)[:60]}”"
            yield finding("PDF115", f"a link leads to {shown} that is not in the file", _page(page))


def _inner_target(annotation: Any) -> Any:
    action = annotation.get("/A")
    if isinstance(action, pikepdf.Dictionary):
        return action.get("/SD", action.get("/D")) if str(action.get("/S", "")) == "/GoTo" else None
    return annotation.get("/Dest")


def _is_there(file: File, target: Any) -> bool:
    if isinstance(target, pikepdf.Array):
        place = file.reader.place(target)
        return place is not None and place[0] > 0
    return str(target).removeprefix("/") in file.reader.names or str(target) in file.reader.names


def _link_words(file: File) -> Iterator[Finding]:
    """What a link is said to be, where that has nothing in common with its words (WCAG 2.2, 2.5.3)."""
    words = {tag.objgen: tag.text() for tag in file.tags if tag.role == "Link"}
    for page, annotation in each_annotation(file.pdf):
        owner = file.held.annotations.get(annotation.objgen)
        said, action = str(annotation.get("/Contents", "")), annotation.get("/A")
        address = action.get("/URI", "") if isinstance(action, pikepdf.Dictionary) else ""
        shown = words.get(owner.objgen, "") if isinstance(owner, pikepdf.Dictionary) else ""
        if str(annotation.get("/Subtype", "")) == "/Link" and says_something_else(said, shown, [address]):
            message = f"the link “{shown[:40]}” is said to be “{said[:40]}”; a person decides whether it is"
            yield finding("PDF124", message, _page(page))


def _painted_order(file: File) -> Iterator[Finding]:
    for page, words in painted_out_of_order(file.tree) if file.tree else ():
        message = f"“{words}” stands above what is told before it; a person decides whether that is right"
        yield finding("PDF125", message, _page(page))


def _bookmarks(file: File) -> Iterator[Finding]:
    for message in bookmarks_and_headings(file.pdf, file.document):
        yield finding("PDF111", message)
    for message in bookmark_targets(file.pdf, file.reader, file.tags):
        yield finding("PDF112", message)


def _fonts(file: File) -> Iterator[Finding]:
    for name in meaning(file.pdf):
        yield finding("PDF117", f"the font “{name}” does not map its glyphs to characters")
    for page, message in no_characters(file.reader.content):
        yield finding("PDF117", message, _page(page))
    for name in embedding(file.pdf):
        yield finding("PDF118", f"the font “{name}” is not embedded")


RULES: tuple[Callable[[File], Iterator[Finding]], ...] = (
    _tagged,
    _marked,
    _parents,
    _roles,
    _title,
    _languages,
    _permissions,
    _active,
    _formulas,
    _boxes,
    _headers,
    _role_maps,
    _grammar,
    _headings,
    _attached,
    _newer,
    _lists,
    _notes,
    _tabs,
    _links,
    _link_words,
    _painted_order,
    _bookmarks,
    _fonts,
)
