"""Defects of a PDF's structure tree: what a listener is told of the words (ISO 32000-1, 14.7 and 14.8)."""

from __future__ import annotations

from typing import Any

from pikepdf import Array, Dictionary, Name, String

from tests.defects.pdf_tools import (
    File,
    annotation,
    drop_references,
    insert,
    is_element,
    kids,
    move_after,
    pdf,
    place,
    remove,
    retype,
    swap,
)

# --- quotations -----------------------------------------------------------------------------------------------------


def long_quote(file: File) -> Any:
    return file.one("BlockQuote", lambda quote: len(kids(quote)) > 2)


@pdf("a quote is split in two", "quote")
def _(file: File) -> None:
    quote = long_quote(file)
    first, *rest = kids(quote)
    quote.K = Array(rest)
    other = file.pdf.make_indirect(Dictionary(S=Name.BlockQuote, Type=Name.StructElem, K=Array([first])))
    insert(quote.P, place(quote), other)
    first.P = other


@pdf("two quotes run together", "quote")
def _(file: File) -> None:
    one, two = file.one("BlockQuote"), file.one("BlockQuote", skip=1)
    for kid in kids(two):
        insert(one, len(kids(one)), kid)
    remove(two)


@pdf("a quote is a mere group", "quote")
def _(file: File) -> None:
    retype(long_quote(file), "Div")


@pdf("an attribution stands outside its quote", "attribution", "quote")
def _(file: File) -> None:
    attribution = file.one("Attribution")
    move_after(attribution, attribution.P)


@pdf("an attribution is one of the quoted paragraphs", "attribution")
def _(file: File) -> None:
    retype(file.one("Attribution"), "P")


@pdf("an attribution belongs to the next quote", "attribution", "quote")
def _(file: File) -> None:
    attribution = file.one("Attribution", skip=1)
    quote = attribution.P
    following = kids(quote.P)[place(quote) + 1]
    remove(attribution)
    insert(following, len(kids(following)), attribution)


@pdf("quoted words are not marked as a quotation", "inline quote")
def _(file: File) -> None:
    retype(file.one("Quote"), "Span")


@pdf("words that nobody said are marked as a quotation", "inline quote")
def _(file: File) -> None:
    retype(file.one("Strong"), "Quote")


# --- tables ---------------------------------------------------------------------------------------------------------


def attribute(element: Any, name: str) -> Any:
    attributes = element.get("/A")
    return attributes.get(name) if isinstance(attributes, Dictionary) else None


def header(file: File, scope: str) -> Any:
    return file.one("TH", lambda cell: str(attribute(cell, "/Scope")) == scope)


@pdf("a column header is a plain cell", "table headers")
def _(file: File) -> None:
    retype(header(file, "/Column"), "TD")


@pdf("a row header is a plain cell", "table headers")
def _(file: File) -> None:
    retype(header(file, "/Row"), "TD")


@pdf("a plain cell is a header", "table headers")
def _(file: File) -> None:
    cell = file.one("TD")
    retype(cell, "TH")
    cell.A = Dictionary(O=Name.Table, Scope=Name.Column)


@pdf("a header cell has no scope", "table headers", "PDF109")
def _(file: File) -> None:
    del header(file, "/Row")["/A"]


@pdf("a header cell has the wrong scope", "table headers")
def _(file: File) -> None:
    header(file, "/Row").A.Scope = Name.Column


@pdf("a cell no longer spans two columns", "table")
def _(file: File) -> None:
    del file.one("TD", lambda cell: attribute(cell, "/ColSpan") is not None)["/A"]


@pdf("a row is missing from a table", "table", "text")
def _(file: File) -> None:
    remove(file.one("TR", lambda row: str(row.P.S) == "/TBody"))


@pdf("two cells of a row have changed places", "order")
def _(file: File) -> None:
    swap(file.one("TD"), file.one("TD", skip=1))


@pdf("a table head is heard again on the second page", "added", "table")
def _(file: File) -> None:
    body = file.one("TBody", skip=1)
    head = file.one("THead", skip=1)
    insert(body, 20, copy(file, kids(head)[0]))


@pdf("a table is split where the page ends", "table")
def _(file: File) -> None:
    table = file.one("Table", skip=1)
    body = kids(table)[-1]
    rows = kids(body)
    body.K = Array(rows[:20])
    other = file.pdf.make_indirect(Dictionary(S=Name.Table, Type=Name.StructElem, K=Array(rows[20:])))
    for row in rows[20:]:
        row.P = other
    insert(table.P, place(table) + 1, other)


@pdf("a table is read as paragraphs", "table")
def _(file: File) -> None:
    table = file.one("Table")
    for element in [table, *(one for one in file.elements() if within(one, table))]:
        if str(element.S) not in ("/P", "/Caption"):
            retype(element, "Div")


def within(element: Any, other: Any) -> bool:
    while "/P" in element and "/S" in element.P:
        element = element.P
        if element.objgen == other.objgen:
            return True
    return False


@pdf("a table has lost its caption", "caption")
def _(file: File) -> None:
    remove(file.one("Caption", lambda caption: str(caption.P.S) == "/Table"))


@pdf("a table's caption is a paragraph before it", "caption", "table")
def _(file: File) -> None:
    caption = file.one("Caption", lambda caption: str(caption.P.S) == "/Table")
    table = caption.P
    remove(caption)
    retype(caption, "P")
    insert(table.P, place(table), caption)


# --- headings, lists ------------------------------------------------------------------------------------------------


@pdf("a heading has another level", "heading")
def _(file: File) -> None:
    retype(file.one("H3"), "H2")


@pdf("a heading skips a level", "heading", "DOC020")
def _(file: File) -> None:
    retype(file.one("H3"), "H5")


@pdf("a heading is a paragraph", "heading")
def _(file: File) -> None:
    retype(file.one("H2"), "P")


@pdf("a paragraph is a heading", "heading")
def _(file: File) -> None:
    retype(file.plain_paragraph(), "H3")


@pdf("a list is a mere group", "list")
def _(file: File) -> None:
    for element in list(file.elements("L"))[2:3]:
        for item in kids(element):
            for part in kids(item):
                retype(part, "Div")
            retype(item, "Div")
        retype(element, "Div")


@pdf("a list within a list is flattened", "list")
def _(file: File) -> None:
    inner = file.one("L", lambda element: str(element.P.S) == "/LBody")
    item = inner.P.P
    remove(inner)
    for offset, one in enumerate(kids(inner)):
        insert(item.P, place(item) + 1 + offset, one)


@pdf("a list is split in two", "list")
def _(file: File) -> None:
    whole = file.one("L")
    first, *rest = kids(whole)
    whole.K = Array(rest)
    other = file.pdf.make_indirect(Dictionary(S=Name.L, Type=Name.StructElem, K=Array([first]), A=whole.A))
    first.P = other
    insert(whole.P, place(whole), other)


@pdf("an item is missing from a list", "list", "text")
def _(file: File) -> None:
    remove(file.one("LI", skip=1))


@pdf("an item of a list is a paragraph", "PDF110")
def _(file: File) -> None:
    retype(file.one("LI", skip=1), "P")


@pdf("a list does not say how it is numbered", "PDF110")
def _(file: File) -> None:
    del file.one("L", lambda element: "/Decimal" in repr(element.A))["/A"]  # of bullets no standard asks it


@pdf("a cell stands outside of every row", "PDF121")
def _(file: File) -> None:
    retype(file.one("P", lambda element: str(element.P.S) == "/LBody"), "TD")


@pdf("a numbered list says that it has bullets", "list")
def _(file: File) -> None:
    numbered(file).A.ListNumbering = Name.Disc


@pdf("letters of a list are read as numbers", "list")
def _(file: File) -> None:
    file.one("L", lambda element: str(element.A.ListNumbering) == "/LowerAlpha").A.ListNumbering = Name.Decimal


@pdf("a list begins with another number", "list")
def _(file: File) -> None:
    item = kids(numbered(file))[0]
    kids(item)[0].ActualText = String("1. ")


def numbered(file: File) -> Any:
    return file.one("L", lambda element: str(element.A.ListNumbering) == "/Decimal")


@pdf("definitions are an ordinary list", "definition", "list")
def _(file: File) -> None:
    terms = file.one("L", lambda element: str(element.A.ListNumbering) in ("/None", "/Description"))
    terms.A.ListNumbering = Name.Disc


# --- pictures, formulas ---------------------------------------------------------------------------------------------


@pdf("a picture has lost its alternative text", "alt", "IMG001")
def _(file: File) -> None:
    del file.one("Figure")["/Alt"]


@pdf("a picture has another alternative text", "alt")
def _(file: File) -> None:
    file.one("Figure").Alt = String("A blue circle")


@pdf("a picture's alternative text is a file name", "alt")
def _(file: File) -> None:
    file.one("Figure").Alt = String("IMG_0042.jpg")


@pdf("a picture is not in the tree", "alt")
def _(file: File) -> None:
    remove(file.one("Figure"))


@pdf("a caption stands apart from its picture", "caption", "figure")
def _(file: File) -> None:
    caption = file.one("Caption", lambda element: str(element.P.S) != "/Table")
    group = caption.P
    remove(caption)
    retype(caption, "P")
    insert(group.P, place(group) + 1, caption)


@pdf("a formula is not said in words", "math", "PDF107")
def _(file: File) -> None:
    del file.one("Formula", skip=1)["/Alt"]


@pdf("a formula is said wrongly", "math")
def _(file: File) -> None:
    file.one("Formula", skip=1).Alt = String("a minus b")


# --- running text ---------------------------------------------------------------------------------------------------


@pdf("a link has lost its annotation", "link")
def _(file: File) -> None:
    drop_references(file.one("Link"))


@pdf("a link leads to another address", "link")
def _(file: File) -> None:
    annotation(file.one("Link")).A.URI = String("https://example.net/elsewhere")


@pdf("a link inside the file leads to another place", "link")
def _(file: File) -> None:
    link = file.one("Link", lambda element: str(annotation(element).get("/Dest", "")) == "second")
    annotation(link).Dest = String("running")


@pdf("a link is plain text", "link")
def _(file: File) -> None:
    link = file.one("Link")
    drop_references(link)
    retype(link, "Span")


@pdf("the reference to a note is plain text", "note")
def _(file: File) -> None:
    reference = file.one("Reference")
    for element in [reference, *(kid for kid in kids(reference) if is_element(kid))]:
        drop_references(element)
        retype(element, "Span")


@pdf("a note is a paragraph among others", "note")
def _(file: File) -> None:
    retype(file.one("Note"), "P")


@pdf("a note is not in the tree", "note")
def _(file: File) -> None:
    remove(file.one("Note"))


@pdf("a word in another language is not marked", "language")
def _(file: File) -> None:
    del file.one("Span", lambda element: "/Lang" in element)["/Lang"]


@pdf("a word is marked with a wrong language", "language")
def _(file: File) -> None:
    file.one("Span", lambda element: "/Lang" in element).Lang = String("es")


@pdf("a paragraph in another language is not marked", "language")
def _(file: File) -> None:
    del file.one("P", lambda element: "/Lang" in element)["/Lang"]


@pdf("a quote in another language is not marked", "language")
def _(file: File) -> None:
    del file.one("BlockQuote", lambda element: "/Lang" in element)["/Lang"]


@pdf("the expansion of an abbreviation is lost", "expansion")
def _(file: File) -> None:
    del file.one("Span", lambda element: "/E" in element)["/E"]


@pdf("an abbreviation has another expansion", "expansion")
def _(file: File) -> None:
    file.one("Span", lambda element: "/E" in element).E = String("World Heritage Organisation")


@pdf("emphasis is lost", "emphasis")
def _(file: File) -> None:
    retype(file.one("Em"), "Span")


@pdf("strong words are merely emphasised", "emphasis")
def _(file: File) -> None:
    retype(file.one("Strong"), "Em")


@pdf("deleted words are not marked as deleted", "emphasis")
def _(file: File) -> None:
    retype(file.one("Deleted"), "Span")


@pdf("code in running text is not marked", "code")
def _(file: File) -> None:
    retype(file.one("Code"), "Span")


@pdf("an aside runs into the text", "aside")
def _(file: File) -> None:
    retype(file.one("Aside"), "Div")


# --- order and completeness -----------------------------------------------------------------------------------------


@pdf("two paragraphs have changed places", "order")
def _(file: File) -> None:
    quotes = [file.one("BlockQuote", skip=number) for number in (0, 1)]
    swap(*quotes)


@pdf("a section is read after the one that follows it", "order")
def _(file: File) -> None:
    sections = [one for one in file.elements("Sect") if "/S" not in one.P or str(one.P.S) == "/Document"]
    swap(sections[0], sections[1])


@pdf("a paragraph is not in the tree", "text")
def _(file: File) -> None:
    remove(file.plain_paragraph())


@pdf("a paragraph is in the tree twice", "added")
def _(file: File) -> None:
    paragraph = file.plain_paragraph()
    insert(paragraph.P, place(paragraph) + 1, copy(file, paragraph))


@pdf("words of a paragraph are not in the tree", "text")
def _(file: File) -> None:
    paragraph = file.one("P", lambda element: len(kids(element)) > 4)
    held = kids(paragraph)
    del held[2]
    paragraph.K = Array(held)


@pdf("a paragraph is said in other words", "text")
def _(file: File) -> None:
    file.plain_paragraph().ActualText = String("Something else.")


@pdf("words written right to left are heard backwards", "text")
def _(file: File) -> None:
    words = file.one("Span", lambda element: "/ActualText" in element)
    words["/ActualText"] = String(str(words["/ActualText"])[::-1])


def copy(file: File, element: Any) -> Any:
    """An element again, with all it holds."""
    made = file.pdf.make_indirect(Dictionary({key: value for key, value in element.items() if key != "/K"}))
    made.K = Array([copy(file, kid) if is_element(kid) else kid for kid in kids(element)])
    for kid in kids(made):
        if is_element(kid):
            kid.P = made
    return made
