"""Word documents as articles: what Word shows its reader, built as ECMA-376 says.

One module a part of the package or a concern; nothing is shared with the read-back of our own files. A place is the
number of a paragraph, as Word has no lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from exporter.errors import InputError
from exporter.languages import primary
from exporter.model import (
    Document,
    Image,
    Link,
    Metadata,
    Node,
    NoteReference,
    Person,
    Span,
    nodes_of,
    plain_text,
    transform,
)
from exporter.readers import ReadResult, Source
from exporter.readers.pictures import Pictures
from exporter.readers.sections import nest
from exporter.readers.word import titles
from exporter.readers.word.body import CONTAINERS
from exporter.readers.word.bylines import editors_in, people_in
from exporter.readers.word.grouping import ROLES, flow_of
from exporter.readers.word.items import Item
from exporter.readers.word.looks import language_of
from exporter.readers.word.notes import Notes
from exporter.readers.word.numbering import Numbering
from exporter.readers.word.ooxml import Element, W, is_on, value
from exporter.readers.word.package import WordPackage, open_word
from exporter.readers.word.properties import Properties, read_properties
from exporter.readers.word.state import State, folded_bookmark
from exporter.readers.word.styles import Language, Styles, language
from exporter.readers.word.summary import report_counted

__all__ = ["read"]

MASTHEAD = 10
"""How many items from the top a subtitle, byline or date may stand to be one of the article."""


def read(source: Source) -> ReadResult:
    """The article in a Word file. Raises InputError when it is not a Word file, is damaged, or has nothing to read."""
    package = open_word(source.data, source.name)
    try:
        return _read(source, package)
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


def _read(source: Source, package: WordPackage) -> ReadResult:
    root = package.xml(package.main)
    body = root.find(W + "body")
    if body is None:
        raise InputError(f"{source.name}: has no body; open it in Word and save it again")
    state = _state(source, package, body)
    properties = read_properties(package)
    items = _with_last_bookmarks(state, CONTAINERS.items(state, body))
    title, shown, rest = titles.settle(state, items, properties.title, source.name)
    rest = _masthead(rest)
    blocks = nest(flow_of(rest), state.findings)
    report_counted(state, body)
    if not blocks and title is None:
        raise InputError(f"{source.name}: has no content; there is nothing to convert")
    document = Document(
        metadata=_metadata(state, properties, rest, plain_text(shown)),
        title=shown,
        blocks=blocks,
        resources=state.pictures.resources,
    )
    return ReadResult(_settled(document, state, title), tuple(state.findings))


def _with_last_bookmarks(state: State, items: list[Item]) -> list[Item]:
    """``items`` with the bookmarks behind all words leading to the last of them, as near as they can be."""
    at = next((at for at in range(len(items) - 1, -1, -1) if items[at].kind != "empty"), None)
    if at is None or not state.waiting:
        return items
    if items[at].id:
        state.aliases.update((folded_bookmark(name), items[at].id) for name in state.waiting)
        return items
    return [*items[:at], replace(items[at], id=state.take_id()), *items[at + 1 :]]


def _state(source: Source, package: WordPackage, body: Element) -> State:
    options = source.word.checked()
    styles = Styles.load(package.related("styles"), options.styles)
    notes = Notes.load(package)
    state = State(
        CONTAINERS,
        package,
        styles,
        Numbering.load(package.related("numbering"), _list_styles(styles)),
        notes,
        Pictures(source.gate),
        options,
        source.gate.limits,
        lang=_language(styles, body) or source.lang,
        base=source.base_url,
        part=package.main,
    )
    notes.mark(body)
    state.wanted = _wanted([body, *notes.roots])
    return state


def _list_styles(styles: Styles) -> dict[str, str]:
    """The list of each numbering style, by the style's id (17.9.21)."""
    found = {key: value(style, "pPr", "numPr", "numId") for key, style in styles.elements.items()}
    return {key: num for key, num in found.items() if num}


def _language(styles: Styles, body: Element) -> str:
    """The language that most characters are in; a region is that of most of them."""
    counts: Counter[str] = Counter()
    for part in body.iter(W + "t"):
        run = part.getparent()
        if part.text and run is not None:
            properties = run.find(W + "rPr")
            held = (Language() if properties is None else language(properties)).over(styles.default_language)
            rtl = properties is not None and is_on(value(properties, "rtl"))
            counts[language_of(part.text, held, rtl=rtl)] += len(part.text)
    counts.pop("", None)
    if not counts:
        return styles.default_language.latin
    by_primary: Counter[str] = Counter()
    for tag, count in counts.items():
        by_primary[primary(tag)] += count
    most = by_primary.most_common(1)[0][0]
    return max((tag for tag in counts if primary(tag) == most), key=lambda tag: counts[tag])


def _wanted(roots: Iterable[Element]) -> frozenset[str]:
    """The bookmarks that links and fields may refer to, folded: Word knows no case in them."""
    named = (made.get(W + "name") or "" for root in roots for made in root.iter(W + "bookmarkStart"))
    return frozenset(map(folded_bookmark, named)) - {""}


def _masthead(items: list[Item]) -> list[Item]:
    """``items`` in which a subtitle or byline far below the title is a paragraph like others."""
    first = next((at for at, item in enumerate(items) if item.kind == "heading"), len(items))
    last = min(first, MASTHEAD)
    return [replace(item, kind="text") if item.kind in ROLES and at >= last else item for at, item in enumerate(items)]


def _metadata(state: State, properties: Properties, items: list[Item], title: str) -> Metadata:
    """What is said about the article: its authors by its byline; a creator among the properties made the file."""
    bylines = [plain_text(item.content) for item in items if item.kind == "byline"]
    editors = tuple(Person(name, "edt") for line in bylines for name in editors_in(line))
    authors = tuple(Person(name) for line in bylines if not editors_in(line) for name in people_in(line)) + editors
    makers = () if authors else tuple(Person(name, "cre") for name in properties.creators)
    return Metadata(
        title=" ".join(title.split()),
        authors=authors or makers,
        lang=state.lang,
        keywords=properties.keywords,
        identifier=properties.identifier,
    )


def _settled(document: Document, state: State, title: Item | None) -> Document:
    """The document with links to bookmarks that share a place led to the id it has, and no id that nothing names."""
    targets = {
        state.aliases.get(node.target[1:], node.target[1:])
        for node in nodes_of(document, Link)
        if node.target.startswith("#")
    } | {node.note for node in nodes_of(document, NoteReference)}

    if title is not None and title.id in targets:
        document = replace(document, title=(Span(document.title, id=title.id, pos=title.pos),))

    def settle(node: Any) -> Any:
        if isinstance(node, Link) and node.target.startswith("#"):
            node = replace(node, target="#" + state.aliases.get(node.target[1:], node.target[1:]))
        if isinstance(node, Node) and node.id and node.id not in targets:
            node = replace(node, id="")
        return node

    made = transform(document, settle)
    used = {node.resource for node in nodes_of(made, Image)}
    if all(item.name in used for item in made.resources):
        return made
    return replace(made, resources=tuple(item for item in made.resources if item.name in used))
