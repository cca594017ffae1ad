"""Reading a PDF back by its tags: ours says what the model said; others' tags are read for what they are."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from exporter.comparison.losses import compare
from exporter.errors import InputError
from exporter.model import (
    Abbr,
    Aside,
    BlockQuote,
    CodeBlock,
    Document,
    Figure,
    Image,
    Link,
    List,
    Math,
    Note,
    Paragraph,
    Quote,
    Section,
    Span,
    Styled,
    Table,
    plain_text,
    walk,
)
from exporter.readback import open_file
from exporter.readback.pdf.text import parse_cmap

Name = pikepdf.Name


class Tagged:
    """A PDF of one page made by hand: words with MCIDs, and a structure tree over them."""

    def __init__(self, lang: str = "en") -> None:
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page(page_size=(300, 800))
        self.page = self.pdf.pages[0]
        font = pikepdf.Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
        self.page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        self.content: list[str] = []
        self.pdf.Root.Lang = lang
        self.role_map: dict[str, str] = {}
        self.y = 780

    def words(self, text: str, properties: str = "", *, step: int = 20) -> int:
        """Paint words on a new line; the MCID of their sequence."""
        mcid = sum("/MCID" in line for line in self.content)
        self.y -= step
        self.content.append(f"/P <</MCID {mcid}{properties}>> BDC BT /F1 10 Tf 20 {self.y} Td ({text}) Tj ET EMC")
        return mcid

    def raw(self, content: str) -> None:
        self.content.append(content)

    def tag(self, kind: str, *kids: Any, **said: Any) -> Any:
        made = pikepdf.Dictionary(Type=Name.StructElem, S=Name("/" + kind), Pg=self.page.obj, K=pikepdf.Array(kids))
        for key, value in said.items():
            made[f"/{key}"] = value
        return self.pdf.make_indirect(made)

    def link(self, **said: Any) -> Any:
        """A reference to a link annotation."""
        made = self.pdf.make_indirect(pikepdf.Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1], **said))
        return pikepdf.Dictionary(Type=Name.OBJR, Obj=made, Pg=self.page.obj)

    def read(self, *kids: Any) -> Document:
        """The document that is read back."""
        self.page.Contents = self.pdf.make_stream("\n".join(self.content).encode("latin-1"))
        root = pikepdf.Dictionary(Type=Name.StructTreeRoot, K=pikepdf.Array(kids))
        root.RoleMap = pikepdf.Dictionary({f"/{name}": Name("/" + to) for name, to in self.role_map.items()})
        self.pdf.Root.StructTreeRoot = self.pdf.make_indirect(root)
        stream = io.BytesIO()
        self.pdf.save(stream)
        return open_file(stream.getvalue(), "test.pdf")


def only(document: Document, kind: type) -> Any:
    found = [node for node in walk(document) if isinstance(node, kind)]
    assert len(found) == 1, found
    return found[0]


def attributes(owner: str, **values: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(O=Name("/" + owner), **values)


def test_the_order_is_that_of_the_tree_and_artifacts_are_not_there() -> None:
    pdf = Tagged(lang="de")
    second, first = pdf.words("Second"), pdf.words("First")
    pdf.raw("/Artifact BMC BT /F1 10 Tf (Page 1) Tj ET EMC")
    pdf.raw("BT /F1 10 Tf (untagged) Tj ET")
    document = pdf.read(pdf.tag("Document", pdf.tag("P", first), pdf.tag("P", second)))
    assert [plain_text(block).strip() for block in document.blocks] == ["First", "Second"]
    assert document.metadata.lang == "de"


def test_headings_nest_and_roles_are_mapped() -> None:
    pdf = Tagged()
    pdf.role_map = {"Headline": "H1", "Deck": "P", "Crosshead": "Mid", "Mid": "H2"}
    a, b, c = pdf.words("Title"), pdf.words("Deck"), pdf.words("Part")
    document = pdf.read(pdf.tag("Headline", a), pdf.tag("Deck", b), pdf.tag("Sect", pdf.tag("Crosshead", c)))
    assert plain_text(document.title) == "Title"
    assert isinstance(document.blocks[0], Paragraph)
    assert isinstance(document.blocks[1], Section)


def test_lines_join_with_the_space_that_was_not_painted() -> None:
    pdf = Tagged()
    lines = [pdf.words(text) for text in ("one", "two", "hyphen-", "ated")]
    document = pdf.read(pdf.tag("P", *lines))
    assert plain_text(document.blocks).strip() == "one two hyphen-ated"


def test_a_file_that_paints_its_spaces_is_taken_at_its_word() -> None:
    pdf = Tagged()
    lines = [pdf.words(text) for text in ("one ", "two ", "long", "word")]
    assert plain_text(pdf.read(pdf.tag("P", *lines)).blocks).strip() == "one two longword"


def test_a_quotation_has_its_speaker_and_inline_quotes_are_inside() -> None:
    pdf = Tagged()
    pdf.role_map = {"Attribution": "P"}
    a, b, c = pdf.words("He said "), pdf.words("no"), pdf.words("Jane")
    quote = pdf.tag("BlockQuote", pdf.tag("P", a, pdf.tag("Quote", b)), pdf.tag("Attribution", c))
    document = pdf.read(quote)
    assert plain_text(only(document, BlockQuote).attribution) == "Jane"
    assert plain_text(only(document, Quote)) == "no"


def test_alternatives_expansions_actual_text_and_languages() -> None:
    pdf = Tagged()
    a, b, c, d = pdf.words("x"), pdf.words("WHO"), pdf.words("mot"), pdf.words("\\(fi\\)")
    document = pdf.read(
        pdf.tag("Figure", a, Alt="A dog", A=attributes("Layout", Placement=Name.Block)),
        pdf.tag("P", pdf.tag("Span", b, E="World Health Organization"), pdf.tag("Span", c, Lang="fr")),
        pdf.tag("P", pdf.tag("Span", d, ActualText="fi")),
    )
    assert only(document, Image).alt == "A dog"
    assert only(document, Abbr).expansion == "World Health Organization"
    assert only(document, Span).lang == "fr"
    assert plain_text(document.blocks[-1]).strip() == "fi"


def test_lists_know_how_they_number_and_where_they_start() -> None:
    pdf = Tagged()
    labels = [pdf.words(text) for text in ("iv.", "v.")]
    bodies = [pdf.words(text) for text in ("four", "five")]
    items = [
        pdf.tag("LI", pdf.tag("Lbl", label), pdf.tag("LBody", body)) for label, body in zip(labels, bodies, strict=True)
    ]
    found: List = only(pdf.read(pdf.tag("L", *items, A=attributes("List", ListNumbering=Name.LowerRoman))), List)
    assert (found.ordered, found.style, found.start, len(found.items)) == (True, "lower-roman", 4, 2)


def test_tables_have_scopes_spans_and_summaries() -> None:
    pdf = Tagged()
    a, b, c, d = (pdf.words(text) for text in "ABCD")
    head = pdf.tag("TR", pdf.tag("TH", a, A=attributes("Table", Scope=Name.Column, ColSpan=2)))
    body = pdf.tag("TR", pdf.tag("TH", b, A=attributes("Table", Scope=Name.Row)), pdf.tag("TD", c))
    table = pdf.tag(
        "Table",
        pdf.tag("Caption", d),
        pdf.tag("THead", head),
        pdf.tag("TBody", body),
        A=attributes("Table", Summary="Sum"),
    )
    found: Table = only(pdf.read(table), Table)
    assert (found.head[0].cells[0].scope, found.head[0].cells[0].colspan) == ("col", 2)
    assert found.bodies[0].rows[0].cells[0].scope == "row"
    assert plain_text(found.caption) == "D"
    assert found.description == "Sum"


def test_links_lead_to_addresses_and_to_places() -> None:
    pdf = Tagged()
    a, b, c, d = pdf.words("out"), pdf.words("in"), pdf.words("Between"), pdf.words("There")
    place = pikepdf.Array([pdf.page.obj, Name.XYZ, 0, pdf.y + 10, 0])
    action = pikepdf.Dictionary(S=Name.URI, URI="https://example.org/")
    document = pdf.read(
        pdf.tag("P", pdf.tag("Link", a, pdf.link(A=action)), pdf.tag("Link", b, pdf.link(Dest=place))),
        pdf.tag("P", c),
        pdf.tag("P", d),
    )
    out, inside = (node for node in walk(document) if isinstance(node, Link))
    assert out.target == "https://example.org/"
    assert inside.target == f"#{document.blocks[2].id}"


@pytest.mark.parametrize("linked", [True, False])
def test_a_note_comes_back_to_its_reference_if_there_is_a_link(linked: bool) -> None:
    pdf = Tagged()
    a, b, c, d, e = (pdf.words(text) for text in ("Text", "1", " goes on.", "1", "The note."))
    links = [pdf.link(Dest="n1")] if linked else []
    reference = pdf.tag("Reference", pdf.tag("Link", b, *links))
    note = pdf.tag("Note", pdf.tag("Lbl", d), pdf.tag("P", e), ID="n1")
    document = pdf.read(pdf.tag("P", a, reference, c), note)
    notes = [plain_text(node.blocks).strip() for node in walk(document) if isinstance(node, Note)]
    assert notes == (["The note."] if linked else [])
    assert "The note." in plain_text(document.blocks, notes=True)


def test_code_keeps_its_lines_even_empty_ones() -> None:
    pdf = Tagged()
    lines = [pdf.words("def f\\(\\):"), pdf.words("  return 1", step=12), pdf.words("f\\(\\)", step=24)]
    document = pdf.read(pdf.tag("P", pdf.tag("Code", *lines)))
    assert only(document, CodeBlock).text == "def f():\n  return 1\n\nf()"


def test_styled_words_formulas_asides_and_figures_with_captions() -> None:
    pdf = Tagged()
    pdf.role_map = {"Em": "Span", "Aside": "Div", "FigureGroup": "Div", "Credit": "P"}
    a, b, c, d, e, f = (pdf.words(text) for text in ("em", "x", "aside", "pic", "Caption", "Photo"))
    group = pdf.tag("FigureGroup", pdf.tag("Figure", d, Alt="A"), pdf.tag("Caption", e), pdf.tag("Credit", f))
    document = pdf.read(
        pdf.tag("P", pdf.tag("Em", a), pdf.tag("Formula", b, Alt="x squared")), pdf.tag("Aside", pdf.tag("P", c)), group
    )
    assert only(document, Styled).kind == "emphasis"
    assert only(document, Math).alt == "x squared"
    assert plain_text(only(document, Aside)).strip() == "aside"
    figure: Figure = only(document, Figure)
    assert (plain_text(figure.caption), plain_text(figure.credit)) == ("Caption", "Photo")


def test_a_cmap_maps_codes_of_all_kinds() -> None:
    cmap = parse_cmap(
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <00660069> endbfchar "
        b"2 beginbfrange <0002> <0004> <0041> <0005> <0006> [<0058> <D83DDE00>] endbfrange"
    )
    assert cmap.decode(bytes.fromhex("0001000200040005000600FF")) == "fiACX\U0001f600\ufffd"


def test_a_cmap_s_ranges_end_where_the_numbers_do() -> None:
    cmap = parse_cmap(b"1 beginbfrange <FE> <FFFF> <FFFE> <0001> <0002> <> <FFFE> <FFFFFF> <0041> endbfrange")
    assert cmap.chars == {b"\xfe": "\ufffe", b"\xff": "\uffff", b"\xff\xfe": "A", b"\xff\xff": "B"}


@pytest.mark.slow
def test_a_cmap_has_no_more_codes_than_there_are_characters() -> None:
    wide = b"".join(b"<%06X> <%06X> <0000> " % (start << 16, (start << 16) + 0xFFFF) for start in range(40))
    assert len(parse_cmap(b"40 beginbfrange " + wide + b"endbfrange").chars) == 1_114_112


def test_a_tree_that_bites_its_tail_ends() -> None:
    pdf = Tagged()
    outer = pdf.tag("Sect", pdf.tag("P", pdf.words("once")))
    outer.K.append(outer)
    assert plain_text(pdf.read(outer).blocks).strip() == "once"


def test_an_untagged_pdf_says_nothing() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    stream = io.BytesIO()
    pdf.save(stream)
    assert open_file(stream.getvalue(), "x.pdf").blocks == ()


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(InputError):
        open_file(b"%PDF-1.7 nothing else", "bad.pdf")


def test_self_comparison_of_what_was_read() -> None:
    pdf = Tagged()
    document = pdf.read(pdf.tag("P", pdf.words("x")))
    assert compare(document, document, "pdf") == []
