"""Long documents are split at headings, and everything still leads where it led."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from lxml import etree

from exporter.comparison.losses import compare
from exporter.model import (
    Block,
    Document,
    Link,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    Section,
    Text,
    plain_text,
)
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from exporter.writers.epub.chapters import CHAPTER_CHARACTERS, chapters

WORDS = "Words that fill a page, and then some more of them to the end of the line. "


def filler(characters: int) -> tuple[Block, ...]:
    paragraph = Paragraph((Text(WORDS * 10),))
    return (paragraph,) * (characters // len(WORDS * 10) + 1)


def part(number: int, characters: int) -> Section:
    """A section with a note, a link to the next part, and a page that begins in it."""
    text = Paragraph(
        (
            Text("See "),
            Link((Text("the next"),), f"#part-{number + 1}"),
            Note((Paragraph((Text(f"Note of {number}."),)),)),
            Text("."),
        )
    )
    inner = (text, *filler(characters), PageMarker(str(number)))
    return Section((Text(f"Part {number}"),), inner, id=f"part-{number}")


def document(*blocks: Block) -> Document:
    return Document(metadata=Metadata(title="Long", lang="en"), title=(Text("Long"),), blocks=blocks)


LONG = document(
    Paragraph((Text("To begin with."),)),
    *(part(number, CHAPTER_CHARACTERS // 2) for number in range(1, 7)),
    part(7, 10),
)


@pytest.fixture(scope="module")
def package() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(writer("epub")(LONG, WriteOptions()).data))


def pages(package: zipfile.ZipFile) -> dict[str, Any]:
    names = [name for name in package.namelist() if name.startswith("EPUB/chapter")]
    return {name.removeprefix("EPUB/"): etree.fromstring(package.read(name)) for name in names}


def test_a_short_article_is_one_chapter() -> None:
    assert len(chapters(document(*(part(number, 1000) for number in range(1, 7))))) == 1


def test_chapters_are_of_reasonable_size_and_begin_with_headings() -> None:
    made = chapters(LONG)
    sizes = [len(plain_text(chapter.blocks, notes=True)) for chapter in made]
    assert len(made) > 3
    assert max(sizes) <= CHAPTER_CHARACTERS
    assert all(isinstance(chapter.blocks[0], Section) for chapter in made[1:])
    assert tuple(block for chapter in made for block in chapter.blocks) == LONG.blocks


def test_a_page_marker_before_a_section_goes_with_it() -> None:
    first, second = part(1, CHAPTER_CHARACTERS), part(2, 1000)
    made = chapters(document(first, PageMarker("x"), second))
    assert [chapter.blocks for chapter in made] == [(first,), (PageMarker("x"), second)]


def test_a_section_that_is_too_long_is_split_at_its_subsections() -> None:
    inner = tuple(part(number, CHAPTER_CHARACTERS // 2) for number in range(1, 5))
    book = document(Section((Text("Book"),), (Paragraph((Text("First."),)), *inner), lang="de"), part(9, 10))
    made = chapters(book)
    assert [chapter.level for chapter in made] == [1, 2, 2, 2, 2, 1]
    assert {block.lang for chapter in made[1:5] for block in chapter.blocks} == {"de"}
    data = writer("epub")(book, WriteOptions()).data
    assert compare(book, open_file(data, "x.epub"), "epub") == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        levels = [[made.tag[-1] for made in page.iter("{*}h2", "{*}h3")] for page in pages(package).values()]
    assert levels == [["2"], ["3"], ["3"], ["3"], ["3"], ["2"]]


def test_nothing_is_lost_by_splitting() -> None:
    data = writer("epub")(LONG, WriteOptions()).data
    assert compare(LONG, open_file(data, "x.epub"), "epub") == []


def test_every_link_note_and_entry_leads_to_something(package: zipfile.ZipFile) -> None:
    found = pages(package)
    ids = {name: {made.get("id") for made in root.iter() if made.get("id")} for name, root in found.items()}
    nav, old = (etree.fromstring(package.read(f"EPUB/{name}")) for name in ("nav.xhtml", "toc.ncx"))
    targets = [(name, made.get("href")) for name, root in found.items() for made in root.iter("{*}a")]
    targets += [("nav.xhtml", made.get("href")) for made in nav.iter("{*}a")]
    targets += [("toc.ncx", made.get("src")) for made in old.iter("{*}content")]
    assert len(targets) > 40
    for name, target in targets:
        page, _, anchor = str(target).partition("#")
        assert page == "cover.xhtml" or not anchor or anchor in ids[page or name], (name, target)
    across = [target for name, target in targets if name in found and str(target).startswith("chapter-")]
    assert across  # links that lead into another file


def test_notes_stay_in_the_chapter_that_refers_to_them(package: zipfile.ZipFile) -> None:
    for root in pages(package).values():
        references = [made.get("href")[1:] for made in root.iter("{*}a") if made.get("role") == "doc-noteref"]
        notes = [made.get("id") for made in root.iter("{*}aside") if made.get("role") == "doc-footnote"]
        assert references == notes


def test_a_chapter_is_called_by_its_first_heading(package: zipfile.ZipFile) -> None:
    names = [root.findtext(".//{*}title") for root in pages(package).values()]
    assert names[:2] == ["Long", "Part 2"]
    assert len(set(names)) == len(names)
