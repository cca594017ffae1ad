"""The PDF writer: PDF/UA and PDF/A at once, of either generation, where the document has earned it (design section 5).

XHTML and a style sheet go to WeasyPrint for layout; the structure tree, the artifacts and the metadata are ours. What a
file claims is decided from what is in it: an undescribed picture or a character without a glyph costs the identifier.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pydyf
from lxml import etree

from exporter.assets import styles_folder
from exporter.errors import WriterError
from exporter.findings import finding
from exporter.model import (
    Document,
    List,
    Note,
    NotesRun,
    Resource,
    Text,
    every_node,
    is_publication,
    nodes_of,
    plain_text,
)
from exporter.phrases import direction, has_phrases, phrase
from exporter.writers import PageStart, WriteOptions, WriteResult
from exporter.writers.book_options import BookOptions
from exporter.writers.contents_list import levels_listed, wants_contents
from exporter.writers.package import picture_name
from exporter.writers.pdf.build_tree import Builder
from exporter.writers.pdf.claims import earned, lacks
from exporter.writers.pdf.contents import PAGE_NUMBER, add_contents
from exporter.writers.pdf.embedded_files import attach_formulas, embed, list_files
from exporter.writers.pdf.engines import Choice, Engine, choose, engine_called
from exporter.writers.pdf.engines.font_files import font_files, left_out
from exporter.writers.pdf.engines.needs import needs_of
from exporter.writers.pdf.engines.painted import Layout, Numbering, Painted, elements_of
from exporter.writers.pdf.foot_notes import LONGEST, move_to_foot
from exporter.writers.pdf.metadata import add_metadata
from exporter.writers.pdf.namespaces import Namespaces, point_at_structure, tie, translate
from exporter.writers.pdf.objects import add_structure, long_strings
from exporter.writers.pdf.page_labels import add_page_labels, page_starts
from exporter.writers.pdf.painted_text import settle
from exporter.writers.pdf.publication import dress, page_rules, pages_before_body
from exporter.writers.pdf.structure import Structure
from exporter.writers.pdf.wide_tables import fit_tables, widen
from exporter.writers.xhtml import Profile, Rendered, render
from exporter.writers.xhtml.elements import xml_text
from exporter.writers.xhtml.parts import NODE_ATTRIBUTE, part_of

RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Characters that are written from right to left, and controls that make others so."""

PICTURE = "picture:"
"""The scheme of addresses that name the document's own pictures while it is laid out."""

TABLE_LETTERS = {"large-print": 1.6, "high-contrast": 1.3, "dyslexia": 1.45}
"""How much wider a letter of a table is in an edition, against the column, than it is otherwise."""

LONG_CODE = 24
"""Lines of code that may be broken over pages: half a page of it stays whole."""

BRIEF = 1_000
"""Letters of a bookmark, and of what a link's annotation says, at most."""

FAULTS_OF_CODE = (ArithmeticError, AssertionError, AttributeError, LookupError, SyntaxError, TypeError, ValueError)
FAULTS = (WriterError, RecursionError, *FAULTS_OF_CODE)
"""After which a document is given to the other engine: what it made did not balance, or could not be read."""

PAGES = {"a4": "A4", "letter": "letter"}


def write(document: Document, options: WriteOptions) -> WriteResult:
    """The document as a tagged PDF. Raises WriterError naming the node when layout and document disagree."""
    try:
        return _with_notes(document, options)[0]
    except RecursionError:
        message = "the document is nested too deeply to be laid out; --limit depth=NUMBER, lower, flattens it"
        raise WriterError(f"{message}{_or_by_sheets(options)}") from None
    except FAULTS_OF_CODE as error:
        if not options.styles:
            raise
        # Without a sheet this would be a fault of ours; with one, its values are the likely cause.
        message = f"the layout failed ({type(error).__name__}){_or_by_sheets(options)}"
        raise WriterError(message) from error


def _or_by_sheets(options: WriteOptions) -> str:
    """Where else a failure of the layout may come from: the user's own sheets, which nobody has tried before."""
    if not options.styles:
        return ""
    return f"; a style may be the cause: try without {', '.join(path.name for path in options.styles)}"


def structure_tree(document: Document, options: WriteOptions | None = None) -> Structure:
    """The structure tree that the document's PDF has, as data: for golden files and for checks."""
    return _with_notes(document, options or WriteOptions())[1]


def _with_notes(document: Document, options: WriteOptions) -> tuple[WriteResult, Structure]:
    """The PDF with its notes where they are wanted; in the text where the layout loses one at the foot."""
    if options.notes == "foot" and nodes_of(document, Note):
        try:
            return _write(document, options)
        except WriterError:
            options = replace(options, notes="text")
    return _write(document, options)


def _write(document: Document, options: WriteOptions, reason: str = "") -> tuple[WriteResult, Structure]:
    """One file, by the engine that is chosen for it; ``reason`` is why another one has failed to set it."""
    notes_run = BookOptions.for_document(document, options.book).notes_run
    rendered = render(document, _profile(runs=_has_right_to_left(document), notes_run=notes_run))
    title = xml_text(" ".join((document.metadata.title or plain_text(document.title)).split()))
    root = _page(document, rendered, title)
    book = BookOptions.for_document(document, options.book) if is_publication(document) else None
    if wants_contents(document, options.contents):
        add_contents(document, rendered, levels_listed(document, options.book), book)
    if book is not None:
        dress(document, rendered, root, book, _cover(document, book))
    _number_lists(rendered)
    for code in rendered.root.iter("{*}pre"):
        if "".join(map(str, code.itertext())).count("\n") > LONG_CODE:
            code.set("class", f"{code.get('class', '')} long".strip())
    fit_tables(root, TABLE_LETTERS.get(options.edition or "", 1))
    findings = list(rendered.findings)
    claims: list[str] = []
    trees: list[Structure] = []
    pages: list[PageStart] = []
    files: list[Any] = []
    long: list[str] = []

    put_back = (
        move_to_foot(rendered.root, LONGEST.get(options.edition or "", LONGEST[""]))
        if options.notes == "foot"
        else lambda: None
    )

    def tag(pdf: Any, painted: Painted) -> None:
        put_back()
        settle(painted, rendered.root)
        builder = Builder(painted, rendered.nodes, document.metadata.lang)
        tree = builder.tree(rendered.root)
        for number, links in painted.annotations.items():
            spoken = _string(_brief(_spoken(painted.elements[number], rendered)))
            for annotation in links:
                annotation.dictionary["Contents"] = spoken
        made = _add_tree(pdf, painted, tree, builder.targets, [heading.id for heading in rendered.headings], options)
        files.extend(_add_files(pdf, tree, made, options))
        front = pages_before_body(rendered, painted) if book is not None and book.front_matter == "roman" else 0
        add_page_labels(pdf, front)
        trees.append(tree)
        long.extend(long_strings(painted, tree) if options.pdf == "ua-1" else ())
        pages.extend(page_starts(document, rendered, painted, tree, front))

    choice = Choice("weasyprint", reason) if reason else choose(options.engine, needs_of(root, options))
    engine = engine_called(choice.engine)

    def finish(pdf: Any, missing: frozenset[str]) -> None:
        found = lacks(document, title, missing, long)
        findings.extend(found)
        claims.extend(earned(found, options.pdf, files=bool(files)))
        modern = options.pdf == "ua-2"
        producer = engine.producer()
        add_metadata(pdf, document.metadata, title, claims, options.timestamp, producer, modern=modern)

    try:
        laid = engine.write(_layout(document, rendered, root, options), tag, finish)
    except FAULTS as error:
        if choice.engine == "weasyprint":
            raise
        return _write(document, options, f"{engine.producer()} failed: {str(error) or type(error).__name__}")
    findings.extend([*laid.findings, *left_out(options.fonts)])
    if choice.reason and options.engine == "plutobook":
        findings.append(finding("PDF007", f"WeasyPrint set the PDF: {choice.reason}"))
    return WriteResult(laid.data, tuple(findings), tuple(claims), tuple(pages), _named(engine, choice)), trees[0]


def _named(engine: Engine, choice: Choice) -> str:
    return f"{engine.producer()}: {choice.reason}" if choice.reason else engine.producer()


def _add_tree(
    pdf: Any,
    painted: Painted,
    tree: Structure,
    targets: dict[str, Structure],
    headings: Sequence[str],
    options: WriteOptions,
) -> dict[int, Any]:
    """Add the structure tree as the PDF version in use has it; the object made for each element, by identity."""
    if options.pdf == "ua-1":
        return add_structure(pdf, painted, tree)
    translate(tree)
    made = add_structure(pdf, painted, tree, Namespaces(pdf))
    links = [annotation.dictionary for found in painted.annotations.values() for annotation in found]
    tie(made, tree, targets)
    references = {name: made[id(structure)].reference for name, structure in targets.items()}
    point_at_structure(pdf, links, headings, references)
    return made


def _add_files(pdf: Any, tree: Structure, made: dict[int, Any], options: WriteOptions) -> list[Any]:
    """Put into the file what belongs inside it: the source where it was asked for, formulas where PDF can hold them."""
    files = attach_formulas(pdf, tree, made) if options.pdf == "ua-2" else []
    if (source := options.attachment) is not None:
        file = embed(pdf, source.name, source.data, source.media_type, "Source", "The article this file was made from")
        pdf.catalog["AF"] = pydyf.Array([file.reference])
        files.append(file)
    list_files(pdf, files)
    return files


def _profile(*, runs: bool, notes_run: NotesRun) -> Profile:
    """``runs``: each text in an element of its own, for lines whose texts are not painted in reading order."""
    return Profile(
        picture_href=_address,
        node_attribute=NODE_ATTRIBUTE,
        wrap_text=runs,
        notes="after-block",
        notes_run=notes_run,
        mathml=False,
    )


def _has_right_to_left(document: Document) -> bool:
    """Whether anything in a document is written from right to left."""
    if direction(document.metadata.lang) == "rtl":
        return True
    for node in every_node(document):
        if node.dir == "rtl" or direction(node.lang) == "rtl":
            return True
        if isinstance(node, Text) and RIGHT_TO_LEFT.search(node.text):
            return True
    return False


def _cover(document: Document, book: BookOptions) -> str:
    """The address of the cover's picture, where a PDF is to begin with it; "" for none."""
    found = (item for item in document.resources if item.name == document.metadata.cover)
    return next(map(_address, found), "") if book.cover_page else ""


def _address(resource: Resource) -> str:
    return PICTURE + picture_name(resource)


def _string(text: str) -> Any:
    return pydyf.String(text)


def _page(document: Document, rendered: Rendered, title: str) -> etree._Element:
    """The whole page round the rendered ``main``."""
    lang = document.metadata.lang
    root = etree.Element("html")
    if lang:
        root.set("lang", lang)
    if direction(lang) == "rtl":
        root.set("dir", "rtl")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    running = etree.SubElement(body, "div")
    running.set("class", "running-title")
    running.set("data-title", title)
    body.append(rendered.root)
    return root


def _number_lists(rendered: Rendered) -> None:
    """Say in CSS where each numbered list starts and how it counts: layout does not read HTML's attributes.

    As style attributes, so that what is painted agrees with ListNumbering whatever a custom style sheet says of lists.
    """
    for element in rendered.root.iter("{*}ol"):
        node = rendered.nodes[int(element.get(NODE_ATTRIBUTE, ""))]
        if isinstance(node, List):
            counting = f"counter-reset: list-item {node.start - 1}; list-style-type: {node.style}"
            element.set("style", counting)
            before = node.start - 1
            for item, number in zip(element.iterchildren("{*}li"), node.numbers, strict=True):
                if number != before + 1:  # by a step: setting the counter begins another one in WeasyPrint
                    shown = item.get("style", "")
                    item.set("style", f"counter-increment: list-item {number - before}; {shown}".rstrip("; "))
                before = number


def _layout(document: Document, rendered: Rendered, root: etree._Element, options: WriteOptions) -> Layout:
    folder = styles_folder()
    decorative = {
        number
        for number, element in enumerate(elements_of(root))
        if element.tag.endswith("}img") and element.get("alt") == ""
    }
    generated = {number for number, element in enumerate(elements_of(root)) if part_of(element) == PAGE_NUMBER}
    return Layout(
        root=root,
        sheets=_sheets(folder, options, document),
        font_files=(*_font_files(folder), *font_files(options.fonts)),
        pictures={_address(item): (item.data, item.media_type) for item in document.resources},
        user_styles=options.styles,
        outline=[(heading.level, _brief(heading.text), heading.id) for heading in rendered.headings],
        decorative=frozenset(decorative),
        generated=frozenset(generated),
        version="2.0" if options.pdf == "ua-2" else "1.7",
        picture_dpi=options.picture_dpi,
        widen=widen,
        numbering=_numbering(document, options),
    )


def _numbering(document: Document, options: WriteOptions) -> Numbering | None:
    if not is_publication(document):
        return None
    book = BookOptions.for_document(document, options.book)
    return Numbering(book.front_matter == "roman", book.start == "right")


def _sheets(folder: Path, options: WriteOptions, document: Document) -> tuple[str, ...]:
    """The sheets of all pages, of a publication, and of the edition if one is asked for; what depends on options."""
    names = ["page.css", *([f"editions/{options.edition}.css"] if options.edition else [])]
    if not is_publication(document):
        return (*(_style(folder / name) for name in names), _sheet(options.page, document.metadata.lang))
    book = BookOptions.for_document(document, options.book)
    names[1:1] = ["publication.css", *([f"designs/{book.design}.css"] if book.design else [])]
    rules = page_rules(book, options.page)
    return (*(_style(folder / name) for name in names), _paper(options.page), rules)


@cache
def _style(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _font_files(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted((folder / "fonts").glob("*.[ot]tf")))


@cache
def _sheet(page: str, lang: str) -> str:
    """What depends on options and language: the page's size and the words at its foot."""
    words = phrase("page-of", lang if has_phrases(lang) else "en", page="\0", pages="\1")
    content = _css_string(words).replace("\0", '" counter(page) "').replace("\1", '" counter(pages) "')
    return f"{_paper(page)} @page {{ @bottom-left {{ content: {content} }} }}"


def _paper(page: str) -> str:
    return f"@page {{ size: {PAGES[page]} }} @page turned {{ size: {PAGES[page]} landscape }}"


def _css_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'


def _brief(text: str) -> str:
    """What stands in the text whole, as what is told besides: each line of a link has an annotation that repeats it.

    A string has its bound as well (ISO 19005-2, 6.1.13).
    """
    return text if len(text) <= BRIEF else f"{text[: BRIEF - 1].rstrip()}…"


def _spoken(element: etree._Element, rendered: Rendered) -> str:
    """What a link says when it is met as an annotation (ISO 14289-1, 7.18.5): its label, its words, or its address."""
    while element.get("href") is None and (parent := element.getparent()) is not None:
        element = parent
    if label := element.get("aria-label"):
        return label
    words = " ".join("".join(map(str, element.itertext())).split())
    alternatives = " ".join(inner.get("alt", "") for inner in element.iter("{*}img"))
    return words or alternatives.strip() or element.get("title", "") or element.get("href", "")


__all__ = ["structure_tree", "write"]
