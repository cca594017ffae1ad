"""The census of a Word file accuses nobody of what Word itself shows, and still sees a word that is gone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from exporter.run.pipeline import ReadOptions, read_bytes
from exporter.run.reading_proof import unread
from tests.readers.word.files import DEFAULT_LOOK, STYLES, TITLE, item, level, lists, p, r, table, word_file
from tests.readers.word.test_kinds import alternative, drawing, shape

NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
CANVAS = (
    '<lc:lockedCanvas xmlns:lc="http://schemas.openxmlformats.org/drawingml/2006/lockedCanvas"><a:sp><a:txBody><a:p>'
    "<a:r><a:t>Drawn</a:t></a:r></a:p></a:txBody></a:sp></lc:lockedCanvas>"
)
DELETED = '<m:r><w:rPr><w:del w:id="1"/></w:rPr><m:t>x</m:t></m:r><m:r><m:t>y</m:t></m:r>'
PHANTOM = '<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e><m:r><m:t>x</m:t></m:r></m:e></m:phant>'
SIGN = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
KINDS: dict[str, tuple[str, str]] = {
    "a choice that nobody knows": (p(alternative(r("new"), r("old"), "x", 'xmlns:x="urn:nobody"')), ""),
    "blocks of both kinds": (alternative(p("new"), p("old"), "w14") + alternative(p("new"), p("old"), "cx"), ""),
    "one in another": (p(alternative(r("a"), alternative(r("b"), r("c"), "w14"), "cx")), ""),
    "a box in mid-sentence": (p(r("Before ") + drawing(shape(p("Box."))) + r("after.")), ""),
    "letters that are drawn": (p('<w:r><w:pict><v:shape><v:textpath string="Big sale"/></v:shape></w:pict></w:r>'), ""),
    "words of a drawing": (p(r("See ") + drawing(CANVAS)), ""),
    "a sign by number": (p('<w:fldSimple w:instr=" SYMBOL 252 \\f &quot;Wingdings&quot; "/>' + r(" done")), ""),
    "a numbered heading": (p("Water", "Heading1", NUMBER), lists(level(0, "decimal", "Chapter %1"))),
    "steps": (item("Dig") + item("Fill"), lists(level(0, "decimal", "Step %1:"))),
    "ordinals": (item("Dig") + item("Fill"), lists(level(0, "ordinal", "%1"))),
    "numbers in words": (item("Dig") + item("Fill"), lists(level(0, "ordinalText", "%1"))),
    "another script": (item("Dig"), lists(level(0, "russianLower", "%1."))),
    "letters behind z": (item("Dig"), lists(level(0, "lowerLetter", "%1)", start=28))),
    "a change in a formula": (p(r("So ") + f"<m:oMath>{DELETED}</m:oMath>"), ""),
    "what a formula does not show": (p(r("So ") + f"<m:oMath><m:r><m:t>y</m:t></m:r>{PHANTOM}</m:oMath>"), ""),
    "a masthead in a table": (table([p("The weir", "Title"), "No. 4"], properties=DEFAULT_LOOK), ""),
    "a frame": (table([p("One.") + p("Two.") + p("Three."), "Side."], properties=""), ""),
    "signs in a heading": (
        p(r("39. The Greek ") + '<w:r><w:sym w:font="Symbol" w:char="F06B"/></w:r>' + r(" steers."), "Heading1"),
        "",
    ),
    "signs in words": (
        p(r("n") + SIGN.format("Symbol", "F02D") + r("1 and red") + SIGN.format("Wingdings", "F04A")),
        "",
    ),
    "many signs": (p("".join(r("n") + SIGN.format("Symbol", "F0B3") + r(letter) for letter in "rpr")), ""),
    "spaces that do not count": (p("<w:r><w:t>The </w:t></w:r><w:r><w:t> weir</w:t></w:r>"), ""),
    "deleted words": (p("<w:r><w:delText>gone</w:delText></w:r>" + r("kept")), ""),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_census_accuses_nobody_of_what_word_shows(kind: str) -> None:
    body, numbering = KINDS[kind]
    data = word_file(TITLE + body, numbering=numbering, styles=STYLES)
    article = read_bytes(data, "weir.docx", ReadOptions(lang="en"))
    assert [found.message for found in unread(article, "weir.docx") or ()] == []


def test_an_address_that_is_cut_into_several_links_is_one() -> None:
    """Word cuts a link where its text was edited; each piece names the address again."""
    pieces = {f"r{at}": words for at, words in enumerate(["https://", "weir.example", "/open"])}
    body = p("".join(f'<w:hyperlink r:id="{key}">{r(words)}</w:hyperlink>' for key, words in pieces.items()))
    relations = dict.fromkeys(pieces, ("hyperlink", "https://weir.example/open"))
    article = read_bytes(word_file(TITLE + body, relations=relations), "weir.docx", ReadOptions(lang="en"))
    assert [found.message for found in unread(article, "weir.docx") or ()] == []


def test_a_word_that_is_gone_is_seen() -> None:
    data = word_file(TITLE + p("Dig here.") + item("Fill"), numbering=lists(level(0, "decimal", "Step %1:")))
    article = read_bytes(data, "weir.docx", ReadOptions(lang="en"))
    document = article.document
    gone = replace(article, document=replace(document, blocks=document.blocks[1:]))
    assert [found.rule for found in unread(gone, "weir.docx") or ()] == ["READ001"]
