"""Reading a DOCX back: paragraphs are what their styles say, by inheritance; what belongs together is found again."""

from __future__ import annotations

from typing import Any

import pytest

from exporter.errors import InputError
from exporter.model import (
    BlockQuote,
    Code,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Formula,
    Image,
    Link,
    List,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    ThematicBreak,
    plain_text,
    walk,
)
from exporter.readback import open_file
from exporter.readback.headings import level_of
from tests.checks.packages import PACKAGE, R, docx, package, para, style

HEADINGS = style("H1", "heading 1") + style("H2", "heading 2")
QUOTES = style("Quote", "Quote") + style("Mine", "My pull", "Quote") + style("QA", "Quote Attribution", "Quote")


def read(body: str, **options: Any) -> Document:
    return open_file(docx(body, **options), "test.docx")


def only(document: Document, kind: type) -> Any:
    found = [node for node in walk(document) if isinstance(node, kind)]
    assert len(found) == 1, found
    return found[0]


def number(list_id: str, depth: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def numbering(*lists: tuple[str, str, int]) -> str:
    """Lists as (id, format, start)."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{name}">'
        + "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/></w:lvl>' for depth in (0, 1)
        )
        + "</w:abstractNum>"
        for name, form, start in lists
    )
    nums = "".join(f'<w:num w:numId="{name}"><w:abstractNumId w:val="{name}"/></w:num>' for name, _, _ in lists)
    return abstract + nums


def run(text: str, properties: str) -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_headings_nest_by_their_level_and_styles_inherit() -> None:
    styles = (
        HEADINGS
        + style("House", "House head", "H2")
        + style("O", "Outlined", inner='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>')
    )
    document = read(para("T", "H1") + para("A", "House") + para("x") + para("B", "O"), styles=styles)
    assert plain_text(document.title) == "T"
    section = document.blocks[0]
    assert isinstance(section, Section)
    assert plain_text(section.title) == "A"
    deeper = section.blocks[1]
    assert isinstance(deeper, Section)
    assert level_of(deeper, 3) == 3


def test_a_style_based_on_quote_is_a_quote_and_the_attribution_closes_it() -> None:
    body = para("One.", "Quote") + para("Two.", "Mine") + para("Jane", "QA") + para("Next.", "Quote") + para("After.")
    document = read(body, styles=QUOTES)
    first, second, after = document.blocks
    assert isinstance(first, BlockQuote)
    assert len(first.blocks) == 2
    assert plain_text(first.attribution) == "Jane"
    assert isinstance(second, BlockQuote)
    assert isinstance(after, Paragraph)


def test_a_content_control_keeps_two_quotes_apart() -> None:
    control = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = control.format(para("One.", "Quote")) + control.format(para("Two.", "Quote"))
    document = read(body, styles=QUOTES)
    assert [type(block) for block in document.blocks] == [BlockQuote, BlockQuote]


def test_lists_nest_by_level_and_part_by_number() -> None:
    body = (
        para("a", properties=number("1"))
        + para("b", properties=number("1"))
        + para("deep", properties=number("2", 1))
        + para("c", properties=number("1"))
        + para("three", properties=number("3"))
    )
    document = read(body, numbering=numbering(("1", "bullet", 1), ("2", "lowerLetter", 1), ("3", "decimal", 3)))
    bullets, numbers = document.blocks
    assert isinstance(bullets, List)
    assert (len(bullets.items), bullets.ordered) == (3, False)
    inner = bullets.items[1].blocks[1]
    assert isinstance(inner, List)
    assert (inner.ordered, inner.style) == (True, "lower-alpha")
    assert isinstance(numbers, List)
    assert (numbers.ordered, numbers.start) == (True, 3)


def test_runs_are_what_their_properties_and_styles_say() -> None:
    styles = style("E", "Emphasis", kind="character") + style("Q", "Quote Char", kind="character")
    styles += style("V", "Verbatim Char", kind="character")
    runs = (
        run("em", '<w:rStyle w:val="E"/>')
        + run(" ", "")
        + run("bo", "<w:b/>")
        + run("ld", "<w:b/><w:bCs/>")
        + run(" not", '<w:b w:val="0"/>')
        + run("2", '<w:vertAlign w:val="subscript"/>')
        + run(" “said”", '<w:rStyle w:val="Q"/>')
        + run("x=1", '<w:rStyle w:val="V"/>')
        + run(" mot", '<w:lang w:val="fr"/>')
    )
    document = read(para(runs), styles=styles)
    assert [(node.kind, plain_text(node)) for node in walk(document) if isinstance(node, Styled)] == [
        ("emphasis", "em"),
        ("strong", "bold"),
        ("sub", "2"),
    ]
    assert plain_text(only(document, Quote)).strip() == "“said”"
    assert only(document, Code).text == "x=1"
    assert only(document, Span).lang == "fr"


def test_links_out_and_inside_and_fields() -> None:
    links = f'<Relationship Id="l1" Type="{R}/hyperlink" Target="https://example.org/" TargetMode="External"/>'
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>'
        '<w:instrText> HYPERLINK "https://example.com/" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>field</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    runs = (
        '<w:hyperlink r:id="l1"><w:r><w:t>out</w:t></w:r></w:hyperlink>'
        '<w:hyperlink w:anchor="there"><w:r><w:t>in</w:t></w:r></w:hyperlink>' + field
    )
    body = para(runs) + '<w:p><w:bookmarkStart w:id="1" w:name="there"/><w:r><w:t>here</w:t></w:r></w:p>'
    document = read(body, links=links)
    assert [node.target for node in walk(document) if isinstance(node, Link)] == [
        "https://example.org/",
        "#there",
        "https://example.com/",
    ]
    assert document.blocks[1].id == "there"


def test_a_footnote_comes_back_to_its_reference() -> None:
    notes = (
        '<w:footnote w:id="2">' + para("<w:r><w:footnoteRef/></w:r><w:r><w:t> The note.</w:t></w:r>") + "</w:footnote>"
    )
    document = read(para('<w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'), notes=notes)
    assert plain_text(only(document, Note).blocks).strip() == "The note."


def test_a_note_between_foreign_words_is_in_the_language_of_its_own_words() -> None:
    notes = '<w:footnote w:id="2">' + para("<w:r><w:t>The note.</w:t></w:r>") + "</w:footnote>"
    foreign = '<w:r><w:rPr><w:lang w:val="it-IT"/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
    runs = foreign.format("ordine") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + foreign.format(" e altro")
    document = read(para(f'<w:r><w:t xml:space="preserve">An </w:t></w:r>{runs}'), notes=notes)
    (paragraph,) = document.blocks
    assert [type(node).__name__ for node in paragraph.content] == ["Text", "Span", "Note", "Span"]
    assert [node.lang for node in paragraph.content if isinstance(node, Span)] == ["it-IT", "it-IT"]


def test_tables_have_header_rows_first_columns_and_merged_cells() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"

    body = (
        '<w:tbl><w:tblPr><w:tblLook w:firstColumn="1"/><w:tblDescription w:val="What it shows"/></w:tblPr>'
        "<w:tr><w:trPr><w:tblHeader/></w:trPr>" + cell("A") + cell("B") + cell("C") + "</w:tr>"
        "<w:tr>" + cell("r", '<w:vMerge w:val="restart"/>') + cell("1", '<w:gridSpan w:val="2"/>') + "</w:tr>"
        "<w:tr>" + cell("", "<w:vMerge/>") + cell("2") + cell("3") + "</w:tr></w:tbl>"
    )
    table: Table = only(read(para("Caption", "C") + body, styles=style("C", "caption")), Table)
    assert plain_text(table.caption) == "Caption"
    assert table.description == "What it shows"
    assert len(table.head) == 1
    row = table.bodies[0].rows[0]
    assert (row.cells[0].header, row.cells[0].scope, row.cells[0].rowspan) == (True, "row", 2)
    assert (row.cells[1].header, row.cells[1].colspan) == (False, 2)
    assert len(table.bodies[0].rows[1].cells) == 2


def drawing(descr: str, decorative: bool = False) -> str:
    mark = '<a:extLst><a:ext uri="x"><adec:decorative val="1"/></a:ext></a:extLst>' if decorative else ""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" {descr}>{mark}</wp:docPr></wp:inline></w:drawing></w:r>'
    )


def test_pictures_are_described_decorative_or_neither_and_have_captions() -> None:
    body = para(drawing('descr="A"')) + para("Caption", "C") + para(drawing("", decorative=True)) + para(drawing(""))
    document = read(body, styles=style("C", "caption"))
    assert [node.alt for node in walk(document) if isinstance(node, Image)] == ["A", "", None]
    assert plain_text(only(document, Figure).caption) == "Caption"


def test_code_definitions_formulas_and_breaks() -> None:
    styles = style("Code", "Source Code") + style("Te", "Definition Term") + style("De", "Definition")
    body = (
        para('<w:r><w:t>a</w:t><w:br/><w:t xml:space="preserve">  b</w:t></w:r>', "Code")
        + para("Term", "Te")
        + para("Meaning", "De")
        + para(
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>"
        )
        + para("", properties='<w:pBdr><w:bottom w:val="single"/></w:pBdr>').replace(
            '<w:r><w:t xml:space="preserve"></w:t></w:r>', ""
        )
    )
    document = read(body, styles=styles)
    assert only(document, CodeBlock).text == "a\n  b"
    assert plain_text(only(document, DefinitionList).items[0].terms).strip() == "Term"
    assert "<mfrac>" in only(document, Formula).mathml
    assert only(document, ThematicBreak)


def test_a_paragraph_in_one_language_says_so_itself() -> None:
    document = read(para(run("Ein ", '<w:lang w:val="de"/>') + run("Satz", '<w:lang w:val="de"/>')) + para("English."))
    assert [block.lang for block in document.blocks] == ["de", ""]


def test_a_table_of_contents_is_furniture() -> None:
    toc = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{para('Contents')}</w:sdtContent></w:sdt>" + para("Entry 1", "T1")
    )
    document = read(toc + para("Text."), styles=style("T1", "toc 1"))
    assert len(document.blocks) == 1


@pytest.mark.parametrize(
    "data",
    [
        package({"[Content_Types].xml": "<x/>", "_rels/.rels": "<x/>"}),
        package({"[Content_Types].xml": "<x/>", "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>'}),
        docx("<w:p>"),
    ],
)
def test_what_is_no_docx_is_refused(data: bytes) -> None:
    with pytest.raises(InputError):
        open_file(data, "bad.docx")


def test_lists_over_one_numbering_count_on_and_one_that_overrides_begins_again() -> None:
    """ECMA-376 part 1, 17.9: Word counts by the abstract numbering, through whatever stands between."""
    body = "".join(
        (
            para("one", properties=number("1")) + para("two", properties=number("1")) + para("Between."),
            para("three", properties=number("1")) + para("deep", properties=number("1", 1)) + para("Between."),
            para("four", properties=number("1")) + para("deep", properties=number("1", 1)),
        )
    )
    found = [block for block in read(body, numbering=numbering(("1", "decimal", 1))).blocks if isinstance(block, List)]
    assert [block.start for block in found] == [1, 3, 4]
    assert all(item.value is None for block in found for item in block.items)
