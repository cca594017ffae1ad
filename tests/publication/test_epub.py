"""The EPUB of a publication: a page for each article, contents in its parts, links across, its own language."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from exporter import h
from exporter.checks.finished import check_file
from exporter.comparison.losses import compare
from exporter.model import Document, Section, articles
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from exporter.writers.book_options import BookOptions
from exporter.writers.epub.chapters import CHAPTER_CHARACTERS
from tests.publications import article, issue

XHTML = "{http://www.w3.org/1999/xhtml}"


def written(document: Document, **book: Any) -> bytes:
    return writer("epub")(document, WriteOptions(book=BookOptions.of(**book))).data


def pages(data: bytes, folder: Path) -> dict[str, Any]:
    path = folder / "a.epub"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        return {
            name.removeprefix("EPUB/"): etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xhtml", ".opf", ".ncx"))
        }


def named(document: Document) -> Document:
    """The articles with ids, as ``exporter bind`` gives them."""
    names = iter(["letter", "harbour", "hafen", "tide"])

    def name(node: Any) -> Any:
        if not isinstance(node, Section):
            return node
        if node.metadata is not None:
            return replace(node, id=next(names))
        return replace(node, blocks=tuple(name(inner) for inner in node.blocks))

    return document.with_blocks(name(block) for block in document.blocks)


def spine(held: dict[str, Any]) -> list[str]:
    opf = held["content.opf"]
    return [item.get("idref") for item in opf.iter("{*}itemref") if item.get("linear") != "no"]


def entries(made: Any, depth: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for child in made:
        if child.tag == f"{XHTML}ol":
            found += entries(child, depth + 1)
        elif child.tag == f"{XHTML}li":
            found.append((depth, "".join(child[0].itertext())))
            found += entries(child, depth)
    return found


def test_each_article_is_a_page_with_its_own_first_heading_and_language(tmp_path: Path) -> None:
    held = pages(written(named(issue())), tmp_path)
    assert spine(held)[:4] == ["title-page", "nav", "article-letter", "chapter-3"]
    for name, lang in (("letter", "en-GB"), ("harbour", "en-GB"), ("hafen", "de"), ("tide", "en-GB")):
        page = held[f"article-{name}.xhtml"]
        assert page.get("lang") == lang
        assert [made.get("id") for made in page.iter(f"{XHTML}article")] == [name]
        assert len(list(page.iter(f"{XHTML}h1"))) == 1
    assert [made.text for made in held["article-harbour.xhtml"].iter(f"{XHTML}h2")] == ["Crates", "Quays"]


DEPTHS = {
    1: [(1, "Harbour Quarterly"), (1, "From the editor"), (1, "Reports"), (2, "The harbour"), (2, "Der Hafen")],
    3: [(1, "Harbour Quarterly"), (1, "From the editor"), (1, "Reports"), (2, "The harbour"), (3, "Crates")],
}


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_contents_nest_parts_articles_and_sections_as_deep_as_asked(depth: int, tmp_path: Path) -> None:
    data = written(named(issue()), toc_depth=depth)
    held = pages(data, tmp_path)
    toc = next(nav for nav in held["nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") == "toc")
    assert entries(toc)[:5] == DEPTHS[depth]
    points = list(held["toc.ncx"].iter("{*}navPoint"))
    assert len(points) == len(entries(toc))
    assert [item.message for item in check_file(data, "a.epub") if item.rule == "EPUB102"] == []


@pytest.mark.parametrize("depth", DEPTHS)
def test_it_is_read_back_with_every_level_border_and_language(depth: int) -> None:
    document = named(issue())
    back = open_file(written(document, toc_depth=depth), "a.epub")
    assert compare(document, back, "epub") == []
    there = [item.section.metadata for item in articles(back)]
    assert [(said.title, said.lang, said.authors[0].name) for said in there if said] == [
        ("From the editor", "", "Ann Lee"),
        ("The harbour", "", "Bo Mark"),
        ("Der Hafen", "de", "Cora Wind"),
        ("Tide tables", "", "Dan Sea"),
    ]


def test_an_article_that_is_too_long_is_split_and_stays_one(tmp_path: Path) -> None:
    words = "Words of the chapter. " * (CHAPTER_CHARACTERS // 40)
    long = [h.section(f"Chapter {number}", h.p(words)) for number in range(1, 4)]
    document = h.document(
        "A book", replace(article("Long", *long), id="long"), article("Short", h.p("Few.")), lang="en"
    )
    data = written(document, toc_depth=1)
    assert [name for name in pages(data, tmp_path) if name.startswith("article-")] == [
        "article-long.xhtml",
        *(f"article-long--{number}.xhtml" for number in (2, 3, 4)),
    ]
    assert compare(document, open_file(data, "a.epub"), "epub") == []


def test_notes_are_counted_by_article_or_through_the_book(tmp_path: Path) -> None:
    for run, last in (("article", "1"), ("book", "2")):
        held = pages(written(named(issue()), notes_run=run), tmp_path)
        shown = [
            made.text
            for page in ("letter", "harbour")
            for made in held[f"article-{page}.xhtml"].iter(f"{XHTML}a")
            if made.get("role") == "doc-noteref"
        ]
        assert shown == ["1", last]


def test_a_magazine_says_bylines_and_standfirsts_in_its_contents(tmp_path: Path) -> None:
    document = named(issue())
    data = written(document, contents_lines=True, lists=("tables", "figures"))
    held = pages(data, tmp_path)
    assert spine(held)[1] == "contents"
    lines = [made.text for made in held["contents.xhtml"].iter(f"{XHTML}p")]
    assert lines[:3] == ["By Ann Lee", "What was in the crates that nobody had signed for.", "By Bo Mark"]
    lists = {nav.get("id"): [text for _, text in entries(nav)] for nav in held["nav.xhtml"].iter(f"{XHTML}nav")}
    assert lists["lot"] == ["High water"]
    assert "loi" not in lists
    assert compare(document, open_file(data, "a.epub"), "epub") == []


def test_the_landmarks_are_cover_contents_and_the_first_article(tmp_path: Path) -> None:
    held = pages(written(named(issue())), tmp_path)
    marks = next(nav for nav in held["nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") == "landmarks")
    assert [(link.get("{http://www.idpf.org/2007/ops}type"), link.get("href")) for link in marks.iter(f"{XHTML}a")] == [
        ("cover", "cover.xhtml"),
        ("toc", "#toc"),
        ("bodymatter", "article-letter.xhtml"),
    ]


def test_pages_of_the_print_are_listed_over_the_whole_and_make_no_file_of_their_own(tmp_path: Path) -> None:
    document = named(issue())
    made = writer("pdf")(document, WriteOptions())
    data = writer("epub")(document, WriteOptions(pages=made.pages)).data
    held = pages(data, tmp_path)
    assert spine(held) == spine(pages(written(document), tmp_path))
    listed = next(nav for nav in held["nav.xhtml"].iter(f"{XHTML}nav") if nav.get("id") == "page-list")
    found = [(link.text, link.get("href").partition("#")[0]) for link in listed.iter(f"{XHTML}a")]
    assert [label for label, _ in found] == [page.label for page in made.pages]
    assert {"title-page.xhtml", "article-letter.xhtml", "article-tide.xhtml"} <= {file for _, file in found}
