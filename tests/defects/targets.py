"""Defects of what leads somewhere: references and ways back, headers, labels, areas of links, pages, order."""

from __future__ import annotations

from typing import Any

from lxml import etree
from pikepdf import Array, Dictionary, Name, String

from tests.defects.docx_body import W
from tests.defects.pdf_tools import File, annotation, is_element, kids, pdf
from tests.defects.zip_tools import Book, Word, docx, drop, epub

# --- PDF: notes -----------------------------------------------------------------------------------------------------


def _links(element: Any) -> list[Any]:
    """The Link elements in another."""
    inner = [kid for kid in kids(element) if is_element(kid)]
    return [one for kid in inner for one in (([kid] if str(kid.S) == "/Link" else []) + _links(kid))]


def _reference(file: File, note: str) -> Any:
    """The annotation of the first reference to a note."""
    found = [annotation(link) for reference in file.elements("Reference") for link in _links(reference)]
    return next(made for made in found if str(made.get("/Dest", "")) == note)


def _note(file: File, name: str) -> Any:
    return file.one("Note", lambda note: str(note.get("/ID", "")) == name)


@pdf("the reference to a note leads to another note", "note", "text")
def _(file: File) -> None:
    _reference(file, "second-note").Dest = String("first-note")


@pdf("a note leads back to the reference of another note", "PDF135")
def _(file: File) -> None:
    first = annotation(_links(_note(file, "first-note"))[0])
    annotation(_links(_note(file, "second-note"))[0]).Dest = String(str(first.Dest))


# --- PDF: headers, labels, areas, labels of pages -------------------------------------------------------------------


def _named(file: File) -> Any:
    """The attributes of the first data cell that names its headers."""
    return file.one("TD", lambda cell: "/Headers" in cell.get("/A", Dictionary())).A


@pdf("a cell names the header of another column", "table headers", "DOC025")
def _(file: File) -> None:
    other = file.one("TH", lambda cell: "/ID" in cell, skip=3)
    _named(file).Headers = Array([String(str(other.ID))])


@pdf("a cell names a header that is not there", "table headers", "DOC025")
def _(file: File) -> None:
    _named(file).Headers = Array([String("nowhere")])


@pdf("a cell names one header too few", "table headers")
def _(file: File) -> None:
    named = _named(file)
    named.Headers = Array(list(named.Headers)[:-1])


@pdf("one number of a list is another", "list", "PDF110")
def _(file: File) -> None:
    numbered = [element for element in file.elements("L") if len(kids(element)) == 4][-1]
    kids(kids(numbered)[1])[0].ActualText = String("9. ")


@pdf("a numbered list has bullets for labels", "list", "PDF110")
def _(file: File) -> None:
    numbered = [element for element in file.elements("L") if len(kids(element)) == 4][-1]
    for item in kids(numbered):
        kids(item)[0].ActualText = String("• ")


@pdf("the area of a link is moved away from its words", "PDF133")
def _(file: File) -> None:
    made = annotation(file.one("Link"))
    left, low, right, high = (float(edge) for edge in made.Rect)
    made.Rect = Array([left, low - 300, right, high - 300])


@pdf("the area of a link is on another page", "PDF133")
def _(file: File) -> None:
    made = annotation(file.one("Link"))
    first, second = file.pdf.pages[0].obj, file.pdf.pages[1].obj
    first.Annots = Array([one for one in first.Annots if one.objgen != made.objgen])
    second.Annots = Array([*second.get("/Annots", Array()), made])
    made.P = second


@pdf("two links have changed their areas", "PDF133")
def _(file: File) -> None:
    one, two = (annotation(file.one("Link", skip=number)) for number in (0, 1))
    one.Rect, two.Rect = Array(list(two.Rect)), Array(list(one.Rect))


@pdf("the labels of the pages are off by one", "PDF134")
def _(file: File) -> None:
    file.root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name("/D"), St=2)]))


@pdf("the pages are labelled with letters", "PDF134")
def _(file: File) -> None:
    file.root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name("/A"))]))


# --- EPUB -----------------------------------------------------------------------------------------------------------


@epub("the reference to a note leads to another note", "note", "text")
def _(book: Book) -> None:
    one, *_, last = book.every("//h:a[@role='doc-noteref']")
    last.set("href", one.get("href"))


@epub("a note leads back to the reference of another note", "EPUB107")
def _(book: Book) -> None:
    one, *_, last = book.every("//h:a[@role='doc-backlink']")
    last.set("href", one.get("href"))


@epub("a page mark stands before another paragraph", "page", "order")
def _(book: Book) -> None:
    mark = book.every("//*[@role='doc-pagebreak']")[-1]
    mark.getparent().insert(1, mark)


@epub("two page marks have changed places", "page", "order", "EPUB123")
def _(book: Book) -> None:
    one, two = book.every("//*[@role='doc-pagebreak']")[-2:]
    for name in ("aria-label", "id"):
        first, second = one.get(name), two.get(name)
        one.set(name, second)
        two.set(name, first)


@epub("a cell names the header of another column", "table headers", "DOC025")
def _(book: Book) -> None:
    cell = book.one("//h:td[text()='812' or .//text()='812']")
    wrong = book.one("//h:th[normalize-space(.)='Sun']")
    wrong.set("id", "sun")
    cell.set("headers", "sun")


@epub("a cell names a header of another table", "table headers", "DOC025", "EPUB116")
def _(book: Book) -> None:
    cell = book.one("//h:td[text()='812' or .//text()='812']")
    wrong = book.one("//h:th[normalize-space(.)='City']")
    wrong.set("id", "city")
    cell.set("headers", "city")


@epub("one number of a list is another", "list")
def _(book: Book) -> None:
    book.one("//h:ol/h:li[contains(., 'Step two')]").set("value", "9")


@epub("a style numbers lists in another way", "list")
def _(book: Book) -> None:
    book.style(lambda text: text + "\nol { list-style-type: upper-roman }\n")


@epub("a style gives a numbered list bullets", "list")
def _(book: Book) -> None:
    book.one("//h:ol[h:li[contains(., 'Step two')]]").set("style", "list-style: square inside")


def _nav(book: Book, kind: str) -> list[Any]:
    return list(book.nav.xpath(f"//*[local-name()='nav'][@id='{kind}']//*[local-name()='li']"))


@epub("the list of pages is in another order", "EPUB123")
def _(book: Book) -> None:
    one, *_, last = _nav(book, "page-list")
    one.addprevious(last)


@epub("an entry of the contents leads out of the reading order", "EPUB123")
def _(book: Book) -> None:
    spine = next(book.opf.iter("{*}spine"))
    items = next(book.opf.iter("{*}manifest"))
    namespace = etree.QName(book.opf).namespace
    name = next(item.get("href") for item in items if item.get("id") == "cover")
    for made in list(spine):
        if made.get("idref") == "cover":
            spine.remove(made)
    assert namespace
    _nav(book, "toc")[-1][0].set("href", name)


@epub("an entry of the contents leads out of the book", "EPUB123")
def _(book: Book) -> None:
    _nav(book, "toc")[-1][0].set("href", "https://example.org/")


@epub("the only chapter is not in the linear order", "EPUB123")
def _(book: Book) -> None:
    for made in book.opf.iter("{*}itemref"):
        made.set("linear", "no")


@epub("the pages turn the other way", "EPUB123")
def _(book: Book) -> None:
    next(book.opf.iter("{*}spine")).set("page-progression-direction", "rtl")


@epub("a page goes on by itself to another", "EPUB119")
def _(book: Book) -> None:
    head = book.one("//h:head")
    etree.SubElement(head, f"{{{etree.QName(head).namespace}}}meta", {"http-equiv": "refresh", "content": "5"})


@epub("words are shown only where no scripts run", "EPUB119", "text")
def _(book: Book) -> None:
    paragraph = book.one("//h:p[contains(., 'After the thirteenth page')]")
    paragraph.tag = paragraph.tag.replace("}p", "}noscript")


# --- DOCX -----------------------------------------------------------------------------------------------------------

ID = f"{W}id"


@docx("the reference to a note leads to another note", "note", "text")
def _(word: Word) -> None:
    one, *_, last = word.find("//w:footnoteReference", ["word/document.xml"])
    last.set(ID, one.get(ID))


@docx("a page mark stands before another paragraph", "page", "order")
def _(word: Word) -> None:
    start = word.one("//w:bookmarkStart[starts-with(@w:name, 'page')]", skip=2)
    end = word.one(f"//w:bookmarkEnd[@w:id='{start.get(ID)}']")
    first = word.one("//w:body/w:p", skip=3)
    first.append(start)
    first.append(end)


@docx("two page marks have changed places", "page", "order")
def _(word: Word) -> None:
    one, two = (word.one("//w:bookmarkStart[starts-with(@w:name, 'page')]", skip=number) for number in (1, 2))
    name = f"{W}name"
    first, second = one.get(name), two.get(name)
    one.set(name, second)
    two.set(name, first)


@docx("the second row of heads is an ordinary row", "table headers")
def _(word: Word) -> None:
    row = word.one("//w:tr[contains(., 'mm') and contains(., 'days')]")
    for made in list(row.iter(f"{W}tblHeader")):
        made.getparent().remove(made)
    for made in list(row.iter(f"{W}cnfStyle")):
        drop(made, f"{W}firstRow") if f"{W}firstRow" in made.attrib else None


@docx("a list goes on with the numbers of another", "list")
def _(word: Word) -> None:
    one = word.one("//w:p[contains(., 'first again')]/w:pPr/w:numPr/w:numId")
    for made in word.find("//w:p[contains(., 'Step ')]/w:pPr/w:numPr/w:numId", ["word/document.xml"]):
        made.set(f"{W}val", one.get(f"{W}val"))
