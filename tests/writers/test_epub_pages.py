"""Page breaks of an EPUB: at the word where the PDF's page begins, listed, named, and told from the words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from exporter.comparison.losses import compare
from exporter.model import (
    BlockQuote,
    Blocks,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionItem,
    DefinitionList,
    Document,
    Link,
    List,
    ListItem,
    Metadata,
    Note,
    PageMarker,
    Paragraph,
    Row,
    Section,
    Styled,
    Table,
    TableBody,
    Term,
    Text,
    plain_text,
    transform,
    walk,
)
from exporter.readback import open_file
from exporter.writers import PageStart, WriteOptions, WriteResult, writer
from tests.strategies import documents

ROLE = "doc-pagebreak"
CHAPTER = "chapter-1.xhtml"


def document(*blocks: Any, **metadata: Any) -> Document:
    return Document(metadata=Metadata(title="Title", lang="en", **metadata), title=(Text("Title"),), blocks=blocks)


def place(source: Document, words: str) -> tuple[int, int]:
    """The node of ``model.walk`` and the offset at which ``words`` begin."""
    for number, node in enumerate(walk(source)):
        if isinstance(node, Text | CodeBlock) and words in node.text:
            return number, node.text.index(words)
    raise AssertionError(words)


def written(source: Document, *pages: PageStart) -> WriteResult:
    return writer("epub")(source, WriteOptions(pages=pages))


def part(result: WriteResult, name: str) -> Any:
    with zipfile.ZipFile(io.BytesIO(result.data)) as package:
        return etree.fromstring(package.read(f"EPUB/{name}"))


def what_follows(result: bytes) -> dict[str, str]:
    """Label in the page list → the words from there to the end of the chapter; white space folded."""
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        nav, chapter = (etree.fromstring(package.read(f"EPUB/{name}")) for name in ("nav.xhtml", CHAPTER))
    found: dict[str, str] = {}
    for link in nav.xpath("//*[@role='doc-pagelist']//*[local-name()='a']"):
        (start,) = chapter.xpath("//*[@id=$name]", name=link.get("href").partition("#")[2])
        found[link.text] = " ".join("".join(start.xpath("descendant::text() | following::text()")).split())
    return found


def marked(result: WriteResult) -> list[tuple[str, str]]:
    """Each page break that is told: its label, and the element that holds it."""
    breaks = [made for made in part(result, CHAPTER).iter() if made.get("role") == ROLE and not made.get("aria-hidden")]
    return [(made.get("aria-label"), etree.QName(made.getparent()).localname) for made in breaks]


def begin_at(source: Document, *words: str) -> dict[str, str]:
    """What follows each page break when pages begin at ``words``, in that order."""
    pages = [PageStart(str(number), *place(source, word)) for number, word in enumerate(words, 1)]
    return what_follows(written(source, *pages).data)


def test_a_break_stands_exactly_before_its_word() -> None:
    found = begin_at(
        document(Paragraph((Text("One two "), Styled("emphasis", (Text("three four"),)), Text(" five.")))),
        "two",
        "four",
    )
    assert found == {"1": "two three four five.", "2": "four five."}


def test_no_word_is_lost_or_doubled_by_breaks() -> None:
    source = document(Paragraph((Text("One two three four."),)), Paragraph((Text("Five."),)))
    plain, paged = (
        open_file(written(source, *pages).data, "x.epub")
        for pages in ((), [PageStart(str(at), *place(source, word)) for at, word in enumerate(("two", "four", "Five"))])
    )
    assert plain_text(paged.blocks).split() == plain_text(plain.blocks).split()
    assert compare(source, paged, "epub") == []


def test_headings_links_and_expansions_are_not_called_by_page_numbers() -> None:
    linked = Paragraph((Link((Text("Linked"),), "https://example.org/"),))
    source = document(Section((Text("Heading"),), (linked,)))
    pages = [PageStart(str(at), *place(source, word)) for at, word in enumerate(("Title", "Heading", "Linked"), 1)]
    result = written(source, *pages)
    assert marked(result) == [("2", "main"), ("3", "section")]
    assert what_follows(result.data) == {"1": "TitleHeadingLinked", "2": "HeadingLinked", "3": "Linked"}


def test_the_title_is_the_first_thing_heard() -> None:
    """The page that begins with it is in the page list, and nobody hears "page 1" first."""
    result = written(document(Paragraph((Text("One."),))), PageStart("1", 0))
    assert marked(result) == []
    assert what_follows(result.data) == {"1": "TitleOne."}
    back = open_file(result.data, "x.epub")
    assert [node.label for node in walk(back) if isinstance(node, PageMarker)] == ["1"]


def test_no_page_number_is_part_of_the_name_of_a_cell_a_term_or_an_item() -> None:
    words = ["Head", "Cell", "Term", "Meaning", "Item", "def f"]
    source = document(
        Table(
            (TableBody((Row((Cell((Paragraph((Text("A Cell"),)),)),)),)),),
            (Row((Cell((Paragraph((Text("A Head"),)),), header=True),)),),
        ),
        DefinitionList(
            (DefinitionItem((Term((Text("A Term"),)),), (Definition((Paragraph((Text("A Meaning"),)),)),)),)
        ),
        List((ListItem((Paragraph((Text("An Item"),)),)),)),
        CodeBlock("x = 1\ndef f(): pass\n"),
    )
    pages = [PageStart(str(at), *place(source, word)) for at, word in enumerate(words, 1)]
    result = written(source, *pages)
    assert marked(result) == []
    follows = what_follows(result.data)
    assert [word for word, after in zip(words, follows.values(), strict=True) if not after.startswith(word)] == []
    back = open_file(result.data, "x.epub")
    assert compare(source, back, "epub") == []
    assert [node.label for node in walk(back) if isinstance(node, PageMarker)] == ["1", "2", "3", "4", "5", "6"]


def test_markers_of_the_source_are_silent_in_names_too() -> None:
    heading = Section((Text("Part "), PageMarker("9"), Text("two")), (Paragraph((Text("Words."),)),))
    result = written(document(heading))
    assert marked(result) == []
    assert what_follows(result.data) == {"9": "twoWords."}
    assert compare(document(heading), open_file(result.data, "x.epub"), "epub") == []


def test_a_page_that_begins_with_a_container_begins_before_it() -> None:
    source = document(
        BlockQuote((Paragraph((Text("Said."),)),), (Text("Jane"),)),
        List((ListItem((Paragraph((Text("Item one."),)),)), ListItem((Paragraph((Text("Item two."),)),)))),
    )
    pages = [PageStart(str(at), *place(source, word)) for at, word in enumerate(("Said", "Item one", "Item two"), 1)]
    result = written(source, *pages)
    assert marked(result) == [("1", "main"), ("2", "main")]
    assert list(what_follows(result.data)) == ["1", "2", "3"]
    assert compare(source, open_file(written(source, *pages).data, "x.epub"), "epub") == []


def test_code_stays_one_piece() -> None:
    source = document(CodeBlock("first line\nsecond line\n", "sh"))
    assert begin_at(source, "second") == {"1": "second line"}
    back = open_file(written(source, PageStart("1", *place(source, "second"))).data, "x.epub")
    assert [node.text for node in walk(back) if isinstance(node, CodeBlock)] == ["first line\nsecond line\n"]


def test_a_page_that_begins_in_a_note_begins_after_the_block_that_refers_to_it() -> None:
    noted = Paragraph((Text("Noted"), Note((Paragraph((Text("The note goes on."),)),)), Text(" and on.")))
    source = document(noted, Paragraph((Text("Next."),)), Section((Text("S"),), ()))
    found = begin_at(source, "and on", "goes on")
    assert found["1"].startswith("and on.")
    assert found["2"].startswith("Next.")


def test_a_page_with_no_words_of_its_own_begins_with_the_next() -> None:
    source = document(Paragraph((Text("One two."),)))
    node, offset = place(source, "two")
    result = written(source, PageStart("1", node), PageStart("2", node, offset), PageStart("3", node, offset))
    assert what_follows(result.data) == {"1": "One two.", "2": "two.", "3": "two."}


def test_page_list_and_ncx_name_every_break_in_order() -> None:
    source = document(Paragraph((Text("One two three."),)))
    pages = [PageStart(label, *place(source, word)) for label, word in (("ix", "One"), ("x", "two"), ("1", "three"))]
    result = written(source, *pages)
    nav, old, chapter = (part(result, name) for name in ("nav.xhtml", "toc.ncx", CHAPTER))
    ids = {made.get("id"): made.get("aria-label") for made in chapter.iter() if made.get("role") == ROLE}
    (listed,) = nav.xpath("//*[@role='doc-pagelist']")
    entries = [(link.text, ids[link.get("href").partition("#")[2]]) for link in listed.iter("{*}a")]
    assert entries == [("ix", "ix"), ("x", "x"), ("1", "1")]
    targets = [target.findtext(".//{*}text") for target in old.iter("{*}pageTarget")]
    assert targets == ["ix", "x", "1"]


def test_two_pages_of_one_number_are_two_entries_and_one_without_a_number_is_none() -> None:
    """The values of page targets are unique (OPF 2.0.1, NCX); an entry must have words (EPUB 3.3, 7.4.2)."""
    pages = [PageMarker("1"), Paragraph((Text("a"),)), PageMarker("1"), PageMarker(" "), Paragraph((Text("b"),))]
    result = written(document(*pages))
    nav, old = part(result, "nav.xhtml"), part(result, "toc.ncx")
    assert [target.get("value") for target in old.iter("{*}pageTarget")] == ["1", None]
    listed = next(item for item in nav.iter("{*}nav") if item.get("role") == "doc-pagelist")
    assert [link.text for link in listed.iter("{*}a")] == ["1", "1"]


def lines(result: WriteResult) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in part(result, "content.opf").iter("{*}meta"):
        found.setdefault(meta.get("property") or "", []).append(meta.text or "")
    return found


def test_the_source_of_the_pages_is_named() -> None:
    source = document(Paragraph((Text("One."),)), identifier="978-0-306-40615-7")
    assert lines(written(source, PageStart("1", 0)))["pageBreakSource"] == ["Title (PDF, urn:isbn:9780306406157)"]
    printed = document(PageMarker("7"), Paragraph((Text("One."),)))
    assert lines(written(printed))["pageBreakSource"] == ["Title (printed edition)"]
    assert "pageBreakSource" not in lines(written(source))


def test_markers_of_the_source_serve_without_a_pdf_and_give_way_to_one() -> None:
    source = document(Paragraph((Text("One "), PageMarker("12"), Text("two."))), PageMarker("13"))
    alone, beside = written(source), written(source, PageStart("1", 0))
    assert what_follows(alone.data) == {"12": "two.", "13": ""}
    assert list(what_follows(beside.data)) == ["1"]
    assert [item.rule for item in alone.findings] == []
    assert [item.rule for item in beside.findings] == ["EPUB003"]
    assert compare(source, open_file(alone.data, "x.epub"), "epub") == []


def test_links_to_markers_that_gave_way_still_lead_somewhere() -> None:
    link: Blocks = (Paragraph((Link((Text("page 12"),), "#p12"), Link((Text("page 13"),), "#p13"))),)
    source = document(
        *link, Paragraph((Text("One "), PageMarker("12", id="p12"), Text("two."))), PageMarker("13", id="p13"), *link
    )
    root = part(written(source, PageStart("1", 0)), CHAPTER)
    targets = {made.get("href", "")[1:] for made in root.iter("{*}a")}
    assert targets == {"p12", "p13"}
    assert targets <= {made.get("id") for made in root.iter()}


def test_without_pages_there_is_no_page_list() -> None:
    result = written(document(Paragraph((Text("One."),))))
    assert part(result, "nav.xhtml").xpath("//*[@role='doc-pagelist']") == []
    assert not {"pageBreakMarkers", "pageNavigation"} & set(lines(result)["schema:accessibilityFeature"])


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(documents(), st.data())
def test_pages_cost_no_document_anything(source: Document, data: st.DataObject) -> None:
    """Wherever pages begin: what is read back is what was written, and every page is there, once and in order."""
    source = transform(source, lambda node: () if isinstance(node, PageMarker) else node)
    nodes = list(walk(source))
    places = data.draw(st.lists(st.integers(0, max(len(nodes) - 1, 0)), max_size=6)) if nodes else []
    pages = []
    for label, at in enumerate(sorted(places), 1):
        text = nodes[at].text if isinstance(nodes[at], Text | CodeBlock | Code) else ""
        pages.append(PageStart(str(label), at, len(text) // 2))
    plain, paged = written(source), written(source, *pages)
    losses = [compare(source, open_file(one.data, "x.epub"), "epub") for one in (plain, paged)]
    before, after = ([(loss.kind, loss.change, loss.message) for loss in found] for found in losses)
    assert [loss for loss in after if loss not in before] == []
    listed = [link.text for link in part(paged, "nav.xhtml").xpath("//*[@role='doc-pagelist']//*[local-name()='a']")]
    assert sorted(listed, key=int) == [page.label for page in pages]
    told = [label for label, _ in marked(paged)]
    assert told == [label for label in listed if label in told]
    back = open_file(paged.data, "x.epub")
    assert sorted(listed) == sorted(node.label for node in walk(back) if isinstance(node, PageMarker))


@pytest.mark.slow
def test_real_pages_are_told_to_the_word(exports: Sequence[Any]) -> None:
    """Each fixture's own PDF: the words after a break are those with which our PDF reader finds the page begun."""
    longest = max(exports, key=lambda item: len(item.pages))
    assert len(longest.pages) > 3
    nodes = list(walk(longest.document))
    found = what_follows(longest.epub.read_bytes())
    for page in longest.pages:
        node = nodes[page.node]
        if isinstance(node, Text):
            assert found[page.label].startswith(" ".join(node.text[page.offset :].split())), page
