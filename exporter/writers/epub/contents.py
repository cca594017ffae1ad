"""What the contents of an EPUB list, found in its pages; and the contents page of a magazine, with bylines.

A publication's contents go as deep as its maker chose, but never less deep than its articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from exporter.model import Document, Paragraph, ParagraphRole, Section, is_publication, plain_text
from exporter.phrases import phrase
from exporter.writers.book_options import BookOptions
from exporter.writers.epub.listed import Contents, Listed
from exporter.writers.epub.navigation import nav_element, page_skeleton, serialise
from exporter.writers.xhtml import Chapter, Heading, Rendered
from exporter.writers.xhtml.block import heard
from exporter.writers.xhtml.elements import XHTML, Element, inherited, set_language, xml_text

CONTENTS = "contents.xhtml"
LINES: tuple[ParagraphRole, ...] = ("standfirst", "byline")
KINDS = {"figures": ("loi", "list-of-figures"), "tables": ("lot", "list-of-tables")}
"""What can be listed: its epub:type (EPUB Structural Semantics Vocabulary), its phrase."""


def contents_of(
    document: Document, rendered: Rendered, chapters: Sequence[Chapter], title: str, book: BookOptions
) -> Contents:
    """What the contents of the book list."""
    lang = document.metadata.lang
    listed = rendered.headings or (Heading(1, title, "", 0, lang),)  # a list of contents must not be empty
    if not is_publication(document):
        return Contents(title=title, lang=lang, chapters=chapters, listed=listed, lines={})
    own = max((chapter.above + 1 for chapter in chapters if chapter.article is not None), default=1)
    depth = max(book.toc_depth, own)
    lines = dict(_lines(chapters)) if book.contents_lines else {}
    first = next((number for number, chapter in enumerate(chapters) if chapter.level == 0), 0)
    return Contents(
        title=title,
        lang=lang,
        chapters=chapters,
        listed=[heading for heading in listed if heading.level <= depth],
        is_publication=True,
        depth=depth,
        lines=lines,
        lists=[(*KINDS[kind], found) for kind in book.lists if (found := list(_captioned(rendered, kind)))],
        body=first,
        page=CONTENTS if lines else "",
    )


def _lines(chapters: Sequence[Chapter]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The standfirst and byline of each article, by its chapter."""
    for number, chapter in enumerate(chapters):
        if chapter.article is None:
            continue
        held = [block for section in chapter.blocks if isinstance(section, Section) for block in section.blocks]
        said = {block.role: " ".join(plain_text(block).split()) for block in held if isinstance(block, Paragraph)}
        yield number, tuple(said[role] for role in LINES if said.get(role))


def _captioned(rendered: Rendered, kind: str) -> Iterator[Listed]:
    """The figures or tables with a caption; each gets an id to be led to."""
    tag, caption = ("figure", "figcaption") if kind == "figures" else ("table", "caption")
    count = 0
    for number, root in enumerate(rendered.roots):
        for made in root.iter(f"{{{XHTML}}}{tag}"):
            held = made.find(f"{{{XHTML}}}{caption}")
            text = " ".join(heard(held).split()) if held is not None else ""
            if held is None or not text or made.find(f"{{{XHTML}}}blockquote") is not None:
                continue
            count += 1
            if not made.get("id"):
                made.set("id", f"{tag}-listed-{count}")
            yield Listed(text=text, id=made.get("id", ""), chapter=number, lang=inherited(held)[0])


def contents_page(contents: Contents, style: str) -> bytes:
    """The contents with what is said of each article: a page of the book, for lists of navigation hold links alone."""
    root, body = page_skeleton(phrase("contents", contents.lang), contents.lang, style)
    main = etree.SubElement(body, f"{{{XHTML}}}main")
    nav = nav_element(main, "toc", "doc-toc", phrase("contents", contents.lang), contents.lang)
    holders: list[tuple[int, Element]] = [(0, etree.SubElement(nav, f"{{{XHTML}}}ol"))]
    for heading in contents.listed:
        while len(holders) > 1 and holders[-1][0] >= heading.level:
            holders.pop()
        level, holder = holders[-1]
        if level:
            inner = holder.find(f"{{{XHTML}}}ol")
            holder = inner if inner is not None else etree.SubElement(holder, f"{{{XHTML}}}ol")
        item = _item(holder, contents, heading)
        holders.append((heading.level, item))
    return serialise(root)


def _item(holder: Element, contents: Contents, heading: Heading) -> Element:
    item = etree.SubElement(holder, f"{{{XHTML}}}li")
    link = etree.SubElement(item, f"{{{XHTML}}}a", href=contents.href(heading.chapter, heading.id))
    link.text = xml_text(heading.text)
    set_language(item, heading.lang if heading.lang != contents.lang else "", "")
    chapter = contents.chapters[heading.chapter]
    if chapter.article is not None and heading.level == chapter.above + 1:
        for words in contents.lines.get(heading.chapter, ()):
            line = etree.SubElement(item, f"{{{XHTML}}}p")
            line.set("class", "contents-line")
            line.text = xml_text(words)
    return item
