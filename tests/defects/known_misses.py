"""Defects that nothing here notices, seeded all the same: a list of what is caught says little without what is not."""

from __future__ import annotations

from tests.defects.docx_body import styled
from tests.defects.pdf_tools import File, pdf, retype
from tests.defects.zip_tools import Book, Word, cut, docx, drop, epub

WHY = {
    "pdf-a-standfirst-is-an-ordinary-paragraph": "what part of a masthead a paragraph is, is not compared",
    "epub-a-caption-stands-above-its-picture": "a figure's picture and caption are compared, not which comes first",
    "epub-a-decorative-picture-is-missing": "it says nothing, so nothing is missed when it is not there",
    "epub-the-language-of-a-program-is-not-named": "it is for colouring, and not compared",
    "epub-text-is-light-grey-on-white": "the contrast of finished EPUB and PDF files is not looked at",
    "docx-a-standfirst-is-an-ordinary-paragraph": "what part of a masthead a paragraph is, is not compared",
}
"""Defect → why it is not noticed."""


@pdf("a standfirst is an ordinary paragraph", "text")
def _(file: File) -> None:
    retype(file.one("Standfirst"), "P")


@epub("a caption stands above its picture", "order")
def _(book: Book) -> None:
    caption = book.one("//h:figcaption[not(preceding-sibling::h:blockquote)]")
    caption.getparent().insert(0, caption)


@epub("a decorative picture is missing", "decorative")
def _(book: Book) -> None:
    cut(book.one("//h:img[@alt='']"))


@epub("the language of a program is not named", "code")
def _(book: Book) -> None:
    drop(book.one("//h:pre/h:code[@class]"), "class")


@epub("text is light grey on white", "EPUB110")
def _(book: Book) -> None:
    book.style(lambda text: text + "\np { color: #ccc; background: #fff; }\n")


@docx("a standfirst is an ordinary paragraph", "text")
def _(word: Word) -> None:
    style = word.one(styled("Standfirst", "/w:pPr/w:pStyle"))
    style.getparent().remove(style)
