"""Defects of a PDF outside its tree: marking of content, metadata, bookmarks, annotations, fonts, claims."""

from __future__ import annotations

from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, String

from tests.defects.pdf_tools import File, annotation, insert, kids, pdf, remove

# --- tagging as a whole ---------------------------------------------------------------------------------------------


@pdf("the file is not tagged but claims PDF/UA", "PDF101")
def _(file: File) -> None:
    del file.root["/StructTreeRoot"]
    del file.root["/MarkInfo"]


@pdf("the file does not say that it is tagged", "PDF101")
def _(file: File) -> None:
    file.root.MarkInfo.Marked = False


@pdf("the tags are said to be suspect", "PDF101")
def _(file: File) -> None:
    file.root.MarkInfo.Suspects = True


@pdf("no way leads from content back to the tree", "PDF103")
def _(file: File) -> None:
    del file.tree["/ParentTree"]


@pdf("content leads back to a wrong element", "PDF103")
def _(file: File) -> None:
    numbers = pikepdf.NumberTree(file.tree.ParentTree)
    owners = list(numbers[int(file.pdf.pages[0].StructParents)])
    owners[0], owners[3] = owners[3], owners[0]
    numbers[int(file.pdf.pages[0].StructParents)] = Array(owners)


@pdf("a type of its own is mapped to nothing", "PDF104")
def _(file: File) -> None:
    del file.tree.RoleMap["/Attribution"]


@pdf("a type of its own is mapped to a wrong one", "heading", "emphasis", "text")
def _(file: File) -> None:
    file.tree.RoleMap["/Standfirst"] = Name.H2


# --- marked content -------------------------------------------------------------------------------------------------


@pdf("text is painted that is neither content nor artifact", "PDF102")
def _(file: File) -> None:
    def change(instructions: list[Any]) -> list[Any]:
        start = next(index for index, (_, operator) in enumerate(instructions) if str(operator) == "BT")
        end = next(index for index in range(start, len(instructions)) if str(instructions[index][1]) == "ET")
        return [*instructions, *instructions[start : end + 1]]

    file.edit_page(0, change)


@pdf("text of the tree is painted as an artifact", "text", "PDF102")
def _(file: File) -> None:
    paragraph = file.plain_paragraph()
    wanted = int(kids(paragraph)[0])
    page = next(number for number, page in enumerate(file.pdf.pages) if page.objgen == paragraph.Pg.objgen)

    def change(instructions: list[Any]) -> list[Any]:
        for index, (operands, operator) in enumerate(instructions):
            if str(operator) == "BDC" and isinstance(operands[1], Dictionary) and operands[1].get("/MCID") == wanted:
                instructions[index] = ([Name.Artifact, Dictionary(Type=Name.Pagination)], Operator("BDC"))
        return instructions

    file.edit_page(page, change)


@pdf("a page number is read as text", "added")
def _(file: File) -> None:
    last = len(file.pdf.pages) - 1
    made = file.pdf.make_indirect(Dictionary(S=Name.P, Type=Name.StructElem, Pg=file.pdf.pages[last].obj, K=900))

    def change(instructions: list[Any]) -> list[Any]:
        for index, (operands, operator) in enumerate(instructions):
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact" and paints_text(instructions, index):
                instructions[index] = ([Name.P, Dictionary(MCID=900)], Operator("BDC"))
                break
        else:
            raise AssertionError("no text of this page is an artifact")
        return instructions

    file.edit_page(last, change)
    document = kids(file.tree)[0]
    insert(document, len(kids(document)), made)
    numbers = pikepdf.NumberTree(file.tree.ParentTree)
    key = int(file.pdf.pages[last].StructParents)
    owners = list(numbers[key])
    numbers[key] = Array([*owners, *[None] * (900 - len(owners)), made])


def paints_text(instructions: list[Any], start: int) -> bool:
    for _, operator in instructions[start:]:
        if str(operator) in ("Tj", "TJ"):
            return True
        if str(operator) == "EMC":
            return False
    return False


@pdf("a decorative picture is announced", "decorative", "added", "alt")
def _(file: File) -> None:
    figure = file.one("Figure")
    page = next(number for number, page in enumerate(file.pdf.pages) if page.objgen == figure.Pg.objgen)
    made = file.pdf.make_indirect(
        Dictionary(S=Name.Figure, Type=Name.StructElem, Pg=figure.Pg, K=901, Alt=String("ornament"))
    )

    def change(instructions: list[Any]) -> list[Any]:
        for index, (operands, operator) in enumerate(instructions):
            if str(operator) == "BDC" and str(operands[0]) == "/Artifact" and paints_picture(instructions, index):
                instructions[index] = ([Name.Figure, Dictionary(MCID=901)], Operator("BDC"))
                return instructions
        raise AssertionError("no picture is an artifact")

    file.edit_page(page, change)
    group = figure.P.P
    insert(group.P, kids(group.P).index(group) + 1, made)


def paints_picture(instructions: list[Any], start: int) -> bool:
    for _, operator in instructions[start:]:
        if str(operator) in ("Do", "EI", "INLINE IMAGE"):
            return True
        if str(operator) == "EMC":
            return False
    return False


@pdf("a sequence is in the content but in no element", "text", "PDF102")
def _(file: File) -> None:
    heading = file.one("H2")
    heading.K = Array([])


# --- metadata and claims --------------------------------------------------------------------------------------------


@pdf("the title is gone from the metadata", "metadata", "PDF105")
def _(file: File) -> None:
    del file.pdf.trailer.Info["/Title"]
    file.packet(lambda text: text.replace("dc:title", "dc:format"))


@pdf("the metadata hold another title", "metadata")
def _(file: File) -> None:
    file.packet(lambda text: text.replace("A rich article", "Untitled document"))


@pdf("the author is gone from the metadata", "metadata")
def _(file: File) -> None:
    del file.pdf.trailer.Info["/Author"]
    file.packet(lambda text: text.replace("dc:creator", "dc:relation"))


@pdf("the window shows the name of the file", "PDF106")
def _(file: File) -> None:
    file.root.ViewerPreferences.DisplayDocTitle = False


@pdf("the language of the document is gone", "language", "DOC002")
def _(file: File) -> None:
    del file.root["/Lang"]


@pdf("the document is said to be in another language", "language")
def _(file: File) -> None:
    file.root.Lang = String("fr")


@pdf("the language does not have the form of a tag", "language", "PDF122")
def _(file: File) -> None:
    file.root.Lang = String("en_GB")


@pdf("the language is not a language tag", "language", "DOC013")
def _(file: File) -> None:
    file.root.Lang = String("english")


@pdf("PDF/A is claimed without an output intent", "PDF120")
def _(file: File) -> None:
    del file.root["/OutputIntents"]


@pdf("PDF/UA is claimed although a picture has no alternative", "PDF120")
def _(file: File) -> None:
    del file.one("Figure")["/Alt"]


@pdf("the file runs a script when it is opened", "PDF119")
def _(file: File) -> None:
    file.root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('hello')"))


# --- getting about --------------------------------------------------------------------------------------------------


@pdf("the bookmarks are gone", "PDF111")
def _(file: File) -> None:
    del file.root["/Outlines"]


@pdf("a bookmark is missing", "PDF111")
def _(file: File) -> None:
    first = file.root.Outlines.First
    top = first.First if "/First" in first else first
    second = top.Next
    following = second.Next
    top.Next, following.Prev = following, top


@pdf("a bookmark has another text than its heading", "PDF111")
def _(file: File) -> None:
    first = file.root.Outlines.First
    (first.First if "/First" in first else first).Title = String("Something else")


@pdf("a bookmark leads to another page", "PDF112")
def _(file: File) -> None:
    first = file.root.Outlines.First
    entry = first.First if "/First" in first else first
    target = list(entry.Dest)
    target[0] = file.pdf.pages[len(file.pdf.pages) - 1].obj
    entry.Dest = Array(target)


@pdf("the tab key does not follow the tree", "PDF113")
def _(file: File) -> None:
    for page in file.pdf.pages:
        if "/Tabs" in page:
            del page.obj["/Tabs"]


@pdf("a link annotation is not described", "PDF114")
def _(file: File) -> None:
    del annotation(file.one("Link"))["/Contents"]


@pdf("a link annotation is in no element", "link", "PDF114")
def _(file: File) -> None:
    link = file.one("Link")
    found = annotation(link)
    remove(link)
    del found["/StructParent"]


@pdf("a link leads to a place that is not there", "link", "PDF115")
def _(file: File) -> None:
    link = file.one("Link", lambda element: str(annotation(element).get("/Dest", "")) == "second")
    annotation(link).Dest = String("nowhere")


@pdf("a note has no identifier", "PDF116")
def _(file: File) -> None:
    note = file.one("Note")
    del note["/ID"]


# --- fonts ----------------------------------------------------------------------------------------------------------


def fonts(file: File) -> list[Any]:
    return [font for font in file.pdf.pages[0].Resources.Font.values() if "/ToUnicode" in font]


@pdf("a font does not say what its glyphs mean", "text", "PDF117")
def _(file: File) -> None:
    for font in fonts(file):
        del font["/ToUnicode"]


@pdf("a font says something wrong of its glyphs", "text")
def _(file: File) -> None:
    for font in fonts(file):
        table = font.ToUnicode.read_bytes().replace(b"<0065>", b"<0061>")
        font.ToUnicode.write(table)


@pdf("a font is not embedded", "PDF118")
def _(file: File) -> None:
    font = fonts(file)[0]
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


@pdf("a picture has no box", "PDF108")
def _(file: File) -> None:
    del file.one("Figure").A["/BBox"]
