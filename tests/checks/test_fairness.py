"""Good files of others are not accused: no error that a standard does not give, no claim called false for advice.

Each document is made here by our own writer and then changed into what another producer may rightly write.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from exporter.accessibility.needs import UA, refutes
from exporter.checks.finished import check_file
from exporter.findings import Finding, advice, finding
from exporter.model import (
    Cell,
    DisplayMath,
    Document,
    Image,
    Link,
    List,
    ListItem,
    Metadata,
    Paragraph,
    Row,
    Section,
    Table,
    TableBody,
    Text,
)
from exporter.rules.rule import Level
from exporter.writers import WriteOptions, writer
from tests.checks.packages import docx, epub
from tests.strategies import PICTURE

WORDS = Paragraph((Text("The weir below the old bridge was mended in March."),))


def text(*blocks: Any, **metadata: str) -> Document:
    said = {"title": "The weir", "lang": "en"} | metadata
    return Document(metadata=Metadata(**said), title=(Text("The weir"),), blocks=blocks or (WORDS,))


def changed(document: Document, change: Callable[[pikepdf.Pdf], None], standard: str = "ua-1") -> bytes:
    """A PDF of ``document`` that somebody else wrote a little differently."""
    with pikepdf.open(io.BytesIO(writer("pdf")(document, WriteOptions(pdf=standard)).data)) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def elements(pdf: pikepdf.Pdf, kind: str) -> list[Any]:
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == Name("/" + kind)]


def errors(data: bytes) -> list[str]:
    return [f"{item.rule} {item.message}" for item in check_file(data, "a.pdf") if item.level is Level.error]


def found(data: bytes, rule: str) -> list[Finding]:
    return [item for item in check_file(data, "a.pdf") if item.rule == rule]


def nothing(pdf: pikepdf.Pdf) -> None:
    pass


def test_the_document_itself_has_no_error() -> None:
    assert errors(changed(text(), nothing)) == []
    assert errors(changed(text(), nothing, "ua-2")) == []


# --- the title ------------------------------------------------------------------------------------------------------


def as_paragraph(pdf: pikepdf.Pdf) -> None:
    (heading,) = elements(pdf, "H1")
    heading.S = Name.P


def test_a_title_in_the_metadata_is_one() -> None:
    data = changed(text(), as_paragraph)
    assert errors(data) == []
    (said,) = found(data, "DOC024")
    assert said.level is Level.warning
    assert said.message.endswith("(no standard asks for this)")


def test_a_title_as_a_heading_of_another_level_is_one() -> None:
    def deeper(pdf: pikepdf.Pdf) -> None:
        (heading,) = elements(pdf, "H1")
        heading.S = Name.H2

    data = changed(text(), deeper)
    assert not {item.rule for item in check_file(data, "a.pdf")} & {"DOC001", "DOC024"}


def test_no_title_anywhere_is_an_error() -> None:
    def bare(pdf: pikepdf.Pdf) -> None:
        as_paragraph(pdf)
        del pdf.Root.Metadata
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]

    assert {line[:6] for line in errors(changed(text(), bare))} == {"DOC001", "PDF105"}


# --- languages ------------------------------------------------------------------------------------------------------


def lower(pdf: pikepdf.Pdf) -> None:
    """Each outermost element says the language; the catalogue does not."""
    del pdf.Root["/Lang"]
    if "/Outlines" in pdf.Root:
        del pdf.Root["/Outlines"]
    packet = pdf.Root.Metadata.read_bytes().replace(b'"x-default"', b'"en"')
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
    for element in elements(pdf, "Document"):
        element.Lang = String("en")


def test_a_language_may_be_said_on_the_elements() -> None:
    assert errors(changed(text(), lower)) == []


def test_a_language_that_only_some_elements_say_is_not_enough() -> None:
    def some(pdf: pikepdf.Pdf) -> None:
        lower(pdf)
        for element in elements(pdf, "Document"):
            del element["/Lang"]
        elements(pdf, "H1")[0].Lang = String("en")

    assert "DOC002 the article's language is not known" in errors(changed(text(), some))


def test_what_no_element_holds_needs_the_language_of_the_catalogue() -> None:
    linked = text(Paragraph((Text("See the "), Link((Text("minutes of March"),), "https://example.org/"))))

    def only_elements(pdf: pikepdf.Pdf) -> None:
        lower(pdf)
        for element in elements(pdf, "Document"):
            del element["/Lang"]
        for kind in ("H1", "P"):
            for element in elements(pdf, kind):
                element.Lang = String("en")

    assert errors(changed(linked, only_elements)) == [], "the link lies in a paragraph that says its language"

    def outside(pdf: pikepdf.Pdf) -> None:
        only_elements(pdf)
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("The weir", 0))

    assert any("bookmarks is not known" in line for line in errors(changed(linked, outside)))

    def without(pdf: pikepdf.Pdf) -> None:
        only_elements(pdf)
        packet = pdf.Root.Metadata.read_bytes().replace(b'<rdf:li xml:lang="en"', b'<rdf:li xml:lang="x-default"')
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)

    assert any("title in the metadata is not known" in line for line in errors(changed(linked, without)))


@pytest.mark.parametrize(
    ("tag", "refuted"), [("portugue-pt", False), ("en_GB", True), ("", True), ("toolongname", True)]
)
def test_only_the_form_of_a_tag_makes_the_claim_false(tag: str, refuted: bool) -> None:
    def other(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Lang = String(tag)

    data = changed(text(), other)
    assert bool(found(data, "PDF120")) is refuted
    assert bool(found(data, "PDF122")) is refuted


# --- what replaces a picture or a formula ---------------------------------------------------------------------------


def test_replacement_text_is_said_for_a_picture() -> None:
    document = replace(text(Paragraph((Image(PICTURE.name, "A weir below a bridge"),))), resources=(PICTURE,))

    def actual(pdf: pikepdf.Pdf) -> None:
        (figure,) = elements(pdf, "Figure")
        figure.ActualText = figure.Alt
        del figure["/Alt"]

    assert errors(changed(document, actual)) == []

    def neither(pdf: pikepdf.Pdf) -> None:
        del elements(pdf, "Figure")[0]["/Alt"]

    assert {line[:6] for line in errors(changed(document, neither))} == {"IMG001", "PDF120"}


FORMULA = text(DisplayMath("x = 1", "", "x is one"))


def test_mathml_says_a_formula_of_pdf_2() -> None:
    def with_mathml(pdf: pikepdf.Pdf) -> None:
        (formula,) = elements(pdf, "Formula")
        if "/AF" in formula:
            del formula["/AF"]
        del formula["/Alt"]
        space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://www.w3.org/1998/Math/MathML")))
        inner = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.math, NS=space, P=formula, K=formula.K))
        formula.K = inner

    rules = {line[:6] for line in errors(changed(FORMULA, with_mathml, "ua-2"))}
    assert not rules & {"PDF104", "PDF107"}

    def with_nothing(pdf: pikepdf.Pdf) -> None:
        (formula,) = elements(pdf, "Formula")
        for key in ("/Alt", "/AF", "/ActualText"):
            if key in formula:
                del formula[key]

    assert "PDF107" in {line[:6] for line in errors(changed(FORMULA, with_nothing))}


# --- structure ------------------------------------------------------------------------------------------------------


def cell(words: str, header: bool = False) -> Cell:
    return Cell((Paragraph((Text(words),)),), header=header)


def test_headers_that_each_cell_names_need_no_scope() -> None:
    rows = (Row((cell("Year", True), cell("Votes", True))), Row((cell("1984"), cell("12"))))
    table = Table(caption=(Text("Votes"),), head=rows[:1], bodies=(TableBody(rows[1:]),))

    def by_name(pdf: pikepdf.Pdf) -> None:
        for number, header in enumerate(elements(pdf, "TH")):
            del header["/A"]
            header.ID = String(f"head-{number}")
        for number, data in enumerate(elements(pdf, "TD")):
            data.A = Dictionary(O=Name.Table, Headers=Array([String(f"head-{number}")]))

    assert errors(changed(text(table), by_name)) == []

    def by_nothing(pdf: pikepdf.Pdf) -> None:
        for header in elements(pdf, "TH"):
            del header["/A"]

    assert "PDF109" in {line[:6] for line in errors(changed(text(table), by_nothing))}


def test_a_list_without_numbering_makes_no_claim_false() -> None:
    items = tuple(ListItem((Paragraph((Text(words),)),)) for words in ("Mend the weir", "Open the gate"))

    def unnumbered(pdf: pikepdf.Pdf) -> None:
        for made in elements(pdf, "L"):
            del made["/A"]

    numbered = changed(text(List(items, ordered=True)), unnumbered)
    assert [item.level for item in found(numbered, "PDF110")] == [Level.warning]
    assert errors(numbered) == []
    assert found(changed(text(List(items)), unnumbered), "PDF110") == [], "bullets are not numbers"


def test_a_sequence_that_is_not_painted_is_advice() -> None:
    def more(pdf: pikepdf.Pdf) -> None:
        (heading,) = elements(pdf, "H1")
        kids = list(heading.K) if isinstance(heading.K, Array) else [heading.K]
        heading.K = Array([*kids, 999])
        heading.Pg = pdf.pages[0].obj

    said = found(changed(text(), more), "PDF102")
    assert [item.level for item in said] == [Level.warning]
    assert said[0].message.endswith("(no standard asks for this)")
    assert not refutes(UA, said[0])


def test_artifacts_alone_need_no_way_back_to_the_tree() -> None:
    def only_artifacts(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.Contents = pdf.make_stream(b"/Artifact BMC 0 0 9 9 re f EMC")
        (root,) = [pdf.Root.StructTreeRoot]
        root.K = Array([])
        del root["/ParentTree"]

    assert "PDF103" not in {line[:6] for line in errors(changed(text(), only_artifacts))}


# --- links ----------------------------------------------------------------------------------------------------------

LINKED = text(Paragraph((Text("See the "), Link((Text("minutes of March"),), "https://example.org/"))))


def without_contents(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            del annotation["/Contents"]


def test_the_words_of_a_link_say_where_it_leads_in_pdf_2() -> None:
    assert errors(changed(LINKED, without_contents, "ua-2")) == []
    assert {line[:6] for line in errors(changed(LINKED, without_contents))} == {"PDF114", "PDF120"}


def test_a_structure_element_is_a_destination() -> None:
    def to_element(pdf: pikepdf.Pdf) -> None:
        (heading,) = elements(pdf, "H1")
        for annotation in pdf.pages[0].obj.Annots:
            del annotation["/A"]
            annotation.Dest = Array([heading, Name.Fit])

    assert errors(changed(LINKED, to_element, "ua-2")) == []

    def to_nothing(pdf: pikepdf.Pdf) -> None:
        to_element(pdf)
        for annotation in pdf.pages[0].obj.Annots:
            annotation.Dest = Array([Dictionary(), Name.Fit])

    (said,) = found(changed(LINKED, to_nothing, "ua-2"), "PDF115")
    assert said.message == "a link leads to a page that is not in the file"


# --- what refutes ---------------------------------------------------------------------------------------------------


def test_advice_refutes_no_claim() -> None:
    assert refutes(UA, finding("PDF102", "words are painted outside"))
    assert not refutes(UA, advice("PDF102", "words are painted outside"))
    assert advice("IMG005", "to be read").level is Level.person, "what is no error is left as it is"


def test_a_script_is_a_warning_and_denies_pdf_a_alone() -> None:
    def script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))

    data = changed(text(Section((Text("Part"),), (WORDS,))), script)
    assert [item.level for item in found(data, "PDF119")] == [Level.warning]
    claims = [item.message for item in found(data, "PDF120")]
    assert all(line.startswith("the file claims PDF/A") for line in claims)


# --- EPUB and DOCX --------------------------------------------------------------------------------------------------


def book(body: str, metadata: str = "", manifest: str = "", version: str = "3.0") -> bytes:
    """A small book with more in its metadata and manifest."""
    with zipfile.ZipFile(io.BytesIO(epub(f"<h1>The title</h1>{body}"))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    opf = parts["OEBPS/book.opf"].replace(b"</metadata>", metadata.encode() + b"</metadata>")
    opf = opf.replace(b"<manifest>", b"<manifest>" + manifest.encode()).replace(b'"3.0"', f'"{version}"'.encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, data in (parts | {"OEBPS/book.opf": opf}).items():
            package.writestr(name, data)
    return stream.getvalue()


def levels(data: bytes, rule: str) -> list[Level]:
    return [item.level for item in check_file(data, "a.epub") if item.rule == rule]


def test_a_remote_file_is_not_missing() -> None:
    item = '<item id="r" href="{}" media-type="audio/mpeg"/>'
    assert levels(book("", manifest=item.format("https://example.org/a.mp3")), "EPUB117") == []
    assert levels(book("", manifest=item.format(" page1.xhtml ")), "EPUB117") == []
    assert levels(book("", manifest=item.format("/OEBPS/page1.xhtml")), "EPUB117") == []
    assert levels(book("", manifest=item.format("a.mp3")), "EPUB117") == [Level.error]


def test_the_list_of_contents_of_epub_2_is_one() -> None:
    item = '<item id="n" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    assert levels(book("", manifest=item, version="2.0"), "EPUB101") == []
    assert levels(book("", manifest=item), "EPUB101") == [Level.error]


def test_metadata_of_accessibility_are_advice_where_nothing_is_claimed() -> None:
    claim = '<meta property="dcterms:conformsTo">{}</meta>'
    assert levels(book(""), "EPUB113") == [Level.warning] * 3
    assert levels(book("", claim.format("EPUB Accessibility 1.1 - WCAG 2.2 Level AA")), "EPUB113") == [Level.error] * 3
    other = claim.format("http://example.org/house-style")
    assert levels(book("", other), "EPUB113") == [Level.warning] * 3
    assert levels(book("", other), "EPUB115") == [], "a claim of another standard is not ours to judge"


def test_quoted_words_without_marks_take_those_of_the_reading_system() -> None:
    assert levels(book("<p>It <q>has details</q>.</p>"), "EPUB108") == []
    assert levels(book("<p>It <q>“has details”</q>.</p>"), "EPUB108") == [Level.error]
    assert levels(book("<p>It “<q>has details</q>”.</p>"), "EPUB108") == [Level.error]


def test_a_link_back_and_what_nobody_gets_are_advice() -> None:
    note = '<p>See<a role="doc-noteref" href="#n">1</a>.</p><aside id="n" role="doc-footnote"><p>A note.</p></aside>'
    assert levels(book(note), "EPUB107") == [Level.warning]
    style = "<style>@media print { .x { display: none } } .y { display: none }</style>"
    assert levels(book(f'{style}<p class="x">Words.</p>'), "EPUB110") == []
    assert levels(book(f'{style}<p class="y">Words.</p>'), "EPUB110") == [Level.warning]
    assert levels(book('<p aria-hidden="true">Words.</p>'), "EPUB110") == [Level.error]


def test_a_link_to_a_place_by_cfi_or_to_the_page_itself_is_not_dead() -> None:
    assert levels(book('<p><a href="book.opf#epubcfi(/6/2!/4/2)">The start</a></p>'), "EPUB103") == []
    assert levels(book('<p><a href=" ">This page</a></p>'), "EPUB103") == []
    assert levels(book('<p><a href="none.xhtml">Gone</a></p>'), "EPUB103") == [Level.error]


def test_the_fallback_of_a_described_drawing_is_not_judged() -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    shape = '<w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="s"/></w:pict>'
    chosen = '<mc:Choice Requires="wps"><w:t>A weir</w:t></mc:Choice>'
    content = f"<mc:AlternateContent {mc}>{{}}<mc:Fallback>{shape}</mc:Fallback></mc:AlternateContent>"
    inside = f"<w:p><w:r>{content}</w:r></w:p>"
    assert levels(docx(inside.format(chosen)), "DOCX101") == []
    assert levels(docx(inside.format("")), "DOCX101") != []
