"""PDF 2.0 as asked for, and files inside PDFs, read with pikepdf: namespaces, ties, destinations, attachments."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import exporter
from exporter.comparison.losses import compare
from exporter.errors import UsageError, WriterError
from exporter.model import (
    Aside,
    Block,
    BlockQuote,
    Cell,
    Document,
    Image,
    Metadata,
    Paragraph,
    Row,
    Table,
    TableBody,
    Text,
    transform,
)
from exporter.readback import open_file
from exporter.writers import WriteOptions, writer
from tests.checks import rich
from tests.conftest import ROOT

TWO = WriteOptions(pdf="ua-2", contents="always")
PDF_2 = "http://iso.org/pdf2/ssn"


@pytest.fixture(scope="module")
def two() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(writer("pdf")(rich.rich(), TWO).data)) as opened:
        yield opened


def elements(opened: pikepdf.Pdf) -> Iterator[Any]:
    """Every structure element, parents first."""
    waiting = [opened.Root.StructTreeRoot.K]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Array):
            waiting.extend(reversed(list(here)))
        elif isinstance(here, pikepdf.Dictionary) and "/S" in here:
            yield here
            if "/K" in here:
                waiting.append(here.K)


def test_the_version_is_2_and_there_is_no_info(two: pikepdf.Pdf) -> None:
    assert two.pdf_version == "2.0"
    assert "/Info" not in two.trailer
    assert two.Root.Lang == "en-GB"


def test_every_type_is_in_a_namespace_that_is_known_or_mapped(two: pikepdf.Pdf) -> None:
    own = next(item for item in two.Root.StructTreeRoot.Namespaces if str(item.NS).startswith("https://"))
    known = {str(item.NS) for item in two.Root.StructTreeRoot.Namespaces}
    for element in elements(two):
        assert str(element.NS.NS) in known
        if element.NS.NS == own.NS:
            role, home = own.RoleMapNS[element.S]
            assert home.NS == PDF_2, (element.S, role)
    assert "/RoleMap" not in two.Root.StructTreeRoot


def test_a_note_and_its_reference_are_tied_both_ways(two: pikepdf.Pdf) -> None:
    notes = [element for element in elements(two) if element.S == "/FENote"]
    assert notes
    for note in notes:
        assert note.A.NoteType == "/Footnote"
        for reference in note.Ref:
            assert reference.S == "/Reference"
            assert reference.Ref[0].objgen == note.objgen
    assert max(len(note.Ref) for note in notes) == 2


def test_an_entry_of_the_contents_list_is_tied_to_its_heading(two: pikepdf.Pdf) -> None:
    entries = [element for element in elements(two) if element.S == "/TOCI"]
    assert entries
    for entry in entries:
        reference = next(kid for kid in entry.K if kid.S == "/Reference")
        assert str(reference.Ref[0].S) in ("/H2", "/H3")


def test_links_and_bookmarks_inside_the_document_lead_to_structure(two: pikepdf.Pdf) -> None:
    inside = []
    for page in two.pages:
        inside += [note for note in page.get("/Annots", []) if note.A.S == "/GoTo"]
        assert all("/Dest" not in note for note in page.get("/Annots", []))
    assert inside
    for note in inside:
        assert note.A.SD[0].Type == "/StructElem"
    entry = two.Root.Outlines.First
    assert entry.A.SD[0].S == "/H1"
    assert entry.Title == "A rich article"


def test_a_formula_carries_its_mathml() -> None:
    document = exporter.read(ROOT / "fixtures" / "articles" / "explainer.md")
    result = writer("pdf")(document, TWO)
    with pikepdf.open(io.BytesIO(result.data)) as opened:
        formulas = [element for element in elements(opened) if element.S == "/Formula"]
        assert formulas
        for formula in formulas:
            (file,) = formula.AF
            assert file.AFRelationship == "/Supplement"
            assert file.EF.F.Subtype == "/application/mathml+xml"
            assert b"<math" in file.EF.F.read_bytes()
        assert len(opened.attachments) == len(formulas)
    assert "PDF/A-4f" in result.claims


def test_a_missing_alternative_costs_pdf_ua_2_as_well() -> None:

    def change(node: Any) -> Any:
        return replace(node, alt=None) if isinstance(node, Image) else node

    claims = writer("pdf")(transform(rich.rich(), change), TWO).claims
    assert "PDF/UA-2" not in claims
    assert not [claim for claim in claims if "Well-Tagged" in claim]


WORDS = Paragraph((Text("Words."),))


def in_cell(block: Block) -> Table:
    return Table((TableBody((Row((Cell((block,)),)),)),))


@pytest.mark.parametrize(
    ("block", "holder", "held"),
    [
        (BlockQuote((Aside((WORDS,), "pullquote"),)), "BlockQuote", "PullQuote"),
        (Aside((Aside((WORDS,)),), "note"), "NoteBox", "Aside"),
        (in_cell(Aside((WORDS,))), "TD", "Aside"),
        (in_cell(BlockQuote((WORDS,))), "TD", "BlockQuote"),
    ],
)
def test_what_may_not_lie_directly_in_its_holder_lies_in_a_part_of_its_own(
    block: Block, holder: str, held: str
) -> None:
    """ISO/TS 32005, table 5; PDF 1.7 knows no such rule."""
    document = Document(metadata=Metadata(title="A", lang="en"), title=(Text("A"),), blocks=(block,))
    for options, between in ((TWO, "Sect"), (WriteOptions(), holder)):
        data = writer("pdf")(document, options).data
        with pikepdf.open(io.BytesIO(data)) as opened:
            (made,) = [item for item in elements(opened) if f"/{held}" == item.S]
            assert f"/{between}" == made.P.S
            assert holder in (str(made.P.S)[1:], str(made.P.P.S)[1:])
        assert compare(document, open_file(data, "a.pdf"), "pdf") == []


@pytest.mark.parametrize(("standard", "archive"), [("ua-1", "pdf/a-3a"), ("ua-2", "pdf/a-4f")])
def test_the_article_itself_is_in_the_pdf_when_asked(standard: str, archive: str, tmp_path: Path) -> None:
    article = tmp_path / "Übersicht (1).md"
    article.write_text("---\nlang: en\n---\n# Title\n\nWords – kept.\n", encoding="utf-8")
    result = exporter.convert(article, to="pdf", pdf=standard, attach_source=True, require=[archive])
    (made,) = result.files
    assert made.path is not None
    with pikepdf.open(made.path) as opened:
        (file,) = opened.Root.AF
        assert file.AFRelationship == "/Source"
        assert str(file.UF) == article.name
        assert opened.attachments[article.name].get_file().read_bytes() == article.read_bytes()


def test_nothing_is_inside_when_nobody_asked(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Title\n\nWords.\n", encoding="utf-8")
    (made,) = exporter.convert(article, to="pdf").files
    assert made.path is not None
    with pikepdf.open(made.path) as opened:
        assert len(opened.attachments) == 0


def test_a_standard_of_the_other_generation_cannot_be_required(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("---\nlang: en\n---\n# Title\n\nWords.\n", encoding="utf-8")
    with pytest.raises(WriterError, match="PDF/UA-2"):
        exporter.convert(article, to="pdf", require=["pdf/ua-2"])
    assert not article.with_suffix(".pdf").exists()


def test_an_unknown_standard_is_an_error_of_use(tmp_path: Path) -> None:
    article = tmp_path / "a.md"
    article.write_text("# Title\n", encoding="utf-8")
    with pytest.raises(UsageError, match="ua-1, ua-2"):
        exporter.convert(article, to="pdf", pdf="ua-3")
