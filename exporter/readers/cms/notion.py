"""Notion's exports, HTML and Markdown: pages whose properties are not words of the article; callouts with icons.

Notion publishes no specification; what is here is what its exports show. Each item of a list is a list of its own in
HTML; in Markdown the alternative text of a picture is its caption or its file's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from exporter.errors import InputError
from exporter.model import (
    Document,
    Figure,
    Image,
    Metadata,
    Paragraph,
    Person,
    Section,
    Span,
    Text,
    plain_text,
    transform,
    walk,
)
from exporter.readers import ReadResult, Source
from exporter.readers.cms import parts
from exporter.readers.cms.dialects import captions_on_tables, credits_in_captions, joined_lists, renested, unwrapped
from exporter.readers.cms.document import finished, reading_of
from exporter.readers.cms.names import folded
from exporter.readers.cms.reading import Reading
from exporter.readers.cms.tree import Nodes, descendants, page, words_of
from exporter.readers.html.plain_tree import Element

AUTHORS = frozenset("author authors by writer writers byline".split())
DATES = frozenset("published publishdate publicationdate publishedon publishedat date".split())
TAGS = frozenset("tags keywords topics".split())


def read(source: Source) -> ReadResult:
    """The article in a page that Notion exported. Raises InputError when there is nothing in it to read."""
    try:
        if source.text.lstrip()[:1] == "<":
            return _html(source)
        return _markdown(source)
    except RecursionError:
        raise InputError(f"{source.name}: is nested too deeply; nest less deeply") from None


# --- HTML -----------------------------------------------------------------------------------------------------------


def _html(source: Source) -> ReadResult:
    r = reading_of(source)
    whole = page(source.text)
    inside = [*whole, *descendants(whole)]
    metadata = _properties(inside)
    heading = _first(inside, "page-title")
    head = [r.e("h1", heading.children)] if heading is not None else []
    described = _first(inside, "page-description")
    if described is not None:
        head.extend(parts.paragraph(r, list(described.children), "standfirst"))
    body = _first(inside, "page-body")
    made = joined_lists(unwrapped(list(body.children) if body is not None else whole))
    made = renested([part for node in made for part in _block(r, node)])
    for node in made:
        captions_on_tables(node)
        credits_in_captions(r, node)
    shown = metadata if heading is None else replace(metadata, title=" ".join(words_of(heading.children).split()))
    return finished(source, r, shown, [*head, *made])


def _first(nodes: Nodes, name: str) -> Element | None:
    return next((node for node in nodes if name in (node.attrs.get("class") or "").split()), None)


def _classes(node: Element) -> list[str]:
    return (node.attrs.get("class") or "").split()


def _properties(nodes: Nodes) -> Metadata:
    """Author, date and tags among a page's properties; the others are for the desk."""
    metadata = Metadata()
    for row in (node for node in nodes if node.name == "tr" and "property-row" in _classes(node)):
        cells = [child for child in row.children if child.name in ("th", "td")]
        if len(cells) == 2:
            named = [
                " ".join(words_of([node]).split()).lstrip("@") for node in descendants(cells[1:]) if _is_value(node)
            ]
            metadata = _property(metadata, words_of(cells[:1]), [name for name in named if name], words_of(cells[1:]))
    return metadata


def _is_value(node: Element) -> bool:
    return bool({"user", "selected-value"} & set(_classes(node)))


def _property(metadata: Metadata, key: str, named: list[str], words: str) -> Metadata:
    name, whole = folded(key), " ".join(words.split()).lstrip("@")
    if name in AUTHORS and not metadata.authors:
        people = named or [part.strip() for part in whole.split(",")]
        return replace(metadata, authors=tuple(Person(person) for person in people if person))
    if name in DATES and (moment := _moment(whole)):
        return replace(metadata, published=moment)
    if name in TAGS:
        return replace(metadata, keywords=tuple(named or [part.strip() for part in whole.split(",") if part.strip()]))
    return metadata


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def _moment(words: str) -> str:
    """A date as Notion writes it (“March 2, 2026”, “2026/03/02”, “02/03/2026” is not certain) in ISO 8601."""
    found = re.match(r"(\w+) (\d{1,2}), (\d{4})", words)
    if found and found[1].lower() in MONTHS:
        return f"{found[3]}-{MONTHS.index(found[1].lower()) + 1:02d}-{int(found[2]):02d}"
    found = re.match(r"(\d{4})[/-](\d{2})[/-](\d{2})", words)
    return f"{found[1]}-{found[2]}-{found[3]}" if found else ""


def _block(r: Reading, node: Element) -> Nodes:
    """One block of a page, with all that lies in it."""
    r.pos, before = node.pos or r.pos, r.pos
    try:
        classes = _classes(node)
        if node.name == "figure":
            return _figure(r, node, classes)
        if node.name in ("nav", "script", "style") or "table_of_contents" in classes:
            return []
        if "to-do-list" in classes:
            return _tasks(r, node)
        if "toggle" in classes:
            return [part for item in node.children for child in item.children for part in _block(r, child)]
        if node.name == "input" or "checkbox" in classes:
            return []
        if node.name == "span" and {"notion-text-equation-token", "katex"} & set(classes):
            return _formula(r, node, display=False)
        if node.name in ("td", "th"):
            node.attrs.pop("id", None)  # the column's, the same in each row
        node.children = [part for child in node.children for part in _block(r, child)]
        for child in node.children:
            child.parent = node
        return [node]
    finally:
        r.pos = before


def _figure(r: Reading, node: Element, classes: list[str]) -> Nodes:
    caption = next((child for child in node.children if child.name == "figcaption"), None)
    words = list(caption.children) if caption is not None else []
    if "callout" in classes:
        held = [child for child in node.children if not _is_icon(child)]
        inner = [part for child in held for part in _block(r, child)]
        return parts.aside(r, "sidebar", [], inner)
    if "equation" in classes:
        return _formula(r, node, display=True)
    if "image" in classes:
        shown = [image for image in descendants([node]) if image.name == "img"]
        return parts.figure(r, shown, words, [])
    if link := next((child for child in descendants([node]) if child.name == "a" and child.attrs.get("href")), None):
        return _linked(r, node, link, words)
    node.children = [part for child in node.children for part in _block(r, child)]
    return [node]


def _linked(r: Reading, node: Element, link: Element, caption: Nodes) -> Nodes:
    """An embed, a file, a bookmark, a link to a page: its title or caption as the words of a link."""
    address = link.attrs.get("href") or ""
    title = _first(descendants([link]), "bookmark-title")
    described = _first(descendants([link]), "bookmark-description")
    words = " ".join(words_of([title] if title is not None else _without_icons(link)).split())
    words = "" if words == address else words
    made = parts.embed(r, address, words, caption)
    return [*made, *(parts.paragraph(r, list(described.children)) if described is not None else [])]


def _without_icons(link: Element) -> Nodes:
    return [child for child in link.children if not _is_icon(child)]


def _is_icon(node: Element) -> bool:
    """Whether a node is an icon, or holds one and nothing else."""
    if "icon" in _classes(node):
        return True
    held = [child for child in node.children if child.name != "#text" or (child.data or "").strip()]
    return bool(held) and node.name in ("div", "span") and all(_is_icon(child) for child in held)


def _formula(r: Reading, node: Element, *, display: bool) -> Nodes:
    """A formula: KaTeX keeps its TeX in an annotation beside what it paints."""
    tex = next((item for item in descendants([node]) if item.name == "annotation"), None)
    return parts.formula(r, words_of([tex]), display=display) if tex is not None else [node]


def _tasks(r: Reading, node: Element) -> Nodes:
    """A list of things to do; what is done is told by a class."""
    for item in node.children:
        if item.name == "li":
            done = any("checkbox-on" in _classes(child) for child in item.children)
            inner = [part for child in item.children for part in _block(r, child)]
            item.children = []
            for child in [*parts.task(r, done), *inner]:
                item.append_child(child)
    return [node]


# --- Markdown -------------------------------------------------------------------------------------------------------

_PROPERTY = re.compile(r"([^\W\d_][\w /()&-]{0,40}): (\S.*)")
_FILE_NAME = re.compile(r"\S[^\n]*\.\w{2,5}|[Uu]ntitled(?: \d+)?|image(?:\.\w+)?")
"""What Notion writes as a picture's alternative text where nobody has said anything."""
_ICON = re.compile(r"\s*(?:<img\b[^>]*>|[^\w\s<>]{1,8})\s*")


def _markdown(source: Source) -> ReadResult:
    from exporter.readers.markdown import read as read_markdown  # noqa: PLC0415  (start-up: only for exports in Markdown)

    lines = source.text.split("\n")
    metadata = _take_properties(lines)
    _callouts(lines)
    text = "\n".join(lines)
    result = read_markdown(replace(source, text=text, data=text.encode()))
    held = result.document
    known = {name: getattr(metadata, name) for name in ("authors", "published", "keywords")}
    said = replace(held.metadata, **{name: value for name, value in known.items() if value})
    return ReadResult(_with_captions(replace(held, metadata=said)), result.findings)


def _take_properties(lines: list[str]) -> Metadata:
    """The properties under the title, their lines left empty: they are the page's record, no words of the article."""
    metadata = Metadata()
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    at = first + 1
    if not lines or not lines[first].startswith("# "):
        return metadata
    while at < len(lines) and not lines[at].strip():
        at += 1
    begin = at
    while at < len(lines) and (found := _PROPERTY.fullmatch(lines[at])):
        metadata = _property(metadata, found[1], [], found[2])
        at += 1
    if at > begin and at < len(lines) and lines[at].strip():
        return Metadata()  # a paragraph that goes on is not a list of properties
    lines[begin:at] = [""] * (at - begin)
    return metadata


def _callouts(lines: list[str]) -> None:
    """Callouts as the containers that our Markdown has, so that what is in them is read as Markdown; no icons."""
    for at, line in enumerate(lines):
        if line.strip() == "<aside>":
            lines[at] = "::: sidebar"
            if at + 1 < len(lines) and (icon := _ICON.match(lines[at + 1])):
                lines[at + 1] = lines[at + 1][icon.end() :]
        elif line.strip() == "</aside>":
            lines[at] = ":::"


def _with_captions(document: Document) -> Document:
    """Pictures whose alternative text is the caption that follows, or their file's name: nobody has described them."""

    def settle(node: Any) -> Any:
        return replace(node, blocks=tuple(_paired(node.blocks))) if isinstance(node, Section) else node

    made = transform(document, settle)
    return made.with_blocks(_paired(made.blocks))


def _paired(blocks: Any) -> Iterator[Any]:
    waiting = list(blocks)
    while waiting:
        node = waiting.pop(0)
        picture = _picture(node)
        if picture is None:
            after = waiting[0] if waiting else None
            if (said := _missing(node)) and _FILE_NAME.fullmatch(said):
                continue  # a picture that could not be loaded, and whose file's name is all that is said of it
            if (
                (said := _missing(node))
                and isinstance(after, Paragraph)
                and " ".join(plain_text(after).split()) == said
            ):
                node = Figure((), waiting.pop(0).content, pos=node.pos)
            yield node
            continue
        said = " ".join((picture.alt or "").split())
        after = waiting[0] if waiting else None
        caption = node.caption if isinstance(node, Figure) else ()
        if said and isinstance(after, Paragraph) and " ".join(plain_text(after).split()) == said:
            caption = waiting.pop(0).content
        elif said and not _FILE_NAME.fullmatch(said):
            caption = caption or (Text(said, pos=node.pos),)
        nobody = replace(picture, alt=None)
        yield Figure((Paragraph((nobody,), pos=node.pos),), caption, pos=node.pos)


def _missing(node: Any) -> str:
    """The words that stand for a picture that could not be loaded, where a block has no others; "" elsewhere."""
    inside = list(walk([node])) if isinstance(node, Figure | Paragraph) else []
    spans = [item for item in inside if isinstance(item, Span) and item.role == "missing-image"]
    words = " ".join(plain_text([node]).split())
    return words if len(spans) == 1 and " ".join(plain_text(spans[0].content).split()) == words else ""


def _picture(node: Any) -> Image | None:
    """The picture that a figure or paragraph holds and nothing else; None where it holds another thing."""
    holder = node.blocks[0] if isinstance(node, Figure) and len(node.blocks) == 1 else node
    if isinstance(holder, Paragraph) and len(holder.content) == 1 and isinstance(holder.content[0], Image):
        return holder.content[0]
    return None
