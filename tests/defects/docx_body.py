"""Defects of a DOCX's main part: paragraphs, runs, tables, drawings (ECMA-376 part 1, 17)."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

from tests.defects.zip_tools import NAMES, Word, docx, drop, rename, swap, unwrap

W = f"{{{NAMES['w']}}}"
VAL = f"{W}val"


def styled(name: str, where: str = "") -> str:
    """The path of paragraphs in a style."""
    return f"//w:p[w:pPr/w:pStyle/@w:val='{name}']{where}"


def restyle(paragraph: Any, name: str) -> None:
    """Give a paragraph another style, or none."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    if name:
        style.set(VAL, name)
    else:
        style.getparent().remove(style)


def remove(element: Any) -> None:
    element.getparent().remove(element)


def run(word: Word, style: str) -> Any:
    return word.one(f"//w:r[w:rPr/w:rStyle/@w:val='{style}']")


def unstyle_runs(word: Word, style: str) -> None:
    for found in word.find(f"//w:rPr/w:rStyle[@w:val='{style}']", ["word/document.xml"]):
        remove(found)


def control(word: Word, tag: str, skip: int = 0) -> Any:
    """A content control by its tag."""
    return word.one(f"//w:sdt[starts-with(w:sdtPr/w:tag/@w:val, '{tag}')]", skip=skip)


def open_control(found: Any) -> None:
    """Put what a content control holds in its place."""
    content = found.find(f"{W}sdtContent")
    for child in list(found):
        if child is not content:
            found.remove(child)
    unwrap(content)
    unwrap(found)


# --- quotations -----------------------------------------------------------------------------------------------------


def out_of_control(paragraph: etree._Element) -> None:
    """A paragraph without its style, and without the content control that held it, if any did."""
    restyle(paragraph, "")
    if paragraph.getparent().tag == f"{W}sdtContent":
        open_control(paragraph.getparent().getparent())


@docx("a quote is split in two", "quote")
def _(word: Word) -> None:
    gap = etree.fromstring(f'<w:p xmlns:w="{W[1:-1]}"><w:pPr><w:pStyle w:val="Separator"/></w:pPr></w:p>')
    word.paragraph("Second quoted paragraph").addprevious(gap)


@docx("two quotes run together", "quote")
def _(word: Word) -> None:
    """Nothing is left between the end of the one, with who said it, and the beginning of the other."""
    attribution = word.one("//w:body/w:p[w:pPr/w:pStyle/@w:val='QuoteAttribution']")
    other = word.one(
        "//w:body/w:p[w:pPr/w:pStyle/@w:val='QuoteAttribution']/following-sibling::w:p[w:pPr/w:pStyle/@w:val='Quote']"
    )
    while attribution.getnext() is not other:
        remove(attribution.getnext())
    remove(attribution)


@docx("a quoted paragraph is an ordinary one", "quote")
def _(word: Word) -> None:
    out_of_control(word.paragraph("A quote of nobody"))


@docx("a quote is only indented", "quote")
def _(word: Word) -> None:
    paragraph = word.paragraph("A quote of nobody")
    properties = paragraph.find(f"{W}pPr")
    out_of_control(paragraph)
    etree.SubElement(properties, f"{W}ind", {f"{W}left": "720"})


@docx("a quoted paragraph has lost its style", "DOCX126", "quote")
def _(word: Word) -> None:
    """In a quote that a content control holds, as quotes of more than paragraphs are."""
    first, second = word.paragraph("First quoted paragraph"), word.paragraph("Second quoted paragraph")
    whole = etree.fromstring(
        f'<w:sdt xmlns:w="{W[1:-1]}"><w:sdtPr><w:tag w:val="quote"/></w:sdtPr><w:sdtContent/></w:sdt>'
    )
    first.addprevious(whole)
    attribution = second.getnext()
    for paragraph in (first, second, attribution):
        whole[1].append(paragraph)
    restyle(second, "")


@docx("an attribution stands outside its quote", "attribution", "quote")
def _(word: Word) -> None:
    attribution = word.one(styled("QuoteAttribution"))
    restyle(attribution, "")
    if attribution.getparent().tag == f"{W}sdtContent":
        attribution.getparent().getparent().addnext(attribution)


@docx("an attribution is one of the quoted paragraphs", "attribution")
def _(word: Word) -> None:
    restyle(word.one(styled("QuoteAttribution")), "Quote")


@docx("an attribution is missing", "attribution")
def _(word: Word) -> None:
    remove(word.one(styled("QuoteAttribution")))


@docx("quoted words are not marked as a quotation", "inline quote")
def _(word: Word) -> None:
    remove(run(word, "QuoteChar").find(f"{W}rPr"))


# --- tables ---------------------------------------------------------------------------------------------------------


@docx("the header row of a table is an ordinary row", "table headers", "DOC005")
def _(word: Word) -> None:
    remove(word.one("//w:tblHeader"))


@docx("the first column of a table heads nothing", "table headers")
def _(word: Word) -> None:
    look = word.one("//w:tblLook[@w:firstColumn='1']")
    look.set(f"{W}firstColumn", "0")
    look.set(VAL, "0420")


@docx("a cell no longer spans two columns", "table")
def _(word: Word) -> None:
    span = word.one("//w:gridSpan")
    cell = span.getparent().getparent()
    remove(span)
    empty = etree.SubElement(cell.getparent(), f"{W}tc")
    etree.SubElement(empty, f"{W}p")


@docx("a row is missing from a table", "table", "text")
def _(word: Word) -> None:
    remove(word.one("//w:tr", skip=1))


@docx("a table has lost its caption", "caption")
def _(word: Word) -> None:
    remove(word.one(styled("TableCaption")))
    remove(word.one("//w:tblCaption"))


@docx("a table's caption is an ordinary paragraph", "caption", "text")
def _(word: Word) -> None:
    restyle(word.one(styled("TableCaption")), "")


@docx("a table has no title", "DOCX121")
def _(word: Word) -> None:
    remove(word.one("//w:tblCaption"))


@docx("a table is made with tabs", "table")
def _(word: Word) -> None:
    table = word.one("//w:tbl")
    for row in table.iter(f"{W}tr"):
        paragraph = etree.Element(f"{W}p")
        for cell in row.iter(f"{W}tc"):
            for found in list(cell.iter(f"{W}r")):
                paragraph.append(found)
            etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}tab")
        table.addprevious(paragraph)
    remove(table)


@docx("a row may break across two pages", "DOCX122")
def _(word: Word) -> None:
    for found in word.find("//w:cantSplit", ["word/document.xml"]):
        remove(found)


# --- headings, lists ------------------------------------------------------------------------------------------------


@docx("a heading has another level", "heading")
def _(word: Word) -> None:
    restyle(word.one(styled("Heading3")), "Heading2")


@docx("a heading skips a level", "heading", "DOC020")
def _(word: Word) -> None:
    restyle(word.one(styled("Heading3")), "Heading5")


@docx("a heading is a paragraph in bold type", "heading")
def _(word: Word) -> None:
    heading = word.one(styled("Heading2"))
    restyle(heading, "")
    for found in heading.iter(f"{W}r"):
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}b")
        etree.SubElement(properties, f"{W}sz", {VAL: "32"})
        found.insert(0, properties)


@docx("the title of the article is not a heading", "heading")
def _(word: Word) -> None:
    restyle(word.one(styled("Heading1")), "")


@docx("a list within a list is flattened", "list")
def _(word: Word) -> None:
    outer = word.one("//w:numId")
    for level in word.find("//w:numPr[w:ilvl/@w:val='1']", ["word/document.xml"]):
        level.find(f"{W}ilvl").set(VAL, "0")
        level.find(f"{W}numId").set(VAL, outer.get(VAL))


@docx("two numbered lists are one", "list")
def _(word: Word) -> None:
    first = word.paragraph("fifth").find(f"{W}pPr/{W}numPr/{W}numId")
    for words in ("first again", "second again"):
        word.paragraph(words).find(f"{W}pPr/{W}numPr/{W}numId").set(VAL, first.get(VAL))


@docx("the numbers of a list are typed", "list")
def _(word: Word) -> None:
    for number, words in enumerate(("fourth", "fifth"), 4):
        paragraph = word.paragraph(words)
        remove(paragraph.find(f"{W}pPr/{W}numPr"))
        paragraph.find(f".//{W}t").text = f"{number}. {words}"


@docx("an item is missing from a list", "list", "text")
def _(word: Word) -> None:
    remove(word.paragraph("three"))


@docx("a term is an ordinary paragraph", "definition")
def _(word: Word) -> None:
    restyle(word.one(styled("DefinitionTerm")), "")


@docx("a second paragraph of an item stands outside the list", "list")
def _(word: Word) -> None:
    restyle(word.paragraph("more of deep two"), "")


# --- pictures, formulas ---------------------------------------------------------------------------------------------


@docx("a picture has lost its alternative text", "alt", "IMG001")
def _(word: Word) -> None:
    drop(word.one("//wp:docPr[@descr]"), "descr")


@docx("a picture has another alternative text", "alt")
def _(word: Word) -> None:
    word.one("//wp:docPr[@descr]").set("descr", "A blue circle")


@docx("a decorative picture is not marked so", "decorative", "added", "IMG001")
def _(word: Word) -> None:
    mark = word.one("//adec:decorative")
    extension = mark.getparent().getparent()
    extension.getparent().remove(extension)


@docx("a decorative picture has an alternative text", "decorative", "added")
def _(word: Word) -> None:
    mark = word.one("//adec:decorative")
    properties = mark.getparent().getparent().getparent()
    remove(mark.getparent().getparent())
    properties.set("descr", "ornament")


@docx("an informative picture is marked as decorative", "alt")
def _(word: Word) -> None:
    picture = word.one("//wp:docPr[@descr]")
    other = word.one("//wp:docPr[not(@descr)]")
    drop(picture, "descr")
    picture.append(copy.deepcopy(other[0]))


@docx("a picture floats beside the text", "DOCX103")
def _(word: Word) -> None:
    inline = word.one("//wp:inline")
    rename(inline, "anchor")
    inline.set("behindDoc", "0")


@docx("a caption is an ordinary paragraph", "caption")
def _(word: Word) -> None:
    restyle(word.one(styled("Caption")), "")


@docx("a caption stands before another paragraph", "caption", "order", "figure")
def _(word: Word) -> None:
    caption = word.one(styled("Caption"))
    word.paragraph("Aside title").getparent().getparent().addnext(caption)


@docx("a formula is text", "math")
def _(word: Word) -> None:
    formula = word.one("//w:p[w:r]//m:oMath")
    words = "".join(formula.itertext())
    made = etree.Element(f"{W}r")
    etree.SubElement(made, f"{W}t").text = words
    formula.getparent().replace(formula, made)


@docx("a formula is another one", "math")
def _(word: Word) -> None:
    word.one("//w:p[w:r]//m:oMath//m:t", skip=1).text = "−"


# --- running text ---------------------------------------------------------------------------------------------------


@docx("a link is plain text", "link")
def _(word: Word) -> None:
    unwrap(word.one("//w:hyperlink[@r:id]"))


@docx("a link inside the file leads to another place", "link")
def _(word: Word) -> None:
    word.one("//w:hyperlink[@w:anchor='second']").set(f"{W}anchor", "running")


@docx("the place that a link leads to is gone", "link", "DOC011")
def _(word: Word) -> None:
    start = word.one("//w:bookmarkStart[@w:name='second']")
    remove(word.one(f"//w:bookmarkEnd[@w:id='{start.get(f'{W}id')}']"))
    remove(start)


@docx("the reference to a note is gone", "note")
def _(word: Word) -> None:
    remove(word.one("//w:footnoteReference").getparent())


@docx("the reference to a note is a raised number", "note")
def _(word: Word) -> None:
    reference = word.one("//w:footnoteReference")
    made = etree.Element(f"{W}t")
    made.text = "1"
    reference.getparent().replace(reference, made)


@docx("a word in another language is not marked", "language")
def _(word: Word) -> None:
    remove(word.one("//w:r/w:rPr/w:lang[@w:val='fr']"))


@docx("a word is marked with a wrong language", "language")
def _(word: Word) -> None:
    word.one("//w:r/w:rPr/w:lang[@w:val='fr']").set(VAL, "es")


@docx("a paragraph in another language is not marked", "language")
def _(word: Word) -> None:
    remove(word.one("//w:r/w:rPr/w:lang[@w:val='de']"))


@docx("a paragraph written right to left is not marked so", "direction")
def _(word: Word) -> None:
    for found in word.find("//w:pPr/w:bidi", ["word/document.xml"]):
        remove(found)


@docx("a run written right to left is not marked so", "DOCX125", "direction", "language")
def _(word: Word) -> None:
    for found in word.find("//w:rPr/w:rtl", ["word/document.xml"]):
        remove(found)


@docx("the expansion of an abbreviation is lost", "expansion")
def _(word: Word) -> None:
    open_control(control(word, "abbr"))


@docx("an abbreviation has another expansion", "expansion")
def _(word: Word) -> None:
    control(word, "abbr").find(f"{W}sdtPr/{W}alias").set(VAL, "World Heritage Organisation")


@docx("emphasis is lost", "emphasis")
def _(word: Word) -> None:
    unstyle_runs(word, "Emphasis")


@docx("strong words are merely bold", "emphasis", "DOCX124")
def _(word: Word) -> None:
    style = run(word, "Strong").find(f"{W}rPr/{W}rStyle")
    style.getparent().replace(style, etree.Element(f"{W}b"))


@docx("deleted words are not marked as deleted", "emphasis")
def _(word: Word) -> None:
    unstyle_runs(word, "Deleted")


@docx("code in running text is not marked", "code")
def _(word: Word) -> None:
    unstyle_runs(word, "VerbatimChar")


@docx("code set apart is an ordinary paragraph", "code")
def _(word: Word) -> None:
    restyle(word.one(styled("SourceCode")), "")


@docx("an aside runs into the text", "aside")
def _(word: Word) -> None:
    aside = word.paragraph("A pulled quote")
    restyle(aside, "")
    open_control(aside.getparent().getparent())


@docx("the end of a line is lost", "text")
def _(word: Word) -> None:
    remove(word.paragraph("Line one").find(f".//{W}br"))


@docx("a change of subject is not shown", "break")
def _(word: Word) -> None:
    remove(word.one(styled("ThematicBreak")))


# --- order and completeness -----------------------------------------------------------------------------------------


@docx("two paragraphs have changed places", "order")
def _(word: Word) -> None:
    swap(word.paragraph("Between"), word.paragraph("Ein deutscher"))


@docx("a paragraph is missing", "text")
def _(word: Word) -> None:
    remove(word.paragraph("Between"))


@docx("a paragraph stands there twice", "added")
def _(word: Word) -> None:
    paragraph = word.paragraph("Between")
    paragraph.addnext(copy.deepcopy(paragraph))


@docx("a word of a paragraph is another", "text")
def _(word: Word) -> None:
    word.paragraph("Between").find(f".//{W}t").text = "Beside."


@docx("a paragraph is hidden", "text")
def _(word: Word) -> None:
    found = word.paragraph("Between").find(f".//{W}r")
    properties = etree.Element(f"{W}rPr")
    etree.SubElement(properties, f"{W}vanish")
    found.insert(0, properties)


@docx("empty paragraphs make the space", "DOCX109")
def _(word: Word) -> None:
    paragraph = word.paragraph("Between")
    for _ in range(3):
        paragraph.addnext(etree.Element(f"{W}p"))


@docx("a page marker is gone", "page")
def _(word: Word) -> None:
    start = word.one("//w:bookmarkStart[starts-with(@w:name, 'page')]")
    remove(word.one(f"//w:bookmarkEnd[@w:id='{start.get(f'{W}id')}']"))
    remove(start)
