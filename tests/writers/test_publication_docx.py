"""A publication as DOCX: a Word section for each part and article, contents fields, running heads, notes by article."""

from __future__ import annotations

import io
import operator
import re
import zipfile
from functools import cache, reduce
from typing import Any

import pytest
from lxml import etree

from exporter import h
from exporter.comparison.losses import compare
from exporter.model import articles, is_part, plain_text, sections
from exporter.readback import open_file
from exporter.writers import WriteOptions
from exporter.writers.book_options import BookOptions
from exporter.writers.docx import write
from tests.publications import WORDS, article, issue

pytestmark = pytest.mark.slow

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@cache
def parts(**book: Any) -> dict[str, bytes]:
    """The parts of the issue as DOCX."""
    data = write(issue(), WriteOptions(book=BookOptions(**book))).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def word_sections(**book: Any) -> list[Any]:
    """The section properties in order: front matter, then a section for each part and article."""
    return list(etree.fromstring(parts(**book)["word/document.xml"]).iter(f"{W}sectPr"))


def said(section: Any, path: str, name: str = "val") -> str | None:
    found = section.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + name)


def headers(**book: Any) -> list[str]:
    """The running head of each section, fields by what they say now."""
    named = {
        one.get("Id"): one.get("Target") for one in etree.fromstring(parts(**book)["word/_rels/document.xml.rels"])
    }
    shown = []
    for section in word_sections(**book):
        (reference,) = (one for one in section.iter(f"{W}headerReference") if one.get(f"{W}type") == "default")
        root = etree.fromstring(parts(**book)["word/" + named[reference.get(f"{R}id")]])
        shown.append("".join(text.text for text in root.iter(f"{W}t")))
    return shown


def test_each_article_is_found_whole_with_its_borders() -> None:
    copy = open_file(write(issue(), WriteOptions()).data, "issue.docx")
    assert not compare(issue(), copy, "docx")
    assert [one.level for one in articles(copy)] == [2, 3, 3, 3]
    parted = [plain_text(one.title) for _, one in sections(copy) if is_part(one)]
    assert parted == ["Reports", "Figures and tables"]


def test_articles_are_found_without_a_contents_list_too() -> None:
    copy = open_file(write(issue(), WriteOptions(contents="never")).data, "issue.docx")
    assert not compare(issue(), copy, "docx")


@pytest.mark.parametrize(
    ("start", "kinds"), [("page", "nextPage"), ("right", "oddPage"), ("none", "continuous")], ids=lambda value: value
)
def test_each_part_and_article_is_a_section_that_begins_as_asked(start: Any, kinds: str) -> None:
    found = [said(section, "type") for section in word_sections(start=start)]
    first = "nextPage" if start == "none" else kinds
    part = "nextPage" if start == "none" else kinds
    assert found == [None, first, part, kinds, kinds, part, kinds]


def test_running_heads_say_what_an_article_stands_in_and_keep_its_title_in_a_field() -> None:
    assert headers() == [
        "Harbour Quarterly",
        "Harbour Quarterly · From the editor",
        "Harbour Quarterly · Reports",
        "Reports · The harbour",
        "Reports · Der Hafen",
        "Harbour Quarterly · Figures and tables",
        "Figures and tables · Tide tables",
    ]
    fields = [
        re.findall(r"STYLEREF \d", data.decode()) for name, data in parts().items() if name.startswith("word/header")
    ]
    assert sorted(reduce(operator.iadd, fields, [])) == ["STYLEREF 2"] * 3 + ["STYLEREF 3"] * 3


def test_front_matter_has_roman_numerals_and_page_one_is_a_right_hand_page() -> None:
    front, first, *others = word_sections(front_matter="roman")
    assert said(front, "pgNumType", "fmt") == "lowerRoman"
    assert (said(first, "pgNumType", "fmt"), said(first, "pgNumType", "start")) == ("decimal", "1")
    assert said(first, "type") == "oddPage"
    assert all(said(section, "pgNumType", "start") is None for section in others)
    assert said(word_sections()[0], "pgNumType", "fmt") is None


@pytest.mark.parametrize(("run", "how"), [("article", "eachSect"), ("book", "continuous")])
def test_notes_count_by_article_or_through_the_book(run: Any, how: str) -> None:
    assert {said(section, "footnotePr/numRestart") for section in word_sections(notes_run=run)} == {how}


def test_lists_of_two_articles_do_not_count_on() -> None:
    document = etree.fromstring(parts()["word/document.xml"])
    numbers = [one.get(f"{W}val") for one in document.iter(f"{W}numId")]
    assert len(numbers) == 6
    assert len(set(numbers)) == 3


def test_the_contents_field_has_the_levels_that_were_asked_for_and_may_have_page_numbers() -> None:
    (field,) = re.findall(rb"> TOC [^<]*<", parts(toc_depth=3)["word/document.xml"])
    assert field == b'> TOC \\o "2-4" \\h \\z <'
    assert b"Crates" in parts(toc_depth=3)["word/document.xml"].split(b"Contents</w:t>")[1].split(b"</w:sdt>")[0]
    assert b"Crates" not in parts()["word/document.xml"].split(b"Contents</w:t>")[1].split(b"</w:sdt>")[0]


def test_contents_may_have_bylines_and_lists_of_tables_follow() -> None:
    text = parts(contents_lines=True, lists=("figures", "tables"))["word/document.xml"]
    assert re.findall(rb"> (TOC [^<]*) <", text) == [
        b'TOC \\o "2-3" \\t "Byline,9,Standfirst,9" \\h \\z',
        b'TOC \\h \\z \\t "Table Caption,2"',
    ]
    assert b"By Bo Mark" in text.split(b"</w:sdt>")[0]
    copy = open_file(
        write(issue(), WriteOptions(book=BookOptions(contents_lines=True, lists=("tables",)))).data, "i.docx"
    )
    assert not compare(issue(), copy, "docx")


def test_an_article_in_another_language_says_so_in_its_words() -> None:
    copy = open_file(write(issue(), WriteOptions()).data, "issue.docx")
    hafen = next(one.section for one in articles(copy) if one.section.title and "Hafen" in str(one.section.title))
    assert "lang='de'" in repr(hafen.title)


def test_an_article_that_ends_in_a_table_ends_its_section_in_a_paragraph_of_its_own() -> None:
    table = h.table([["a", "b"]], head=["A", "B"])
    document = h.document("Book", article("One", table), article("Two", h.p(WORDS)), lang="en")
    data = write(document, WriteOptions()).data
    assert not compare(document, open_file(data, "book.docx"), "docx")


def test_an_article_alone_has_one_section_as_before() -> None:
    data = write(h.document("T", h.section("One", h.p("Words."), role="part"), lang="en"), WriteOptions()).data
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read("word/document.xml")
    assert text.count(b"<w:sectPr") == 1
    assert b"footnotePr" not in text
