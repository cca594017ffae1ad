"""Reading an EPUB back: ours says all that the model said; other people's are read by what their XHTML means."""

from __future__ import annotations

from typing import Any

import pytest

from exporter.checks.finished import check_file
from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    CodeBlock,
    Document,
    Figure,
    Formula,
    Image,
    Link,
    List,
    Note,
    PageMarker,
    Paragraph,
    Quote,
    Section,
    Span,
    Table,
    plain_text,
    walk,
)
from exporter.readback import open_file
from exporter.readback.headings import level_of
from exporter.writers import WriteOptions, writer
from tests.checks.packages import epub, package
from tests.checks.rich import rich


def read(*pages: str, **options: Any) -> Document:
    return open_file(epub(*pages, **options), "test.epub")


def only(document: Document, kind: type) -> Any:
    found = [node for node in walk(document) if isinstance(node, kind)]
    assert len(found) == 1, found
    return found[0]


def test_our_epub_of_every_node_has_no_losses() -> None:
    data = writer("epub")(rich(), WriteOptions()).data
    assert compare(rich(), open_file(data, "rich.epub"), "epub") == []


def test_metadata_comes_from_the_package() -> None:
    document = read("<h1>Title</h1><p>Text.</p>", lang="en-GB")
    assert document.metadata.title == "The title"
    assert [person.name for person in document.metadata.authors] == ["Ann"]
    assert document.metadata.lang == "en-GB"
    assert plain_text(document.title) == "Title"


def test_a_quote_with_a_caption_has_a_speaker() -> None:
    quote: BlockQuote = only(
        read("<figure><blockquote><p>Said.</p><p>More.</p></blockquote><figcaption>Jane</figcaption></figure>"),
        BlockQuote,
    )
    assert len(quote.blocks) == 2
    assert plain_text(quote.attribution) == "Jane"


def test_a_typed_dash_is_no_part_of_the_speaker() -> None:
    quote: BlockQuote = only(read("<blockquote><p>Said.</p><footer>— Jane</footer></blockquote>"), BlockQuote)
    assert plain_text(quote.attribution) == "Jane"


def test_a_note_comes_back_to_its_reference_even_from_another_page() -> None:
    first = '<p>Text<a epub:type="noteref" href="page2.xhtml#n">1</a>.</p>'
    second = (
        '<section epub:type="endnotes"><h2>Notes</h2><aside epub:type="footnote" id="n">'
        '<p>The note. <a role="doc-backlink" href="page1.xhtml">back</a></p></aside></section>'
    )
    document = read(first, second)
    note: Note = only(document, Note)
    assert plain_text(note.blocks).strip() == "The note."
    assert len(document.blocks) == 1


def test_a_note_without_reference_is_text() -> None:
    document = read('<p>Text.</p><aside role="doc-footnote" id="n"><p>Lost note.</p></aside>')
    assert not [node for node in walk(document) if isinstance(node, Note)]
    assert "Lost note." in plain_text(document.blocks)


def test_skipped_and_doubled_heading_levels_keep_the_level_they_have() -> None:
    document = read("<h1>Title</h1><h2>Two</h2><h4>Four</h4><h1>One again</h1>")
    found: list[tuple[str, int]] = []

    def visit(blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            if isinstance(block, Section):
                found.append((plain_text(block.title), level_of(block, depth)))
                visit(block.blocks, depth + 1)

    visit(document.blocks, 2)
    assert found == [("Two", 2), ("Four", 4), ("One again", 1)]


def test_a_page_in_another_language_than_the_book_says_so() -> None:
    same, other, unknown = read("<p>x</p>"), read("<p>x</p>", page_lang="fr"), read("<p>x</p>", page_lang="")
    assert [document.blocks[0].lang for document in (same, other, unknown)] == ["", "fr", "und"]


def test_languages_directions_and_links_are_kept() -> None:
    document = read(
        '<h1>T</h1><section id="s"><h2>S</h2><p lang="ar" dir="rtl">نص</p></section>'
        '<p><span lang="fr">mot</span> <a href="#s">there</a> <a href="https://example.org/">out</a></p>'
    )
    section = document.blocks[0]
    assert isinstance(section, Section)
    paragraph = section.blocks[0]
    assert (paragraph.lang, paragraph.dir) == ("ar", "rtl")
    assert only(document, Span).lang == "fr"
    targets = [node.target for node in walk(document) if isinstance(node, Link)]
    assert targets == [f"#{section.id}", "https://example.org/"]


def test_tables_know_their_headers_and_spans() -> None:
    table: Table = only(
        read(
            "<table><caption>C</caption><thead><tr><th>A</th><th>B</th></tr></thead><tbody>"
            '<tr><th scope="row" rowspan="2">x</th><td colspan="2">1</td></tr></tbody></table>'
        ),
        Table,
    )
    assert plain_text(table.caption) == "C"
    assert [cell.header for cell in table.head[0].cells] == [True, True]
    row = table.bodies[0].rows[0]
    assert (row.cells[0].scope, row.cells[0].rowspan, row.cells[1].colspan) == ("row", 2, 2)


def test_pictures_are_described_decorative_or_neither() -> None:
    document = read('<p><img src="pic.png" alt="A"/><img src="pic.png" alt=""/><img src="pic.png"/></p>')
    assert [node.alt for node in walk(document) if isinstance(node, Image)] == ["A", "", None]
    assert [resource.data for resource in document.resources] == [b"png"]


def test_figures_asides_code_formulas_and_pages() -> None:
    document = read(
        '<figure><img src="pic.png" alt="A"/><figcaption>Caption</figcaption></figure>'
        '<aside class="pullquote"><p>Pulled.</p></aside><pre><code class="language-c">int  x;\n</code></pre>'
        '<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x"><mi>x</mi></math></p>'
        '<p>a<span role="doc-pagebreak" aria-label="7"/>b <q>“said”</q></p>'
    )
    assert plain_text(only(document, Figure).caption) == "Caption"
    assert only(document, Aside).kind == "pullquote"
    assert only(document, CodeBlock).text == "int  x;\n"
    assert only(document, Formula).alt == "x"
    assert only(document, PageMarker).label == "7"
    assert plain_text(only(document, Quote)) == "“said”"


def test_white_space_is_folded_as_a_browser_does() -> None:
    document = read("<div>\n  <p>\n  one <em> two</em>\n three\n</p>loose\n</div>")
    assert [plain_text(block).rstrip("\n") for block in document.blocks] == ["one two three", "loose"]
    assert isinstance(document.blocks[1], Paragraph)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x05\x06" + b"\0" * 18, "is not a PDF"),
        (b"nothing", "is not a PDF"),
        (package({"META-INF/container.xml": "<container/>"}), "no package document"),
        (package({"../x": "", "META-INF/container.xml": ""}), "points outside the package"),
        (epub("<p>&undefined;</p>"), "not well-formed"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, why: str) -> None:
    with pytest.raises(InputError, match=why) as error:
        open_file(data, "bad.epub")
    assert "\n" not in str(error.value)


ENTITIES = (
    '<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY inn "Inn &#8211; &#x41;"><!ENTITY b "<b>bold</b>">'
    '<!ENTITY x "&inn;&inn;">'
)


def with_entities(text: str) -> bytes:
    page = f'<!DOCTYPE html [{ENTITIES}]><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{text}</p></body></html>'
    return epub("<p/>", extra={"OEBPS/page1.xhtml": page})


def test_entities_of_plain_text_are_read_and_no_others_and_no_file() -> None:
    words = plain_text(open_file(with_entities("a&e;&inn;&b;&x;c"), "x.epub").blocks).strip()
    assert words == "aInn – Ac"
    said = [item.message for item in check_file(with_entities("a&e;&inn;&b;&x;c"), "x.epub") if item.rule == "EPUB120"]
    assert said == ["the page “OEBPS/page1.xhtml” has text behind names that are not read here (&e;, &b;, &x;)"]
    assert [item for item in check_file(with_entities("&inn;"), "x.epub") if item.rule == "EPUB120"] == []


def test_entities_do_not_make_a_page_grow_without_bounds() -> None:
    long = ENTITIES.replace("Inn &#8211; &#x41;", "w" * 900)
    page = f'<!DOCTYPE html [{long}]><html xmlns="http://www.w3.org/1999/xhtml"><body>{"&inn; " * 5_000}</body></html>'
    words = plain_text(open_file(epub("<p/>", extra={"OEBPS/page1.xhtml": page}), "x.epub").blocks)
    assert 900_000 < len(words) < 1_200_000


@pytest.mark.parametrize(
    ("page", "ordered", "style"),
    [
        ("<ol><li>a</li></ol>", True, "decimal"),
        ('<ol type="a"><li>a</li></ol>', True, "lower-alpha"),
        ('<style>ol { list-style: upper-roman inside }</style><ol type="a"><li>a</li></ol>', True, "upper-roman"),
        (
            "<style>section ol li { list-style-type: lower-latin }</style><section><ol><li>a</li></ol></section>",
            True,
            "lower-alpha",
        ),
        ('<ol style="list-style-type: square"><li>a</li></ol>', False, "decimal"),
        ('<ul style="list-style-type: decimal"><li>a</li></ul>', True, "decimal"),
        ('<ol style="list-style: none"><li>a</li></ol>', True, "decimal"),
    ],
)
def test_a_list_has_the_numbers_that_its_styles_show(page: str, ordered: bool, style: str) -> None:
    """CSS Lists 3, 3.4: what a sheet says wins over the type attribute, on the list or on its first item."""
    (found,) = (node for node in walk(read(page)) if isinstance(node, List))
    assert (found.ordered, found.style) == (ordered, style)
