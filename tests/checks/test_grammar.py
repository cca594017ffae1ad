"""Structure by one grammar: what a type holds and lies in, tables as grids, headings; valid trees are left in peace."""

from __future__ import annotations

import pytest

from exporter.checks.pdf.grammar import breaches
from exporter.checks.pdf.headings import headings
from exporter.checks.pdf.relations import HOLDS_ONLY, OPEN, SHALL_NOT_HOLD, UNCONFIRMED, allows
from exporter.readback.pdf.tree import STANDARD, Tag, Words


def tree(text: str, *, newer: bool = False) -> Tag:
    """A tree from ``Document(P Table(TR(TH*2 TD)))``: a type, what it spans across after ``*``, what it holds."""
    root, _ = _tags(f"{text})", 0, newer)
    made = Tag("Document", "Document", newer=newer)
    made.kids = list(root)
    return made


def _tags(text: str, at: int, newer: bool) -> tuple[list[Tag], int]:
    found: list[Tag] = []
    while text[at] != ")":
        if text[at] == " ":
            at += 1
            continue
        end = min(place for sign in " ()" if (place := text.find(sign, at)) >= 0)
        name, _, span = text[at:end].partition("*")
        made = Tag(name, name, newer=newer, attributes={"ColSpan": int(span)} if span else {})
        found.append(made)
        at = end
        if text[at] == "(":
            kids, at = _tags(text, at + 1, newer)
            made.kids = list(kids)
            at += 1
    return found, at


def every(root: Tag) -> list[Tag]:
    return [root, *(inner for kid in root.tags() for inner in every(kid))]


def said(text: str, *, newer: bool = False) -> list[tuple[str, bool]]:
    root = tree(text, newer=newer)
    return [(item.message, item.advice) for item in breaches(every(root), root)]


@pytest.mark.parametrize(
    "text",
    [
        "Table(Caption THead(TR(TH TH)) TBody(TR(TD TD) TR(TD*2)) TFoot(TR(TD TD)))",
        "Table(TR(TH TD) TR(TH TD) Caption)",
        "Table(NonStruct(TR(TH TD)) TR(TH TD))",
        "L(Caption LI(Lbl LBody(P L(LI(LBody)))) LI)",
        "L(L(LI(LBody)))",
        "TOC(Caption TOCI(Lbl Reference(Link)) TOC(TOCI))",
        "Sect(P(Span(Em) Link(Span) Note(P)) BlockQuote(P) Figure(Caption))",
        "P(Ruby(RB RT) Warichu(WT WP))",
    ],
)
def test_what_the_standards_allow_is_left_in_peace(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Table(Span TR(TD))", "“Span” lies directly in “Table”"),
        ("Table(TR(TD Span))", "“Span” lies directly in “TR”"),
        ("Table(TBody(TR(TD) P))", "“P” lies directly in “TBody”"),
        ("Table(THead(TR(TH)) TR(TD))", "a table has a “THead” and no “TBody”"),
        ("Table(TBody(TR(TD)) TFoot(TR(TD)) TFoot(TR(TD)))", "a table has 2 parts of the kind “TFoot”"),
        ("Table(TR(TD) Caption TR(TD))", "the caption of “Table” does not stand first or last"),
        ("L(LI(LBody) Caption)", "the caption of “L” does not stand first"),
        ("L(Caption LI(LBody) Caption)", "“L” has 2 captions"),
        ("L(P LI(LBody))", "“P” lies directly in “L”"),
        ("LI(LBody)", "“LI” lies in “Document”"),
        ("TOC(P TOCI)", "“P” lies directly in “TOC”"),
        ("P(Ruby(Span))", "“Span” lies directly in “Ruby”"),
        ("Table(TR(TD TD) TR(TD))", "row 2 of a table has 1 columns where others have 2"),
        ("Table(TR(TD*2) TR(TD TD) TR(TD*3))", "row 3 of a table has 3 columns where others have 2"),
    ],
)
def test_what_they_forbid_is_an_error(text: str, message: str) -> None:
    assert (message, False) in said(text)


def test_cells_that_overlap_or_hang_over_are_told() -> None:
    root = tree("Table(TR(TD TD) TR(TD))")
    (table,) = root.tags()
    table.tags()[0].tags()[0].attributes["RowSpan"] = 2
    assert [item.message for item in breaches(every(root), root)] == [], "the second row has its first place filled"
    table.tags()[1].tags()[0].attributes["RowSpan"] = 2
    assert [item.message for item in breaches(every(root), root)] == ["a cell spans more rows than its table has"]


def test_blocks_in_words_are_advice_in_pdf_1_and_an_error_in_pdf_2() -> None:
    assert said("P(P)") == [("“P” lies directly in “P”", True)]
    assert said("P(P)", newer=True) == [("“P” lies directly in “P”", False)]
    assert said("H1(Sect)") == [("“Sect” lies directly in “H1”", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Sect(H1(Sect) P(Table(TR(TH)) L(LI(LBody))) FENote(P) Aside(P Figure))",
        "L(LI(Lbl LBody(Part P)) L(LI(LBody)))",
        "L(LI(Div(LBody)))",
        "TOC(Part(P) TOCI(P Reference(Link) TOC(TOCI)))",
        "P(Ruby(RB RT) Ruby(RB RP RT RP) Warichu(WP WT WP))",
        "Art(Reference) P(Quote(Div) BibEntry(Quote))",
    ],
)
def test_what_iso_32005_allows_or_its_transcriptions_differ_in_is_left_in_peace(text: str) -> None:
    assert said(text, newer=True) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Art(Art)", "“Art” lies directly in “Art”"),
        ("Span(P)", "“P” lies directly in “Span”"),
        ("Lbl(Lbl)", "“Lbl” lies directly in “Lbl”"),
        ("TD(Caption)", "“Caption” lies directly in “TD”"),
        ("H2(H3)", "“H3” lies directly in “H2”"),
        ("H2(NonStruct(P))", "“P” lies directly in “H2”"),
        ("L(P)", "“P” lies directly in “L”"),
        ("L(LI(L(LI)))", "“L” lies directly in “LI”"),
        ("P(RB)", "“RB” lies in “P”"),
        ("P(Ruby(RT RB))", "“Ruby” holds RT RB, not RB RT or RB RP RT RP"),
        ("Figure(Caption Caption)", "“Figure” has 2 captions"),
    ],
)
def test_what_iso_32005_forbids_is_an_error_in_pdf_2(text: str, message: str) -> None:
    assert (message, False) in said(text, newer=True)


def test_words_directly_in_a_group_are_an_error_in_pdf_2() -> None:
    for newer in (False, True):
        root = tree("Sect(P)", newer=newer)
        root.tags()[0].kids.append(Words("Loose words."))
        found = [item.message for item in breaches(every(root), root)]
        assert found == (["words lie directly in “Sect”, in no element of their own"] if newer else [])


def test_the_table_of_iso_32005_is_whole() -> None:
    """Every type has its row, and every pair that one transcription alone forbids is allowed."""
    rows = {*HOLDS_ONLY, *SHALL_NOT_HOLD, *OPEN}
    assert rows - {"Hn"} == (STANDARD | {"H"}) - {f"H{level}" for level in range(1, 7)}
    assert all(allows(*pair) for pair in UNCONFIRMED)
    assert len(UNCONFIRMED) == 13


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("H2 H3", "the first heading is “H2”, not “H1”"),
        ("H1 Sect(H)", "some headings state their level (H1, H2 …) and others do not (H)"),
        ("Sect(H P H)", "“Sect” has 2 headings without a level (H)"),
    ],
)
def test_headings_state_their_level_in_one_way(text: str, message: str) -> None:
    root = tree(text)
    assert message in [found for _, found in headings(every(root), newer=False)]
    good = tree("H1 Sect(H2 H3) H2")
    assert list(headings(every(good), newer=False)) == []
    assert list(headings(every(tree("H2")), newer=True)) == [], "ISO 14289-2 lets a file begin at any level"
    assert list(headings(every(tree("H")), newer=True)) != []


def test_an_empty_alternative_says_nothing_and_a_replacement_does() -> None:
    assert Tag("Figure", "Figure", alt="").said is None
    assert Tag("Figure", "Figure", alt="", actual="Logo").said == "Logo"
    assert Tag("Figure", "Figure", alt="A weir").said == "A weir"
