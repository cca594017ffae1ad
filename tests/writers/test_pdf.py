"""The finished PDF file, read with pikepdf: what it holds once and whole, what it says of itself, what it claims."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from pdfminer.high_level import extract_text_to_fp

from exporter.errors import UsageError
from exporter.model import (
    BlockQuote,
    Cell,
    CodeBlock,
    Document,
    Image,
    Link,
    List,
    ListItem,
    Metadata,
    Paragraph,
    Person,
    Row,
    Section,
    Table,
    TableBody,
    Text,
)
from exporter.writers import WriteOptions, WriteResult
from exporter.writers.pdf import structure_tree, write
from exporter.writers.pdf.claims import is_regular
from exporter.writers.pdf.engines.painted import Piece
from exporter.writers.pdf.structure import Structure, walk
from tests.checks import rich

ROOT = Path(__file__).resolve().parents[2]
p, words = rich.p, rich.words
LONG = "Words that go on and on until the line is full and the next one begins, so that pages fill. " * 6


def article(*blocks: Any, lang: str = "en", title: str = "T") -> Document:
    """A document with these blocks and the rich document's picture."""
    metadata = Metadata(title=title, lang=lang)
    return Document(metadata=metadata, title=words(title), blocks=blocks, resources=rich.rich().resources)


def table_of(*rows: tuple[int, ...]) -> Table:
    """A table whose rows have cells over so many columns."""
    return Table((TableBody(tuple(Row(tuple(Cell((p("x"),), colspan=span) for span in row)) for row in rows)),))


def written(document: Document, **options: Any) -> pikepdf.Pdf:
    """The document's PDF, opened."""
    return pikepdf.open(io.BytesIO(write(document, WriteOptions(**options)).data))


def of_type(root: Structure, name: str) -> list[Structure]:
    """The structure elements of a type."""
    return [here for here in walk(root) if here.type == name]


def pages_of(root: Structure) -> set[int]:
    """The pages on which the element has pieces."""
    return {kid.page for here in walk(root) for kid in here.kids if isinstance(kid, Piece)}


def said(root: Structure) -> str:
    """The text of the pieces below an element."""
    parts: list[str] = []
    for kid in root.kids:
        parts.append(said(kid) if isinstance(kid, Structure) else kid.text if isinstance(kid, Piece) else "")
    return "".join(parts)


# --- one element a node, over any number of pages ---------------------------------------------------------------------


def test_a_quote_over_several_pages_is_one_block_quote() -> None:
    tree = structure_tree(article(BlockQuote(tuple(p(LONG) for _ in range(20)), words("Jane Roe"))))
    (quote,) = of_type(tree, "BlockQuote")
    assert len(pages_of(quote)) > 2
    assert [kid.type for kid in quote.kids if isinstance(kid, Structure)] == ["P"] * 20 + ["Attribution"]


@pytest.mark.slow
def test_a_table_of_200_rows_is_one_table_with_one_head() -> None:
    head = Row(tuple(Cell((p(text),), True, "col") for text in ("Name", "Figure")))
    rows = tuple(Row((Cell((p(f"Row {n}"),)), Cell((p(str(n)),)))) for n in range(200))
    document = article(Table((TableBody(rows),), (head,)))
    tree = structure_tree(document)
    (table,) = of_type(tree, "Table")
    assert len(pages_of(table)) > 2
    assert len(of_type(tree, "THead")) == len(of_type(tree, "TBody")) == 1
    assert len(of_type(tree, "TR")) == 201
    assert [said(cell) for cell in of_type(tree, "TH")] == ["Name", "Figure"]
    repeated = [text for number, text in artifacts(written(document)) if number > 0 and "Pagination" in text]
    assert len([text for text in repeated if "Subtype" not in text]) == 2 * (len(pages_of(table)) - 1)


def test_a_paragraph_and_a_list_over_pages_are_one() -> None:
    items = tuple(ListItem((p(LONG),)) for _ in range(12))
    tree = structure_tree(article(p(LONG * 12), List(items, True)))
    assert len(of_type(tree, "L")) == 1
    assert len(of_type(tree, "LI")) == 12
    assert len(pages_of(of_type(tree, "P")[0])) > 1
    assert " ".join(said(of_type(tree, "P")[0]).split()) == " ".join((LONG * 12).split())


# --- every sequence is accounted for once -----------------------------------------------------------------------------


def sequences(page: pikepdf.Page) -> Iterator[tuple[str, str, int]]:
    """For each operator that paints: the marked content it lies in (tag, properties, depth); ("", "", 0) for none."""
    open_: list[tuple[str, str]] = []
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            found = instruction.operands[1].unparse().decode() if operator == "BDC" else ""
            open_.append((str(instruction.operands[0]), found))
        elif operator == "EMC":
            open_.pop()
        elif operator in ("TJ", "Tj", "Do", "f", "F", "f*", "S", "s", "B", "b", "B*", "b*", "sh", "'", '"'):
            yield (*(open_[-1] if open_ else ("", "")), len(open_))
    assert open_ == []


def artifacts(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """Page number and properties of each artifact."""
    found = []
    for number, page in enumerate(pdf.pages):
        for instruction in pikepdf.parse_content_stream(page):
            if str(instruction.operator) == "BDC" and str(instruction.operands[0]) == "/Artifact":
                found.append((number, instruction.operands[1].unparse().decode()))
    return found


def kids(element: Any) -> list[Any]:
    """The entries of K, whatever their number."""
    entries = element.get("/K", [])
    return list(entries) if isinstance(entries, pikepdf.Array) else [entries]


def claimed(pdf: pikepdf.Pdf) -> Counter[tuple[int, int]]:
    """How often each (page, MCID) is a kid of a structure element."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: Counter[tuple[int, int]] = Counter()
    stack = kids(pdf.Root.StructTreeRoot)
    while stack:
        element = stack.pop()
        for kid in kids(element):
            if not isinstance(kid, pikepdf.Dictionary):
                found[numbers[element.Pg.objgen], int(kid)] += 1
            elif kid.get("/Type") == "/MCR":
                found[numbers[kid.Pg.objgen], int(kid.MCID)] += 1
            elif kid.get("/Type") == "/StructElem":
                assert kid.P.objgen == element.objgen
                stack.append(kid)
    return found


def test_every_marked_sequence_has_one_parent_and_nothing_is_outside() -> None:
    pdf = written(rich.rich())
    found = claimed(pdf)
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
    painted = set()
    for number, page in enumerate(pdf.pages):
        for tag, properties, depth in sequences(page):
            assert tag in ("/Span", "/Artifact"), "content outside marked content"
            assert depth == 1, "marked content inside marked content"
            if tag == "/Span":
                painted.add((number, int(re.findall(r"/MCID (\d+)", properties)[0])))
        owners = by_key[int(page.StructParents)]
        used = {mcid: owner for mcid, owner in enumerate(owners) if owner is not None}
        assert {(number, mcid) for mcid in used} == {key for key in found if key[0] == number}
        for mcid, owner in used.items():
            assert any(is_sequence(kid, mcid) for kid in kids(owner))
    assert painted == set(found)
    assert set(found.values()) == {1}


def is_sequence(kid: Any, mcid: int) -> bool:
    """Whether a kid is a sequence: its number alone, or a reference to it on another page."""
    if not isinstance(kid, pikepdf.Dictionary):
        return int(kid) == mcid
    return kid.get("/Type") == "/MCR" and int(kid.MCID) == mcid


def test_neighbouring_pages_have_no_number_of_a_sequence_in_common() -> None:
    """Chromium looks a number up without its page: a paragraph over two pages was given words of another element."""
    found = claimed(written(Document(metadata=Metadata(title="T", lang="en"), blocks=(p("Words. " * 40),) * 60)))
    pages = [{mcid for number, mcid in found if number == page} for page in range(max(found)[0] + 1)]
    assert len(pages) > 4
    assert all(not first & second for first, second in pairwise(pages))


def test_markers_are_painted_beside_their_items() -> None:
    """Readers that go by the content met all numbers of a page after its text."""
    inner = List((ListItem((p("deep"),)),))
    items = tuple(ListItem((p(word), inner) if word == "two" else (p(word),)) for word in ("one", "two", "three"))
    document = Document(
        metadata=Metadata(title="T", lang="en"), blocks=(List(items, ordered=True), p("Text after the list."))
    )
    held = io.StringIO()
    extract_text_to_fp(io.BytesIO(write(document, WriteOptions()).data), held, laparams=None)
    assert "".join(held.getvalue().split()).startswith("1.one2.two•deep3.threeTextafterthelist.")


def test_a_heading_of_several_lines_says_its_words_in_one() -> None:
    """Firefox's list of headings had “inRotherham”: pdf.js leaves out the space between two lines."""
    title = "A title so long that it goes over one line of the page and over a second one as well"
    document = Document(metadata=Metadata(title=title, lang="en"), title=words(title), blocks=(p("Text."),))
    (heading,) = [here for here in walk(structure_tree(document)) if here.type == "H1"]
    assert heading.actual == title


def test_artifacts_are_typed_and_running_heads_say_where_they_hang() -> None:
    found = artifacts(written(rich.rich()))
    assert all("/Type" in properties for _, properties in found)
    assert any("/Footer" in text and "/Bottom" in text for number, text in found if number == 0)
    assert any("/Header" in text and "/Top" in text for number, text in found if number == 1)
    assert not any("/Header" in text for number, text in found if number == 0)


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_over_two_lines_is_one_link_with_two_annotations() -> None:
    link = Link(words("a link of so many words that no line of this page can hold them all " * 2), "https://a.example/")
    document = article(Paragraph((Text("See "), link, Text("."))))
    (made,) = of_type(structure_tree(document), "Link")
    pdf = written(document)
    notes = list(pdf.pages[0].Annots)
    assert len(notes) == len([kid for kid in made.kids if not isinstance(kid, Structure | Piece)]) > 1
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums
    by_key = {int(parents[at]): parents[at + 1] for at in range(0, len(parents), 2)}
    for note in notes:
        assert note.F == 4
        assert str(note.Contents).startswith("a link of so many words")
        assert by_key[int(note.StructParent)].S == "/Link"
        assert any(
            kid.get("/Obj", note).objgen == note.objgen
            for kid in kids(by_key[int(note.StructParent)])
            if isinstance(kid, pikepdf.Dictionary)
        )


def test_contents_of_a_link_are_its_words_or_the_alternative_of_its_picture() -> None:
    spoken = Link((Image("r1", "Home page"),), "https://a.example/")
    mute = Link((Image("r1", ""),), "https://a.example/mute")
    pdf = written(
        article(
            Paragraph((Link(words("words"), "#x"), Text(" "), spoken, Text(" "), mute)), Section(words("S"), (), id="x")
        )
    )
    assert [str(note.Contents) for note in pdf.pages[0].Annots] == ["words", "Home page", "https://a.example/mute"]


# --- outline and what the file says of itself -------------------------------------------------------------------------


def outline(items: Any, depth: int = 2) -> list[tuple[int, str]]:
    """Level and title of each bookmark."""
    found = []
    for item in items:
        found += [(depth, item.title), *outline(item.children, depth + 1)]
    return found


def test_the_outline_is_the_heading_tree() -> None:
    document = article(
        Section(words("One"), (Section(words("One point one"), (p(LONG * 9),)),)), Section(words("Two"), (p("x"),))
    )
    with written(document).open_outline() as found:
        assert outline(found.root, 1) == [(1, "T"), (2, "One"), (3, "One point one"), (2, "Two")]


def test_xmp_and_info_agree_and_the_title_is_shown() -> None:
    metadata = Metadata(
        title="A & B <c>",
        lang="en-GB",
        authors=(Person("Ann Writer"), Person("Bo Photo", "pht"), Person("Cy Writer")),
        description="What it is about.",
        keywords=("one", "two"),
        published="2024-05-06T07:08:09+02:00",
        modified="2024-05-07",
    )
    pdf = written(replace(article(p("x")), metadata=metadata))
    info = {str(key): str(value) for key, value in pdf.docinfo.items()}
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert pdf.Root.Lang == "en-GB"
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == info["/Title"] == "A & B <c>"
        assert "; ".join(xmp["dc:creator"]) == info["/Author"] == "Ann Writer; Cy Writer"
        assert xmp["dc:description"] == info["/Subject"] == "What it is about."
        assert xmp["pdf:Keywords"] == info["/Keywords"] == "one, two"
        assert xmp["pdf:Producer"] == info["/Producer"]
        assert xmp["xmp:CreatorTool"] == info["/Creator"]
        assert (xmp["xmp:CreateDate"], info["/CreationDate"]) == (
            "2024-05-06T07:08:09+02:00",
            "D:20240506070809+02'00'",
        )
        assert (xmp["xmp:ModifyDate"], info["/ModDate"]) == ("2024-05-07", "D:20240507")
    ElementTree.fromstring(pdf.Root.Metadata.read_bytes().decode().replace("\ufeff", ""))


@pytest.mark.parametrize("date", ["2024-13-40", "yesterday", "2024-02-30", "20240101", "2024-1-1"])
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    document = article(p("x"))
    pdf = written(replace(document, metadata=replace(document.metadata, published=date)))
    assert "/CreationDate" not in pdf.docinfo


def test_dates_come_from_the_timestamp_when_there_is_one() -> None:
    pdf = written(article(p("x")), timestamp=0)
    assert pdf.docinfo["/CreationDate"] == "D:19700101000000Z"


# --- claims -----------------------------------------------------------------------------------------------------------


def identifiers(data: bytes) -> tuple[str, str]:
    """The PDF/UA part and the PDF/A part with its level, as the XMP packet names them ("" where it does not)."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
    part = "".join(re.findall(r"<pdfaid:part>(\d)<", xmp) + re.findall(r"<pdfaid:conformance>(\w)<", xmp))
    return "".join(re.findall(r"<pdfuaid:part>(\d)<", xmp)), part


def rules(result: WriteResult) -> set[str]:
    """The rules of the findings that cost an identifier."""
    return {found.rule for found in result.findings if found.rule.startswith("PDF")}


def test_a_whole_document_claims_both_standards() -> None:
    result = write(rich.rich(), WriteOptions())
    assert rules(result) == set()
    assert result.claims == ("PDF/UA-1", "PDF/A-2a")
    assert identifiers(result.data) == ("1", "2A")


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        (article(Paragraph((Image("r1"),))), "PDF001"),
        (article(p("x"), lang=""), "PDF002"),
        (article(p("x"), lang="not a tag!"), "PDF002"),
        (article(Paragraph(words("x"), lang="zz zz")), "PDF002"),
        (article(p("x"), title=""), "PDF003"),
        (article(table_of((1, 1), (1,))), "PDF005"),
    ],
)
def test_what_is_not_said_costs_the_identifier(document: Document, rule: str) -> None:
    result = write(document, WriteOptions())
    assert rules(result) == {rule}
    assert result.claims == ("PDF/A-2u",)
    assert identifiers(result.data) == ("", "2U")


def test_a_tag_that_is_no_language_is_not_written() -> None:
    pdf = written(article(Paragraph(words("x"), lang="zz zz"), lang="not a tag!"))
    assert "/Lang" not in pdf.Root
    assert not any(here.lang for here in walk(structure_tree(article(Paragraph(words("x"), lang="zz zz")))))


@pytest.mark.parametrize(
    ("cells", "regular"),
    [
        ([[(1, 1), (1, 1)], [(1, 1), (1, 1)]], True),
        ([[(1, 2)], [(1, 1), (1, 1)]], True),
        ([[(2, 1), (1, 1)], [(1, 1)]], True),
        ([[(2, 1), (1, 1)], [(1, 1), (1, 1)]], False),
        ([[(1, 1), (2, 1)]], False),
        ([[(1, 1), (2, 1)], [(1, 2)]], False),
        ([[(1, 3)], [(1, 1), (1, 1)]], False),
        ([[]], True),
        ([], True),
    ],
)
def test_a_table_is_regular_when_rows_are_equally_wide(cells: list[list[tuple[int, int]]], regular: bool) -> None:
    rows = tuple(Row(tuple(Cell((), rowspan=down, colspan=right) for down, right in row)) for row in cells)
    assert is_regular(Table((TableBody(rows),))) is regular


def test_a_character_without_a_glyph_costs_every_claim_and_is_named() -> None:
    result = write(article(p("Fine."), p("A character of nobody’s: \U0001353f.")), WriteOptions())
    assert rules(result) == {"PDF004"}
    assert any("U+1353F" in found.message for found in result.findings)
    assert result.claims == ()
    assert identifiers(result.data) == ("", "")


# --- the page ---------------------------------------------------------------------------------------------------------


def test_page_sizes() -> None:
    a4, letter = written(article(p("x"))), written(article(p("x")), page="letter")
    assert [round(float(side)) for side in a4.pages[0].MediaBox] == [0, 0, 595, 842]
    assert [round(float(side)) for side in letter.pages[0].MediaBox] == [0, 0, 612, 792]


def test_a_users_style_is_added(tmp_path: Path) -> None:
    style = tmp_path / "house.css"
    style.write_text("@page { size: 100mm 100mm } :root { --ink: #000080 } p { color: #010203 }")
    pdf = written(article(p("x")), styles=(style,))
    assert [round(float(side)) for side in pdf.pages[0].MediaBox] == [0, 0, 283, 283]
    assert b"0.003922 0.007843 0.011765 rg" in pdf.pages[0].Contents.read_bytes()


def test_a_style_that_is_not_there_is_an_error_of_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        WriteOptions.of(styles=(tmp_path / "none.css",))


def test_a_style_reads_nothing_from_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "house").mkdir()
    secret = tmp_path / "secret" / "secret.css"
    secret.write_text("@page { size: 100mm 100mm }")
    style = tmp_path / "house" / "house.css"
    style.write_text(
        f'@import "{secret.as_uri()}"; @import "../secret/secret.css"; @import "http://127.0.0.1:9/x.css";'
    )
    pdf = written(article(p("x")), styles=(style,))
    assert round(float(pdf.pages[0].MediaBox[2])) == 595


# --- the same bytes ---------------------------------------------------------------------------------------------------

PROGRAM = """
import hashlib, sys
from exporter.writers import WriteOptions, writer
from tests.checks.rich import rich
print(hashlib.sha256(writer("pdf")(rich(), WriteOptions()).data).hexdigest())
"""


@pytest.mark.slow
def test_same_bytes_with_other_hash_seeds_clocks_and_folders(tmp_path: Path) -> None:
    found = set()
    for seed, zone, folder in (("1", "Asia/Tokyo", ROOT), ("77", "America/Lima", tmp_path)):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM], cwd=folder, env=environment, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_same_bytes_after_other_documents() -> None:
    first = write(rich.rich(), WriteOptions()).data
    write(article(CodeBlock("x = 1"), p("Other words: żółć.")), WriteOptions())
    assert write(rich.rich(), WriteOptions()).data == first
