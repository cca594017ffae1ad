"""The kinds of files that people send, each in shapes that Word, other programs and other languages give them."""

from __future__ import annotations

import pytest

from tests.readers.word.files import (
    DEFAULT_LOOK,
    STYLES,
    TITLE,
    core,
    item,
    level,
    lists,
    p,
    r,
    read,
    read_article,
    table,
)
from tests.readers.word.shown import blocks, shown

GRID = '<w:tblStyle w:val="Grid"/>'
TABLES = (
    STYLES + '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Table Grid"/><w:tblPr><w:tblBorders>'
    '<w:top w:val="single"/></w:tblBorders></w:tblPr></w:style><w:style w:type="table" w:styleId="Four">'
    '<w:name w:val="Grid Table 4"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
    '<w:style w:type="table" w:styleId="House"><w:name w:val="House"/><w:basedOn w:val="Four"/></w:style>'
)
NO_LOOK = GRID + '<w:tblLook w:val="0000"/>'
WARDS = (["Name", "Where"], ["Ann", "East"], ["Bea", "West"])
HEAD = ["table:", "  !Name | !Where", "  Ann | East", "  Bea | West"]
BOTH = ["table:", "  !Name | !Where", "  >Ann | East", "  >Bea | West"]
NONE = ["table:", "  Name | Where", "  Ann | East", "  Bea | West"]
GREY = '<w:shd w:val="clear" w:color="auto" w:fill="D9D9D9"/>'
THEME = '<w:shd w:val="clear" w:themeFill="accent1"/>'
PAPER = '<w:shd w:val="clear" w:themeFill="background1"/>'
FIRST_ROW, FIRST_COLUMN = '<w:cnfStyle w:val="100000000000"/>', '<w:cnfStyle w:val="001000000000"/>'
WORDS_FIRST_COLUMN = '<w:cnfStyle w:firstColumn="1" w:firstRow="0"/>'


def wards(properties: str, **looks: str) -> str:
    """The table of wards with cell properties for its head's cells and its first column's."""
    held = dict.fromkeys([(0, 0), (0, 1)], looks.get("head", "")) | dict.fromkeys(
        [(1, 0), (2, 0)], looks.get("side", "")
    )
    return table(*WARDS, properties=properties, looks=held)


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (wards(GRID + '<w:tblLook w:val="04A0"/>'), HEAD),
        (wards('<w:tblLook w:firstRow="true" w:firstColumn="on"/>' + GRID), HEAD),
        (wards(DEFAULT_LOOK), HEAD),
        (wards(NO_LOOK), NONE),
        (wards(NO_LOOK, head=GREY), HEAD),
        (wards(NO_LOOK, head=THEME), HEAD),
        (wards(NO_LOOK, head=PAPER), NONE),
        (wards(NO_LOOK, head=FIRST_ROW), HEAD),
        (wards(GRID + DEFAULT_LOOK, side=GREY), BOTH),
        (wards(GRID + DEFAULT_LOOK, side=FIRST_COLUMN), BOTH),
        (wards(GRID + DEFAULT_LOOK, side=WORDS_FIRST_COLUMN), BOTH),
        (wards('<w:tblStyle w:val="House"/>' + DEFAULT_LOOK), BOTH),
        (wards('<w:tblStyle w:val="House"/><w:tblLook w:firstRow="1" w:firstColumn="0"/>'), HEAD),
        (wards(NO_LOOK).replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", 1), HEAD),
        (wards(NO_LOOK).replace("<w:tr>", '<w:tr><w:trPr><w:tblHeader w:val="0"/></w:trPr>', 1), NONE),
        (f"<w:sdt><w:sdtContent>{wards(GRID + DEFAULT_LOOK)}</w:sdtContent></w:sdt>", HEAD),
    ],
)
def test_heads_of_tables(made: str, right: list[str]) -> None:
    assert blocks(read(TITLE + made, styles=TABLES).blocks) == right


def test_a_column_of_numbers_that_word_counts_is_read_as_it_is_shown() -> None:
    made = table(["No.", "What"], [item(""), "Punt"], [item(""), "Barge"], properties=GRID + DEFAULT_LOOK)
    numbers = lists(level(0, "decimal", "%1."))
    assert blocks(read(TITLE + made, styles=TABLES, numbering=numbers).blocks) == [
        "table:",
        "  !No. | !What",
        "  1. | Punt",
        "  2. | Barge",
    ]


def field(code: str, words: str = "there") -> str:
    """A field of several runs, its code cut in two."""
    half = len(code) // 2
    codes = "".join(
        f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in (code[:half], code[half:])
    )
    begin, between, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{codes}{between}{r(words)}{end}"


PLACE = '<w:bookmarkStart w:id="3" w:name="Dry_Dock"/>' + r("Dry dock") + '<w:bookmarkEnd w:id="3"/>'


@pytest.mark.parametrize(
    ("code", "right"),
    [
        (' HYPERLINK \\l "Dry_Dock" ', "[there](#Dry_Dock)"),
        (" hyperlink  \\l Dry_Dock", "[there](#Dry_Dock)"),
        (' HYPERLINK "" \\l "dry_dock" ', "[there](#Dry_Dock)"),
        (' HYPERLINK "#Dry_Dock" ', "[there](#Dry_Dock)"),
        (" REF \\h dry_dock ", "[there](#Dry_Dock)"),
        (" PAGEREF Dry_Dock \\h ", "[there](#Dry_Dock)"),
        (" REF Dry_Dock ", "there"),
        (
            ' HYPERLINK "https://example.org/p" \\o "a \\"tip\\"" \\l "two" \\t "_blank"',
            "[there](https://example.org/p#two)",
        ),
        (" HYPERLINK https://example.org/p ", "[there](https://example.org/p)"),
        (' HYPERLINK "www.example.org/p" ', "[there](http://www.example.org/p)"),
        (' HYPERLINK "bea@example.org" ', "[there](mailto:bea@example.org)"),
        (' HYPERLINK "plans/b.docx" ', "there"),
        (' HYPERLINK "javascript:go()" ', "there"),
    ],
)
def test_links_by_fields(code: str, right: str) -> None:
    assert blocks(read(TITLE + p(field(code)) + p(PLACE, "Heading1")).blocks)[0] == right


def test_a_simple_field_links_too() -> None:
    code = " HYPERLINK &quot;https://example.org/p&quot; \\l &quot;x&quot; "
    made = read(TITLE + p(f'<w:fldSimple w:instr="{code}">{r("there")}</w:fldSimple>'))
    assert blocks(made.blocks) == ["[there](https://example.org/p#x)"]


def test_a_field_that_is_never_closed_hides_no_words() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    made = read(TITLE + p(begin + r("Here.")) + p("And here.") + p(field(' HYPERLINK "https://example.org/" ')))
    assert blocks(made.blocks) == ["Here.", "And here.", "[there](https://example.org/)"]
    assert blocks(read(TITLE + p(end + r("Here.") + end)).blocks) == ["Here."]


DROP = '<w:framePr w:dropCap="drop" w:lines="3"/>'
LARGE = r("O", '<w:b/><w:i/><w:position w:val="-10"/><w:sz w:val="116"/>')
NEAR = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/><w:proofErr w:type="spellStart"/>'


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (p("“O", more=DROP) + p("nce,” she said."), "“Once,” she said."),
        (p("A", more=DROP) + p(" river."), "A river."),
        (p(LARGE, more=DROP) + p("nce."), "Once."),
        (p("O", more=DROP) + NEAR + p("nce."), "Once."),
        (p("O", more=DROP) + f"<w:sdt><w:sdtContent>{p('nce.')}</w:sdtContent></w:sdt>", "Once."),
        (p("O", "Initial") + p("nce."), "Once."),
    ],
)
def test_drop_caps(made: str, right: str) -> None:
    initial = (
        f'<w:style w:type="paragraph" w:styleId="Initial"><w:name w:val="Initial"/><w:pPr>{DROP}</w:pPr></w:style>'
    )
    assert blocks(read(TITLE + made, styles=STYLES + initial).blocks) == [right]


def alternative(choice: str, fallback: str, needs: str, declared: str = "") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{needs}" {declared}>{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


SYMEX = 'xmlns:x="http://schemas.microsoft.com/office/word/2015/wordml/symex"'


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (p(alternative(r("new"), r("old"), "w14")), ["new"]),
        (p(alternative(r("new"), r("old"), "x", 'xmlns:x="urn:nobody"')), ["old"]),
        (p("<w:r>" + alternative("<w:t>new</w:t>", "<w:t>old</w:t>", "w14 cx") + "</w:r>"), ["old"]),
        (
            p("<w:r>" + alternative('<x:symEx x:font="Any" x:char="1f600"/>', "<w:t>?</w:t>", "x", SYMEX) + "</w:r>"),
            ["😀"],
        ),
        (alternative(p("new"), p("old"), "w14") + alternative(p("new"), p("old"), "cx"), ["new", "old"]),
        (p(alternative(alternative(r("a"), r("b"), "cx"), r("c"), "w14")), ["b"]),
        (p(alternative(r("a"), alternative(r("b"), r("c"), "w14"), "cx")), ["b"]),
        (f'<y:wrap xmlns:y="urn:nobody">{p("kept")}</y:wrap>', ["kept"]),
        (p(f'<y:wrap xmlns:y="urn:nobody">{r("kept")}</y:wrap>{r(" too")}'), ["kept too"]),
    ],
)
def test_alternatives(made: str, right: list[str]) -> None:
    assert blocks(read(TITLE + made).blocks) == right


def box(words: str, kind: str = "rect") -> str:
    inner = f"<v:textbox><w:txbxContent>{words}</w:txbxContent></v:textbox>"
    return f"<w:r><w:pict><v:{kind}>{inner}</v:{kind}></w:pict></w:r>"


def shape(words: str) -> str:
    return f"<wps:wsp><wps:spPr/><wps:txbx><w:txbxContent>{words}</w:txbxContent></wps:txbx></wps:wsp>"


def drawing(inner: str) -> str:
    data = f'<a:graphic><a:graphicData uri="u">{inner}</a:graphicData></a:graphic>'
    return f'<w:r><w:drawing><wp:anchor><wp:docPr id="1" name="Box"/>{data}</wp:anchor></w:drawing></w:r>'


GROUP = f"<wpg:wgp>{shape(p('One'))}<wpg:grpSp>{shape(p('Two'))}</wpg:grpSp></wpg:wgp>"


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (p(r("Before ") + drawing(shape(p("Box."))) + r("after.")), ["Before after.", "aside:", "  Box."]),
        (p(drawing(GROUP)), ["aside:", "  One", "aside:", "  Two"]),
        (p(box(p("Round."), "roundrect")), ["aside:", "  Round."]),
        (
            p(
                f"<w:r><w:object><v:shape><v:textbox><w:txbxContent>{p('Old.')}</w:txbxContent></v:textbox></v:shape></w:object></w:r>"
            ),
            ["aside:", "  Old."],
        ),
        (p(f"<w:sdt><w:sdtContent>{box(p('Held.'))}</w:sdtContent></w:sdt>"), ["aside:", "  Held."]),
        (
            p(drawing(shape(p(drawing(shape(p("Inner."))) + r("Outer."))))),
            ["aside:", "  aside:", "    Inner.", "  Outer."],
        ),
        (p(box(p("Tip", "Heading2") + p("Take a rope."))), ["aside: Tip", "  Take a rope."]),
        (
            p(
                '<w:r><w:pict><v:shape><v:textbox><div xmlns="http://www.w3.org/1999/xhtml">Web.</div></v:textbox></v:shape></w:pict></w:r>'
            ),
            ["Web."],
        ),
        (p('<w:r><w:pict><v:shape><v:textpath string="Big sale"/></v:shape></w:pict></w:r>'), ["Big sale"]),
    ],
)
def test_boxes_and_shapes(made: str, right: list[str]) -> None:
    assert blocks(read(TITLE + made).blocks) == right


def sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (sign("Wingdings", "FC") + sign("wingdings", "f0fc"), "✔✔"),
        (sign("Symbol", "B0") + sign("Wingdings 2", "F050") + sign("Webdings", "F061"), "°✓✔"),
        (sign("ZapfDingbats", "F034") + sign("ITC Zapf Dingbats", "AC"), "✔①"),
        (sign("Segoe UI Symbol", "2713"), "✓"),
        (r("\uf0fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "✔"),
        (r("aü", '<w:rFonts w:ascii="Arial" w:hAnsi="Wingdings"/>'), "a✔"),
        (r("a°", '<w:rFonts w:ascii="Symbol"/>'), "α°"),
        ('<w:fldSimple w:instr=" SYMBOL 252 \\f &quot;Wingdings&quot; \\s 12 "/>', "✔"),
    ],
)
def test_signs_of_fonts(made: str, right: str) -> None:
    assert blocks(read(TITLE + p(made)).blocks) == [right]
    assert "WORD009" not in [found.rule for found in read_article(TITLE + p(made)).findings]


CODES = (
    STYLES + '<w:style w:type="paragraph" w:styleId="Small"><w:name w:val="Listing small"/>'
    '<w:basedOn w:val="HTMLPreformatted"/></w:style>'
)


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (p("a", "Small") + p("", "Small") + p("  b", "HTMLPreformatted"), "a\n\n  b"),
        (p("a", "Small") + p("") + p("b", "Small"), "a\n\nb"),
        (p("a", "SourceCode") + NEAR + p("b", "HTMLPreformatted"), "a\nb"),
        (p("a", "SourceCode") + f"<w:sdt><w:sdtContent>{p('b', 'SourceCode')}</w:sdtContent></w:sdt>", "a\nb"),
        (p(r("if x:") + "<w:r><w:br/><w:tab/><w:t>y</w:t></w:r>", "SourceCode"), "if x:\n\ty"),
        (p(r("def ", '<w:b/><w:color w:val="0000FF"/>') + r("f():"), "SourceCode"), "def f():"),
    ],
)
def test_code(made: str, right: str) -> None:
    assert blocks(read(TITLE + made, styles=CODES).blocks) == [f"code: {right!r}"]


def sums() -> str:
    return table(["x", "y"], ["1", "2"], properties=GRID + DEFAULT_LOOK)


SEQ = r("Table ") + '<w:fldSimple w:instr=" SEQ Table \\* ARABIC ">' + r("1") + "</w:fldSimple>" + r(" Sums")
BODY = ["  !x | !y", "  1 | 2"]


@pytest.mark.parametrize(
    ("made", "right"),
    [
        (sums() + p(SEQ, "Caption"), ["table: Table 1 Sums", *BODY]),
        (sums() + p("") + p("Sums of it", "Caption"), ["table: Sums of it", *BODY]),
        (sums() + p(SEQ), ["table: Table 1 Sums", *BODY]),
        (p(SEQ) + sums() + p("End."), ["table: Table 1 Sums", *BODY, "End."]),
        (sums() + p("Summen", "Beschriftung"), ["table: Summen", *BODY]),
        (sums() + f"<w:sdt><w:sdtContent>{p('Sums', 'Caption')}</w:sdtContent></w:sdt>", ["table: Sums", *BODY]),
        (sums() + p("A", "Caption") + sums() + p("B", "Caption"), ["table: A", *BODY, "table: B", *BODY]),
        (p("A", "Caption") + sums() + p("B", "Caption") + sums(), ["table: A", *BODY, "table: B", *BODY]),
    ],
)
def test_captions(made: str, right: list[str]) -> None:
    assert blocks(read(TITLE + p("So:") + made, styles=TABLES).blocks)[1:] == right


@pytest.mark.parametrize(
    ("made", "styles", "right"),
    [
        (p("Die Brücke", "Titel") + p("Bau", "berschrift1") + p("Text."), "", ["= Die Brücke", "# Bau", "Text."]),
        (p("Le pont", "Titre") + p("Un", "Titre1") + p("Dos", "Ttulo2"), "", ["= Le pont", "# Un", "# Dos"]),
        (p("The weir", "Title") + p("go(x)", "HTMLPreformatted"), "", ["= The weir", "code: 'go(x)'"]),
        (table([TITLE, "No. 4"], properties=GRID) + p("Text."), TABLES, ["= The weir", "No. 4", "Text."]),
        (p(box(TITLE)) + p("Text.") + p("One", "Heading1"), STYLES, ["= The weir", "Text.", "# One"]),
        (
            f"<w:sdt><w:sdtContent>{p('Works')}{TITLE}</w:sdtContent></w:sdt>{p('Text.')}",
            STYLES,
            ["= The weir", "Works", "Text."],
        ),
        (p("", "Title") + p("One", "Heading1") + p("Text."), STYLES, ["= One", "Text."]),
    ],
)
def test_titles_wherever_they_stand(made: str, styles: str, right: list[str]) -> None:
    assert shown(read(made, styles=styles)) == right


@pytest.mark.parametrize(
    "name", ["user", "Microsoft Office User", "jsmith", "HP", "DESKTOP-4F3", "Word Document", "un-named"]
)
def test_accounts_and_tools_are_nobody(name: str) -> None:
    said = core(creator=name, description="generated by a tool", created="2013-12-23T23:15:00Z")
    assert read(TITLE + p("Text."), core=said).metadata.authors == ()


LEAD = f'<w:hyperlink w:anchor="there">{r("go")}</w:hyperlink>'
THERE = '<w:bookmarkStart w:id="3" w:name="there"/><w:bookmarkEnd w:id="3"/>'


@pytest.mark.parametrize(
    "body",
    [
        TITLE + p(LEAD) + p("Last.") + p(THERE),
        TITLE + p(LEAD) + p("Last.") + THERE,
        p(THERE + r("The weir"), "Title") + p(LEAD) + p("Text."),
        TITLE + p(LEAD) + p(THERE) + p("Next."),
        TITLE + p(LEAD) + p(box(p(THERE + r("Boxed.")))),
        TITLE + p(LEAD) + THERE + table(["a", "b"], ["c", "d"], properties=DEFAULT_LOOK),
        TITLE + p(LEAD) + p(THERE + r("gone", "<w:vanish/>")) + p("Next."),
        TITLE + p(LEAD) + p(THERE + r("O"), more=DROP) + p("nce."),
    ],
)
def test_a_bookmark_is_found_wherever_it_stands(body: str) -> None:
    made = read_article(body)
    assert any("[go](#there)" in line for line in shown(made.document))
    assert not {"DOC003", "DOC011", "WORD015"} & {found.rule for found in made.findings}


def test_a_table_that_is_taken_apart_is_said() -> None:
    made = read_article(table([TITLE, "No. 4"], properties=GRID) + p("Text."), styles=TABLES)
    assert [found.message for found in made.findings if found.rule == "WORD016"] == [
        "1 table that only places things was taken apart"
    ]
    assert "WORD016" not in [found.rule for found in read_article(TITLE + wards(DEFAULT_LOOK)).findings]


def test_a_table_that_somebody_described_is_a_table() -> None:
    made = read(TITLE + table(["Punt", "Barge"], properties='<w:tblDescription w:val="Two boats."/>'))
    assert blocks(made.blocks) == ["table:  | Two boats.", "  Punt | Barge"]


def test_deleted_words_are_deleted_whatever_stands_round_them() -> None:
    made = read_article(TITLE + p("<w:r><w:delText>gone </w:delText></w:r>" + r("kept")))
    assert blocks(made.document.blocks) == ["kept"]
    assert "WORD001" in [found.rule for found in made.findings]
